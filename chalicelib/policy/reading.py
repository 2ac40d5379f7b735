"""YAML without its surprises: duplicate keys are refused, and only integers, true, false and null are not text."""

import re
from pathlib import Path
from typing import Any

import yaml

from chalicelib.policy.errors import PolicyError, mistake

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]


class _Loader(SafeLoader):
    # No floats, dates, `on` or `yes`: the typed models read those from text and say so when they cannot.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value} must be quoted", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key.value}", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(0|[1-9][0-9]*)", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def files_of(folder: Path) -> list[Path]:
    """The YAML files below a folder, in order of path. Raises PolicyError where there are none."""
    if not folder.is_dir():
        raise PolicyError(f"{folder.name}: no such policy folder")
    found = sorted(folder.rglob("*.yaml"))
    if not found:
        raise PolicyError(f"{folder.name}: no policy files (*.yaml) in this folder")
    return found


def read(path: Path, file: str) -> dict[str, object]:
    """The mapping a file holds; `file` is how errors call it. Raises PolicyError."""
    try:
        content = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise mistake(file, (f"line {line}",), error.problem or "not YAML") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise mistake(file, (), f"not a YAML text in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise mistake(file, (), "holds no sections")
    return content
