"""Occupation codes (职业编码) of the national classification: `a-bb-cc-dd`."""

import re

_CODE = re.compile(r"\d(-\d{2}){0,3}")


def is_code(text: str) -> bool:
    """A full code `6-18-01-01`."""
    return text.count("-") == 3 and bool(_CODE.fullmatch(text))


def is_prefix(text: str) -> bool:
    """A code or its beginning, level by level: `6`, `6-18`, `6-18-01`, `6-18-01-01`."""
    return bool(_CODE.fullmatch(text))


def covers(prefix: str, code: str) -> bool:
    """Whether `prefix` names `code` itself or a group above it; `6-1` does not cover `6-18-01-01`."""
    return code == prefix or code.startswith(prefix + "-")


def ancestors(code: str) -> tuple[str, ...]:
    """`6-18-01-01` → (`6`, `6-18`, `6-18-01`, `6-18-01-01`)."""
    parts = code.split("-")
    return tuple("-".join(parts[: n + 1]) for n in range(len(parts)))


def group(code: str, depth: int) -> str:
    """The first `depth` levels: group(`6-18-01-01`, 3) is the minor group (小类) `6-18-01`."""
    return "-".join(code.split("-")[:depth])
