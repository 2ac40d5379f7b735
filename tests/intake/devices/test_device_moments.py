"""Times as devices write them."""

import pytest

from chalicelib.intake.devices.moments import Moments, american, epoch
from tests.intake.devices.corpus import at


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-03-02 08:01:05", "8:01:05"),
        (" 2026-03-02  8:01:05 ", "8:01:05"),
        ("2026-03-02T08:01:05", "8:01:05"),
        ("2026-03-02T08:01:05.999", "8:01:05"),
        ("2026-03-02T08:01:05+08:00", "8:01:05"),
        ("2026-03-02T08:01:05+0800", "8:01:05"),
        ("2026-03-02T00:01:05Z", "8:01:05"),
        ("2026-03-01T19:01:05-05:00", "8:01:05"),
        ("2026-03-02 08:01", "8:01:00"),
        ("2026/3/2 8:01", "8:01:00"),
        ("2026.3.2 8:01:05", "8:01:05"),
        ("2026年3月2日 8时1分5秒", "8:01:05"),
        ("2026年3月2日 8时1分", "8:01:00"),
        ("20260302 08:01:05", "8:01:05"),
        ("20260302080105", "8:01:05"),
        ("2026-03-02 00:00:00", "0:00:00"),
        ("2026-03-02 23:59:59", "23:59:59"),
    ],
)
def test_styles(text: str, clock: str) -> None:
    moment = Moments()
    assert moment(text) == at(clock)
    assert moment(text) == at(clock), "the second time from memory"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02",
        "08:01:05",
        "2026-02-30 08:01:05",
        "2026-03-02 24:00:00",
        "2026-03-02 08:60:00",
        "2026-03-02 08:01:60",
        "2026-03-02 08:01:05+15:00",
        "2026-03-02 08:01:05 PM",
        "1999-12-31 23:59:59",
        "2100-01-01 00:00:00",
        "٢٠٢٦-03-02 08:01:05",
        "46083.334",
        "20260302",
    ],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        Moments()(text)


def test_the_years_of_check_ins() -> None:
    moment = Moments()
    assert moment("2000-01-01 00:00:00") == 946_656_000
    assert epoch(946_656_000) == 946_656_000
    with pytest.raises(ValueError):
        epoch(946_655_999)


def test_month_first() -> None:
    assert american("03/02/2026 08:01:05") == at("8:01:05")
    for wrong in ("13/02/2026 08:01:05", "3/2/2026 08:01:05", "03/02/2026"):
        with pytest.raises(ValueError):
            american(wrong)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.intake.devices.moments._REMEMBERED", 2)
    moment = Moments()
    assert [moment(f"2026-03-02 08:00:0{n}") for n in range(9)] == [at(f"8:00:0{n}") for n in range(9)]
