"""/policy, /health: the document in force, in its own words, and whether the API answers."""

from typing import Any

from chalicelib.api.answers import Health
from chalicelib.api.problem import Code, Problem
from chalicelib.api.route import Call
from chalicelib.policy import UnknownRule
from chalicelib.policy.explain import PolicyView, RuleView, explain_policy, explain_rule


def get_policy(call: Call[Any, None, None]) -> PolicyView:
    """The whole policy."""
    return explain_policy(call.services.policy())


def get_rule(call: Call[Any, None, None]) -> RuleView:
    """One rule, explained."""
    try:
        return explain_rule(call.services.policy(), call.path["rule_id"])
    except UnknownRule:
        raise Problem(Code.NOT_FOUND) from None


def get_health(call: Call[Any, None, None]) -> Health:
    """Touches no store: it says that this function runs, and which release and policy it runs."""
    services = call.services
    return Health(status="ok", stage=services.stage, release=services.release, policy=services.policy().version)
