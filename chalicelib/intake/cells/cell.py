"""A cell as the file readers give it, and its text."""

import datetime
import re
import unicodedata

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
"""A blank cell is the empty text. A csv file has text cells only."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u202a\u202c\u202d\u202e"))
_BLANKS = re.compile(r"\s+")
_AS_FORMULA = re.compile(r'="([^"]*)"')
EXACT = 10**15
"""A spreadsheet keeps 15 digits of a number; one that is not below this has lost its last digits."""


def is_blank(cell: Cell) -> bool:
    """No content: the empty text, or blanks only (U+3000 and zero-width ones included)."""
    return cell == "" or (isinstance(cell, str) and not cell.translate(_INVISIBLE).strip())


def as_text(cell: Cell) -> str:
    """The cell as text: blanks around it and invisible characters dropped, a whole number without `.0`."""
    if isinstance(cell, str):
        return cell.translate(_INVISIBLE).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return cell.isoformat()


def number_text(number: float) -> str:
    """A number with the 15 digits that a spreadsheet keeps: 123.0 is `123`, 0.1 + 0.2 is `0.3`."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < EXACT):
        return str(int(number))
    return format(number, ".15g")


def bare(cell: Cell) -> str:
    """`tidy` of a number that names something, without the marks that keep a spreadsheet from counting with it.

    People type an apostrophe before it; other systems export it as `="0123"`.
    """
    written = tidy(cell)
    match = _AS_FORMULA.fullmatch(written)
    return match[1] if match else written.strip("'‘’`")


def tidy(cell: Cell) -> str:
    """The cell as text for comparing: full-width characters made half-width, every blank dropped."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", as_text(cell)))
