"""The edits that make a page say something: none where it says it already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sheetsales.cells.edits import AddSheet, Edit, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.names import free_name, free_sheet_name, table_names
from sheetsales.cells.values import CellValue, EditValue, Formula, Link
from sheetsales.pages.page import Page, Row
from sheetsales.pages.place import Place, find
from sheetsales.texts import Lang


def keep(
    workbook: Workbook, lang: Lang, page: Page, rows: Sequence[Row], *, least: int = 1
) -> Iterator[Edit]:
    """The edit that makes the page hold these rows, if it does not.

    A workbook without it gets it at its end, once there are ``least`` rows to say. Columns the team added keep what
    stands beside a row; a page that has lost columns of ours is written in those it has.
    """
    place = find(workbook, page)
    if place is None:
        if len(rows) >= max(least, 1):
            yield new_sheet(workbook, lang, page, rows)
        return
    if _said(place) != [_plain_row(row, place) for row in rows]:
        yield ReplaceRows(place.target, tuple(_written(rows, place, page)))


def new_sheet(
    workbook: Workbook, lang: Lang, page: Page, rows: Iterable[Row], headings: Sequence[str] = ()
) -> AddSheet:
    """The page as a new sheet at the end, under names that are free; ``headings`` stand in for its titles."""
    columns = page.columns
    return AddSheet(
        free_sheet_name(page.title.in_(lang), workbook),
        tuple(headings) or tuple(column.title.in_(lang) for column in columns),
        tuple(tuple(row[column.key] for column in columns) for row in rows),
        free_name(page.table, table_names(workbook)),
        visibility=page.visibility,
        widths=tuple(column.width for column in columns),
        charts=page.charts,
        formats=tuple(column.number_format or None for column in columns),
        wraps=tuple(column.wrap for column in columns),
    )


def _said(place: Place) -> list[tuple[CellValue, ...]]:
    """What our columns say now, blank rows left out."""
    filled = (row for row in place.rows if any(value is not None for value in row))
    at = [place.headings.index(heading) for heading in place.keys]
    return [tuple(plain(row[i]) for i in at) for row in filled]


def _plain_row(row: Row, place: Place) -> tuple[CellValue, ...]:
    return tuple(plain(row[key]) for key in place.keys.values())


def plain(value: EditValue) -> CellValue:
    """What a cell shows of a value, so that what was read and what is to be written compare."""
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Formula):
        return plain(value.value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool):
        return str(value).upper()  # equal to no number
    if isinstance(value, int | Decimal):
        return float(value)
    return None if value == "" else value


def _written(rows: Iterable[Row], place: Place, page: Page) -> Iterator[Row]:
    beside = _beside(place, page)
    for row in rows:
        own = beside.get(tuple(plain(row[key]) for key in page.known_by), {})
        yield {heading: row[key] for heading, key in place.keys.items()} | own


def _beside(place: Place, page: Page) -> dict[tuple[CellValue, ...], dict[str, EditValue]]:
    """What the team wrote in columns of its own, by what tells the row apart."""
    own = [(i, h) for i, h in enumerate(place.headings) if h and h not in place.keys]
    at = {key: place.headings.index(heading) for heading, key in place.keys.items()}
    if not own or not page.known_by or not at.keys() >= set(page.known_by):
        return {}
    kept: dict[tuple[CellValue, ...], dict[str, EditValue]] = {}
    for row in place.rows:
        notes: dict[str, EditValue] = {h: row[i] for i, h in own if row[i] is not None}
        if notes:
            kept[tuple(plain(row[at[key]]) for key in page.known_by)] = notes
    return kept
