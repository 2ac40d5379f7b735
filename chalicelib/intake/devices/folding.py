"""A log's rows, however many, folded into one series of moments for each person, device and method."""

from array import array
from collections.abc import Iterable
from datetime import date

from chalicelib.domain.checkin import DayLog, Mark, Method, split_by_day
from chalicelib.domain.personal import Keyed
from chalicelib.domain.upload import RowError
from chalicelib.intake.devices import limits
from chalicelib.intake.devices.codes import LogCode, LogFault
from chalicelib.intake.devices.marking import UnusableMark, mark
from chalicelib.intake.devices.record import Aside, BadRow, Columns, Item, Record


class Folding:
    """Takes rows in any order. A person's number is hashed once, not once a row; nothing is kept of a row but its
    moment (eight bytes)."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self._written: dict[tuple[str, str, Method], array[int]] = {}
        """By what the file says; several spellings of one mark share a series."""
        self._series: dict[Mark, array[int]] = {}
        self.asides = self.bad = self.faults = 0
        self.errors: list[RowError] = []
        self.columns = Columns((), ())

    def take(self, items: Iterable[Item]) -> None:
        """All rows of a file. Raises LogFault where there are too many."""
        written = self._written
        room = limits.ROWS
        for item in items:
            room -= 1
            if room < 0:
                raise LogFault(LogCode.TOO_MANY_ROWS, f"记录超过{limits.ROWS}行，请按日期拆分后分别上传")
            if type(item) is Record:
                row, device, who, moment, method = item
                series = written.get((device, who, method))
                if series is None:
                    self._begin(row, device, who, moment, method)
                else:
                    series.append(moment)
            else:
                room += self._other(item)

    def _begin(self, row: int, device: str, who: str, moment: int, method: Method) -> None:
        try:
            found = mark(device, who, method, self._keyed)
        except UnusableMark as unusable:
            self._other(BadRow(row, unusable.column, unusable.code, unusable.message))
            return
        if len(self._written) >= limits.MARKS:
            raise LogFault(LogCode.TOO_MANY_PEOPLE, "文件中的人员过多，请按培训班拆分后分别上传")
        series = self._series.setdefault(found, array("q"))
        self._written[device, who, method] = series
        series.append(moment)

    def _other(self, item: Item) -> int:
        """How many rows the item is not."""
        if isinstance(item, Columns):
            self.columns = item
            return 1
        if isinstance(item, Aside):
            self.asides += 1
        if not isinstance(item, BadRow):
            return 0
        self.faults += 1
        self.bad += not item.kept
        if len(self.errors) < limits.LISTED_ERRORS:
            self.errors.append(RowError(row=item.row, column=item.column, code=item.code, message=item.message))
        return int(item.kept)

    def methods(self) -> dict[Method, int]:
        """Records of each method, repeats included. Ask before `days`."""
        counts = dict.fromkeys(Method, 0)
        for found, series in self._series.items():
            counts[found.method] += len(series)
        return counts

    def days(self) -> dict[date, DayLog]:
        """The folded days, each record once. Gives the series away: ask once."""
        self._written.clear()
        days: dict[date, dict[Mark, tuple[int, ...]]] = {}
        while self._series:
            found, series = self._series.popitem()
            for day, seconds in split_by_day(sorted(set(series))):
                days.setdefault(day, {})[found] = seconds
                if len(days) > limits.DAYS:
                    raise LogFault(LogCode.TOO_MANY_DAYS, "记录的日期跨度过大，请核对设备时间，或按年度拆分后上传")
        return {day: DayLog(day, days[day]) for day in sorted(days)}
