"""How many rows find room below a place, and what is in the way of more."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.form import Form
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.texts import Text

_LONGEST = 20
"""Characters of a cell that are told."""


@dataclass(frozen=True)
class Obstacle:
    """The first row that is taken, by what, and where that stands."""

    row: int
    at: str
    what: Text


END = Obstacle(MAX_ROW + 1, "", texts.SHEET_END)


def below(form: Form, area: Area, but: Collection[Area] = ()) -> Obstacle:
    """What comes first in the columns of an area below it; the end of the sheet where nothing does. Areas in ``but`` are
    no obstacle."""
    return min(_obstacles(form, area, but), key=lambda found: found.row, default=END)


def _obstacles(form: Form, area: Area, but: Collection[Area]) -> Iterator[Obstacle]:
    grid = form.workbook.grid(area.sheet)
    if grid is None:
        return
    zone = Area(area.sheet, area.last_row + 1, area.first_column, MAX_ROW, area.last_column)
    for row in range(zone.first_row, grid.last_row + 1):
        for column in range(zone.first_column, zone.last_column + 1):
            value = grid.value(row, column)
            if value is not None or (row, column) in grid.formulas:
                at = CellRef(area.sheet, row, column)
                yield Obstacle(row, str(at), texts.CONTENT.fill(text=str(value)[:_LONGEST]))
                break
        else:
            continue
        break
    for table in grid.tables:
        if table.area.meets(zone) and table.area not in but:
            yield Obstacle(
                max(table.area.first_row, zone.first_row),
                str(table.area),
                texts.ANOTHER_TABLE.fill(name=table.name),
            )
    for merged in grid.merged:
        if merged.meets(zone) and merged not in but:
            yield Obstacle(
                max(merged.first_row, zone.first_row), str(merged), texts.A_MERGE.fill(area=merged.a1)
            )
    for solid in form.solids:
        if solid.area.sheet == area.sheet and solid.area.meets(zone) and solid.area.first_row > area.last_row:
            yield Obstacle(solid.area.first_row, str(solid.area), solid.what)
