"""A certificate's number counts once in the whole system, and the first to record it has it."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from chalicelib.domain.decision import Action
from chalicelib.domain.finding import Finding
from chalicelib.domain.registry import Table
from chalicelib.workflows.decide import Said
from tests import builders
from tests.workflows.course import INSTITUTION, LAST, PROVINCE, on
from tests.workflows.world import World, registry

OTHER = builders.credit_code(2)
ONE, TWO = "ZZ-2024-001", "ZZ-2024-002"
OWNERS = {ONE: INSTITUTION, TWO: OTHER}
STARTS = {ONE: 1, TWO: 101}
COUNT = 3


def provide(world: World) -> None:
    """Two classes of two institutions, of different people, both approved."""
    world.now = on(LAST + datetime.timedelta(days=10))
    sound = {"类型": "培训机构", "地区": "郑州", "职业编码": "6-31", "生效日期": "2023-01-01", "名称": "另一所学校"}
    body = {**sound, "类型": "评价机构", "统一社会信用代码": builders.credit_code(900)}
    for name, data in registry(INSTITUTION, others=[{**sound, "统一社会信用代码": OTHER}, body]).items():
        world.upload(name, data)
    standard = {
        "职业编码": "6-31",
        "级别": "五级",
        "证书类型": "职业技能等级证书",
        "补贴标准": 1000,
        "生效日期": "2023-01-01",
    }
    world.upload("registry/standards/标准.csv", builders.registry_csv(Table.STANDARDS, [standard]))
    for name, institution in OWNERS.items():
        items = builders.application_items(institution, 拟培训人数=COUNT)
        book = builders.application_workbook(items, roster=builders.trainees(COUNT, STARTS[name]))
        world.upload(f"applications/{institution}/{name}/a.xlsx", book)
        said = Said(action=Action.APPROVE, date=datetime.date(2024, 3, 1), reason="测试用的理由")
        world.decide(PROVINCE, name, said, world.now)
        world.settle()


def results(name: str, numbers: list[str | None]) -> bytes:
    rows = builders.assessments(COUNT, STARTS[name])
    return builders.assessment_workbook([{**row, "证书编号": n} for row, n in zip(rows, numbers, strict=True)])


def assess(world: World, name: str, numbers: list[str | None], at: int, file: str = "k.xlsx") -> None:
    world.upload(f"assessments/{OWNERS[name]}/{name}/{file}", results(name, numbers), at)


def taken(world: World, name: str) -> list[Finding]:
    found = world.verdict(name).findings
    return [f for f in found if f.rule == "ASM-05" and f.evidence.get("objection") == "number_taken"]


def test_the_second_loses_its_line_and_learns_nothing_of_the_first(world: World) -> None:
    provide(world)
    assess(world, ONE, ["C1", "C2", "C3"], 100)
    assess(world, TWO, ["c2", "D2", "D3"], 101)
    assert taken(world, ONE) == []
    (finding,) = taken(world, TWO)
    assert (finding.effect, finding.evidence["actual"]) == ("exclude_trainee", "c2")
    said = world.verdict(TWO).model_dump_json()
    assert ONE not in said
    assert INSTITUTION not in said


def test_a_correction_gives_the_number_up(world: World) -> None:
    provide(world)
    assess(world, ONE, ["C1", "C2", "C3"], 100)
    assess(world, TWO, ["C1", "D2", "D3"], 101)
    assert len(taken(world, TWO)) == 1
    world.judged.clear()
    assess(world, ONE, ["X1", "C2", "C3"], 102, "更正.xlsx")
    assert TWO in world.judged
    assert (taken(world, ONE), taken(world, TWO)) == ([], [])


def test_who_gave_it_up_is_not_first_any_more(world: World) -> None:
    provide(world)
    assess(world, ONE, ["C1", "C2", "C3"], 100)
    assess(world, ONE, ["X1", "C2", "C3"], 101, "更正.xlsx")
    assess(world, TWO, ["C1", "D2", "D3"], 102)
    assess(world, ONE, ["C1", "C2", "C3"], 103, "又更正.xlsx")
    assert (len(taken(world, ONE)), len(taken(world, TWO))) == (1, 0)


def test_repeating_a_file_takes_nothing_from_oneself(world: World) -> None:
    provide(world)
    assess(world, ONE, ["C1", "C2", "C3"], 100)
    assess(world, TWO, ["C1", "D2", "D3"], 101)
    assess(world, ONE, ["C1", "C2", "C4"], 102, "更正.xlsx")
    assert (len(taken(world, ONE)), len(taken(world, TWO))) == (0, 1)


def test_of_two_files_at_one_instant_exactly_one_has_the_number(new_world: Callable[[], World]) -> None:
    for _ in range(3):
        world = new_world()
        provide(world)
        arrivals = [
            world.store(f"assessments/{OWNERS[name]}/{name}/k.xlsx", results(name, ["C1", "C2", "C3"]), 100)
            for name in OWNERS
        ]
        ingest, now = world.ingest, world.now
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(ingest, arrivals, [now, now]))
        world.settle()
        lost = [len(taken(world, name)) for name in OWNERS]
        assert sum(lost) == 3, lost


def test_a_class_that_never_counted_holds_no_number(world: World) -> None:
    """Claimed by a file that was then refused: it came for another institution's class."""
    provide(world)
    world.upload(f"assessments/{OTHER}/{ONE}/k.xlsx", results(TWO, ["C1", "C2", "C3"]), 99)
    world.certificates.claim("ZZ-NEVER", [world.keyed("certificate C1")], ())
    assess(world, ONE, ["C1", "C2", "C3"], 100)
    assert taken(world, ONE) == []
