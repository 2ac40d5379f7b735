"""Every function of the stack is declared here; its memory, its queue and its rights are in infra/functions.py."""

from collections.abc import Callable

from chalice.app import Chalice, CloudWatchEvent, DynamoDBEvent, SQSEvent

from chalicelib.domain.upload import UploadKind

app = Chalice(app_name="yuji")

Batch = dict[str, list[dict[str, str]]]


@app.route("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


def ingest(kind: UploadKind) -> Callable[[SQSEvent], Batch]:
    """The function that reads the uploads of one kind. Chalice finds it by its name in this module."""

    def handler(_event: SQSEvent) -> Batch:
        return {"batchItemFailures": []}

    handler.__name__ = f"ingest_{kind}"
    return handler


for kind in UploadKind:
    globals()[f"ingest_{kind}"] = app.on_sqs_message(queue=kind.value, name=f"ingest_{kind}")(ingest(kind))


@app.on_sqs_message(queue="strays")
def ingest_strays(_event: SQSEvent) -> Batch:
    return {"batchItemFailures": []}


# Chalice wants an ARN here; the merged template puts the table's stream in its place.
@app.on_dynamodb_record(stream_arn="the-table-stream")
def route_changes(_event: DynamoDBEvent) -> Batch:
    return {"batchItemFailures": []}


@app.on_sqs_message(queue="changes")
def route_again(_event: SQSEvent) -> Batch:
    return {"batchItemFailures": []}


@app.on_sqs_message(queue="judge")
def judge(_event: SQSEvent) -> Batch:
    return {"batchItemFailures": []}


@app.schedule("cron(10 18 * * ? *)")  # 02:10 in Henan
def nightly(_event: CloudWatchEvent) -> None:
    return None
