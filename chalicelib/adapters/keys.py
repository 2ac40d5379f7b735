"""Every key of the table, in one place. docs/data-model.md explains each with its access path.

No key holds a personal number: people are named by their keyed hash.
"""

import datetime
import hashlib

from chalicelib.domain.facts import FactKind
from chalicelib.domain.registry import Partition

HEAD = "HEAD"
HOLDS = "HOLDS"
ORDER = "ORDER"
RECEIPT = "RECEIPT"
LOADED = "LOADED"
VERDICT = "VERDICT#"
ROW = "ROW#"
READER = "READER#"
FACT = "FACT#"
SEALED = "SEALED#"
RULE = "RULE#"
COPY = "COPY#"
CLASS = "CLASS#"
POINTER = "POINTER#"
DECISION = "DECISION#"
APPRENTICES = "APPRENTICES#"
RECTIFICATIONS = "RECTIFICATIONS#"
CERTIFICATES = "CERTIFICATES"
INSPECTION = "INSPECTION#"
NO_REGION = "000000"


def klass(class_id: str) -> str:
    return f"{CLASS}{class_id}"


def fact(kind: FactKind, upload: str, chunk: int) -> str:
    return f"{FACT}{kind}#{upload}#{chunk:03d}"


def log_day(upload: str, day: str, chunk: int) -> str:
    """A piece of one day of a check-in log."""
    return f"LOG#{upload}#{day}#{chunk:03d}"


def pointers(kind: str) -> str:
    """Where the pointers of a kind whose uploads add up begin."""
    return f"{POINTER}{kind}#"


def pointer(kind: str, object_key: str) -> str:
    """Names the current upload of one object key."""
    return f"{pointers(kind)}{hashlib.sha256(object_key.encode()).hexdigest()[:32]}"


def decision(decision_id: str) -> str:
    return f"{DECISION}{decision_id}"


def sealed(kind: FactKind, upload: str) -> str:
    """Where the pieces of an upload's sealed numbers begin."""
    return f"{SEALED}{kind}#{upload}#"


def verdict(chunk: int) -> str:
    return f"{VERDICT}{chunk:03d}"


def rule(rule_id: str) -> str:
    return f"{RULE}{rule_id}"


def file_pointer(kind: str, file: str) -> str:
    """Which upload is current under one object key; `file` is `file_of` that key."""
    return f"{POINTER}{kind}#{file}"


def file_of(object_key: str) -> str:
    """A key's digest: the key itself may hold what no key of the table may."""
    return hashlib.sha256(object_key.encode()).hexdigest()[:32]


def recording(upload: str, chunk: int) -> str:
    return f"{FACT}recording#{upload}#{chunk:03d}"


def fingerprint(digest: str) -> str:
    """Where all who offered footage of this digest are noted."""
    return f"FINGERPRINT#{digest}"


def offer(class_id: str, upload: str) -> str:
    return f"OFFER#{class_id}#{upload}"


def copy(upload: str, other: str = "") -> str:
    """A recording's copies; with `other`, one of them."""
    return f"{COPY}{upload}#{other}"


def person(hashed: str) -> str:
    return f"PERSON#{hashed}"


def apprentices(institution: str, year: int) -> str:
    return f"{APPRENTICES}{institution}#{year}"


def rectifications(institution: str) -> str:
    return f"{RECTIFICATIONS}{institution}"


def certificate(hashed: str) -> str:
    return f"CERTIFICATE#{hashed}"


def inspection(inspection_id: str) -> str:
    return f"{INSPECTION}{inspection_id}"


def partition(parts: Partition) -> str:
    """Where rows of a registry table are looked up, and where their readers leave their names."""
    return "REGISTRY#" + "#".join(parts)


def row(key: str, order: str) -> str:
    return f"{ROW}{key}#@{order}"


def row_key(sk: str) -> str:
    """The row's key inside a row's sort key."""
    return sk.removeprefix(ROW).rpartition("#@")[0]


def reader(class_id: str) -> str:
    return f"{READER}{class_id}"


def upload(upload_id: str) -> str:
    return f"UPLOAD#{upload_id}"


def ledger(chain: str) -> str:
    return f"LEDGER#{chain}"


def ledger_seq(seq: int) -> str:
    return f"{seq:012d}"


def due(day: datetime.date) -> str:
    return f"DUE#{day.isoformat()}"


# Lists (secondary indexes). gsi1: by region; gsi2: by institution; gsi3: by region and status.


def by_region(region: str | None) -> str:
    return f"REGION#{region or NO_REGION}"


def by_institution(institution: str) -> str:
    return f"INSTITUTION#{institution}"


def by_status(region: str | None, status: str) -> str:
    return f"REGION#{region or NO_REGION}#{status}"


def by_rule(rule_id: str, region: str | None) -> str:
    return f"RULE#{rule_id}#{region or NO_REGION}"


def listed(opening: datetime.date | None, class_id: str) -> str:
    """Where a class stands in a list: by opening date, then id; without a date it comes last."""
    return f"{opening.isoformat() if opening else '9999-99-99'}#{class_id}"


def uploads_of_class(class_id: str) -> str:
    return f"UPLOADS#CLASS#{class_id}"


def uploads_of_institution(institution: str) -> str:
    return f"UPLOADS#INSTITUTION#{institution}"


def uploads_of_table(table: str) -> str:
    return f"UPLOADS#TABLE#{table}"


UPLOADS = "UPLOADS"
"""Every upload of the province, in one list."""
