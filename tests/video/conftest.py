"""Recordings are made once a run; the face model is taken where the layer's build left it, or fetched by its hash."""

from pathlib import Path

import pytest

from infra.layer.build import TARGET
from infra.layer.model import ensure_model
from tests.video import make


@pytest.fixture(scope="session")
def model() -> Path:
    return ensure_model(Path(__file__).parents[2] / TARGET / "python" / "yunet")


@pytest.fixture(scope="session")
def ok() -> bytes:
    return make.clip(make.lively())
