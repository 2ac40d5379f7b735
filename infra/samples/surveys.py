"""Made-up satisfaction surveys."""

import datetime
from collections.abc import Iterable

from chalicelib.intake.columns.survey import SURVEY
from infra.samples.builders import Row, Value, lines, workbook


def answers(good: int = 20, bad: int = 0, day: datetime.date | None = None) -> list[dict[str, Value]]:
    """A 满意度调查: so many 满意, then so many 不满意, all filled in on `day`."""
    ratings = ["满意"] * good + ["不满意"] * bad
    return [
        {"问卷编号": f"Q{n:03}", "评价": rating, "意见": None, "填写日期": day}
        for n, rating in enumerate(ratings, start=1)
    ]


def survey_workbook(rows: Iterable[Row] | None = None) -> bytes:
    """A survey as xlsx."""
    return workbook({SURVEY.title: lines(SURVEY, answers() if rows is None else rows)})
