"""The only reader of the environment: what a deployed function is told about its stage."""

import os
from dataclasses import dataclass
from functools import cache

LOCAL_STAGE = "local"


class SettingsError(Exception):
    """A variable is missing or forbidden for this stage; the message names it."""


@dataclass(frozen=True)
class Settings:
    """One field a variable; see `infra/` for who sets them."""

    stage: str
    table: str
    uploads_bucket: str
    reports_bucket: str
    data_key: str
    """KMS key (ARN or id) that wraps the data keys of sealed personal data."""
    hmac_key: str
    """KMS HMAC key that the look-up hash is derived from."""
    judge_queue_url: str
    changes_queue_url: str
    """Where changes wait that could not be routed at once."""
    issuer: str
    """OIDC issuer whose tokens the API accepts; https except on the local stage."""
    audience: str
    release: str

    def __post_init__(self) -> None:
        if self.stage != LOCAL_STAGE and not self.issuer.startswith("https://"):
            raise SettingsError(f"YUJI_ISSUER must be https on stage {self.stage}: {self.issuer}")


_VARIABLES = {
    "stage": "YUJI_STAGE",
    "table": "YUJI_TABLE",
    "uploads_bucket": "YUJI_UPLOADS_BUCKET",
    "reports_bucket": "YUJI_REPORTS_BUCKET",
    "data_key": "YUJI_DATA_KEY",
    "hmac_key": "YUJI_HMAC_KEY",
    "judge_queue_url": "YUJI_JUDGE_QUEUE_URL",
    "changes_queue_url": "YUJI_CHANGES_QUEUE_URL",
    "issuer": "YUJI_ISSUER",
    "audience": "YUJI_AUDIENCE",
    "release": "YUJI_RELEASE",
}


@cache
def settings() -> Settings:
    """The environment's settings. Raises SettingsError naming every variable that is missing."""
    missing = [variable for variable in _VARIABLES.values() if not os.environ.get(variable)]
    if missing:
        raise SettingsError("missing in the environment: " + ", ".join(missing))
    return Settings(**{field: os.environ[variable] for field, variable in _VARIABLES.items()})
