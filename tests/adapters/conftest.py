"""The adapters' suite runs on moto and, marked `stack`, on the emulator: the same tests, the same answers."""

import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.table import Table
from infra.table import create_table


@pytest.fixture(params=["moto", pytest.param("emulator", marks=pytest.mark.stack)])
def aws(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function service → client."""
    if request.param == "emulator":
        yield request.getfixturevalue("stack").client
        return
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield lambda service: boto3.client(service, region_name="cn-north-1")


@pytest.fixture
def table(aws: Any) -> Table:
    """An empty table of its own."""
    name = f"yuji-test-{uuid.uuid4().hex[:8]}"
    create_table(aws("dynamodb"), name)
    return Table(name, aws("dynamodb"), sleep=lambda _: None)
