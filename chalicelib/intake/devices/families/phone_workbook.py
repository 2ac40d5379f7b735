"""Telephone check-ins, exported as a workbook: DingTalk's 原始记录 and WeCom's 打卡明细. Kept and never counted: a
telephone is no registered face device, and administrators can edit these records.

Titles stand above the header and columns differ between versions, so they are found by name. A time may be a whole
moment, or a time of day beside its date, with 次日 for the day after.
"""

from collections.abc import Iterator

from chalicelib.domain.checkin import Method
from chalicelib.intake.cells.cell import as_text, tidy
from chalicelib.intake.devices.codes import LogCode, LogFault
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Aside, BadRow, Item, Record
from chalicelib.intake.devices.source import ZIP, Source
from chalicelib.intake.sheet import Row

NAME = "phone_workbook"
_BYTES = 20 * 2**20
_WHO = ("工号", "账号", "UserId")
_DATE = ("考勤日期", "日期", "时间")
_WHEN = ("打卡时间", "实际打卡时间")
_DEVICE = ("打卡设备",)
_WANTED: tuple[tuple[str, ...], ...] = (_WHO, _DATE, _WHEN, _DEVICE)
_HEADER_WITHIN = 10
_NEXT_DAY = "次日"
Columns = dict[tuple[str, ...], int]


def recognises(source: Source) -> bool:
    return source.head_bytes.startswith(ZIP) and any(map(_columns, _sheets(source)))


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    for rows in _sheets(source):
        if found := _columns(rows):
            header, columns = found
            filled = (row for row in rows[header:] if any(map(as_text, row[1])))
            yield from (_item(row, columns, moment, source.named_device) for row in filled)


def _sheets(source: Source) -> list[list[Row]]:
    from chalicelib.intake.workbook import sheets

    data = source.binary().read(_BYTES + 1)
    if len(data) > _BYTES:
        raise LogFault(LogCode.FILE_INFLATES, "工作簿过大，请按日期拆分后分别上传")
    try:
        return [list(sheet.rows()) for sheet in sheets(data)]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the spreadsheet reader is native: its panics are no Exception
        raise LogFault(LogCode.FILE_DAMAGED, "工作簿损坏或有密码，请另存为 .xlsx 后重新上传") from None


def _columns(rows: list[Row]) -> tuple[int, Columns] | None:
    """The header's row, and where who, date, time and device stand in it."""
    for row, cells in rows[:_HEADER_WITHIN]:
        names = [tidy(cell) for cell in cells]
        columns = {
            wanted: names.index(name)
            for wanted in _WANTED
            if (name := next((name for name in wanted if name in names), None))
        }
        if _WHO in columns and _WHEN in columns:
            return row, columns
    return None


def _item(line: Row, columns: Columns, moment: Moments, device: str) -> Item:
    row, cells = line
    texts = {wanted: as_text(cells[place]) for wanted, place in columns.items() if place < len(cells)}
    if not texts.get(_WHEN):
        return Aside.NO_CHECK_IN
    try:
        at = _moment(texts[_WHEN], texts.get(_DATE, ""), moment)
    except ValueError:
        return BadRow(row, _WHEN[0], LogCode.MOMENT, "打卡时间无法识别，请重新导出后上传")
    return Record(row, texts.get(_DEVICE) or device, texts.get(_WHO, ""), at, Method.OTHER)


def _moment(time: str, date: str, moment: Moments) -> int:
    clock = time.removeprefix(_NEXT_DAY).strip()
    later = 86_400 if clock != time else 0
    if len(clock) <= len("08:01:05"):
        clock = f"{date[:10]} {clock}"
    return moment(clock) + later
