"""A province's table → registry rows."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from chalicelib.domain.personal import Keyed, mask_account, mask_identity
from chalicelib.domain.registry import ROW_MODELS, DirectoryKind, RegistryRow, Table
from chalicelib.domain.upload import Counts
from chalicelib.intake.cells.personal import identity_faults
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.registry import REGISTRY
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import Line, read_table
from chalicelib.intake.table import Table as SheetTable

Numbered = tuple[int, RegistryRow]
_PERIODS = (
    ("valid_from", "valid_to", "失效（停用）日期不能早于生效（启用）日期"),
    ("found", "lifted", "解除日期不能早于发现日期"),
    ("issued", "expires", "失效日期不能早于发放日期"),
    ("starts", "ends", "结束时间不能早于开始时间"),
)


def read_registry(sheet: Sheet, table: Table, limit: int, keyed: Keyed, errors: Errors) -> SheetTable[RegistryRow]:
    """The table's rows, none for a header alone. Adds to `errors`; raises FileFault.

    Rows of one key: equal ones stand once (each line counts as accepted); if they differ none is taken.
    """
    read = read_table(sheet, REGISTRY[table], limit, errors, _builder(table, keyed))
    kept, conflicting = _settled(read.items)
    for number, first in conflicting:
        message = f"与第{first}行的关键列相同而内容不同，两行均未采用，请核对后只保留一行"
        errors.at(sheet.name, number, None, CellError(Code.CONFLICTING_ROWS, message))
    accepted = read.counts.accepted - len(conflicting)
    counts = Counts(rows=read.counts.rows, accepted=accepted, rejected=read.counts.rows - accepted)
    if counts.rows and not accepted:
        message = "没有可采用的数据行，原有数据保持不变，请按下列错误修改后重新上传"
        raise FileFault(Code.EVERY_ROW_BAD, message, sheet=sheet.name, counts=counts)
    return SheetTable(kept, counts, read.ignored, read.missing)


def _settled(items: tuple[Numbered, ...]) -> tuple[tuple[Numbered, ...], list[tuple[int, int]]]:
    """The rows that stand, and each conflicting row's number with that of another row of its key."""
    by_key: dict[str, list[Numbered]] = defaultdict(list)
    for item in items:
        by_key[item[1].key].append(item)
    kept = []
    conflicting = []
    for same in by_key.values():
        if all(row == same[0][1] for _, row in same):
            kept.append(same[0])
        else:
            first, second = same[0][0], same[1][0]
            conflicting += [(number, second if number == first else first) for number, _ in same]
    return tuple(kept), sorted(conflicting)


def _builder(table: Table, keyed: Keyed) -> Callable[[Line], RegistryRow]:
    def build(line: Line) -> RegistryRow:
        values = dict(line.values)
        _refuse_reversed(values)
        if table is Table.DIRECTORY:
            _refuse_no_region(values)
        return ROW_MODELS[table](**_hashed(values, keyed))

    return build


def _refuse_reversed(values: dict[str, Any]) -> None:
    for start, end, message in _PERIODS:
        if start in values and end in values and values[end] < values[start]:
            raise CellError(Code.PERIOD_REVERSED, f"{message}，请修改")


def _refuse_no_region(values: dict[str, Any]) -> None:
    """Only a platform serves the whole province by leaving 地区 blank."""
    if "region" not in values and values["kind"] is not DirectoryKind.PLATFORM:
        raise CellError(Code.VALUE_MISSING, "培训机构、评价机构须填写地区", "地区")


def _hashed(values: dict[str, Any], keyed: Keyed) -> dict[str, Any]:
    """Personal and account numbers become hash and mask; none is kept in full."""
    if "account" in values:
        account = values.pop("account")
        values |= {"account_masked": mask_account(account), "account_hash": keyed(account)}
    if "identity" in values:
        identity = values.pop("identity")
        if identity_faults(identity):
            raise CellError(Code.IDENTITY_INVALID, "身份证号有误，请对照证件核对", "身份证号")
        values |= {"person": keyed(identity), "identity_masked": mask_identity(identity)}
    return values
