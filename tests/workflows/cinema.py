"""Video files in memory: fetched by range, locked by version, looked at by the real judge or a told one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.domain.recording import Container, Headcount, Interval, Pictures, Recording, StartSource
from chalicelib.domain.upload import ObjectGone
from chalicelib.workflows.ingest import Arrival

JPEG = b"\xff\xd8 a frame"


class Cinema:
    """What the workflow needs of the buckets. A `Recording` given by `told` spares making its file."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], tuple[bytes, dict[str, str]]] = {}
        self.locks: dict[tuple[str, str], datetime] = {}
        self.stills: dict[str, bytes] = {}
        self.fetched = 0
        self._told: dict[bytes, Recording] = {}

    def told(self, recording: Recording) -> bytes:
        """Bytes that stand for a file with these facts."""
        data = recording.model_dump_json().encode()
        self._told[data] = recording
        return data

    def store(self, key: str, data: bytes, at: datetime, metadata: Mapping[str, str]) -> Arrival:
        version = f"v{len(self.files)}"
        self.files[(key, version)] = data, dict(metadata)
        return Arrival(key=key, version_id=version, size=len(data), at=at)

    def lock(self, key: str, version_id: str, until: datetime) -> None:
        self._file(key, version_id)
        self.locks[(key, version_id)] = until

    def describe(self, key: str, version_id: str) -> tuple[int, dict[str, str]]:
        data, metadata = self._file(key, version_id)
        return len(data), metadata

    def fetch(self, key: str, version_id: str, start: int, end: int) -> bytes:
        self.fetched += end - start
        return self._file(key, version_id)[0][start:end]

    def keep_still(self, key: str, picture: bytes) -> None:
        self.stills[key] = picture

    def examine(
        self,
        fetch: Callable[[int, int], bytes],
        size: int,
        metadata: Mapping[str, str],
        keep: Callable[[bytes], None],
    ) -> Recording:
        if recording := self._told.get(fetch(0, size)) if size < 20_000 else None:
            if recording.pictures and recording.pictures.headcount:
                keep(JPEG)
            return recording
        from chalicelib.video.judging import Viewing, judge_recording

        return judge_recording(fetch, size, metadata, Viewing(keep=keep))

    def _file(self, key: str, version_id: str) -> tuple[bytes, dict[str, str]]:
        try:
            return self.files[(key, version_id)]
        except KeyError:
            raise ObjectGone from None


def recording(
    started_at: datetime | None,
    *spans: tuple[float, float],
    number: int = 0,
    heads: Headcount | None = None,
    **changed: object,
) -> Recording:
    """The facts of a sound recording of stretches in seconds; `number` tells footage apart."""
    pictures = Pictures(frames=20, black_share=0, frozen_share=0, headcount=heads)
    given = {
        "container": Container.MP4,
        "codec": "h264",
        "started_at": started_at,
        "start_source": StartSource.CONTAINER if started_at else StartSource.NONE,
        "duration": max((end for _, end in spans), default=0.0),
        "intervals": tuple(Interval(start=start, end=end) for start, end in spans),
        "size": 1000 + number,
        "bytes": f"{number:064x}",
        "content": f"{number:064d}",
        "pictures": pictures,
        "bytes_read": 100,
        "requests": 2,
    }
    return Recording.model_validate(given | changed)
