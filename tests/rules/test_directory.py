"""When INS-04 needs to know who else is listed in the class's region."""

from typing import Any

import pytest

from chalicelib.rules.directory import asks_for_regional

from .baseline import INSTITUTION, facts


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ({}, False),
        ({"application": {"region": "410200"}}, True),
        ({"application": {"region": "410200"}, "directory": [{}, {"region": "410200"}]}, False),
        ({"application": {"region": "410200"}, "directory": [{"region": None}]}, False),
        ({"application": {"region": "410200"}, "directory": []}, False),
        ({"application": {"region": "410200"}, "directory": [{"occupations": ["4-01"]}]}, False),
        ({"application": {"region": "410200", "opening": None}}, False),
        ({"application": {"region": "410200", "occupation": None}}, False),
        ({"application": {"region": None}}, False),
    ],
)
def test_asks_for_regional(given: dict[str, Any], asks: bool) -> None:
    class_ = facts(given)
    assert class_.application is not None
    assert asks_for_regional(INSTITUTION, class_.application.application, class_.registry) is asks
