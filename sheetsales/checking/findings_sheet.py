"""The Findings sheet: its rows, and the edits that put them there without touching anything of the team's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sheetsales.book import telling
from sheetsales.book.book import Book
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, Edit, ReplaceRows
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.names import free_name, sheet_names, table_names
from sheetsales.cells.values import CellError, CellValue, EditValue, Link
from sheetsales.findings import Finding
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.schema.written_sheets import FINDINGS
from sheetsales.texts import Lang, Text

MOST_ROWS: Final = 50_000
"""More than anybody reads; the summary counts the rest."""

_LONGEST_VALUE = 200
_WIDTHS: Final = tuple(float(c.width or 12) for c in FINDINGS.columns)
_TITLES = {c.title.in_(lang): c.key for lang in ("zh", "en") for c in FINDINGS.columns}
_ENOUGH = 8
"""A range whose Table is gone is still taken for ours when so many headings are."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the findings stand: the Table or range, its headings, and the values now below each heading."""

    sheet: str
    table: str
    keys: dict[str, str]
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


def findings_edits(workbook: Workbook, book: Book, findings: Sequence[Finding]) -> Iterator[Edit]:
    """The edit that makes the Findings sheet say these findings; none where it says them already.

    A workbook without such a sheet gets one at its end, once there is something to say. Columns the team added to
    the Table keep what stands beside a finding for as long as it stands.
    """
    names = _Names(book)
    rows = [_row(book, finding, names) for finding in findings[:MOST_ROWS]]
    place = _place(workbook)
    if place is None:
        if rows:
            yield _new_sheet(workbook, book.lang, rows)
        return
    if [_shown(row, place) for row in rows] == [
        _ours(row, place) for row in place.rows if any(v is not None for v in row)
    ]:
        return
    yield ReplaceRows(place.table, tuple(_keyed(rows, place)))


def findings_sheet(workbook: Workbook, lang: Lang) -> str:
    """The name of the sheet the findings stand in, or would."""
    place = _place(workbook)
    return place.sheet if place else free_name(FINDINGS.title.in_(lang), sheet_names(workbook), " ")


def has_findings_sheet(workbook: Workbook) -> bool:
    return _place(workbook) is not None


class _Names:
    """What to call records that have no id, by the row they stand in."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rows: dict[str, dict[tuple[str, int], int]] = {}

    def of(self, finding: Finding) -> str | None:
        if finding.record or not finding.at or finding.key == "*":
            return finding.record or None
        table = self._book.table(finding.record_key) if finding.record_key in RECORDS else None
        if table is None or not table.record.name_column:
            return None
        rows = self._rows.get(finding.record_key)
        if rows is None:
            sheets = [bound.sheet for bound in table.bound]
            places = zip((sheets[source] for source in table.sources), table.rows, strict=True)
            rows = self._rows[finding.record_key] = {place: i for i, place in enumerate(places)}
        i = rows.get((finding.at.sheet, finding.at.row))
        return None if i is None else table.get(table.record.name_column)[i]


def _row(book: Book, finding: Finding, names: _Names) -> dict[str, EditValue]:
    lang = book.lang
    at = finding.at
    return {
        "severity": finding.severity.text.in_(lang),
        "code": finding.code,
        "sheet": at.sheet if at else sheet_title(finding).in_(lang),
        "cell": Link(str(at), at.a1) if at else None,
        "record": names.of(finding),
        "column": column_title(book, finding).in_(lang) or None,
        "value": _value(finding.value),
        "problem": finding.message.in_(lang),
        "advice": finding.hint.in_(lang),
        "owner": book.person_name(finding.owner) if finding.owner else None,
        "since": finding.since,
    }


def sheet_title(finding: Finding) -> Text:
    """The sheet a finding is about: its name in the file where it has a cell, else the title it would have."""
    if finding.at:
        return Text(finding.at.sheet, finding.at.sheet)
    record = RECORDS.get(finding.record_key)
    return record.title if record else Text("", "")


def column_title(book: Book, finding: Finding) -> Text:
    """The column as people see it; blank for findings on a row or a sheet."""
    record = RECORDS.get(finding.record_key)
    if record is None or finding.column not in record.by_key:
        return Text(finding.column, finding.column)
    return telling.column_title(book.table(finding.record_key), finding.column)


def _value(value: CellValue) -> EditValue:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return value[:_LONGEST_VALUE] + "…"
    return value


def _place(workbook: Workbook) -> _Place | None:
    """The Table named as ours with our headings; failing that, a plain range that plainly is ours."""
    for grid in workbook.grids:
        for table in grid.tables:
            keys = _keys(table.headings)
            if _is_ours(table.name) and "problem" in keys.values():
                return _Place(
                    grid.name, table.name, keys, table.headings, _rows(grid, table.area, _data(table), keys)
                )
    for grid in workbook.grids:
        found = _plain_place(grid)
        if found:
            return found
    return None


def _is_ours(table: str) -> bool:
    """``tblFindings``, or ``tblFindings2`` where the first name was taken."""
    name, ours = table.casefold(), FINDINGS.table.casefold()
    rest = name.removeprefix(ours)
    return name.startswith(ours) and (not rest or rest.isdecimal())


def _plain_place(grid: Grid) -> _Place | None:
    if grid.tables or grid.name not in {FINDINGS.title.zh, FINDINGS.title.en} or not grid.columns:
        return None
    headings = tuple("" if column[0] is None else str(column[0]) for column in grid.columns)
    keys = _keys(headings)
    if len(keys) < _ENOUGH:
        return None
    area = Area(
        grid.name, grid.first_row, grid.first_column, max(grid.last_row, grid.first_row + 1), grid.last_column
    )
    return _Place(
        grid.name,
        str(area),
        keys,
        headings,
        _rows(grid, area, range(grid.first_row + 1, grid.last_row + 1), keys),
    )


def _keys(headings: Iterable[str]) -> dict[str, str]:
    """Heading in the file → our column."""
    return {h: _TITLES[known] for h in headings if (known := h.strip().rstrip(" *※")) in _TITLES}


def _data(table: TableArea) -> range:
    return range(table.first_data_row, table.last_data_row + 1)


def _rows(grid: Grid, area: Area, rows: range, keys: dict[str, str]) -> tuple[tuple[CellValue, ...], ...]:
    """The values of our columns, and what the team typed into its own; a formula there writes itself anew."""
    columns = range(area.first_column, area.last_column + 1)
    ours = {c for c in columns if str(grid.value(area.first_row, c)) in keys}
    return tuple(
        tuple(grid.value(r, c) if c in ours or (r, c) not in grid.formulas else None for c in columns)
        for r in rows
    )


def _shown(row: dict[str, EditValue], place: _Place) -> tuple[CellValue, ...]:
    """What the cells of a row would show, in the order of the file's own columns."""
    return tuple(_plain(row[key]) for key in place.keys.values())


def _ours(row: Sequence[CellValue], place: _Place) -> tuple[CellValue, ...]:
    return tuple(_plain(value) for h, value in zip(place.headings, row, strict=True) if h in place.keys)


def _plain(value: EditValue) -> CellValue:
    if isinstance(value, Link):
        return value.text
    if isinstance(value, dt.datetime):
        return value.date()
    return value  # type: ignore[return-value]  # no row of ours holds a formula


def _keyed(rows: Iterable[dict[str, EditValue]], place: _Place) -> Iterator[dict[str, EditValue]]:
    kept = _team_columns(place)
    for row in rows:
        out = {h: row[key] for h, key in place.keys.items()}
        out.update(kept.get((row["code"], row["record"], row["column"]), {}))
        yield out


def _team_columns(place: _Place) -> dict[tuple[EditValue, ...], dict[str, EditValue]]:
    """What the team wrote beside findings in columns of its own, by code, record and column."""
    own = [h for h in place.headings if h and h not in place.keys]
    by_key = {key: place.headings.index(h) for h, key in place.keys.items()}
    if not own or not {"code", "record", "column"} <= by_key.keys():
        return {}
    kept: dict[tuple[EditValue, ...], dict[str, EditValue]] = {}
    for row in place.rows:
        notes: dict[str, EditValue] = {h: row[place.headings.index(h)] for h in own}
        if any(note is not None for note in notes.values()):
            kept[row[by_key["code"]], row[by_key["record"]], row[by_key["column"]]] = notes
    return kept


def _new_sheet(workbook: Workbook, lang: Lang, rows: Sequence[dict[str, EditValue]]) -> AddSheet:
    return AddSheet(
        free_name(FINDINGS.title.in_(lang), sheet_names(workbook), " "),
        tuple(column.title.in_(lang) for column in FINDINGS.columns),
        tuple(tuple(row[column.key] for column in FINDINGS.columns) for row in rows),
        free_name(FINDINGS.table, table_names(workbook)),
        widths=_WIDTHS,
        wraps=tuple(column.kind is Kind.NOTE for column in FINDINGS.columns),
    )
