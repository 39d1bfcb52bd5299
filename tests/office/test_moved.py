"""What LibreOffice computes before rows come in is what it computes after: every reference followed its cell."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cells.edits import AppendRows, Edit, InsertRows
from tests.office.office import recalculated
from tests.ooxml.books import done, opened_by_openpyxl, written

pytestmark = pytest.mark.office
SHEETS = 8


def _fill(opened: Any) -> None:
    """Sheets with a Table each and formulas below, beside and across; page one looks at every cell of them."""
    draw = random.Random(7)
    home = opened.add_worksheet("Home")
    for number in range(SHEETS):
        sheet, name = opened.add_worksheet(f"S{number}"), f"S{number}"
        with_total, height = number % 2 == 0, draw.randint(2, 4)
        last = 2 + height
        columns: list[dict[str, Any]] = [{"header": "k"}, {"header": "v"}, {"header": "w"}]
        if with_total:
            columns[1]["total_function"] = "sum"
        data = [[f"k{n}", draw.randint(1, 99), draw.randint(1, 99)] for n in range(height)]
        options = {"name": f"tbl_{number}", "columns": columns, "data": data, "total_row": with_total}
        sheet.add_table(1, 1, last - 1 + with_total, 3, options)
        low = last + with_total + 1
        for row in range(low, low + 9):
            for column in "BCD":
                sheet.write(f"{column}{row}", draw.randint(1, 99))
        for row in range(low + 10, low + 16):
            at = [f"{draw.choice('BCD')}{draw.randint(low, low + 8)}" for _ in range(3)]
            sheet.write_formula(f"C{row}", f"={at[0]}+${at[1]}*2-SUM({at[2]}:D{low + 9})")
        sheet.write_formula(f"B{low + 17}", f"=SUM(C3:C{last})*100+SUM(C3:D{low + 8})+C{last}")
        if number % 4 < 2:
            for row in range(2, low + 12):
                sheet.write_formula(
                    f"F{row}", f"=$C{row}+D{max(row - 3, 3)}" if row >= low else f"=B{low}+C{low + 1}"
                )
        opened.define_name(f"name{number}", f"={name}!$B${low}:$D${low + 8}")
        for row in range(1, low + 20):
            home.write_formula(row, number, f"=SUM({name}!C{row}:C{row})+COUNTA({name}!$B${row})")
        home.write_formula(
            low + 30,
            number,
            f"=SUM(name{number})+INDEX(name{number},2,2)+MATCH({name}!B{low + 3},{name}!B{low}:B{low + 8},0)",
        )


def _values(book: Path) -> dict[str, Any]:
    opened = opened_by_openpyxl(book.read_bytes(), data_only=True)
    return {
        cell.coordinate: cell.value
        for row in opened["Home"].iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_values_stay_what_they_were(tmp_path: Path) -> None:
    edits: list[Edit] = []
    for number in range(SHEETS):
        blank: Any = ({}, {})
        edits.append(AppendRows(f"tbl_{number}", ({"k": None, "v": 0},) * 3))
        if number % 3:
            edits.append(InsertRows(f"tbl_{number}", 4, blank))
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(written(_fill))
    after.write_bytes(done(before.read_bytes(), *edits))
    old, new = (_values(recalculated(book, tmp_path / "office")) for book in (before, after))
    assert len(old) > 150
    assert {at: (value, new.get(at)) for at, value in old.items() if new.get(at) != value} == {}
