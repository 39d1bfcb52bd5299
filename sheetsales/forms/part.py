"""One name of a form, planned: the edits that fill it, what is wrong with it, what was filled."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.cells.address import Area
from sheetsales.cells.edits import Edit, SetFormat
from sheetsales.cells.form import Form, Repeat
from sheetsales.dataclass import dataclass
from sheetsales.forms.contents import Value
from sheetsales.forms.problem import Filled, Problem


@dataclass(frozen=True)
class Part:
    """``at`` is the cell that problems with the edits are told at. Without ``filled`` nothing of the name is filled."""

    name: str
    at: str
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()
    filled: Filled | None = None
    repeat: Repeat | None = None


def formatted_area(form: Form, area: Area, value: Value) -> Iterator[SetFormat]:
    """The value's number format for cells that have none of their own; days get theirs as they are written."""
    first = area.first_row, area.first_column
    code = form.formats.get(area.sheet, {}).get(first[1], {}).get(first[0], "General")
    if value.format and code == "General":
        yield SetFormat(area, number_format=value.format)
