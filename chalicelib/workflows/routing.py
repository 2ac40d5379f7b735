"""From a change to the classes that must be judged again: all it touches, no other, and never by a scan."""

from collections.abc import Iterable

from chalicelib.domain.change import (
    ApprenticesChanged,
    CertificatesChanged,
    Change,
    FactsChanged,
    FootageChanged,
    HoldsChanged,
    RectificationChanged,
    RowStored,
    TableLoaded,
)
from chalicelib.domain.record import Holds
from chalicelib.workflows.ports import Certificates, Footages, People, Rectifications, Rows


class Routing:
    """Who is touched."""

    def __init__(
        self,
        people: People,
        rows: Rows,
        certificates: Certificates,
        rectifications: Rectifications,
        footages: Footages,
    ) -> None:
        self._people, self._rows, self._footages = people, rows, footages
        self._certificates, self._rectifications = certificates, rectifications

    def touched(self, change: Change) -> Iterable[str]:
        """The classes to judge again."""
        match change:
            case FactsChanged():
                return [change.class_id]
            case FootageChanged():
                return {change.class_id, *self._footages.classes_with_copies(change.class_id, change.uploads)}
            case RowStored():
                return self._readers_of_row(change)
            case TableLoaded():
                return self._rows.readers(change.partition)
            case HoldsChanged():
                return self._sharing_people(change)
            case ApprenticesChanged():
                return set(self._people.apprentice_classes(change.institution, change.year)) - {change.class_id}
            case CertificatesChanged():
                moved = change.after ^ (change.before or frozenset())
                return self._certificates.classes_with(sorted(moved)) - {change.class_id}
            case RectificationChanged():
                return set(self._rectifications.readers(change.institution)) - {change.class_id}

    def _readers_of_row(self, change: RowStored) -> Iterable[str]:
        readers = self._rows.readers(change.partition)
        if not readers or self._rows.replaces_equal(change.partition, change.sk, change.body):
            return []
        return readers

    def _sharing_people(self, change: HoldsChanged) -> Iterable[str]:
        """Every other class of each person about whom the class now says something else.

        Also classes that open earlier, and that look at nothing here: which of two opens first may itself be changing.
        """
        before, after = _said(change.before), _said(change.after)
        moved = [person for person in before.keys() | after.keys() if before.get(person) != after.get(person)]
        orders = self._people.classes_of(sorted(moved)).values()
        return {other for order in orders for other in order} - {change.class_id}


def _said(holds: Holds | None) -> dict[str, tuple[object, bool, bool]]:
    """Person → all that the class says of the person."""
    if holds is None:
        return {}
    same_for_all, absent = holds.model_copy(update={"people": {}, "absent": ()}), set(holds.absent)
    return {person: (same_for_all, excluded, person in absent) for person, excluded in holds.people.items()}
