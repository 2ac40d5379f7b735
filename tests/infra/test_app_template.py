"""The app stack's template as AWS gets it: packaged by Chalice, merged, expanded."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.upload import UploadKind
from infra.checks import problems, resources, statements
from infra.functions import FUNCTIONS, QUEUES, Function, Queue

Template = dict[str, Any]
BY_NAME = {function.name: function for function in FUNCTIONS}


def mappings(app: Template, function: Function) -> list[Template]:
    found = [body["Properties"] for _, body in resources(app, "AWS::Lambda::EventSourceMapping")]
    return [each for each in found if each["FunctionName"] == {"Ref": function.id}]


def actions(app: Template, name: str) -> set[str]:
    return {action for each in statements(app["Resources"][BY_NAME[name].role_id]) for action in each["Action"]}


def test_nothing_is_wrong_with_it(app: Template) -> None:
    assert problems(app) == []


def test_it_has_no_transform_left(app: Template) -> None:
    assert "Transform" not in app
    assert not [body for body in app["Resources"].values() if body["Type"].startswith("AWS::Serverless")]


def test_every_declared_function_is_in_it_and_no_other(app: Template) -> None:
    assert {name for name, _ in resources(app, "AWS::Lambda::Function")} == {each.id for each in FUNCTIONS}


def test_every_kind_of_upload_has_a_function(app: Template) -> None:
    assert {f"ingest_{kind}" for kind in UploadKind} <= BY_NAME.keys()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_a_function_has_its_own_role_with_one_policy_which_is_the_declared_one(
    app: Template, function: Function
) -> None:
    assert app["Resources"][function.id]["Properties"]["Role"] == {"Fn::GetAtt": [function.role_id, "Arn"]}
    role = app["Resources"][function.role_id]["Properties"]
    assert [policy["PolicyDocument"]["Statement"] for policy in role["Policies"]] == [function.statements]
    assert "ManagedPolicyArns" not in role


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_a_function_has_the_declared_size_and_logs_to_a_group_that_ends(app: Template, function: Function) -> None:
    properties = app["Resources"][function.id]["Properties"]
    assert (properties["MemorySize"], properties["Timeout"]) == (function.memory, function.timeout)
    assert properties["LoggingConfig"]["LogGroup"] == {"Ref": function.logs_id}
    assert app["Resources"][function.logs_id]["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_the_api_answers_before_api_gateway_gives_up() -> None:
    assert BY_NAME["api_handler"].timeout <= 29


@pytest.mark.parametrize("function", [each for each in FUNCTIONS if each.queue], ids=lambda each: each.name)
def test_a_queue_fed_function_waits_for_its_queue_and_reports_what_failed(app: Template, function: Function) -> None:
    assert function.queue is not None
    assert function.queue.id in app["Resources"][function.id]["DependsOn"]
    (mapping,) = mappings(app, function)
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["EventSourceArn"] == {"Fn::Sub": f"${{{function.queue.id}.Arn}}"}
    assert mapping["BatchSize"] <= 10 or mapping["MaximumBatchingWindowInSeconds"] >= 1  # AWS's condition


def test_the_stream_retries_within_bounds_and_keeps_what_it_gave_up_on(app: Template) -> None:
    (mapping,) = mappings(app, BY_NAME["route_changes"])
    assert mapping["EventSourceArn"] == {"Ref": "TableStreamArn"}
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 0 < mapping["MaximumRetryAttempts"] <= 10
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["StreamFailuresQueue", "Arn"]}


@pytest.mark.parametrize(("queue", "timeout"), QUEUES, ids=lambda each: getattr(each, "name", None))
def test_a_queue_waits_six_timeouts_and_has_dead_letters(app: Template, queue: Queue, timeout: int) -> None:
    properties = app["Resources"][queue.id]["Properties"]
    assert properties["VisibilityTimeout"] >= 6 * timeout
    assert 3 <= properties["RedrivePolicy"]["maxReceiveCount"] <= 5
    assert properties["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": [queue.dead_letters_id, "Arn"]}
    assert app["Resources"][queue.dead_letters_id]["Properties"]["MessageRetentionPeriod"] == 1_209_600


def test_every_queue_is_encrypted_refuses_plain_http_and_is_named_once(app: Template) -> None:
    queues = resources(app, "AWS::SQS::Queue")
    names = [json.dumps(body["Properties"]["QueueName"]) for _, body in queues]
    assert len(set(names)) == len(names)
    refusing = {
        policy["Properties"]["Queues"][0]["Ref"]
        for _, policy in resources(app, "AWS::SQS::QueuePolicy")
        if any(denies_plain_http(each) for each in policy["Properties"]["PolicyDocument"]["Statement"])
    }
    assert refusing == {name for name, _ in queues}
    assert all(body["Properties"]["SqsManagedSseEnabled"] is True for _, body in queues)


def test_only_the_named_sender_may_write_to_a_queue(app: Template) -> None:
    for _, policy in resources(app, "AWS::SQS::QueuePolicy"):
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow":
                assert statement["Condition"]["ArnEquals"]["aws:SourceArn"]
                assert "Service" in statement["Principal"]


def test_every_dead_letter_raises_an_alarm(app: Template) -> None:
    watched = {
        alarm["Properties"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for _, alarm in resources(app, "AWS::CloudWatch::Alarm")
        if alarm["Properties"]["Namespace"] == "AWS/SQS"
    }
    assert watched == {queue.dead_letters_id for queue, _ in QUEUES} | {"StreamFailuresQueue"}


def test_a_kind_s_files_reach_its_queue_as_s3_wrote_them(app: Template) -> None:
    subscriptions = [body["Properties"] for _, body in resources(app, "AWS::SNS::Subscription")]
    assert all(each["RawMessageDelivery"] is True for each in subscriptions)
    assert {each["TopicArn"]["Ref"] for each in subscriptions} == {f"{kind.capitalize()}Topic" for kind in UploadKind}


def test_strays_are_the_keys_of_no_kind(app: Template) -> None:
    pattern = app["Resources"]["StraysRule"]["Properties"]["EventPattern"]
    assert pattern["detail"]["object"]["key"] == [{"anything-but": {"prefix": [f"{kind}/" for kind in UploadKind]}}]


def test_the_nightly_sweep_runs_at_ten_past_two_in_henan(app: Template) -> None:
    schedules = [
        body["Properties"]["ScheduleExpression"]
        for _, body in resources(app, "AWS::Events::Rule")
        if "ScheduleExpression" in body["Properties"]
    ]
    assert schedules == ["cron(10 18 * * ? *)"]  # UTC


def test_nobody_may_delete_files_or_administer_anything(app: Template) -> None:
    everything = {action for name in BY_NAME for action in actions(app, name)}
    assert not [action for action in everything if action.startswith("s3:Delete") or action.split(":")[0] == "iam"]
    assert not everything & {"dynamodb:Scan", "dynamodb:DeleteTable", "kms:ScheduleKeyDeletion", "logs:CreateLogGroup"}


def test_nobody_deletes_from_the_ledger(app: Template) -> None:
    for function in FUNCTIONS:
        for statement in statements(app["Resources"][function.role_id]):
            if {"dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} & set(statement["Action"]):
                assert statement["Condition"] == {"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": ["LEDGER#*"]}}


def test_an_ingest_function_reads_files_of_its_own_kind_only(app: Template) -> None:
    for kind in UploadKind:
        read = [each for each in BY_NAME[f"ingest_{kind}"].statements if "s3:GetObject" in each["Action"]]
        assert [each["Resource"]["Fn::Sub"] for each in read] == [
            f"arn:${{AWS::Partition}}:s3:::${{UploadsBucket}}/{kind}/*"
        ]


def test_only_the_api_unseals_personal_data_and_never_without_a_context(app: Template) -> None:
    unsealing = {
        function.name: each
        for function in FUNCTIONS
        for each in statements(app["Resources"][function.role_id])
        if "kms:Decrypt" in each["Action"] and "kms:ViaService" not in json.dumps(each)
    }
    assert unsealing.keys() == {"api_handler"}
    assert unsealing["api_handler"]["Condition"] == {"Null": {"kms:EncryptionContext:yuji": "false"}}


def test_the_environment_is_what_the_settings_read(app: Template) -> None:
    from chalicelib.settings import _VARIABLES

    for function in FUNCTIONS:
        variables = app["Resources"][function.id]["Properties"]["Environment"]["Variables"]
        assert set(_VARIABLES.values()) <= variables.keys()


def test_every_parameter_is_given_by_the_data_stack_or_the_deployment(app: Template, data: Template) -> None:
    said = {"Stage", "Issuer", "Audience", "Release", "CodeBucket", "CodeKey", "LayerKey"}
    with_default = {name for name, body in app["Parameters"].items() if "Default" in body}
    assert app["Parameters"].keys() - with_default == said | data["Outputs"].keys()


def denies_plain_http(statement: Template) -> bool:
    return (
        statement["Effect"] == "Deny"
        and statement["Principal"] == "*"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    )


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1"])
def test_both_templates_pass_cfn_lint(packaged: Any, region: str) -> None:
    from infra.package import BUILD

    lint = str(Path(sys.executable).with_name("cfn-lint"))
    templates = [str(BUILD / name) for name in ("data.json", "app.json")]
    command = [lint, "--ignore-checks", "W3005", "--regions", region, "--template", *templates]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)
