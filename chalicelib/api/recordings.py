"""/classes/{id}/recordings: what the videos of a class show and cover."""

from datetime import timedelta
from typing import Any

from chalicelib.adapters.videos import STILL_SECONDS
from chalicelib.api.answers import Listed
from chalicelib.api.asked import PageQuery
from chalicelib.api.recorded import Between, CopyAnswer, Frame, RecordingAnswer, Remark
from chalicelib.api.route import Call, Paging
from chalicelib.domain.footage import Footage, Offer, Seen
from chalicelib.domain.record import Head

Asked = Call[PageQuery, None, Head]
_AS_THEY_ARE = {"container", "codec", "width", "height", "started_at", "start_source", "duration", "truncated", "size"}


def list_recordings(call: Asked) -> Listed[RecordingAnswer]:
    """By session, then start; a cursor is good for one set of recordings."""
    head, verdict = call.services.classes.verdict(call.subject)
    recordings = sorted(call.services.recordings(head.class_id), key=_place)
    paging = Paging(call, ",".join(footage.upload for footage in recordings))
    end = paging.offset + call.query.limit
    seen = verdict.recordings if verdict else {}
    items = tuple(_recording(call, each, seen.get(each.upload)) for each in recordings[paging.offset : end])
    return Listed[RecordingAnswer](items=items, next=paging.after(end if end < len(recordings) else None))


def _place(footage: Footage) -> tuple[str, str, str]:
    began = footage.recording.started_at
    return footage.session, began.isoformat() if began else "", footage.upload


def _recording(call: Asked, footage: Footage, seen: Seen | None) -> RecordingAnswer:
    recording, pictures = footage.recording, footage.recording.pictures
    return RecordingAnswer(
        id=footage.upload,
        session=footage.session,
        session_known=seen.session_known if seen else None,
        key=footage.key,
        camera=footage.camera,
        device=footage.device,
        uploaded_at=footage.uploaded_at,
        **recording.model_dump(include=_AS_THEY_ARE),
        black_share=pictures.black_share if pictures else None,
        frozen_share=pictures.frozen_share if pictures else None,
        loop_share=recording.loop_share,
        headcount=pictures.headcount if pictures else None,
        faults=tuple(Remark(code=str(fault), message=f"{fault.advice}。") for fault in recording.faults),
        standing=seen.standing if seen else None,
        doubts=tuple(Remark(code=str(doubt), message=f"{doubt.label}。") for doubt in seen.doubts) if seen else (),
        covers=tuple(Between(start=each.start, end=each.end) for each in seen.covers) if seen else None,
        copies=tuple(_copy(call, each) for each in footage.copies),
        frame=_frame(call, footage),
    )


def _copy(call: Call[Any, Any, Any], offer: Offer) -> CopyAnswer:
    if call.services.classes.head(call.who, offer.class_id) is None:
        return CopyAnswer(class_id=None, session=None, upload=None)
    return CopyAnswer(class_id=offer.class_id, session=offer.session, upload=offer.upload)


def _frame(call: Call[Any, Any, Any], footage: Footage) -> Frame | None:
    if footage.still is None:
        return None
    expires = call.services.now() + timedelta(seconds=STILL_SECONDS)
    return Frame(url=call.services.still(footage.still), expires=expires)
