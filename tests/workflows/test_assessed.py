"""Assessments and checks on site: what comes later has the class judged again."""

import datetime

from chalicelib.domain.finding import ClassStatus, Standing
from chalicelib.domain.inspection import InspectionKind
from chalicelib.domain.registry import Table
from chalicelib.workflows.inspect import Inspect, Visit
from tests import builders
from tests.workflows.course import CLASS, LAST, OPENING, PEOPLE, REVIEWER, key, of_rule, opened
from tests.workflows.world import World

BODY = builders.credit_code(900)
LISTED = {
    "统一社会信用代码": BODY,
    "名称": "示例评价机构",
    "类型": "评价机构",
    "地区": "郑州",
    "职业编码": "6-31",
    "生效日期": "2023-01-01",
}
STANDARD = {
    "职业编码": "6-31",
    "级别": "五级",
    "证书类型": "职业技能等级证书",
    "补贴标准": 1000,
    "生效日期": "2023-01-01",
}


def assess(world: World, at: int = 500, **changed: object) -> None:
    rows = builders.assessments(PEOPLE, 考核日期=LAST + datetime.timedelta(days=5))
    world.upload(
        key("考核.xlsx", "assessments"), builders.assessment_workbook([{**row, **changed} for row in rows]), at
    )


def load(world: World, table: Table, row: dict[str, object], at: int) -> None:
    world.upload(f"registry/{table}/{at}.csv", builders.registry_csv(table, [row]), at)


def test_the_body_is_looked_up_and_whoever_waited_is_judged_again(world: World) -> None:
    opened(world)
    assess(world)
    assert world.head(CLASS).status is ClassStatus.ASSESSED
    found = of_rule(world, "ASM-03")
    assert {each.evidence["objection"] for each in found} == {"not_listed"}
    assert len(found) == PEOPLE
    world.judged.clear()
    load(world, Table.DIRECTORY, LISTED, 600)
    assert CLASS in world.judged
    assert of_rule(world, "ASM-03") == []


def test_a_body_found_liable_on_the_day_costs_the_certificates(world: World) -> None:
    opened(world)
    load(world, Table.DIRECTORY, LISTED, 400)
    assess(world)
    entry = {"统一社会信用代码": BODY, "来源": "检查", "是否突出": False, "文号": "检1", "发现日期": "2024-03-20"}
    load(world, Table.BLACKLIST, entry, 600)
    assert {each.evidence["objection"] for each in of_rule(world, "ASM-03")} == {"blacklisted"}
    assert {(each.effect, each.subject.id) for each in of_rule(world, "INS-02")} == {("block_payment", BODY)}
    assert set(world.verdict(CLASS).standings.values()) == {Standing.EXCLUDED}


def test_standards_that_were_never_loaded_are_waited_for(world: World) -> None:
    opened(world)
    assess(world, 证书类型="培训合格证书")
    assert {tuple(each.evidence["missing"]) for each in of_rule(world, "ASM-01")} == {("standards",)}
    load(world, Table.STANDARDS, STANDARD, 600)
    assert {each.status for each in of_rule(world, "ASM-01")} == {"violated"}


def test_a_stranger_is_found_until_the_roster_has_the_person(world: World) -> None:
    opened(world)
    rows = builders.assessments(PEOPLE + 1)
    world.upload(key("考核.xlsx", "assessments"), builders.assessment_workbook(rows), 500)
    strangers = [each for each in of_rule(world, "ASM-05") if each.evidence["objection"] == "not_on_roster"]
    assert [each.subject.id for each in strangers] == [world.keyed(builders.identity(PEOPLE + 1))]
    world.upload(key("名册.xlsx", "rosters"), builders.roster_workbook(builders.trainees(PEOPLE + 1)), 600)
    assert of_rule(world, "ASM-05") == []


def test_checks_on_site_are_facts(world: World) -> None:
    opened(world)
    assert len(of_rule(world, "PRC-10")) == 2
    inspect = Inspect(world.classes, world.inspections, lambda _: None)
    said = {"present": 20, "attendance": "全部到课", "materials": "齐全", "inspector": "检查人"}
    visits = [
        Visit(kind=InspectionKind.OPENING, date=OPENING, **said),
        Visit(kind=InspectionKind.TRAINING, date=OPENING, session="S01", headcount=19, **said),
        Visit(kind=InspectionKind.TRAINING, date=LAST, **said),
    ]
    for left, visit in zip((1, 1, 0), visits, strict=True):
        assert inspect(REVIEWER, CLASS, visit, world.now) is not None
        world.settle()
        assert len(of_rule(world, "PRC-10")) == left
    entries = [entry for entry in world.ledger(CLASS) if entry.event == "inspected"]
    assert [entry.actor for entry in entries] == [REVIEWER.sub] * 3
    assert inspect(REVIEWER, CLASS, visits[0], world.now) == inspect.of(CLASS)[0]
    assert len(inspect.of(CLASS)) == 3
