"""Folded logs: their JSON, their union, their days."""

import datetime
import json

import pytest

from chalicelib.domain.checkin import (
    CheckIn,
    DayLog,
    Mark,
    Method,
    day_of,
    decode,
    encode,
    merge,
    midnight,
    split_by_day,
)

DAY = datetime.date(2026, 3, 2)
ANN, ZERO = Mark("D1", "hash", None, Method.FACE), Mark("D1", None, "0012", Method.OTHER)
NOBODY = Mark("D1", None, None, Method.FAILED)
LOG = DayLog(DAY, {ZERO: (5,), ANN: (0, 86_399), NOBODY: (7,)})


def test_a_log_survives_json_and_equal_logs_give_equal_json() -> None:
    again = DayLog(DAY, {mark: LOG.marks[mark] for mark in (NOBODY, ANN, ZERO)})
    assert decode(json.loads(json.dumps(encode(LOG)))) == LOG
    assert json.dumps(encode(again)) == json.dumps(encode(LOG))


def test_a_log_gives_its_records() -> None:
    assert len(LOG) == 4
    assert CheckIn("D1", None, "0012", Method.OTHER, midnight(DAY) + 5) in list(LOG.check_ins())


def test_merging_keeps_each_record_once() -> None:
    other = DayLog(DAY, {ANN: (0, 9), ZERO: (5,)})
    assert merge(DAY, [LOG, other, LOG]) == DayLog(DAY, {ZERO: (5,), ANN: (0, 9, 86_399), NOBODY: (7,)})
    with pytest.raises(ValueError):
        merge(DAY + datetime.timedelta(days=1), [LOG])


def test_days_begin_at_midnight_in_shanghai() -> None:
    start = midnight(DAY)
    assert datetime.datetime.fromtimestamp(start, datetime.UTC).isoformat() == "2026-03-01T16:00:00+00:00"
    assert (day_of(start - 1), day_of(start)) == (DAY - datetime.timedelta(days=1), DAY)
    assert list(split_by_day([start - 1, start, start + 5])) == [
        (DAY - datetime.timedelta(days=1), (86_399,)),
        (DAY, (0, 5)),
    ]
    assert list(split_by_day([])) == []
