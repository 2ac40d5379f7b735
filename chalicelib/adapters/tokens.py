"""Bearer tokens of one OIDC issuer: its keys by discovery, its signatures, its claims."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from chalicelib.domain.caller import Caller

if TYPE_CHECKING:
    from jwt import PyJWK

Fetch = Callable[[str], dict[str, Any]]
ALGORITHMS = {"RSA": ("RS256", "PS256"), "EC": ("ES256",), "OKP": ("EdDSA",)}
"""By the kind of key: asymmetric only, so that a public key can never pass for a secret."""
LEEWAY = 30
_KEEP = 600.0
_COOL_DOWN = 60.0
_LONGEST = 8192
_CLAIMS = ("sub", "name", "role", "region", "institution")


class BadToken(Exception):
    """The token is not one to trust. The message says why, and holds nothing of the token."""


class IssuerUnavailable(Exception):
    """The issuer's keys cannot be had right now."""


class KeySet:
    """The issuer's public keys, kept for ten minutes. An unknown key id asks again, at most once a minute."""

    def __init__(self, issuer: str, fetch: Fetch, *, https: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._fetch, self._https, self._clock = issuer, fetch, https, clock
        self._keys: dict[str, dict[str, Any]] = {}
        self._loaded: float | None = None
        self._asked: float | None = None

    def key(self, kid: str) -> dict[str, Any]:
        """The key (a JWK) of that id. Raises BadToken where the issuer has none, IssuerUnavailable."""
        if self._loaded is None or self._clock() - self._loaded > _KEEP:
            self._refresh()
        if kid not in self._keys and not self._cooling():
            self._refresh()
        if kid not in self._keys:
            raise BadToken("the key is not the issuer's")
        return self._keys[kid]

    def _cooling(self) -> bool:
        return self._asked is not None and self._clock() - self._asked < _COOL_DOWN

    def _refresh(self) -> None:
        """Keys once had go on serving while the issuer is away, so that its outage is not ours."""
        if self._cooling():
            if self._loaded is None:
                raise IssuerUnavailable("asked a moment ago")
            return
        self._asked = self._clock()
        try:
            self._keys = self._download()
        except (OSError, ValueError, KeyError, TypeError) as error:
            if self._loaded is None:
                raise IssuerUnavailable(type(error).__name__) from error
            return
        self._loaded = self._clock()

    def _download(self) -> dict[str, dict[str, Any]]:
        found = self._fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if found["issuer"] != self._issuer:
            raise ValueError("the discovery document is another issuer's")
        jwks = str(found["jwks_uri"])
        if self._https and not jwks.startswith("https://"):
            raise ValueError("jwks_uri must be https")
        return {str(key["kid"]): key for key in self._fetch(jwks)["keys"] if _signs(key)}


def _signs(key: dict[str, Any]) -> bool:
    return "kid" in key and key.get("kty") in ALGORITHMS and key.get("use", "sig") == "sig"


class Tokens:
    """Turns a token into its caller."""

    def __init__(self, issuer: str, audience: str, keys: KeySet) -> None:
        self._issuer, self._audience, self._keys = issuer, audience, keys

    def caller(self, token: str) -> Caller:
        """The person the token speaks of. Raises BadToken, IssuerUnavailable."""
        import jwt

        if len(token) > _LONGEST:
            raise BadToken("too long")
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                self._key(header),
                algorithms=[header["alg"]],
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "exp", "sub", "role"]},
            )
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise BadToken(type(error).__name__) from error
        return _caller(claims)

    def _key(self, header: dict[str, Any]) -> "PyJWK":
        import jwt

        kid, algorithm = header.get("kid"), header.get("alg")
        if not isinstance(kid, str):
            raise BadToken("no key id")
        if not any(algorithm in allowed for allowed in ALGORITHMS.values()):
            raise BadToken("the algorithm is not allowed")
        key = self._keys.key(kid)
        if algorithm not in ALGORITHMS[key["kty"]] or key.get("alg", algorithm) != algorithm:
            raise BadToken("the algorithm is not the key's")
        return jwt.PyJWK.from_dict(key, algorithm=algorithm)


def _caller(claims: dict[str, Any]) -> Caller:
    """An empty claim counts as absent: issuers send both."""
    try:
        return Caller.model_validate({name: claims[name] for name in _CLAIMS if claims.get(name) not in (None, "")})
    except ValidationError as error:
        raise BadToken("the claims do not make a caller") from error


def fetch_json(url: str) -> dict[str, Any]:
    """A small JSON document over HTTP, redirects refused. Raises OSError, ValueError."""
    import urllib3

    try:
        answer = urllib3.PoolManager().request(
            "GET", url, redirect=False, retries=False, timeout=urllib3.Timeout(connect=2, read=3)
        )
    except urllib3.exceptions.HTTPError as error:
        raise OSError(type(error).__name__) from error
    if answer.status != 200:
        raise OSError(f"status {answer.status}")
    document = json.loads(answer.data)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document
