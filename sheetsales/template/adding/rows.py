"""The rows that new sheets bring into Lists and Settings; what stands there is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheetsales.cells.address import Area
from sheetsales.cells.edits import AppendRows, Edit, InsertRows, SetFormat
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.choices import BY_KEY, Choice, ChoiceList
from sheetsales.template.adding.ground import Ground
from sheetsales.template.config_rows import list_rows, module_indicators
from sheetsales.template.labels import Labels
from sheetsales.template.pens import format_of
from sheetsales.template.settings_rows import module_rows
from sheetsales.template.story.model import StoryRow

_MORE_CODES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "orders": (("setting_group", "orders"),),
    "service": (("setting_group", "service"),),
    "people": (("setting_group", "people"),),
    "improve": (("task_from", "meeting"),),
    "market": (("setting_group", "market"),),
}
"""Choices that a module adds to lists of the core: (list, code)."""


def list_edits(ground: Ground, lists: Iterable[str], modules: Iterable[str]) -> Iterator[Edit]:
    """The lists that the Lists sheet has not yet, at its end, and single choices behind those of their list."""
    bound = ground.bound("lists")
    if bound is None or "list" not in bound.by_key:
        return
    there = _list_rows(ground, bound)
    named = {name for name, _, _ in there}
    for key, code in (pair for module in modules for pair in _MORE_CODES.get(module, ())):
        yield from _choice(ground, bound, there, BY_KEY[key], code)
    missing = [BY_KEY[key] for key in lists if not named & _titles(BY_KEY[key])]
    rows = list_rows(ground.lang, missing, sample=False)
    if rows:
        yield AppendRows(bound.target, tuple(_under_headings(bound, row) for row in rows))


def _choice(
    ground: Ground,
    bound: BoundTable,
    there: Sequence[tuple[str, str, int]],
    choices: ChoiceList,
    code: str,
) -> Iterator[Edit]:
    mine = [(known, row) for name, known, row in there if name in _titles(choices)]
    if not mine or code in {known for known, _ in mine}:
        return
    choice = next(c for c in choices.choices if c.code == code)
    after = max(row for _, row in mine) + 1
    row = _under_headings(bound, _list_row(ground, choices, choice))
    if after > bound.last_row:
        yield AppendRows(bound.target, (row,))
    else:
        yield InsertRows(bound.target, after, (row,))


def _list_row(ground: Ground, choices: ChoiceList, choice: Choice) -> StoryRow:
    title = choices.title.in_(ground.lang)
    return {"list": title, "code": choice.code, "zh": choice.label.zh, "en": choice.label.en}


def _titles(choices: ChoiceList) -> set[str]:
    return {choices.key, choices.title.zh, choices.title.en}


def _list_rows(ground: Ground, bound: BoundTable) -> list[tuple[str, str, int]]:
    """(list, code, sheet row) of what stands on the Lists sheet."""
    codes = dict(_column(ground, bound, "code"))
    return [
        (str(name).strip(), str(codes.get(row) or "").strip(), row)
        for row, name in _column(ground, bound, "list")
        if name is not None
    ]


def _column(ground: Ground, bound: BoundTable, key: str) -> Iterator[tuple[int, CellValue]]:
    grid, column = ground.workbook.grid(bound.sheet), bound.by_key.get(key)
    if grid is not None and column is not None:
        for row in range(bound.first_row, bound.last_row + 1):
            yield row, grid.value(row, column.sheet_column)


def setting_edits(ground: Ground, modules: Iterable[str]) -> Iterator[Edit]:
    """The settings of these modules that the Settings sheet has not yet, at its end."""
    bound = ground.bound("settings")
    if bound is None or not {"name", "value"} <= bound.by_key.keys():
        return
    from sheetsales.book.settings_rows import setting_key

    there = {setting_key(str(name)) for _, name in _column(ground, bound, "name") if name is not None}
    rows = [row for row in module_rows(ground.lang, modules) if setting_key(str(row["name"])) not in there]
    if rows:
        labels = Labels(ground.lang, {})
        shown = {column.key: labels.shower(column) for column in bound.record.columns}
        cells = ({key: shown[key](value) for key, value in row.items()} for row in rows)
        yield AppendRows(bound.target, tuple(_under_headings(bound, row) for row in cells))


def indicator_edits(ground: Ground, modules: Iterable[str]) -> Iterator[Edit]:
    """The indicators of these modules that the Indicators sheet has not yet, at its end."""
    bound = ground.bound("indicators")
    if bound is None or not {"code", "name"} <= bound.by_key.keys():
        return
    there = {str(code).strip() for _, code in _column(ground, bound, "code") if code is not None}
    rows = [row for row in module_indicators(ground.lang, modules) if row["code"] not in there]
    if rows:
        labels = Labels(ground.lang, {})
        shown = {column.key: labels.shower(column) for column in bound.record.columns}
        cells = ({key: shown[key](row.get(key)) for key in shown} for row in rows)
        yield AppendRows(bound.target, tuple(_under_headings(bound, row) for row in cells))
        yield from _shown_as(ground, bound, rows)


def _shown_as(ground: Ground, bound: BoundTable, rows: Sequence[StoryRow]) -> Iterator[Edit]:
    """Targets and warning levels of new rows as percentages or numbers, not as the row above them shows its own."""
    first = _first_free(ground, bound)
    for at, row in enumerate(rows, start=first):
        for key in ("target", "warning"):
            if key in bound.by_key and row.get(key) is not None:
                column = bound.by_key[key].sheet_column
                yield SetFormat(Area(bound.sheet, at, column, at, column), format_of(row[key]))


def _first_free(ground: Ground, bound: BoundTable) -> int:
    """The row below the last one that somebody filled in, the team's own columns included."""
    grid = ground.workbook.grid(bound.sheet)
    columns = [c.sheet_column for c in bound.columns] + [c.sheet_column for c in bound.unknown]
    rows = range(bound.last_row, bound.heading_row, -1) if grid is not None else ()
    filled = (row for row in rows if grid and any(grid.value(row, c) is not None for c in columns))
    return next(filled, bound.heading_row) + 1


def _under_headings(bound: BoundTable, row: Mapping[str, Any]) -> dict[str, EditValue]:
    found = {bound.by_key[key].heading: value for key, value in row.items() if key in bound.by_key}
    return {heading: value for heading, value in found.items() if value is not None}
