"""What a cell holds comes out as it is, whichever way the sheet is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.cells.values import CellError, CellValue
from tests.reader.packages import parts_of, shared_strings, styles, workbook, worksheet, write
from tests.reader.ways import WAYS

STYLES = (
    0,
    14,
    "yyyy年m月d日",
    "[h]:mm",
    20,
    31,
    57,
    '0.00"days"',
    "[$-804]yyyy/m/d;@",
    "0.00E+00",
    "[Red]#,##0",
)
DAY = dt.date(2026, 10, 31)
SERIAL = 46326


def one(path: Path, cell: str, **more: str) -> set[tuple[type, CellValue]]:
    """The values of A1 in all ways of reading: one only, if they agree."""
    rows = f'<row r="1">{cell}</row><row r="2">{cell.replace("A1", "A2")}</row>'
    more.setdefault("styles", styles(*STYLES))
    book = write(path / "book.xlsx", parts_of(worksheet(rows), **more))
    values = [way(book).grids[0].value(row, 1) for way in WAYS for row in (1, 2)]
    return {(type(value), value) for value in values}


def number(value: str, style: int = 0) -> str:
    return f'<c r="A1" s="{style}"><v>{value}</v></c>'


NUMBERS = {
    "a number of digits only is whole": (number("12"), 12),
    "a negative one too": (number("-12"), -12),
    "a point makes a float": (number("12.50"), 12.5),
    "an exponent makes a float": (number("1.5E3"), 1500.0),
    "a long id keeps every digit": (number("1234567890123456789"), 1234567890123456789),
    "what Excel has lost of a long id shows": (number("1.2345678901234501E+18"), 1.2345678901234501e18),
    "no number after all": (number("12a"), "12a"),
    "not a number": (number("NaN"), "NaN"),
    "beyond all numbers": (number("1E999"), "1E999"),
    "more digits than a number may have": (number("9" * 5000), "9" * 5000),
    "nothing stored": (number(""), None),
    "quoted text in a format is no date": (number("3", 7), 3),
    "E+ in a format is no date": (number("3", 9), 3),
    "a colour in a format is no date": (number("3", 10), 3),
    "a style that is not there": (number("3", 99), 3),
    "type n said": ('<c r="A1" t="n"><v>3</v></c>', 3),
}
DATES = {
    "built-in": (number(str(SERIAL), 1), DAY),
    "Chinese custom": (number(str(SERIAL), 2), DAY),
    "Chinese built-in 31": (number(str(SERIAL), 5), DAY),
    "Chinese built-in 57": (number(str(SERIAL), 6), DAY),
    "locale and second section": (number(str(SERIAL), 8), DAY),
    "with time": (number(f"{SERIAL}.75", 1), dt.datetime(2026, 10, 31, 18)),
    "time to the millisecond": (number("44197.520833333336", 1), dt.datetime(2021, 1, 1, 12, 30)),
    "time that rounds to midnight": (number("44196.999999999999", 1), dt.date(2021, 1, 1)),
    "time alone": (number("0.5", 4), dt.time(12)),
    "midnight alone": (number("0", 4), dt.time(0)),
    "first day": (number("1", 1), dt.date(1900, 1, 1)),
    "before the day that never was": (number("59", 1), dt.date(1900, 2, 28)),
    "the day that never was": (number("60", 1), dt.date(1900, 2, 28)),
    "after it": (number("61", 1), dt.date(1900, 3, 1)),
    "last day": (number("2958465", 1), dt.date(9999, 12, 31)),
    "after the last day": (number("2958466", 1), 2958466),
    "rounds beyond the last day": (number("2958465.9999999999", 1), 2958465.9999999999),
    "below zero": (number("-1", 1), -1),
    "a date format on a text": (number("x", 1), "x"),
    "elapsed": (number("1.5", 3), dt.timedelta(hours=36)),
    "elapsed too long": (number("1e300", 3), 1e300),
    "an elapsed format on a text": (number("x", 3), "x"),
    "ISO date": ('<c r="A1" t="d"><v>2026-10-31</v></c>', DAY),
    "ISO midnight": ('<c r="A1" t="d"><v>2026-10-31T00:00:00.000Z</v></c>', DAY),
    "ISO moment": ('<c r="A1" t="d"><v>2026-10-31T18:00:00</v></c>', dt.datetime(2026, 10, 31, 18)),
    "ISO time": ('<c r="A1" t="d"><v>18:30:00</v></c>', dt.time(18, 30)),
    "ISO nonsense": ('<c r="A1" t="d"><v>soon</v></c>', "soon"),
}
OTHERS = {
    "true": ('<c r="A1" t="b"><v>1</v></c>', True),
    "false": ('<c r="A1" t="b"><v>0</v></c>', False),
    "false in words": ('<c r="A1" t="b"><v>false</v></c>', False),
    "no truth at all": ('<c r="A1" t="b"><v>maybe</v></c>', "maybe"),
    "an error": ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
    "an error of a formula": ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
    "an error without code": ('<c r="A1" t="e"><v></v></c>', None),
    "text of a formula": ('<c r="A1" t="str"><f>B1</f><v> x &amp; y </v></c>', " x & y "),
    "blank text of a formula": ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
    "inline": ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', " x "),
    "inline and blank": ('<c r="A1" t="inlineStr"><is><t/></is></c>', None),
    "inline before stored": ('<c r="A1" t="inlineStr"><v>1.0</v><is><t>1.</t></is></c>', "1."),
    "stored where called inline": ('<c r="A1" t="inlineStr"><v>x</v></c>', "x"),
    "inline runs": ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
    "line ends of any kind": ('<c r="A1" t="str"><v>a\r\nb\rc</v></c>', "a\nb\nc"),
    "a character by number": ('<c r="A1" t="str"><v>&#20013;&#x6587;</v></c>', "中文"),
    "a blank formatted cell": ('<c r="A1" s="3"/>', None),
    "more attributes": (
        '<c r="A1" s="0" t="str" cm="1" vm="2"><f t="array" ref="A1">B1</f><v>x</v></c>',
        "x",
    ),
    "an extension inside": ('<c r="A1"><v>5</v><extLst><ext uri="x"/></extLst></c>', 5),
    "attributes otherwise": ("<c t='str' r='A1'><v>x</v></c>", "x"),
}


@pytest.mark.parametrize(("cell", "value"), [*NUMBERS.values(), *DATES.values(), *OTHERS.values()],
                         ids=[*NUMBERS, *DATES, *OTHERS])  # fmt: skip
def test_value(cell: str, value: CellValue, tmp_path: Path) -> None:
    assert one(tmp_path, cell) == {(type(value), value)}


STRINGS = {
    "plain": ("<t>客户</t>", "客户"),
    "spaces stay": ('<t xml:space="preserve"> a  b </t>', " a  b "),
    "spaces stay even where XML need not keep them": ("<t> a </t>", " a "),
    "runs": ("<r><rPr><b/></rPr><t>Big</t></r><r><t xml:space='preserve'> deal</t></r>", "Big deal"),
    "phonetic hints go": (
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
        "東京",
    ),
    "an escaped carriage return": ("<t>a_x000D_b</t>", "a\rb"),
    "an escaped escape": ("<t>_x005F_x0041_</t>", "_x0041_"),
    "an escaped pair": ("<t>_xD83D__xDE00_</t>", "😀"),
    "half a pair": ("<t>_xD83D_</t>", "\ufffd"),
    "entities": ("<t>&lt;A&gt; &amp;amp; &quot;&apos;</t>", "<A> &amp; \"'"),
    "blank": ("<t></t>", None),
    "empty": ("<t/>", None),
    "a comment": ("<t>a<!-- x -->b</t>", "ab"),
    "character data": ("<t><![CDATA[<b>]]></t>", "<b>"),
    "line ends": ("<t>a\r\nb</t>", "a\nb"),
}


@pytest.mark.parametrize(("item", "value"), STRINGS.values(), ids=STRINGS)
def test_shared_string(item: str, value: CellValue, tmp_path: Path) -> None:
    strings = shared_strings("<t>first</t>", item, "<t>last</t>")
    assert one(tmp_path, '<c r="A1" t="s"><v>1</v></c>', strings=strings) == {(type(value), value)}


def test_1904_dates(tmp_path: Path) -> None:
    old = workbook(("S", ""), before='<workbookPr date1904="1"/>')
    assert one(tmp_path, number(str(SERIAL - 1462), 1), workbook=old) == {(dt.date, DAY)}
    assert one(tmp_path, number("2957004", 1), workbook=old) == {(int, 2957004)}


def test_repeated_text_is_held_once(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="str"><v>repeated text</v></c></row>' for r in range(1, 9))
    book = write(tmp_path / "book.xlsx", parts_of(worksheet(rows)))
    for way in WAYS:
        assert len({id(value) for value in way(book).grids[0].columns[0]}) == 1
