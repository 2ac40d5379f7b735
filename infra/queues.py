"""Queues: each with its dead letters, encrypted, reached over TLS only, written to by one named sender."""

from typing import Any

from infra.data import topic_id
from infra.functions import STRAYS, STREAM_FAILURES, Queue
from infra.naming import logical_id

Template = dict[str, Any]
FOURTEEN_DAYS = 1_209_600
STRAYS_RULE = "StraysRule"
STREAM_FAILURES_ID = logical_id(f"{STREAM_FAILURES}-queue")


def queue_resources(queue: Queue, timeout: int) -> Template:
    """The queue, its dead letters and their policy. `timeout` is the reading function's, in seconds."""
    return {
        queue.id: _queue(
            queue.name,
            # AWS's advice for a queue that a function reads: a batch is retried within one visibility timeout.
            VisibilityTimeout=6 * timeout + queue.window,
            RedrivePolicy={
                "deadLetterTargetArn": {"Fn::GetAtt": [queue.dead_letters_id, "Arn"]},
                "maxReceiveCount": queue.attempts,
            },
        ),
        queue.dead_letters_id: _queue(f"{queue.name}-dead-letters"),
        f"{queue.dead_letters_id}Policy": queue_policy(queue.dead_letters_id),
        **alarm(queue.dead_letters_id),
    }


def stream_failures() -> Template:
    """Where the stream's event source puts what it gave up on: dead letters already, so they have none of their own."""
    return {
        STREAM_FAILURES_ID: _queue(STREAM_FAILURES),
        f"{STREAM_FAILURES_ID}Policy": queue_policy(STREAM_FAILURES_ID),
        **alarm(STREAM_FAILURES_ID),
    }


def subscription(kind: str, queue: Queue) -> Template:
    """Files of a kind into its queue, as S3 wrote them (raw), sent by that kind's topic and nobody else."""
    topic = {"Ref": topic_id(kind)}
    return {
        f"{queue.id}Policy": queue_policy(queue.id, ("sns.amazonaws.com", topic)),
        f"{queue.id}Subscription": {
            "Type": "AWS::SNS::Subscription",
            "DependsOn": f"{queue.id}Policy",
            "Properties": {
                "TopicArn": topic,
                "Protocol": "sqs",
                "Endpoint": {"Fn::GetAtt": [queue.id, "Arn"]},
                "RawMessageDelivery": True,
            },
        },
    }


def strays(kinds: tuple[str, ...]) -> Template:
    """Keys outside the layout. S3's own filters cannot say "none of these", EventBridge can."""
    pattern = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": {"name": [{"Ref": "UploadsBucket"}]},
            "object": {"key": [{"anything-but": {"prefix": [f"{kind}/" for kind in kinds]}}]},
        },
    }
    target = {"Id": "strays", "Arn": {"Fn::GetAtt": [STRAYS.id, "Arn"]}}
    return {
        STRAYS_RULE: {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": pattern, "Targets": [target]}},
        f"{STRAYS.id}Policy": queue_policy(STRAYS.id, ("events.amazonaws.com", {"Fn::GetAtt": [STRAYS_RULE, "Arn"]})),
    }


def queue_policy(queue_id: str, sender: tuple[str, Template] | None = None) -> Template:
    """TLS only; and `sender`, a service and the ARN it must act for, may send. Roles of this account need no policy."""
    arn = {"Fn::GetAtt": [queue_id, "Arn"]}
    statements: list[Template] = [
        {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sqs:*",
            "Resource": arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ]
    if sender:
        service, source = sender
        statements.append(
            {
                "Sid": "Send",
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": source}},
            }
        )
    document = {"Version": "2012-10-17", "Statement": statements}
    return {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": queue_id}], "PolicyDocument": document}}


def alarm(queue_id: str) -> Template:
    """Raised while a dead letter waits. Who is told is the operator's choice (docs/operations.md)."""
    properties = {
        "AlarmDescription": f"{queue_id}: messages nobody could handle; read them, mend the cause, redrive",
        "Namespace": "AWS/SQS",
        "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{"Name": "QueueName", "Value": {"Fn::GetAtt": [queue_id, "QueueName"]}}],
        "Statistic": "Maximum",
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": 0,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
    }
    return {f"{queue_id}Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}}


def _queue(name: str, **properties: Any) -> Template:
    named = {"QueueName": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}}
    kept = {"MessageRetentionPeriod": FOURTEEN_DAYS, "SqsManagedSseEnabled": True}
    return {"Type": "AWS::SQS::Queue", "Properties": named | kept | properties}
