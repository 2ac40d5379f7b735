"""Where adapters meet workflows. Everything is made on first use, once a process."""

import random
import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.adapters.certificates import Certificates
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.clients import client
from chalicelib.adapters.evidence import Evidence
from chalicelib.adapters.footages import Footages
from chalicelib.adapters.inspections import Inspections
from chalicelib.adapters.objects import Objects
from chalicelib.adapters.people import People
from chalicelib.adapters.queues import JudgeQueue, Queue
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.rectifications import Rectifications
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.sealing import LookUpHash, Seal
from chalicelib.adapters.table import Table
from chalicelib.adapters.verdicts import Verdicts
from chalicelib.settings import LOCAL_STAGE, settings
from chalicelib.workflows.gathering import Gathering
from chalicelib.workflows.ingest import Ingest
from chalicelib.workflows.ingest_log import IngestLog
from chalicelib.workflows.judging import Judging
from chalicelib.workflows.routing import Routing
from chalicelib.workflows.uploads import Uploads

if TYPE_CHECKING:
    from chalicelib.adapters.tokens import Tokens
    from chalicelib.adapters.videos import Videos
    from chalicelib.api.services import Services
    from chalicelib.workflows.ingest_videos import IngestVideo


@cache
def table() -> Table:
    return Table(settings().table, client("dynamodb"))


@cache
def verdicts() -> Verdicts:
    return Verdicts(table())


@cache
def judge_queue() -> JudgeQueue:
    return JudgeQueue(Queue(settings().judge_queue_url, lambda: client("sqs")))


@cache
def changes_queue() -> Queue:
    return Queue(settings().changes_queue_url, lambda: client("sqs"))


@cache
def keyed() -> LookUpHash:
    return LookUpHash(settings().hmac_key, lambda: client("kms"))


@cache
def seal() -> Seal:
    return Seal(settings().data_key, lambda: client("kms"))


@cache
def ingest() -> Uploads:
    classes, receipts = Classes(table()), Receipts(table())
    objects = Objects(settings().uploads_bucket, lambda: client("s3"))
    files = Ingest(
        classes=classes,
        people=People(table()),
        certificates=Certificates(table()),
        rows=Rows(table()),
        receipts=receipts,
        objects=objects,
        seal=seal(),
        keyed=keyed(),
        pause=pause,
    )
    logs = IngestLog(
        classes=classes,
        evidence=Evidence(table()),
        receipts=receipts,
        objects=objects,
        keyed=keyed(),
        pause=pause,
    )
    return Uploads(files, logs)


@cache
def gathering() -> Gathering:
    return Gathering(
        Classes(table()),
        People(table()),
        Rows(table()),
        Evidence(table()),
        certificates=Certificates(table()),
        rectifications=Rectifications(table()),
        inspections=Inspections(table()),
        footages=Footages(table()),
    )


@cache
def ingest_video() -> "IngestVideo":
    from chalicelib.adapters import keys
    from chalicelib.policy import henan
    from chalicelib.video.judging import Viewing, judge_recording
    from chalicelib.video.yunet import layer_model
    from chalicelib.workflows.ingest_videos import IngestVideo

    model = layer_model()
    return IngestVideo(
        classes=Classes(table()),
        footages=Footages(table()),
        videos=videos(),
        receipts=Receipts(table()),
        examine=lambda fetch, size, metadata, keep: judge_recording(fetch, size, metadata, Viewing(model, keep)),
        policy=henan(),
        file_of=keys.file_of,
        pause=pause,
    )


@cache
def videos() -> "Videos":
    from chalicelib.adapters.videos import Videos

    return Videos(settings().uploads_bucket, settings().reports_bucket, lambda: client("s3"))


@cache
def judging() -> Judging:
    from chalicelib.policy import henan

    return Judging(
        classes=Classes(table()),
        verdicts=verdicts(),
        gathering=gathering(),
        policy=henan(),
        release=settings().release,
        pause=pause,
    )


@cache
def routing() -> Routing:
    return Routing(People(table()), Rows(table()), Certificates(table()), Rectifications(table()), Footages(table()))


@cache
def services() -> "Services":
    """What the API's handlers call."""
    from chalicelib.adapters.acts import Acts
    from chalicelib.adapters.listing import Listing
    from chalicelib.adapters.posting import Posting
    from chalicelib.api.services import Services
    from chalicelib.intake.layout import limit_of
    from chalicelib.policy import henan
    from chalicelib.workflows.decide import Decide
    from chalicelib.workflows.inspect import Inspect
    from chalicelib.workflows.reading import ClassReading
    from chalicelib.workflows.reading_institutions import InstitutionReading
    from chalicelib.workflows.reading_uploads import UploadReading
    from chalicelib.workflows.unmask import Unmask

    classes, evidence, listing = Classes(table()), Evidence(table()), Listing(table())
    return Services(
        stage=settings().stage,
        release=settings().release,
        authenticate=tokens().caller,
        classes=ClassReading(classes, evidence, listing),
        uploads=UploadReading(classes, Receipts(table()), listing),
        institutions=InstitutionReading(Rows(table()), listing),
        unmask=Unmask(classes, Acts(table()), seal(), pause),
        inspect=Inspect(classes, Inspections(table()), pause),
        decide=Decide(classes, evidence, Receipts(table()), pause),
        form=Posting(settings().uploads_bucket, lambda: client("s3"), limit_of).form,
        recordings=Footages(table()).current,
        still=videos().still_link,
        owner=lambda class_id: head.institution if (head := classes.head(class_id)) else None,
        policy=henan,
        now=lambda: datetime.now(UTC),
    )


@cache
def tokens() -> "Tokens":
    from chalicelib.adapters.tokens import KeySet, Tokens, fetch_json

    given = settings()
    keys = KeySet(given.issuer, fetch_json, https=given.stage != LOCAL_STAGE)
    return Tokens(given.issuer, given.audience, keys)


def pause(attempt: int) -> None:
    """Before attempt number `attempt` + 1: doubling, with jitter, at most a second."""
    time.sleep(min(1.0, 0.02 * 2**attempt) * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
