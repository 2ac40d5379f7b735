"""Runs a decoder in a process of its own: what crashes, hangs or eats memory there is a fault here, and no more."""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from chalicelib.video.ranges import Fetch

Found = dict[str, Any]
Work = Callable[[Fetch], tuple[Found, bytes]]
"""Facts that JSON can carry, and one picture (or b"")."""

_LONGEST = 16 * 1024 * 1024
"""Bytes of a message: a picture of the largest size is smaller."""


class Choked(Exception):
    """The decoder died, hung or gave up; says which."""


@dataclass(frozen=True)
class Bounds:
    """`seconds` of wall time and of CPU; `memory` in bytes of address space."""

    seconds: float = 120.0
    memory: int = 4 * 1024**3


def isolated(work: Work, fetch: Fetch, bounds: Bounds | None = None) -> tuple[Found, bytes]:
    """What `work` returns from a forked process; the ranges it asks for are fetched here.

    Raises Choked where it did not return, and whatever `fetch` raises.
    """
    bounds = bounds or Bounds()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=_child, args=(work, theirs, ours, bounds), daemon=True)
    child.start()
    theirs.close()
    try:
        return _serve(ours, fetch, time.monotonic() + bounds.seconds)
    finally:
        ours.close()
        child.kill()
        child.join()


def _serve(pipe: Connection, fetch: Fetch, deadline: float) -> tuple[Found, bytes]:
    """Answers the child's reads until it is done. Messages are JSON and bytes, no pickles: the child is not trusted."""
    while pipe.poll(max(0.0, deadline - time.monotonic())):
        match _receive(pipe):
            case {"found": dict(found)}:
                return found, _receive_bytes(pipe)
            case {"failed": str(why)}:
                raise Choked(why)
            case {"read": [int(start), int(end)]} if 0 <= start <= end:
                _send(pipe, fetch(start, end))
            case _:
                raise Choked("the decoder speaks in tongues")
    raise Choked("the decoder took too long")


def _receive(pipe: Connection) -> object:
    try:
        return json.loads(_receive_bytes(pipe))
    except ValueError as error:
        raise Choked("the decoder speaks in tongues") from error


def _receive_bytes(pipe: Connection) -> bytes:
    try:
        return pipe.recv_bytes(_LONGEST)
    except (EOFError, OSError) as error:
        raise Choked("the decoder died") from error


def _send(pipe: Connection, data: bytes) -> None:
    try:
        pipe.send_bytes(data)
    except OSError as error:
        raise Choked("the decoder died") from error


def _child(work: Work, pipe: Connection, other: Connection, bounds: Bounds) -> None:
    other.close()
    resource.setrlimit(resource.RLIMIT_CPU, (int(bounds.seconds) + 1, int(bounds.seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def fetch(start: int, end: int) -> bytes:
        pipe.send_bytes(json.dumps({"read": [start, end]}).encode())
        return pipe.recv_bytes()

    try:
        found, picture = work(fetch)
    except Exception as error:
        # Whatever the decoder raises is a fact about the file; the parent names it.
        pipe.send_bytes(json.dumps({"failed": type(error).__name__}).encode())
        return
    pipe.send_bytes(json.dumps({"found": found}).encode())
    pipe.send_bytes(picture)
