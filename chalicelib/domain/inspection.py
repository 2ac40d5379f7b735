"""A check on site (开班当日检查, 培训期间检查), as 附件3 records it."""

import datetime
from enum import StrEnum

from chalicelib.domain.model import Model


class InspectionKind(StrEnum):
    """OPENING 开班当日, TRAINING 培训期间."""

    OPENING = "opening"
    TRAINING = "training"


class Inspection(Model):
    """One check. None was not recorded. Text never holds a whole personal number."""

    id: str
    """The same for the same check recorded twice by one person."""
    kind: InspectionKind
    date: datetime.date
    inspector: str
    place: str | None = None
    present: int | None = None
    """People whom the inspector found there."""
    attendance: str | None = None
    teachers: str | None = None
    materials: str | None = None
    session: str | None = None
    """The session that was visited, by its id."""
    headcount: int | None = None
    """People whom the session's recording shows, counted by the inspector (PRC-04)."""
    remarks: str | None = None
    actor: str
    at: datetime.datetime
    """When it was recorded."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """What 附件3 asks for and was not recorded: people, attendance, materials."""
        asked = {"检查时人数": self.present, "出勤情况": self.attendance, "培训资料": self.materials}
        return tuple(label for label, value in asked.items() if value is None)
