"""Where adapters meet workflows. Everything is made on first use, once a process."""

import random
import time
from functools import cache

from chalicelib.adapters.classes import Classes
from chalicelib.adapters.clients import client
from chalicelib.adapters.objects import Objects
from chalicelib.adapters.people import People
from chalicelib.adapters.queues import JudgeQueue, Queue
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.sealing import LookUpHash, Seal
from chalicelib.adapters.table import Table
from chalicelib.adapters.verdicts import Verdicts
from chalicelib.settings import settings
from chalicelib.workflows.gathering import Gathering
from chalicelib.workflows.ingest import Ingest
from chalicelib.workflows.judging import Judging
from chalicelib.workflows.routing import Routing


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
def ingest() -> Ingest:
    return Ingest(
        classes=Classes(table()),
        people=People(table()),
        rows=Rows(table()),
        receipts=Receipts(table()),
        objects=Objects(settings().uploads_bucket, lambda: client("s3")),
        seal=seal(),
        keyed=keyed(),
        pause=pause,
    )


@cache
def judging() -> Judging:
    from chalicelib.policy import henan

    classes = Classes(table())
    return Judging(
        classes=classes,
        verdicts=verdicts(),
        gathering=Gathering(classes, People(table()), Rows(table())),
        policy=henan(),
        release=settings().release,
        pause=pause,
    )


@cache
def routing() -> Routing:
    return Routing(People(table()), Rows(table()))


def pause(attempt: int) -> None:
    """Before attempt number `attempt` + 1: doubling, with jitter, at most a second."""
    time.sleep(min(1.0, 0.02 * 2**attempt) * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
