"""A recording arrives: it is locked, looked at, and kept as facts of its session; a receipt answers it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.domain.dates import add_months, shanghai
from chalicelib.domain.footage import Footage, FootagePointer, Offer
from chalicelib.domain.ledger import LedgerEntry, append
from chalicelib.domain.personal import scrub
from chalicelib.domain.record import Conflict, Head
from chalicelib.domain.recording import Recording, StartSource
from chalicelib.domain.upload import Counts, ObjectGone, Receipt, RowError, UploadStatus
from chalicelib.intake.layout import Address, LayoutError, parse_key
from chalicelib.policy import Policy
from chalicelib.workflows.ingest import ATTEMPTS, Arrival
from chalicelib.workflows.ports import Classes, Footages, Receipts, Videos

Fetch = Callable[[int, int], bytes]
Examine = Callable[[Fetch, int, Mapping[str, str], Callable[[bytes], None]], Recording]
"""Range reader, size, metadata, and who takes the frame that the headcount rests on → the recording's facts."""
FileOf = Callable[[str], str]
_LONGEST = 64
"""Characters of a camera's or device's name."""


class IngestVideo:
    """The use case. Running it again for the same arrival gives the first receipt and changes nothing."""

    def __init__(
        self,
        *,
        classes: Classes,
        footages: Footages,
        videos: Videos,
        receipts: Receipts,
        examine: Examine,
        policy: Policy,
        file_of: FileOf,
        pause: Callable[[int], None],
    ) -> None:
        self._classes, self._footages, self._videos, self._receipts = classes, footages, videos, receipts
        self._examine, self._policy, self._file_of, self._pause = examine, policy, file_of, pause

    def __call__(self, arrival: Arrival, now: datetime) -> Receipt:
        """The upload's receipt. `now` is when this happens, for the ledger."""
        if answered := self._receipts.receipt(arrival.id):
            return answered
        try:
            self._videos.lock(arrival.key, arrival.version_id, self._kept_until(arrival))
            address = parse_key(arrival.key)
            return self._take_in(arrival, address, now)
        except LayoutError as outside:
            return self._reject(arrival, None, outside.error)
        except ObjectGone:
            return self._reject(arrival, None, _gone())

    def _kept_until(self, arrival: Arrival) -> datetime:
        """PRC-05: from the upload on, the years of the policy of that day."""
        uploaded = shanghai(arrival.at)
        years = self._policy.value("course.video_retention_years", uploaded.date())
        if not isinstance(years, int):
            raise TypeError("the retention is a number of years")
        return datetime.combine(add_months(uploaded.date(), 12 * years), uploaded.timetz())

    def _take_in(self, arrival: Arrival, address: Address, now: datetime) -> Receipt:
        head = self._classes.head(str(address.class_id))
        if head and head.institution != address.institution:
            return self._reject(arrival, address, _foreign_class())
        footage = self._look(arrival, address)
        offer = _offer(address, footage, self._file_of(arrival.key))
        pointer = FootagePointer(
            file=offer.file,
            upload=arrival.id,
            order=arrival.order,
            said=_said(footage),
            chunks=self._footages.keep(offer.class_id, footage),
        )
        self._find_copies(offer, footage.recording)
        return self._adopt(arrival, address, footage, pointer, head, now)

    def _look(self, arrival: Arrival, address: Address) -> Footage:
        key, version = arrival.key, arrival.version_id
        size, metadata = self._videos.describe(key, version)
        stills: list[bytes] = []
        recording = self._examine(
            lambda start, end: self._videos.fetch(key, version, start, end), size, metadata, stills.append
        )
        still = f"stills/{address.class_id}/{arrival.id}.jpg" if stills else None
        if still:
            self._videos.keep_still(still, stills[-1])
        return Footage(
            upload=arrival.id,
            session=str(address.session),
            key=scrub(key),
            camera=_name(metadata.get("camera")),
            device=_name(metadata.get("device")),
            uploaded_at=shanghai(arrival.at),
            recording=recording,
            still=still,
        )

    def _find_copies(self, offer: Offer, recording: Recording) -> None:
        """Before the recording counts, so that no class can be judged by it without knowing of the other."""
        others = self._footages.offer(offer, digests(recording)) if recording.size else ()
        elsewhere = [o for o in others if (o.class_id, o.session) != (offer.class_id, offer.session)]
        self._footages.note_copies(offer, elsewhere)

    def _adopt(
        self,
        arrival: Arrival,
        address: Address,
        footage: Footage,
        pointer: FootagePointer,
        head: Head | None,
        now: datetime,
    ) -> Receipt:
        receipt, class_id = _receipt(arrival, address, footage), str(address.class_id)
        for attempt in range(ATTEMPTS):
            current = self._footages.pointer(class_id, pointer.file)
            try:
                if (stands := _stands(current, pointer, receipt)) is not None:
                    self._receipts.put(stands)
                    return stands
                before = head or Head(class_id=class_id, institution=str(address.institution))
                after, entry = _moved(before, receipt, footage, now)
                self._footages.adopt(head, after, pointer, [entry], receipt)
                return receipt
            except Conflict:
                if done := self._receipts.receipt(arrival.id):
                    return done
                self._pause(attempt)
                head = self._classes.head(class_id)
                if head and head.institution != address.institution:
                    return self._reject(arrival, address, _foreign_class())
        raise Conflict(["the head of the class kept moving"])

    def _reject(self, arrival: Arrival, address: Address | None, error: RowError) -> Receipt:
        receipt = _answer(arrival, address, UploadStatus.REJECTED, (error,))
        self._receipts.put(receipt)
        return receipt


def digests(recording: Recording) -> tuple[str, ...]:
    """All by which the same footage is found, each with what it is a digest of."""
    content = [f"content:{recording.content}"] if recording.content else []
    return (f"bytes:{recording.bytes}", *content, *(f"frame:{frame}" for frame in dict.fromkeys(recording.frames)))


def _stands(current: FootagePointer | None, new: FootagePointer, receipt: Receipt) -> Receipt | None:
    """The receipt where what is current under the key stays; None where the new recording takes its place."""
    if current is None:
        return None
    if current.order > new.order:
        return receipt.model_copy(update={"superseded": True})
    if current.said == new.said:
        return receipt.model_copy(update={"unchanged": True})
    # As with any file: what cannot be read corrects nothing.
    return receipt if receipt.status is UploadStatus.REJECTED else None


def _moved(before: Head, receipt: Receipt, footage: Footage, now: datetime) -> tuple[Head, LedgerEntry]:
    entry = append(
        before.tip,
        chain=f"CLASS#{before.class_id}",
        at=shanghai(now).isoformat(timespec="milliseconds"),
        actor=before.institution,
        event="recording_taken",
        data={
            "session": scrub(footage.session),
            "upload": receipt.id,
            "bytes": footage.recording.bytes,
            "key": receipt.key,
        },
    )
    tip = {"seq": entry.seq, "hash": entry.hash}
    return Head.model_validate({**before.model_dump(), "rev": before.rev + 1, "tip": tip, "cause": receipt.id}), entry


def _offer(address: Address, footage: Footage, file: str) -> Offer:
    return Offer(
        class_id=str(address.class_id),
        institution=str(address.institution),
        session=footage.session,
        upload=footage.upload,
        file=file,
    )


def _said(footage: Footage) -> str:
    """Equal for two uploads that say the same of the same session."""
    facts = footage.model_dump_json(exclude={"upload", "uploaded_at", "still", "copies"})
    return hashlib.sha256(facts.encode()).hexdigest()


def _receipt(arrival: Arrival, address: Address, footage: Footage) -> Receipt:
    recording = footage.recording
    errors = [RowError(code=str(fault), message=f"{fault.advice}。") for fault in recording.faults]
    if recording.intervals and recording.start_source is StartSource.NONE:
        errors.append(_no_start())
    if not recording.intervals:
        status = UploadStatus.REJECTED
    else:
        status = UploadStatus.ACCEPTED_WITH_ERRORS if errors else UploadStatus.ACCEPTED
    return _answer(arrival, address, status, tuple(errors))


def _answer(arrival: Arrival, address: Address | None, status: UploadStatus, errors: tuple[RowError, ...]) -> Receipt:
    taken = status is not UploadStatus.REJECTED
    return Receipt(
        id=arrival.id,
        kind=address.kind if address else None,
        key=scrub(arrival.key),
        institution=address.institution if address else None,
        class_id=address.class_id if address else None,
        version_id=arrival.version_id,
        sha256="",
        size=arrival.size,
        uploaded_at=shanghai(arrival.at),
        status=status,
        counts=Counts(rows=1, accepted=int(taken), rejected=int(not taken)),
        errors=errors,
    )


def _name(text: str | None) -> str | None:
    """A camera's or device's name, without what looks like a person's number."""
    return scrub(text.strip())[:_LONGEST] or None if text else None


def _no_start() -> RowError:
    return RowError(
        code="no_start",
        message="录像没有开始时间，无法对应课次。请在上传时填写 started-at（如2024-03-05T09:00:00）后重新上传。",
    )


def _gone() -> RowError:
    return RowError(code="file_gone", message="文件在读取前已被删除，请重新上传。")


def _foreign_class() -> RowError:
    return RowError(code="class_taken", message="该班级编号已由其他机构使用，请核对班级编号或换一个编号重新上传。")
