"""Each mistake that a template must not have, made once."""

from typing import Any

import pytest

from infra.checks import problems


def role(**statement: Any) -> dict[str, Any]:
    body = {"Sid": "S", "Action": ["s3:GetObject"], "Resource": {"Fn::Sub": "x"}} | statement
    return {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyDocument": {"Statement": [body]}}]}}


def function(role_id: str | None) -> dict[str, Any]:
    properties = {"Role": {"Fn::GetAtt": [role_id, "Arn"]}} if role_id else {}
    return {"Type": "AWS::Lambda::Function", "Properties": properties}


def api(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::ApiGateway::RestApi", "Properties": properties}


@pytest.mark.parametrize(
    ("resources", "said"),
    [
        ({"A": api(EndpointConfiguration={"Types": ["EDGE"]})}, "must be REGIONAL"),
        ({"A": api()}, "must be REGIONAL"),
        ({"F": function("R"), "G": function("R"), "R": role()}, "shares its role or has none"),
        ({"F": function(None)}, "shares its role or has none"),
        ({"R": role(Action=["s3:*"])}, "an action with a wildcard"),
        ({"R": role(Resource="*")}, "every resource"),
        ({"R": role(Resource=["*"])}, "every resource"),
        ({"R": role(Resource="arn:aws:s3:::bucket/key")}, "names the partition"),
        ({"R": role(Resource={"Fn::Sub": "x", "Ref": "Y"})}, "an intrinsic stands beside another key"),
        ({"R": role(Resource={"Fn::Sub": "x", "Fn::GetAtt": ["Y", "Arn"]})}, "an intrinsic stands beside another key"),
    ],
)
def test_a_mistake_is_named(resources: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in problems({"Resources": resources}))


def test_a_sound_template_has_no_problems() -> None:
    sound = {"F": function("R"), "R": role(), "A": api(EndpointConfiguration={"Types": ["REGIONAL"]})}
    assert problems({"Resources": sound}) == []
