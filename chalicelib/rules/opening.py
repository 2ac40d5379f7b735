"""May this class open (开班审批): OPN-01 to OPN-07."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from chalicelib.domain.finding import Effect, Finding, Subject, SubjectType
from chalicelib.domain.training_class import Teaching
from chalicelib.rules import online
from chalicelib.rules.display import share, shown
from chalicelib.rules.needs import FIELD_LABELS
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.timetable import hours, without
from chalicelib.rules.wording import FACT_LABELS

Findings = Iterable[Finding]


@rule("OPN-01")
def class_size(r: Ruling) -> Findings:
    """二(四)1 每班人数不超过80人: eligible trainees, exactly the maximum passes."""
    if lacking := r.lacking("opening", "roster"):
        return [r.undetermined(lacking)]
    maximum, people = r.integer("opening.class_size_max"), r.headcount
    broken = people.breaks(maximum)
    if broken is None:
        return [r.undetermined(["trainees"], actual=people.low, threshold=maximum, at_most=people.high)]
    return [r.violated(f"本班{people.low}人，超过{maximum}人", actual=people.low)] if broken else []


@rule("OPN-02")
def trainees_per_teacher(r: Ruling) -> Findings:
    """二(四)1 师生比…保持在1：20左右: teachers are people, however many courses each teaches."""
    if lacking := r.lacking("opening", "roster", "teachers"):
        return [r.undetermined(lacking)]
    teachers = {teacher.person for teacher in r.facts.application.teachers} if r.facts.application else set()
    return _ratio(r, "每名教师", len(teachers), r.integer("opening.trainees_per_teacher"), "teachers")


@rule("OPN-03")
def trainees_per_workstation(r: Ruling) -> Findings:
    """二(四)1 工位与培训学员比…1：20左右."""
    if lacking := r.lacking("opening", "roster", "workstations"):
        return [r.undetermined(lacking)]
    places = r.application.workstations or 0
    return _ratio(r, "每个工位", places, r.integer("opening.trainees_per_workstation"), "workstations")


def _ratio(r: Ruling, what: str, available: int, each: int, name: str) -> Findings:
    """左右: up to the local tolerance over the figure; the bound itself passes."""
    bound = each * (1 + Fraction(r.number("opening.ratio_tolerance")))
    people = r.headcount
    broken = people.breaks(bound * available)
    evidence: dict[str, Any] = {
        "threshold": bound,
        "actual": share(people.low, available),
        name: available,
        "trainees": people.low,
    }
    if broken is None:
        return [r.undetermined(["trainees"], at_most=people.high, **evidence)]
    return [r.violated(f"学员{people.low}人，{what}超过{shown(bound)}人", **evidence)] if broken else []


@rule("OPN-04")
def class_hour_length(r: Ruling) -> Findings:
    """二(四)1 每课时不低于40分钟: every session of the timetable, make-up sessions too."""
    if lacking := r.lacking("opening", "timetable"):
        return [r.undetermined(lacking)]
    minimum = r.integer("opening.class_hour_minutes")
    return [
        r.violated(
            f"课次{session.id}共{session.minutes}分钟计{shown(session.hours)}课时，每课时不足{minimum}分钟",
            subject=Subject(type=SubjectType.SESSION, id=session.id),
            actual=share(session.minutes, session.hours),
            minutes=session.minutes,
            hours=session.hours,
            row=session.row,
        )
        for session in r.sessions
        if session.minutes < minimum * session.hours
    ]


@rule("OPN-05")
def practice_share(r: Ruling) -> Findings:
    """二(四)1 实操培训不少于总课时的60%: by the timetable, exactly the minimum passes."""
    if lacking := r.lacking("opening", "timetable"):
        return [r.undetermined(lacking)]
    minimum = r.number("opening.practice_share_min")
    practical, total = hours(r.taught, Teaching.PRACTICE), hours(r.taught)
    if practical >= minimum * total:
        return []
    words = f"实操{shown(practical)}课时，总课时{shown(total)}，不足{shown(100 * minimum)}%"
    return [r.violated(words, actual=share(practical, total), practical_hours=practical, total_hours=total)]


@rule("OPN-06")
def online_share(r: Ruling) -> Findings:
    """三(二) 可将不超过总课时40%的理论学习部分，依托…互联网平台进行培训.

    Hours that are not recognised (INS-07, INS-08) are no class hours: they leave the total as well, lest they dilute
    the share. While the recognition of some is not decided, the share lies between leaving them out and counting them.
    """
    if lacking := r.lacking("opening", "timetable"):
        return [r.undetermined(lacking)]
    maximum = r.number("opening.online_share_max")
    counted = without(r.taught, online.unrecognised(r))
    undecided = online.undecided(r)
    sure = without(counted, {session_id for ids in undecided.values() for session_id in ids})
    distant, total = hours(sure, Teaching.ONLINE), hours(sure)
    evidence: dict[str, Any] = {"actual": share(distant, total), "online_hours": distant, "total_hours": total}
    if distant > maximum * total:
        words = f"线上{shown(distant)}课时，认可的总课时{shown(total)}，超过{shown(100 * maximum)}%"
        return [r.violated(words, threshold=maximum, **evidence)]
    if hours(counted, Teaching.ONLINE) > maximum * hours(counted):
        return [r.undetermined(sorted(undecided), threshold=maximum, **evidence)]
    return []


@rule("OPN-07")
def complete(r: Ruling) -> Findings:
    """二(四) 凡补必进，不进不补: 附件3, timetable, teachers and roster are there, and their figures agree."""
    if lacking := r.lacking("application"):
        return [r.undetermined(lacking)]
    return [*_blank(r), *_awaited(r), *_disagreeing(r)]


def _blank(r: Ruling) -> Findings:
    """The workbook came, but without these."""
    required = r.words_on_form("opening.required_fields")
    fields = [FIELD_LABELS[name] for name in required if r.lacking(name)]
    parts = [FACT_LABELS[name] for name in r.lacking("timetable", "teachers")]
    if missing := fields + parts:
        yield r.violated(f"开班申请缺少{'、'.join(missing)}", missing=missing, threshold=None)


def _awaited(r: Ruling) -> Findings:
    """The roster may come in a file of its own; without 是否补贴性培训 nobody knows that the rules apply."""
    if lacking := r.lacking("roster", "subsidised"):
        yield r.undetermined(lacking)


def _disagreeing(r: Ruling) -> Findings:
    declared, total = r.application.total_hours, hours(r.taught)
    if declared is not None and r.taught and declared != total:
        words = f"申报总课时{shown(declared)}，课程表合计{shown(total)}"
        yield r.violated(words, effect=Effect.WARN, actual=total, threshold=declared, field=FIELD_LABELS["total_hours"])
    planned, people = r.application.planned_trainees, len({trainee.person for trainee in r.trainees})
    if planned is not None and people and planned != people:
        words = f"拟培训{planned}人，人员名册{people}人"
        label = FIELD_LABELS["planned_trainees"]
        yield r.violated(words, effect=Effect.WARN, actual=people, threshold=planned, field=label)
