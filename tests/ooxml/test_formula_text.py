"""References found in formulas, formulas moved, formulas checked."""

from __future__ import annotations

import pytest

from sheetsales.backends.ooxml.formula_text import checked, moved, references, sheets_named
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import Link


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SUM(A1:B2)+C3", [(None, "A1", "B2"), (None, "C3", None)]),
        ("'My sheet'!$A$1*Data!B2:$C4", [("My sheet", "$A$1", None), ("Data", "B2", "$C4")]),
        ("'It''s'!A1", [("It's", "A1", None)]),
        ("数据!A1+_x!B2", [("数据", "A1", None), ("_x", "B2", None)]),
        ('"A1"&A2&"say ""B2"""', [(None, "A2", None)]),
        ("LOG10(A1)+tbl[[#This Row],[A1]]+ABC1_x+Tax2020.a+A1B", [(None, "A1", None)]),
        ("[1]Sheet1!A1+'[Book 2.xlsx]S'!A1+#REF!", []),
        ("Sheet1:Sheet3!A1+A2", [(None, "A2", None)]),
        ("1E5+TRUE+A:C+2:4", []),
        ("XFE1+XFD1", [(None, "XFE1", None), (None, "XFD1", None)]),
    ],
)
def test_references(text: str, found: list[tuple[str | None, str, str | None]]) -> None:
    assert [(r.sheet, r.first, r.last) for r in references(text)] == found


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A1:B2)*'x y'!A1", "SUM(B3:C4)*'x y'!B3"),
        ('"A1"&LOG10(A1)', '"A1"&LOG10(B3)'),
        ("A:A+$A:A+1:1+$1:2", "B:B+$A:B+3:3+$1:4"),
        ("XFD1", "#REF!"),
        ("A1048576", "#REF!"),
        ("t[[#This Row],[A1]]*A1", "t[[#This Row],[A1]]*B3"),
        ("Sheet1:Sheet3!A1", "Sheet1:Sheet3!B3"),
        ("[1]S!A1", "[1]S!B3"),
    ],
)
def test_moved_two_down_one_right(text: str, after: str) -> None:
    assert moved(text, 2, 1) == after


def test_moved_off_the_sheet() -> None:
    assert moved("A1+B2", -1, 0) == "#REF!+B1"
    assert moved("A:A", 0, -1) == "#REF!"


def test_sheets_named() -> None:
    assert sheets_named("Data!A1+'My sheet'!n+[1]Ext!B1+'[x]y'!A1+S1:S3!A1+\"No!A1\"+#REF!+B!C:C") == {
        "Data",
        "My sheet",
        "S1",
        "S3",
        "B",
    }


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("=1+1", "1+1"),
        (" SUM(A1:A2) ", "SUM(A1:A2)"),
        ('TEXTJOIN(",",TRUE,XLOOKUP(1,A:A,B:B))', '_xlfn.TEXTJOIN(",",TRUE,_xlfn.XLOOKUP(1,A:A,B:B))'),
        ("FILTER(A:A,A:A>1)", "_xlfn._xlws.FILTER(A:A,A:A>1)"),
        ("_xlfn.IFS(A1,1)", "_xlfn.IFS(A1,1)"),
        ('"IFS(;[@x]"&"a;b"', '"IFS(;[@x]"&"a;b"'),
        ("{1;2,3}", "{1;2,3}"),
        ("'a;b'!A1+t[a;b]", "'a;b'!A1+t[a;b]"),
        ("STDEV.S(A1)+MYIFS(1)", "_xlfn.STDEV.S(A1)+MYIFS(1)"),
    ],
)
def test_checked(text: str, after: str) -> None:
    assert checked(text) == after


@pytest.mark.parametrize(
    ("target", "formula"),
    [
        ("Pipeline!F12", 'HYPERLINK("#Pipeline!F12","x")'),
        ("'My sheet'!A1:B2", 'HYPERLINK("#\'My sheet\'!A1:B2","x")'),
        ('https://a.b/?q="1"', 'HYPERLINK("https://a.b/?q=""1""","x")'),
        ("mailto:a@b.c", 'HYPERLINK("mailto:a@b.c","x")'),
    ],
)
def test_links(target: str, formula: str) -> None:
    assert link_formula(Link(target, "x")) == formula


def test_an_empty_link_text() -> None:
    assert link_formula(Link("A!A1", "")) == 'HYPERLINK("#A!A1","")'
