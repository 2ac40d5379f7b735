"""The events in events/, replayed through the very functions of app.py."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws

import app
from chalicelib import bootstrap, handlers
from chalicelib.adapters import clients, keys
from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.upload import UploadKind, UploadStatus
from chalicelib.settings import settings
from infra.functions import FUNCTIONS
from infra.samples import events
from infra.samples.__main__ import write_events
from infra.table import create_table

FOLDER = Path(__file__).parents[1] / "events"
CONTEXT = SimpleNamespace(aws_request_id="00000000-0000-4000-8000-000000000001", function_name="yuji-local")
CAUSE = {"class": events.CLASS, "cause": events.UPLOAD}


def replay(function: str, version: str = events.VERSION) -> Any:
    """The function's answer to its event; `version` in the place of the event's."""
    text = (FOLDER / f"{function}.json").read_text(encoding="utf-8").replace(events.VERSION, version)
    entry = app.app if function == "api_handler" else getattr(app, function)
    return entry(json.loads(text), CONTEXT)


def forget() -> None:
    """What a process keeps between two events."""
    for made in (settings, clients.client, *vars(bootstrap).values()):
        if hasattr(made, "cache_clear"):
            made.cache_clear()


class Aws:
    """The stack's services in moto."""

    def __init__(self) -> None:
        self.s3, self.sqs = boto3.client("s3"), boto3.client("sqs")
        create_table(boto3.client("dynamodb"), "yuji-local")
        where = {"LocationConstraint": events.REGION}
        self.s3.create_bucket(Bucket=events.BUCKET, CreateBucketConfiguration=where)
        self.judge_queue = self.sqs.create_queue(QueueName="judge")["QueueUrl"]

    def variables(self) -> dict[str, str]:
        kms = boto3.client("kms")
        mac = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
        return {
            "YUJI_STAGE": "local",
            "YUJI_TABLE": "yuji-local",
            "YUJI_UPLOADS_BUCKET": events.BUCKET,
            "YUJI_REPORTS_BUCKET": "reports",
            "YUJI_DATA_KEY": kms.create_key()["KeyMetadata"]["KeyId"],
            "YUJI_HMAC_KEY": mac,
            "YUJI_JUDGE_QUEUE_URL": self.judge_queue,
            "YUJI_CHANGES_QUEUE_URL": self.sqs.create_queue(QueueName="changes")["QueueUrl"],
            "YUJI_ISSUER": "http://issuer.test",
            "YUJI_AUDIENCE": "yuji-local",
            "YUJI_RELEASE": "test",
        }

    def upload(self) -> None:
        for file in events.files():
            self.s3.put_object(Bucket=events.BUCKET, Key=file.key, Body=file.data)

    def to_judge(self) -> list[dict[str, str]]:
        found = self.sqs.receive_message(QueueUrl=self.judge_queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in found]


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    for name, value in {"DEFAULT_REGION": events.REGION, "ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    with mock_aws():
        made = Aws()
        for name, value in made.variables().items():
            monkeypatch.setenv(name, value)
        forget()
        yield made
        forget()


def test_there_is_an_event_a_function_and_no_other() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {function.name for function in FUNCTIONS}


def test_the_folder_is_what_the_samples_write(tmp_path: Path) -> None:
    write_events(tmp_path)
    written, kept = (
        {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path, FOLDER)
    )
    assert kept.keys() == written.keys()
    assert [name for name in kept if kept[name] != written[name]] == []


def test_a_class_from_its_events_to_its_verdict(aws: Aws) -> None:
    aws.upload()
    for kind in (*UploadKind, "strays"):
        assert replay(f"ingest_{kind}", version="null") == {"batchItemFailures": []}
    answered = [bootstrap.ingest().files._receipts.receipt(arrival.id) for arrival in _arrivals("null")]
    found = {receipt.key: receipt.status for receipt in answered if receipt}
    assert found == {file.key: file.status for file in events.files()}
    assert list(found.values()).count(UploadStatus.REJECTED) == 1
    replay("route_changes")
    assert aws.to_judge() == [CAUSE]
    assert replay("judge") == {"batchItemFailures": []}
    head = bootstrap.ingest().files._classes.head(events.CLASS)
    assert head is not None
    assert head.status is ClassStatus.SCREENED


def _arrivals(version: str) -> Iterator[Any]:
    for name in (*(f"ingest_{kind}" for kind in UploadKind), "ingest_strays"):
        text = (FOLDER / f"{name}.json").read_text(encoding="utf-8").replace(events.VERSION, version)
        for record in json.loads(text)["Records"]:
            yield from handlers.arrivals(json.loads(record["body"]))


def test_an_object_that_is_gone_is_answered(aws: Aws) -> None:
    assert replay("ingest_rosters") == {"batchItemFailures": []}
    (receipt,) = (
        bootstrap.ingest().files._receipts.receipt(each.id) for each in _arrivals(events.VERSION) if _roster(each)
    )
    assert receipt is not None
    assert [error.code for error in receipt.errors] == ["file_gone"]


def _roster(arrival: Any) -> bool:
    return str(arrival.key).startswith("rosters/")


def test_a_change_that_was_set_aside_is_routed_again(aws: Aws) -> None:
    aws.upload()
    replay("ingest_applications", version="null")
    assert replay("route_again") == {"batchItemFailures": []}
    (message,) = aws.to_judge()
    assert message["class"] == events.CLASS


def test_the_night_sends_what_is_due(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "now", lambda: datetime(2024, 3, 17, 18, 10, tzinfo=UTC))
    due = {"pk": keys.due(date(2024, 3, 18)), "sk": f"CLASS#{events.CLASS}"}
    bootstrap.table().batch_put([due, {**due, "pk": keys.due(date(2024, 3, 19))}])
    replay("nightly")
    assert aws.to_judge() == [{"class": events.CLASS, "cause": "nightly-2024-03-18"}]


def test_the_api_answers_through_its_gateway(aws: Aws) -> None:
    answer = replay("api_handler")
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["id"] == "OPN-05"
