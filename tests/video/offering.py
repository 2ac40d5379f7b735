"""Offers bytes to the judge, as an object store would."""

from collections.abc import Callable, Mapping
from pathlib import Path

from chalicelib.domain.recording import Recording
from chalicelib.video.judging import Viewing, judge_recording
from chalicelib.video.ranges import Budget, Ranges


def judge(
    data: bytes,
    metadata: Mapping[str, str] | None = None,
    model: Path | None = None,
    budget: Budget | None = None,
    keep: Callable[[bytes], None] | None = None,
) -> Recording:
    return judge_recording(lambda start, end: data[start:end], len(data), metadata or {}, Viewing(model, keep), budget)


def ranges(data: bytes, budget: Budget | None = None) -> Ranges:
    return Ranges(lambda start, end: data[start:end], len(data), budget)


def spans(recording: Recording) -> list[tuple[float, float]]:
    return [(interval.start, interval.end) for interval in recording.intervals]
