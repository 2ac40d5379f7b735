"""What a finding takes from the policy's entry of its rule."""

import datetime

from chalicelib.domain.finding import Clause, Effect
from chalicelib.policy import RuleEntry

STRENGTH = (
    Effect.REJECT_CLASS,
    Effect.CANCEL_SUBSIDY,
    Effect.EXCLUDE_TRAINEE,
    Effect.SUSPEND,
    Effect.BLOCK_PAYMENT,
    Effect.WARN,
    Effect.REPORT,
)
"""Strongest first."""


def strongest(entry: RuleEntry) -> Effect:
    """The strongest thing that the rule may do; of one that names no effect, the strongest there is."""
    return min(entry.effects, key=STRENGTH.index, default=STRENGTH[0])


def quoted(entry: RuleEntry, day: datetime.date) -> Clause:
    """The words of the day as one clause: refs joined by a comma, words by an ellipsis as documents quote.

    On a day without words, those that the rule began with: a finding always says what it is about.
    """
    clauses = entry.words(day) or entry.clauses
    return Clause(
        ref=", ".join(dict.fromkeys(clause.ref for clause in clauses)),
        text="……".join(dict.fromkeys(clause.text for clause in clauses)),
    )
