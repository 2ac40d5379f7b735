"""`python -m infra.local up|down|reset|status|token`: the stack on this machine."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from infra.clients import ClientsError
from infra.cloudformation import StackError
from infra.deploy import DeployError
from infra.emulator import Emulator, EmulatorError
from infra.issuer import Person
from infra.package import PackageError
from infra.stack import LocalStack, described, description_file, folder

EXPECTED = (BotoCoreError, ClientError, ClientsError, DeployError, EmulatorError, PackageError, StackError)


def up(arguments: argparse.Namespace) -> int:
    stack = LocalStack(folder(), arguments.port, arguments.endpoint)
    description = stack.up(skip_waits=arguments.waits == "skip")
    print(f"up: {description['api_url']}\n    {description_file(folder())} says where everything is")
    return 0


def down(arguments: argparse.Namespace) -> int:
    stopped = [emulator.port for emulator in _ours(arguments.port) if emulator.stop()]
    _undescribe(stopped)
    print(f"stopped: {', '.join(map(str, stopped))}" if stopped else "nothing was running")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    for emulator in _ours(arguments.port):
        emulator.forget()
        _undescribe([emulator.port])
    return 0


def status(arguments: argparse.Namespace) -> int:
    for emulator in _ours(arguments.port):
        print(f"{emulator.endpoint} {'runs' if emulator.pid() else 'is stopped'}; log: {emulator.log}")
    return 0


def token(arguments: argparse.Namespace) -> int:
    stack = LocalStack(folder(), arguments.port) if arguments.port else described(folder())
    if stack is None:
        print("no stack has been brought up here: make up", file=sys.stderr)
        return 1
    fields = ("sub", "role", "region", "institution", "name")
    print(stack.token(Person(**{field: getattr(arguments, field) for field in fields})))
    return 0


def _undescribe(ports: list[int]) -> None:
    """stack.json says where a running stack is; of a stopped one it says nothing."""
    stack = described(folder())
    if stack and stack.port in ports and not stack.elsewhere:
        description_file(folder()).unlink()


def _ours(port: int | None) -> list[Emulator]:
    """The emulators whose files are in the folder; with `port`, that one."""
    homes = [Path(str(port))] if port else sorted(folder().glob("[0-9]*"))
    return [Emulator(folder(), int(home.name)) for home in homes if home.name.isdigit()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    made = {name: commands.add_parser(name) for name in COMMANDS}
    made["up"].add_argument("--port", type=int, default=4566)
    made["up"].add_argument("--endpoint", default="", help="an emulator that runs already")
    made["up"].add_argument("--waits", choices=("skip", "real"), default="skip")
    for name in ("down", "reset", "status", "token"):
        made[name].add_argument("--port", type=int)
    for field in ("sub", "role", "region"):
        made["token"].add_argument(f"--{field}", required=True)
    for field in ("institution", "name"):
        made["token"].add_argument(f"--{field}", default="")
    return parser


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "up": up,
    "down": down,
    "reset": reset,
    "status": status,
    "token": token,
}


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return COMMANDS[arguments.command](arguments)
    except EXPECTED as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
