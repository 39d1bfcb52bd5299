"""Links on Home to the sheets of modules: a block below everything that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheetsales.cells.address import Area, CellRef, parse_cell, quote_sheet
from sheetsales.cells.edits import Edit, SetCell, SetFormat
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import Link
from sheetsales.schema.modules import MODULES
from sheetsales.template.adding.ground import Ground
from sheetsales.template.home import FIRST_LINK, LAST_LINK, MODULES_TITLE

_TITLES, _LABELS = 2, 3
"""Columns from 1: the title of a block, and what its lines are called."""
_ACCENT, _LINK = "1F4E79", "0563C1"


def home_edits(ground: Ground, sheets: Mapping[str, str]) -> Iterator[Edit]:
    """A line a module with links to its sheets; ``sheets`` are all there are, by record. None without a Home of ours."""
    home = _home(ground)
    if home is None:
        return
    linked = _linked(home)
    row = home.last_row + 1
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


def _home(ground: Ground) -> Grid | None:
    at = parse_cell(ground.workbook.names.get("home_last_run", "").lstrip("="))
    return ground.workbook.grid(at.sheet) if at else None


def _linked(home: Grid) -> frozenset[str]:
    """The texts in the columns of links: a sheet that is named there is linked already."""
    columns: Iterable[int] = range(FIRST_LINK, LAST_LINK + 1)
    found = (home.value(row, column) for row in _rows(home) for column in columns)
    return frozenset(value for value in found if isinstance(value, str))


def _rows(home: Grid) -> range:
    return range(home.first_row, home.last_row + 1)
