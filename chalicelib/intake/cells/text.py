"""Cells of words: names, places, numbers that are names (课次编号, 证书编号)."""

import re
import unicodedata

from chalicelib.intake.cells.cell import EXACT, Cell, as_text, bare
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError

MAX_TEXT = 500
"""Characters of any text."""
_MAX_NAME = 60
_MAX_SESSION = 60
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅･", "·"))


def text(cell: Cell) -> str:
    """Any text, as data: `=1+1` is four characters and stays so."""
    return _checked(as_text(cell), MAX_TEXT)


def name(cell: Cell) -> str:
    """A person's name: blanks inside it dropped, the middle dots of typesetting made `·`."""
    return _checked("".join(as_text(cell).split()).translate(_MIDDLE_DOTS), _MAX_NAME)


def label(cell: Cell) -> str:
    """A number that names a thing, such as a certificate's: leading zeros stay, blanks and quoting go."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        raise CellError(Code.DIGITS_LOST, "编号以数字格式存储，末尾位数已丢失，请将该列设为文本格式后重新填写")
    return _checked(bare(cell), MAX_TEXT)


def session_id(cell: Cell) -> str:
    """课次编号: it becomes one part of a recording's key."""
    number = label(cell)
    if "/" in number or "\\" in number or len(number) > _MAX_SESSION:
        raise CellError(Code.SESSION_ID, f"课次编号不能含斜杠，且不超过{_MAX_SESSION}个字，请修改")
    return number


def labels(cell: Cell) -> tuple[str, ...]:
    """Several labels of one cell, parted by `;` (also `；`, `、`, `,` or a new line), each once, in order."""
    parts = re.split(r"[;,、\n]", unicodedata.normalize("NFKC", text(cell)))
    return tuple(dict.fromkeys(stripped for part in parts if (stripped := "".join(part.split()))))


def _checked(value: str, limit: int) -> str:
    if len(value) > limit:
        raise CellError(Code.TEXT_TOO_LONG, f"内容过长，请精简到{limit}个字以内")
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in value):
        raise CellError(Code.TEXT_CONTROL, "内容含有不可见的控制字符，请删除该单元格后重新输入")
    return value
