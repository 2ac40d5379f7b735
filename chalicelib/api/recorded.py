"""What the API answers of recordings."""

import datetime

from pydantic import ConfigDict, Field

from chalicelib.api.answers import Moment
from chalicelib.domain.footage import Standing
from chalicelib.domain.model import Model
from chalicelib.domain.recording import Container, Headcount, StartSource


class Remark(Model):
    """A fault of the file, or a doubt that a person has to settle: a stable code, and what it means in Chinese."""

    code: str
    message: str


class Between(Model):
    """A stretch of time."""

    start: Moment
    end: Moment


class Frame(Model):
    """A link to the JPEG that the headcount rests on, good until `expires`."""

    url: str
    expires: Moment


class CopyAnswer(Model):
    """The same footage, offered elsewhere; null where that class is out of the caller's reach."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    class_id: str | None = Field(alias="class")
    session: str | None
    upload: str | None


class RecordingAnswer(Model):
    """A recording. `id` is its upload's. Shares are 0..1, `duration` seconds.

    `standing` and `covers` are null until the class is judged with it; `covers` is what it shows of its session.
    """

    id: str
    session: str
    session_known: bool | None
    key: str
    camera: str | None
    device: str | None
    uploaded_at: Moment
    size: int
    container: Container | None
    codec: str | None
    width: int | None
    height: int | None
    started_at: datetime.datetime | None
    start_source: StartSource
    duration: float | None
    truncated: bool
    black_share: float | None
    frozen_share: float | None
    loop_share: float
    headcount: Headcount | None
    faults: tuple[Remark, ...]
    standing: Standing | None
    doubts: tuple[Remark, ...]
    covers: tuple[Between, ...] | None
    copies: tuple[CopyAnswer, ...]
    frame: Frame | None
