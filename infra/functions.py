"""The stack, declared once: every function, its size, its queue and what it may do. All else is generated from this.

A new kind of upload is one line in chalicelib.domain.upload.UploadKind; its topic, queue, dead letters, function,
role and log group follow.
"""

from dataclasses import dataclass

from chalicelib.domain.upload import UploadKind
from infra import grants
from infra.data import KINDS
from infra.grants import Statement
from infra.naming import logical_id

STILLS = "stills/"
"""Where in the reports bucket the frames lie that headcounts rest on."""
VIDEO_LAYER = "VideoLayer"
"""Decoder, inference and face model; see infra/layer."""
STREAM_FAILURES = "stream-failures"
"""Where the event source puts the stream's records when `route_changes` itself does not run."""


@dataclass(frozen=True)
class Queue:
    """A queue that a function reads: `batch` messages at most, waiting up to `window` seconds to fill it."""

    name: str
    batch: int = 5
    window: int = 0
    attempts: int = 4
    """Deliveries before a message becomes a dead letter."""

    @property
    def id(self) -> str:
        return logical_id(f"{self.name}-queue")

    @property
    def dead_letters_id(self) -> str:
        return logical_id(f"{self.name}-dead-letters")


@dataclass(frozen=True)
class Function:
    """`name` as in app.py; `memory` in MB, `timeout` in seconds; `statements` are its role's rights."""

    name: str
    memory: int
    timeout: int
    rights: tuple[Statement, ...]
    queue: Queue | None = None
    stream: bool = False
    layers: tuple[str, ...] = ()
    """Logical ids of what it runs with besides the package."""

    @property
    def id(self) -> str:
        # Chalice has its own name for the API's function.
        return "APIHandler" if self.name == "api_handler" else logical_id(self.name)

    @property
    def role_id(self) -> str:
        return logical_id(f"{self.name}-role")

    @property
    def logs_id(self) -> str:
        return f"{self.id}Logs"

    @property
    def statements(self) -> list[Statement]:
        """The rights, and those that any function needs: its own log group, its own queue."""
        own = [grants.write_logs(self.logs_id)]
        return [*self.rights, *([grants.consume(self.queue.id)] if self.queue else []), *own]


JUDGE = Queue("judge", batch=100, window=2)  # a class that changes often in two seconds is judged once
STRAYS = Queue("strays")
CHANGES = Queue("changes")  # changes that could not be routed at once


def _ingest(kind: str) -> Function:
    if kind == UploadKind.VIDEOS:
        return _ingest_videos()
    rights = (
        *grants.read_uploads(f"{kind}/"),
        *grants.read_table(),
        grants.write_table(),
        grants.load_table(),
        grants.seal(),
        grants.look_up_people(),
    )
    return Function(f"ingest_{kind}", memory=1024, timeout=120, queue=Queue(kind), rights=rights)


def _ingest_videos() -> Function:
    """One recording at a time: what one of them costs or breaks is no other one's trouble."""
    kind = UploadKind.VIDEOS.value
    rights = (
        *grants.read_uploads(f"{kind}/"),
        grants.lock_uploads(f"{kind}/"),
        *grants.read_table(),
        grants.write_table(),
        grants.load_table(),
        *grants.write_reports(STILLS),
    )
    queue = Queue(kind, batch=1)
    return Function(f"ingest_{kind}", memory=2048, timeout=600, queue=queue, rights=rights, layers=(VIDEO_LAYER,))


API = Function(
    "api_handler",
    memory=1024,
    timeout=29,  # API Gateway waits no longer
    rights=(
        *grants.read_table(indexes=True),
        grants.write_table(),
        *grants.write_uploads(KINDS),
        *grants.read_reports(),
        grants.unseal(),
        grants.look_up_people(),
    ),
)
INGEST = tuple(_ingest(kind) for kind in KINDS)
INGEST_STRAYS = Function(
    "ingest_strays",
    memory=512,
    timeout=60,
    queue=STRAYS,
    rights=(*grants.read_uploads(), *grants.read_table(), grants.write_table()),
)
ROUTE_CHANGES = Function(
    "route_changes",
    memory=512,
    timeout=60,
    stream=True,
    rights=(
        *grants.read_stream(),
        *grants.read_table(),
        grants.send(JUDGE.id),
        grants.send(CHANGES.id),
        grants.send(logical_id(f"{STREAM_FAILURES}-queue")),
    ),
)
ROUTE_AGAIN = Function(
    "route_again",
    memory=512,
    timeout=60,
    queue=CHANGES,
    rights=(*grants.read_table(), grants.send(JUDGE.id)),
)
JUDGING = Function(
    "judge",
    memory=1024,
    timeout=120,
    queue=JUDGE,
    rights=(*grants.read_table(), grants.write_table(), grants.load_table(), grants.delete_derived()),
)
NIGHTLY = Function("nightly", memory=512, timeout=300, rights=(*grants.read_table(), grants.send(JUDGE.id)))

FUNCTIONS = (API, *INGEST, INGEST_STRAYS, ROUTE_CHANGES, ROUTE_AGAIN, JUDGING, NIGHTLY)
QUEUES = tuple((function.queue, function.timeout) for function in FUNCTIONS if function.queue)
