"""Which function decides which rule of the policy, and from when."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.domain.finding import Finding
from chalicelib.rules.ruling import Ruling

Rule = Callable[[Ruling], Iterable[Finding]]
"""Pure: one class, or one trainee of it, in; findings out."""


@dataclass(frozen=True)
class Code:
    """The logic of a rule in force from `since` until a later one takes over."""

    since: datetime.date
    each_trainee: bool
    decide: Rule
    course: bool = False
    """Decided only for a class that has opened."""


CODES: dict[str, tuple[Code, ...]] = {}
"""By rule id, earliest first."""


def rule(
    rule_id: str, *, since: datetime.date = datetime.date.min, each_trainee: bool = False, course: bool = False
) -> Callable[[Rule], Rule]:
    """Bind a function to the policy's entry `rule_id`; changed logic is a second function with its own `since`.

    `each_trainee`: it is called once for every line of the roster. `course`: only for a class that has opened. Raises
    ValueError for a second function with the same id and date.
    """

    def bind(decide: Rule) -> Rule:
        earlier = CODES.get(rule_id, ())
        if any(code.since == since for code in earlier):
            raise ValueError(f"{rule_id} has two functions from {since}")
        CODES[rule_id] = tuple(
            sorted((*earlier, Code(since, each_trainee, decide, course)), key=lambda code: code.since)
        )
        return decide

    return bind


def code_for(rule_id: str, day: datetime.date) -> Code | None:
    """The logic of the rule on the day; None where there is none."""
    return next((code for code in reversed(CODES.get(rule_id, ())) if code.since <= day), None)


def known(*, course: bool = False) -> tuple[str, ...]:
    """Ids of all rules that a function decides: on a class before it opens, or on its course."""
    return tuple(sorted(rule_id for rule_id, codes in CODES.items() if codes[-1].course is course))
