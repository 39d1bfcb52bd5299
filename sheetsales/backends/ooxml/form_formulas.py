"""The formulas of a form, each with the areas it names."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from re import Match
from typing import Final

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.formula_text import references
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef, column_number, parse_area
from sheetsales.cells.form import WORD, FormFormula
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import Formula
from sheetsales.collector import without_cyclic_gc
from sheetsales.regex import regex

_TABLE: Final = regex(r"(?<![\w.\\\]!'])([^\W\d][\w.\\]*)?(\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])", 16)
_PARTS: Final = regex(r"\[((?:[^\[\]']|'.)*)\]", 16)
_NAME: Final = regex(r"(?<![\w.\\\]!'\[#])([^\W\d][\w.\\]*)(?![\w.\\(!\[])")
_WHOLE: Final = regex(
    r"(?<![\w.:!$'])(?:('(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?:\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})|\$?(\d{1,7}):\$?(\d{1,7}))(?![\w.(!])"
)
_TEXT: Final = regex(r'"(?:[^"]|"")*"')
_ROWS: Final = {"#this row": "row", "#totals": "totals", "#headers": "head", "#data": "data", "#all": "all"}
_CONSTANTS: Final = ("true", "false")
Worded = tuple[str, bool]


def read_formulas(path: Path, workbook: Workbook, *, limits: Limits = DEFAULT) -> tuple[FormFormula, ...]:
    """Every formula of the workbook at ``path``, which was read as ``workbook``."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            reading = _Reading(book)
            return tuple(
                reading.formula(grid.name, row, column)
                for grid in workbook.grids
                for row, column in sorted(grid.formulas)
            )
    except MalformedError as fault:
        raise refusal(path, fault) from fault


class _Reading:
    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self._tables = {table.name.lower(): table for table in book.all_tables()}
        self._names: Mapping[tuple[str, int | None], Area | None] = {
            (name.name.lower(), name.scope): parse_area(name.text) for name in book.workbook.names()
        }
        self._places = {entry.name: entry.index for entry in book.workbook.sheets}

    def formula(self, sheet: str, row: int, column: int) -> FormFormula:
        at = CellRef(sheet, row, column)
        opened = self._book.sheet(sheet)
        found = opened.value(row, column)
        text = found.text if isinstance(found, Formula) else ""
        alone = opened.block_at(row, column) is None
        if not text:
            return FormFormula(at, text, alone=alone)
        areas: list[Area] = []
        words, known = text, True
        for step in (self._structured, self._lines, self._addressed, self._named):
            words, whole = step(words, at, areas)
            known = known and whole
        return FormFormula(at, text, words if known else "", tuple(areas), alone)

    def _structured(self, text: str, at: CellRef, areas: list[Area]) -> Worded:
        """The text with a word for each reference to columns of a Table, and whether all could be told."""
        out, end, known = [], 0, True
        for found in _TABLE.finditer(text):
            if any(quoted.start() < found.start() < quoted.end() for quoted in _TEXT.finditer(text)):
                continue
            table = self._tables.get((found[1] or "").lower()) if found[1] else self._around(at)
            area = _columns(table, found[2], at) if table is not None else None
            if area is None:
                known = False
                continue
            out += [text[end : found.start()], _word(area, areas)]
            end = found.end()
        return "".join(out) + text[end:], known

    def _around(self, at: CellRef) -> TablePart | None:
        return next(
            (t for t in self._book.tables(at.sheet) if t.area and t.area.contains(at.row, at.column)), None
        )

    def _lines(self, text: str, at: CellRef, areas: list[Area]) -> Worded:
        """Whole columns and rows: ``A:C``, ``Data!$2:$2``."""
        quoted = [(q.start(), q.end()) for q in _TEXT.finditer(text)]

        def word(found: Match[str]) -> str:
            if any(a < found.start() < b for a, b in quoted):
                return found[0]
            sheet = found[1].strip("'").replace("''", "'") if found[1] else at.sheet
            if found[2]:
                left, right = sorted((column_number(found[2]), column_number(found[3])))
                return _word(Area(sheet, 1, left, MAX_ROW, right), areas)
            top, bottom = sorted((int(found[4]), int(found[5])))
            return _word(Area(sheet, top, 1, bottom, MAX_COLUMN), areas)

        return _WHOLE.sub(word, text), True

    def _addressed(self, text: str, at: CellRef, areas: list[Area]) -> Worded:
        out, end, known = [], 0, True
        for one in references(text):
            if one.prefix and one.sheet is None:
                known = False
                continue
            sheet = one.sheet if one.sheet is not None else at.sheet
            area = Area(sheet, one.bounds[0], one.bounds[1], one.bounds[2], one.bounds[3])
            out += [text[end : one.start], _word(area, areas)]
            end = one.end
        return "".join(out) + text[end:], known

    def _named(self, text: str, at: CellRef, areas: list[Area]) -> Worded:
        """A sheet's own names go before the workbook's."""
        out, end, known = [], 0, True
        quoted = [(q.start(), q.end()) for q in _TEXT.finditer(text)]
        for found in _NAME.finditer(text):
            name = found[1].lower()
            if any(a < found.start() < b for a, b in quoted) or name in _CONSTANTS or _is_word(name):
                continue
            own = (name, self._places.get(at.sheet))
            area = self._names.get(own if own in self._names else (name, None))
            if area is None:
                known = False
                continue
            out += [text[end : found.start()], _word(area, areas)]
            end = found.end()
        return "".join(out) + text[end:], known


def _word(area: Area, areas: list[Area]) -> str:
    areas.append(area)
    return f"{WORD}{len(areas) - 1}"


def _is_word(name: str) -> bool:
    return name.startswith(WORD) and name.removeprefix(WORD).isdecimal()


def _columns(table: TablePart, inside: str, at: CellRef) -> Area | None:
    """The cells that ``[column]``, ``[[#This Row],[column]]`` or ``[[a]:[b]]`` of a Table mean."""
    area = table.area
    if area is None:
        return None
    bare = inside[1:-1].strip()
    bracketed = [part.strip() for part in _PARTS.findall(bare)]
    loose = (
        _PARTS.sub("", bare).strip(" ,:") if bracketed else bare
    )  # some programs leave the last one without brackets
    named = [*bracketed, *filter(None, (loose,))]
    rows = [_ROWS[part.lower()] for part in named if part.lower() in _ROWS]
    headings = [column.heading.lower() for column in table.columns]
    wanted = [part.replace("'", "").lower() for part in named if part.lower() not in _ROWS and part]
    if len(rows) > 1 or any(part not in headings for part in wanted):
        return None
    places = [headings.index(part) for part in wanted] or [0, len(headings) - 1]
    first, last = area.first_row + table.heading_rows, area.last_row - table.total_rows
    spans = {"row": (at.row, at.row), "totals": (area.last_row, area.last_row), "head": (area.first_row, area.first_row),
             "all": (area.first_row, area.last_row)}  # fmt: skip
    top, bottom = spans.get(rows[0], (first, last)) if rows else (first, last)
    left, right = area.first_column + min(places), area.first_column + max(places)
    return Area(area.sheet, top, left, bottom, right)
