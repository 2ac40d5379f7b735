"""The policy as dated data: what a document asks, since when, in whose words.

A folder of YAML files is one policy; several folders add up. A new year is new files, never an edited value.
"""

from chalicelib.policy.errors import NoValue, PolicyError, UnknownParameter, UnknownRule
from chalicelib.policy.loader import henan, load, packaged
from chalicelib.policy.parameter import DatedValue, Parameter, Value
from chalicelib.policy.policy import Policy
from chalicelib.policy.rule_entry import Decided, Need, RuleEntry
from chalicelib.policy.targets import YearTargets

__all__ = [
    "DatedValue",
    "Decided",
    "Need",
    "NoValue",
    "Parameter",
    "Policy",
    "PolicyError",
    "RuleEntry",
    "UnknownParameter",
    "UnknownRule",
    "Value",
    "YearTargets",
    "henan",
    "load",
    "packaged",
]
