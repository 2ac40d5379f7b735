"""What a write in the table means for others: the events that make classes look again."""

from chalicelib.domain.model import Model
from chalicelib.domain.record import Holds


class FactsChanged(Model):
    """Other uploads are current for a class than before."""

    class_id: str


class FootageChanged(Model):
    """Another recording (or the first) is current under one of the class's video keys."""

    class_id: str
    uploads: tuple[str, ...]
    """The one before, if any, and the one now."""


class RowStored(Model):
    """A registry row came to a partition (its stored key)."""

    partition: str
    sk: str
    body: str


class TableLoaded(Model):
    """A registry table was loaded for the first time; `partition` is where those wait who judged without it."""

    partition: str


class HoldsChanged(Model):
    """A class says something else of its people than before."""

    class_id: str
    before: Holds | None
    after: Holds | None


class ApprenticesChanged(Model):
    """A class counts otherwise in its institution's apprentices of a year."""

    class_id: str
    institution: str
    year: int


class CertificatesChanged(Model):
    """A class has other certificate numbers (keyed hashes) than before; None is not known."""

    class_id: str
    before: frozenset[str] | None
    after: frozenset[str]


class RectificationChanged(Model):
    """A class's failed survey, or its cure, bears on its institution."""

    class_id: str
    institution: str


Change = (
    FactsChanged
    | FootageChanged
    | RowStored
    | TableLoaded
    | HoldsChanged
    | ApprenticesChanged
    | CertificatesChanged
    | RectificationChanged
)
