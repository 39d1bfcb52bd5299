"""Workbooks in memory for the binding tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheetsales.cells.build import Rows, grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Column
from sheetsales.schema.modules import listed
from sheetsales.schema.workbook import RECORDS, SHEETS
from sheetsales.texts import Lang


def title(column: Column, lang: Lang) -> str:
    """A heading as the template writes it: title, unit in brackets, required mark."""
    text, unit = column.title.in_(lang), column.unit.in_(lang)
    brackets = (f"（{unit}）" if lang == "zh" else f" ({unit})") if unit else ""
    return text + brackets + (" *" if column.required else "")


def template(lang: Lang, *, tables: bool = True, modules: bool = True) -> Workbook:
    """A workbook with every sheet of ours, one blank row each; without Tables where they were lost."""
    sheets: dict[str, Rows | Grid] = {}
    for record in (*SHEETS, *(RECORDS[sheet.key] for sheet in listed() if modules)):
        headings = [title(c, lang) for c in record.columns_for(lang)]
        name = record.title.in_(lang)
        table = record.table if tables else None
        sheets[name] = grid_from_rows(name, [headings, [None] * len(headings)], table=table)
    return workbook_from_rows(sheets)


def book(sheets: Mapping[str, Any]) -> Workbook:
    """A workbook of sheets given as rows or grids."""
    return workbook_from_rows(sheets)


def bound(rows: Any, sheet: str = "Sheet1", **place: int) -> BoundTable:
    """The only table of a workbook with one sheet."""
    (table,) = bind(
        workbook_from_rows(
            {
                sheet: grid_from_rows(
                    sheet,
                    rows,
                    first_row=place.get("first_row", 1),
                    first_column=place.get("first_column", 1),
                )
            }
        )
    ).tables
    return table


def columns(table: BoundTable) -> dict[str, str]:
    """Heading → column key."""
    return {c.heading: c.column.key for c in table.columns}


def unknown(table: BoundTable) -> list[str]:
    return [u.heading for u in table.unknown]
