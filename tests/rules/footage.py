"""A row of a case's `recordings` as facts.

`spans` are seconds from the session's start (08:00 on 5 March 2024, unless `began` says another start of the file),
`faces` the detector's count. `black`, `frozen` and `looped` are shares; `copies` a number; uploads are u1, u2, …
"""

import datetime
from typing import Any

from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.footage import Footage, Offer
from chalicelib.domain.recording import Headcount, Interval, Pictures, Recording

BEGAN = datetime.datetime.fromisoformat("2024-03-05T08:00:00")
HEADS = {"frames": 20, "median_face_height": 40.0, "confidence": 0.9, "cannot_judge": False}
COPY = Offer(class_id="ELSEWHERE", institution="OTHER-CODE", session="S1", upload="x1", file="f1")


def footage(number: int, row: dict[str, Any]) -> Footage:
    """The recording of one row."""
    return Footage(
        upload=f"u{number}",
        session=row.get("session", "S1"),
        key=f"videos/OWN-CODE/K1/S1/{number}.mp4",
        device=row.get("device"),
        uploaded_at=datetime.datetime(2024, 3, 6, tzinfo=SHANGHAI),
        recording=_recording(number, row),
        copies=(COPY,) * row.get("copies", 0),
    )


def _recording(number: int, row: dict[str, Any]) -> Recording:
    began = row.get("began", BEGAN)
    return Recording(
        started_at=began.replace(tzinfo=SHANGHAI) if began else None,
        intervals=tuple(Interval(start=start, end=end) for start, end in row.get("spans", ())),
        loop_share=row.get("looped", 0.0),
        size=1000,
        bytes=f"{number:064}",
        pictures=None if row.get("unseen") else _pictures(row),
        bytes_read=100,
        requests=2,
    )


def _pictures(row: dict[str, Any]) -> Pictures:
    faces = row.get("faces")
    heads = {"best": faces} if isinstance(faces, int) else faces
    return Pictures(
        frames=20,
        black_share=row.get("black", 0.0),
        frozen_share=row.get("frozen", 0.0),
        headcount=Headcount(**(HEADS | heads)) if heads else None,
    )
