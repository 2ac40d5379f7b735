"""The satisfaction survey (培训满意度调查): one questionnaire a line."""

import datetime
from collections.abc import Iterable
from enum import StrEnum

from chalicelib.domain.model import Model


class Rating(StrEnum):
    """评价."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    FAIRLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"


class SurveyAnswer(Model):
    """One questionnaire. Without a rating it is no valid answer."""

    row: int
    number: str
    rating: Rating | None = None
    opinion: str | None = None
    """Free text, whatever looks like a personal number masked."""
    filled_in: datetime.date | None = None


class Ratings(Model):
    """Valid answers, by rating."""

    ratings: dict[Rating, int] = {}

    @property
    def valid(self) -> int:
        return sum(self.ratings.values())

    def among(self, words: Iterable[str]) -> int:
        """Answers that are one of the words."""
        return sum(self.ratings.get(Rating(word), 0) for word in words)


def tally(answers: Iterable[SurveyAnswer]) -> Ratings:
    """The count; blanks aside."""
    given = [answer.rating for answer in answers if answer.rating]
    return Ratings(ratings={rating: given.count(rating) for rating in Rating if rating in given})
