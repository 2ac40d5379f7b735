"""A recording as an institution offered it for a session, and the same footage offered again."""

import datetime
from enum import StrEnum

from chalicelib.domain.model import Model
from chalicelib.domain.recording import Recording


class Offer(Model):
    """Footage offered for a session, as others may find it by its digests."""

    class_id: str
    institution: str
    session: str
    upload: str
    file: str
    """Digest of the object key: an offer counts while its upload is current there."""


class Footage(Model):
    """One recording of one session. Everything but `copies` is a fact of its upload and never changes."""

    upload: str
    session: str
    """课次编号, as the object's key says it."""
    key: str
    """The object's key, its identity-number-like parts masked."""
    camera: str | None = None
    device: str | None = None
    """设备编号 of the recorder, where the object's metadata name one."""
    uploaded_at: datetime.datetime
    recording: Recording
    still: str | None = None
    """Where the frame lies that the headcount rests on."""
    copies: tuple[Offer, ...] = ()
    """The same footage, currently offered for another session or by another class."""


class FootagePointer(Model):
    """The upload that is current under one object key; see `record.Pointer` for `order`."""

    file: str
    upload: str
    order: str
    said: str
    """Digest of the footage's facts: equal ones change nothing."""
    chunks: int


class Doubt(StrEnum):
    """Why a recording counts only once a person has accepted it."""

    BLACK = "black"
    FROZEN = "frozen"
    LOOPED = "looped"
    UNSEEN = "unseen"
    """No picture of it could be decoded."""
    COPIED = "copied"
    """The same footage is offered for another session or by another class."""
    SELF_MADE = "self_made"
    """Its device is no video device of the institution, and no maintenance window excuses that (PRC-07)."""

    @property
    def label(self) -> str:
        """Chinese, as a finding says it."""
        return _LABELS[self]


_LABELS = {
    Doubt.BLACK: "画面黑屏",
    Doubt.FROZEN: "画面静止",
    Doubt.LOOPED: "画面循环重复",
    Doubt.UNSEEN: "画面无法解码",
    Doubt.COPIED: "同一录像用于其他课次或班级",
    Doubt.SELF_MADE: "录制设备未登记在本机构名下",
}


class Standing(StrEnum):
    """Where a recording stands."""

    COUNTS = "counts"
    WAITS = "waits"
    """A person has to accept or reject it."""
    REJECTED = "rejected"


class Covered(Model):
    """A stretch of a session, both moments in Asia/Shanghai."""

    start: datetime.datetime
    end: datetime.datetime


class Seen(Model):
    """What becomes of a recording when its class is judged."""

    standing: Standing
    doubts: tuple[Doubt, ...] = ()
    covers: tuple[Covered, ...] = ()
    """What it shows of its session, whether it counts or not."""
    session_known: bool = True
    """False where the timetable has no such session."""
