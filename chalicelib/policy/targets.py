"""A year's targets: by region (附件1), by provincial unit (附件2), by programme (二(一)). Exact, in 万 unless said."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from chalicelib.domain.model import Model
from chalicelib.domain.region import Region
from chalicelib.policy.fields import Amount, Exact, FrozenMapping, Text


class UnitTarget(Model):
    """培训 in 万人次; 新增技能人才 and 新增高技能人才 in 万人."""

    training: Amount
    skilled: Amount
    highly_skilled: Amount


class RegionTarget(UnitTarget):
    """As UnitTarget; of the training 补贴性, of the highly skilled 技师和高级技师, and 企业新型学徒制."""

    subsidised: Amount
    technicians: Amount
    apprentices: Amount


Owner = TypeVar("Owner", bound=str)
Row = TypeVar("Row", bound=UnitTarget)


class TargetTable(Model, Generic[Owner, Row]):
    """An annex. `total` is as printed; where rows do not add to it, `differences` says by how much (rows − total)."""

    clause: str
    total: Row
    rows: FrozenMapping[Owner, Row]
    differences: FrozenMapping[str, Exact] = Field(default={}, validate_default=True)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        columns = type(self.total).model_fields
        if unknown := sorted(set(self.differences) - set(columns)):
            raise ValueError(f"differences names no column: {', '.join(unknown)}")
        for column in columns:
            rows, total = _sum(self.rows, column), getattr(self.total, column)
            if rows - total != self.differences.get(column, 0):
                raise ValueError(f"{column}: the rows add to {rows}, the printed total is {total}")
        return self


def _sum(rows: Mapping[Owner, Row], column: str) -> Decimal:
    return sum((getattr(row, column) for row in rows.values()), Decimal(0))


class SpecialFigure(Model):
    """A figure of one programme only; `text` is its words in the programme's clause."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    label: Text
    value: Amount
    unit: Literal["万人", "人"]
    text: Text


class Programme(Model):
    """One of the ten special programmes (十大专项). None is a figure the document does not set."""

    number: Annotated[int, Field(strict=True, ge=1)]
    title: Text
    clause: str
    training: Amount | None = None
    skilled: Amount | None = None
    highly_skilled: Amount | None = None
    text: Text | None = None
    """The words of the three figures."""
    special: tuple[SpecialFigure, ...] = ()

    @model_validator(mode="after")
    def _quoted(self) -> Self:
        figures = (self.training, self.skilled, self.highly_skilled)
        if any(figure is not None for figure in figures) != (self.text is not None):
            raise ValueError("figures and their words (text) go together")
        return self


class YearTargets(Model):
    """All targets of a calendar year."""

    year: Annotated[int, Field(strict=True, ge=2000)]
    regions: TargetTable[Region, RegionTarget]
    units: TargetTable[str, UnitTarget]
    programmes: tuple[Programme, ...]

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        numbers = [programme.number for programme in self.programmes]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"programmes are not numbered 1, 2, 3, …: {numbers}")
        return self
