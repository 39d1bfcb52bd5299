"""Links on Home to the sheets of modules: a block below everything that stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheetsales.cells.address import Area, CellRef, parse_cell, quote_sheet
from sheetsales.cells.edits import Edit, SetCell, SetFormat
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import Link
from sheetsales.schema.modules import MODULES, Module
from sheetsales.template.adding.ground import Ground
from sheetsales.template.home import FIGURE, FIRST_LINK, LAST_LINK, MODULES_TITLE
from sheetsales.template.home_figures import UNKNOWN, HomeFigure, home_figure
from sheetsales.template.labels import Rows

_TITLES, _LABELS = 2, 3
"""Columns from 1: the title of a block, and what its lines are called."""
_ANY_DAY = dt.date.min
"""Sheets that are added hold no rows that days tell apart."""
_ACCENT, _LINK = "1F4E79", "0563C1"


def home_edits(ground: Ground, sheets: Mapping[str, str], rows: Rows, below: int = 0) -> Iterator[Edit]:
    """A line a module with its figure and links to its sheets; ``sheets`` are all there are, by record, ``rows`` what new
    ones start with. A line that has no figure yet gets it in its first free cell. ``below`` are rows that are taken below
    what stands there. None without a Home of ours."""
    home = _home(ground)
    if home is None:
        return
    linked = _linked(home)
    figures = dict(_figures(ground, rows))
    yield from _missing_figures(home, figures)
    row = home.last_row + 1 + below
    titled = any(home.value(r, _TITLES) in (MODULES_TITLE.zh, MODULES_TITLE.en) for r in _rows(home))
    for module in MODULES:
        names = [sheets[s.key] for s in module.sheets if s.key in sheets and sheets[s.key] not in linked]
        if not names:
            continue
        if not titled:
            row, titled = row + 1, True
            yield from _title(ground, home, row)
            row += 1
        label = module.title.in_(ground.lang)
        if module.key in figures and not _label_rows(home, module):
            yield from _figure(CellRef(home.name, row, FIGURE), figures[module.key])
        yield from _lines(home, row, label, names)
        row += 1 + (len(names) - 1) // (LAST_LINK - FIRST_LINK + 1)


def _title(ground: Ground, home: Grid, row: int) -> Iterator[Edit]:
    yield SetCell(CellRef(home.name, row, _TITLES), MODULES_TITLE.in_(ground.lang), None)
    yield SetFormat(Area(home.name, row, _TITLES, row, _TITLES), bold=True, colour=_ACCENT)


def _lines(home: Grid, row: int, label: str, names: Sequence[str]) -> Iterator[Edit]:
    yield SetCell(CellRef(home.name, row, _LABELS), label, None)
    wide = LAST_LINK - FIRST_LINK + 1
    for number, name in enumerate(names):
        at = CellRef(home.name, row + number // wide, FIRST_LINK + number % wide)
        yield SetCell(at, Link(f"{quote_sheet(name)}!A1", name), None)
        yield SetFormat(Area(at.sheet, at.row, at.column, at.row, at.column), colour=_LINK)


def _figures(ground: Ground, rows: Rows) -> Iterator[tuple[str, HomeFigure]]:
    """The figure of each module whose sheet is a Table, or is about to be."""
    for module in MODULES:
        figure = module.figure
        column = ground.column_of(figure.sheet) if figure is not None else None
        if figure is not None and column is not None:
            made = home_figure(figure, column, rows.get(figure.sheet, ()), ground.lang, _ANY_DAY)
            if made is not None:
                yield module.key, made


def _missing_figures(home: Grid, figures: Mapping[str, HomeFigure]) -> Iterator[Edit]:
    for module in MODULES:
        for row in _label_rows(home, module) if module.key in figures else ():
            cells = [(row, column) for column in range(FIGURE, LAST_LINK + 1)]
            blank = next((at for at in cells if home.value(*at) is None), None)
            if blank is not None and not any(_counts(home, *at) for at in cells):
                yield from _figure(CellRef(home.name, *blank), figures[module.key])


def _label_rows(home: Grid, module: Module) -> list[int]:
    """The row of a module's line, none where it has no line."""
    titles = (module.title.zh, module.title.en)
    return [row for row in _rows(home) if home.value(row, _LABELS) in titles][:1]


def _counts(home: Grid, row: int, column: int) -> bool:
    """Whether a cell holds a figure: a formula that is no link."""
    value = home.value(row, column)
    return (row, column) in home.formulas and (not isinstance(value, str) or value == UNKNOWN)


def _figure(at: CellRef, figure: HomeFigure) -> Iterator[Edit]:
    yield SetCell(at, figure.formula, None)
    area = Area(at.sheet, at.row, at.column, at.row, at.column)
    yield SetFormat(area, number_format=figure.number_format, bold=True)


def _home(ground: Ground) -> Grid | None:
    at = parse_cell(ground.workbook.names.get("home_last_run", "").lstrip("="))
    return ground.workbook.grid(at.sheet) if at else None


def _linked(home: Grid) -> frozenset[str]:
    """The texts in the columns of links, and in that of figures, where older workbooks begin them: a sheet that is named there is linked already."""
    columns: Iterable[int] = range(FIGURE, LAST_LINK + 1)
    found = (home.value(row, column) for row in _rows(home) for column in columns)
    return frozenset(value for value in found if isinstance(value, str))


def _rows(home: Grid) -> range:
    return range(home.first_row, home.last_row + 1)
