"""The packaged policy, and the document it was taken from."""

from pathlib import Path

import pytest

from chalicelib.policy import Policy, henan

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def policy() -> Policy:
    return henan()


@pytest.fixture(scope="session")
def document() -> str:
    """The whole text, as published."""
    return (HERE / "fixtures" / "document.txt").read_text("utf-8")


@pytest.fixture
def valid() -> Path:
    """A minimal policy without mistakes."""
    return HERE / "valid"
