"""How personal numbers appear: masked everywhere, looked up by a keyed hash, sealed at rest."""

import re
from typing import Protocol

_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{3}[\dXx])(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")


class Keyed(Protocol):
    """Turns a personal number into its look-up hash: 32 hex digits, the same for a number in one stage."""

    def __call__(self, number: str) -> str: ...


def mask_identity(number: str) -> str:
    """`410105199001011234` → `4101********1234`."""
    return f"{number[:4]}********{number[-4:]}" if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """`13812345678` → `138****5678`."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "*" * len(number)


def mask_account(number: str) -> str:
    """A bank account: its last four digits."""
    return f"****{number[-4:]}" if len(number) > 4 else "*" * len(number)


def scrub(text: str) -> str:
    """Any text, with whatever looks like an identity or mobile number masked."""
    return _MOBILE.sub(r"\1****\2", _NUMBER.sub(r"\1********\2", text))
