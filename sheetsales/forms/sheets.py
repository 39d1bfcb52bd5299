"""The sheets a filled form has: ``{month}`` and ``{person}`` in their names replaced, a sheet for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.cells.form import Form, FormName
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.names import SHEET_NAME_LENGTH, sheet_name
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.contents import Contents, Table
from sheetsales.forms.problem import Problem
from sheetsales.regex import regex

MONTH: Final = ("{month}", "{期间}")
PERSON: Final = ("{person}", "{姓名}")
_MARK: Final = regex(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Person:
    """Somebody with a sheet: the name on it, and what it is filled with once somebody asks."""

    name: str
    contents: Callable[[], Contents]


@dataclass(frozen=True)
class Sheets:
    """``wanted`` are the names of each sheet whose name says something, ``people`` whose each of them is."""

    wanted: Mapping[str, tuple[str, ...]]
    people: Mapping[str, Person]
    problems: tuple[Problem, ...]

    @property
    def repeated(self) -> tuple[str, ...]:
        return tuple(sheet for sheet, names in self.wanted.items() if len(names) > 1)


@dataclass(frozen=True)
class SheetPart:
    """Sheets of a form that are filled with the same; ``before`` is what was typed into them the last time."""

    form: Form
    contents: Contents
    before: Workbook | None = None


def has_people(workbook: Workbook) -> bool:
    """Whether a sheet asks to be there for each person."""
    return any(mark in grid.name for grid in workbook.grids for mark in PERSON)


def sheets_of(workbook: Workbook, month: str, people: Sequence[Person]) -> Sheets:
    """What the sheets are called in the end; what is between braces otherwise is left and told."""
    names = [grid.name for grid in workbook.grids]
    marked = [name for name in names if any(mark in name for mark in (*MONTH, *PERSON))]
    taken = {name.casefold() for name in names if name not in marked}
    wanted: dict[str, tuple[str, ...]] = {}
    whose: dict[str, Person] = {}
    for sheet in marked:
        own: Sequence[Person | None] = people if _asks(sheet) else (None,)
        made = []
        for person in own:
            name = _free(_filled(sheet, month, person), taken)
            made.append(name)
            if person is not None:
                whose[name] = person
        if made:
            wanted[sheet] = tuple(made)
    return Sheets(wanted, whose, tuple(_problems(names, wanted)))


def _problems(names: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for name in names:
        if _asks(name) and name not in wanted:
            yield Problem(name, texts.NOBODY)
        marks = [mark for mark in _MARK.findall(name) if mark not in (*MONTH, *PERSON)]
        if marks:
            yield Problem(name, texts.UNKNOWN_SHEET_MARK.fill(mark=marks[0]))


def parts_of(
    form: Form,
    contents: Contents,
    sheets: Sheets,
    tables: Mapping[str, Mapping[str, str]],
    before: Workbook | None,
) -> list[SheetPart]:
    """The form by what its sheets are filled with; ``tables`` says by sheet which Table of the form each is."""
    common = [grid for grid in form.workbook.grids if grid.name not in sheets.people]
    shared = _only(form, common, lambda name: name.place not in sheets.people)
    parts = [SheetPart(shared, contents, before)]
    for grid in form.workbook.grids:
        if grid.name in sheets.people:
            own, known = tables.get(grid.name, {}), sheets.people[grid.name].contents()
            parts.append(SheetPart(_of(form, grid), _under(known, own), _last(before, grid, own)))
    return parts


def _asks(sheet: str) -> bool:
    return any(mark in sheet for mark in PERSON)


def _filled(sheet: str, month: str, person: Person | None) -> str:
    for mark in MONTH:
        sheet = sheet.replace(mark, month)
    for mark in PERSON:
        sheet = sheet.replace(mark, person.name) if person is not None else sheet
    return sheet


def _free(text: str, taken: set[str]) -> str:
    name, number = sheet_name(text), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = sheet_name(text, SHEET_NAME_LENGTH - len(ending)) + ending
    taken.add(name.casefold())
    return name


def _only(form: Form, grids: Sequence[Grid], means: Callable[[FormName], bool]) -> Form:
    """The form with these sheets alone, and the names that mean them."""
    names = tuple(name for name in form.names if means(name))
    return replace(form, workbook=replace(form.workbook, grids=tuple(grids)), names=names)


def _of(form: Form, grid: Grid) -> Form:
    return _only(form, [grid], lambda name: name.place == grid.name)


def _under(contents: Contents, tables: Mapping[str, str]) -> Contents:
    """The same, its tables under the names that copies of them have as well."""

    def more(known: Mapping[str, Table]) -> Mapping[str, Table]:
        named = {new.casefold(): known.get(old.casefold()) for new, old in tables.items()}
        return {**known, **{name: table for name, table in named.items() if table is not None}}

    return replace(contents, tables=more(contents.tables), wholes=more(contents.wholes))


def _last(before: Workbook | None, now: Grid, tables: Mapping[str, str]) -> Workbook | None:
    """The sheet of that name in an earlier file, its Tables called as they are now."""
    grid = before.grid(now.name) if before is not None else None
    if before is None or grid is None:
        return None
    new = {old.casefold(): name for name, old in tables.items()}
    return replace(
        before,
        grids=(replace(grid, tables=tuple(replace(t, name=_now(t.name, new)) for t in grid.tables)),),
    )


def _now(name: str, new: Mapping[str, str]) -> str:
    low = name.casefold()
    own = next((old for old in new if low == old or low.rstrip("0123456789") == old + "_"), None)
    return new[own] if own is not None else name
