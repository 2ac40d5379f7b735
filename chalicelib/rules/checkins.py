"""What the check-ins say: PRC-01, PRC-06, PRC-11. PRC-07 shapes them: see `rules.attendance`."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from chalicelib.domain.attendance import Attendance, Outcome, Reason, Suspicion, SuspicionKind, Tally
from chalicelib.domain.finding import Finding
from chalicelib.domain.registry import Table
from chalicelib.domain.training_class import Session
from chalicelib.rules import online, stages
from chalicelib.rules.display import shown
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]

REJECTED = {
    Outcome.DUPLICATE: "与先前上传的记录重复",
    Outcome.FUTURE: "时间晚于上传时间",
    Outcome.FAILED: "人脸验证未通过",
    Outcome.OTHER_METHOD: "不是人脸签到",
    Outcome.UNREGISTERED_DEVICE: "设备当日未登记在本机构名下",
    Outcome.UNKNOWN_PERSON: "签到人不在名册内",
    Outcome.CLOCK_DRIFT: "疑似设备时钟不准，不在签到时段内",
    Outcome.OUTSIDE: "不在任何课次的签到时段内",
}
"""Every outcome but the accepted one, in the user's words."""
SUSPECTED = {
    SuspicionKind.SAME_SECOND: ("多人在同一秒签到", "course.same_second_people"),
    SuspicionKind.TWO_PLACES: ("同一人短时间内在两台设备签到", "course.two_places_seconds"),
    SuspicionKind.CONSTANT_INTERVAL: ("多人按相等间隔签到", "course.equal_intervals"),
    SuspicionKind.AT_ONCE: ("全体在开课后短时间内签到", "course.at_once_seconds"),
    SuspicionKind.SHARED_DEVICE: ("设备同时登记在其他机构名下", None),
    SuspicionKind.CLOCK_DRIFT: ("签到时间整体偏离课次", "course.drift_records"),
}
EXAMPLES = 5
"""Suspicions of one kind and device that a finding shows."""


@rule("PRC-01", course=True)
def check_ins_that_count(r: Ruling) -> Findings:
    """二(四)2 须通过人脸识别签到设备…记录: one warning for each upload and reason why records do not count, and one
    for each kind of suspicion and device.
    """
    if not r.facts.logs:
        return []
    if lacking := r.lacking("roster", Table.DEVICES):
        return [r.undetermined(lacking)]
    tallies = [tally for tally in r.evidence.attendance.tallies if tally.outcome in REJECTED]
    grouped = groupby(r.evidence.suspicions, key=lambda one: (one.kind, one.device or ""))
    return [_rejected(r, tally) for tally in tallies] + [_suspected(r, list(group)) for _, group in grouped]


def _rejected(r: Ruling, tally: Tally) -> Finding:
    minutes = r.integer("course.checkin_opens_minutes")
    return r.violated(
        f"一份签到记录中有{tally.count}条{REJECTED[tally.outcome]}，不予计入",
        actual=tally.count,
        threshold=minutes if tally.outcome is Outcome.OUTSIDE else None,
        outcome=str(tally.outcome),
        upload=tally.upload,
        examples=[{"device": one.device, "who": one.who, "at": one.at} for one in tally.examples],
    )


def _suspected(r: Ruling, found: list[Suspicion]) -> Finding:
    first, device = found[0], found[0].device
    words, parameter = SUSPECTED[first.kind]
    where = f"设备{device}" if device else "签到记录"
    return r.violated(
        f"{where}疑似异常：{words}，共{len(found)}处",
        actual=max(one.count for one in found),
        threshold=r.integer(parameter) if parameter else None,
        suspicion=str(first.kind),
        device=device,
        sessions=sorted({one.session for one in found if one.session}),
        found=len(found),
        examples=[_shown(one) for one in found[:EXAMPLES]],
    )


def _shown(one: Suspicion) -> object:
    """A finding never tells which other institution it is."""
    if one.kind is SuspicionKind.SHARED_DEVICE:
        return {"days": one.count}
    return dict(one.evidence)


@rule("PRC-06", each_trainee=True, course=True)
def attended_enough(r: Ruling) -> Findings:
    """二(四)2 可在结业考核前通过补课等方式完成规定课程（须全程录像），计入培训到课率: exactly the minimum passes.

    Decided once the class is taught. Hours of a day without any record may have been attended: while they would
    decide it, nothing is decided. Who was not there on the opening day is not enrolled (OPN-09).
    """
    if not stages.is_taught(r.facts, r.as_of):
        return []
    attendance, person = r.evidence.attendance, r.trainee.person
    there = attendance.opening_day
    if there and there.recorded and person not in there.present | there.excused:
        return []
    share, minimum = attendance.shares[person], r.number("course.attendance_share_min")
    doubtful = online.undecided(r)
    unknown = _unrecorded(r, attendance, person)
    possible, enough = share.attended + unknown, minimum * share.recognised
    evidence: dict[str, Any] = {"actual": share.rate, "attended": share.attended, "recognised": share.recognised}
    lacking = (*r.lacking(*((Table.DEVICES,) if r.facts.logs else ())), *doubtful)
    if lacking:
        return [r.undetermined(lacking, threshold=minimum, **evidence)]
    if share.recognised and share.attended >= enough:
        return []
    if not share.recognised or possible >= enough:
        return [r.undetermined(["checkins"], threshold=minimum, unrecorded=unknown, **evidence)]
    words = f"到课{shown(share.attended)}课时，认可{shown(share.recognised)}课时，不足{shown(100 * minimum)}%"
    return [r.violated(f"第{r.trainee.row}行学员{words}", threshold=minimum, unrecorded=unknown, **evidence)]


def _unrecorded(r: Ruling, attendance: Attendance, person: str) -> Decimal:
    """Recognised class hours of sessions on days without any record."""
    cells, unrecognised = attendance.matrix[person], online.unrecognised(r)
    return sum(
        (s.hours for s in r.taught if cells[s.id].reason is Reason.NO_RECORD and s.id not in unrecognised), Decimal(0)
    )


@rule("PRC-11", course=True)
def average_attendance(r: Ruling) -> Findings:
    """附件3 平均出勤人数: the figure stands in the class's attendance; here is only told which days it lacks."""
    if not stages.is_taught(r.facts, r.as_of) or r.lacking("roster"):
        return []
    days = {log.log.day for log in r.facts.logs if len(log.log)}
    without = [session for session in r.taught if session.date not in days and not _excused(r, session)]
    if not without:
        return []
    average = r.evidence.attendance.average
    return [r.undetermined(["checkins"], actual=average, sessions=[session.id for session in without])]


def _excused(r: Ruling, session: Session) -> bool:
    """Whether a recording stands for the check-ins of everybody (PRC-07)."""
    return any(row[session.id].reason is Reason.MAINTENANCE for row in r.evidence.attendance.matrix.values())
