"""How many people a class counts, while some of them are not yet decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.domain.finding import Effect, Finding, FindingStatus, Standing, SubjectType


@dataclass(frozen=True)
class Headcount:
    """Eligible people at least (`low`) and at most (`high`, every undetermined person turning out eligible)."""

    low: int = 0
    high: int = 0

    def __add__(self, other: "Headcount") -> "Headcount":
        return Headcount(self.low + other.low, self.high + other.high)

    def breaks(self, maximum: int | Fraction) -> bool | None:
        """Whether the count is over `maximum`; None while that depends on people not yet decided."""
        if self.low > maximum:
            return True
        return None if self.high > maximum else False


def headcount(standings: Iterable[Standing]) -> Headcount:
    """The count that the standings allow."""
    counted = list(standings)
    eligible = counted.count(Standing.ELIGIBLE)
    return Headcount(eligible, eligible + counted.count(Standing.UNDETERMINED))


def standings(people: Iterable[str], findings: Iterable[Finding]) -> dict[str, Standing]:
    """By person (keyed hash): one violated exclusion excludes, else one undetermined exclusion leaves undetermined.

    An exclusion that could not be judged for the class as a whole leaves everybody undetermined.
    """
    exclusions = [f for f in findings if f.effect is Effect.EXCLUDE_TRAINEE]
    excluded = {f.subject.id for f in exclusions if f.status is FindingStatus.VIOLATED}
    doubtful = [f.subject for f in exclusions if f.status is FindingStatus.UNDETERMINED]
    all_doubtful = any(subject.type is not SubjectType.TRAINEE for subject in doubtful)
    undetermined = {subject.id for subject in doubtful}

    def standing(person: str) -> Standing:
        if person in excluded:
            return Standing.EXCLUDED
        return Standing.UNDETERMINED if all_doubtful or person in undetermined else Standing.ELIGIBLE

    return {person: standing(person) for person in people}
