"""Run by ``office.sort_rows``: BOOK SHEET HEADING PROFILE. Needs LibreOffice's Python bridge (python3-uno)."""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField


def named(**values: object) -> tuple:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connected(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(360):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


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
    pipe = f"sort{abs(hash(profile))}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(
            Path(book).resolve().as_uri(), "_blank", 0, named(Hidden=True)
        )
        sort(document, sheet, heading)
        document.storeToURL(Path(book).resolve().as_uri(), named(FilterName="Calc MS Excel 2007 XML"))
        document.close(True)
        desktop.terminate()
    finally:
        office.wait(60)


main(*sys.argv[1:])
