"""What each function does with its event: parse, one call, return. `app.py` declares them."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from chalicelib import bootstrap
from chalicelib.adapters import stream
from chalicelib.adapters.logs import logger
from chalicelib.domain.dates import shanghai
from chalicelib.domain.finding import FindingStatus, Verdict
from chalicelib.domain.upload import Receipt
from chalicelib.workflows.ingest import Arrival

Event = dict[str, Any]
LOOK_BACK_DAYS = 14
"""How many missed nights the nightly sweep makes good."""


def now() -> datetime:
    """The only clock of the functions."""
    return datetime.now(UTC)


def ingest(event: Event) -> Event:
    """S3 notifications (raw, by SNS) or EventBridge events, one object each, from a queue of uploads."""
    return _ingest(event, lambda arrival: bootstrap.ingest()(arrival, now()))


def ingest_videos(event: Event) -> Event:
    """As `ingest`, for recordings: by the function that has the decoder."""
    return _ingest(event, lambda arrival: bootstrap.ingest_video()(arrival, now()))


def _ingest(event: Event, answer: Callable[[Arrival], Receipt]) -> Event:
    def one(body: Event) -> None:
        for arrival in arrivals(body):
            logger().set_correlation_id(arrival.id)
            receipt = answer(arrival)
            logger().info(
                "upload answered",
                upload=receipt.id,
                key=receipt.key,
                status=str(receipt.status),
                **receipt.counts.model_dump(),
                codes=sorted({error.code for error in receipt.errors}),
            )

    return _each(event, one)


def arrivals(body: Event) -> list[Arrival]:
    """The objects that a message speaks of; none for the bucket's own test message."""
    if "detail" in body:
        thing = body["detail"]["object"]
        return [_arrival(thing["key"], thing.get("version-id", ""), thing, body["time"])]
    return [
        _arrival(unquote_plus(thing["key"]), thing.get("versionId", ""), thing, record["eventTime"])
        for record in body.get("Records", [])
        if (thing := record["s3"]["object"])
    ]


def _arrival(key: str, version_id: str, thing: Event, at: str) -> Arrival:
    sequencer = thing.get("sequencer", "")
    return Arrival(key=key, version_id=version_id, size=thing.get("size", 0), at=at, sequencer=sequencer)


def judge(event: Event) -> Event:
    """Messages `{class, cause}`; a class that stands in several of a batch is judged once."""
    judged: set[str] = set()

    def one(body: Event) -> None:
        class_id = body["class"]
        if class_id in judged:
            return
        logger().set_correlation_id(body["cause"])
        if verdict := bootstrap.judging()(class_id, now()):
            _tell(verdict)
        judged.add(class_id)

    return _each(event, one)


def _tell(verdict: Verdict) -> None:
    logger().info(
        "class judged",
        class_id=verdict.class_id,
        status=str(verdict.status),
        findings=len(verdict.findings),
        policy=verdict.policy,
    )
    for finding in verdict.findings:
        # A violated rule has reasons of its own in its evidence.
        if finding.status is FindingStatus.UNDETERMINED and (reason := finding.evidence.get("reason")):
            logger().error("rule not carried out", class_id=verdict.class_id, rule=finding.rule, reason=reason)


def route(event: Event) -> None:
    """Stream records: each change to the classes it touches. What cannot be routed goes to a queue of its own."""
    touched: dict[str, str] = {}
    for record in event["Records"]:
        try:
            if meant := stream.change(record):
                change, cause = meant
                touched |= dict.fromkeys(bootstrap.routing().touched(change), cause)
        except Exception as error:
            pk, sk = stream.keys_of(record)
            logger().exception("change not routed", pk=pk, sk=sk, error=type(error).__name__)
            bootstrap.changes_queue().send_all([{"pk": pk, "sk": sk}])
    bootstrap.judge_queue().send(touched)


def route_again(event: Event) -> Event:
    """Changes that `route` could not route: the widest meaning of the item as it stands now."""

    def one(body: Event) -> None:
        item = bootstrap.table().get(body["pk"], body["sk"])
        if meant := stream.meaning(body["pk"], body["sk"], None, item):
            change, cause = meant
            bootstrap.judge_queue().send(dict.fromkeys(bootstrap.routing().touched(change), cause))

    return _each(event, one)


def nightly() -> None:
    """Classes whose verdict the new day may change are judged again; missed nights are made good."""
    today = shanghai(now()).date()
    send_due(today)


def send_due(today: date) -> None:
    """The classes due on `today` or on one of the days before it."""
    for back in range(LOOK_BACK_DAYS, -1, -1):
        day = today - timedelta(days=back)
        classes = bootstrap.verdicts().due(day)
        logger().info("due", day=day.isoformat(), classes=len(classes))
        bootstrap.judge_queue().send(dict.fromkeys(classes, f"nightly-{day.isoformat()}"))


def _each(event: Event, one: Callable[[Event], None]) -> Event:
    """Every message of a batch; those that fail come again alone (partial batch response)."""
    failed = []
    for record in event["Records"]:
        try:
            one(json.loads(record["body"]))
        except Exception as error:
            logger().exception("message failed", message=record["messageId"], error=type(error).__name__)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
