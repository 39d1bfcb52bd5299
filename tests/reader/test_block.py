"""The block of a sheet is as large as its values need, however far apart they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import MAX_ROW, CellRef, column_letters
from sheetsales.cells.grid import Grid
from tests.reader.packages import parts_of, worksheet, write


def row(number: int, *values: tuple[int, object]) -> str:
    cells = "".join(f'<c r="{column_letters(column)}{number}"><v>{value}</v></c>' for column, value in values)
    return f'<row r="{number}">{cells}</row>'


def read(path: Path, *rows: str) -> Grid:
    return read_workbook(write(path / "book.xlsx", parts_of(worksheet("".join(rows))))).grids[0]


def corners(grid: Grid) -> tuple[int, int, int, int]:
    return grid.first_row, grid.first_column, grid.last_row, grid.last_column


def table_rows(count: int, start: int = 1) -> list[str]:
    return [row(r, *((c, r * c) for c in range(1, 13))) for r in range(start, start + count)]


def test_opposite_corners_of_a_sheet(tmp_path: Path) -> None:
    grid = read(tmp_path, row(1, (1, 5)), row(MAX_ROW, (16_384, 6)))
    assert corners(grid) == (1, 1, 1, 1)
    assert grid.value(1, 1) == 5
    assert grid.beyond == (CellRef("S", MAX_ROW, 16_384),)


@pytest.mark.parametrize(
    "stray",
    [row(MAX_ROW, (2, 1)), row(1200, (16_000, 1)), row(MAX_ROW, (16_384, 1)), row(900_000, (8_000, 1))],
)
def test_a_stray_cell_far_from_the_table(stray: str, tmp_path: Path) -> None:
    rows = [*table_rows(1000), stray]
    grid = read(tmp_path, *rows)
    if grid.beyond:
        assert corners(grid) == (1, 1, 1000, 12)
        assert len(grid.beyond) == 1
    else:
        assert grid.row_count * len(grid.columns) <= 20_000_000
    assert grid.value(1000, 12) == 12_000


def test_a_table_far_down_wins_over_a_stray_cell_above(tmp_path: Path) -> None:
    grid = read(tmp_path, row(1, (1, 1), (16_384, 1)), *table_rows(500, 1_000_000))
    assert corners(grid) == (1_000_000, 1, 1_000_499, 12)
    assert [ref.a1 for ref in grid.beyond] == ["A1", "XFD1"]


def test_gaps_in_a_reasonable_block_stay_inside(tmp_path: Path) -> None:
    grid = read(tmp_path, row(3, (2, "1")), row(5_000, (30, 2)), row(9_000, (4, 3)))
    assert corners(grid) == (3, 2, 9_000, 30)
    assert not grid.beyond
    assert (grid.value(3, 2), grid.value(5_000, 30), grid.value(9_000, 4), grid.value(4, 2)) == (
        1,
        2,
        3,
        None,
    )


@pytest.mark.parametrize("step", [1, 64])
def test_cells_strewn_over_the_sheet(step: int, tmp_path: Path) -> None:
    rows = [row(r, (1 + (r * 7919) % 16_384, r)) for r in range(1, 5_000 * step, step)]
    grid = read(tmp_path, *rows)
    inside = sum(value is not None for column in grid.columns for value in column)
    assert inside + len(grid.beyond) == len(rows)
    assert inside > 0
    assert grid.row_count * len(grid.columns) <= 8_000_000


def test_formatted_blank_rows_and_columns_are_no_part_of_the_block(tmp_path: Path) -> None:
    blank = [
        f'<row r="{r}" s="3" customFormat="1"><c r="A{r}" s="3"/><c r="B{r}" s="3"></c><c r="Z{r}" s="3"/></row>'
        for r in range(1, 60_000)
    ]
    rows = [*blank[:4], row(5, (2, 1), (3, 2)), *blank[5:], '<row r="60001"/>']
    grid = read(tmp_path, *rows)
    assert corners(grid) == (5, 2, 5, 3)


def test_blank_texts_are_no_part_of_the_block(tmp_path: Path) -> None:
    blank = [f'<row r="{r}"><c r="D{r}" t="str"><f>""</f><v></v></c></row>' for r in range(1, 3000)]
    grid = read(tmp_path, *blank[:9], row(10, (2, 1)), *blank[10:])
    assert corners(grid) == (10, 2, 10, 2)
    assert len(grid.formulas) == 2998


def test_a_sheet_of_blank_texts_only(tmp_path: Path) -> None:
    grid = read(tmp_path, '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c></row>')
    assert (grid.columns, grid.beyond) == ((), ())
