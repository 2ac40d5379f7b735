"""One person in two classes (TRN-03), apprentices of one institution (INS-05), and who is judged again."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from chalicelib.domain.finding import ClassStatus, FindingStatus
from chalicelib.domain.registry import Table
from tests import builders
from tests.workflows.world import World, registry

ONE, TWO = builders.credit_code(1), builders.credit_code(2)
MARCH, APRIL = datetime.date(2024, 3, 4), datetime.date(2024, 4, 8)


def listed(institution: str) -> dict[str, object]:
    return {
        "统一社会信用代码": institution,
        "名称": "另一所学校",
        "类型": "培训机构",
        "地区": "郑州",
        "职业编码": "6-31",
        "生效日期": "2023-01-01",
    }


def provide(world: World) -> None:
    for key, data in registry(ONE, others=[listed(TWO)]).items():
        world.upload(key, data)


def application(institution: str, opening: datetime.date, **changed: object) -> bytes:
    items = builders.application_items(institution, **{"拟开班时间": opening, **changed})
    return builders.application_workbook(items, builders.sessions(first=opening), builders.teachers(2))


def open_class(
    world: World,
    institution: str,
    name: str,
    opening: datetime.date,
    start: int = 1,
    count: int = 20,
    **changed: object,
) -> None:
    world.upload(f"applications/{institution}/{name}/a.xlsx", application(institution, opening, **changed))
    roster(world, institution, name, start, count=count)


def roster(world: World, institution: str, name: str, start: int = 1, at: int = 0, count: int = 20) -> None:
    rows = builders.roster_workbook(builders.trainees(count, start))
    world.upload(f"rosters/{institution}/{name}/r.xlsx", rows, at)


def held(world: World, name: str) -> set[str]:
    """The people whom TRN-03 keeps out of a class."""
    found = world.verdict(name).findings
    return {f.subject.id for f in found if f.rule == "TRN-03" and f.status is FindingStatus.VIOLATED}


def test_the_later_class_waits_whichever_roster_came_first(new_world: Callable[[], World]) -> None:
    for first, second in [("ZZ-MARCH", "ZZ-APRIL"), ("ZZ-APRIL", "ZZ-MARCH")]:
        world = new_world()
        provide(world)
        opening = {"ZZ-MARCH": (ONE, MARCH), "ZZ-APRIL": (TWO, APRIL)}
        for name in (first, second):
            open_class(world, *opening[name][:1], name, opening[name][1])
        assert (len(held(world, "ZZ-MARCH")), len(held(world, "ZZ-APRIL"))) == (0, 20)


def test_the_loser_learns_the_rule_and_not_the_other(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-MARCH", MARCH)
    open_class(world, TWO, "ZZ-APRIL", APRIL)
    said = world.verdict("ZZ-APRIL").model_dump_json()
    assert "ZZ-MARCH" not in said
    assert ONE not in said


def test_an_assessment_frees_its_people_on_the_right_day(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-MARCH", MARCH)
    open_class(world, TWO, "ZZ-APRIL", datetime.date(2024, 4, 19))
    open_class(world, TWO, "ZZ-LATER", datetime.date(2024, 4, 20))
    assert (len(held(world, "ZZ-APRIL")), len(held(world, "ZZ-LATER"))) == (20, 20)
    world.upload(f"assessments/{ONE}/ZZ-MARCH/考核.xlsx", builders.assessment_workbook(builders.assessments(20)), 5)
    assert len(held(world, "ZZ-APRIL")) == 20  # assessed on 20 March: 20 April is the first allowed day
    assert len(held(world, "ZZ-LATER")) == 0


def test_a_rejected_or_cancelled_class_holds_nobody_from_its_day_on(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-MARCH", MARCH)
    open_class(world, TWO, "ZZ-APRIL", APRIL)
    found = {"统一社会信用代码": ONE, "来源": "审计", "是否突出": False, "文号": "审1"}
    file = "registry/blacklist/审计.csv"
    rows = [{**found, "发现日期": "2024-04-09"}]
    world.upload(file, builders.registry_csv(Table.BLACKLIST, rows), 5)
    assert world.head("ZZ-MARCH").status is ClassStatus.CANCELLED
    assert len(held(world, "ZZ-APRIL")) == 20  # cancelled the day after the other opened
    world.upload(
        file, builders.registry_csv(Table.BLACKLIST, [*rows, {**found, "发现日期": "2024-04-08", "文号": "审2"}]), 6
    )
    assert len(held(world, "ZZ-APRIL")) == 0


def test_a_person_taken_off_the_first_roster_is_free(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-MARCH", MARCH)
    open_class(world, TWO, "ZZ-APRIL", APRIL)
    roster(world, ONE, "ZZ-MARCH", start=11, at=9)
    assert len(held(world, "ZZ-APRIL")) == 10


def test_on_one_day_exactly_one_class_has_the_person(new_world: Callable[[], World]) -> None:
    """Two rosters at the same instant: the database orders them, and both verdicts agree with it."""
    for _ in range(3):
        world = new_world()
        provide(world)
        for institution, name in ((ONE, "ZZ-A"), (TWO, "ZZ-B")):
            world.upload(f"applications/{institution}/{name}/a.xlsx", application(institution, MARCH))
        rows = builders.roster_workbook(builders.trainees(20))
        arrivals = [world.store(f"rosters/{i}/{n}/r.xlsx", rows, 3) for i, n in ((ONE, "ZZ-A"), (TWO, "ZZ-B"))]
        ingest, now = world.ingest, world.now
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(ingest, arrivals, [now, now]))
        world.settle()
        a, b = held(world, "ZZ-A"), held(world, "ZZ-B")
        assert a.isdisjoint(b)
        assert len(a | b) == 20


def test_a_registry_change_moves_whom_it_touches_and_no_other(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-ONE", MARCH, start=1)
    open_class(world, TWO, "ZZ-TWO", MARCH, start=101)
    world.judged.clear()
    rows = [{**listed(TWO), "失效日期": "2024-03-01"}]
    world.upload("registry/directory/变更.csv", builders.registry_csv(Table.DIRECTORY, rows), 5)
    assert set(world.judged) == {"ZZ-TWO"}
    assert world.head("ZZ-TWO").status is ClassStatus.REJECTED
    assert world.verdict("ZZ-TWO").registry["directory"] != world.verdict("ZZ-ONE").registry["directory"]
    world.judged.clear()
    world.upload("registry/directory/又一次.csv", builders.registry_csv(Table.DIRECTORY, rows), 6)
    assert world.judged == []  # the same row again says nothing new


def test_a_row_of_an_older_file_that_comes_late_moves_nobody(world: World) -> None:
    provide(world)
    open_class(world, ONE, "ZZ-ONE", MARCH)
    newer = builders.registry_csv(Table.DIRECTORY, [{**listed(ONE), "名称": "新名称"}])
    older = builders.registry_csv(Table.DIRECTORY, [{**listed(ONE), "失效日期": "2024-01-01"}])
    world.upload("registry/directory/新.csv", newer, 50)
    world.judged.clear()
    world.upload("registry/directory/旧.csv", older, 40)
    assert world.judged == []
    assert world.head("ZZ-ONE").status is ClassStatus.SCREENED


def test_the_class_that_passes_the_cap_is_the_one_rejected(world: World) -> None:
    """INS-05: 200 apprentices a year without degree education; 6 classes of 40, recorded in any order."""
    provide(world)
    for number in (5, *range(5)):
        day = datetime.date(2024, 3, 4) + datetime.timedelta(days=number)
        changed = {
            "培训类型": "企业新型学徒制培训",
            "拟培训方式": "委托培训",
            "工位数": 40,
            "委托单位统一社会信用代码": builders.credit_code(300 + number),
        }
        open_class(world, ONE, f"ZZ-APP-{number:02}", day, start=1 + 40 * number, count=40, **changed)
    over = [n for n in range(6) if "INS-05" in world.rules(f"ZZ-APP-{n:02}")]
    assert over == [5]
    found = {"统一社会信用代码": ONE, "来源": "审计", "是否突出": False, "文号": "审1", "发现日期": "2024-03-04"}
    world.upload("registry/blacklist/b.csv", builders.registry_csv(Table.BLACKLIST, [found]), 12)
    assert world.head("ZZ-APP-00").status is ClassStatus.REJECTED
    assert "INS-05" not in world.rules("ZZ-APP-05")
