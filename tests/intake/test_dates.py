"""Cells of dates and times: every accepted spelling, and the first ones that are not."""

import datetime

import pytest

from chalicelib.intake.cells import dates
from chalicelib.intake.cells.cell import Cell
from tests.intake.refusals import refusal

DAY = datetime.date(2024, 3, 5)
HALF_PAST_EIGHT = datetime.time(8, 30)


def naive(written: str) -> datetime.datetime:
    """A date cell with a time, as a spreadsheet gives it."""
    return datetime.datetime.fromisoformat(written)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05",
        "2024-3-5",
        "2024/3/5",
        "2024.03.05",
        "2024年3月5日",
        " ２０２４年３月５日 ",
        "20240305",
        20240305.0,
        "2024-03-05 00:00:00",
        "2024/3/5 0:00",
        "45356",
        45356.0,
        DAY,
        naive("2024-03-05 13:30"),
    ],
)
def test_a_date(cell: Cell) -> None:
    assert dates.date(cell) == DAY


@pytest.mark.parametrize("cell", ["2024/3/10 0:00", "2024-03-10 00:00:00", "2024-03-10T13:30", "20240310 0：00"])
def test_a_time_beside_a_date_is_dropped(cell: Cell) -> None:
    assert dates.date(cell) == datetime.date(2024, 3, 10)


def test_a_serial_number_is_a_date() -> None:
    assert dates.date("46083") == datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-30",
        "2023-02-29",
        "20241301",
        "3月5日",
        "2024-03",
        "昨天",
        "9999",
        "80000",
        45356.5,
        True,
        -1.0,
        1e300,
        "0001-01-01",
        "2101-01-01",
        "1899-12-31",
        HALF_PAST_EIGHT,
        datetime.date(1, 1, 1),
    ],
)
def test_no_date(cell: Cell) -> None:
    assert refusal(dates.date, cell) == "date"


@pytest.mark.parametrize(
    "cell",
    [
        "08:30",
        "8:30",
        "8:30:00",
        "08:30:00",
        "8：30",
        "０８：３０",
        HALF_PAST_EIGHT,
        0.354166666666667,
        "0.354166667",
        datetime.timedelta(seconds=30599, microseconds=942000),
        naive("1899-12-31 08:30"),
    ],
)
def test_a_time(cell: Cell) -> None:
    assert dates.time(cell) == HALF_PAST_EIGHT


@pytest.mark.parametrize(
    "cell", ["24:00", "8:60", "8", "八点", 1.0, -0.1, 0.999999, True, datetime.timedelta(hours=24), DAY, "8:30-11:30"]
)
def test_no_time(cell: Cell) -> None:
    assert refusal(dates.time, cell) == "time"


def test_the_first_and_last_second_of_a_day() -> None:
    assert dates.time(0.0) == datetime.time(0, 0)
    assert dates.time("23:59:59") == datetime.time(23, 59, 59)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05 08:30",
        "2024/3/5  8:30:00",
        "2024年3月5日 8：30",
        "2024-03-05T08:30:00+08:00",
        "2024-03-05T00:30:00Z",
        "2024-03-05T08:30",
        naive("2024-03-05 08:30"),
    ],
)
def test_a_moment_is_aware(cell: Cell) -> None:
    assert dates.moment(cell).isoformat() == "2024-03-05T08:30:00+08:00"


def test_a_date_alone_is_its_first_instant() -> None:
    assert dates.moment(DAY).isoformat() == dates.moment("2024-03-05").isoformat() == "2024-03-05T00:00:00+08:00"


@pytest.mark.parametrize("cell", ["2024-03-05 25:00", "08:30", "soon", "2024-03-05 08:30 09:30", "+08:00:Z"])
def test_no_moment(cell: Cell) -> None:
    assert refusal(dates.moment, cell) == "moment"


@pytest.mark.parametrize(
    "cell", ["2024-05", "2024/5", "2024年5月", "202405", datetime.date(2024, 5, 1), "2024-05-01", 45413.0]
)
def test_a_month(cell: Cell) -> None:
    assert dates.month(cell) == "2024-05"


@pytest.mark.parametrize("cell", ["2024-13", "2024-00", "5月", "2024"])
def test_no_month(cell: Cell) -> None:
    assert refusal(dates.month, cell) == "month"
