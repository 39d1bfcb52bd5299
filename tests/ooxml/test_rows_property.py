"""Rows of a Table in small random books: whatever a reference led to before, it leads to afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area, column_letters
from sheetsales.cells.edits import AppendRows, EditPlan, InsertRows, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.errors import EditRefused
from tests.ooxml.books import done, opened_by_openpyxl, written

TOP, LEFT, RIGHT = 3, 2, 3
"""The heading row of the Table and its columns."""
LAST_ROW, LAST_COLUMN = 16, 6
At = tuple[int, int]
Box = tuple[int, int, int, int]
_MARKED = re.compile(r'^=IF\(1=1,SUM\((.*)\),"(f\d+)"\)$')
_PLACE = re.compile(r"^(?:S!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


@dataclass(frozen=True)
class Sheet:
    """What stands on sheet S beside the Table: texts by place, areas that formulas, a name and a rule refer to."""

    rows: int
    totals: bool
    texts: tuple[At, ...]
    merges: tuple[Box, ...]
    at_home: tuple[Box, ...]
    beside: tuple[Box, ...]
    names: tuple[Box, ...]
    rules: tuple[Box, ...]


Edit = AppendRows | InsertRows | ReplaceRows


def _boxes(most: int) -> st.SearchStrategy[tuple[Box, ...]]:
    box = st.tuples(
        st.integers(1, LAST_ROW),
        st.integers(1, LAST_COLUMN),
        st.integers(0, 5),
        st.sampled_from((0, 0, 1, 3)),
    ).map(lambda b: (b[0], b[1], b[0] + b[2], min(b[1] + b[3], LAST_COLUMN)))
    return st.lists(box, max_size=most).map(tuple)


@st.composite
def sheets(draw: st.DrawFn, *, plain: bool = False) -> Sheet:
    rows, totals = draw(st.integers(1, 4)), draw(st.booleans())
    end = TOP + rows + totals
    place = st.tuples(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
    merges: list[Box] = []
    for row, column, _, right in draw(_boxes(2)):
        box = (row, column, row, max(right, column + 1))
        if not _meets(box, (TOP, LEFT, end, RIGHT)) and not any(_meets(box, other) for other in merges):
            merges.append(box)
    taken = [(TOP, LEFT, end, RIGHT), *merges]
    texts = {at for at in draw(st.lists(place, max_size=14)) if not any(_meets((*at, *at), b) for b in taken)}
    more = [() if plain else draw(_boxes(most)) for most in (5, 3, 2, 2)]
    rules: list[Box] = []
    for box in more[3]:
        if not any(_meets(box, other) for other in rules):
            rules.append(box)
    return Sheet(rows, totals, tuple(sorted(texts)), tuple(merges), more[0], more[1], more[2], tuple(rules))


@st.composite
def edits(draw: st.DrawFn, rows: int) -> Edit:
    count = draw(st.integers(1, 4))
    new = tuple({"a": f"n{number}", "b": f"m{number}"} for number in range(count))
    kind = draw(st.sampled_from(("append", "insert", "replace")))
    if kind == "append":
        return AppendRows("t", new)
    return (
        InsertRows("t", draw(st.integers(TOP + 1, TOP + rows)), new)
        if kind == "insert"
        else ReplaceRows("t", new)
    )


def _meets(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _a1(box: Box, mark: str = "") -> str:
    first, last = (f"{mark}{column_letters(box[c])}{mark}{box[r]}" for r, c in ((0, 1), (2, 3)))
    return first if box[:2] == box[2:] else f"{first}:{last}"


def made(sheet: Sheet) -> bytes:
    """Every cell holds a text of its own; formulas say which of them they are."""

    def fill(opened: Any) -> None:
        page, home = opened.add_worksheet("S"), opened.add_worksheet("Home")
        data = [[f"a{row}", f"b{row}"] for row in range(sheet.rows)]
        columns: list[dict[str, Any]] = [{"header": "a"}, {"header": "b"}]
        if sheet.totals:
            columns[0]["total_string"] = columns[1]["total_string"] = "total"
            columns[1]["total_string"] = "sum"
        end = TOP + sheet.rows + sheet.totals
        options = {"name": "t", "columns": columns, "data": data, "total_row": sheet.totals}
        page.add_table(TOP - 1, LEFT - 1, end - 1, RIGHT - 1, options)
        for row, column in sheet.texts:
            page.write(row - 1, column - 1, f"v{row}.{column}")
        for number, box in enumerate(sheet.merges):
            page.merge_range(*(n - 1 for n in box), f"merged{number}")
        for number, box in enumerate(sheet.at_home):
            home.write_formula(
                number, 0, f'=IF(1=1,SUM(S!{_a1(box, "$" * (number % 2))}),"f{number}")', None, 0
            )
        for number, box in enumerate(sheet.beside):
            page.write_formula(number * 5, 8, f'=IF(1=1,SUM({_a1(box)}),"f{100 + number}")', None, 0)
        for number, box in enumerate(sheet.names):
            opened.define_name(f"name_{number}", f"=S!{_a1(box, '$')}")
        for box in sheet.rules:
            page.data_validation(*(n - 1 for n in box), {"validate": "list", "source": [_a1(box)]})

    return written(fill)


@dataclass(frozen=True)
class Seen:
    """A book as openpyxl, which had no part in it, reads it: texts of S by place, and areas by who refers to them."""

    texts: dict[At, str]
    areas: dict[str, Box]
    rules: dict[str, tuple[Box, ...]]
    merges: dict[str, Box]


def seen(data: bytes) -> Seen:
    opened = opened_by_openpyxl(data)
    texts: dict[At, str] = {}
    areas: dict[str, Box] = {}
    for name in ("S", "Home"):
        for line in opened[name].iter_rows():
            for cell in line:
                found = _MARKED.match(str(cell.value))
                if found:
                    areas[found[2]] = _box(found[1])
                elif cell.value is not None and name == "S":
                    texts[cell.row, cell.column] = str(cell.value)
    areas |= {name: _box(item.attr_text) for name, item in opened.defined_names.items()}
    rules = {
        rule.formula1: tuple(_box(str(part)) for part in str(rule.sqref).split())
        for rule in opened["S"].data_validations.dataValidation
    }
    boxes = [_box(str(item)) for item in opened["S"].merged_cells.ranges]
    return Seen(texts, areas, rules, {texts.get(box[:2], "?"): box for box in boxes})


def _box(text: str) -> Box:
    found = _PLACE.match(text)
    assert found is not None, text
    a, b = (_number(found[1]), int(found[2])), (_number(found[3] or found[1]), int(found[4] or found[2]))
    return a[1], a[0], b[1], b[0]


def _number(letters: str) -> int:
    return ord(letters) - 64


def _inside(texts: dict[At, str], *boxes: Box) -> set[str]:
    return {text for at, text in texts.items() if any(_meets((*at, *at), box) for box in boxes)}


BOUNDS = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@BOUNDS
@given(st.data())
def test_every_reference_leads_to_what_it_led_to(data: st.DataObject) -> None:
    sheet = data.draw(sheets())
    edit = data.draw(edits(sheet.rows))
    before = made(sheet)
    try:
        after = done(before, edit)
    except EditRefused:
        event("refused")
        return
    event(type(edit).__name__)
    old, new = seen(before), seen(after)
    fresh = {str(value) for row in edit.rows for value in row.values()}
    gone = {f"{c}{n}" for c in "ab" for n in range(sheet.rows)} if isinstance(edit, ReplaceRows) else set()
    _nothing_else_changed(old, new, fresh, gone, len(edit.rows))
    assert old.areas.keys() == new.areas.keys()
    for who, box in old.areas.items():
        kept = _inside(old.texts, box) - gone
        assert _inside(new.texts, new.areas[who]) - fresh == kept, (who, box, new.areas[who])
    assert old.rules.keys() == new.rules.keys()
    for who, boxes in old.rules.items():
        held = _inside(new.texts, *new.rules[who]) - fresh
        assert held == _inside(old.texts, *boxes) - gone, (who, new.rules[who])
    assert {who: _shape(box) for who, box in old.merges.items()} == {
        who: _shape(box) for who, box in new.merges.items()
    }


def _shape(box: Box) -> tuple[int, int, int]:
    return box[2] - box[0], box[1], box[3]


def _nothing_else_changed(old: Seen, new: Seen, fresh: set[str], gone: set[str], count: int) -> None:
    """Every text stands in its column, where it stood or some rows away; only the new ones came."""
    before, after = {text: at for at, text in old.texts.items()}, {text: at for at, text in new.texts.items()}
    assert after.keys() == (before.keys() - gone) | fresh
    assert len(after) == len(new.texts)
    for text in before.keys() - gone:
        (row, column), (to, in_column) = before[text], after[text]
        assert column == in_column
        assert to - row in range(-4, count + 1), text
    rows = {to - before[text][0] for text, (to, _) in after.items() if text in before}
    assert len(rows - {0}) <= 1


@BOUNDS
@given(st.data())
def test_a_book_in_memory_comes_out_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sheet = data.draw(sheets(plain=True))
    edit = data.draw(edits(sheet.rows))
    path = tmp_path_factory.getbasetemp() / "plain.xlsx"
    path.write_bytes(made(sheet))
    memory = MemoryBook(read_workbook(path))
    try:
        memory.apply(EditPlan((edit,)))
    except EditRefused:
        assume(False)
    path.write_bytes(done(path.read_bytes(), edit))
    assert _values(memory.read()) == _values(read_workbook(path))


def _values(book: Workbook) -> tuple[object, Area, set[str]]:
    grid = book.grid("S")
    assert grid is not None
    rows, columns = range(1, grid.last_row + 1), range(1, grid.last_column + 1)
    held = {(r, c): value for r in rows for c in columns if (value := grid.value(r, c)) is not None}
    return held, grid.tables[0].area, {area.a1 for area in grid.merged}
