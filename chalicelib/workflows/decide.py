"""A supervisor decides: the decision becomes a fact of the class, with its entry in the ledger."""

import datetime
from collections.abc import Callable

from chalicelib.domain.caller import Caller
from chalicelib.domain.dates import shanghai
from chalicelib.domain.decision import WITH_SUBJECT, Action, Decision
from chalicelib.domain.facts import ApplicationFacts, FactKind
from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.ledger import LedgerEntry, append
from chalicelib.domain.model import Model
from chalicelib.domain.personal import scrub
from chalicelib.domain.record import Conflict, Head
from chalicelib.domain.upload import UploadKind
from chalicelib.workflows.ports import Classes, Evidence, Receipts

ATTEMPTS = 12
_BEFORE = frozenset({ClassStatus.SCREENING, ClassStatus.SCREENED})
_RUNNING = frozenset({ClassStatus.TRAINING, ClassStatus.TAUGHT, ClassStatus.SUSPENDED, ClassStatus.ASSESSED})
_OVER = frozenset({ClassStatus.CLAIMED, ClassStatus.PAID})
POSSIBLE: dict[Action, frozenset[ClassStatus]] = {
    Action.APPROVE: frozenset({ClassStatus.SCREENED}),
    Action.CANCEL: _BEFORE | {ClassStatus.APPROVED} | _RUNNING,
    Action.RETRAIN: frozenset({ClassStatus.SUSPENDED}),
    Action.RECTIFIED: _RUNNING | {ClassStatus.CANCELLED},
    Action.WITHDRAW_LOG: frozenset(ClassStatus) - _OVER,
    Action.ACCEPT_RECORDING: _RUNNING | {ClassStatus.CANCELLED},
    Action.REJECT_RECORDING: _RUNNING | {ClassStatus.CANCELLED},
    Action.CONFIRM_HEADCOUNT: _RUNNING | {ClassStatus.CANCELLED},
}
"""The statuses in which a decision makes sense."""


class Said(Model):
    """What somebody asks to be recorded; `date` None is today."""

    action: Action
    subject: str | None = None
    date: datetime.date | None = None
    reason: str


class NotNow(Exception):
    """The class's status leaves no room for the decision."""


class NotSo(Exception):
    """`field` of what was said cannot be; `message` (Chinese) says what to do."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(code)
        self.field, self.code, self.message = field, code, message


class Decide:
    """The use case. The same decision of the same person on the same date is recorded once, and answered alike."""

    def __init__(self, classes: Classes, evidence: Evidence, receipts: Receipts, pause: Callable[[int], None]) -> None:
        self._classes, self._evidence, self._receipts, self._pause = classes, evidence, receipts, pause

    def __call__(self, caller: Caller, class_id: str, said: Said, now: datetime.datetime) -> Decision | None:
        """The decision as recorded; None where the class is out of reach.

        Raises NotSo, NotNow, and Conflict when the class keeps moving.
        """
        decision = _decision(caller, said, now)
        for attempt in range(ATTEMPTS):
            head = self._classes.head(class_id)
            if head is None or not caller.sees(head.institution, head.region):
                return None
            if recorded := self._evidence.decision(class_id, decision.id):
                return recorded
            if head.status not in POSSIBLE[said.action]:
                raise NotNow(head.status)
            self._check_subject(head, decision)
            try:
                self._record(head, caller, decision, now)
                return decision
            except Conflict:
                self._pause(attempt)
        raise Conflict(["ClassMoves"])

    def _check_subject(self, head: Head, decision: Decision) -> None:
        subject = decision.subject
        if subject is None:
            return
        if decision.action is Action.WITHDRAW_LOG:
            known = any(subject == each.upload for each in self._evidence.pointers(head.class_id, UploadKind.CHECKINS))
        else:
            known = subject in self._sessions(head) or self._is_upload_of(head, subject)
        if not known:
            raise NotSo("subject", "subject_unknown", "本班没有此编号，请核对课次编号或上传编号后重新提交。")

    def _sessions(self, head: Head) -> set[str]:
        pointers = dict(each for each in head.facts.items() if each[0] is FactKind.APPLICATION)
        facts = self._classes.facts(head.class_id, pointers).get(FactKind.APPLICATION)
        return {session.id for session in facts.timetable} if isinstance(facts, ApplicationFacts) else set()

    def _is_upload_of(self, head: Head, subject: str) -> bool:
        receipt = self._receipts.receipt(subject)
        return receipt is not None and receipt.class_id == head.class_id

    def _record(self, head: Head, caller: Caller, decision: Decision, now: datetime.datetime) -> None:
        entry = _entry(head, caller, decision, now)
        update = {
            "rev": head.rev + 1,
            "evidence": head.evidence + 1,
            "tip": head.tip.model_copy(update={"seq": entry.seq, "hash": entry.hash}),
            "cause": decision.id,
        }
        self._evidence.decide(head, head.model_copy(update=update), decision, (entry,))


def _decision(caller: Caller, said: Said, now: datetime.datetime) -> Decision:
    today = shanghai(now).date()
    day = said.date or today
    if day > today:
        raise NotSo("date", "date_in_future", "日期不能晚于今天，请改正后重新提交。")
    if (said.action in WITH_SUBJECT) is not (said.subject is not None):
        wanted = "请填写课次编号或上传编号。" if said.action in WITH_SUBJECT else "此决定针对全班，请删去此项。"
        raise NotSo("subject", "subject", wanted)
    return Decision(
        action=said.action,
        subject=said.subject,
        date=day,
        reason=scrub(said.reason),
        actor=caller.sub,
        at=shanghai(now),
    )


def _entry(head: Head, caller: Caller, decision: Decision, now: datetime.datetime) -> LedgerEntry:
    return append(
        head.tip,
        chain=f"CLASS#{head.class_id}",
        at=shanghai(now).isoformat(timespec="milliseconds"),
        actor=caller.sub,
        event="decided",
        data={
            "role": str(caller.role),
            "decision": decision.id,
            "action": str(decision.action),
            "subject": decision.subject,
            "date": decision.date.isoformat(),
            "reason": decision.reason,
        },
    )
