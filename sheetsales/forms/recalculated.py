"""What a form's own formulas come to once it is filled: a stored value that rests on what was there before is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef
from sheetsales.cells.form import WORD, Form, FormFormula
from sheetsales.cells.values import CellError, CellValue, Formula
from sheetsales.formula.lists.evaluate import run_over, unknown_functions
from sheetsales.formula.lists.values import Column, Items
from sheetsales.formula.mistakes import Absent, Mistake
from sheetsales.formula.parser import parse
from sheetsales.formula.single import Value, day_of, serial
from sheetsales.formula.syntax import Call, Cell, Chain, Literal, Node, Signed, Whole
from sheetsales.regex import regex
from sheetsales.texts import same

_SUBTOTALS: Final = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 9: "SUM"}
_BROAD: Final = frozenset(_SUBTOTALS.values())
"""Functions that ask of an area only what its cells hold, not how they stand."""
_MOST: Final = 20_000
"""Cells of one area that are added up."""
_DAYS: Final = regex(r"[ydm年月日]", 2)
_NOT_SHOWN: Final = regex(r'"[^"]*"|\[[^\]]*\]|\\.')
_WORD: Final = regex(WORD + r"(\d+)\Z")
_NEVER: Final = Mistake(same("not to be told"))


def recalculated(
    form: Form, formulas: Sequence[FormFormula], written: Sequence[Area], today: dt.date
) -> tuple[tuple[CellRef, Formula], ...]:
    """New stored values for all formulas that rest on ``written`` cells, None for those we cannot work out."""
    stale = _stale(formulas, written)
    sheet = _Sheet(form, {one.at: one for one in stale}, today)
    return tuple((one.at, Formula(one.text, sheet.stored(one))) for one in stale if one.alone and one.text)


def _stale(formulas: Sequence[FormFormula], written: Sequence[Area]) -> list[FormFormula]:
    """Those that name a written cell, or one that such a formula fills."""
    stale: dict[CellRef, FormFormula] = {}
    fresh: list[Area] = list(written)
    left = list(formulas)
    while fresh:
        met = [one for one in left if _names_any(one, fresh)]
        stale.update((one.at, one) for one in met)
        left = [one for one in left if one.at not in stale]
        fresh = [Area(at.sheet, at.row, at.column, at.row, at.column) for at in (one.at for one in met)]
    return list(stale.values())


def _names_any(one: FormFormula, areas: Sequence[Area]) -> bool:
    return any(a.sheet.lower() == b.sheet.lower() and a.meets(b) for a in one.areas for b in areas)


class _Sheet:
    """Cells by their places, worked out as they are asked for."""

    def __init__(self, form: Form, stale: Mapping[CellRef, FormFormula], today: dt.date) -> None:
        self._form, self._today = form, today
        self._stale = {(at.sheet.lower(), at.row, at.column): one for at, one in stale.items()}
        self._grids = {grid.name.lower(): grid for grid in form.workbook.grids}
        self._known: dict[tuple[str, int, int], Value] = {}
        self._under: set[tuple[str, int, int]] = set()

    def stored(self, one: FormFormula) -> CellValue:
        """The value to be kept with a formula, None for one that cannot be told."""
        try:
            value = self.value(one.at.sheet, one.at.row, one.at.column)
        except (Mistake, RecursionError):
            return None
        if value is None:
            return 0
        if isinstance(value, float) and _DAYS.search(_plain(self._form.format(one.at))):
            return day_of(value) if value == int(value) else None
        return value

    def value(self, sheet: str, row: int, column: int) -> Value:
        key = (sheet.lower(), row, column)
        if key in self._known:
            return self._known[key]
        one = self._stale.get(key)
        if one is None:
            grid = self._grids.get(key[0])
            if grid is None or (row, column) in grid.uncached:
                raise _NEVER
            found = _as_formulas_see(grid.value(row, column))
        else:
            found = self._computed(key, one)
        self._known[key] = found
        return found

    def _computed(self, key: tuple[str, int, int], one: FormFormula) -> Value:
        if key in self._under or not one.words or not one.alone:
            raise _NEVER
        self._under.add(key)
        try:
            tree = _without_subtotals(parse(one.words, _Words(one.areas)))
            if unknown_functions(tree):
                raise _NEVER
            _require_lines(tree, one.areas)
            result = run_over(_Named(self, one.areas), 1, self._today).value(tree)
        finally:
            self._under.discard(key)
        if isinstance(result, list):
            result = result[0]
        if isinstance(result, Column | Items):
            raise _NEVER
        return result if not isinstance(result, int) or isinstance(result, bool) else float(result)

    def cells(self, area: Area) -> list[Value]:
        area = self._used(area)
        if (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1) > _MOST:
            raise _NEVER
        return [
            self.value(area.sheet, row, column)
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        ]

    def _used(self, area: Area) -> Area:
        """What of whole columns or rows can hold anything."""
        grid = self._grids.get(area.sheet.lower())
        if grid is None:
            raise _NEVER
        if area.last_row == MAX_ROW:
            return replace(area, last_row=max(grid.last_row, 1))
        return replace(area, last_column=max(grid.last_column, 1)) if area.last_column == MAX_COLUMN else area


class _Words:
    """``area_0`` … are the areas a formula names."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = areas

    def reference(self, text: str, at: int) -> Node:
        found = _WORD.match(text)
        if found is None:
            raise Mistake(same(text), at=at)
        area, end = self._areas[int(found[1])], at + len(text)
        if (area.first_row, area.first_column) == (area.last_row, area.last_column):
            return Cell("", text, at=at, end=end)
        return Whole("area", text, at=at, end=end)

    def function(self, name: str, arguments: int, at: int) -> str:  # noqa: ARG002 - what is unknown is found later
        return name.upper()


class _Named:
    def __init__(self, sheet: _Sheet, areas: Sequence[Area]) -> None:
        self._sheet, self._areas = sheet, areas
        self._lists: dict[str, list[Value]] = {}

    def cells(self, record: str, column: str) -> list[Value]:  # noqa: ARG002 - all areas are one table's
        if column not in self._lists:
            self._lists[column] = self._sheet.cells(self._areas[int(column.removeprefix(WORD))])
        return self._lists[column]

    def named(self, name: str) -> Value | Node:
        if not _WORD.match(name):
            raise Absent(same(name))
        area = self._areas[int(name.removeprefix(WORD))]
        return self._sheet.value(area.sheet, area.first_row, area.first_column)


def _without_subtotals(node: Node) -> Node:
    """SUBTOTAL as the function it stands for: no row of a form is hidden by a filter."""
    match node:
        case Call(name="SUBTOTAL", arguments=(Literal(value=float(number)), *rest)):
            name = _SUBTOTALS.get(int(number) % 100)
            if name is None:
                raise _NEVER
            return Call(name, tuple(map(_without_subtotals, rest)))
        case Call():
            return replace(node, arguments=tuple(map(_without_subtotals, node.arguments)))
        case Chain():
            operands = tuple((sign, _without_subtotals(operand)) for sign, operand in node.rest)
            return replace(node, first=_without_subtotals(node.first), rest=operands)
        case Signed():
            return replace(node, operand=_without_subtotals(node.operand))
    return node


def _require_lines(node: Node, areas: Sequence[Area], *, broad: bool = False) -> None:
    """Raises where a rectangle stands where only a row or column of cells can be told."""
    if isinstance(node, Whole) and not broad:
        area = areas[int(node.column.removeprefix(WORD))]
        if area.first_row != area.last_row and area.first_column != area.last_column:
            raise _NEVER
    for part in node.parts:
        _require_lines(part, areas, broad=isinstance(node, Call) and node.name in _BROAD)


def _as_formulas_see(value: CellValue) -> Value:
    if isinstance(value, str | bool | CellError) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return serial(value.date()) + (value.hour * 60 + value.minute) / 1440
    if isinstance(value, dt.date):
        return serial(value)
    raise _NEVER


def _plain(code: str) -> str:
    """A number format without its quoted texts and brackets."""
    return _NOT_SHOWN.sub("", code)


def written_areas(form: Form, cells: Sequence[CellRef], tables: Sequence[str]) -> Iterator[Area]:
    """The cells that were filled: single ones, and Tables as they stand now."""
    for at in cells:
        yield Area(at.sheet, at.row, at.column, at.row, at.column)
    low = {name.lower() for name in tables}
    for grid in form.workbook.grids:
        yield from (table.area for table in grid.tables if table.name.lower() in low)
