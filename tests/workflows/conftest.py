from collections.abc import Callable, Iterator

import pytest
from moto import mock_aws

from tests.workflows.world import World


@pytest.fixture
def new_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Makes worlds."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield World


@pytest.fixture
def world(new_world: Callable[[], World]) -> World:
    return new_world()
