"""A check-in log's bytes → its days, and what is wrong with it. Never raises for what stands in the file."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from chalicelib.domain.checkin import DayLog, Method, midnight
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.personal import Keyed
from chalicelib.domain.upload import Counts, RowError, UploadStatus
from chalicelib.intake.devices.codes import LogCode, LogFault
from chalicelib.intake.devices.discovery import families
from chalicelib.intake.devices.folding import Folding
from chalicelib.intake.devices.record import Family, Item
from chalicelib.intake.devices.source import Source, sources

_log = logging.getLogger(__name__)
_EVERY_FAMILY = "无法识别签到记录的格式，请上传规定格式的 CSV，或考勤机、海康威视导出的原始文件"


@dataclass(frozen=True, slots=True)
class LogReading:
    """What one log says. `counts.rows` = accepted + rejected + `asides`; `accepted` counts repeats."""

    status: UploadStatus
    family: str | None = None
    days: Mapping[date, DayLog] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    methods: Mapping[Method, int] = field(default_factory=dict)
    duplicates: int = 0
    """Accepted rows that repeat another one of the file: same device, person, method and second."""
    asides: int = 0
    """Rows that are well formed and no check-ins: door events, heartbeats."""
    errors: tuple[RowError, ...] = ()
    """At most 1,000, then one that says how many there are."""
    ignored_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None


def read_log(stream: BinaryIO, file_name: str, keyed: Keyed, device: str | None = None) -> LogReading:
    """Read a log of any family, as it is or gzipped. `stream` is seekable and stays open.

    `device` is the object's metadata of that name: the device of records that do not name their own. Identity
    numbers leave here only as `keyed` gives them.
    """
    try:
        return _any_encoding(stream, file_name, keyed, device)
    except LogFault as fault:
        return _refused(fault.code, fault.message)


def _any_encoding(stream: BinaryIO, file_name: str, keyed: Keyed, device: str | None) -> LogReading:
    for source in sources(stream, file_name, device):
        family = recognise(source)
        if family is None:
            continue
        try:
            return _read(family, source, keyed)
        except UnicodeDecodeError:
            continue
    raise LogFault(LogCode.FAMILY_UNKNOWN, _EVERY_FAMILY)


def recognise(source: Source) -> Family | None:
    """The family of a file, or None."""
    return next((family for family in families() if family.recognises(source)), None)


def _read(family: Family, source: Source, keyed: Keyed) -> LogReading:
    folding = Folding(keyed)
    folding.take(_guarded(family, source))
    methods = folding.methods()
    days = folding.days()
    accepted = sum(methods.values())
    if not accepted:
        return _nothing(family, folding)
    return LogReading(
        status=UploadStatus.ACCEPTED_WITH_ERRORS if folding.faults else UploadStatus.ACCEPTED,
        family=family.NAME,
        days=days,
        counts=_counts(folding, accepted),
        methods=methods,
        duplicates=accepted - sum(map(len, days.values())),
        asides=folding.asides,
        errors=_errors(folding),
        ignored_columns=folding.columns.ignored,
        missing_columns=folding.columns.missing,
        first=_aware(days[min(days)], min(seconds[0] for seconds in days[min(days)].marks.values())),
        last=_aware(days[max(days)], max(seconds[-1] for seconds in days[max(days)].marks.values())),
    )


def _guarded(family: Family, source: Source) -> Iterator[Item]:
    """The family's rows. A reader that breaks refuses its file, so that the upload has an answer; a failing disk, or
    a failing `keyed` beyond this, is nobody's file and goes up to be tried again."""
    try:
        yield from family.read(source)
    except (LogFault, UnicodeDecodeError, OSError):
        raise
    except Exception as defect:
        _log.error("the reader of %s broke: %s", family.NAME, type(defect).__name__)
        raise LogFault(LogCode.UNREADABLE, "文件无法读取，请从设备重新导出后上传") from None


def _nothing(family: Family, folding: Folding) -> LogReading:
    if folding.bad:
        fault = LogFault(LogCode.EVERY_ROW_BAD, "没有一行可用，请按各行提示修改后重新上传")
    else:
        fault = LogFault(LogCode.NO_ROWS, "文件中没有签到记录，请核对导出的时间范围后重新上传")
    return LogReading(
        status=UploadStatus.REJECTED,
        family=family.NAME,
        counts=_counts(folding, 0),
        asides=folding.asides,
        errors=(RowError(code=fault.code, message=fault.message), *_errors(folding)),
        ignored_columns=folding.columns.ignored,
        missing_columns=folding.columns.missing,
    )


def _counts(folding: Folding, accepted: int) -> Counts:
    return Counts(rows=accepted + folding.bad + folding.asides, accepted=accepted, rejected=folding.bad)


def _errors(folding: Folding) -> tuple[RowError, ...]:
    if folding.faults == len(folding.errors):
        return tuple(folding.errors)
    message = f"共{folding.faults}处错误，只列出前{len(folding.errors)}处，请修改后重新上传查看其余"
    return (*folding.errors, RowError(code=LogCode.MORE_ERRORS, message=message))


def _refused(code: LogCode, message: str) -> LogReading:
    return LogReading(status=UploadStatus.REJECTED, errors=(RowError(code=code, message=message),))


def _aware(log: DayLog, second: int) -> datetime:
    return datetime.fromtimestamp(midnight(log.day) + second, SHANGHAI)
