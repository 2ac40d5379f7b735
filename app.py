"""Every function of Yuji is declared here; queues and rights are in infra/functions.py, routes in chalicelib.api."""

from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, DynamoDBEvent, SQSEvent

from chalicelib import handlers
from chalicelib.api import install
from chalicelib.domain.upload import UploadKind

app = Chalice(app_name="yuji", configure_logs=False)  # our own logger scrubs; Chalice's would not
install(app)


def ingest(kind: str) -> Callable[[SQSEvent], dict[str, Any]]:
    """The function that reads the uploads of one kind. Chalice finds it by its name in this module."""

    take_in = handlers.ingest_videos if kind == UploadKind.VIDEOS else handlers.ingest

    def handler(event: SQSEvent) -> dict[str, Any]:
        return take_in(event.to_dict())

    handler.__name__ = f"ingest_{kind}"
    return handler


for queue in (*(kind.value for kind in UploadKind), "strays"):
    globals()[f"ingest_{queue}"] = app.on_sqs_message(queue=queue, name=f"ingest_{queue}")(ingest(queue))


# Chalice wants an ARN here; the merged template puts the table's stream in its place.
@app.on_dynamodb_record(stream_arn="the-table-stream")
def route_changes(event: DynamoDBEvent) -> None:
    return handlers.route(event.to_dict())


@app.on_sqs_message(queue="changes")
def route_again(event: SQSEvent) -> dict[str, Any]:
    return handlers.route_again(event.to_dict())


@app.on_sqs_message(queue="judge")
def judge(event: SQSEvent) -> dict[str, Any]:
    return handlers.judge(event.to_dict())


@app.schedule("cron(10 18 * * ? *)")  # 02:10 in Henan
def nightly(_event: CloudWatchEvent) -> None:
    return handlers.nightly()
