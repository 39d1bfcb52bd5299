"""Stored values of a form's own formulas once it is filled: worked out anew, or left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.ooxml.form_formulas import read_formulas
from sheetsales.backends.ooxml.form_read import read_form
from sheetsales.cells.address import Area
from sheetsales.forms.recalculated import recalculated, written_areas
from tests.forms.forms import drawn, table

TODAY = dt.date(2026, 11, 2)
FILLED = Area("S", 1, 1, 3, 2)
"""A1:B3: 100, 4; 200, 5; 50, "x"."""


def stored(path: Path, formulas: Mapping[str, str], **formats: str) -> dict[str, Any]:
    """What is stored with formulas of a sheet on which A1:B3 were filled, by their cells."""

    def draw(book: Any, sheet: Any) -> None:
        for row, (a, b) in enumerate(((100, 4), (200, 5), (50, "x"))):
            sheet.write(row, 0, a)
            sheet.write(row, 1, b)
        sheet.write("D1", 7)
        table(sheet, "F1:G3", "own", "a", "b", data=[[1, 2], [3, 4]])
        book.define_name("money", "=S!$A$1:$A$3")
        book.define_name("rate", "=0.5")
        for at, text in formulas.items():
            code = formats.get(at)
            sheet.write_formula(at, "=" + text, book.add_format({"num_format": code}) if code else None, -1)

    drawn(path, draw)
    form = read_form(path)
    made = recalculated(form, read_formulas(path, form.workbook), (FILLED,), TODAY)
    return {at.a1: formula.value for at, formula in made}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A1/A2", 0.5),
        ("SUM(A1:B3)", 359.0),
        ("SUM(money)*2", 700.0),
        ("SUBTOTAL(109,A1:A3)+SUBTOTAL(1,S!$A$1:$A$3)", 350 + 350 / 3),
        ('IF(A1>A2,"up","down")&" "&TEXT(A1/1000,"0.0")', "down 0.1"),
        ("IFERROR(A1/(B1-4),0)", 0.0),
        ("SUMIF(A1:A3,\">60\")", 300.0),
        ("MAX(A1:B3)-D1", 193.0),
        ("-SUM(A1:A2)%", -3.0),
        ("SUM(own[b])+A1", 106.0),
        ("SUM(own[[a]:[b]])+A1", 110.0),
        ("SUM(own[])+A1", 110.0),
        ("A1&own[[#Headers],[b]]", "100b"),
        ("A9+A1", 100.0),
        ("TODAY()-TODAY()+A1", 100.0),
        ("OFFSET(A1,1,0)", None),
        ("VLOOKUP(A1,A1:B3,2,FALSE)", None),
        ("SUBTOTAL(7,A1:A3)", None),
        ("COUNTIF(A1:B3,5)", None),
        ("SUM(A:A)", 350.0),
        ("SUM(S!$A:$B)+SUM(1:1)-SUM(1:1)", 359.0),
        ('SUMIF(A:A,">60",B:B)&"A:A"', "9A:A"),
        ("SUM(Nowhere!A:A)+A1", None),
        ("A1*rate", None),
        ("A1*nothing", None),
        ("A1+Sheet1:Sheet2!B1", None),
        ("SUM(own[c])+A1", None),
        ("A1:A3", None),
        ("SUM(Elsewhere!A1)+A1", None),
    ],
)  # fmt: skip
def test_one_formula(tmp_path: Path, text: str, value: object) -> None:
    found = stored(tmp_path / "f.xlsx", {"D5": text})["D5"]
    assert found == (pytest.approx(value) if isinstance(value, float) else value)


def test_errors_are_stored_as_such(tmp_path: Path) -> None:
    assert str(stored(tmp_path / "f.xlsx", {"D5": "A1/(B1-4)"})["D5"]) == "#DIV/0!"


def test_only_what_rests_on_filled_cells(tmp_path: Path) -> None:
    found = stored(
        tmp_path / "f.xlsx", {"D5": "D6*2", "D6": "A1+1", "D7": "D1*2", "D8": "SUM(own[a])", "D9": "D9+A1"}
    )
    assert found == {"D5": 202.0, "D6": 101.0, "D9": None}


def test_a_formula_whose_names_are_none_of_ours_keeps_its_value(tmp_path: Path) -> None:
    assert (
        stored(tmp_path / "f.xlsx", {"D5": "nothing*2", "D6": 'INDIRECT("D"&1)', "D7": "SUM(own[c])"}) == {}
    )


def test_days_are_stored_as_days(tmp_path: Path) -> None:
    found = stored(tmp_path / "f.xlsx", {"D5": "A1+46000", "D6": "A1+0.5"}, D5="yyyy-mm-dd", D6="yyyy-mm-dd")
    assert found == {"D5": dt.date(2026, 3, 19), "D6": None}


def test_array_formulas_are_left_alone(tmp_path: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_array_formula("D1:D3", "{=A1:A3*2}", None, 5)

    form = read_form(drawn(tmp_path / "f.xlsx", draw))
    assert recalculated(form, read_formulas(tmp_path / "f.xlsx", form.workbook), (FILLED,), TODAY) == ()


def test_a_formula_in_a_table_reads_its_own_row(tmp_path: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        columns = [{"header": "a"}, {"header": "b", "formula": "=[@a]*2", "total_function": "sum"}]
        sheet.add_table("A1:B4", {"name": "own", "columns": columns, "data": [[1], [2]], "total_row": True})

    form = read_form(drawn(tmp_path / "f.xlsx", draw))
    made = recalculated(
        form,
        read_formulas(tmp_path / "f.xlsx", form.workbook),
        tuple(written_areas(form, (), ("OWN",))),
        TODAY,
    )
    assert {at.a1: formula.value for at, formula in made} == {"B2": 2.0, "B3": 4.0, "B4": 6.0}


def test_days_and_times_in_cells_are_numbers(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = book.add_format({"num_format": "hh:mm"})
        sheet.write_datetime("A1", dt.datetime(2026, 3, 19), day)
        sheet.write_datetime("A2", dt.datetime(2026, 3, 19, 12), day)
        sheet.write_datetime("A3", dt.time(6), clock)
        for row, text in enumerate(("=A1+1", "=A2", "=A3"), 4):
            sheet.write_formula(row, 0, text, None, 0)

    form = read_form(drawn(tmp_path / "f.xlsx", draw))
    made = recalculated(form, read_formulas(tmp_path / "f.xlsx", form.workbook), (FILLED,), TODAY)
    assert [formula.value for _, formula in made] == [46101.0, 46100.5, None]
