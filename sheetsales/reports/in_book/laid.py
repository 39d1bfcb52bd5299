"""A sheet as it should be: laid out anew where the workbook has none, else only what it says brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import isclose

from sheetsales.cells.address import Area, CellRef, column_letters, quote_sheet
from sheetsales.cells.canvas import Canvas, Drawn, Rectangle
from sheetsales.cells.edits import UNGUARDED, AddSheet, Edit, SetCell, SetFormat, SetName, SetValidation
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.names import free_name, free_sheet_name, table_names
from sheetsales.cells.values import CellValue, EditValue, Formula
from sheetsales.dataclass import dataclass
from sheetsales.pages import Page, Place, Row, find, keep
from sheetsales.pages.keeper import plain
from sheetsales.pages.laid_out import named_cell, page_name
from sheetsales.reports.in_book.looks import PLACE, LookName
from sheetsales.texts import Lang

Said = tuple[int, int, EditValue, LookName]
"""Row, column, value and look of a cell, as on a sheet just made."""


@dataclass(frozen=True)
class Group:
    """Cells that belong together, kept up to date: known by a defined name for their first cell, so that they are found
    where rows or columns came in before them. What somebody types into is ``typed``: written once."""

    name: str
    cells: tuple[Said, ...]
    typed: bool = False


@dataclass(frozen=True)
class OwnTable:
    """A Table for people's own: there from the start where the canvas says, with so many blank rows, and never touched."""

    name: str
    headings: tuple[str, ...]
    blank: int


@dataclass(frozen=True)
class Laid:
    """A sheet of ours. ``canvas`` holds what never changes, ``groups`` what is kept up to date, ``page`` and ``rows`` its
    Table, of whose columns ``typed`` ones are people's own; ``heights`` are those of the rows. ``offers`` are drop-downs. On a
    ``placed`` sheet formulas name other cells of it by their place."""

    key: str
    title: str
    canvas: Canvas
    widths: tuple[float, ...]
    groups: tuple[Group, ...]
    page: Page | None = None
    rows: tuple[Row, ...] = ()
    typed: tuple[str, ...] = ()
    offers: tuple[tuple[Rectangle, tuple[str, ...]], ...] = ()
    heights: tuple[float, ...] = ()
    placed: bool = False
    own: OwnTable | None = None


def edits_of(workbook: Workbook, lang: Lang, laid: Laid) -> Iterator[Edit]:
    """What makes the workbook hold the sheet as it should be; nothing where it does."""
    at = named_cell(workbook, page_name(laid.key))
    grid = workbook.grid(at.sheet) if at else None
    if grid is None:
        yield from _new(workbook, lang, laid)
        return
    if at is not None and is_emptied(workbook, at):
        yield from (SetCell(CellRef(grid.name, c.row, c.column), c.value) for c in laid.canvas.cells)
    moved = laid.placed and any(_offset(workbook, group) != (0, 0) for group in laid.groups)
    for group in laid.groups:
        yield from () if group.typed else _renewed(workbook, group, laid.placed, moved)
    if laid.page is not None:
        yield from _rows(workbook, lang, laid, laid.page)


def is_emptied(workbook: Workbook, at: CellRef) -> bool:
    """Whether the title is gone from such a sheet: a run that made it was undone."""
    grid = workbook.grid(at.sheet)
    return grid is None or grid.value(at.row, at.column) is None


def _new(workbook: Workbook, lang: Lang, laid: Laid) -> Iterator[Edit]:
    name = free_sheet_name(laid.title, workbook)
    table = free_name(laid.page.table, table_names(workbook)) if laid.page else None
    cells = [Drawn(row, column, _for_table(value, laid.page, table), PLACE[look]) for group in laid.groups
             for row, column, value, look in group.cells]  # fmt: skip
    columns = laid.page.columns if laid.page else ()
    headings = tuple(column.title.in_(lang) for column in columns)
    rows = tuple(tuple(_for_table(row[c.key], laid.page, table) for c in columns) for row in laid.rows)
    if laid.own is not None:
        table, headings = free_name(laid.own.name, table_names(workbook)), laid.own.headings
        rows = ((None,) * len(headings),) * laid.own.blank
    yield AddSheet(
        name,
        headings,
        rows,
        table,
        widths=laid.widths,
        canvas=_with_cells(laid.canvas, cells),
    )
    yield SetName(page_name(laid.key), f"{quote_sheet(name)}!$A$1")
    for group in laid.groups:
        row, column, *_ = group.cells[0]
        yield SetName(group.name, f"{quote_sheet(name)}!${column_letters(column)}${row}")
    for area, choices in laid.offers:
        yield SetValidation(Area(name, *area), choices)


def _with_cells(canvas: Canvas, cells: Sequence[Drawn]) -> Canvas:
    return replace(canvas, cells=(*canvas.cells, *cells))


def _for_table(value: EditValue, page: Page | None, table: str | None) -> EditValue:
    """A formula that names the page's Table, under the name that was free for it."""
    if isinstance(value, Formula) and page is not None and table not in (None, page.table):
        return Formula(value.text.replace(f"{page.table}[", f"{table}["), value.value)
    return value


def _offset(workbook: Workbook, group: Group) -> tuple[int, int] | None:
    """How far down and to the right the group stands by now; None where somebody took it away."""
    at = named_cell(workbook, group.name)
    if at is None or workbook.grid(at.sheet) is None:
        return None
    row, column, *_ = group.cells[0]
    return at.row - row, at.column - column


def _renewed(workbook: Workbook, group: Group, ours: bool, moved: bool) -> Iterator[SetCell]:
    """Where groups ``moved``, what was a formula that names cells of the sheet is written as the value it shows."""
    at, offset = named_cell(workbook, group.name), _offset(workbook, group)
    grid = workbook.grid(at.sheet) if at else None
    if offset is None or grid is None:
        return
    for row, column, value, _ in group.cells:
        plain_one = value.value if moved and isinstance(value, Formula) else value
        yield from _written(grid, row + offset[0], column + offset[1], plain_one, ours=ours)


def _written(grid: Grid, row: int, column: int, value: EditValue, *, ours: bool = False) -> Iterator[SetCell]:
    """The cell says so from now on. Where the team put a formula of its own in place of a value, that stays, unless the
    formulas there are ``ours``."""
    now, is_formula = grid.value(row, column), (row, column) in grid.formulas
    if _same(plain(now), plain(value)) or (is_formula and not isinstance(value, Formula) and not ours):
        return
    yield SetCell(CellRef(grid.name, row, column), value, UNGUARDED if is_formula else now)


def _same(now: CellValue, wanted: CellValue) -> bool:
    """Whether a cell says what it should; programs reckon the last digit differently."""
    if isinstance(now, float) and isinstance(wanted, float):
        return isclose(now, wanted, rel_tol=1e-9, abs_tol=1e-12)
    return now == wanted


def _rows(workbook: Workbook, lang: Lang, laid: Laid, page: Page) -> Iterator[Edit]:
    """The Table's rows: cell by cell where they are the same ones, else as a whole, with what people typed beside them."""
    place = find(workbook, page)
    grid = workbook.grid(place.sheet) if place else None
    if place is None or grid is None:
        return
    renamed = [
        {key: _for_table(value, page, place.target) for key, value in row.items()} for row in laid.rows
    ]
    at = {key: place.headings.index(heading) for heading, key in place.keys.items()}
    there = [tuple(plain(row[at[key]]) for key in page.known_by) for row in place.rows]
    if there != [tuple(plain(row[key]) for key in page.known_by) for row in renamed]:
        yield from keep(workbook, lang, _without(page, laid.typed), renamed)
        yield from _fitted(place, laid.heights)
        return
    for number, row in enumerate(renamed):
        for key, column in at.items():
            if key not in laid.typed:
                cell = place.cell(number, column)
                yield from _written(grid, cell.row, cell.column, row[key])


def _fitted(place: Place, heights: Sequence[float]) -> Iterator[SetFormat]:
    """Rows that came in or moved as high as what they say, alike neighbours at once."""
    first = place.corner.row
    for height, run in groupby(enumerate(heights), key=lambda item: item[1]):
        rows = [number for number, _ in run]
        column = place.corner.column
        yield SetFormat(Area(place.sheet, first + rows[0], column, first + rows[-1], column), height=height)


def _without(page: Page, typed: Sequence[str]) -> Page:
    return replace(page, columns=tuple(c for c in page.columns if c.key not in typed))
