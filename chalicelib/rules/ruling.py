"""What a rule function is given: the facts, the policy's values on the class's opening date, and how to say so."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import Effect, Finding, FindingStatus, Subject, SubjectType
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Application, Session
from chalicelib.policy import Policy, RuleEntry
from chalicelib.rules.display import shown
from chalicelib.rules.entry import quoted, strongest
from chalicelib.rules.headcount import Headcount
from chalicelib.rules.needs import lacking, opening_of
from chalicelib.rules.timetable import taught
from chalicelib.rules.wording import lacking_in_words

if TYPE_CHECKING:
    from chalicelib.rules.evidence import Evidence

T = TypeVar("T")

_NUMBERS: tuple[type[int | Decimal], ...] = (int, Decimal)


class FactMissing(LookupError):
    """A rule reads a fact that it did not ask `lacking` for: a mistake in the rule."""


@dataclass(frozen=True)
class Ruling:
    """One rule at work on one class, or on one trainee of it.

    A rule asks `lacking` for the facts it needs and answers `undetermined` where some are; then it may read them.
    """

    facts: ClassFacts
    policy: Policy
    entry: RuleEntry
    as_of: datetime.date
    headcount: Headcount = field(default_factory=Headcount)
    line: Trainee | None = None
    derive: "Callable[[], Evidence] | None" = None
    """Gives what the logs amount to."""
    _read: dict[str, object] = field(default_factory=dict)
    """Parameters read so far, with their values."""

    def lacking(self, *names: str) -> tuple[str, ...]:
        """See `needs.lacking`."""
        return lacking(self.facts, names)

    @property
    def application(self) -> Application:
        if self.facts.application is None:
            raise FactMissing("application")
        return self.facts.application.application

    @property
    def opening(self) -> datetime.date:
        """拟开班时间, the day by which a class is judged."""
        opening = opening_of(self.facts)
        if opening is None:
            raise FactMissing("opening")
        return opening

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The whole timetable, by id."""
        timetable = self.facts.application.timetable if self.facts.application else ()
        return tuple(sorted(timetable, key=lambda session: (session.id, session.row)))

    @property
    def taught(self) -> tuple[Session, ...]:
        """The timetable without make-up sessions."""
        return taught(self.sessions)

    @property
    def trainees(self) -> tuple[Trainee, ...]:
        """The roster, by row."""
        return tuple(sorted(self.facts.roster.trainees, key=lambda t: t.row)) if self.facts.roster else ()

    @property
    def namesakes(self) -> tuple[Trainee, ...]:
        """All lines of the roster with the identity number of the line in hand."""
        return self.facts.roster.by_person[self.trainee.person] if self.facts.roster else ()

    @property
    def trainee(self) -> Trainee:
        """The line of the roster in hand."""
        if self.line is None:
            raise FactMissing("trainee")
        return self.line

    @property
    def evidence(self) -> "Evidence":
        """What the logs amount to."""
        if self.derive is None:
            raise FactMissing("evidence")
        return self.derive()

    def integer(self, parameter: str) -> int:
        """The parameter's value on the opening date, as in the next three."""
        return self._value(parameter, (int,))

    def number(self, parameter: str) -> Decimal:
        return Decimal(self._value(parameter, _NUMBERS))

    def day(self, parameter: str) -> datetime.date:
        return self._value(parameter, (datetime.date,))

    def words(self, parameter: str) -> tuple[str, ...]:
        """A list of names."""
        return self._value(parameter, (tuple,))

    def words_on_form(self, parameter: str) -> tuple[str, ...]:
        """As `words`; while the form does not say when the class opens, those in force on the day of judging."""
        return self._value(parameter, (tuple,), self._day())

    def violated(
        self,
        what: str,
        *,
        actual: object = None,
        threshold: object = ...,
        effect: Effect | None = None,
        subject: Subject | None = None,
        **evidence: object,
    ) -> Finding:
        """The rule is broken: `what` says how, in Chinese; what to do next comes from the policy's entry.

        `threshold` is the value of the one parameter read, unless given. `subject` is the trainee in hand or the
        class, `effect` the entry's strongest, unless given.
        """
        return self._finding(
            FindingStatus.VIOLATED,
            f"{what}。{self.entry.fix.rstrip('。')}。",
            {"actual": actual, "threshold": self._threshold() if threshold is ... else threshold, **evidence},
            effect,
            subject,
        )

    def undetermined(
        self,
        missing: Iterable[str],
        *,
        actual: object = None,
        threshold: object = None,
        effect: Effect | None = None,
        subject: Subject | None = None,
        **evidence: object,
    ) -> Finding:
        """The rule lacks the facts named in `missing`."""
        names = tuple(dict.fromkeys(missing))
        return self._finding(
            FindingStatus.UNDETERMINED,
            lacking_in_words(names),
            {"actual": actual, "threshold": threshold, "missing": names, **evidence},
            effect,
            subject,
        )

    def institution(self) -> Subject:
        """The institution as a finding's subject."""
        return Subject(type=SubjectType.INSTITUTION, id=self.facts.institution)

    def _finding(
        self,
        status: FindingStatus,
        message: str,
        evidence: dict[str, object],
        effect: Effect | None,
        subject: Subject | None,
    ) -> Finding:
        if self.line:
            evidence["row"] = self.line.row
        return Finding(
            rule=self.entry.id,
            effect=effect or strongest(self.entry),
            status=status,
            subject=subject or self._subject(),
            evidence={name: shown(value) for name, value in evidence.items()},
            clause=quoted(self.entry, self._day()),
            message=message,
            policy=self.policy.version,
            local=any(self.policy.is_local(name, self._day()) for name in self._read),
        )

    def _subject(self) -> Subject:
        if self.line:
            return Subject(type=SubjectType.TRAINEE, id=self.line.person)
        return Subject(type=SubjectType.CLASS, id=self.facts.class_id)

    def _day(self) -> datetime.date:
        return opening_of(self.facts) or self.as_of

    def _threshold(self) -> object:
        return next(iter(self._read.values())) if len(self._read) == 1 else None

    def _value(self, parameter: str, kinds: tuple[type[T], ...], day: datetime.date | None = None) -> T:
        value = self.policy.value(parameter, day or self.opening)
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise TypeError(f"{parameter} is not of the type that {self.entry.id} computes with")
        self._read[parameter] = value
        return value
