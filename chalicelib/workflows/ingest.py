"""A file arrives: its facts are kept, the head of its class points at them, a receipt answers it."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.dates import instant, shanghai
from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts
from chalicelib.domain.ledger import append
from chalicelib.domain.model import Model
from chalicelib.domain.personal import Keyed, scrub
from chalicelib.domain.record import Conflict, Head, Pointer
from chalicelib.domain.registry import Table
from chalicelib.domain.training_class import Application, TrainingType
from chalicelib.domain.upload import Counts, ObjectGone, Receipt, RowError, UploadKind, UploadStatus
from chalicelib.intake.devices import LogReading
from chalicelib.intake.layout import Address, LayoutError, parse_key
from chalicelib.intake.limits import MAX_BYTES
from chalicelib.intake.reading import Reading, read
from chalicelib.workflows.ports import Certificates, Classes, Objects, People, Receipts, Rows, Seal

ATTEMPTS = 12


class Arrival(Model):
    """One object version that came to the upload bucket. `sequencer` is the bucket's own, hexadecimal."""

    key: str
    version_id: str
    size: int
    at: datetime
    sequencer: str = ""

    @property
    def id(self) -> str:
        """The upload's id: the same however often the event is delivered."""
        return hashlib.sha256(f"{self.key}\n{self.version_id}".encode()).hexdigest()[:32]

    @property
    def order(self) -> str:
        """Sorts uploads by the moment the bucket took them."""
        return f"{instant(self.at)}#{self.sequencer.zfill(32)}#{self.id}"

    @property
    def source(self) -> str:
        """Names the key without showing it."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]

    def follows(self, current: Pointer) -> bool:
        """Whether the bucket took this one after the current one.

        Of one key the sequencer decides, as S3 promises; the times of two events may stand the other way round.
        """
        if current.source == self.source and self.sequencer:
            return current.order.split("#")[1] < self.sequencer.zfill(32)
        return current.order < self.order


class Ingest:
    """The use case. Running it again for the same arrival gives the first receipt and changes nothing."""

    def __init__(
        self,
        *,
        classes: Classes,
        people: People,
        certificates: Certificates,
        rows: Rows,
        receipts: Receipts,
        objects: Objects,
        seal: Seal,
        keyed: Keyed,
        pause: Callable[[int], None],
    ) -> None:
        self._classes, self._people, self._certificates, self._rows = classes, people, certificates, rows
        self._receipts, self._objects, self._seal, self._keyed = receipts, objects, seal, keyed
        self._pause = pause

    def __call__(self, arrival: Arrival, now: datetime) -> Receipt:
        """The upload's receipt. `now` is when this happens, for the ledger."""
        if answered := self._receipts.receipt(arrival.id):
            return answered
        try:
            address = parse_key(arrival.key)
        except LayoutError as outside:
            return self._reject(arrival, outside.address, outside.error)
        if arrival.size > MAX_BYTES:
            return self._reject(arrival, address, too_large())
        try:
            data = self._objects.read(arrival.key, arrival.version_id, MAX_BYTES)
        except ObjectGone:
            return self._reject(arrival, address, file_gone())
        if data is None:
            return self._reject(arrival, address, too_large())
        reading = read(address, data, self._keyed)
        receipt = answer_to(arrival, address, reading, hashlib.sha256(data).hexdigest())
        if reading.status is UploadStatus.REJECTED:
            self._receipts.put(receipt)
            return receipt
        if address.kind is UploadKind.REGISTRY:
            return self._load(arrival, Table(str(address.table)), reading, receipt)
        return self._adopt(arrival, address, reading, receipt, now)

    def _reject(self, arrival: Arrival, address: Address | None, error: RowError) -> Receipt:
        receipt = answer_to(arrival, address, None, "", error)
        self._receipts.put(receipt)
        return receipt

    def _load(self, arrival: Arrival, table: Table, reading: Reading, receipt: Receipt) -> Receipt:
        self._rows.begin(table, arrival.id, arrival.order)
        self._rows.put(table, (row for _, row in reading.rows), arrival.id, arrival.order)
        try:
            self._rows.finish(table, receipt)
        except Conflict as conflict:
            if not conflict.failed:
                raise
        return receipt

    def _adopt(self, arrival: Arrival, address: Address, reading: Reading, receipt: Receipt, now: datetime) -> Receipt:
        class_id, institution = str(address.class_id), str(address.institution)
        head = self._classes.head(class_id)
        if head and head.institution != institution:
            return self._reject(arrival, address, foreign_class())
        chunks = self._keep(class_id, arrival.id, reading)
        self._enrol(head, class_id, institution, reading)
        for attempt in range(ATTEMPTS):
            pointers = _pointers(head, arrival, receipt.sha256, chunks)
            surveys = _surveys(head, arrival, receipt.sha256, chunks)
            answer = _answer(receipt, pointers)
            try:
                if head and (pointers, surveys) == (head.facts, head.surveys):
                    self._receipts.put(answer)
                else:
                    before = _knowing(head or Head(class_id=class_id, institution=institution), surveys)
                    self._point(head, before, pointers, reading, answer, now)
                return answer
            except Conflict:
                if done := self._receipts.receipt(arrival.id):
                    return done
                self._pause(attempt)
                head = self._classes.head(class_id)
                if head and head.institution != institution:
                    return self._reject(arrival, address, foreign_class())
        raise Conflict(["the head of the class kept moving"])

    def _keep(self, class_id: str, upload: str, reading: Reading) -> dict[FactKind, int]:
        sealed = self._seal.close(reading.secrets, f"{class_id}/{upload}") if reading.secrets else {}
        return {
            kind: self._classes.keep_facts(class_id, kind, upload, facts, sealed)
            for kind, facts in reading.facts.items()
        }

    def _enrol(self, head: Head | None, class_id: str, institution: str, reading: Reading) -> None:
        """Before the facts count, so that no other class can be judged without knowing of this one."""
        roster = reading.facts.get(FactKind.ROSTER)
        if isinstance(roster, RosterFacts):
            self._people.enrol(class_id, (trainee.person for trainee in roster.trainees))
        application = _application(reading)
        if application and application.type is TrainingType.APPRENTICESHIP and application.opening:
            self._people.enrol_apprentices(class_id, institution, application.opening.year)
        assessment = reading.facts.get(FactKind.ASSESSMENT)
        if isinstance(assessment, AssessmentFacts):
            self._certificates.claim(class_id, assessment.certificates, self._held(head))

    def _held(self, head: Head | None) -> tuple[str, ...]:
        """The certificate numbers that the class has now."""
        if head is None or FactKind.ASSESSMENT not in head.facts:
            return ()
        pointers = {FactKind.ASSESSMENT: head.facts[FactKind.ASSESSMENT]}
        facts = self._classes.facts(head.class_id, pointers)[FactKind.ASSESSMENT]
        return facts.certificates if isinstance(facts, AssessmentFacts) else ()

    def _point(
        self,
        head: Head | None,
        before: Head,
        pointers: dict[FactKind, Pointer],
        reading: Reading,
        receipt: Receipt,
        now: datetime,
    ) -> None:
        """`head` is what stands in the table, `before` what the new head is made from."""
        moved = [k for k, p in pointers.items() if k not in before.facts or p.upload != before.facts[k].upload]
        entries = []
        update: dict[str, object] = {"facts": pointers, "rev": before.rev + 1}
        if moved:
            entry = append(
                before.tip,
                chain=f"CLASS#{before.class_id}",
                at=shanghai(now).isoformat(timespec="milliseconds"),
                actor=before.institution,
                event="facts_replaced",
                data={
                    "kinds": [str(kind) for kind in sorted(moved)],
                    "upload": receipt.id,
                    "sha256": receipt.sha256,
                    "key": receipt.key,
                },
            )
            entries.append(entry)
            update |= {"tip": {"seq": entry.seq, "hash": entry.hash}, "cause": receipt.id}
        if FactKind.APPLICATION in moved:
            update |= _shown(reading)
        after = Head.model_validate({**before.model_dump(), **update})
        self._classes.adopt(head, after, entries, receipt)


def _pointers(head: Head | None, arrival: Arrival, sha256: str, chunks: dict[FactKind, int]) -> dict[FactKind, Pointer]:
    """Which uploads are current once this one is known; the latest of a kind wins, equal bytes keep their facts."""
    pointers = dict(head.facts) if head else {}
    for kind, pieces in chunks.items():
        current = pointers.get(kind)
        if current is None or arrival.follows(current):
            place = {"order": arrival.order, "source": arrival.source}
            if current and current.sha256 == sha256:
                pointers[kind] = current.model_copy(update=place)
            else:
                pointers[kind] = Pointer(upload=arrival.id, sha256=sha256, chunks=pieces, **place)
    return pointers


def _surveys(head: Head | None, arrival: Arrival, sha256: str, chunks: dict[FactKind, int]) -> tuple[Pointer, ...]:
    """All surveys once this upload is known, in the order in which the bucket took them."""
    known = head.surveys if head else ()
    if FactKind.SURVEY not in chunks or any(each.upload == arrival.id for each in known):
        return known
    new = Pointer(upload=arrival.id, order=arrival.order, sha256=sha256, chunks=chunks[FactKind.SURVEY])
    return tuple(sorted((*known, new), key=lambda each: each.order))


def _knowing(head: Head, surveys: tuple[Pointer, ...]) -> Head:
    """The head with all surveys: one that came late and is not the latest may decide an earlier round."""
    if surveys == head.surveys:
        return head
    return head.model_copy(update={"surveys": surveys, "evidence": head.evidence + 1})


def _answer(receipt: Receipt, pointers: dict[FactKind, Pointer]) -> Receipt:
    """The receipt, saying whether the upload changed anything."""
    if any(pointer.upload == receipt.id for pointer in pointers.values()):
        return receipt
    same = any(pointer.sha256 == receipt.sha256 for pointer in pointers.values())
    return receipt.model_copy(update={"unchanged": same, "superseded": not same})


def _application(reading: Reading) -> Application | None:
    facts = reading.facts.get(FactKind.APPLICATION)
    return facts.application if isinstance(facts, ApplicationFacts) else None


def _shown(reading: Reading) -> dict[str, object]:
    """What lists show of a class."""
    facts = reading.facts[FactKind.APPLICATION]
    if not isinstance(facts, ApplicationFacts):
        raise TypeError("application facts expected")
    form = facts.application
    return {
        "region": form.region,
        "opening": form.opening,
        "trade": form.trade,
        "occupation": form.occupation,
        "institution_name": form.institution_name,
    }


def answer_to(
    arrival: Arrival,
    address: Address | None,
    reading: Reading | LogReading | None,
    sha256: str,
    error: RowError | None = None,
) -> Receipt:
    """The receipt for what was read; for `error` where nothing was."""
    return Receipt(
        id=arrival.id,
        kind=address.kind if address else None,
        key=scrub(arrival.key),
        institution=address.institution if address else None,
        class_id=address.class_id if address else None,
        table=address.table if address else None,
        version_id=arrival.version_id,
        sha256=sha256,
        size=arrival.size,
        uploaded_at=shanghai(arrival.at),
        status=reading.status if reading else UploadStatus.REJECTED,
        counts=reading.counts if reading else Counts(),
        errors=reading.errors if reading else ((error,) if error else ()),
        ignored_columns=reading.ignored_columns if reading else (),
        missing_columns=reading.missing_columns if reading else (),
    )


def too_large(limit: int = MAX_BYTES) -> RowError:
    """The answer to a file of more bytes than `limit`."""
    megabytes = limit // 1024 // 1024
    return RowError(code="file_too_large", message=f"文件超过 {megabytes} MB，请拆分或删去图片、空白行后重新上传。")


def file_gone() -> RowError:
    """The answer to an object that is not there any more."""
    return RowError(code="file_gone", message="文件在读取前已被删除，请重新上传。")


def foreign_class() -> RowError:
    """The answer to a file for another institution's class."""
    return RowError(code="class_taken", message="该班级编号已由其他机构使用，请核对班级编号或换一个编号重新上传。")
