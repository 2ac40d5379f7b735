"""A local stack: the emulator, the deployed templates, its issuer, and the file that says where everything is."""

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chalicelib.domain.dates import SHANGHAI
from chalicelib.settings import LOCAL_STAGE
from infra.clients import Clients
from infra.deploy import Identity, deploy
from infra.emulator import Emulator, EmulatorError, answers, scale_waits
from infra.issuer import AUDIENCE, Issuer, Person
from infra.naming import app_stack
from infra.package import Package, package

Description = dict[str, Any]


def folder() -> Path:
    """Where local stacks live: YUJI_LOCAL, or .local."""
    return Path(os.environ.get("YUJI_LOCAL", ".local"))


@dataclass(frozen=True)
class LocalStack:
    """The stack on a port of this machine, or, with `elsewhere`, on an emulator that somebody else runs."""

    folder: Path
    port: int
    elsewhere: str = ""
    rights: bool = False
    """Whether the emulator checks rights (`Emulator.rights`)."""

    @property
    def emulator(self) -> Emulator:
        return Emulator(self.folder, self.port, self.rights)

    @property
    def endpoint(self) -> str:
        return self.elsewhere.rstrip("/") or self.emulator.endpoint

    @property
    def issuer(self) -> Issuer:
        home = self.folder / urlsplit(self.endpoint).netloc.replace(":", "-") if self.elsewhere else self.emulator.home
        return Issuer(home, self.endpoint)

    @property
    def clients(self) -> Clients:
        return Clients(self.endpoint)

    def up(self, *, skip_waits: bool = True, made: Package | None = None) -> Description:
        """Start, deploy (`made`, or the package of the sources), and write stack.json last of all: who finds it finds
        a stack that works.
        """
        description_file(self.folder).unlink(missing_ok=True)
        if self.elsewhere:
            if not answers(self.endpoint):
                raise EmulatorError(f"no emulator answers on {self.endpoint}")
        else:
            self.emulator.start()
        scale_waits(self.endpoint, 0 if skip_waits else 1)
        clients = self.clients
        self.issuer.publish(clients)
        outputs = deploy(clients, LOCAL_STAGE, Identity(self.issuer.url, AUDIENCE), made or package())
        _apply_what_cloudformation_dropped(clients, outputs)
        description = self._describe(outputs)
        _write(description_file(self.folder), description)
        return description

    def down(self) -> bool:
        """Stop the emulator, keeping its state; False when it was not running, or is not ours."""
        return not self.elsewhere and self.emulator.stop()

    def token(self, person: Person) -> str:
        return self.issuer.token(person, datetime.datetime.now(SHANGHAI))

    def _describe(self, outputs: dict[str, str]) -> Description:
        # `*.execute-api.localhost` does not resolve everywhere; this form does, on both emulators.
        api = f"{self.endpoint}/restapis/{outputs['RestAPIId']}/api/_user_request_"
        return {
            "endpoint_url": self.endpoint,
            "api_url": api,
            "uploads_bucket": outputs["UploadsBucket"],
            "reports_bucket": outputs["ReportsBucket"],
            "aws_region": self.clients.region,
            "console_url": api,
            "port": self.port,
            "elsewhere": self.elsewhere,
            "table": outputs["Table"],
            "data_key": outputs["DataKeyArn"],
            "hmac_key": outputs["HmacKeyArn"],
            "judge_queue_url": outputs["JudgeQueueUrl"],
            "changes_queue_url": outputs["ChangesQueueUrl"],
            "issuer": self.issuer.url,
            "audience": AUDIENCE,
            "app_stack": app_stack(LOCAL_STAGE),
        }


def description_file(where: Path) -> Path:
    return where / "stack.json"


def described(where: Path) -> LocalStack | None:
    """The stack that was brought up last in this folder, or None."""
    file = description_file(where)
    if not file.is_file():
        return None
    description = json.loads(file.read_text(encoding="utf-8"))
    return LocalStack(where, description["port"], description["elsewhere"])


def _apply_what_cloudformation_dropped(clients: Clients, outputs: dict[str, str]) -> None:
    """MiniStack's CloudFormation leaves out the table's expiry and the lock on the uploads; the template has both."""
    lock = {"ObjectLockEnabled": "Enabled"}
    clients("s3").put_object_lock_configuration(Bucket=outputs["UploadsBucket"], ObjectLockConfiguration=lock)
    dynamodb = clients("dynamodb")
    expiry = dynamodb.describe_time_to_live(TableName=outputs["Table"])["TimeToLiveDescription"]
    if expiry["TimeToLiveStatus"] in ("DISABLED", "DISABLING"):
        wanted = {"AttributeName": "expires", "Enabled": True}
        dynamodb.update_time_to_live(TableName=outputs["Table"], TimeToLiveSpecification=wanted)


def _write(file: Path, description: Description) -> None:
    """Whole or not at all: a reader never sees half a file."""
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")
    partial.replace(file)
