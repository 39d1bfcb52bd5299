"""Units that cells show by their number format (``0"万元"``): the factor of a column, and what each number says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, TypeGuard

from sheetsales.cells.grid import Grid, Shown
from sheetsales.dataclass import dataclass
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.units import ONE, factor_for, parse_unit

LARGE: Final = 10_000
"""Nobody says 12000万: so large a number beside a unit that is only printed was hardly typed in that unit."""
_SHORT_OF_OTHERS: Final = frozenset({"m", "mm", "mn"})
"""Metres or millions: beside what is no money nobody can tell."""


@dataclass(frozen=True, slots=True)
class ShownUnits:
    """What the numbers of one column mean whose formats print something; ``said`` is the factor of the unit that the heading
    or a title says, None where neither says any."""

    column: Column
    said: Decimal | None

    def factor(self, number: float | Decimal, shown: Shown | None) -> Decimal | None:
        """What turns the cell's number into the column's unit; None where its look and its heading do not agree."""
        printed = printed_factor(self.column, shown.words) if shown else None
        if printed is None:
            return self._unprinted(shown.scale if shown else 1)
        if self.said is not None and self.said != printed:
            return None
        if shown is not None and shown.scale > 1:
            return ONE
        return None if printed > 1 and not -LARGE < number < LARGE else printed

    def _unprinted(self, scale: int) -> Decimal | None:
        if scale == 1 or self.said is None:
            return self.said or ONE
        return ONE if self.said == scale else None

    def of_column(self, cells: Iterable[tuple[Any, Shown | None]]) -> Decimal | None:
        """The factor that most of its numbers have by their formats; None where these say nothing else than the heading."""
        found = Counter(self.factor(n, shown) for n, shown in cells if is_number(n))
        factor, times = next(iter(found.most_common(1)), (None, 0))
        usual = ONE if self.said is None else self.said
        return factor if factor != usual and times * 2 > found.total() else None


def printed_factor(column: Column, words: str) -> Decimal | None:
    """The factor of a unit printed beside a number; None for what is no unit of such a column (``件``), or only a currency."""
    text = "".join(words.split()).casefold()
    unit = parse_unit(text)
    if unit is None or column.kind is Kind.PERCENT:
        return None
    if unit.dimension != "money":
        return factor_for(column, text)
    if column.kind is Kind.MONEY:
        return unit.factor if unit.factor != 1 or "元" in text else None
    plain = unit.factor != 1 and text not in _SHORT_OF_OTHERS
    return unit.factor if column.kind is Kind.NUMBER and plain else None


def is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def column_factor(column: Column, unit: str, grid: Grid, at: int, rows: range) -> Decimal | None:
    """The factor of a column of the sheet: by the unit that is said, else by the one that its cells show. None where the unit
    said cannot belong to such a column."""
    said = factor_for(column, unit)
    shown = grid.shown.get(at)
    if said is None or not shown:
        return said
    units = ShownUnits(column, said if parse_unit(unit) else None)
    return units.of_column((grid.value(row, at), shown.get(row)) for row in rows) or said
