"""Columns of Tables in formulas: their names are kept to the letter, whatever stands in them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sheetsales.backends.ooxml.formula_text import checked
from sheetsales.backends.ooxml.spans import escape
from sheetsales.backends.ooxml.structured import tables_named
from sheetsales.cells.edits import AppendRows
from sheetsales.cells.values import Formula
from sheetsales.errors import EditRefused
from tests.ooxml.books import done, parts_of, put, sheet_of, written, zipped

NBSP, WIDE = "\u00a0", "\u3000"
ODD = [
    "Amount ",
    " Amount",
    f"Amount{NBSP}",
    f"{WIDE}金额",
    'Screen 5"',
    '"quoted"',
    "it's",
    "a[b]",
    "#no",
    "@home",
    "a;b",
    "DAYS(net)",
    "sum (Q1:Q2)",
    "a\nb",
    "'",
]


def escaped(heading: str) -> str:
    """A heading as Excel writes it between brackets."""
    return re.sub(r"(['\[\]#@])", r"'\1", heading)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t[a]", [("t", ("a",))]),
        ("t[]+t[#All]", [("t", ()), ("t", ())]),
        ("SUM(t[[#This Row],[a ]:[ b]])", [("t", ("a ", " b"))]),
        ("t[ [a] ]", [("t", ("a",))]),
        ('"t[a]"&t[b"]&"x[c]"', [("t", ('b"',))]),
        ("t['#a]+t['[b']]+t[it''s]", [("t", ("#a",)), ("t", ("[b]",)), ("t", ("it's",))]),
        ("[1]!t[a]+'x [y]z'!A1+Data!u[b]", []),
        ("'t[a]'!A1+u[b]", [("u", ("b",))]),
    ],
)
def test_tables_named(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert list(tables_named(text)) == found


@pytest.mark.parametrize("heading", ODD)
def test_a_column_of_any_name_can_be_calculated_with(heading: str) -> None:
    formula = f"IF(t[[#This Row],[{escaped(heading)}]]>1,DAYS(1,2),SUM(t[n]))"
    before = table(heading)
    after = sheet_of(done(before, put("Sheet1!E9", Formula(formula, 1))))
    wanted = formula.replace("DAYS(1", "_xlfn.DAYS(1")
    assert _unescaped(after).count(f"<f>{wanted}</f>") == 1


@pytest.mark.parametrize("heading", ODD)
def test_a_calculated_column_is_carried_on_whatever_the_names_are(heading: str) -> None:
    formula = f"t[[#This Row],[{escaped(heading)}]]*2"
    after = sheet_of(done(table(heading, formula), AppendRows("t", ({heading: 5},))))
    assert _unescaped(after).count(f"<f>{formula}</f>") == 3


@pytest.mark.parametrize("heading", [name for name in ODD if name != name.strip(" ")])
def test_a_name_is_another_with_a_blank_more_but_for_blanks_around_it(heading: str) -> None:
    plain = heading.strip(" ")
    assert done(table(plain), put("Sheet1!E9", Formula(f"t[{heading}]", 1)))
    with pytest.raises(EditRefused):
        done(table(heading), put("Sheet1!E9", Formula(f"t[{plain}]", 1)))


def test_no_break_space_is_part_of_a_name() -> None:
    with pytest.raises(EditRefused):
        done(table("Amount"), put("Sheet1!E9", Formula(f"t[Amount{NBSP}]", 1)))


@pytest.mark.parametrize("text", ['t[5"]&"a', "t[a", 't[a]&"[b', "t[a'']]"])
def test_marks_that_do_not_pair_up_are_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        checked(text)


@pytest.mark.parametrize("text", ["t[@a]", "t[ @a]", "SUM(t[[@a]:[b]])"])
def test_what_only_excel_shows_is_refused(text: str) -> None:
    with pytest.raises(EditRefused, match="This Row"):
        checked(text)


@pytest.mark.parametrize("text", ["t['@a]", '"t[@a]"', "t[a'[@b]"])
def test_a_name_may_begin_so(text: str) -> None:
    assert checked(text) == text


def table(heading: str, formula: str = "") -> bytes:
    """XlsxWriter puts formulas of its own making into cells; ours takes their place."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet()
        columns = [{"header": heading}, {"header": "n"}, {"header": "total", "formula": formula and "0+0"}]
        sheet.add_table("A1:C3", {"name": "t", "columns": columns, "data": [[3, 4], [5, 6]]})

    parts = parts_of(written(fill))
    return zipped({name: data.replace(b"0+0", escape(formula)) for name, data in parts.items()})


def _unescaped(xml: str) -> str:
    return xml.replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", '"').replace("&amp;", "&")
