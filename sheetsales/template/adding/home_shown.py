"""Links on Home to sheets that only show: a line of their own below everything that stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from sheetsales.cells.address import Area, CellRef, quote_sheet
from sheetsales.cells.edits import Edit, SetCell, SetFormat
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import Link
from sheetsales.pages.laid_out import named_cell
from sheetsales.template.home import FIRST_LINK, LAST_LINK
from sheetsales.texts import Lang, Text

LABEL: Final = Text("看板、流程表、周回顾", "Dashboard, process, weeks")
_LABELS: Final = 3
"""The column, from 1, in which lines say what they are."""
_COLOUR: Final = "0563C1"


def shown_links(workbook: Workbook, lang: Lang, titles: Sequence[str], before: Sequence[Edit]) -> Iterator[Edit]:  # fmt: skip
    """What links these sheets on Home where they are not yet; ``before`` is written first. None without a Home of ours."""
    at = named_cell(workbook, "home_last_run")
    home = workbook.grid(at.sheet) if at else None
    if home is None:
        return
    taken = [edit.at.row for edit in before if isinstance(edit, SetCell) and edit.at.sheet == home.name]
    places = _places(home, max([home.last_row, *taken]))
    new = [title for title in titles if title not in _said(home)]
    for title, (cell, label) in zip(new, places, strict=False):
        if label:
            yield SetCell(CellRef(home.name, cell.row, _LABELS), LABEL.in_(lang), None)
        yield SetCell(cell, Link(f"{quote_sheet(title)}!A1", title), None)
        yield SetFormat(Area(cell.sheet, cell.row, cell.column, cell.row, cell.column), colour=_COLOUR)


def _places(home: Grid, last: int) -> Iterator[tuple[CellRef, bool]]:
    """Where links go, one after the other, and whether the line needs its label; first what is free in the line there is."""
    rows = [row for row in _rows(home) if home.value(row, _LABELS) in (LABEL.zh, LABEL.en)]
    columns = range(FIRST_LINK, LAST_LINK)
    for row in rows[-1:]:
        yield from ((CellRef(home.name, row, c), False) for c in columns if home.value(row, c) is None)
    first = last + (1 if rows else 2)
    unlabelled = rows[-1:] == [first - 1]
    for row in count(first):
        told = row > first or unlabelled
        yield from ((CellRef(home.name, row, c), c == FIRST_LINK and not told) for c in columns)


def _said(home: Grid) -> frozenset[str]:
    columns = range(home.first_column, home.last_column + 1)
    found = (home.value(row, column) for row in _rows(home) for column in columns)
    return frozenset(value for value in found if isinstance(value, str))


def _rows(home: Grid) -> range:
    return range(home.first_row, home.last_row + 1)
