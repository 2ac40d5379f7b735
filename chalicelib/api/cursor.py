"""Where a list goes on, as an opaque text.

A cursor holds nothing but a place in a list its holder was shown, and works only for the list, the filters and the
reach that it was made for; reach and filters are applied to every page anew, whatever a cursor says.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from chalicelib.api.problem import Code, Problem

Place = tuple[str, str]
_PLACE = re.compile(r"[ -~]{0,200}")


def fingerprint(operation: str, reach: str, filters: str) -> str:
    """Equal for requests that walk the same list."""
    return hashlib.sha256(f"{operation}\n{reach}\n{filters}".encode()).hexdigest()[:16]


def encode(place: Place | None, mark: str) -> str | None:
    """The cursor; None at the end of the list."""
    if place is None:
        return None
    return urlsafe_b64encode(json.dumps([mark, *place]).encode()).decode().rstrip("=")


def decode(cursor: str | None, mark: str) -> Place | None:
    """The place; None to begin. Raises Problem bad_cursor."""
    if cursor is None:
        return None
    try:
        found, stretch, place = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError):
        raise Problem(Code.BAD_CURSOR) from None
    if found != mark or not all(isinstance(each, str) and _PLACE.fullmatch(each) for each in (stretch, place)):
        raise Problem(Code.BAD_CURSOR)
    return stretch, place
