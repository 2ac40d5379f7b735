"""What passes for a caller, attack by attack."""

import base64
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from chalicelib.adapters.tokens import LEEWAY, BadToken, IssuerUnavailable, KeySet, Tokens
from chalicelib.domain.caller import Role
from tests.api.issuer import AUDIENCE, ISSUER, Issuer, Key, claims, token
from tests.api.world import A

KEY, OTHER = Key("k1"), Key("k1")
HR = {"role": "hr_reviewer", "region": "410100"}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def tokens(issuer: Issuer, clock: Clock | None = None, *, https: bool = True) -> Tokens:
    return Tokens(ISSUER, AUDIENCE, KeySet(ISSUER, issuer.fetch, https=https, clock=clock or Clock()))


def refused(text: str, *keys: Key) -> None:
    with pytest.raises(BadToken):
        tokens(Issuer(*(keys or (KEY,)))).caller(text)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
def test_asymmetric_signatures_are_taken(algorithm: str) -> None:
    key = Key("k", algorithm)
    caller = tokens(Issuer(key)).caller(token(key, **HR))
    assert (caller.sub, caller.role, caller.region) == ("wang", Role.HR_REVIEWER, "410100")


def test_no_signature_is_refused() -> None:
    refused(jwt.encode(claims(**HR), "", algorithm="none", headers={"kid": "k1"}))


def test_the_public_key_is_no_secret() -> None:
    """HS256 keyed with the issuer's public key, the classic confusion; made by hand, for PyJWT would not."""
    import hashlib
    import hmac

    public = KEY.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [_b64({"alg": "HS256", "kid": "k1", "typ": "JWT"}), _b64(claims(**HR))]
    signature = hmac.new(public, ".".join(parts).encode(), hashlib.sha256).digest()
    refused(".".join([*parts, base64.urlsafe_b64encode(signature).decode().rstrip("=")]))


def _b64(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_another_key_of_the_same_id_is_refused() -> None:
    refused(token(OTHER, **HR))


def test_a_key_is_good_for_its_own_algorithm_only() -> None:
    pinned = Key("k1", "PS256", alg="RS256")
    refused(token(pinned, **HR), pinned)
    refused(jwt.encode(claims(**HR), Key("e", "ES256").private, algorithm="ES256", headers={"kid": "k1"}))


def test_keys_that_do_not_sign_are_left_out() -> None:
    encrypting = Key("k1", use="enc")
    refused(token(encrypting, **HR), encrypting)
    secret = Key("k1", kty="oct")
    refused(token(secret, **HR), secret)


@pytest.mark.parametrize("missing", ["iss", "aud", "exp", "sub", "role"])
def test_a_claim_is_missing(missing: str) -> None:
    refused(
        token(KEY, **{**HR, missing: None})
        if missing != "role"
        else jwt.encode(
            {k: v for k, v in claims(**HR).items() if k != "role"},
            KEY.private,
            algorithm="RS256",
            headers={"kid": "k1"},
        )
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example/yuji"},
        {"iss": f"{ISSUER}/"},
        {"aud": "another-api"},
        {"role": "root"},
        {"role": "hr_reviewer", "region": None},
        {"role": "hr_reviewer", "region": "410000"},
        {"role": "finance", "region": "110100"},
        {"role": "auditor", "region": "110100"},
        {"role": "institution"},
        {"role": "institution", "institution": "not-a-code"},
        {"role": "province", "sub": " "},
        {"role": "province", "sub": 7},
    ],
    ids=str,
)
def test_a_claim_is_wrong(changed: dict[str, Any]) -> None:
    refused(token(KEY, **{**HR, **changed}))


def test_times_have_a_leeway_and_no_more() -> None:
    now = int(time.time())
    ours = tokens(Issuer(KEY))
    ours.caller(token(KEY, **HR, exp=now - LEEWAY + 10))
    ours.caller(token(KEY, **HR, nbf=now + LEEWAY - 10, iat=now + LEEWAY - 10))
    refused(token(KEY, **HR, exp=now - LEEWAY - 10))
    refused(token(KEY, **HR, nbf=now + LEEWAY + 10))
    refused(token(KEY, **HR, iat=now + LEEWAY + 10))


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "." * 9000, "e30.e30.e30", _b64({"alg": "RS256"}) + ".e30.e30"])
def test_noise_is_refused(text: str) -> None:
    refused(text)


def test_an_empty_claim_is_an_absent_one() -> None:
    caller = tokens(Issuer(KEY)).caller(token(KEY, "institution", institution=A, region="", name=""))
    assert (caller.institution, caller.region, caller.own_institution) == (A, None, A)


def test_keys_are_fetched_once() -> None:
    issuer = Issuer(KEY)
    ours = tokens(issuer)
    for _ in range(3):
        ours.caller(token(KEY, **HR))
    assert issuer.asked == 1


def test_unknown_keys_cannot_make_us_hammer_the_issuer() -> None:
    issuer, clock = Issuer(KEY), Clock()
    ours = tokens(issuer, clock)
    ours.caller(token(KEY, **HR))
    for second in (1, 30, 59):
        clock.now = 1000.0 + second
        with pytest.raises(BadToken):
            ours.caller(token(Key(f"k{second}", "ES256"), **HR))
    assert issuer.asked == 1
    clock.now = 1060.0
    with pytest.raises(BadToken):
        ours.caller(token(Key("k60", "ES256"), **HR))
    assert issuer.asked == 2


def test_a_new_key_is_found_and_an_old_one_forgotten() -> None:
    issuer, clock, new = Issuer(KEY), Clock(), Key("k2", "ES256")
    ours = tokens(issuer, clock)
    ours.caller(token(KEY, **HR))
    issuer.keys = [new]
    clock.now += 61
    ours.caller(token(new, **HR))
    with pytest.raises(BadToken):
        ours.caller(token(KEY, **HR))


def test_an_outage_of_the_issuer_is_not_ours() -> None:
    issuer, clock = Issuer(KEY), Clock()
    ours = tokens(issuer, clock)
    ours.caller(token(KEY, **HR))
    issuer.down = True
    clock.now += 3600
    ours.caller(token(KEY, **HR))


def test_without_any_key_the_issuer_is_unavailable() -> None:
    issuer, clock = Issuer(KEY), Clock()
    issuer.down = True
    ours = tokens(issuer, clock)
    for _ in range(2):
        with pytest.raises(IssuerUnavailable):
            ours.caller(token(KEY, **HR))
    issuer.down = False
    clock.now += 61
    ours.caller(token(KEY, **HR))


@pytest.mark.parametrize(
    "document", [{"issuer": "https://other.example"}, {"jwks_uri": "http://login.example.cn/keys"}], ids=str
)
def test_the_discovery_document_must_be_the_issuers_own_and_https(document: dict[str, str]) -> None:
    issuer = Issuer(KEY)
    issuer.document |= document
    with pytest.raises(IssuerUnavailable):
        tokens(issuer).caller(token(KEY, **HR))


def test_the_local_stage_takes_http() -> None:
    issuer = Issuer(KEY)
    issuer.document["jwks_uri"] = "http://127.0.0.1:4566/keys"
    assert tokens(issuer, https=False).caller(token(KEY, **HR)).sub == "wang"
