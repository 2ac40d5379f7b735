"""`python -m infra.deploy --stage X`: package, then the data stack, then the app stack. Run again, it changes nothing.

Issuer and audience are said on the command line, or once in infra/stages/<stage>.json, or were said last time.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.settings import LOCAL_STAGE
from infra.artifacts import artifacts
from infra.clients import Clients, ClientsError
from infra.cloudformation import Parameters, StackError, deploy_stack, parameters_of
from infra.naming import app_stack, data_stack
from infra.package import Package, PackageError, package

STAGES = Path(__file__).with_name("stages")


class DeployError(Exception):
    """What was asked for cannot be deployed; the message says what to say instead."""


@dataclass(frozen=True)
class Identity:
    """Whose tokens the API accepts: an OIDC issuer's, for this audience."""

    issuer: str
    audience: str


def deploy(clients: Clients, stage: str, identity: Identity, made: Package) -> Parameters:
    """Both stacks' outputs, by name. Raises StackError; the data stack is never rolled into the app stack's trouble."""
    check_stage(stage, identity)
    store = artifacts(clients, stage)
    url = store.url(store.put(made.data_template().encode(), "templates", "json"))
    data = deploy_stack(clients, data_stack(stage), url, {"Stage": stage})
    parameters = data | {
        "Stage": stage,
        "Issuer": identity.issuer,
        "Audience": identity.audience,
        "Release": made.release,
        "CodeBucket": store.bucket,
        "CodeKey": store.put(made.zip.read_bytes(), "code", "zip"),
        "LayerKey": store.put(made.layer_zip.read_bytes(), "layer", "zip"),
    }
    url = store.url(store.put(made.app_template().encode(), "templates", "json"))
    return data | deploy_stack(clients, app_stack(stage), url, parameters)


def check_stage(stage: str, identity: Identity) -> None:
    """Raises DeployError. The local stage alone may have an issuer that is not https."""
    if not re.fullmatch("[a-z][a-z0-9-]{0,11}", stage):
        raise DeployError(f"a stage is up to 12 lower-case letters, digits and hyphens, a letter first: {stage}")
    if stage != LOCAL_STAGE and not identity.issuer.startswith("https://"):
        raise DeployError(f"the issuer of a deployed stage is https: {identity.issuer}")


def identity_of(clients: Clients, stage: str, issuer: str, audience: str) -> Identity:
    """From the arguments, else the stage's file, else what the stack has. Raises DeployError when nobody says."""
    file = STAGES / f"{stage}.json"
    said = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    before = parameters_of(clients, app_stack(stage))
    issuer = issuer or said.get("issuer") or before.get("Issuer", "")
    audience = audience or said.get("audience") or before.get("Audience", "")
    if not issuer or not audience:
        raise DeployError(f"say --issuer and --audience, or write them into infra/stages/{stage}.json")
    return Identity(issuer, audience)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--endpoint", help="an emulator's address; without it, AWS")
    parser.add_argument("--issuer", default="")
    parser.add_argument("--audience", default="")
    arguments = parser.parse_args()
    try:
        clients = Clients(arguments.endpoint)
        identity = identity_of(clients, arguments.stage, arguments.issuer, arguments.audience)
        results = deploy(clients, arguments.stage, identity, package())
    except (BotoCoreError, ClientError, ClientsError, DeployError, PackageError, StackError) as error:
        print(error, file=sys.stderr)
        return 1
    for name, value in sorted(results.items()):
        print(f"{name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
