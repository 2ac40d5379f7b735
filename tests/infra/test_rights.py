"""Each role, tried out on an emulator that checks rights: what its function needs is allowed, its neighbours' is not.

The emulator speaks plain HTTP and knows no condition keys of KMS and DynamoDB, so those conditions, and the statements
that refuse plain HTTP, are left out here; the template tests hold them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.package import Package, package
from infra.stack import LocalStack
from tests.stack import Stack, free_port

pytestmark = pytest.mark.stack
CONTEXT = {"yuji": "test"}
ANYBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole"}
    ],
}


class Loosened(Package):
    """The package, its templates without what the emulator cannot evaluate."""

    def app_template(self) -> str:
        return loosened(super().app_template())

    def data_template(self) -> str:
        return loosened(super().data_template())


def loosened(template: str) -> str:
    parsed = json.loads(template, object_hook=without_unknown_conditions)
    parsed["Resources"] = {name: body for name, body in parsed["Resources"].items() if says_something(body)}
    return json.dumps(parsed)


def without_unknown_conditions(node: dict[str, Any]) -> dict[str, Any]:
    if "Statement" in node:
        node["Statement"] = [each for each in node["Statement"] if each.get("Sid") != "TlsOnly"]
        for each in node["Statement"]:
            if any(key in json.dumps(each.get("Condition", {})) for key in ('"kms:', '"dynamodb:')):
                del each["Condition"]
    return node


def says_something(body: dict[str, Any]) -> bool:
    document = body["Properties"].get("PolicyDocument", {"Statement": [{}]})
    return bool(document["Statement"])


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    local = LocalStack(tmp_path_factory.mktemp("strict"), free_port(), rights=True)
    try:
        local.emulator.start()
        # Made here, the artifacts bucket has no policy that refuses plain HTTP.
        local.clients("s3").create_bucket(Bucket="yuji-local-artifacts-000000000000-us-east-1")
        yield Stack(local, local.up(made=Loosened(**asdict(package()))))
    finally:
        local.emulator.forget()


As = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def acting(strict: Stack) -> As:
    """(function, service) -> a client with the rights of the function's role."""

    @cache
    def client(function: str, service: str) -> Any:
        role = strict.client("lambda").get_function(FunctionName=f"yuji-local-{function}")["Configuration"]["Role"]
        name = role.rsplit("/", 1)[1]
        strict.client("iam").update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(ANYBODY))
        keys = strict.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        config = Config(s3={"addressing_style": "path"})
        return session.client(service, region_name="us-east-1", endpoint_url=strict.local.endpoint, config=config)  # type: ignore[call-overload]

    return client


def calls(stack: Stack) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Name -> service, operation, arguments."""
    said = stack.description
    table, bucket, key = said["table"], said["uploads_bucket"], said["data_key"]
    item = {"pk": {"S": "CLASS#zz-0001"}, "sk": {"S": "TEST"}}
    query = {"TableName": table, "KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": item["pk"]}}
    in_index = query | {"IndexName": "gsi1", "KeyConditionExpression": "gsi1pk = :pk"}
    data_key = {"KeyId": key, "KeySpec": "AES_256", "EncryptionContext": CONTEXT}
    sealed = stack.client("kms").generate_data_key(**data_key)["CiphertextBlob"]
    stack.client("s3").put_object(Bucket=bucket, Key="rosters/a/b/c", Body=b"x")
    stack.client("s3").put_object(Bucket=bucket, Key="registry/a/c", Body=b"x")
    stack.client("s3").put_object(Bucket=bucket, Key="videos/a/b/s/c", Body=b"x")
    lock = {"Mode": "GOVERNANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(hours=1)}
    return {
        "read roster": ("s3", "get_object", {"Bucket": bucket, "Key": "rosters/a/b/c"}),
        "read registry": ("s3", "get_object", {"Bucket": bucket, "Key": "registry/a/c"}),
        "read video": ("s3", "get_object", {"Bucket": bucket, "Key": "videos/a/b/s/c"}),
        "lock video": ("s3", "put_object_retention", {"Bucket": bucket, "Key": "videos/a/b/s/c", "Retention": lock}),
        "delete video": ("s3", "delete_object", {"Bucket": bucket, "Key": "videos/a/b/s/d"}),
        "write still": ("s3", "put_object", {"Bucket": said["reports_bucket"], "Key": "stills/a.jpg", "Body": b"x"}),
        "write report": ("s3", "put_object", {"Bucket": said["reports_bucket"], "Key": "other/a", "Body": b"x"}),
        "write roster": ("s3", "put_object", {"Bucket": bucket, "Key": "rosters/a/b/d", "Body": b"x"}),
        "write stray": ("s3", "put_object", {"Bucket": bucket, "Key": "stray", "Body": b"x"}),
        "delete roster": ("s3", "delete_object", {"Bucket": bucket, "Key": "rosters/a/b/c"}),
        "query": ("dynamodb", "query", query),
        "query index": ("dynamodb", "query", in_index),
        "put": ("dynamodb", "put_item", {"TableName": table, "Item": item}),
        "transact": (
            "dynamodb",
            "transact_write_items",
            {"TransactItems": [{"Put": {"TableName": table, "Item": item}}]},
        ),
        "load": ("dynamodb", "batch_write_item", {"RequestItems": {table: [{"PutRequest": {"Item": item}}]}}),
        "delete": ("dynamodb", "delete_item", {"TableName": table, "Key": item}),
        "seal": ("kms", "generate_data_key", data_key),
        "unseal": ("kms", "decrypt", {"KeyId": key, "CiphertextBlob": sealed, "EncryptionContext": CONTEXT}),
        "hash": (
            "kms",
            "generate_mac",
            {"KeyId": said["hmac_key"], "MacAlgorithm": "HMAC_SHA_256", "Message": b"x"},
        ),
        "send to judge": (
            "sqs",
            "send_message",
            {"QueueUrl": said["judge_queue_url"], "MessageBody": '{"class": "zz-0001", "cause": "test"}'},
        ),
    }


# Everybody seals and unseals here: table and buckets are encrypted, and the emulator cannot tell the use of a key
# through DynamoDB or S3 from a direct one. The template tests do.
MAY = {
    "ingest-rosters": {"read roster", "query", "put", "transact", "load", "seal", "hash", "unseal"},
    "ingest-videos": {"read video", "lock video", "write still", "query", "put", "transact", "load", "seal", "unseal"},
    "ingest-strays": {"read roster", "read registry", "read video", "query", "put", "transact", "seal", "unseal"},
    "route-changes": {"query", "send to judge", "seal", "unseal"},
    "route-again": {"query", "send to judge", "seal", "unseal"},
    "judge": {"query", "put", "transact", "load", "delete", "seal", "unseal"},
    "nightly": {"query", "send to judge", "seal", "unseal"},
    "api": {"write roster", "query", "query index", "put", "transact", "seal", "unseal", "hash"},
}


def is_allowed(call: Callable[..., Any], arguments: dict[str, Any]) -> bool:
    try:
        call(**arguments)
    except ClientError as error:
        if not error.response["Error"]["Code"].startswith("AccessDenied"):
            raise
        return False
    return True


@pytest.mark.parametrize("function", MAY)
def test_a_role_may_do_what_its_function_needs_and_nothing_more(strict: Stack, acting: As, function: str) -> None:
    allowed = {
        name
        for name, (service, operation, arguments) in calls(strict).items()
        if is_allowed(getattr(acting(function, service), operation), arguments)
    }
    assert allowed == MAY[function]


def test_a_file_that_is_gone_is_missing_and_not_denied(strict: Stack, acting: As) -> None:
    s3 = acting("ingest-rosters", "s3")
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=strict.description["uploads_bucket"], Key="rosters/a/b/none")
