"""A survey file: one questionnaire a line."""

import datetime

import pytest

from chalicelib.domain.survey import Rating, tally
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import is_refused, places, survey, survey_facts


def test_a_sound_file() -> None:
    reading = survey(b.survey_workbook(b.answers(2, 1, datetime.date(2024, 3, 18))))
    assert (reading.status, reading.errors, reading.missing_columns) == (UploadStatus.ACCEPTED, (), ())
    first, _, last = survey_facts(reading).answers
    assert (first.row, first.number, first.rating) == (2, "Q001", Rating.SATISFIED)
    assert (last.rating, last.filled_in) == (Rating.DISSATISFIED, datetime.date(2024, 3, 18))
    assert reading.secrets == {}


def test_a_text_file_says_the_same() -> None:
    rows = b.answers(2)
    as_text = b.delimited([list(rows[0]), *(list(row.values()) for row in rows)])
    assert survey_facts(survey(as_text, "csv")) == survey_facts(survey(b.survey_workbook(rows)))


def test_what_is_no_rating_is_no_valid_answer() -> None:
    rows = [dict(row) for row in b.answers(3)]
    rows[0]["评价"], rows[1]["评价"] = None, "很满意"
    reading = survey(b.survey_workbook(rows))
    assert places(reading) == [(3, "评价", "choice")]
    counted = tally(survey_facts(reading).answers)
    assert (counted.valid, counted.among(["满意"]), counted.among(["不满意"])) == (1, 1, 0)
    assert reading.counts == Counts(rows=3, accepted=3)


def test_a_questionnaire_counts_once() -> None:
    rows = [dict(row) for row in b.answers(2)]
    rows[1]["问卷编号"] = " Q001 "
    reading = survey(b.survey_workbook(rows))
    assert places(reading) == [(3, "问卷编号", "duplicate_answer")]
    assert len(survey_facts(reading).answers) == 1


def test_opinions_hold_nobodys_number() -> None:
    rows = [{**row, "意见": f"请联系13812345678或{b.identity(7)}", "问卷编号": b.identity(7)} for row in b.answers(1)]
    (answer,) = survey_facts(survey(b.survey_workbook(rows))).answers
    assert answer.opinion == f"请联系138****5678或4101********{b.identity(7)[-4:]}"
    assert b.identity(7) not in answer.number


@pytest.mark.parametrize(("rows", "code"), [([], "no_rows"), ([{"问卷编号": None, "评价": "满意"}], "every_row_bad")])
def test_a_file_of_nothing_changes_nothing(rows: list[dict[str, str]], code: str) -> None:
    assert is_refused(survey(b.survey_workbook(rows)), code)
