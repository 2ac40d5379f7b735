"""Classes that may not open, wait, or lose their subsidy."""

import datetime

from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.region import Region
from infra.samples import builders
from infra.samples.course import Course
from infra.samples.institutions import CARER, ELECTRICIAN, LUOYANG, NANYANG, SHANGQIU, XINYANG, ZHENGZHOU
from infra.samples.people import trainees
from infra.samples.sample import SampleClass

MARCH, APRIL = datetime.date(2024, 3, 4), datetime.date(2024, 4, 8)
APPRENTICES = {
    "培训类型": "企业新型学徒制培训",
    "拟培训方式": "委托培训",
    "委托单位": "洛阳示例机械厂",
    "委托单位统一社会信用代码": builders.credit_code(8200, "91410300"),
}
AT_WORK = {"人员类别": "企业职工", "岗位职业编码": "6-31-01-03", "所在单位": "洛阳示例机械厂"}


def too_little_practice() -> SampleClass:
    return SampleClass(
        id="ZZ-2024-002",
        institution=ZHENGZHOU,
        story="实操只占50%",
        **Course(ZHENGZHOU, ELECTRICIAN, MARCH, 3101, practical=5).forms(),
        roster=trainees(20, 401),
        status=ClassStatus.REJECTED,
        violated={"OPN-05": 1},
    )


def too_many_people() -> SampleClass:
    return SampleClass(
        id="ZZ-2024-003",
        institution=ZHENGZHOU,
        story="81人",
        **Course(ZHENGZHOU, ELECTRICIAN, MARCH, 3111, people=81, staff=4).forms(),
        roster=trainees(81, 501),
        status=ClassStatus.REJECTED,
        violated={"OPN-01": 1},
    )


def blacklisted_before() -> SampleClass:
    return SampleClass(
        id="XY-2024-002",
        institution=XINYANG,
        story="机构开班前已列入黑名单",
        **Course(XINYANG, ELECTRICIAN, datetime.date(2024, 3, 11), 3121).forms(),
        roster=trainees(20, 601),
        status=ClassStatus.REJECTED,
        violated={"INS-02": 1},
    )


def blacklisted_after() -> SampleClass:
    return SampleClass(
        id="SQ-2024-001",
        institution=SHANGQIU,
        story="机构开班后被查出问题",
        **Course(SHANGQIU, ELECTRICIAN, MARCH, 3131).forms(),
        roster=trainees(20, 701),
        status=ClassStatus.CANCELLED,
        violated={"INS-02": 1},
    )


def out_of_region() -> SampleClass:
    return SampleClass(
        id="LY-2024-002",
        institution=ZHENGZHOU,
        story="跨区域开班，未经批准",
        **Course(ZHENGZHOU, ELECTRICIAN, APRIL, 3141).forms(实施地区=Region.LUOYANG.label),
        roster=trainees(20, 801),
        status=ClassStatus.REJECTED,
        violated={"INS-04": 1},
    )


def without_roster() -> SampleClass:
    return SampleClass(
        id="NY-2024-002",
        institution=NANYANG,
        story="名册还没有交",
        **Course(NANYANG, CARER, APRIL, 3151).forms(),
        status=ClassStatus.SCREENING,
        undetermined={"OPN-01": 1, "OPN-02": 1, "OPN-03": 1, "OPN-07": 1},
    )


def apprentices(number: int, day: int, status: ClassStatus, violated: dict[str, int]) -> SampleClass:
    """60 apprentices of one enterprise; the second such class passes its cap of 100."""
    course = Course(LUOYANG, ELECTRICIAN, datetime.date(2024, 4, day), 3150 + 10 * number, people=60, staff=3)
    return SampleClass(
        id=f"LY-2024-01{number}",
        institution=LUOYANG,
        story=f"同一企业的学徒，第{number}班60人",
        **course.forms(**APPRENTICES),
        roster=trainees(60, 800 + 100 * number, **AT_WORK),
        status=status,
        violated=violated,
    )


def refused() -> list[SampleClass]:
    return [
        too_little_practice(),
        too_many_people(),
        blacklisted_before(),
        blacklisted_after(),
        out_of_region(),
        without_roster(),
        apprentices(1, 8, ClassStatus.SCREENED, {}),
        apprentices(2, 15, ClassStatus.REJECTED, {"INS-06": 1}),
    ]
