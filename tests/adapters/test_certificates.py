from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chalicelib.adapters.certificates import Certificates, certificates_item
from chalicelib.adapters.inspections import Inspections
from chalicelib.adapters.rectifications import Rectifications, rectification_item
from chalicelib.adapters.stream import meaning
from chalicelib.adapters.table import Table
from chalicelib.domain.change import CertificatesChanged, RectificationChanged
from chalicelib.domain.facts import Rectification


def publish(table: Table, class_id: str, numbers: Iterable[str]) -> None:
    table.transact([table.put({**certificates_item(class_id, numbers), "cause": "u1"})])


def test_the_first_that_still_has_a_number_keeps_it(table: Table) -> None:
    certificates = Certificates(table)
    for class_id in ("ZZ-1", "ZZ-2", "ZZ-3"):
        certificates.claim(class_id, ["n1", "n2"], ())
        certificates.claim(class_id, ["n1", "n2"], ["n1", "n2"])
    publish(table, "ZZ-1", ["n1"])
    publish(table, "ZZ-2", ["n1", "n2"])
    publish(table, "ZZ-3", ["n1", "n2"])
    taken = {class_id: certificates.taken(class_id, ["n1", "n2"]) for class_id in ("ZZ-1", "ZZ-2", "ZZ-3")}
    assert taken == {"ZZ-1": frozenset(), "ZZ-2": frozenset({"n1"}), "ZZ-3": frozenset({"n1", "n2"})}
    assert certificates.classes_with(["n1", "n9"]) == {"ZZ-1", "ZZ-2", "ZZ-3"}


def test_a_class_nobody_heard_of_holds_nothing(table: Table) -> None:
    certificates = Certificates(table)
    certificates.claim("ZZ-1", ["n1"], ())
    certificates.claim("ZZ-2", ["n1"], ())
    assert certificates.taken("ZZ-2", ["n1"]) == frozenset()


def test_who_comes_back_to_a_number_goes_to_the_end(table: Table) -> None:
    certificates = Certificates(table)
    certificates.claim("ZZ-1", ["n1"], ())
    publish(table, "ZZ-1", [])
    certificates.claim("ZZ-2", ["n1"], ())
    publish(table, "ZZ-2", ["n1"])
    certificates.claim("ZZ-1", ["n1"], ())
    assert certificates.taken("ZZ-1", ["n1"]) == {"n1"}
    assert certificates.taken("ZZ-2", ["n1"]) == frozenset()


def test_many_classes_at_once_stand_in_one_order(table: Table) -> None:
    certificates, classes = Certificates(table), [f"ZZ-{n}" for n in range(4)]
    for class_id in classes:
        publish(table, class_id, ["n1"])
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: certificates.claim(each, ["n1"], ()), classes))
    assert [certificates.taken(each, ["n1"]) for each in classes].count(frozenset()) == 1


def test_failed_surveys_lie_with_the_institution(table: Table, aws: Any) -> None:
    rectifications = Rectifications(table)
    failure = Rectification(class_id="ZZ-1", since="2024-03-16")
    table.transact([table.put({**rectification_item("I1", "ZZ-1", (failure,)), "cause": "u1"})])
    pk = rectifications.read_by("ZZ-2", "I1", ())
    assert rectifications.read_by("ZZ-3", "I1", [pk]) == pk  # its name stands there already
    assert (rectifications.of("I1"), rectifications.readers("I1")) == ((failure,), ["ZZ-2"])
    assert rectifications.of("I2") == ()
    assert Inspections(table).of("ZZ-1") == ()


def test_the_stream_says_what_they_mean() -> None:
    old, new = ({**certificates_item("ZZ-1", numbers), "cause": "u1"} for numbers in (["n1"], ["n2"]))
    changed = CertificatesChanged(class_id="ZZ-1", before=frozenset({"n1"}), after=frozenset({"n2"}))
    assert meaning("CLASS#ZZ-1", "CERTIFICATES", old, new) == (changed, "u1")
    assert meaning("CLASS#ZZ-1", "CERTIFICATES", None, new) == (changed.model_copy(update={"before": None}), "u1")
    failed = RectificationChanged(class_id="ZZ-1", institution="I1")
    assert meaning("RECTIFICATIONS#I1", "CLASS#ZZ-1", None, {"cause": "u1"}) == (failed, "u1")
    assert meaning("RECTIFICATIONS#I1", "READER#ZZ-2", None, {}) is None
