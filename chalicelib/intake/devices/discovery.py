"""The device families: every module of `families`, found by being there."""

import importlib
import pkgutil
from functools import cache
from typing import cast

from chalicelib.intake.devices import families as package
from chalicelib.intake.devices.record import Family


@cache
def families() -> tuple[Family, ...]:
    """In the order of their modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(cast("Family", importlib.import_module(f"{package.__name__}.{name}")) for name in names)
