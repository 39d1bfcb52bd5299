"""What of a form is meant to be filled: its names sorted into cells, Tables and blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.form import Form, FormName
from sheetsales.cells.grid import TableArea
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.contents import Contents, Table
from sheetsales.forms.nearest import nearest
from sheetsales.forms.problem import Problem
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import Text


@dataclass(frozen=True)
class Named:
    """A name that is known, and the cells it means."""

    name: str
    area: Area

    @property
    def at(self) -> CellRef:
        return CellRef(self.area.sheet, self.area.first_row, self.area.first_column)


@dataclass(frozen=True)
class Found:
    """What there is to fill. ``whole`` of a Table: it gets every column."""

    cells: tuple[Named, ...]
    blocks: tuple[tuple[Named, Table], ...]
    tables: tuple[tuple[TableArea, Table, bool], ...]
    problems: tuple[Problem, ...]


def found_in(form: Form, contents: Contents) -> Found:
    """Every name of the form that is meant for us, and those that cannot be."""
    problems: list[Problem] = []
    named = list(_named(form, contents, problems))
    tables = list(_tables(form, contents, problems))
    cells = tuple(one for one in named if one.name.casefold() in contents.cells)
    blocks = tuple(
        (one, block) for one in named if (block := contents.blocks.get(one.name.casefold())) is not None
    )
    return Found(cells, blocks, tuple(tables), tuple(problems))


def _named(form: Form, contents: Contents, problems: list[Problem]) -> Iterator[Named]:
    ours = [name for name in form.names if _is_meant(name.name, contents)]
    for _, group in groupby(sorted(ours, key=lambda n: n.name.casefold()), key=lambda n: n.name.casefold()):
        names = list(group)
        areas = _areas(form, names)
        if len(areas) > 1:
            places = listed(map(str, areas), last=AND)
            problems.append(Problem(str(areas[0]), texts.NAME_TWICE.fill(name=names[0].name, places=places)))
        elif not areas:
            told = texts.NOT_A_CELL.fill(name=names[0].name, refers=names[0].refers_to)
            problems.append(Problem("", told))
        elif (problem := _unknown(names[0].name, contents, areas[0])) is not None:
            problems.append(problem)
        else:
            yield Named(names[0].name, areas[0])


def _areas(form: Form, names: Sequence[FormName]) -> list[Area]:
    """The different cells that names of one spelling mean, as far as they lie in the form."""
    found = [area for name in names if (area := parse_area(name.refers_to.lstrip("="))) is not None]
    sheets = {grid.name for grid in form.workbook.grids}
    return list(dict.fromkeys(area for area in found if area.sheet in sheets))


def _is_meant(name: str, contents: Contents) -> bool:
    return contents.knows(name) or name.casefold().startswith(contents.prefixes)


def _unknown(name: str, contents: Contents, area: Area) -> Problem | None:
    low, at = name.casefold(), str(CellRef(area.sheet, area.first_row, area.first_column))
    if low in contents.cells or low in contents.blocks:
        return None
    if low in contents.tables or low in contents.wholes:
        return Problem(at, texts.NOT_A_TABLE.fill(name=name))
    near = nearest(name, (*contents.cells, *contents.blocks))
    return Problem(at, texts.UNKNOWN_NAME.fill(name=name, near=near))


def _tables(
    form: Form, contents: Contents, problems: list[Problem]
) -> Iterator[tuple[TableArea, Table, bool]]:
    for table in (table for grid in form.workbook.grids for table in grid.tables):
        low, at = (
            table.name.casefold(),
            str(CellRef(table.area.sheet, table.area.first_row, table.area.first_column)),
        )
        known = contents.tables.get(low) or contents.wholes.get(low)
        if known is not None:
            yield table, known, low in contents.wholes
        elif (kind := _other_kind(low, contents)) is not None:
            near = nearest(table.name, contents.tables)
            problems.append(Problem(at, texts.NOT_A_NAME.fill(name=table.name, kind=kind, table=near)))
        elif low.startswith(contents.prefixes):
            near = nearest(table.name, (*contents.tables, *contents.wholes))
            problems.append(Problem(at, texts.UNKNOWN_TABLE.fill(name=table.name, near=near)))


def _other_kind(low: str, contents: Contents) -> Text | None:
    if low in contents.cells:
        return texts.A_CELL
    return texts.A_BLOCK if low in contents.blocks else None
