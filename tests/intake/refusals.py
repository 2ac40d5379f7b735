"""How the tests of cells name a refusal."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.intake.cells.cell import Cell
from chalicelib.intake.faults import CellError


def refusal(parse: Callable[[Cell], Any], cell: Cell) -> str:
    """The code with which the parser refuses the cell."""
    with pytest.raises(CellError) as refused:
        parse(cell)
    assert refused.value.message
    return refused.value.code.value
