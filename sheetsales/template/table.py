"""An Excel Table over a sheet's rows, with no style of its own: the cells carry the look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_range

from sheetsales.template.layout import Layout


def add_table(sheet: Any, layout: Layout, formulas: Mapping[int, str]) -> None:
    """Adds the table; ``formulas`` are calculated columns by index. Call it before any row is written.

    XlsxWriter notes every cell of a table in a dictionary and has no tables while it streams rows. So the table is
    added over two rows and then stretched, and streaming is off for that moment.
    """
    last_column = len(layout.columns) - 1
    columns = [{"header": heading} for heading in layout.headings]
    options = {"name": layout.record.table, "columns": columns, "style": None, "banded_rows": False}
    streaming, sheet.constant_memory = sheet.constant_memory, False
    try:
        sheet.add_table(0, 0, 1, last_column, options)
    finally:
        sheet.constant_memory = streaming
    table = sheet.tables[-1]
    area = xl_range(0, 0, layout.last_row - 1, last_column)
    table.update({"range": area, "a_range": area, "autofilter": area})
    for index, formula in formulas.items():
        table["columns"][index]["formula"] = formula
