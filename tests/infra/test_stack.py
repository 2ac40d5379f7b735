"""The deployed stack: uploads reach their queue, the API answers, functions see only what was packaged."""

import io
import json
import time
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from chalicelib.domain.upload import UploadKind
from infra.issuer import AUDIENCE
from infra.stack import LocalStack, description_file
from tests.stack import Stack, free_port

pytestmark = pytest.mark.stack


@pytest.fixture
def still(stack: Stack) -> Iterator[None]:
    """Nobody reads the queues, so that a test can."""
    functions = stack.client("lambda")
    sources = [each["UUID"] for each in functions.list_event_source_mappings()["EventSourceMappings"]]
    for source in sources:
        functions.update_event_source_mapping(UUID=source, Enabled=False)
    time.sleep(0.5)
    yield
    for source in sources:
        functions.update_event_source_mapping(UUID=source, Enabled=True)


def taken(stack: Stack, queue: str, wait: int) -> list[dict[str, Any]]:
    """All messages of a queue: until none has come for `wait` seconds."""
    sqs, bodies = stack.client("sqs"), []
    url = sqs.get_queue_url(QueueName=f"yuji-local-{queue}")["QueueUrl"]
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": wait}
    while messages := sqs.receive_message(**asked).get("Messages"):
        for message in messages:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def put(stack: Stack, key: str) -> str:
    """Upload a file; its version."""
    bucket = stack.description["uploads_bucket"]
    return str(stack.client("s3").put_object(Bucket=bucket, Key=key, Body=b"x")["VersionId"])


def test_each_upload_reaches_the_queue_of_its_kind_once_with_version_and_milliseconds(
    stack: Stack, still: None
) -> None:
    versions = {kind: put(stack, f"{kind}/91410100MA45EXA1X7/zz-0001/文件 1.csv") for kind in UploadKind}
    for kind, version in versions.items():
        (message,) = taken(stack, kind.value, wait=1)
        (record,) = message["Records"]
        assert record["s3"]["object"]["versionId"] == version
        assert record["s3"]["object"]["key"].startswith(f"{kind}/91410100MA45EXA1X7/zz-0001/%E6")
        assert record["eventTime"][19] == "."
    assert taken(stack, "strays", wait=1) == []


def test_keys_outside_the_layout_are_strays_once_and_nothing_else(stack: Stack, still: None) -> None:
    keys = ["readme", "other/x y+名.bin", "rosters-old/1.csv", "Rosters/1.csv"]
    for key in keys:
        put(stack, key)
    assert Counter(message["detail"]["object"]["key"] for message in taken(stack, "strays", wait=1)) == Counter(keys)
    assert [message for kind in UploadKind for message in taken(stack, kind.value, wait=1)] == []


def test_the_api_answers(stack: Stack) -> None:
    status, body = stack.call("GET", "/health")
    assert (status, body["status"]) == (200, "ok")


def test_the_issuer_is_discovered_as_any_other(stack: Stack) -> None:
    with urllib.request.urlopen(f"{stack.description['issuer']}/.well-known/openid-configuration") as response:
        discovery = json.load(response)
    key = jwt.PyJWKClient(discovery["jwks_uri"]).get_signing_key_from_jwt(token := stack.token("province"))
    claims = jwt.decode(token, key, algorithms=["ES256"], audience=AUDIENCE, issuer=discovery["issuer"])
    assert claims["role"] == "province"


def test_expiry_is_on_although_the_emulator_s_cloudformation_drops_it(stack: Stack) -> None:
    described = stack.client("dynamodb").describe_time_to_live(TableName=stack.description["table"])
    assert described["TimeToLiveDescription"] == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_the_queues_keep_their_dead_letters(stack: Stack) -> None:
    sqs = stack.client("sqs")
    url = sqs.get_queue_url(QueueName="yuji-local-rosters")["QueueUrl"]
    redrive = json.loads(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["RedrivePolicy"])
    assert redrive["deadLetterTargetArn"].endswith(":yuji-local-rosters-dead-letters")


def test_a_library_that_was_not_packaged_is_missing(stack: Stack) -> None:
    """A function without our package cannot import pydantic, though everything here could."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("alone.py", "import pydantic\n\ndef handler(event, context):\n    return 'found'\n")
    functions = stack.client("lambda")
    role = functions.get_function(FunctionName="yuji-local-judge")["Configuration"]["Role"]
    functions.create_function(
        FunctionName="alone",
        Runtime="python3.11",
        Handler="alone.handler",
        Role=role,
        Code={"ZipFile": code.getvalue()},
    )
    answer = functions.invoke(FunctionName="alone")
    functions.delete_function(FunctionName="alone")
    assert answer["FunctionError"]
    assert b"pydantic" in answer["Payload"].read()


def test_a_second_up_changes_nothing(stack: Stack) -> None:
    before = stack.client("cloudformation").describe_stacks()["Stacks"]
    assert stack.local.up() == stack.description
    after = stack.client("cloudformation").describe_stacks()["Stacks"]
    assert [each.get("LastUpdatedTime") for each in after] == [each.get("LastUpdatedTime") for each in before]


def test_two_stacks_do_not_disturb_each_other_and_a_stopped_one_comes_back(stack: Stack, tmp_path: Any) -> None:
    other = Stack(local := LocalStack(tmp_path, free_port()), local.up())
    try:
        put(other, "readme-other")
        local.down()
        assert local.emulator.pid() is None
        assert stack.call("GET", "/health")[0] == 200
        local.up()
        bucket = other.description["uploads_bucket"]
        assert other.client("s3").get_object(Bucket=bucket, Key="readme-other")["Body"].read() == b"x"
        assert other.call("GET", "/health")[0] == 200
        assert json.loads(description_file(tmp_path).read_text()) == other.description
        with pytest.raises(stack.client("s3").exceptions.NoSuchKey):
            stack.client("s3").get_object(Bucket=stack.description["uploads_bucket"], Key="readme-other")
    finally:
        local.emulator.forget()
    assert not local.emulator.home.exists()
