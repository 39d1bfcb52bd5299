"""Named cells: each gets its value."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.cells.address import Area
from sheetsales.cells.edits import Edit, SetCell
from sheetsales.cells.form import Form
from sheetsales.forms import texts
from sheetsales.forms.contents import Contents, Value
from sheetsales.forms.names import Named
from sheetsales.forms.part import Part, formatted_area
from sheetsales.forms.problem import Filled, Problem
from sheetsales.formula.scalars.formats import formatted
from sheetsales.texts import Text, same


def cell_part(form: Form, contents: Contents, named: Named) -> Part:
    """The value of a name in the first of its cells; a formula there stays, and is told."""
    at = named.at
    grid = form.workbook.grid(at.sheet)
    if grid is not None and (at.row, at.column) in grid.formulas:
        problem = Problem(str(at), texts.HOLDS_FORMULA.fill(name=named.name))
        return Part(named.name, str(at), problems=(problem,))
    value = contents.cells[named.name.casefold()]()
    area = Area(at.sheet, at.row, at.column, at.row, at.column)
    edits: tuple[Edit, ...] = (SetCell(at, value.shown), *formatted_area(form, area, value))
    what = same(_told(value)) if value.known else Text(f"—（{value.reason.zh}）", f"— ({value.reason.en})")
    return Part(named.name, str(at), edits, filled=Filled(named.name, str(at), what))


def _told(value: Value) -> str:
    """A value as the list of what is filled shows it."""
    if isinstance(value.value, int | float | Decimal):
        return str(formatted(float(value.value), value.format or "General"))
    return "" if value.value is None else str(value.value)
