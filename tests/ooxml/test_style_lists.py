"""Fonts, fills and formats are appended to lists; what cells name and is not there must not become one of ours."""

from __future__ import annotations

import datetime as dt
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.ooxml import spans
from sheetsales.backends.ooxml.style_formats import Formats, outlined
from sheetsales.backends.ooxml.style_sheet import MOST_FORMATS, Look, StyleSheet
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import Edit, SetFormat
from sheetsales.errors import LimitExceeded, NotAWorkbook
from tests.ooxml.books import MAIN, all_shown, book, done, part, put, sheet_of, worksheet

DAY = dt.date(2026, 11, 20)
FONT, FILL = "<font><sz val='10'/></font>", "<fill/>"
BOLD: Edit = SetFormat(Area("Sheet1", 1, 1, 1, 1), bold=True, fill="FF0000", number_format="0.000")


def styles(xfs: str, *, fonts: int = 1, fills: int = 2, bases: str = "<xf/>", codes: str = "") -> str:
    return (
        f'<styleSheet xmlns="{MAIN}">{codes}<fonts count="{fonts}">{FONT * fonts}</fonts>'
        f'<fills count="{fills}">{FILL * fills}</fills><borders count="1"><border/></borders>'
        f"<cellStyleXfs>{bases}</cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"
    )


def cells(*looks: int) -> str:
    made = "".join(f'<c r="{"ABCDEFG"[n]}1" s="{look}"><v>{n}</v></c>' for n, look in enumerate(looks))
    return worksheet(f'<row r="1">{made}</row>')


def lists(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """Fonts, fills and cell formats of a workbook, each as it stands."""
    xml = part(data, "xl/styles.xml")
    formats = re.search("<cellXfs.*?</cellXfs>", xml)
    assert formats is not None
    fonts, fills = re.findall("<font>.*?</font>", xml), re.findall("<fill/>|<fill>.*?</fill>", xml)
    return fonts, fills, re.findall("<xf[^>]*/>", formats[0])


def number(raw: str, name: str) -> int:
    found = re.search(f'{name}="(\\d+)"', raw)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("place", ["formats", "bases"])
def test_a_font_that_is_not_there_stays_the_first(place: str) -> None:
    gone = '<xf fontId="1" fillId="2"/><xf fontId="2" fillId="4"/><xf fontId="900" fillId="900"/>'
    named: dict[str, Any] = {"xfs": "<xf/>" + gone} if place == "formats" else {"xfs": "<xf/>", "bases": gone}
    after = done(book(cells(0), styles=styles(**named)), BOLD)
    fonts, fills, formats = lists(after)
    ours = formats[-1]
    assert fonts[number(ours, "fontId")] != FONT
    assert "FF0000" in fills[number(ours, "fillId")]
    for index in (1, 2):
        assert fonts[index] == FONT  # what such a cell shows in any program, there or not
    assert not any("FF0000" in fill for fill in fills[2:5:2])
    assert len(fonts) < 10  # numbers far away are no reason to fill the list up to them


def test_a_number_format_that_is_not_there_stays_general() -> None:
    codes = '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>'
    xfs = '<xf/><xf numFmtId="171"/><xf numFmtId="175"/>'
    after = part(done(book(cells(0), styles=styles(xfs, codes=codes)), BOLD), "xl/styles.xml")
    assert '<numFmt numFmtId="176" formatCode="0.000"/>' in after


@pytest.mark.parametrize("quote", ['"', "'"])
def test_cells_of_a_format_that_is_not_there_look_as_before(quote: str) -> None:
    sheet = re.sub(r's="(\d+)"', rf"s={quote}\1{quote}", cells(0, 1, 3))
    after = done(book(sheet, styles=styles("<xf/>")), BOLD)
    formats = lists(after)[2]
    own = re.findall(r"r=\"A1\" s=.(\d+)", sheet_of(after))
    assert number(formats[int(own[0])], "fontId") > 0
    assert formats[1] == formats[0] == "<xf/>"
    assert len(formats) <= 3 or formats[3] == formats[0]


def test_what_is_there_already_is_not_made_again() -> None:
    """Dates and numbers take turns in a cell, day after day; bold comes and goes."""
    data = book(cells(0), styles=styles("<xf/>"))
    sizes = []
    for value in (DAY, 5, DAY, 5, DAY, 5):
        bold = SetFormat(Area("Sheet1", 1, 1, 1, 1), bold=isinstance(value, int))
        data = done(data, put("Sheet1!A1", value), bold)
        sizes.append(tuple(map(len, lists(data))))
        assert all_shown(data)[1, 1] == value
    assert sizes[2:] == [sizes[2]] * 4


# -- very many


def full(count: int) -> str:
    xf = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf>'
    names = "".join(f'<cellStyle name="s{n}" xfId="{n}"/>' for n in range(count))
    text = styles("<xf/>" + xf * (count - 1), bases="<xf/>" * count)
    return text.replace("</cellXfs>", f"</cellXfs><cellStyles>{names}</cellStyles>")


def test_very_many_formats_need_little_memory(tmp_path: Path) -> None:
    text = full(20_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(cells(0, 19_999), styles=text))
    tracemalloc.start()
    grid = read_workbook(path).grid("Sheet1")
    reading = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    sheet = StyleSheet(text.encode(), "xl/styles.xml")
    assert sheet.code(19_999) == "mm-dd-yy"
    holding = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert grid is not None
    assert isinstance(grid.value(1, 2), dt.date)
    assert reading < len(text)
    assert holding < 5 * len(text)


def test_one_more_than_excel_takes_is_a_limit_and_no_damage() -> None:
    data = book(cells(0, MOST_FORMATS - 2), styles=full(MOST_FORMATS - 1))
    assert isinstance(all_shown(done(data, put("Sheet1!A1", DAY)))[1, 2], dt.date)
    with pytest.raises(LimitExceeded, match=r"65,490 cell formats already") as refused:
        done(data, put("Sheet1!A1", DAY), BOLD)
    assert "65,490" in refused.value.text.zh
    assert "damaged" not in refused.value.text.en.replace("not damaged", "")


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/styles.xml"])
def test_too_many_elements_are_a_limit_and_no_damage(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "MOST_ELEMENTS", 1_000)
    many = "<x/>" * 1_001
    data = (
        book(cells(0), workbook=many)
        if name == "xl/workbook.xml"
        else book(cells(0), styles=styles("<xf/>").replace("<fonts", many + "<fonts"))
    )
    with pytest.raises(LimitExceeded, match=rf"{name}.*1,000 XML elements"):
        done(data, BOLD)


def test_nesting_without_end_is_a_limit() -> None:
    with pytest.raises(LimitExceeded, match="200 levels"):
        done(book(cells(0), workbook="<a>" * 300 + "</a>" * 300), BOLD)


def test_formats_that_are_no_xml_are_damage() -> None:
    with pytest.raises(NotAWorkbook, match=r"styles.xml") as refused:
        done(book(cells(0), styles=styles("<xf><xf/>")), put("Sheet1!A1", DAY))
    assert not isinstance(refused.value, LimitExceeded)


# -- found by their bytes


def test_formats_in_odd_spellings() -> None:
    text = (
        b"<a><x:cellXfs n='1'><x:xf a='1'><x:alignment/></x:xf ><xf/><!-- --><xf></xf></x:cellXfs><dxfs/></a>"
    )
    outline, boxes = outlined(text)
    assert len(outline) == len(text)
    assert b"xf " not in outline
    found = Formats(text, boxes["cellXfs"])
    spans = [text[slice(*found.span(n))] for n in range(len(found))]
    assert spans == [b"<x:xf a='1'><x:alignment/></x:xf >", b"<xf/>", b"<xf></xf>"]


def test_a_sheet_without_formats_gets_one() -> None:
    sheet = StyleSheet(f'<styleSheet xmlns="{MAIN}"/>'.encode(), "p")
    assert sheet.with_look(0, Look(bold=True)) == 1
    assert sheet.number_format(5) == 0
    assert sheet.is_locked(5)


def test_a_line_or_signal_that_is_not_there_stays_none() -> None:
    text = styles('<xf borderId="1"/><xf borderId="2"/>').encode()
    sheet = StyleSheet(text, "p", lambda name, number: name == "xfId" and number < 2)
    assert sheet.signal("FF0000", None) == 2  # rules name 0 and 1 already
    assert sheet.signal("FF0000", None) == 2
    assert sheet.signal("00FF00", "FFFFFF") == 3
    style = sheet.with_look(0, Look(line="0000FF"))
    made = (sheet.result() or b"").decode()
    assert 'borderId="3"' in re.findall("<xf[^>]*/>", made)[-1]
    assert style == 2
    assert made.count("<border/>") == 3
    assert made.count("<dxf/>") == 2
