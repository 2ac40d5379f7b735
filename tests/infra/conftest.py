"""The templates as they are deployed, packaged once."""

import json
from typing import Any

import pytest

from infra.package import Package, package


@pytest.fixture(scope="session")
def packaged() -> Package:
    return package()


@pytest.fixture(scope="session")
def app(packaged: Package) -> dict[str, Any]:
    return json.loads(packaged.app_template())


@pytest.fixture(scope="session")
def data(packaged: Package) -> dict[str, Any]:
    return json.loads(packaged.data_template())
