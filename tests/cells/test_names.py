"""Names for what is added to a workbook, out of any text."""

from __future__ import annotations

import pytest

from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.names import SHEET_NAME_LENGTH, free_sheet_name, free_table_name, sheet_name, table_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Handover Ann", "Handover Ann"),
        ("Handover Alexandra Papadopoulou-Smith", "Handover Alexandra Papadopoulou"),
        ("Sales: North/South [2026]?", "Sales North South 2026"),
        ("'Ann's'", "Ann's"),
        ("交接\n赵国梁", "交接 赵国梁"),
        ("[]:*?/\\", "Sheet"),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_sheet_is_called_as_excel_allows(text: str, name: str) -> None:
    assert sheet_name(text) == name
    assert len(name.encode("utf-16-le")) <= 2 * SHEET_NAME_LENGTH


def test_what_is_taken_is_numbered_within_the_length() -> None:
    long = "Handover Alexandra Papadopoulou-Smith"
    workbook = workbook_from_rows({sheet_name(long): [["ID"]], "Findings": [["ID"]]})
    assert free_sheet_name(long, workbook) == "Handover Alexandra Papadopoul 2"
    assert free_sheet_name("findings", workbook) == "findings 2"
    assert free_sheet_name("Tasks", workbook) == "Tasks"


def test_a_table_is_called_by_letters_figures_and_lines() -> None:
    assert table_name("tblHandoverS 01-b") == "tblHandoverS_01_b"
    assert free_table_name("tblHandover张三", workbook_from_rows({"A": [["ID"]]})) == "tblHandover张三"
