"""Blocks of cells written into an open workbook, looked at again, and taken back."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.backends.live import texts as say
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.live.read import formula_texts
from sheetsales.backends.live.values import LONGEST, format_of, received, sent
from sheetsales.backends.parts.number_formats import kind_of_format
from sheetsales.backends.parts.serials import serial
from sheetsales.backends.placing.guard import shown
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.errors import EditRefused

Rows = Sequence[Sequence[EditValue]]
_GENERAL = "General"


def area(sheet: Any, row: int, column: int, height: int, width: int) -> Any:
    """A range by its first cell and its size."""
    return sheet.range((row, column), (row + height - 1, column + width - 1))


def of_area(book: Any, at: Area) -> Any:
    """The range of an area."""
    height, width = at.last_row - at.first_row + 1, at.last_column - at.first_column + 1
    return area(book.sheets[at.sheet], at.first_row, at.first_column, height, width)


def write_block(sheet: Any, row: int, column: int, rows: Rows, journal: Journal) -> int:
    """Write a block of values and see that they came to stand as meant; returns the number of cells.

    Dates get a date format where the cell shows none. Raises ``EditRefused`` where Excel makes something else of a value.
    """
    target = area(sheet, row, column, len(rows), len(rows[0]))
    _remember(target, journal)
    _give_formats(target, rows, journal)
    _send(target, rows)
    odd = list(_differing(target, rows))
    for r, c in odd:  # the cell's own format changed the value: a text cell makes texts of numbers
        _set_format(target[r, c], format_of(rows[r][c]) or _GENERAL, journal)
        target[r, c].value = sent(rows[r][c])
    if odd:
        _refuse_first(sheet, target, rows)
    return len(rows) * len(rows[0])


def _send(target: Any, rows: Rows) -> None:
    values = [[sent(value) for value in row] for row in rows]
    long = [
        (r, c)
        for r, row in enumerate(values)
        for c, v in enumerate(row)
        if isinstance(v, str) and len(v) > LONGEST
    ]
    texts = {at: values[at[0]][at[1]] for at in long}
    for r, c in long:
        values[r][c] = None
    target.value = values
    for (r, c), text in texts.items():
        target[r, c].value = text


def _remember(target: Any, journal: Journal) -> None:
    """What stands there, to be put back: formulas as formulas, texts as texts."""
    raw = target.options(ndim=2, err_to_str=True).value
    formulas = formula_texts(target, raw)
    old: list[list[EditValue]] = [
        [Formula(formulas[r, c]) if (r, c) in formulas else received(cell) for c, cell in enumerate(row)]
        for r, row in enumerate(raw)
    ]
    journal.note(lambda: _send(target, old))


def _give_formats(target: Any, rows: Rows, journal: Journal) -> None:
    """The formats that dates need, a stretch of one column at a time."""
    for column in range(len(rows[0])):
        for first, last, code in _stretches([format_of(row[column]) for row in rows]):
            for piece, now in uniform(
                target[first : last + 1, column : column + 1], lambda r: r.number_format
            ):
                if kind_of_format(str(now or _GENERAL)) == "number":
                    _set_format(piece, code, journal)


def _stretches(codes: Sequence[str | None]) -> Iterator[tuple[int, int, str]]:
    first = 0
    for at in range(1, len(codes) + 1):
        if at == len(codes) or codes[at] != codes[first]:
            code = codes[first]
            if code is not None:
                yield first, at - 1, code
            first = at


def _set_format(target: Any, code: str, journal: Journal) -> None:
    old = target.number_format
    journal.note(lambda: setattr(target, "number_format", old))
    target.number_format = code


def uniform(target: Any, look: Callable[[Any], object]) -> Iterator[tuple[Any, object]]:
    """The pieces of a range that look the same all over, found by halves, and how each looks."""
    found = look(target)
    height, width = target.shape
    if found is not None or height * width == 1:
        yield target, found
        return
    if height > 1:
        halves = target[: height // 2, :], target[height // 2 :, :]
    else:
        halves = target[:, : width // 2], target[:, width // 2 :]
    for half in halves:
        yield from uniform(half, look)


def _differing(target: Any, rows: Rows) -> Iterator[tuple[int, int]]:
    """The places that do not show what was written; formulas show what they come to."""
    raw = target.options(ndim=2, err_to_str=True).value
    for r, row in enumerate(rows):
        for c, wanted in enumerate(row):
            if not isinstance(wanted, Formula | Link) and not _is(received(raw[r][c]), wanted):
                yield r, c


def _refuse_first(sheet: Any, target: Any, rows: Rows) -> None:
    for r, c in _differing(target, rows):
        at = CellRef(sheet.name, target.row + r, target.column + c)
        found = received(target[r, c].options(err_to_str=True).value)
        raise EditRefused(say.NOT_TAKEN.fill(at=at, wanted=shown(rows[r][c]), found=shown(found)))


def _is(found: CellValue, wanted: EditValue) -> bool:
    if isinstance(wanted, str):
        return found == (wanted.replace("\r\n", "\n") or None)
    if isinstance(wanted, CellError):
        return str(found) == wanted.code
    if wanted is None or isinstance(wanted, bool) or isinstance(found, bool):
        return found is wanted
    if _is_moment(found) != _is_moment(wanted):
        return False  # a number in a cell that shows dates would be read as one
    a, b = _number(found), _number(wanted)
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-8)


def _is_moment(value: object) -> bool:
    return isinstance(value, dt.date | dt.time | dt.timedelta)


def _number(value: object) -> float | None:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return serial(value, date1904=False)
    return float(value) if isinstance(value, int | float | Decimal) else None
