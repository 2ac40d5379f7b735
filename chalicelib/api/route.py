"""One line of the table of routes, and the call that reaches a handler."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from chalicelib.api.asked import NoQuery
from chalicelib.api.cursor import Place, decode, encode, fingerprint
from chalicelib.api.problem import Code, Problem
from chalicelib.api.services import Services
from chalicelib.domain.caller import Caller, Role

Q = TypeVar("Q")
S = TypeVar("S")
B = TypeVar("B")
_COUNT = re.compile(r"[0-9]{1,9}")


class Scope(Enum):
    """What the caller's reach is measured against before a handler runs. Out of reach is a 404."""

    NONE = "nothing: the same for everybody"
    LIST = "a list: the reading applies the reach to each entry"
    CLASS = "the class in the path"
    UPLOAD = "the upload in the path"
    INSTITUTION = "the institution in the path"
    PREFIX = "the upload prefix that the body names"


@dataclass(frozen=True)
class Route:
    """`roles` None is open to anyone, without a token."""

    method: str
    path: str
    operation: str
    summary: str
    roles: frozenset[Role] | None
    scope: Scope
    handler: Callable[[Any], BaseModel | dict[str, Any]]
    answer: type[BaseModel] | None
    query: type[BaseModel] = NoQuery
    body: type[BaseModel] | None = None
    status: int = 200
    cache: str = "no-store"
    conflicts: bool = False
    """Whether the state of its subject may refuse it (409)."""


@dataclass(frozen=True)
class Call(Generic[Q, B, S]):
    """A request that may proceed: checked query and body, and the `subject` that the route's scope found."""

    route: Route
    services: Services
    path: dict[str, str]
    query: Q
    body: B
    subject: S
    caller: Caller | None

    @property
    def who(self) -> Caller:
        """The caller of a route that needs one."""
        if self.caller is None:
            raise TypeError(f"{self.route.operation} is open to anyone and has no caller")
        return self.caller


class Paging:
    """The cursor of one list, as one caller asked for it."""

    def __init__(self, call: Call[Any, Any, Any], version: str = "") -> None:
        """`version` binds the cursors to one state of the list."""
        where = f"{call.route.operation}/{'/'.join(call.path.values())}/{version}"
        self._mark = fingerprint(where, call.who.reach, call.query.filters)
        self.start: Place | None = decode(call.query.cursor, self._mark)

    def next(self, place: Place | None) -> str | None:
        return encode(place, self._mark)

    @property
    def offset(self) -> int:
        """For lists that are counted: how many were seen. Raises Problem bad_cursor."""
        if self.start is None:
            return 0
        if not _COUNT.fullmatch(self.start[1]):
            raise Problem(Code.BAD_CURSOR)
        return int(self.start[1])

    def after(self, offset: int | None) -> str | None:
        """The cursor after so many; None at the end."""
        return None if offset is None else self.next(("", str(offset)))
