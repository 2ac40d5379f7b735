"""How many faces the best frames show: a coarse look at all, a close one at the fullest, enlarged for small faces."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from chalicelib.domain.recording import Headcount
from chalicelib.video.decoding import Frame
from chalicelib.video.yunet import Detector, Face, distinct

COARSE = 640
"""Pixels of width of the first look, which only ranks frames; a ninth of the work of the second."""
CLOSE = 1920
"""Pixels of width of the second; wider pictures are reduced to it."""
CLOSE_LOOKS = 3
"""Frames that get a closer look: as many as the quantile of twenty needs."""
SMALL_FACE = 32.0
"""Pixels of height: where the median is less, or no face is seen, those frames are looked at enlarged, too."""
LEAST_FACE = 16.0
"""Pixels of height below which a count is not to be trusted."""
UPPER = 0.9
"""The quantile over frames that counts: a few turn away in any one frame, and one frame may count a poster."""
_MARGIN = 64

Shot = tuple[float, Frame]


@dataclass
class Look:
    """What was seen in one frame: heights are pixels of the recorded picture."""

    at: float
    frame: Frame
    faces: list[Face]


def count_heads(shots: Sequence[Shot], detector: Detector) -> tuple[Headcount, Frame | None]:
    """The count over all frames, and the frame that it rests on (None without frames)."""
    if not shots:
        return Headcount(best=0, frames=0, cannot_judge=True), None
    best = fullest(shots, detector)
    return _headcount(best, len(shots)), best.frame


def fullest(shots: Sequence[Shot], detector: Detector) -> Look:
    """The frame at the upper quantile of the faces seen. `shots` must not be empty."""
    looks = [Look(at, frame, _faces(detector, frame, COARSE)) for at, frame in shots]
    _look_again(looks, CLOSE_LOOKS, lambda frame: _faces(detector, frame, CLOSE), beyond=COARSE)
    if _height(_upper(looks).faces) < SMALL_FACE:
        _look_again(looks, CLOSE_LOOKS, lambda frame: _enlarged(detector, frame), within=CLOSE)
    return _upper(looks)


def _headcount(best: Look, frames: int) -> Headcount:
    height = _height(best.faces)
    return Headcount(
        best=len(best.faces),
        frames=frames,
        median_face_height=round(height, 1) if best.faces else None,
        confidence=round(median(face.score for face in best.faces), 3) if best.faces else None,
        at=round(best.at, 3),
        cannot_judge=height < LEAST_FACE,
    )


def _height(faces: Sequence[Face]) -> float:
    """The median height, 0 without faces."""
    return median(face.height for face in faces) if faces else 0.0


def _upper(looks: Sequence[Look]) -> Look:
    """The look at the upper quantile; of equals the earliest."""
    ordered = sorted(looks, key=lambda look: -len(look.faces))
    return ordered[int(len(ordered) * (1 - UPPER) + 1e-9)]


def _look_again(
    looks: list[Look], most: int, see: Callable[[Frame], list[Face]], beyond: int = 0, within: int = sys.maxsize
) -> None:
    """Looks closer at the fullest frames of a width in (beyond, within]; what was seen before stands if it was more."""
    for look in sorted(looks, key=lambda look: -len(look.faces))[:most]:
        if beyond < look.frame.width <= within:
            look.faces = max(see(look.frame), look.faces, key=len)


def _faces(detector: Detector, frame: Frame, width: int) -> list[Face]:
    """Faces seen at most `width` pixels wide, in pixels of the recorded picture."""
    scale = min(1.0, width / frame.width)
    size = {"width": round(frame.width * scale), "height": round(frame.height * scale)}
    image = frame.reformat(format="bgr24", interpolation="AREA", **size).to_ndarray()
    return [_scaled(face, 1 / scale) for face in detector.faces(image)]


def _enlarged(detector: Detector, frame: Frame) -> list[Face]:
    """Faces seen at twice the size, in four overlapping parts so that memory stays that of one frame.

    Only small ones: enlarging a large face finds a second one in it.
    """
    found = _faces(detector, frame, CLOSE)
    image = frame.reformat(width=frame.width * 2, height=frame.height * 2, format="bgr24").to_ndarray()
    height, width = image.shape[:2]
    for top in (0, height // 2 - _MARGIN):
        for left in (0, width // 2 - _MARGIN):
            part = image[top : top + height // 2 + _MARGIN, left : left + width // 2 + _MARGIN]
            found += [_scaled(face, 0.5, left, top) for face in detector.faces(part) if face.height < 2 * SMALL_FACE]
    return distinct(found)


def _scaled(face: Face, scale: float, left: float = 0.0, top: float = 0.0) -> Face:
    """Moved by left and top, then scaled."""
    return Face((face.x + left) * scale, (face.y + top) * scale, face.width * scale, face.height * scale, face.score)
