"""The contract's own log: 设备编号 · 人员标识 · 签到时间 · 相似度 (optional), comma or tab, headers in any order.

The file is the platform's own form for passed face verifications, so every row is one. 相似度 has no threshold in the
document and none here: a cell that is no number is reported, and the row counts all the same.
"""

import re
from collections.abc import Iterator

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.delimited import Header, find_header, rows_below
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import BadRow, Columns, Item, Record
from chalicelib.intake.devices.source import Source

NAME = "canonical_csv"
_DEVICE, _WHO, _WHEN, _SIMILARITY = "设备编号", "人员标识", "签到时间", "相似度"
_REQUIRED = frozenset((_DEVICE, _WHO, _WHEN))
_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d+)?\s*%?)?\s*", re.ASCII)


def recognises(source: Source) -> bool:
    return find_header(source, _REQUIRED) is not None


def read(source: Source) -> Iterator[Item]:
    header = find_header(source, _REQUIRED)
    if header is None:
        return
    yield _columns(header)
    device, who, when = (header.names.index(name) for name in (_DEVICE, _WHO, _WHEN))
    similarity = header.at(_SIMILARITY)
    needed = max(device, who, when)
    moment, plausible = Moments(), _Similarities()
    for row, cells in rows_below(source, header):
        if len(cells) <= needed:
            yield BadRow(row, None, LogCode.ROW_SHAPE, "这一行的列数比表头少，请补齐后重新上传")
            continue
        if not cells[who] or cells[who].isspace():
            yield BadRow(row, _WHO, LogCode.VALUE_MISSING, "人员标识为空，请填身份证号或设备工号")
            continue
        try:
            yield Record(row, cells[device], cells[who], moment(cells[when]), Method.FACE)
        except ValueError:
            yield BadRow(row, _WHEN, LogCode.MOMENT, "签到时间无法识别，请写成 2024-03-05 08:30:00")
            continue
        if similarity is not None and similarity < len(cells) and not plausible[cells[similarity]]:
            yield BadRow(row, _SIMILARITY, LogCode.SIMILARITY, "相似度不是数字，请填数字或留空", kept=True)


class _Similarities(dict[str, bool]):
    """Whether a text is a number, a percentage or blank."""

    def __missing__(self, text: str) -> bool:
        if len(self) > 10_000:
            self.clear()
        self[text] = _NUMBER.fullmatch(text) is not None
        return self[text]


def _columns(header: Header) -> Columns:
    known = _REQUIRED | {_SIMILARITY}
    ignored = tuple(name for name in header.names if name and name not in known)
    return Columns(ignored, () if _SIMILARITY in header.names else (_SIMILARITY,))
