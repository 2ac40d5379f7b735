"""Whom a record is about: the roster's person behind a keyed hash or a 设备工号."""

from collections import defaultdict
from collections.abc import Iterable

from chalicelib.domain.checkin import Mark
from chalicelib.domain.trainee import Trainee


class People:
    """A roster, looked up.

    A 设备工号 is compared as written first; only where nobody has it so, without leading zeros, since sheets drop
    them and devices pad with them. A number that several people share, in the form compared, is nobody's.
    """

    def __init__(self, trainees: Iterable[Trainee]) -> None:
        self._persons: set[str] = set()
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._bare: defaultdict[str, set[str]] = defaultdict(set)
        for trainee in trainees:
            self._persons.add(trainee.person)
            if trainee.device_number:
                self._exact[trainee.device_number].add(trainee.person)
                self._bare[_bare(trainee.device_number)].add(trainee.person)

    def who(self, mark: Mark) -> str | None:
        """The person of the roster, or None."""
        if mark.person is not None:
            return mark.person if mark.person in self._persons else None
        if mark.number is None:
            return None
        having = self._exact.get(mark.number) or self._bare.get(_bare(mark.number)) or set()
        return next(iter(having)) if len(having) == 1 else None


def _bare(number: str) -> str:
    return number.lstrip("0") or "0" if number.isdigit() else number
