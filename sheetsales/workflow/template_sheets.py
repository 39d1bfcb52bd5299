"""A template whose sheets are called after the month or stand there for each person, made into one that can be filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sheetsales.backends.ooxml.form_read import read_form
from sheetsales.backends.ooxml.sheet_copies import copy_sheets, in_the_way
from sheetsales.cells.form import Form
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.contents import Contents
from sheetsales.forms.problem import Problem
from sheetsales.forms.sheets import Person, SheetPart, Sheets, has_people, parts_of, sheets_of

People = Callable[[], Sequence[Person]]


@dataclass(frozen=True)
class Spread:
    """The template with its sheets as they are to be, at ``path``, in parts that are filled with the same."""

    path: Path
    form: Form
    parts: Sequence[SheetPart]
    problems: tuple[Problem, ...]


def spread(
    template: Path, contents: Contents, into: Path, month: str, people: People, before: Workbook | None
) -> Spread:
    """The template itself where no name of a sheet says anything, else a copy at ``into``."""
    form = read_form(template)
    sheets = sheets_of(form.workbook, month, people() if has_people(form.workbook) else ())
    if not sheets.wanted:
        return Spread(template, form, [SheetPart(form, contents, before)], sheets.problems)
    stopping = in_the_way(template, sheets.repeated)
    problems = [
        Problem(sheet, texts.NOT_REPEATED.fill(what=what), stops=True) for sheet, what in stopping.items()
    ]
    wanted = {sheet: names[:1] if sheet in stopping else names for sheet, names in sheets.wanted.items()}
    with into.open("wb") as stream:
        made = copy_sheets(template, wanted, stream)
    tables = {copied.name: copied.tables for copied in made}
    return _parts(into, contents, sheets, tables, (*sheets.problems, *problems), before)


def _parts(
    path: Path,
    contents: Contents,
    sheets: Sheets,
    tables: Mapping[str, Mapping[str, str]],
    problems: tuple[Problem, ...],
    before: Workbook | None,
) -> Spread:
    form = read_form(path)
    return Spread(path, form, parts_of(form, contents, sheets, tables, before), problems)
