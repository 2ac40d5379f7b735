"""What is merged over Chalice's template: parameters, environment, event sources, log groups, and our own resources.

Chalice merges dicts deeply and replaces lists and scalars; one intrinsic over another would leave both. Where Chalice
writes `Fn::Sub` (a queue's ARN), so do we.
"""

from typing import Any

from infra.alarms import rule_failures
from infra.data import KINDS, data_template
from infra.functions import CHANGES, FUNCTIONS, INGEST, JUDGE, QUEUES, VIDEO_LAYER, Function
from infra.grants import arn_of
from infra.queues import STREAM_FAILURES_ID, queue_policy, queue_resources, strays, stream_failures, subscription

Template = dict[str, Any]

# The application's environment; every name is read by chalicelib/settings.py or by the logger.
ENVIRONMENT: Template = {
    "YUJI_STAGE": {"Ref": "Stage"},
    "YUJI_TABLE": {"Ref": "Table"},
    "YUJI_UPLOADS_BUCKET": {"Ref": "UploadsBucket"},
    "YUJI_REPORTS_BUCKET": {"Ref": "ReportsBucket"},
    "YUJI_DATA_KEY": {"Ref": "DataKeyArn"},
    "YUJI_HMAC_KEY": {"Ref": "HmacKeyArn"},
    "YUJI_JUDGE_QUEUE_URL": {"Ref": JUDGE.id},
    "YUJI_CHANGES_QUEUE_URL": {"Ref": CHANGES.id},
    "YUJI_ISSUER": {"Ref": "Issuer"},
    "YUJI_AUDIENCE": {"Ref": "Audience"},
    "YUJI_RELEASE": {"Ref": "Release"},
    "POWERTOOLS_SERVICE_NAME": "yuji",
    "POWERTOOLS_LOG_LEVEL": {"Ref": "LogLevel"},
}


def merge_template() -> Template:
    resources: Template = {"RestAPI": {"Properties": {"MethodSettings": [_throttle()]}}}
    for function in FUNCTIONS:
        resources |= _log_group(function) | {function.id: _function(function)}
    for queue, timeout in QUEUES:
        resources |= queue_resources(queue, timeout)
    for kind, function in zip(KINDS, INGEST, strict=True):
        if function.queue:
            resources |= subscription(kind, function.queue)
    resources |= {VIDEO_LAYER: _video_layer()}
    resources |= strays(KINDS) | stream_failures()
    resources |= rule_failures(next(each for each in FUNCTIONS if each.name == "judge").logs_id)
    resources |= {f"{queue.id}Policy": queue_policy(queue.id) for queue in (JUDGE, CHANGES)}
    return {
        "Description": "Yuji - API, functions and queues; all of it can be made again from the data stack",
        "Parameters": _parameters(),
        # OpenApiVersion also keeps SAM from adding a second API stage called "Stage".
        "Globals": {"Api": {"OpenApiVersion": "2.0"}, "Function": {"Environment": {"Variables": ENVIRONMENT}}},
        "Resources": resources,
        "Outputs": {f"{queue.id}Url": {"Value": {"Ref": queue.id}} for queue in (JUDGE, CHANGES)},
    }


def _parameters() -> Template:
    from_data = {name: {"Type": "String"} for name in data_template()["Outputs"]}
    return from_data | {
        "Stage": {"Type": "String", "AllowedPattern": "[a-z][a-z0-9-]{0,11}"},
        "Issuer": {"Type": "String", "AllowedPattern": "https?://.+"},
        "Audience": {"Type": "String", "MinLength": 1},
        "Release": {"Type": "String", "MinLength": 1},
        "CodeBucket": {"Type": "String"},
        "CodeKey": {"Type": "String"},
        "LayerKey": {"Type": "String"},
        "LogLevel": {"Type": "String", "Default": "INFO", "AllowedValues": ["DEBUG", "INFO", "WARNING", "ERROR"]},
        "LogRetentionDays": {"Type": "Number", "Default": 365},
    }


def _video_layer() -> Template:
    content = {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": {"Ref": "LayerKey"}}
    properties = {
        "LayerName": {"Fn::Sub": "${AWS::StackName}-video"},
        "Content": content,
        "CompatibleArchitectures": ["x86_64"],  # of the wheels in it
    }
    return {"Type": "AWS::Lambda::LayerVersion", "Properties": properties}


def _throttle() -> Template:
    return {
        "ResourcePath": "/*",
        "HttpMethod": "*",
        "MetricsEnabled": True,
        "ThrottlingRateLimit": 100,
        "ThrottlingBurstLimit": 200,
    }


def _log_group(function: Function) -> Template:
    properties = {"LogGroupName": _named(function, "/aws/lambda/"), "RetentionInDays": {"Ref": "LogRetentionDays"}}
    return {function.logs_id: {"Type": "AWS::Logs::LogGroup", "Properties": properties}}


def _function(function: Function) -> Template:
    # Named, and logging to a group that exists before it: its role may then be limited to that group.
    logging = {"LogGroup": {"Ref": function.logs_id}, "LogFormat": "Text"}
    properties: Template = {"FunctionName": _named(function), "LoggingConfig": logging}
    if function.layers:
        properties["Layers"] = [{"Ref": layer} for layer in function.layers]
    if function.queue:
        event = {
            "Queue": {"Fn::Sub": arn_of(function.queue.id)},
            "BatchSize": function.queue.batch,
            "MaximumBatchingWindowInSeconds": function.queue.window,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
        }
        properties["Events"] = {f"{function.id}SqsEventSource": {"Properties": event}}
        return {"DependsOn": [function.queue.id], "Properties": properties}
    if function.stream:
        properties["Events"] = {f"{function.id}DynamodbEventSource": {"Properties": _stream_event()}}
    return {"Properties": properties}


def _stream_event() -> Template:
    return {
        "Stream": {"Ref": "TableStreamArn"},
        "StartingPosition": "TRIM_HORIZON",  # changes made before the first deployment are judged too
        "BatchSize": 100,
        "MaximumBatchingWindowInSeconds": 1,
        "MaximumRetryAttempts": 5,
        "BisectBatchOnFunctionError": True,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": {"Fn::GetAtt": [STREAM_FAILURES_ID, "Arn"]}}},
    }


def _named(function: Function, before: str = "") -> Template:
    name = "api" if function.name == "api_handler" else function.name.replace("_", "-")
    return {"Fn::Sub": f"{before}${{AWS::StackName}}-{name}"}
