"""When a recording began: the container says, else the object's metadata."""

from datetime import datetime, timedelta

from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.recording import StartSource

STARTED_AT = "started-at"
"""Key of the object metadata: ISO 8601, Asia/Shanghai unless an offset is given."""
TOLERANCE = timedelta(minutes=5)
"""How far container and metadata may lie apart before a person should ask which is right."""


def claimed(text: str | None) -> datetime | None:
    """The moment that metadata name; None where there is none or it is no time."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def start_of(created: datetime | None, said: datetime | None) -> tuple[datetime | None, StartSource, bool]:
    """The start in Asia/Shanghai, who named it, and whether the two disagree."""
    if created is None:
        return said, StartSource.METADATA if said else StartSource.NONE, False
    return created.astimezone(SHANGHAI), StartSource.CONTAINER, said is not None and abs(created - said) > TOLERANCE
