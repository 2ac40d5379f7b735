"""What a supervisor decides about a class: a fact with actor, time and reason, like any other."""

import datetime
import hashlib
from enum import StrEnum

from chalicelib.domain.model import Model


class Action(StrEnum):
    """What is decided, and what `subject` then names."""

    APPROVE = "approve"
    """The class may open."""
    CANCEL = "cancel"
    """The class loses its subsidy from the date on."""
    RETRAIN = "retrain"
    """After a failed survey: taught again, with new sessions and a new survey."""
    RECTIFIED = "rectified"
    """The institution's rectification that this class began is over."""
    WITHDRAW_LOG = "withdraw_log"
    """A check-in log (upload) no longer counts."""
    ACCEPT_RECORDING = "accept_recording"
    """A recording (upload), or all of a session's, stands although a machine doubts it."""
    REJECT_RECORDING = "reject_recording"
    CONFIRM_HEADCOUNT = "confirm_headcount"
    """The shortfall that a machine saw in a session's recording is one."""


WITH_SUBJECT = frozenset(
    {Action.WITHDRAW_LOG, Action.ACCEPT_RECORDING, Action.REJECT_RECORDING, Action.CONFIRM_HEADCOUNT}
)
"""Decisions about a session or an upload; the others are about the class as a whole."""


class Decision(Model):
    """`date` is when it took effect, `at` when it was recorded, `actor` the `sub` of who decided."""

    action: Action
    subject: str | None = None
    """The id of a session or an upload."""
    date: datetime.date
    reason: str
    actor: str
    at: datetime.datetime

    @property
    def id(self) -> str:
        """The same for the same decision of the same person on the same date, however often it is sent."""
        said = f"{self.action}\n{self.subject or ''}\n{self.date}\n{self.actor}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def order(self) -> tuple[datetime.date, datetime.datetime, str]:
        """Sorts decisions: of two on one date the one recorded later is the later one."""
        return self.date, self.at, self.id
