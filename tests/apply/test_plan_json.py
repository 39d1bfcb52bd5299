"""Edit plans as JSON: read, refused with the place, written and read again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef
from sheetsales.cells.edits import (
    UNGUARDED,
    AddSheet,
    AppendRows,
    EditPlan,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import PlanError

AT = CellRef("Sheet1", 2, 2)


def edits(*items: dict[str, Any]) -> str:
    return json.dumps({"version": 1, "edits": list(items)})


def one(**fields: Any) -> Any:
    return read_plan(edits(fields)).edits[0]


def test_every_operation() -> None:
    plan = read_plan(
        edits(
            {"op": "set_cell", "at": "Sheet1!B2", "value": 12.5, "expected": 10},
            {"op": "set_cell", "at": "'My sheet'!C3", "formula": "B2*2", "value": 25},
            {"op": "append_rows", "table": "tblPipeline", "rows": [{"金额": 100}]},
            {"op": "replace_rows", "table": "'Sheet'!A5:H20", "rows": []},
            {
                "op": "add_sheet",
                "name": "n",
                "headings": ["a"],
                "rows": [[1], [None]],
                "visibility": "hidden",
                "widths": [9],
                "table": "t",
            },
            {"op": "set_note", "at": "Sheet1!B2", "text": "x"},
            {"op": "set_visibility", "sheet": "Sheet1", "visibility": "veryHidden"},
            {"op": "set_name", "name": "rate", "refers_to": "=0.13"},
            {"op": "set_name", "name": "rate", "refers_to": "S!$A$1", "sheet": "S"},
            {"op": "set_format", "area": "S!A1:B2", "bold": True, "fill": "FFC000", "width": 12},
        )
    )
    assert plan == EditPlan(
        (
            SetCell(AT, 12.5, 10),
            SetCell(CellRef("My sheet", 3, 3), Formula("B2*2", 25)),
            AppendRows("tblPipeline", ({"金额": 100},)),
            ReplaceRows("'Sheet'!A5:H20", ()),
            AddSheet("n", ("a",), ((1,), (None,)), "t", "hidden", (9.0,)),
            SetNote(AT, "x"),
            SetVisibility("Sheet1", "veryHidden"),
            SetName("rate", "0.13"),
            SetName("rate", "S!$A$1", "S"),
            SetFormat(Area("S", 1, 1, 2, 2), bold=True, fill="FFC000", width=12.0),
        )
    )
    assert read_plan(json.dumps(plan_to_json(plan))) == plan


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"op": "set_format", "area": "A1"}, "must be an area"),
        ({"op": "set_format", "area": 7}, "must be an area"),
        ({"op": "set_format", "area": "S!A1"}, "does not say what shall change"),
        ({"op": "set_format", "area": "S!A1", "fill": "red"}, "six hexadecimal digits"),
        ({"op": "set_format", "area": "S!A1", "width": 300}, "wrong type"),
        ({"op": "set_visibility", "sheet": "S", "visibility": "gone"}, "wrong type"),
        ({"op": "set_colour"}, "set_format"),
    ],
)
def test_what_is_wrong_around_the_cells_is_told(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(PlanError, match=why):
        one(**fields)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (1, 1), (1.5, 1.5), ("x", "x"), (True, True), (None, None), ("", ""),
        ({"date": "2026-10-31"}, dt.date(2026, 10, 31)),
        ({"datetime": "2026-10-31T08:30:00"}, dt.datetime(2026, 10, 31, 8, 30)),
        ({"time": "08:30"}, dt.time(8, 30)),
        ({"decimal": "12.30"}, Decimal("12.30")),
        ({"error": "#N/A"}, CellError("#N/A")),
        ({"formula": "=A1", "value": {"date": "2026-10-31"}}, Formula("A1", dt.date(2026, 10, 31))),
        ({"formula": "A1"}, Formula("A1")),
        ({"link": "A!B2", "text": "go"}, Link("A!B2", "go")),
    ],
)  # fmt: skip
def test_every_kind_of_value(raw: Any, value: EditValue) -> None:
    assert one(op="set_cell", at="Sheet1!B2", value=raw).value == value
    assert one(op="append_rows", table="t", rows=[{"a": raw}]).rows[0]["a"] == value


def test_a_guard_is_absent_null_or_a_value() -> None:
    assert one(op="set_cell", at="Sheet1!B2", value=1).expected is UNGUARDED
    assert one(op="set_cell", at="Sheet1!B2", value=1, expected=None).expected is None
    assert one(op="set_cell", at="Sheet1!B2", value=1, expected={"formula": "=A1"}).expected == Formula("A1")
    link = one(op="set_cell", at="Sheet1!B2", value=1, expected={"link": "A!B2", "text": 'a"b'}).expected
    assert link == Formula('HYPERLINK("#A!B2","a""b")')


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1, column 1"),
        ("{", "line 1"),
        ("[]", "wrong type"),
        ("1", "wrong type"),
        ("{}", "version: it is missing"),
        ('{"version": 2, "edits": []}', "version: only version 1"),
        ('{"version": true, "edits": []}', "version: only version 1"),
        ('{"version": 1}', "edits: it is missing"),
        ('{"version": 1, "edits": {}}', "edits: it is of the wrong type"),
        ('{"version": 1, "edits": [], "x": 1}', "x: there is no such field"),
        ('{"version": 1, "edits": [], "book": "abc"}', "book: it must be a sha256"),
        ('{"version": 1, "version": 1, "edits": []}', "“version” twice"),
        ('{"version": 1, "edits": [NaN]}', "NaN"),
        ('{"version": 1, "edits": [1' + "0" * 5000 + "]}", "too long"),
        ("[" * 100_000, "nested too deeply"),
        (edits({}), "edits → 1: known are set_cell"),
        (edits({"op": "drop"}), "edits → 1: known are set_cell"),
        (edits({"op": "set_cell", "at": "B2", "value": 1}), "edits → 1 → at: it must be a cell"),
        (edits({"op": "set_cell", "at": 5, "value": 1}), "at: it must be a cell"),
        (edits({"op": "set_cell", "at": "Sheet1!XFE1", "value": 1}), "at: it must be a cell"),
        (edits({"op": "set_cell", "at": "Sheet1!B2"}), "set_cell Sheet1!B2: it needs a value or a formula"),
        (
            edits({"op": "set_cell", "at": "Sheet1!B2", "value": 1, "colour": "red"}),
            "colour: there is no such field",
        ),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": [1]}), "value: it must be a number"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {}}), "value: it must be a number"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"a": "b"}}), "value: it must be a number"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"date": 5}}), "value: it must be a number"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"date": "31.10.2026"}}), "no date or time"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"decimal": "1,5"}}), "no decimal"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"decimal": "NaN"}}), "no decimal"),
        (edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"formula": 5}}), "value: it must be a number"),
        (
            edits(
                {"op": "set_cell", "at": "Sheet1!B2", "value": {"formula": "A1", "value": {"formula": "A1"}}}
            ),
            "value: it must",
        ),
        (
            edits({"op": "set_cell", "at": "Sheet1!B2", "value": {"date": "2026-10-31", "time": "08:00"}}),
            "value: it must",
        ),
        (
            edits({"op": "append_rows", "table": "t", "rows": [{"a": [1]}]}),
            "rows → 1 → a: it must be a number",
        ),
        (edits({"op": "append_rows", "table": "t"}), "rows: it is missing"),
        (edits({"op": "add_sheet", "name": "n", "headings": [1]}), "headings → 1: it is of the wrong type"),
        (
            edits({"op": "add_sheet", "name": "n", "headings": ["a"], "visibility": "no"}),
            "visibility: it is of the wrong type",
        ),
        (edits({"op": "set_note", "at": "Sheet1!B2", "text": None}), "text: it is of the wrong type"),
    ],
)
def test_what_is_no_plan(text: str, why: str) -> None:
    with pytest.raises(PlanError, match="edit plan") as said:
        read_plan(text)
    assert why in said.value.text.en
    assert "修改计划" in said.value.text.zh


def test_bytes_with_a_byte_order_mark_are_fine_and_other_encodings_are_not() -> None:
    assert read_plan(b"\xef\xbb\xbf" + edits().encode()).edits == ()
    with pytest.raises(PlanError, match="UTF-8"):
        read_plan(
            edits({"op": "set_note", "at": "Sheet1!B2", "text": "é"})
            .replace("\\u00e9", "é")
            .encode("latin-1")
        )


def test_a_plan_above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.cells.plan_json.MAX_BYTES", 5)
    with pytest.raises(PlanError, match="larger than"):
        read_plan(edits())


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT, st.dates(),
    st.datetimes(), st.times(), st.decimals(allow_nan=False, allow_infinity=False), st.builds(CellError, TEXT),
)  # fmt: skip
FORMULA_TEXT = TEXT.filter(lambda text: not text.startswith("="))
VALUES = st.one_of(SCALARS, st.builds(Formula, FORMULA_TEXT, SCALARS), st.builds(Link, TEXT, TEXT))
SHEETS = TEXT.filter(lambda name: bool(name) and "!" not in name and "'" not in name)
CELLS = st.builds(CellRef, SHEETS, st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
ROWS = st.lists(st.dictionaries(TEXT, VALUES, max_size=3), max_size=3).map(tuple)
EDITS = st.one_of(
    st.builds(
        SetCell, CELLS, VALUES, st.one_of(st.just(UNGUARDED), SCALARS, st.builds(Formula, FORMULA_TEXT))
    ),
    st.builds(AppendRows, TEXT, ROWS),
    st.builds(ReplaceRows, TEXT, ROWS),
    st.builds(
        AddSheet,
        TEXT,
        st.lists(TEXT).map(tuple),
        st.lists(st.lists(VALUES, max_size=2).map(tuple), max_size=2).map(tuple),
    ),
    st.builds(SetNote, CELLS, TEXT),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(EDITS, max_size=4).map(tuple))
def test_a_plan_reads_back_as_it_was_written(edits_: tuple[Any, ...]) -> None:
    plan = EditPlan(edits_, "a" * 64)
    assert read_plan(json.dumps(plan_to_json(plan), ensure_ascii=False)) == plan


def test_a_sheet_with_everything_reads_back_and_a_length_of_time_is_days() -> None:
    sheet = AddSheet("n", ("a",), (), "t", "veryHidden", (8.5,))
    assert read_plan(json.dumps(plan_to_json(EditPlan((sheet,))))) == EditPlan((sheet,))
    assert plan_to_json(EditPlan((SetCell(AT, dt.timedelta(hours=36)),)))["edits"][0]["value"] == 1.5


def test_the_check_path_does_not_import_pydantic() -> None:
    import subprocess
    import sys

    script = "import sys, sheetsales.cells.plan_json, sheetsales.backends.ooxml.apply, sheetsales.backends.saving\n"
    script += "print([m for m in ('pydantic', 'openpyxl', 'pandas', 'lxml', 'click') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_drop_down_is_a_formula_or_a_list_of_choices() -> None:
    area = Area("A", 2, 4, 9, 4)
    plan = EditPlan((SetValidation(area, "lst_stage"), SetValidation(area, ("a", "b"))))
    document = plan_to_json(plan)
    assert document["edits"][0] == {"op": "set_validation", "area": "A!D2:D9", "source": "lst_stage"}
    assert read_plan(json.dumps(document)) == plan
    document["edits"][0]["source"] = ""
    with pytest.raises(PlanError):
        read_plan(json.dumps(document))
