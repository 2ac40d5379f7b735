"""What an MP4 or MOV file proves without a single picture being decoded."""

import struct
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.recording import Container, Fault
from chalicelib.video.boxes import FileBox, Malformed, file_boxes, load
from chalicelib.video.fragments import Fragments, read_defaults
from chalicelib.video.ranges import OverBudget, Ranges
from chalicelib.video.samples import Samples
from chalicelib.video.tables import read_samples
from chalicelib.video.timeline import Timeline, covered, lay_out
from chalicelib.video.track import Track, creation, picture_track

_FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp")
_MATROSKA = b"\x1a\x45\xdf\xa3"


@dataclass
class Contents:
    """What could be read before the first fault, and that fault."""

    created: datetime | None = None
    track: Track | None = None
    samples: Samples = field(default_factory=Samples)
    truncated: bool = False
    fragmented: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def timeline(self) -> Timeline:
        """The track's time as a player shows it."""
        if self.track is None or not self.samples.runs:
            return Timeline(0.0, ())
        runs, timescale = self.samples.runs, self.track.timescale
        return lay_out(covered(runs, timescale), max(run.end for run in runs) / timescale, self.track.edits)


def sniff(ranges: Ranges) -> Container | None:
    """The container by its first bytes; a file's name proves nothing."""
    head = ranges.read(0, 12, ahead=4096)
    if head[:4] == _MATROSKA:
        return Container.MATROSKA
    if head[4:8] not in _FIRST_BOXES:
        return None
    return Container.MOV if head[4:8] != b"ftyp" or head[8:12] == b"qt  " else Container.MP4


def read_contents(ranges: Ranges) -> Contents:
    """Reads the index, or fragment after fragment. Never raises but what fetching raises."""
    contents = Contents()
    try:
        _read(ranges, contents)
    except (Malformed, struct.error, OverflowError):
        contents.faults.append(Fault.MALFORMED)
    except OverBudget:
        contents.faults.append(Fault.TOO_COSTLY)
    if contents.truncated or contents.samples.beyond:
        contents.truncated = True
        contents.faults.append(Fault.TRUNCATED)
    return contents


def _read(ranges: Ranges, contents: Contents) -> None:
    fragments: Fragments | None = None
    indexed = False
    for box in file_boxes(ranges):
        if not box.complete:
            contents.truncated = True
        if box.kind == b"moov" and box.complete and not indexed:
            indexed = True
            fragments = _read_index(ranges, box, contents)
        elif box.kind == b"moof" and box.complete:
            contents.fragmented = True
            if fragments is not None:
                fragments.add(load(ranges, box), box.start)
    if not indexed:
        contents.truncated = True
    elif contents.track is None:
        contents.faults.append(Fault.NO_VIDEO)


def _read_index(ranges: Ranges, box: FileBox, contents: Contents) -> Fragments | None:
    moov = load(ranges, box)
    contents.created = creation(moov)
    contents.track = track = picture_track(moov)
    if track is None:
        return None
    contents.samples = read_samples(track.stbl, ranges.size)
    return Fragments(contents.samples, track.number, read_defaults(moov, track.number), ranges.size)
