"""Who is enrolled once the class has opened: OPN-09."""

from collections.abc import Iterable

from chalicelib.domain.finding import Finding, Subject, SubjectType
from chalicelib.domain.registry import Table
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.stages import opening_day

Findings = Iterable[Finding]


@rule("OPN-09", course=True)
def present_on_opening_day(r: Ruling) -> Findings:
    """二(四)1 开班人数以当天实到培训人数为准: who has no accepted check-in that day is not enrolled.

    While the day lasts nobody is absent yet. OPN-01 to OPN-03 count those who are left.
    """
    day = opening_day(r.facts)
    if day is None or r.as_of < day:
        return []
    if lacking := r.lacking("roster"):
        return [r.undetermined(lacking, opening=day)]
    there = r.evidence.attendance.opening_day
    if there is None:
        return [r.undetermined(["timetable"], opening=day)]
    missing = [line for line in r.trainees if line.person not in there.present | there.excused]
    lacking = (*(() if there.recorded else ("checkins",)), *(r.lacking(Table.DEVICES) if r.facts.logs else ()))
    if missing and lacking:
        return [r.undetermined(lacking, opening=day)]
    subjects = [(line.row, Subject(type=SubjectType.TRAINEE, id=line.person)) for line in missing]
    if r.as_of == day:
        return [r.undetermined(["checkins"], subject=subject, row=row, opening=day) for row, subject in subjects]
    return [
        r.violated(f"第{row}行学员开班当日（{day}）无有效签到", subject=subject, row=row, threshold=None, opening=day)
        for row, subject in subjects
    ]
