"""Formulas as each cell reads."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from sheetsales.backends.reading.formulas import read_formulas
from sheetsales.errors import NotAWorkbook
from tests.ooxml.books import book, worksheet

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "good"
SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1+"A1"</f><v>1</v></c></row>'
    '<row><c><v>2</v></c><c><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/></c><c r="C3"><f t="shared" si="9"/><v>7</v></c><c r="D3"><f t="array" ref="D3:D4">'
    'SUM(A1:A2)</f><v>3</v></c></row><row r="4"><c r="D4"><v>3</v></c><c r="E4"><f>1&lt;2</f><v>1</v></c></row>'
)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared.xlsx"
    path.write_bytes(book(worksheet(SHARED)))
    return path


def test_each_cell_has_its_own_formula(shared: Path) -> None:
    assert read_formulas(shared, "Sheet1") == {
        (1, 2): 'A1*$A$1+"A1"', (2, 2): 'A2*$A$1+"A1"', (3, 2): 'A3*$A$1+"A1"', (3, 4): "SUM(A1:A2)", (4, 5): "1<2",
    }  # fmt: skip
    assert set(read_formulas(shared, "Sheet1", {4})) == {(3, 4)}
    assert read_formulas(shared, "Elsewhere") == {}


def test_formulas_of_sparklines_are_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "lines.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("Deals")
    sheet.write_column("A1", [1, 2, 3])
    sheet.add_sparkline("B1", {"range": "Deals!A1:A3"})
    made.close()
    assert read_formulas(path, "Deals") == {}


@pytest.mark.parametrize("rows", ["<row><c></row>", "<!DOCTYPE a>"])
def test_a_damaged_sheet_is_told(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(book(worksheet(rows) if rows.startswith("<row") else rows + worksheet("")))
    with pytest.raises(NotAWorkbook):
        read_formulas(path, "Sheet1")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus here")
def test_formulas_are_those_openpyxl_reads() -> None:
    """Over a sample of real workbooks; openpyxl writes shared formulas out as well."""
    compared = 0
    for path in sorted(CORPUS.glob("*.xlsx"))[::9]:
        if path.stat().st_size > 60_000:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                other = openpyxl.load_workbook(path)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # openpyxl does not open every one of them
        for sheet in other.worksheets:
            theirs = {
                (int(cell.row or 0), int(cell.column or 0)): _plain(cell.value)
                for row in sheet.iter_rows()
                for cell in row
                if cell.data_type == "f" and not isinstance(cell.value, DataTableFormula)
            }
            ours = {at: "".join(text.split()) for at, text in read_formulas(path, sheet.title).items()}
            differing = {at for at in theirs if theirs[at] and ours.get(at) != theirs[at]}
            assert not differing, (
                path.name,
                sheet.title,
                [(ours.get(at), theirs[at]) for at in differing][:3],
            )
            compared += len(theirs)
    assert compared > 100


def _plain(value: object) -> str:
    text = value.text if isinstance(value, ArrayFormula) else str(value)
    return "".join((text or "").removeprefix("=").split())
