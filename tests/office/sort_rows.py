"""Run by ``office.sort_rows``: BOOK SHEET HEADING PROFILE. Needs LibreOffice's Python bridge (python3-uno)."""

import sys

import uno
from bridge import edited, named
from com.sun.star.table import TableSortField


def sort(document: object, sheet_name: str, heading: str) -> None:
    sheet = document.Sheets.getByName(sheet_name)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last_row, last_column = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    titles = [sheet.getCellByPosition(c, 0).String for c in range(last_column + 1)]
    key = next(i for i, title in enumerate(titles) if title.startswith(heading))
    while last_row and not any(sheet.getCellByPosition(c, last_row).String for c in range(last_column + 1)):
        last_row -= 1
    rows = sheet.getCellRangeByPosition(0, 1, last_column, last_row)
    field = TableSortField()
    field.Field, field.IsAscending = key, False
    rows.sort(
        named(SortFields=uno.Any("[]com.sun.star.table.TableSortField", (field,)), ContainsHeader=False)
    )


def main(book: str, sheet: str, heading: str, profile: str) -> None:
    with edited(book, profile) as document:
        sort(document, sheet, heading)


main(*sys.argv[1:])
