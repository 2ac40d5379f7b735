"""Who is in which class: the order in which classes came to have a person, and what each says of its people."""

from collections.abc import Iterable

from chalicelib.adapters import keys
from chalicelib.adapters.codec import unpack
from chalicelib.adapters.order import line_up
from chalicelib.adapters.table import Table
from chalicelib.domain.facts import ApprenticeClass, Engagement
from chalicelib.domain.record import ApprenticeCount, Holds


class People:
    """The lists that TRN-03, INS-05 and INS-06 rest on. A list only grows; its order is the database's."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def enrol(self, class_id: str, persons: Iterable[str]) -> None:
        """Put the class at the end of each person's list, once. Raises Conflict if others keep getting in the way."""
        line_up(self._table, class_id, [keys.person(each) for each in dict.fromkeys(persons)])

    def enrol_apprentices(self, class_id: str, institution: str, year: int) -> None:
        """Put an apprenticeship class at the end of its institution's list of the year, once."""
        line_up(self._table, class_id, [keys.apprentices(institution, year)])

    def classes_of(self, persons: Iterable[str]) -> dict[str, list[str]]:
        """Person → the classes that ever had the person, in the order they were recorded."""
        asked = list(dict.fromkeys(persons))
        orders = self._table.batch_get((keys.person(each), keys.ORDER) for each in asked)
        return {each: orders.get((keys.person(each), keys.ORDER), {}).get("classes", []) for each in asked}

    def holds(self, class_ids: Iterable[str]) -> dict[str, Holds]:
        """What each class says of its people; a class not yet judged is absent."""
        found = self._table.batch_get((keys.klass(each), keys.HOLDS) for each in class_ids)
        return {pk.removeprefix(keys.CLASS): holds_of(item) for (pk, _), item in found.items()}

    def engagements(self, class_id: str, persons: Iterable[str]) -> dict[str, tuple[Engagement, ...]]:
        """The other classes of each person, as TRN-03 needs them. People without any are absent."""
        lists = {person: order for person, order in self.classes_of(persons).items() if order != [class_id]}
        said = self.holds({other for order in lists.values() for other in order if other != class_id})
        engaged = {}
        for person, order in lists.items():
            own = order.index(class_id) if class_id in order else len(order)
            each = (
                _engagement(person, other, place < own, said.get(other))
                for place, other in enumerate(order)
                if other != class_id
            )
            if kept := tuple(one for one in each if one is not None):
                engaged[person] = kept
        return engaged

    def apprentices(self, class_id: str, institution: str, year: int) -> tuple[ApprenticeClass, ...]:
        """The institution's other apprenticeship classes of the year."""
        items = {item["sk"]: item for item in self._table.query(keys.apprentices(institution, year))}
        order: list[str] = items.get(keys.ORDER, {}).get("classes", [])
        own = order.index(class_id) if class_id in order else len(order)
        return tuple(
            ApprenticeClass(class_id=other, recorded_first=place < own, **_count(items[sk]).model_dump())
            for place, other in enumerate(order)
            if other != class_id and (sk := keys.klass(other)) in items
        )

    def apprentice_classes(self, institution: str, year: int) -> list[str]:
        """All of the institution's apprenticeship classes of the year, as recorded."""
        item = self._table.get(keys.apprentices(institution, year), keys.ORDER)
        classes: list[str] = item["classes"] if item else []
        return classes


def holds_of(item: dict[str, bytes]) -> Holds:
    """What a class says of its people, in an item of the table or of a stream record."""
    return Holds.model_validate_json(unpack([item["body"]]))


def _count(item: dict[str, str]) -> ApprenticeCount:
    return ApprenticeCount.model_validate_json(item["body"])


def _engagement(person: str, other: str, first: bool, said: Holds | None) -> Engagement | None:
    if said is None:
        return Engagement(class_id=other, recorded_first=first, judged=False)
    if person not in said.people:  # a correction took the person off that roster
        return None
    return Engagement(
        class_id=other,
        recorded_first=first,
        judged=True,
        excluded=said.people[person],
        absent=person in said.absent,
        **said.model_dump(exclude={"people", "absent"}),
    )
