"""Create or update a stack by change set, and wait. Nothing to change is a success."""

import time
import uuid
from typing import Any

from botocore.exceptions import ClientError

from infra.clients import Clients

Parameters = dict[str, str]
TIMEOUT = 1800
"""Seconds that a stack may take; indexes of a large table are the slow part."""
_NO_CHANGE = ("didn't contain changes", "No updates are to be performed")
# A stack whose creation failed can only be removed.
_STILLBORN = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")


class StackError(Exception):
    """A stack could not be changed; the message holds CloudFormation's reasons."""


def deploy_stack(clients: Clients, name: str, template_url: str, parameters: Parameters) -> Parameters:
    """Bring the stack to the template; its outputs."""
    stack = describe(clients, name)
    if stack and stack["StackStatus"] in _STILLBORN:
        clients("cloudformation").delete_stack(StackName=name)
        _wait(clients, name, "delete")
        stack = None
    creating = stack is None or stack["StackStatus"] == "REVIEW_IN_PROGRESS"
    if _change_set(clients, name, template_url, parameters, "CREATE" if creating else "UPDATE"):
        _wait(clients, name, "create" if creating else "update")
    return outputs(clients, name)


def describe(clients: Clients, name: str) -> dict[str, Any] | None:
    """The stack as CloudFormation describes it, or None where there is none."""
    try:
        stack: dict[str, Any] = clients("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if stack["StackStatus"] == "DELETE_COMPLETE" else stack


def outputs(clients: Clients, name: str) -> Parameters:
    """Key -> value; empty where there is no such stack."""
    stack = describe(clients, name) or {}
    return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}


def parameters_of(clients: Clients, name: str) -> Parameters:
    """What the stack was last deployed with; empty where there is no such stack."""
    stack = describe(clients, name) or {}
    return {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}


def _change_set(clients: Clients, name: str, template_url: str, parameters: Parameters, kind: str) -> bool:
    """Make and execute a change set; False when there was nothing to change."""
    cloudformation = clients("cloudformation")
    change = cloudformation.create_change_set(
        StackName=name,
        ChangeSetName=f"deploy-{uuid.uuid4().hex}",
        ChangeSetType=kind,
        TemplateURL=template_url,
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_IAM"],
    )["Id"]
    described = _settled(cloudformation, name, change)
    if described["Status"] == "FAILED":
        reason = described.get("StatusReason", "")
        cloudformation.delete_change_set(StackName=name, ChangeSetName=change)
        if any(words in reason for words in _NO_CHANGE):
            return False
        raise StackError(f"{name}: {reason}")
    cloudformation.execute_change_set(StackName=name, ChangeSetName=change)
    return True


def _settled(cloudformation: Any, name: str, change: str) -> dict[str, Any]:
    for pause in _pauses():
        described: dict[str, Any] = cloudformation.describe_change_set(StackName=name, ChangeSetName=change)
        if described["Status"] in ("CREATE_COMPLETE", "FAILED"):
            return described
        time.sleep(pause)
    raise StackError(f"{name}: the change set is not ready after {TIMEOUT} s")


def _wait(clients: Clients, name: str, verb: str) -> None:
    """Until the stack rests; raises StackError unless it rests where it should."""
    for pause in _pauses():
        stack = describe(clients, name)
        status = stack["StackStatus"] if stack else "DELETE_COMPLETE"
        # REVIEW_IN_PROGRESS is what an executed CREATE change set shows until it starts.
        if not status.endswith("_IN_PROGRESS"):
            if status != f"{verb.upper()}_COMPLETE":
                raise StackError(f"{name} is {status}: " + "; ".join(_reasons(clients, name)))
            return
        time.sleep(pause)
    raise StackError(f"{name}: still not done after {TIMEOUT} s; look at its events in CloudFormation")


def _reasons(clients: Clients, name: str) -> list[str]:
    """The failures among the stack's events, oldest first."""
    events = clients("cloudformation").describe_stack_events(StackName=name)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    return [f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '?')}" for event in reversed(failed)]


def _pauses() -> list[float]:
    """Short at first (an emulator is done at once), then five seconds, up to TIMEOUT in all."""
    quick = [0.1] * 20 + [1.0] * 10
    return quick + [5.0] * int((TIMEOUT - sum(quick)) / 5)
