"""One event a function, as AWS sends it, about the sample's class ZZ-2024-001."""

import json
from typing import Any
from urllib.parse import quote_plus

from chalicelib.adapters.classes import head_item
from chalicelib.adapters.codec import to_item
from chalicelib.domain.facts import FactKind
from chalicelib.domain.record import Head, Pointer
from chalicelib.domain.region import Region
from chalicelib.domain.upload import UploadKind
from infra.samples import month, tables
from infra.samples.institutions import ZHENGZHOU
from infra.samples.sample import SampleFile

Event = dict[str, Any]
CLASS, BUCKET, REGION, ACCOUNT = "ZZ-2024-001", "yuji-local-uploads", "cn-north-1", "123456789012"
VERSION = "c2FtcGxlLXZlcnNpb24tMDAwMDE"
"""The object version that every event names; whoever replays one puts the version of his own upload there."""
UPLOAD = "5f2b8c3e9a7d4416b0c1d2e3f4a5b6c7"
AT = "2024-03-01T01:30:00.000Z"
JUDGED = ("directory", "blacklist", "approvals", "devices")
"""The tables that a class is judged by."""


def files() -> tuple[SampleFile, ...]:
    """The files that the events speak of: all of the class, and the tables it is judged by."""
    judged = (file for file in tables.files() if file.key.split("/")[1] in JUDGED)
    stray = (file for file in month.files() if file.stray)
    return (*month.files_of(CLASS), *judged, *stray)


def events() -> dict[str, Event]:
    """Function → event."""
    by_kind = {kind: [file for file in files() if file.key.startswith(f"{kind}/")] for kind in UploadKind}
    (stray,) = (file for file in files() if file.stray)
    return {
        **{f"ingest_{kind}": queued(str(kind), *map(notification, found)) for kind, found in by_kind.items()},
        "ingest_strays": queued("strays", object_created(stray)),
        "route_changes": {"Records": [stream_record()]},
        "route_again": queued("changes", {"pk": f"CLASS#{CLASS}", "sk": "HEAD"}),
        "judge": queued("judge", {"class": CLASS, "cause": UPLOAD}),
        "nightly": schedule(),
        "api_handler": proxy("/policy/rules/{rule_id}", {"rule_id": "OPN-05"}),
    }


def queued(queue: str, *bodies: Event) -> Event:
    """Messages of an SQS queue."""
    return {"Records": [_message(queue, n, body) for n, body in enumerate(bodies, start=1)]}


def _message(queue: str, number: int, body: Event) -> Event:
    return {
        "messageId": f"00000000-0000-4000-8000-{number:012}",
        "receiptHandle": f"handle-{number}",
        "body": json.dumps(body, ensure_ascii=False),
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1709256600000"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws-cn:sqs:{REGION}:{ACCOUNT}:yuji-local-{queue}",
        "awsRegion": REGION,
    }


def notification(file: SampleFile) -> Event:
    """What the bucket says of a new object, raw, through its topic. The key is URL-encoded."""
    thing = {"key": quote_plus(file.key, safe="/"), "size": len(file.data), "versionId": VERSION, "sequencer": "0066"}
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": REGION,
                "eventTime": AT,
                "eventName": "ObjectCreated:Put",
                "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": BUCKET}, "object": thing},
            }
        ]
    }


def object_created(file: SampleFile) -> Event:
    """The same through EventBridge, with other names and the key as it is."""
    thing = {"key": file.key, "size": len(file.data), "version-id": VERSION, "sequencer": "0066"}
    return {
        "version": "0",
        "id": "00000000-0000-4000-8000-000000000001",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": ACCOUNT,
        "time": AT,
        "region": REGION,
        "detail": {"version": "0", "bucket": {"name": BUCKET}, "object": thing, "reason": "PutObject"},
    }


def stream_record() -> Event:
    """The class's head, new, as the table's stream tells of it."""
    pointer = Pointer(upload=UPLOAD, order=f"{AT}#0066#{UPLOAD}", sha256="0" * 64, chunks=1)
    facts = {FactKind.APPLICATION: pointer}
    head = Head(class_id=CLASS, institution=ZHENGZHOU.code, region=Region.ZHENGZHOU, facts=facts, cause=UPLOAD)
    item = to_item(head_item(head))
    changed = {"Keys": {name: item[name] for name in ("pk", "sk")}, "NewImage": item, "SequenceNumber": "100"}
    return {
        "eventID": "1",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {**changed, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        "eventSourceARN": f"arn:aws-cn:dynamodb:{REGION}:{ACCOUNT}:table/yuji-local/stream/2024-03-01T00:00:00.000",
    }


def schedule() -> Event:
    """02:10 in Henan."""
    return {
        "version": "0",
        "id": "00000000-0000-4000-8000-000000000001",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": "2024-03-17T18:10:00Z",
        "region": REGION,
        "resources": [f"arn:aws-cn:events:{REGION}:{ACCOUNT}:rule/yuji-local-nightly"],
        "detail": {},
    }


def proxy(resource: str, parameters: dict[str, str]) -> Event:
    """A GET through API Gateway."""
    path = resource.format(**parameters)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": "GET",
        "headers": {"Accept": "application/json"},
        "multiValueHeaders": {"Accept": ["application/json"]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": parameters,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": resource,
            "httpMethod": "GET",
            "path": f"/api{path}",
            "stage": "api",
            "requestId": "00000000-0000-4000-8000-000000000001",
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": None,
        "isBase64Encoded": False,
    }
