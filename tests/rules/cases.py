"""The case files: `<rule>.yaml` is a table of `name, given, findings`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """`findings` are all that the rule says: status and effect, and as much of the rest as the case is about."""

    rule: str
    name: str
    given: dict[str, Any]
    findings: list[dict[str, Any]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def of_rule(rule_id: str) -> list[Case]:
    """The cases of one rule."""
    return [Case(rule_id, **row) for row in yaml.safe_load((FOLDER / f"{rule_id}.yaml").read_text(encoding="utf-8"))]


RULES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
ALL = [case for rule_id in RULES for case in of_rule(rule_id)]
