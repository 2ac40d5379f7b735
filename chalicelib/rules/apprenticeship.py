"""Apprentices (企业新型学徒制) that an institution trains in one calendar year."""

from collections.abc import Iterable
from typing import Any

from chalicelib.domain.facts import ApprenticeClass
from chalicelib.domain.finding import Finding
from chalicelib.domain.training_class import Application, TrainingMode
from chalicelib.rules.headcount import Headcount
from chalicelib.rules.ruling import Ruling


def enterprise_of(institution: str, application: Application) -> str | None:
    """The enterprise whose people are trained: the institution itself where an enterprise trains its own."""
    return institution if application.mode is TrainingMode.ENTERPRISE else application.principal


def earlier(ruling: Ruling) -> tuple[ApprenticeClass, ...]:
    """Other classes of the year that count before this one.

    They open earlier, or on the same day and were recorded first; neither rejected nor, by this one's opening,
    cancelled.
    """
    opening = ruling.opening
    return tuple(
        other
        for other in ruling.facts.apprentices
        if other.opening.year == opening.year
        and (other.opening < opening or (other.opening == opening and other.recorded_first))
        and not other.rejected
        and (other.cancelled_on is None or other.cancelled_on > opening)
    )


def people(classes: Iterable[ApprenticeClass]) -> int:
    """Apprentices of all the classes."""
    return sum(other.people for other in classes)


def same_trade(ruling: Ruling, enterprise: str) -> Headcount:
    """Apprentices of earlier classes of this enterprise and occupation; at most, with those of unknown ones."""
    wanted = (enterprise, ruling.application.occupation)
    sure, possible = [], []
    for other in earlier(ruling):
        pairs = list(zip((other.enterprise, other.occupation), wanted, strict=True))
        if all(theirs == ours for theirs, ours in pairs):
            sure.append(other)
        elif all(theirs in (None, ours) for theirs, ours in pairs):
            possible.append(other)
    return Headcount(people(sure), people(sure) + people(possible))


def within(ruling: Ruling, what: str, others: Headcount, maximum: int, **evidence: Any) -> list[Finding]:
    """Nothing while earlier classes and this one are at most `maximum`: the class that passes the cap breaks it."""
    total = others + ruling.headcount
    broken = total.breaks(maximum)
    evidence |= {"earlier": others.low, "this_class": ruling.headcount.low}
    if broken:
        words = f"{what}累计{total.low}人，超过{maximum}人"
        return [ruling.violated(words, actual=total.low, threshold=maximum, **evidence)]
    if broken is None:
        trainees = ("trainees",) if ruling.headcount.low < ruling.headcount.high else ()
        classes = ("apprentices",) if others.low < others.high else ()
        evidence |= {"actual": total.low, "threshold": maximum, "at_most": total.high}
        return [ruling.undetermined(trainees + classes, **evidence)]
    return []
