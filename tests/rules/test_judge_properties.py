"""The order in which facts lie does not matter, and no facts make the judge raise."""

import datetime
import random
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    ClassFacts,
    Engagement,
    Rectification,
    Registry,
    RosterFacts,
)
from chalicelib.domain.registry import Approval, BlacklistEntry, DirectoryEntry, Table
from chalicelib.domain.trainee import Custody, Trainee
from chalicelib.domain.training_class import Application, Session, Teacher
from chalicelib.policy import henan
from chalicelib.rules.judge import judge

from .baseline import AS_OF, INSTITUTION, PLATFORM

# The models refuse other decimals.
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))

# Small pools, so that facts meet each other.
dates = st.dates(datetime.date(2023, 12, 1), datetime.date(2024, 5, 1)) | st.just(datetime.date(2024, 3, 4))
openings = st.dates(datetime.date(2024, 2, 1), datetime.date(2024, 4, 1)) | st.just(datetime.date(2024, 3, 4))
codes = st.sampled_from([INSTITUTION, PLATFORM, "OTHER-CODE"])
occupations = st.sampled_from(["6-18-01-01", "6-18-01-02", "4-01-01-01"])
people = st.sampled_from([f"p{n}" for n in range(6)])
rows = st.integers(1, 5)
hours = st.decimals(Decimal("0.5"), Decimal(8), places=1)
known: dict[str, Any] = {"code": codes, "valid_from": dates, "valid_to": st.none() | dates}

registries = st.builds(
    Registry,
    directory=st.lists(
        st.builds(DirectoryEntry, **known, occupations=st.tuples(occupations | st.just("6-18"))), max_size=4
    ).map(tuple),
    regional=st.lists(st.builds(DirectoryEntry, **known, occupations=st.tuples(occupations)), max_size=3).map(tuple),
    blacklist=st.lists(
        st.builds(BlacklistEntry, code=codes, found=dates, lifted=st.none() | dates, document=st.sampled_from("AB")),
        max_size=4,
    ).map(tuple),
    approvals=st.lists(st.builds(Approval, **known, document=st.sampled_from("AB")), max_size=3).map(tuple),
    versions=st.dictionaries(st.sampled_from(Table), st.just("v1")),
)
applications = st.builds(
    ApplicationFacts,
    application=st.builds(
        Application,
        opening=st.none() | openings,
        occupation=st.none() | occupations,
        platform=st.none() | codes,
        principal=st.none() | codes,
        subsidised=st.none() | st.just(True),
        workstations=st.none() | st.integers(0, 3),
        total_hours=st.none() | hours,
    ),
    timetable=st.lists(
        st.builds(Session, id=st.sampled_from(["S1", "S2", "S3"]), date=dates, hours=hours, row=rows), max_size=5
    ).map(tuple),
    teachers=st.lists(st.builds(Teacher, person=people, row=rows), max_size=3).map(tuple),
)
trainees = st.builds(
    Trainee,
    row=rows,
    name=st.sampled_from(["甲", "乙"]),
    person=people,
    post=st.none() | occupations,
    former_post=st.none() | occupations,
    graduation_year=st.none() | st.integers(2023, 2025),
    custody=st.none() | st.builds(Custody),
)
engagements = st.builds(
    Engagement, opening=st.none() | dates, cancelled_on=st.none() | dates, assessed_on=st.none() | dates
)
classes = st.builds(
    ClassFacts,
    institution=st.just(INSTITUTION),
    application=st.none() | applications,
    roster=st.none() | st.builds(RosterFacts, trainees=st.lists(trainees, max_size=8).map(tuple)),
    assessment=st.none(),
    registry=registries,
    engagements=st.dictionaries(people, st.lists(engagements, max_size=3).map(tuple)),
    apprentices=st.lists(
        st.builds(ApprenticeClass, opening=dates, enterprise=st.none() | codes, people=st.integers(0, 300)), max_size=4
    ).map(tuple),
    rectifications=st.lists(st.builds(Rectification, since=dates, rectified_on=st.none() | dates), max_size=3).map(
        tuple
    ),
)
quiet = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shuffled(value: Any, order: random.Random) -> Any:
    """The same value, every tuple and mapping in it in another order."""
    if isinstance(value, tuple):
        items = [shuffled(item, order) for item in value]
        order.shuffle(items)
        return tuple(items)
    if isinstance(value, dict):
        pairs = [(key, shuffled(item, order)) for key, item in value.items()]
        order.shuffle(pairs)
        return dict(pairs)
    if hasattr(value, "model_fields_set"):
        return value.model_copy(
            update={name: shuffled(getattr(value, name), order) for name in type(value).model_fields}
        )
    return value


@quiet
@given(classes, st.integers(0, 2**32))
def test_order_does_not_matter(facts: ClassFacts, seed: int) -> None:
    verdict = judge(facts, henan(), AS_OF)
    again = judge(shuffled(facts, random.Random(seed)), henan(), AS_OF)
    assert again == verdict
    assert again.model_dump_json() == verdict.model_dump_json()
    assert not any("reason" in finding.evidence and finding.status == "undetermined" for finding in verdict.findings)


@quiet
@given(st.from_type(ClassFacts), st.dates())
def test_never_raises(facts: ClassFacts, as_of: datetime.date) -> None:
    verdict = judge(facts, henan(), as_of)
    assert verdict.class_id == facts.class_id
    assert verdict.standings.keys() == ({t.person for t in facts.roster.trainees} if facts.roster else set())
