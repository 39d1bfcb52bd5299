"""Rules a manager writes come to what LibreOffice comes to, row by row."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheetsales.cells.values import CellError
from tests.formula import engine
from tests.office import formula_rows
from tests.office.formula_differences import DIFFERENCES
from tests.office.formula_rows import CONDITIONS, ROWS, in_cells, look, rows
from tests.office.office import _read, recalculated

pytestmark = pytest.mark.office


def _write(path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"use_future_functions": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, columns in (("rows", rows()), ("look", look())):
        sheet = book.add_worksheet(name)
        for c, (heading, values) in enumerate(columns.items()):
            sheet.write(0, c, heading)
            for r, value in enumerate(values, start=1):
                if isinstance(value, dt.date):
                    sheet.write_datetime(r, c, dt.datetime(value.year, value.month, value.day), day)
                elif isinstance(value, CellError):
                    sheet.write_formula(r, c, f"={value.code}", None, value.code)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
    sheet = book.get_worksheet_by_name("rows")
    for c, condition in enumerate(CONDITIONS, start=len(formula_rows.rows_columns())):
        for r in range(ROWS):
            sheet.write_formula(r + 1, c, "=" + in_cells(condition, r + 2))
    book.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    """What LibreOffice makes of each condition, row by row."""
    folder = tmp_path_factory.mktemp("formulas")
    _write(folder / "formulas.xlsx")
    sheet = _read(recalculated(folder / "formulas.xlsx", folder / "out"), data_only=True)["rows"]
    first = len(formula_rows.rows_columns()) + 1
    columns = sheet.iter_cols(first, first + len(CONDITIONS) - 1, 2, ROWS + 1, values_only=True)
    return [list(column) for column in columns]


def _ours(value: Any) -> Any:
    """What Excel shows in the cell of a formula: an error's code, and 0 for a blank cell referred to."""
    if isinstance(value, CellError):
        return value.code
    return 0.0 if value is None else value


def _theirs(value: Any) -> Any:
    """openpyxl reads an empty text as None."""
    return "" if value is None else value


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return bool(ours == theirs)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_row_is_as_in_libreoffice_or_as_excel_documents(office: list[list[Any]], condition: str) -> None:
    columns = rows()
    found = engine.evaluate(condition, columns, {"look": look()}, dt.date.today())
    excused = DIFFERENCES.get(condition)
    wrong, differs = [], 0
    for i, (ours, theirs) in enumerate(zip(found, office[CONDITIONS.index(condition)], strict=True)):
        if _alike(_ours(ours), _theirs(theirs)):
            continue
        row = {name: column[i] for name, column in columns.items()}
        if excused is not None and excused.where(row):
            differs += 1
            assert excused.excel is None or _alike(_ours(ours), excused.excel), row
        else:
            wrong.append(f"{ours!r}, LibreOffice {theirs!r}: {row}")
    assert not wrong, f"{len(wrong)} rows\n" + "\n".join(wrong[:12])
    assert (excused is not None) == bool(differs), "a difference that is none any more"


def test_every_difference_belongs_to_a_condition() -> None:
    assert set(DIFFERENCES) <= set(CONDITIONS)
    assert all(difference.reason for difference in DIFFERENCES.values())
