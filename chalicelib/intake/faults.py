"""What goes wrong while reading: in one cell or row, or with the file as a whole."""

import unicodedata

from chalicelib.domain.upload import Counts, RowError
from chalicelib.intake import limits
from chalicelib.intake.codes import Code

_QUOTED = 20
_DIGITS = 10


class CellError(ValueError):
    """A cell (or, with `column`, another cell of the row) that cannot be used. `message` is Chinese."""

    def __init__(self, code: Code, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.column = column


class FileFault(Exception):
    """The whole file (or one sheet of it) is refused. `counts` is what had been read of it."""

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        sheet: str | None = None,
        column: str | None = None,
        counts: Counts | None = None,
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.error = RowError(sheet=sheet, row=None, column=column, code=code.value, message=message)
        self.counts = counts or Counts()


class Errors:
    """The errors of a file as they are found; past `limits.MAX_ERRORS` they are only counted."""

    def __init__(self) -> None:
        self._listed: list[RowError] = []
        self._unlisted = 0

    def add(self, error: RowError) -> None:
        if len(self._listed) < limits.MAX_ERRORS:
            self._listed.append(error)
        else:
            self._unlisted += 1

    def at(self, sheet: str | None, row: int, column: str | None, fault: CellError) -> None:
        """Add what is wrong with a cell; the fault's own column goes before the given one."""
        where = fault.column or column
        self.add(RowError(sheet=sheet, row=row, column=where, code=fault.code.value, message=fault.message))

    def listed(self) -> tuple[RowError, ...]:
        if not self._unlisted:
            return tuple(self._listed)
        message = f"另有{self._unlisted}处错误未列出，请先修改以上各处后重新上传"
        return (*self._listed, RowError(code=Code.MORE_ERRORS.value, message=message))


def quote(value: object) -> str:
    """A cell's content as a message may repeat it: short, and never with as many digits as a phone number has."""
    text = "".join(unicodedata.normalize("NFKC", str(value)).split())
    if sum(c.isnumeric() for c in text) > _DIGITS:
        return "“***”"
    return f"“{text[:_QUOTED]}…”" if len(text) > _QUOTED else f"“{text}”"
