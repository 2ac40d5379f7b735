"""One video file → its facts. Whatever the bytes are, there is a Recording; only fetching them may fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from chalicelib.domain.recording import Container, Fault, Recording
from chalicelib.video.container import Contents, read_contents, sniff
from chalicelib.video.digests import bytes_digest, content_digest, frame_digest
from chalicelib.video.ebml import read_segment
from chalicelib.video.isolation import Bounds, Choked, Found, Work, isolated
from chalicelib.video.loops import loop_share
from chalicelib.video.matroska import covered, examine
from chalicelib.video.ranges import Budget, Fetch, OverBudget, Ranges
from chalicelib.video.samples import Keyframe
from chalicelib.video.starting import STARTED_AT, claimed, start_of
from chalicelib.video.timeline import Stretch
from chalicelib.video.watching import MAX_FRAME, moments, watch


@dataclass(frozen=True)
class Viewing:
    """How the pictures are looked at.

    `model` is the face detector's file (`yunet.layer_model()`), None for no headcount; `keep` takes the JPEG of the
    frame that the headcount rests on; `bounds` hold the decoder.
    """

    model: Path | None = None
    keep: Callable[[bytes], None] | None = None
    bounds: Bounds | None = None


@dataclass
class _Facts:
    """Fields of the Recording to be, and what the container says of its start."""

    fields: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    created: datetime | None = None


def judge_recording(
    fetch: Fetch,
    size: int,
    metadata: Mapping[str, str],
    viewing: Viewing | None = None,
    budget: Budget | None = None,
) -> Recording:
    """The facts of a video file of `size` bytes; `metadata` is the object's (see `starting`).

    Raises nothing but what `fetch` raises.
    """
    ranges = Ranges(fetch, size, budget)
    facts = _examine(ranges, viewing or Viewing())
    moment, source, disagrees = start_of(facts.created, claimed(metadata.get(STARTED_AT)))
    faults = [*facts.faults, *([Fault.START_DISAGREES] if disagrees else [])]
    return Recording(
        size=size,
        started_at=moment,
        start_source=source,
        faults=tuple(dict.fromkeys(faults)),
        bytes_read=ranges.bytes_read,
        requests=ranges.requests,
        **facts.fields,
    )


def _examine(ranges: Ranges, viewing: Viewing) -> _Facts:
    digest = bytes_digest(ranges)
    container = sniff(ranges)
    if container is Container.MATROSKA:
        facts = _matroska(ranges, viewing)
    elif container is not None:
        facts = _iso(ranges, viewing)
    else:
        facts = _Facts(faults=[Fault.UNKNOWN_FORMAT if ranges.size else Fault.EMPTY])
    facts.fields |= {"container": container, "bytes": digest}
    return facts


def _iso(ranges: Ranges, viewing: Viewing) -> _Facts:
    contents = read_contents(ranges)
    facts = _Facts(container_facts(contents), [*contents.faults], contents.created)
    if contents.track is None:
        return facts
    if contents.track.coding.codec is None:
        facts.faults.append(Fault.UNSUPPORTED_CODEC)
        return facts
    try:
        payloads = _payloads(ranges, contents)
    except OverBudget:
        facts.faults.append(Fault.TOO_COSTLY)
        return facts
    facts.fields["frames"] = tuple(digest for _, payload in payloads if (digest := frame_digest(payload)))
    coding = contents.track.coding
    _view(facts, ranges, viewing, lambda _: watch(coding, payloads, viewing.model))
    return facts


def container_facts(contents: Contents) -> dict[str, Any]:
    """Fields of a Recording that the container says or proves, without a picture."""
    told: dict[str, Any] = {"truncated": contents.truncated, "fragmented": contents.fragmented}
    if contents.track is None:
        return told
    timeline, coding, sizes = contents.timeline, contents.track.coding, contents.samples.sizes
    return told | {
        "codec": coding.codec,
        "width": coding.width or None,
        "height": coding.height or None,
        "duration": round(timeline.duration, 3),
        "intervals": _intervals(timeline.covered),
        "loop_share": round(max(loop_share(sizes), timeline.repeated), 4),
        "content": content_digest(sizes),
    }


def _intervals(covered: "tuple[Stretch, ...] | list[Stretch]") -> tuple[dict[str, float], ...]:
    return tuple({"start": round(start, 3), "end": round(end, 3)} for start, end in covered)


def _payloads(ranges: Ranges, contents: Contents) -> list[tuple[float, bytes]]:
    """The chosen encoded key frames, with their seconds from the recording's start."""
    chosen = _chosen(contents.samples.keyframes)
    if contents.track is None or not chosen:
        return []
    begins, timescale = contents.timeline.covered[:1], contents.track.timescale
    origin = chosen[0].time / timescale - (begins[0][0] if begins else 0.0)
    return [(frame.time / timescale - origin, ranges.read(frame.offset, frame.size)) for frame in chosen]


def _chosen(keyframes: list[Keyframe]) -> list[Keyframe]:
    """The key frames nearest to the moments to look at, each once, in order of time."""
    usable = [keyframe for keyframe in keyframes if 0 < keyframe.size <= MAX_FRAME]
    if not usable:
        return []
    first, last = usable[0].time, usable[-1].time
    wanted = [first + moment for moment in moments(last - first)] if last > first else [first]
    chosen = {min(usable, key=lambda keyframe: abs(keyframe.time - moment)) for moment in wanted}
    return sorted(chosen, key=lambda keyframe: keyframe.time)


def _matroska(ranges: Ranges, viewing: Viewing) -> _Facts:
    try:
        segment = read_segment(ranges)
    except OverBudget:
        return _Facts(faults=[Fault.TOO_COSTLY])
    facts = _Facts({"truncated": segment.cut_short})
    found = _view(facts, ranges, viewing, lambda fetch: examine(fetch, ranges.size, viewing.model))
    if segment.cut_short:
        facts.faults.append(Fault.TRUNCATED)
    if not found:
        return facts
    if not found["codec"]:
        facts.faults = [Fault.NO_VIDEO]
        return facts
    facts.created = datetime.fromisoformat(found["created"]) if found["created"] else None
    stretches = covered(segment.keyframes, found["duration"])
    facts.fields |= {name: found[name] for name in ("codec", "width", "height", "frames")}
    facts.fields |= {"duration": round(found["duration"], 3), "intervals": _intervals(stretches)}
    if not stretches:
        facts.faults.append(Fault.TOO_COSTLY)
    return facts


def _view(facts: _Facts, ranges: Ranges, viewing: Viewing, work: Work) -> Found:
    """What the decoder finds, with the pictures put among the facts; {} where it choked."""
    for library in ("av", "numpy", *(["onnxruntime"] if viewing.model else [])):
        import_module(library)  # here, once for all recordings, and not in each fork
    try:
        found, still = isolated(work, lambda start, end: ranges.read(start, end - start), viewing.bounds)
    except OverBudget:
        facts.faults.append(Fault.TOO_COSTLY)
        return {}
    except Choked:
        facts.faults.append(Fault.UNDECODABLE)
        return {}
    facts.fields["pictures"] = found.get("pictures")
    if not found.get("pictures"):
        facts.faults.append(Fault.UNDECODABLE)
    if still and viewing.keep:
        viewing.keep(still)
    return found
