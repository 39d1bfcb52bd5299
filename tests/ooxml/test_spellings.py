"""One workbook written in all the ways XML allows: what an edit makes of it is the same workbook each time."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import row_blocks, rows_edit
from sheetsales.backends.ooxml.spans import escape
from sheetsales.cells.edits import AppendRows, Edit, InsertRows, ReplaceRows, SetNote
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused
from tests.ooxml.books import (
    all_shown,
    cell,
    done,
    opened_by_openpyxl,
    parts_of,
    put,
    sheet_of,
    written,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"
_TAG = re.compile(r"<(/?)([\w:]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_AROUND = ("worksheet", "sheetData", "row", "c", "mergeCells", "tableParts", "sheetViews", "cols")
VALUES: tuple[EditValue, ...] = (None, "a", "new <&>", 7, 2.5, True, Formula("B4&1", "x"))


@cache
def plain() -> bytes:
    """Table T at B3:D6 with a calculated column, a merge, a shared formula, rules, a note's place, cells all around."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        bold = opened.add_format({"bold": True})
        columns: list[dict[str, Any]] = [
            {"header": "a"},
            {"header": "b"},
            {"header": "c", "formula": "=[@b]*2"},
        ]
        data = [[f"r{n}", n, n * 2] for n in (1, 2, 3)]
        sheet.add_table("B3:D6", {"name": "T", "columns": columns, "data": data})
        for row in (3, 4, 5):
            sheet.write_formula(row, 3, "=T[[#This Row],[b]]*2", None, (row - 2) * 2)
        sheet.write_row("A1", ["top", 1, True, "two"], bold)
        sheet.write("E1", 'r="C2" <c>')
        sheet.write_column("G3", [1, 2, 3, 4, 5, 6, 7, 8])
        sheet.write("B9", "below")
        sheet.write_formula("C9", "=SUM(C4:C6)+B12", None, 6)
        sheet.merge_range("B11:C11", "title", bold)
        sheet.data_validation("B4:B6", {"validate": "list", "source": ["r1", "r2"]})
        sheet.conditional_format("C4:C6", {"type": "cell", "criteria": ">", "value": 1, "format": bold})
        sheet.set_row(12, 30, bold)

    data = written(fill)
    parts = parts_of(data)
    cells = re.findall(rb'<c r="[AD]1"[^>]*>.*?</c>', parts[SHEET])
    for old, text in zip(cells, ("top", "two <c>"), strict=True):
        head = old.partition(b" t=")[0]
        new = head + b' t="inlineStr"><is><t>' + escape(text) + b"</t></is></c>"
        parts[SHEET] = parts[SHEET].replace(old, new)
    shared = (b"<f>SUM(C4:C6)+B12</f>", b'<f t="shared" ref="C9:C9" si="0">SUM(C4:C6)+B12</f>')
    assert shared[0] in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(*shared)
    return zipped(parts)


def spelled(xml: str, chance: random.Random) -> str:
    """The same elements: other quotes, blanks, orders of attributes; comments and blanks where they mean nothing."""

    def tag(found: re.Match[str]) -> str:
        close, name, attributes, empty = found.groups()
        blank = chance.choice(("", "", "", " ", "\n"))
        more = ""
        if (close or empty) and name in ("row", "c"):
            more = chance.choice(("", "", "", "\n  ", "<!-- <c r='B4'><v>0</v></c> -->"))
        if close:
            return f"</{name}{blank}>{more}"
        pairs = _ATTRIBUTE.findall(attributes)
        if chance.random() < 0.3:
            chance.shuffle(pairs)
        text = "".join(_attribute(key, value, chance) for key, value in pairs)
        if not empty:
            return f"<{name}{text}{blank}>"
        return (
            f"<{name}{text}{blank}/>" if chance.random() < 0.6 else f"<{name}{text}></{name}{blank}>"
        ) + more

    return _TAG.sub(tag, xml)


def spelled_book(chance: random.Random) -> bytes:
    """The sheet always in another way, other parts half the time."""
    parts = {name: text.decode() for name, text in parts_of(plain()).items()}
    return zipped(
        {
            name: spelled(text, chance) if name == SHEET or chance.random() < 0.5 else text
            for name, text in parts.items()
        }
    )


def _attribute(key: str, value: str, chance: random.Random) -> str:
    quote = "'" if "'" not in value and chance.random() < 0.3 else '"'
    between = chance.choice(("=", "=", "=", " = ", "= "))
    return f"{chance.choice((' ', ' ', ' ', '  ', chr(10)))}{key}{between}{quote}{value}{quote}"


def outcome(data: bytes, edits: list[Edit], limits: Limits) -> object:
    """What stands on the sheet afterwards, by two readers that have no part in the writing; or why nothing does."""
    try:
        made = done(data, *edits, limits=limits)
    except EditRefused as refused:
        return refused.text.en
    sheet = opened_by_openpyxl(made)["S"]
    formulas = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    looks = {(c.row, c.column): c.font.bold for row in sheet.iter_rows() for c in row if c.has_style}
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    rules = sorted(str(area.sqref) for area in sheet.conditional_formatting)
    heights = {number: size.height for number, size in sheet.row_dimensions.items() if size.height}
    tables = [(t.ref, t.autoFilter.ref, [c.name for c in t.tableColumns]) for t in sheet.tables.values()]
    return (
        all_shown(made, "S"),
        {at: str(v) for at, v in formulas.items()},
        looks,
        merged,
        rules,
        heights,
        tables,
    )


ROWS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(VALUES), max_size=3), min_size=1, max_size=5
)
EDITS = st.one_of(
    st.builds(lambda rows: AppendRows("T", tuple(rows)), ROWS),
    st.builds(lambda rows: ReplaceRows("T", tuple(rows)), ROWS),
    st.builds(lambda rows, at: InsertRows("T", at, tuple(rows)), ROWS, st.integers(4, 6)),
    st.builds(lambda r, c, v: put(f"S!{c}{r}", v), st.integers(1, 16), st.sampled_from("ABCDGH"), st.sampled_from(VALUES)),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4), st.integers(0, 1 << 32), st.sampled_from((1, 1_000)))
def test_spelling_changes_nothing(edits: list[Edit], seed: int, many: int) -> None:
    other = spelled_book(random.Random(seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_edit, "_MANY", many)
        patch.setattr(row_blocks, "BLOCK", 700)
        wanted = outcome(plain(), edits, Limits())
        for limits in (Limits(), Limits(held_bytes=0)):
            assert outcome(other, edits, limits) == wanted


def test_the_spellings_are_the_same_sheet() -> None:
    for seed in range(10):
        other = spelled_book(random.Random(seed))
        assert parts_of(other)[SHEET] != parts_of(plain())[SHEET]
        assert outcome(other, [], Limits()) == outcome(plain(), [], Limits())


def test_a_note_finds_its_cell_however_it_is_spelled() -> None:
    made = done(spelled_book(random.Random(7)), SetNote(cell("S!C5"), "look"))
    note = opened_by_openpyxl(made)["S"]["C5"].comment
    assert note is not None
    assert "look" in note.text
    assert sheet_of(made).count("legacyDrawing") == 1
