"""A failed survey: suspended, the institution in rectification, trained anew or cancelled."""

import datetime

from chalicelib.domain.decision import Action
from chalicelib.domain.finding import ClassStatus, FindingStatus
from tests import builders
from tests.workflows.course import CLASS, INSTITUTION, LAST, PEOPLE, decide, files, film, key, of_rule, on, opened
from tests.workflows.world import World

ONE_DAY = datetime.timedelta(days=1)
SURVEYED = LAST + ONE_DAY
RECTIFIED = datetime.date(2024, 4, 16)
"""SURVEYED is 16 March."""
NEXT = "ZZ-2024-002"
CHECKIN = "签到.csv"


def survey(
    world: World, satisfied: int, dissatisfied: int = 0, *, day: datetime.date = SURVEYED, at: int = 500
) -> None:
    data = builders.survey_workbook(builders.answers(satisfied, dissatisfied, day))
    world.upload(key(f"调查{day}-{satisfied}.xlsx", "surveys"), data, at)


def taught(world: World) -> None:
    """The class is taught and everybody was there; `at` 0 is a morning in June, after everything below."""
    opened(world)
    days = [row["日期"] for row in builders.sessions()]
    world.upload(key(CHECKIN), builders.checkin_csv(range(1, PEOPLE + 1), days), 100)


def open_next(world: World, opening: datetime.date) -> None:
    items = builders.application_items(INSTITUTION, 拟开班时间=opening)
    book = builders.application_workbook(
        items, builders.sessions(first=opening), builders.teachers(), builders.trainees(20, 301)
    )
    world.upload(key("下一班.xlsx", "applications", NEXT), book, 600)


def status(world: World) -> ClassStatus:
    return world.head(CLASS).status


def test_exactly_the_minimum_passes_and_one_less_suspends(world: World) -> None:
    taught(world)
    assert status(world) is ClassStatus.TAUGHT
    survey(world, 17, 3)
    assert (status(world), of_rule(world, "PRC-08")) == (ClassStatus.TAUGHT, [])
    survey(world, 16, 4, at=501)
    (finding,) = of_rule(world, "PRC-08")
    assert (status(world), finding.effect, finding.evidence["actual"]) == (ClassStatus.SUSPENDED, "suspend", 0.8)
    survey(world, 20, at=502)  # a corrected file replaces the earlier one
    assert (status(world), of_rule(world, "PRC-08")) == (ClassStatus.TAUGHT, [])


def test_the_institution_opens_no_class_until_it_is_rectified(world: World) -> None:
    taught(world)
    open_next(world, RECTIFIED)
    assert world.head(NEXT).status is ClassStatus.SCREENED
    world.judged.clear()
    survey(world, 10, 10)
    assert NEXT in world.judged
    (finding,) = of_rule(world, "INS-09", NEXT)
    assert (finding.status, finding.evidence["since"]) == (FindingStatus.VIOLATED, SURVEYED.isoformat())
    assert world.head(NEXT).status is ClassStatus.REJECTED
    assert of_rule(world, "INS-09") == []  # the class itself opened long before
    world.now = on(RECTIFIED - ONE_DAY)
    decide(world, Action.RECTIFIED)
    assert len(of_rule(world, "INS-09", NEXT)) == 1  # a day before the month was over
    world.now = on(RECTIFIED)
    decide(world, Action.RECTIFIED)
    assert of_rule(world, "INS-09", NEXT) == []
    assert world.head(NEXT).status is ClassStatus.SCREENED


def test_a_corrected_survey_takes_the_rectification_back(world: World) -> None:
    taught(world)
    open_next(world, RECTIFIED)
    survey(world, 10, 10)
    assert world.head(NEXT).status is ClassStatus.REJECTED
    survey(world, 20, at=501)
    assert world.head(NEXT).status is ClassStatus.SCREENED


def test_suspended_retrained_surveyed_and_assessed(world: World) -> None:
    taught(world)
    film(world)  # else it is cancelled before the rectification is over
    survey(world, 10, 10)
    world.now = on(datetime.date(2024, 3, 20))
    decide(world, Action.RETRAIN)
    assert status(world) is ClassStatus.SUSPENDED  # the rectification lasts
    world.now = on(RECTIFIED)
    decide(world, Action.RECTIFIED)
    assert status(world) is ClassStatus.TRAINING  # waits for new sessions
    again = builders.sessions(first=datetime.date(2024, 4, 17))
    anew = [{**row, "课次编号": f"R{n:02}"} for n, row in enumerate(again, start=1)]
    book = builders.application_workbook(
        builders.application_items(INSTITUTION, 总课时=80), [*builders.sessions(), *anew], builders.teachers()
    )
    world.upload(key("申请.xlsx", "applications"), book, 700)
    assert status(world) is ClassStatus.TRAINING
    over = anew[-1]["日期"] + ONE_DAY
    world.now = on(over)
    world.judge(CLASS, world.now)
    world.settle()
    assert status(world) is ClassStatus.TAUGHT
    (missing,) = of_rule(world, "PRC-08")
    assert missing.evidence["missing"] == ["survey"]
    survey(world, 20, day=over, at=800)
    assert of_rule(world, "PRC-08") == []
    results = builders.assessments(PEOPLE, 考核日期=over + ONE_DAY)
    world.now = on(over + ONE_DAY)
    world.upload(key("考核.xlsx", "assessments"), builders.assessment_workbook(results), 900)
    assert status(world) is ClassStatus.ASSESSED
    assert of_rule(world, "ASM-04") == []
    passed = [entry.data["to"] for entry in world.ledger(CLASS) if entry.event == "status"]
    assert passed[-4:] == ["suspended", "training", "taught", "assessed"]


def test_an_assessment_while_suspended_blocks(world: World) -> None:
    taught(world)
    survey(world, 10, 10)
    results = builders.assessments(PEOPLE, 考核日期=SURVEYED)
    world.upload(key("考核.xlsx", "assessments"), builders.assessment_workbook(results), 900)
    (finding,) = of_rule(world, "ASM-04")
    assert (finding.effect, finding.evidence["objection"]) == ("block_payment", "suspended")
    assert status(world) is ClassStatus.SUSPENDED


def test_suspended_and_cancelled(world: World) -> None:
    taught(world)
    survey(world, 10, 10)
    decide(world, Action.CANCEL)
    assert status(world) is ClassStatus.CANCELLED


def test_surveys_of_two_rounds_in_any_order_of_events(world: World) -> None:
    """The failed one is read late, after the one that came to the bucket after it."""
    taught(world)
    survey(world, 10, 10)
    world.now = on(RECTIFIED)
    decide(world, Action.RETRAIN, date=datetime.date(2024, 3, 20))
    decide(world, Action.RECTIFIED)
    survey(world, 20, day=RECTIFIED + ONE_DAY, at=800)
    before = world.verdict(CLASS).rectifications
    survey(world, 9, 11, at=700)
    assert world.verdict(CLASS).rectifications == before
    assert [each.since for each in before] == [SURVEYED]
    assert len(world.head(CLASS).surveys) == 3


def test_opinions_stand_nowhere_in_full(world: World) -> None:
    for name, data in files().items():
        world.upload(name, data)
    rows = [{**row, "意见": "老师电话13812345678"} for row in builders.answers(3)]
    world.upload(key("调查.xlsx", "surveys"), builders.survey_workbook(rows), 500)
    (facts,) = world.classes.surveys(CLASS, world.head(CLASS).surveys)
    assert {answer.opinion for answer in facts.answers} == {"老师电话138****5678"}
