"""Numbers whose cells show a unit by their number format: each read as it looks, and told where look and heading differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sheetsales.book.load_rules import UNIT_BY_FORMAT, UNIT_IN_DOUBT
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.parsing.column_reader import Flag, Flagged, Reader
from sheetsales.book.parsing.numbers import exact, plainly
from sheetsales.book.problems import SheetProblem
from sheetsales.book.rows import BoundRows
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Shown
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.column import Kind
from sheetsales.schema.headings import normalise
from sheetsales.schema.shown_units import LARGE, ShownUnits, is_number, printed_factor
from sheetsales.schema.title_rows import unit_above
from sheetsales.schema.units import ONE, factor_for, parse_unit
from sheetsales.texts import Text, same

_COUNTED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER})
_SIGNS = "¥￥$£€"
_IN_ENGLISH = "{:,f}"


class LookedAt:
    """One column of a block whose cells print something."""

    def __init__(self, block: BoundRows, bound: BoundColumn) -> None:
        self.block, self.bound = block, bound
        self.shown = block.grid.shown.get(bound.sheet_column, {})
        self.signs = block.grid.signs.get(bound.sheet_column, {})
        self.cells = list(zip(block.rows, block.raw[bound.column.key], strict=True))
        self.units = ShownUnits(bound.column, self._said())
        self.by_looks = self.units.of_column((v, self.shown.get(row)) for row, v in self.cells)
        if bound.factor not in (self.by_looks, self.units.said or ONE):
            self.units = ShownUnits(bound.column, bound.factor)

    def _said(self) -> Decimal | None:
        """The factor of the unit that the heading or what stands above it says."""
        column, grid, row = self.bound.column, self.block.grid, self.block.bound.heading_row
        unit = normalise(self.bound.heading).unit
        if not parse_unit(unit) and (column.kind is Kind.MONEY or self.block.bound.record.key == "targets"):
            unit = unit_above(grid, row, grid.first_row)[0]
        return factor_for(column, unit) if parse_unit(unit) else None

    def settle(
        self, typed: Sequence[Any], reader: Callable[[BoundColumn], Reader]
    ) -> tuple[Sequence[Any], list[Flagged]]:
        """The typed values with those that another factor turns into the column's unit, None where it is in doubt."""
        readers: dict[Decimal, Reader] = {}
        settled, flagged = list(typed), list[Flagged]()
        for i, (row, value) in enumerate(self.cells):
            if not is_number(value) or typed[i] is None:
                continue
            factor = self._factor(value, row)
            if factor is None:
                settled[i] = None
                flagged.append((i, self._doubt(value, row)))
            elif factor != self.bound.factor:
                if factor not in readers:
                    readers[factor] = reader(replace(self.bound, factor=factor))
                read = readers[factor].one(value)
                settled[i] = None if isinstance(read, Flag) else read
        return settled, flagged

    def _factor(self, value: Any, row: int) -> Decimal | None:
        """None also for money without a look beside money that is read by its look, and for ¥150,000 under 万元."""
        look = self.shown.get(row)
        if look is None and row in self.signs and LARGE <= self.bound.factor <= abs(value):
            return None
        factor = self.units.factor(value, look)
        alone = look is None and factor != self.bound.factor
        return None if alone and self.bound.column.kind is Kind.MONEY else factor

    def _doubt(self, value: Any, row: int) -> Flag:
        look, number = self.shown.get(row), exact(value)
        said = self.units.said or ONE
        printed = printed_factor(self.bound.column, look.words) if look else None
        scale = look.scale if look else 1
        ways = {
            number * f for f in (self.bound.factor, said, printed or said, (printed or said) / scale, ONE)
        }
        words = {"shown": _as_shown(number, look), "one": _told(min(ways)), "other": _told(max(ways))}
        return Flag(None, UNIT_IN_DOUBT, words)

    def note(self) -> SheetProblem | None:
        """What was read by its look and not as it stands under the heading."""
        usual = self.units.said or ONE
        by_look = [
            (row, value, factor)
            for row, value in self.cells
            if is_number(value) and (look := self.shown.get(row)) and (factor := self._factor(value, row))
            if factor != usual or self._odd(look)
        ]
        if not by_look:
            return None
        (row, value, factor), bound = by_look[0], self.block.bound
        number = exact(value)
        details = {
            "sheet": bound.sheet, "column": same(" ".join(self.bound.heading.split())), "count": f"{len(by_look):,}",
            "stored": plainly(number), "shown": _as_shown(number, self.shown[row]), "read": _told(number * factor),
        }  # fmt: skip
        at = CellRef(bound.sheet, row, self.bound.sheet_column)
        return SheetProblem(
            UNIT_BY_FORMAT,
            at,
            details,
            bound.record.key,
            column=self.bound.column.key,
            key=fold(self.bound.heading),
        )

    def _odd(self, look: Shown) -> bool:
        """Does it divide by another number than the unit it prints?"""
        printed = printed_factor(self.bound.column, look.words)
        return printed is not None and look.scale > 1 and printed != look.scale


def unit_notes(block: BoundRows) -> Iterator[SheetProblem]:
    """One for each column of the block that is read by how its cells look."""
    for bound in block.bound.columns:
        if may_look(block, bound) and (note := LookedAt(block, bound).note()):
            yield note


def may_look(block: BoundRows, bound: BoundColumn | None) -> bool:
    """Whether number formats may say something about the numbers of the column."""
    if bound is None or bound.column.kind not in _COUNTED:
        return False
    is_signed = bound.factor >= LARGE and bound.sheet_column in block.grid.signs
    return is_signed or bound.sheet_column in block.grid.shown


def _as_shown(number: Decimal, look: Shown | None) -> str:
    if look is None:
        return plainly(number)
    sign = look.words[:1] if look.words[:1] in _SIGNS else ""
    return f"{sign}{plainly(exact(number / look.scale))}{look.words.removeprefix(sign).strip()}"


def _told(number: Decimal) -> Text:
    plain = plainly(number)
    return Text(plain, _IN_ENGLISH.format(Decimal(plain)))
