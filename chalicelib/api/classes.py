"""/classes: lists, one class, and what was derived of it."""

from typing import Any

from chalicelib.api.answers import (
    ApplicationAnswer,
    ClassDetail,
    ClassSummary,
    FindingPage,
    LedgerAnswer,
    Listed,
    People,
    RuleCounts,
    Stamps,
    TraineeAnswer,
    UnmaskAnswer,
)
from chalicelib.api.asked import ClassQuery, FindingQuery, PageQuery, UnmaskBody
from chalicelib.api.outcomes import assessment, satisfaction
from chalicelib.api.problem import Code, Problem
from chalicelib.api.route import Call, Paging
from chalicelib.domain.facts import ApplicationFacts
from chalicelib.domain.finding import Finding
from chalicelib.domain.record import Head
from chalicelib.domain.trainee import Trainee
from chalicelib.workflows.reading import ClassFilter

_NOT_SHOWN = {"account_hash", "institution_name", "institution", "opening", "trade", "occupation", "region"}


def list_classes(call: Call[ClassQuery, None, None]) -> Listed[ClassSummary]:
    """Classes within reach."""
    query, paging = call.query, Paging(call)
    asked = ClassFilter.model_validate(query.model_dump(exclude={"limit", "cursor"}))
    page = call.services.classes.page(call.who, asked, paging.start, query.limit)
    items = tuple(ClassSummary.model_validate(_summary(head)) for head in page.items)
    return Listed[ClassSummary](items=items, next=paging.next(page.next))


def get_class(call: Call[Any, None, Head]) -> ClassDetail:
    """One class."""
    head, classes = call.subject, call.services.classes
    return ClassDetail(
        **_summary(head),
        cancelled_on=head.judged.cancelled_on if head.judged else None,
        uploads={kind: pointer.upload for kind, pointer in head.facts.items()},
        stamps=_stamps(head),
        application=_application(classes.application(head)),
        satisfaction=satisfaction(classes.survey(head), head, call.services.policy()),
        assessment=assessment(classes.assessment(head)),
    )


def list_findings(call: Call[FindingQuery, None, Head]) -> FindingPage:
    """The findings of the current verdict; a cursor is good for that verdict only."""
    head, verdict = call.services.classes.verdict(call.subject)
    query, paging = call.query, Paging(call, head.judged.digest if head.judged else "")
    found = [each for each in (verdict.findings if verdict else ()) if _asked_for(query, each)]
    start, end = paging.offset, paging.offset + query.limit
    next_page = paging.after(end if end < len(found) else None)
    return FindingPage(items=tuple(found[start:end]), next=next_page, stamps=_stamps(head))


def _asked_for(query: FindingQuery, finding: Finding) -> bool:
    found = {
        "rule": finding.rule,
        "status": finding.status,
        "effect": finding.effect,
        "subject": finding.subject.id,
    }
    return all(getattr(query, name) in (None, value) for name, value in found.items())


def list_roster(call: Call[PageQuery, None, Head]) -> Listed[TraineeAnswer]:
    """The trainees with their standing, numbers masked; empty before a roster came."""
    head, verdict = call.services.classes.verdict(call.subject)
    roster = call.services.classes.roster(head)
    paging = Paging(call, ",".join(pointer.upload for pointer in head.facts.values()))
    trainees = roster.trainees if roster else ()
    standings = verdict.standings if verdict else {}
    end = paging.offset + call.query.limit
    items = tuple(_trainee(each, standings) for each in trainees[paging.offset : end])
    return Listed[TraineeAnswer](items=items, next=paging.after(end if end < len(trainees) else None))


def list_ledger(call: Call[PageQuery, None, Head]) -> Listed[LedgerAnswer]:
    """The class's ledger from its first entry on."""
    paging = Paging(call)
    entries, after = call.services.classes.ledger(call.subject.class_id, paging.offset, call.query.limit)
    items = tuple(LedgerAnswer.model_validate(entry.model_dump()) for entry in entries)
    return Listed[LedgerAnswer](items=items, next=paging.after(after))


def unmask(call: Call[Any, UnmaskBody, Head]) -> UnmaskAnswer:
    """The full numbers of one subject, once the ledger has who asked and why."""
    services, body = call.services, call.body
    shown = services.unmask(call.who, call.subject.class_id, body.subject, body.reason, services.now())
    if shown is None:
        raise Problem(Code.NOT_FOUND)
    return UnmaskAnswer(**shown.model_dump(exclude={"entry"}), ledger_seq=shown.entry)


def _summary(head: Head) -> dict[str, Any]:
    judged = head.judged
    return {
        "id": head.class_id,
        "institution": head.institution,
        "institution_name": head.institution_name,
        "region": head.region,
        "region_name": head.region.label if head.region else None,
        "status": head.status,
        "opening": head.opening,
        "trade": head.trade,
        "occupation": head.occupation,
        "trainees": People(eligible=judged.eligible, undetermined=judged.waiting, excluded=judged.excluded)
        if judged
        else People(),
        "findings": RuleCounts(violated=judged.violated, undetermined=judged.undetermined) if judged else RuleCounts(),
        "judged_as_of": judged.as_of if judged else None,
    }


def _stamps(head: Head) -> Stamps | None:
    if head.judged is None:
        return None
    return Stamps.model_validate(head.judged.model_dump(include=set(Stamps.model_fields)))


def _application(facts: ApplicationFacts | None) -> ApplicationAnswer | None:
    if facts is None:
        return None
    form = facts.application.model_dump(mode="json", exclude=_NOT_SHOWN)
    return ApplicationAnswer(**form, sessions=len(facts.timetable), teachers=len(facts.teachers))


def _trainee(trainee: Trainee, standings: dict[str, Any]) -> TraineeAnswer:
    return TraineeAnswer(
        id=trainee.person,
        row=trainee.row,
        name=trainee.name,
        identity_masked=trainee.identity_masked,
        phone_masked=trainee.phone_masked,
        category=trainee.category or trainee.category_text,
        employer=trainee.employer_name,
        standing=standings.get(trainee.person),
    )
