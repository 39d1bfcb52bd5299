"""A form held against what there is to fill it with: the whole of what would be written, and all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sheetsales.cells.edits import Edit
from sheetsales.cells.form import Form, Repeat
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.blocks import block_part
from sheetsales.forms.cells import cell_part
from sheetsales.forms.contents import Contents
from sheetsales.forms.names import Found, found_in
from sheetsales.forms.part import Part
from sheetsales.forms.problem import Filled, Problem
from sheetsales.forms.sheets import SheetPart
from sheetsales.forms.tables import table_part
from sheetsales.texts import Text

Refused = Callable[[Sequence[Repeat], Sequence[Edit]], Sequence[tuple[int, Text]]]
"""Tells which edits could not be made, by their places, and why."""


@dataclass(frozen=True)
class Filling:
    """What filling a form comes to. Nothing is to be written where a problem stops it."""

    repeats: tuple[Repeat, ...]
    edits: tuple[Edit, ...]
    filled: tuple[Filled, ...]
    problems: tuple[Problem, ...]

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)


def filling(form: Form, contents: Contents, refused: Refused, before: Workbook | None = None) -> Filling:
    """Everything the form asks for. What ``refused`` says no to is left out with all of its name, and told."""
    return filling_of([SheetPart(form, contents, before)], refused)


def filling_of(sheeted: Sequence[SheetPart], refused: Refused, said: Sequence[Problem] = ()) -> Filling:
    """Everything that the parts of a form ask for, each of what it is filled with; ``said`` is wrong with it anyway."""
    found = [found_in(one.form, one.contents) for one in sheeted]
    parts = _allowed(
        [part for one, f in zip(sheeted, found, strict=True) for part in _parts(one, f)], refused
    )
    problems = (
        *said,
        *(problem for one in found for problem in one.problems),
        *(problem for part in parts for problem in part.problems),
    )
    if not parts and not problems:
        table, cell = sheeted[0].contents.example
        nothing = texts.NOTHING.fill(table=table, cell=cell, page=sheeted[0].contents.page)
        problems = (Problem("", nothing, stops=True),)
    filled = tuple(part.filled for part in parts if part.filled is not None)
    if not filled and not any(problem.stops for problem in problems):
        problems = tuple(replace(problem, stops=True) for problem in problems)
    return Filling(
        tuple(part.repeat for part in parts if part.repeat is not None),
        tuple(edit for part in parts for edit in part.edits),
        filled,
        problems,
    )


def _parts(one: SheetPart, found: Found) -> Iterator[Part]:
    form, contents = one.form, one.contents
    for named, block in found.blocks:
        yield block_part(form, named, block)
    for named in found.cells:
        yield cell_part(form, contents, named)
    whole_of = {known.key: table.name for table, known, whole in found.tables if whole}
    from_below = list(found.tables)
    if contents.pushes:
        from_below.sort(key=lambda one: (one[0].area.sheet, -one[0].area.first_row))
    for table, known, whole in from_below:  # what a Table pushes down is filled by then
        yield table_part(
            form,
            table,
            known,
            whole=whole,
            wholes=whole_of.get(known.key, ""),
            before=one.before,
            pushes=contents.pushes,
        )


def _allowed(parts: list[Part], refused: Refused) -> list[Part]:
    """The parts without those of which an edit is refused."""
    owners = [place for place, part in enumerate(parts) for _ in part.edits]
    repeats = [part.repeat for part in parts if part.repeat is not None]
    told: dict[int, Text] = {}
    for place, why in refused(repeats, [edit for part in parts for edit in part.edits]):
        told.setdefault(owners[place], why)
    for place, why in told.items():
        part = parts[place]
        problem = Problem(part.at, texts.REFUSED.fill(name=part.name, why=why))
        parts[place] = Part(part.name, part.at, problems=(*part.problems, problem))
    return parts
