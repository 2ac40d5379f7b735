"""What must be true of every template before it is deployed. A problem is a sentence; no problems is an empty list."""

import json
from collections.abc import Iterator
from typing import Any

Template = dict[str, Any]


def problems(template: Template) -> list[str]:
    """Everything wrong with a template, expanded or not."""
    found = [*_intrinsics(template), *_partitions(template), *_endpoints(template), *_roles(template)]
    return found + [problem for _, role in resources(template, "AWS::IAM::Role") for problem in _rights(role)]


def resources(template: Template, *types: str) -> list[tuple[str, Template]]:
    """(logical id, resource) of those types."""
    return [(name, body) for name, body in template["Resources"].items() if body["Type"] in types]


def statements(role: Template) -> list[Template]:
    """Every statement of a role's inline policies."""
    return [each for policy in role["Properties"]["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def _walk(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from _walk(child, f"{path}/{key}")


def _intrinsics(template: Template) -> list[str]:
    """Merging one intrinsic over another leaves both keys, which CloudFormation refuses."""
    return [
        f"{path}: an intrinsic stands beside another key: {sorted(node)}"
        for path, node in _walk(template)
        if isinstance(node, dict) and len(node) > 1 and any(key == "Ref" or key.startswith("Fn::") for key in node)
    ]


def _partitions(template: Template) -> list[str]:
    return [
        f"{path}: names the partition; write arn:${{AWS::Partition}}: instead"
        for path, node in _walk(template)
        if isinstance(node, str) and "arn:aws" in node
    ]


def _endpoints(template: Template) -> list[str]:
    return [
        f"{name}: the API must be REGIONAL (China has no edge endpoints)"
        for name, api in resources(template, "AWS::ApiGateway::RestApi", "AWS::Serverless::Api")
        if json.dumps(api["Properties"].get("EndpointConfiguration")) not in ('"REGIONAL"', '{"Types": ["REGIONAL"]}')
    ]


def _roles(template: Template) -> list[str]:
    functions = resources(template, "AWS::Lambda::Function", "AWS::Serverless::Function")
    roles = [json.dumps(function["Properties"].get("Role")) for _, function in functions]
    return [
        f"{name}: shares its role or has none"
        for (name, _), role in zip(functions, roles, strict=True)
        if role == "null" or roles.count(role) > 1
    ]


def _rights(role: Template) -> list[str]:
    found = []
    for statement in statements(role):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        if any("*" in action for action in actions):
            found.append(f"{statement['Sid']}: an action with a wildcard")
        if statement["Resource"] == "*" or "*" in statement["Resource"]:
            found.append(f"{statement['Sid']}: every resource")
    return found
