"""The data stack's template: infra/data.yaml and, for each kind of upload, a topic that tells of its files.

A topic a kind, filtered by S3 itself, instead of one topic that subscriptions filter by message body: S3 refuses
overlapping prefixes, so no upload can be announced twice, and the local emulator cannot look into `Records` of a body.
Notifications and not EventBridge: they carry milliseconds, which decide which of two uploads came last.
"""

from pathlib import Path
from typing import Any

import yaml

from chalicelib.domain.upload import UploadKind
from infra.naming import logical_id

Template = dict[str, Any]
SOURCE = Path(__file__).with_name("data.yaml")
KINDS = tuple(kind.value for kind in UploadKind)


def topic_id(kind: str) -> str:
    """The topic of a kind: its resource, its output, and the app stack's parameter."""
    return logical_id(f"{kind}_topic")


def data_template(kinds: tuple[str, ...] = KINDS) -> Template:
    """The whole template, ready for CloudFormation."""
    template: Template = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    resources, outputs = template["Resources"], template["Outputs"]
    for kind in kinds:
        resources[topic_id(kind)] = _topic()
        resources[f"{topic_id(kind)}Policy"] = _topic_policy(kind)
        outputs[topic_id(kind)] = {"Value": {"Ref": topic_id(kind)}}
    bucket = resources["UploadsBucket"]
    # S3 tries the notification out when it is set: the topics must let it in first.
    bucket["DependsOn"] = [f"{topic_id(kind)}Policy" for kind in kinds]
    bucket["Properties"]["NotificationConfiguration"]["TopicConfigurations"] = [_notification(kind) for kind in kinds]
    return template


def _retained(resource_type: str, properties: Template) -> Template:
    return {
        "Type": resource_type,
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def _topic() -> Template:
    return _retained("AWS::SNS::Topic", {"KmsMasterKeyId": {"Fn::GetAtt": ["DataKey", "Arn"]}})


def _topic_policy(kind: str) -> Template:
    topic = {"Ref": topic_id(kind)}
    bucket = {"Fn::Sub": "arn:${AWS::Partition}:s3:::yuji-${Stage}-uploads-${AWS::AccountId}-${AWS::Region}"}
    publish = {
        "Sid": "UploadsBucketPublishes",
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
            "ArnEquals": {"aws:SourceArn": bucket},
        },
    }
    tls_only = {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": topic,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    document = {"Version": "2012-10-17", "Statement": [publish, tls_only]}
    return _retained("AWS::SNS::TopicPolicy", {"Topics": [topic], "PolicyDocument": document})


def _notification(kind: str) -> Template:
    rules = [{"Name": "prefix", "Value": f"{kind}/"}]
    return {"Event": "s3:ObjectCreated:*", "Topic": {"Ref": topic_id(kind)}, "Filter": {"S3Key": {"Rules": rules}}}
