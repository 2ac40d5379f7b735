"""/classes/{id}/attendance and /decisions: what the check-ins amount to, and what supervisors decided."""

from fractions import Fraction
from typing import Any

from chalicelib.api.answers import DecisionAnswer, Listed
from chalicelib.api.asked import DecisionBody, PageQuery
from chalicelib.api.attended import AttendanceAnswer, AttendedSession, AttendeeAnswer, CellAnswer, OpeningDayAnswer
from chalicelib.api.invalid import field_error
from chalicelib.api.problem import Code, Problem
from chalicelib.api.route import Call, Paging
from chalicelib.domain.attendance import Attendance
from chalicelib.domain.decision import Decision
from chalicelib.domain.record import Head
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Session
from chalicelib.workflows.decide import NotNow, NotSo, Said


def get_attendance(call: Call[PageQuery, None, Head]) -> AttendanceAnswer:
    """The matrix of the current verdict, person by person; a cursor is good for that verdict only."""
    reading = call.services.classes
    head, verdict = reading.verdict(call.subject)
    paging = Paging(call, head.judged.digest if head.judged else "")
    attendance = verdict.attendance if verdict else None
    application, roster = reading.application(head), reading.roster(head)
    known = [each for each in roster.trainees if each.person in attendance.matrix] if roster and attendance else []
    end = paging.offset + call.query.limit
    shown = known[paging.offset : end] if attendance else []
    return AttendanceAnswer(
        as_of=head.judged.as_of if head.judged and attendance else None,
        sessions=tuple(_session(each, attendance) for each in (application.timetable if application else ())),
        opening_day=_opening_day(attendance),
        average=_share(attendance.average) if attendance else None,
        items=tuple(_attendee(each, attendance) for each in shown if attendance),
        next=paging.after(end if end < len(known) else None),
    )


def _session(session: Session, attendance: Attendance | None) -> AttendedSession:
    return AttendedSession(
        id=session.id,
        date=session.date,
        starts=session.starts.isoformat("minutes"),
        ends=session.ends.isoformat("minutes"),
        hours=str(session.hours),
        teaching=session.teaching,
        makes_up=session.makes_up,
        checked_in=attendance.checked_in.get(session.id, 0) if attendance else 0,
        attended=attendance.attended.get(session.id, 0) if attendance else 0,
    )


def _opening_day(attendance: Attendance | None) -> OpeningDayAnswer | None:
    if attendance is None or attendance.opening_day is None:
        return None
    day = attendance.opening_day
    return OpeningDayAnswer(date=day.date, recorded=day.recorded, present=len(day.present), excused=len(day.excused))


def _attendee(trainee: Trainee, attendance: Attendance) -> AttendeeAnswer:
    share, day = attendance.shares[trainee.person], attendance.opening_day
    return AttendeeAnswer(
        id=trainee.person,
        row=trainee.row,
        name=trainee.name,
        identity_masked=trainee.identity_masked,
        attended=str(share.attended),
        recognised=str(share.recognised),
        rate=_share(share.rate),
        on_opening_day=trainee.person in day.present | day.excused if day and day.recorded else None,
        cells={
            session: CellAnswer(**{**cell.model_dump(), "hours": str(cell.hours)})
            for session, cell in attendance.matrix[trainee.person].items()
        },
    )


def _share(exact: Fraction | None) -> float | None:
    return None if exact is None else round(float(exact), 4)


def list_decisions(call: Call[Any, None, Head]) -> Listed[DecisionAnswer]:
    """All decisions on a class, in the order of the dates on which they took effect."""
    found = call.services.classes.decisions(call.subject)
    return Listed[DecisionAnswer](items=tuple(map(_decision, found)), next=None)


def decide(call: Call[Any, DecisionBody, Head]) -> DecisionAnswer:
    """Record a decision; one that is recorded already is answered as it stands."""
    services, said = call.services, Said.model_validate(call.body.model_dump())
    try:
        decision = services.decide(call.who, call.subject.class_id, said, services.now())
    except NotSo as wrong:
        raise field_error(f"/{wrong.field}", wrong.code, wrong.message) from None
    except NotNow:
        raise Problem(Code.STATUS_CONFLICT) from None
    if decision is None:
        raise Problem(Code.NOT_FOUND)
    return _decision(decision)


def _decision(decision: Decision) -> DecisionAnswer:
    return DecisionAnswer(id=decision.id, **decision.model_dump())
