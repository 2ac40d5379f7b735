"""A rule as the catalogue holds it: the words it rests on, what it needs, decides and advises."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from chalicelib.domain.finding import Clause, Effect
from chalicelib.domain.model import Model
from chalicelib.policy.fields import Day, ParameterName, Text


class Decided(StrEnum):
    """Who decides a rule: the judge on a class's opening facts, or on its course; the payment steps; the reports."""

    CLASS = "class"
    COURSE = "course"
    WORKFLOW = "workflow"
    REPORT = "report"


class Need(Model):
    """A kind of fact, and how the user knows it."""

    name: str
    label: str


class _Rule(Model):
    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    title: Text
    decided: Decided
    effects: tuple[Effect, ...]
    """Strongest first; empty where the rule shapes a workflow and yields no finding."""
    clauses: tuple[Clause, ...] = Field(min_length=1)
    """The main one first; `text` is the very words the rule rests on."""
    parameters: tuple[ParameterName, ...]
    does: Text
    """One Chinese sentence, without figures: those are the parameters'."""
    fix: Text
    """Chinese: what the institution or the reviewer should do next."""

    @model_validator(mode="after")
    def _effective(self) -> Self:
        if self.decided is Decided.CLASS and not self.effects:
            raise ValueError("a rule that the judge decides has an effect")
        return self


class AmendmentPart(Model):
    """A later document's words for a rule, as a file writes it. No clauses: the rule ends."""

    model_config = ConfigDict(populate_by_name=True)

    since: Day = Field(alias="from")
    clauses: tuple[Clause, ...]


class Amendment(Model):
    """From a day on the rule rests on other words; on none where it has ended."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    since: date = Field(alias="from")
    clauses: tuple[Clause, ...]


class RulePart(_Rule):
    """As a file writes it."""

    since: Day = Field(alias="from")
    needs: tuple[str, ...] = Field(min_length=1)


class RuleEntry(_Rule):
    """As the policy gives it."""

    id: str
    since: date = Field(alias="from")
    needs: tuple[Need, ...]
    amendments: tuple[Amendment, ...] = ()
    """In order of time."""

    def words(self, on: date) -> tuple[Clause, ...]:
        """The words the rule rests on that day, the main ones first; empty before it began and after it ended."""
        amended = next((it.clauses for it in reversed(self.amendments) if it.since <= on), None)
        if amended is not None:
            return amended
        return self.clauses if self.since <= on else ()

    def in_force(self, on: date) -> bool:
        return bool(self.words(on))
