"""What the deploy tool refuses before it touches anything, and who says whose tokens count."""

import datetime
from pathlib import Path

import jwt
import pytest

from chalicelib.settings import Settings, SettingsError
from infra.clients import Clients, ClientsError
from infra.deploy import DeployError, Identity, check_stage
from infra.issuer import AUDIENCE, Issuer, Person

DEPLOYED = Identity("https://login.example.cn", "yuji")
NOW = datetime.datetime.now(datetime.UTC)


def settings_of(stage: str, issuer: str) -> Settings:
    fields = dict.fromkeys(Settings.__dataclass_fields__, "x")
    return Settings(**fields | {"stage": stage, "issuer": issuer})


@pytest.mark.parametrize("stage", ["a", "prod", "test-2", "a" * 12])
def test_a_stage_that_fits_every_name(stage: str) -> None:
    check_stage(stage, DEPLOYED)


@pytest.mark.parametrize("stage", ["", "Prod", "2nd", "-a", "a" * 13, "a_b", "prod\n"])
def test_a_stage_that_does_not(stage: str) -> None:
    with pytest.raises(DeployError, match="a stage is"):
        check_stage(stage, DEPLOYED)


def test_a_deployed_stage_has_an_https_issuer() -> None:
    with pytest.raises(DeployError, match="https"):
        check_stage("prod", Identity("http://127.0.0.1:4566/yuji-local-issuer", AUDIENCE))


def test_the_local_stage_may_have_another() -> None:
    check_stage("local", Identity("http://127.0.0.1:4566/yuji-local-issuer", AUDIENCE))


def test_a_deployed_stage_s_settings_refuse_a_local_stack_s_issuer(tmp_path: Path) -> None:
    local = Issuer(tmp_path, "http://127.0.0.1:4566")
    assert settings_of("local", local.url).issuer == local.url
    with pytest.raises(SettingsError, match="must be https"):
        settings_of("prod", local.url)


def test_one_stack_s_token_does_not_verify_with_another_s_key(tmp_path: Path) -> None:
    one, other = (Issuer(tmp_path / name, "http://127.0.0.1:4566") for name in ("one", "other"))
    token = one.token(Person("wang", "hr_reviewer", "410100"), NOW)
    keys = [jwt.PyJWK(issuer._public_key()) for issuer in (one, other)]
    claims = jwt.decode(token, keys[0], algorithms=["ES256"], audience=AUDIENCE, issuer=one.url)
    assert (claims["sub"], claims["role"], claims["region"]) == ("wang", "hr_reviewer", "410100")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, keys[1], algorithms=["ES256"], audience=AUDIENCE)


def test_a_token_names_an_institution_only_where_there_is_one(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path, "http://127.0.0.1:4566")
    read = {"options": {"verify_signature": False}}
    official = jwt.decode(issuer.token(Person("wang", "finance", "410100"), NOW), **read)
    trainer = jwt.decode(issuer.token(Person("li", "institution", "410100", "91410100MA45EXA1X7"), NOW), **read)
    assert "institution" not in official
    assert trainer["institution"] == "91410100MA45EXA1X7"
    assert {"iss", "aud", "iat", "nbf", "exp", "sub", "name", "role", "region"} <= official.keys()


def test_the_private_key_is_the_owner_s_alone(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path, "http://127.0.0.1:4566")
    issuer.token(Person("wang", "finance", "410100"), NOW)
    assert (tmp_path / "issuer.pem").stat().st_mode & 0o777 == 0o600
    assert "d" not in issuer._public_key()


def test_an_environment_that_points_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(ClientsError, match="unset it"):
        Clients("http://127.0.0.1:2")
