"""培训满意度调查."""

from chalicelib.domain.survey import Rating
from chalicelib.intake.cells import choices, dates, text
from chalicelib.intake.columns.column import Column, Form

_rating = choices.member(Rating)

SURVEY = Form(
    "培训满意度调查",
    (
        Column("问卷编号", "number", text.label, required=True),
        Column("评价", "rating", _rating, allowed=_rating.allowed),
        Column("意见", "opinion", text.text),
        Column("填写日期", "filled_in", dates.date),
    ),
)
