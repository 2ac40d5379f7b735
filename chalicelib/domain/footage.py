"""A recording as an institution offered it for a session, and the same footage offered again."""

import datetime

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
