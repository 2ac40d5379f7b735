"""A recording (录像) as its own bytes show it: what PRC-02..04 are judged from."""

import datetime
from enum import StrEnum

from chalicelib.domain.model import Model


class Container(StrEnum):
    """How the file is packed."""

    MP4 = "mp4"
    MOV = "mov"
    MATROSKA = "mkv"


class StartSource(StrEnum):
    """Who says when the recording began."""

    CONTAINER = "container"
    METADATA = "metadata"
    NONE = "none"


class Fault(StrEnum):
    """What is wrong with a recording. Facts that could still be read stand beside it."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    NO_VIDEO = "no_video"
    UNSUPPORTED_CODEC = "unsupported_codec"
    UNDECODABLE = "undecodable"
    TOO_COSTLY = "too_costly"
    """Reading it further would have passed the bounds of bytes, requests or time."""
    START_DISAGREES = "start_disagrees"
    """Container and metadata name starts that lie far apart."""

    @property
    def advice(self) -> str:
        """For the uploader, Chinese: what is wrong and what to do next."""
        return _ADVICE[self]


_ADVICE = {
    Fault.EMPTY: "文件为空,请重新导出录像后上传",
    Fault.UNKNOWN_FORMAT: "不是可识别的录像文件,请导出为标准 mp4、mov 或 mkv 后重新上传",
    Fault.MALFORMED: "录像文件结构损坏,请从录像设备重新导出后上传",
    Fault.TRUNCATED: "录像文件不完整,请重新导出完整录像后上传",
    Fault.NO_VIDEO: "文件中没有画面,请上传带画面的录像",
    Fault.UNSUPPORTED_CODEC: "录像编码无法识别,请导出为 H.264 或 H.265 后重新上传",
    Fault.UNDECODABLE: "录像画面无法解码,请重新导出后上传",
    Fault.TOO_COSTLY: "录像分片过多或过大,请导出为普通 mp4 后重新上传",
    Fault.START_DISAGREES: "录像内记录的开始时间与填报的不一致,请核对录像设备时钟",
}


class Interval(Model):
    """A stretch without interruption, in seconds from the recording's start."""

    start: float
    end: float


class Headcount(Model):
    """Faces that a detector saw. It counts faces, not people: turned heads and masks are missed."""

    best: int
    """Upper quantile over the frames that were looked at."""
    frames: int
    median_face_height: float | None = None
    """Pixels in the recorded picture, of the faces in the frame that `best` rests on; None without faces."""
    confidence: float | None = None
    """Median score, 0..1, of the same faces."""
    at: float | None = None
    """Seconds from the recording's start of the frame that `best` rests on."""
    cannot_judge: bool
    """No face was seen, or faces are under the size that the detector holds: a person has to count."""


class Pictures(Model):
    """What a few frames, spread evenly, show."""

    frames: int
    """Frames that were decoded."""
    black_share: float
    """Of the frames, 0..1."""
    frozen_share: float
    """Of the pairs of neighbouring frames (not both black), 0..1: those in which nothing moved."""
    headcount: Headcount | None = None
    """None where no detector was given."""


class Recording(Model):
    """The facts of one video file. Equal bytes give equal facts."""

    container: Container | None = None
    codec: str | None = None
    width: int | None = None
    height: int | None = None
    started_at: datetime.datetime | None = None
    start_source: StartSource = StartSource.NONE
    duration: float | None = None
    """Seconds from the first to the last moment that the file claims, holes included; None where unreadable."""
    intervals: tuple[Interval, ...] = ()
    """What is really covered, ascending and apart."""
    truncated: bool = False
    fragmented: bool = False
    loop_share: float = 0.0
    """Share of the recording, 0..1, that repeats earlier footage of the same file bit by bit."""
    faults: tuple[Fault, ...] = ()
    size: int
    bytes: str
    """Digest of the size and of samples of the file: equal for the same bytes under whatever key."""
    content: str | None = None
    """Digest of the picture track's table of sample sizes: a re-muxed copy keeps it. None where it is not known."""
    frames: tuple[str, ...] = ()
    """Digests of a few encoded key frames: recordings that share one show the same footage, whatever the container."""
    pictures: Pictures | None = None
    """None where no frame could be decoded."""
    bytes_read: int
    requests: int
