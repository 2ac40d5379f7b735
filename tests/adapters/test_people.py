import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from chalicelib.adapters.codec import pack
from chalicelib.adapters.people import People
from chalicelib.adapters.table import Table
from chalicelib.domain.record import Holds
from infra.table import create_table
from tests.stack import Stack


@pytest.fixture
def people(table: Table) -> People:
    return People(table)


def test_a_list_keeps_the_order_of_recording_and_each_class_once(people: People) -> None:
    people.enrol("A", ["p1", "p2"])
    people.enrol("B", ["p2", "p3"])
    people.enrol("A", ["p2", "p3"])
    assert people.classes_of(["p1", "p2", "p3", "p4"]) == {"p1": ["A"], "p2": ["A", "B"], "p3": ["B", "A"], "p4": []}


def test_more_people_than_a_transaction_holds(people: People) -> None:
    crowd = [f"p{n}" for n in range(230)]
    people.enrol("A", crowd)
    assert set(map(tuple, people.classes_of(crowd).values())) == {("A",)}


@pytest.mark.stack
def test_two_rosters_at_the_same_instant_leave_one_order(stack: Stack) -> None:
    """On the emulator only: threads would find the in-process database half-way through a transaction."""
    name, dynamodb = f"yuji-race-{uuid.uuid4().hex[:8]}", stack.client("dynamodb")
    create_table(dynamodb, name)
    people = People(Table(name, dynamodb))
    crowd = [f"p{n}" for n in range(80)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: people.enrol(each, crowd), ["A", "B", "C", "D"]))
    orders = people.classes_of(crowd)
    assert all(sorted(order) == ["A", "B", "C", "D"] for order in orders.values())


def test_engagements_tell_what_other_classes_say(people: People, table: Table) -> None:
    people.enrol("A", ["p1", "p2"])
    people.enrol("B", ["p1", "p2"])
    said = Holds(opening=date(2024, 3, 1), assessed_on=date(2024, 3, 20), people={"p1": False})
    (body,) = pack(said.model_dump_json())
    table.batch_put([{"pk": "CLASS#A", "sk": "HOLDS", "body": body}])
    engaged = people.engagements("B", ["p1", "p2"])
    assert set(engaged) == {"p1"}  # A's roster no longer has p2
    (one,) = engaged["p1"]
    assert (one.class_id, one.recorded_first, one.judged, one.assessed_on) == ("A", True, True, date(2024, 3, 20))
    (other,) = people.engagements("A", ["p1"])["p1"]
    assert (other.class_id, other.recorded_first, other.judged) == ("B", False, False)
