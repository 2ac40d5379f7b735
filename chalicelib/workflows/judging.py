"""A class is judged: gather its facts, derive the verdict, write it if nothing moved meanwhile."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from chalicelib.domain.dates import shanghai
from chalicelib.domain.facts import AssessmentFacts, ClassFacts
from chalicelib.domain.finding import ClassStatus, FindingStatus, Standing, Verdict
from chalicelib.domain.ledger import LedgerEntry, Tip, append
from chalicelib.domain.record import ApprenticeCount, Conflict, Head, Holds, Judged, Shared
from chalicelib.domain.training_class import TrainingType
from chalicelib.policy import Policy
from chalicelib.rules.apprenticeship import enterprise_of
from chalicelib.rules.judge import judge
from chalicelib.workflows.gathering import Gathering
from chalicelib.workflows.ports import Classes, Verdicts

ATTEMPTS = 8


class Judging:
    """The use case. Running it again without a change writes nothing."""

    def __init__(
        self,
        *,
        classes: Classes,
        verdicts: Verdicts,
        gathering: Gathering,
        policy: Policy,
        release: str,
        pause: Callable[[int], None],
    ) -> None:
        self._classes, self._verdicts, self._gathering = classes, verdicts, gathering
        self._policy, self._release, self._pause = policy, release, pause

    def __call__(self, class_id: str, now: datetime) -> Verdict | None:
        """The class's verdict as of `now`'s day in Shanghai; None for a class nobody has heard of."""
        for attempt in range(ATTEMPTS):
            head = self._classes.head(class_id)
            if head is None:
                return None
            facts, reads = self._gathering(head)
            verdict = judge(facts, self._policy, shanghai(now).date(), release=self._release)
            holds, counts = what_others_see(facts, verdict)
            shared = also_shared(facts, verdict)
            after, entries = next_head(head, verdict, reads, digest(verdict, holds, counts, shared), now)
            if after is None:
                return verdict
            try:
                self._verdicts.commit(head, after, verdict, entries, holds, counts, shared)
                return verdict
            except Conflict:
                self._pause(attempt)
        raise Conflict(["the head of the class kept moving"])


def digest(verdict: Verdict, holds: Holds, counts: ApprenticeCount | None, shared: Shared) -> str:
    """Names all that a commit would write, the day of judging aside."""
    parts = [verdict.model_copy(update={"as_of": verdict.as_of.min}), holds, *([counts] if counts else []), shared]
    return hashlib.sha256("\n".join(part.model_dump_json() for part in parts).encode()).hexdigest()


def what_others_see(facts: ClassFacts, verdict: Verdict) -> tuple[Holds, ApprenticeCount | None]:
    """What the class tells other classes: about its people, and about its number of apprentices."""
    form = facts.application.application if facts.application else None
    opening = form.opening if form else None
    rejected = verdict.status is ClassStatus.REJECTED
    holds = Holds(
        opening=opening,
        subsidised=not (form and form.subsidised is False),
        assessed_on=_assessed_on(facts.assessment),
        people={p: s is Standing.EXCLUDED for p, s in sorted(verdict.standings.items())},
        absent=verdict.absent,
        rejected=rejected,
        cancelled_on=verdict.cancelled_on,
    )
    if form is None or opening is None or form.type is not TrainingType.APPRENTICESHIP:
        return holds, None
    counts = ApprenticeCount(
        opening=opening,
        enterprise=enterprise_of(facts.institution, form),
        occupation=form.occupation,
        people=verdict.enrolled,
        rejected=rejected,
        cancelled_on=verdict.cancelled_on,
    )
    return holds, counts


def also_shared(facts: ClassFacts, verdict: Verdict) -> Shared:
    """What the class tells others of its certificates and of its failed surveys."""
    numbers = facts.assessment.certificates if facts.assessment else ()
    return Shared(certificates=numbers, rectifications=verdict.rectifications)


def _assessed_on(assessment: AssessmentFacts | None) -> date | None:
    """The day the class's assessment ended; None while it has none."""
    return max((each.date for each in assessment.assessments), default=None) if assessment else None


def next_head(
    head: Head, verdict: Verdict, reads: tuple[str, ...], said: str, now: datetime
) -> tuple[Head | None, list[LedgerEntry]]:
    """The head after the verdict, and the ledger entry of a changed status; no head where nothing changed."""
    if head.judged and head.judged.digest == said and head.reads == reads:
        return None, []
    entries, tip = [], head.tip
    if verdict.status is not head.status:
        entry = append(
            head.tip,
            chain=f"CLASS#{head.class_id}",
            at=shanghai(now).isoformat(timespec="milliseconds"),
            actor="judge",
            event="status",
            data={
                "from": str(head.status),
                "to": str(verdict.status),
                "cause": head.cause,
                "policy": verdict.policy,
                "registry": dict(verdict.registry),
                "release": verdict.release,
                "verdict": said,
            },
        )
        entries, tip = [entry], Tip(seq=entry.seq, hash=entry.hash)
    judged = _stamps(verdict, said)
    update = {"rev": head.rev + 1, "status": verdict.status, "reads": reads, "judged": judged, "tip": tip}
    return head.model_copy(update=update), entries


def _stamps(verdict: Verdict, said: str) -> Judged:
    standings = list(verdict.standings.values())
    return Judged(
        digest=said,
        policy=verdict.policy,
        registry=verdict.registry,
        release=verdict.release,
        as_of=verdict.as_of,
        look_again=verdict.look_again,
        cancelled_on=verdict.cancelled_on,
        violated=_by_rule(verdict, FindingStatus.VIOLATED),
        undetermined=_by_rule(verdict, FindingStatus.UNDETERMINED),
        eligible=standings.count(Standing.ELIGIBLE),
        excluded=standings.count(Standing.EXCLUDED),
        waiting=standings.count(Standing.UNDETERMINED),
    )


def _by_rule(verdict: Verdict, status: FindingStatus) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in verdict.findings:
        if finding.status is status:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return counts
