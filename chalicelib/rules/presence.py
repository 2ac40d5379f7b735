"""How many people were in a session."""

from collections.abc import Mapping

from chalicelib.rules.ruling import Ruling


def checked_in(r: Ruling) -> Mapping[str, int]:
    """Session → people with an accepted check-in in it."""
    return r.facts.checked_in
