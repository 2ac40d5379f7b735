"""One local stack for a test session: on a free port, in a folder of its own, stopped and forgotten at the end."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from infra.clients import Clients
from infra.issuer import Person
from infra.stack import Description, LocalStack


@dataclass
class Stack:
    """A deployed stack. `description` is what stack.json says; `client(service)` is a client of the emulator."""

    local: LocalStack
    description: Description
    client: Clients = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.local.clients

    @property
    def api_url(self) -> str:
        return str(self.description["api_url"])

    def token(
        self, role: str, region: str = "410000", sub: str = "tester", institution: str = "", name: str = ""
    ) -> str:
        return self.local.token(Person(sub, role, region, institution, name))

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        """Status and parsed body of one call of the API."""
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api_url}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    local = LocalStack(tmp_path_factory.mktemp("stack"), free_port())
    try:
        yield Stack(local, local.up())
    finally:
        local.emulator.forget()
