"""Was the course looked at (实地检查): PRC-09 and PRC-10."""

from collections.abc import Iterable

from chalicelib.domain.finding import Finding
from chalicelib.domain.inspection import Inspection, InspectionKind
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]


@rule("PRC-09", course=True)
def custody_inspected(r: Ruling) -> Findings:
    """二(四)2 对在押和强制隔离戒毒人员的培训评价监管可采取录像和实地检查相结合的方式: recordings and a visit."""
    categories = r.words("course.custody_categories")
    people = [trainee for trainee in r.trainees if trainee.category in categories]
    if not people:
        return []
    visits = [each for each in r.facts.inspections if each.date >= r.opening]
    unrecorded = sorted({session.id for session in r.sessions} - r.evidence.recorded)
    missing = [*([] if visits else ["inspections"]), *(["recordings"] if unrecorded else [])]
    if not missing:
        return []
    return [r.undetermined(missing, actual=len(visits), threshold=1, people=len(people), sessions=unrecorded)]


@rule("PRC-10", course=True)
def inspected(r: Ruling) -> Findings:
    """附件3 开班当日检查情况、培训期间检查情况: people, attendance, materials; 二(四)1: or else recorded."""
    if lacking := r.lacking("opening", "timetable"):
        return [r.undetermined(lacking)]
    first, last = (choose(session.date for session in r.sessions) for choose in (min, max))
    # 可有效监管的，不再实地抽查检查
    if _evidenced(r):
        return []
    checks = r.facts.inspections
    opening = [each for each in checks if each.kind is InspectionKind.OPENING and each.date == first]
    during = [each for each in checks if each.kind is InspectionKind.TRAINING and first <= each.date <= last]
    return [
        *(_enough(r, "开班当日", opening, r.integer("course.opening_inspections")) if r.as_of > first else ()),
        *(_enough(r, "培训期间", during, r.integer("course.training_inspections")) if r.as_of > last else ()),
    ]


def _evidenced(r: Ruling) -> bool:
    """Whether recordings and check-ins show every session."""
    sessions = {session.id for session in r.sessions}
    return sessions <= r.evidence.recorded and all(r.evidence.attendance.checked_in.get(each) for each in sessions)


def _enough(r: Ruling, when: str, checks: list[Inspection], least: int) -> Findings:
    whole = [each for each in checks if not each.blanks]
    if len(whole) >= least:
        return
    if len(checks) >= least:
        missing = sorted({label for each in checks for label in each.blanks})
        yield r.undetermined(missing, actual=len(whole), threshold=least, inspection=when)
    else:
        what = f"{when}检查登记{len(checks)}次，应不少于{least}次"
        yield r.violated(what, actual=len(checks), threshold=least, inspection=when)
