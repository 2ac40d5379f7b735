from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.dates import add_months, in_force, instant, shanghai


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2024, 3, 22), date(2024, 4, 22)),
        (date(2024, 12, 15), date(2025, 1, 15)),
    ],
)
def test_the_same_day_of_the_next_month(day: date, later: date) -> None:
    assert add_months(day, 1) == later


def test_the_last_valid_day_is_inside() -> None:
    first, last = date(2024, 1, 1), date(2024, 6, 30)
    assert [in_force(d, first, last) for d in (date(2023, 12, 31), first, last, date(2024, 7, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert in_force(date(2099, 1, 1), first, None)


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        shanghai(datetime(2024, 3, 5, 8, 0))  # noqa: DTZ001 - the point of the test


def test_instants_sort_as_text_and_keep_milliseconds() -> None:
    early = datetime(2024, 3, 5, 0, 0, 0, 4_000, tzinfo=UTC)
    assert instant(early) == "2024-03-05T00:00:00.004Z"
    assert instant(early) < instant(early.replace(microsecond=5_000))
    assert shanghai(early).hour == 8
