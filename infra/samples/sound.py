"""Classes that may open."""

import datetime

from chalicelib.domain.region import Region
from infra.samples.checkins import checkin_csv
from infra.samples.course import Course
from infra.samples.institutions import CARER, ELECTRICIAN, EVALUATION, LUOYANG, NANYANG, PLATFORM, WELDER, ZHENGZHOU
from infra.samples.people import assessments, trainees
from infra.samples.sample import RosterForm, SampleClass
from infra.samples.surveys import answers

MARCH = datetime.date(2024, 3, 4)
VOUCHERS = [f"HN2024{n:08}" for n in range(1, 21)]
"""Of the trainees of ZZ-2024-001, in order."""
FIRST = 1
"""The first trainee of ZZ-2024-001."""


def whole() -> SampleClass:
    """The one class whose every form there is."""
    roster = [{**row, "培训券编号": number} for row, number in zip(trainees(20, FIRST), VOUCHERS, strict=True)]
    passed = {"考核日期": datetime.date(2024, 3, 22), "评价机构统一社会信用代码": EVALUATION.code}
    course = Course(ZHENGZHOU, ELECTRICIAN, MARCH, 3001)
    days = [row["日期"] for row in course.timetable()]
    return SampleClass(
        id="ZZ-2024-001",
        institution=ZHENGZHOU,
        story="材料齐全，已考核",
        **course.forms(),
        roster=roster,
        log=checkin_csv([row["身份证号"] for row in roster], days, device=f"FACE-{ZHENGZHOU.region}-01"),
        survey=answers(18, 1, days[-1] + datetime.timedelta(days=1)),
        assessments=assessments(20, FIRST, **passed),
    )


def full() -> SampleClass:
    """Every bound reached and none passed: 80 people, 60 % practice, 40 % of the hours on line."""
    course = Course(LUOYANG, WELDER, datetime.date(2024, 3, 11), 3011, people=80, staff=4, online=4)
    return SampleClass(
        id="LY-2024-001",
        institution=LUOYANG,
        story="80人、实操60%、线上40%，都恰好在线上",
        **course.forms(线上平台代码=PLATFORM.code),
        roster=trainees(80, 101),
        roster_form=RosterForm.SHEET,
    )


def from_wps() -> SampleClass:
    return SampleClass(
        id="NY-2024-001",
        institution=NANYANG,
        story="WPS 另存的名册（GB 18030，制表符）",
        **Course(NANYANG, CARER, datetime.date(2024, 3, 18), 3021, people=30, staff=2).forms(),
        roster=trainees(30, 201),
        roster_form=RosterForm.WPS,
    )


def approved_elsewhere() -> SampleClass:
    return SampleClass(
        id="XY-2024-001",
        institution=ZHENGZHOU,
        story="跨区域开班，已经批准",
        **Course(ZHENGZHOU, ELECTRICIAN, datetime.date(2024, 4, 8), 3031).forms(实施地区=Region.XINYANG.label),
        roster=trainees(20, 301),
    )


def sound() -> list[SampleClass]:
    return [whole(), full(), from_wps(), approved_elsewhere()]
