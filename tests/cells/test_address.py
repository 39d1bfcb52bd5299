"""Addresses as people and formulas write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.cells.address import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    CellRef,
    column_letters,
    column_number,
    parse_a1,
    parse_area,
    parse_cell,
    quote_sheet,
)


@given(st.integers(1, MAX_COLUMN))
def test_letters_and_numbers_are_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column


@given(st.text(min_size=1, max_size=31), st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_every_cell_is_found_again_from_its_text(sheet: str, row: int, column: int) -> None:
    cell = CellRef(sheet, row, column)
    assert parse_cell(str(cell)) == cell


@pytest.mark.parametrize(
    ("name", "quoted"),
    [("Pipeline", "Pipeline"), ("商机", "商机"), ("My sheet", "'My sheet'"), ("Q4", "'Q4'"), ("R1C1", "'R1C1'"),
     ("2026", "'2026'"), ("O'Neil", "'O''Neil'")],
)  # fmt: skip
def test_a_sheet_name_is_quoted_where_a_formula_needs_it(name: str, quoted: str) -> None:
    assert quote_sheet(name) == quoted


@pytest.mark.parametrize("text", ["", "A", "A0", "1A", "AAAA1", "XFE1", "A1048577", "A1:B2", "A1 "])
def test_what_is_no_cell(text: str) -> None:
    assert parse_a1(text) is None


def test_dollars_and_case_do_not_matter() -> None:
    assert parse_a1("$f$12") == (12, 6)


@pytest.mark.parametrize("text", ["A1", "!A1", "Sheet1!", "Sheet1!A1:", "Sheet1!A1:B", "Sheet1!:A1"])
def test_an_area_needs_a_sheet_and_two_cells(text: str) -> None:
    assert parse_area(text) is None


def test_areas_are_put_upright() -> None:
    area = parse_area("'My sheet'!C9:A2")
    assert area == Area("My sheet", 2, 1, 9, 3)
    assert str(area) == "'My sheet'!A2:C9"
    assert area.contains(2, 3)
    assert not area.contains(10, 1)
    assert str(parse_area("S!B2")) == "S!B2"
    assert parse_cell("S!A1:B2") is None
