"""What stands around the cells of a workbook, as openpyxl reads it: looks, drop-downs, names, notes, charts."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, Edit, SetFormat, SetValidation


def looks(book: Path, areas: list[Area]) -> dict[str, object]:
    """The look of each cell of the areas."""
    sheets = _read(book)
    found: dict[str, object] = {}
    for area in areas:
        sheet = sheets[area.sheet]
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                cell = sheet.cell(row, column)
                fill = cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" else None
                colour = cell.font.color.rgb if cell.font.color and cell.font.color.type == "rgb" else None
                found[f"{sheet.title}!{cell.coordinate}"] = (
                    _plain_format(cell.number_format),
                    bool(cell.font.b),
                    fill,
                    (colour or "FF000000")[-6:],
                    bool(cell.alignment.wrap_text),
                )
    return found


def _plain_format(code: str) -> str:
    """A number format without what LibreOffice adds on saving: a language, strokes before signs."""
    return code.lower().replace("\\", "").replace("[$-409]", "")


def touched(edits: tuple[Edit, ...]) -> list[Area]:
    """The areas whose looks or drop-downs the edits set, as far as LibreOffice saves them; filled cells of new sheets."""
    new = [edit for edit in edits if isinstance(edit, AddSheet)]
    return [
        *(
            replace(edit.area, last_row=min(edit.area.last_row, 50))
            for edit in edits
            if isinstance(edit, SetFormat | SetValidation)
        ),
        *(
            Area(edit.name, row, column, row, column)
            for edit in new
            for row, values in enumerate(edit.rows, 2)
            for column, value in enumerate(values, 1)
            if value is not None
        ),
    ]


def sizes(book: Path, edits: tuple[Edit, ...]) -> dict[str, int]:
    """Widths in characters and heights in points that the edits ask for, as the workbook has them."""
    sheets, found = _read(book), {}
    for edit in edits:
        if isinstance(edit, SetFormat):
            sheet, at = sheets[edit.area.sheet], edit.area
            for row in range(at.first_row, at.last_row + 1) if edit.height else ():
                found[f"{sheet.title} {row}"] = round(sheet.row_dimensions[row].height or 0)
            for column in range(at.first_column, at.last_column + 1) if edit.width else ():
                letter = get_column_letter(column)
                width = next(
                    (d.width for d in sheet.column_dimensions.values() if d.min <= column <= d.max), 0
                )
                found[f"{sheet.title} {letter}"] = round(width)
    return found


def drop_downs(book: Path) -> dict[str, tuple[str, str, bool]]:
    """By cell: what is offered, how sternly, whether blanks are let through."""
    found = {}
    for sheet in _read(book).worksheets:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                for area in rule.sqref.ranges:
                    for row, column in area.cells:
                        source = rule.formula1.replace("'", "").replace(" ", "")
                        found[f"{sheet.title}!{row},{column}"] = (
                            source, rule.errorStyle or "stop", bool(rule.allowBlank),
                        )  # fmt: skip
    return found


def names(book: Path) -> dict[str, str]:
    """The names of the workbook and of its sheets, quotes left out."""
    read = _read(book)
    scopes: list[tuple[str, Any]] = [("", read.defined_names)]
    scopes += [(sheet.title, sheet.defined_names) for sheet in read.worksheets]
    return {
        f"{scope}!{name}": str(known.value).replace("'", "")
        for scope, all_ in scopes
        for name, known in all_.items()
        if not name.startswith("_xlnm")
    }


def notes(book: Path) -> dict[str, str]:
    """The text of each note."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text.replace("\r\n", "\n")
        for sheet in _read(book).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def charts(book: Path) -> dict[str, list[tuple[str, int, str]]]:
    """By sheet: the kind of each chart, how many series it has, and where the first begins."""
    return {
        sheet.title: [
            (type(chart).__name__, len(chart.series), _start(chart.series[0])) for chart in sheet._charts
        ]
        for sheet in _read(book).worksheets
        if sheet._charts
    }


def _start(series: Any) -> str:
    reference: str = series.val.numRef.f
    return reference.replace("'", "").partition(":")[0]


def _read(book: Path) -> Any:
    """openpyxl only reads here; that it would drop what it does not know is why it never saves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(book)
