"""Cells, sentences and fast rows: the pieces a report is put together from."""

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheetsales.indicators.figure import Figure, unknown
from sheetsales.reports import cells
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Dash, Sentence
from sheetsales.reports.fast_sheet import FastSheet, ReportSheet
from sheetsales.texts import Text

WHY = Text("没有", "none")


def test_known_and_unknown() -> None:
    assert cells.calc("A1", Figure(2, 2)) == Calc("A1", 2.0)
    assert cells.calc("A1", unknown(WHY)) == Dash(WHY)
    assert not cells.known(None)
    assert not cells.known(Dash(WHY))
    assert cells.known(0)
    assert cells.shown(Calc("A1", "text")) is None
    assert cells.shown(Decimal("1.5")) == 1.5
    assert cells.for_chart(Dash(WHY)) == Dash(WHY, gap=True)
    assert cells.for_chart(3) == 3


def test_a_division_needs_both_parts_and_a_divisor() -> None:
    assert cells.divided("A1", "B1", 3, 4, WHY) == Calc("A1/B1", 0.75)
    assert cells.divided("A1", "B1", 3, 0, WHY) == Dash(WHY)
    assert cells.divided("A1", "B1", None, 4, WHY) == Dash(WHY)
    other = Dash(Text("别的", "other"))
    assert cells.divided("A1", "B1", 3, other, WHY) == other


def test_numbers_in_sentences_round_as_excel_does() -> None:
    assert cells.as_excel_shows(0.125, 2) == "0.13"
    assert cells.as_excel_shows(-2.5, 0) == "-3"
    assert len(cells.as_excel_shows(1e300, 0)) == 301
    assert cells.spoken("zh", "CNY").words(645_000) == "64.5 万元"
    assert cells.spoken("en", "GBP").words(6_105_000) == "£6.11m"
    assert PERCENT.words(0.8486) == "85%"
    assert PERCENT.expression("A1") == 'TEXT(A1*100,"0")&"%"'


def test_a_clause_with_an_unknown_figure_is_dropped_whole() -> None:
    sentence = Sentence('"Lead" ')
    assert not sentence.clause("lost ", ("A1", Dash(WHY), COUNT))
    assert sentence.clause("won ", ("B1", 3, COUNT), joint=", ")
    assert sentence.clause("of ", ("C1", Calc("X", 4.0), COUNT), joint=", ")
    end = sentence.end(".")
    assert end == Calc('"""Lead"" "&"won "&TEXT(B1,"0")&", "&"of "&TEXT(C1,"0")&"."', '"Lead" won 3, of 4.')
    assert Sentence().end(".") is None


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_fast_rows_read_back_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "fast.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Data & more", FastSheet)
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    rows = [
        ("a <b> & 'c'\x0b", 1, 2.5, dt.date(2026, 10, 31), Calc("B2*2", 2.0)),
        (None, Decimal("7.25"), None, None, Calc('"x"&"<y>"', "x<y>")),
        ("a <b> & 'c'\x0b", "", "中文", dt.date(1900, 3, 1), None),
    ]
    last = sheet.fill(
        rows,
        [
            None or workbook.add_format(),
            workbook.add_format(),
            workbook.add_format(),
            date,
            workbook.add_format(),
        ],
    )
    sheet.add_table(0, 0, 1, 4, {"name": "tblFast", "columns": [{"header": h} for h in "VWXYZ"]})
    sheet.stretch_table(last)
    workbook.close()
    read = openpyxl.load_workbook(path, data_only=True).active
    assert read is not None
    assert [[c.value for c in row] for row in read.iter_rows()] == [
        list("VWXYZ"),
        ["a <b> & 'c'", 1, 2.5, dt.datetime(2026, 10, 31), 2],
        [None, 7.25, None, None, "x<y>"],
        ["a <b> & 'c'", None, "中文", dt.datetime(1900, 3, 1), None],
    ]
    assert read.tables["tblFast"].ref == "A1:E4"


def test_fast_rows_take_nothing_they_do_not_know(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = workbook.add_worksheet("Data", FastSheet)
    with pytest.raises(TypeError):
        sheet.fill([(Dash(WHY),)], [workbook.add_format()])


def test_cells_put_together_at_once_are_xlsxwriters_own(tmp_path: Path) -> None:
    parts = []
    for kind in (xlsxwriter.worksheet.Worksheet, ReportSheet):
        path = tmp_path / f"{kind.__name__}.xlsx"
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet("S", kind)
            style = workbook.add_format({"bold": True})
            for row, look in enumerate((style, None)):
                for column, content in enumerate(_OF_ALL_KINDS):
                    cells.put(sheet, row, column, content, look)
            sheet.write_boolean(3, 0, True, style)
            assert sheet.write_formula(-1, 0, "=1", style) == -1
        with zipfile.ZipFile(path) as archive:
            parts.append(archive.read("xl/worksheets/sheet1.xml"))
    assert parts[0] == parts[1]
    assert b"<f>A1&amp;&quot;" not in parts[1]
    assert b'<f>A1&amp;"&lt;b&gt;"</f>' in parts[1]


_OF_ALL_KINDS = (
    None,
    "text",
    7,
    Decimal("2.50"),
    1 / 3,
    dt.date(2026, 10, 31),
    Calc("1+1", 2.0),
    Calc('A1&"<b>"', "x<b>"),
    Calc("NA()", "#N/A"),
    Calc('""', ""),
    Calc("1=1", True),
    Calc("SUM(A1:A2*2)", 4.0, array=True),
    Dash(WHY),
    Dash(WHY, gap=True),
    Dash(WHY, formula="B1"),
)
