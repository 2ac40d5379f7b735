"""Classes that may open, but not with everybody, not with every hour, and not as they were filled in."""

import datetime
from typing import Any

from infra.samples.course import Course
from infra.samples.institutions import CARER, ELECTRICIAN, NANYANG, OTHER_PLATFORM, WELDER, ZHENGZHOU
from infra.samples.people import Rows, changed, identity, trainees
from infra.samples.sample import SampleClass
from infra.samples.sound import FIRST

UNWILLING: dict[str, Any] = {"是否有就业意愿": False}
FROM_ANOTHER_TRADE: dict[str, Any] = {"人员类别": "企业职工", "岗位职业编码": CARER.code}
AT_SCHOOL: dict[str, Any] = {
    "人员类别": "在校生",
    "是否在校": True,
    "学校类型": "中等职业学校",
    "毕业年度": 2024,
}


def not_for_everybody() -> SampleClass:
    people = changed(trainees(20, 1101), {3: UNWILLING, 8: FROM_ANOTHER_TRADE, 13: AT_SCHOOL, 14: AT_SCHOOL})
    return SampleClass(
        id="ZZ-2024-004",
        institution=ZHENGZHOU,
        story="有人无就业意愿、岗位不符、在校",
        **Course(ZHENGZHOU, ELECTRICIAN, datetime.date(2024, 3, 11), 3201).forms(),
        roster=people,
        violated={"TRN-02": 1, "TRN-04": 1, "TRN-06": 2},
    )


def again_too_soon() -> SampleClass:
    """Six people of ZZ-2024-001, which was assessed on 22 March: 22 April is their first day."""
    return SampleClass(
        id="ZZ-2024-005",
        institution=ZHENGZHOU,
        story="6人上次考核不足一个月",
        **Course(ZHENGZHOU, WELDER, datetime.date(2024, 4, 19), 3211).forms(),
        roster=[*trainees(6, FIRST), *trainees(14, 1201)],
        violated={"TRN-03": 6},
    )


def hours_not_recognised() -> SampleClass:
    course = Course(ZHENGZHOU, WELDER, datetime.date(2024, 5, 6), 3221, online=3)
    return SampleClass(
        id="ZZ-2024-006",
        institution=ZHENGZHOU,
        story="线上平台未接入监管，课程未报审",
        **course.forms(线上平台代码=OTHER_PLATFORM.code),
        roster=trainees(20, 1301),
        violated={"INS-07": 1, "INS-08": 1},
    )


def badly_filled_in() -> SampleClass:
    """Two people and one session less than declared, and one number with a wrong check digit."""
    course = Course(NANYANG, CARER, datetime.date(2024, 5, 13), 3231)
    forms = course.forms()
    return SampleClass(
        id="NY-2024-003",
        institution=NANYANG,
        story="表里有错：号码、日期、电话",
        **forms | {"timetable": changed(forms["timetable"], {3: {"日期": "2024-05-32"}})},
        roster=_bad_rows(),
        application_codes=frozenset({"date"}),
        roster_codes=frozenset({"identity_as_number", "identity_unreadable", "phone"}),
        violated={"TRN-01": 1, "OPN-07": 2},
    )


def _bad_rows() -> Rows:
    return changed(
        trainees(20, 1401),
        {
            5: {"身份证号": float(identity(1405)[:17]) * 10},  # typed in as a number: its last digits are gone
            6: {"身份证号": identity(1406)[:15]},
            7: {"身份证号": _wrong_check_digit(identity(1407))},
            8: {"联系电话": "同上"},
        },
    )


def _wrong_check_digit(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2")


def doubtful() -> list[SampleClass]:
    return [not_for_everybody(), again_too_soon(), hours_not_recognised(), badly_filled_in()]
