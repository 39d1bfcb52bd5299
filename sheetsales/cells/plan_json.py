"""Edit plans as JSON and back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any, Final

from sheetsales.cells.canvas import Canvas
from sheetsales.cells.edits import (
    UNGUARDED,
    AddColumns,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.plan_texts import FORMAT_FIELDS, WRONG
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import PlanError
from sheetsales.texts import Text, same

MAX_BYTES: Final = 256 << 20

NOT_JSON = Text(
    "这不是修改计划：JSON 第 {line} 行第 {column} 列读不下去。请从那里改正。",
    "This is no edit plan: its JSON breaks off at line {line}, column {column}. Correct it there.",
)
TOO_DEEP = Text(
    "这不是修改计划：JSON 嵌套太深。请重新生成。",
    "This is no edit plan: its JSON is nested too deeply. Make the plan anew.",
)
TOO_LARGE = Text(
    "修改计划超过 {limit} MB，请分成几份。", "The edit plan is larger than {limit} MB. Split it."
)
NOT_UTF8 = Text("修改计划要存成 UTF-8 编码。", "An edit plan must be saved as UTF-8.")
DOUBLE_KEY = Text(
    "修改计划里“{key}”写了两遍。请删掉一处。", "The edit plan has “{key}” twice in one object. Delete one."
)


_NUMBER = Text("数字太长。", "a number is too long.")
_CONSTANT = Text("不是 JSON 的数字。", "that is no number of JSON.")


_AS_THEY_ARE: Final = frozenset({str, int, float, bool, type(None)})
"""Most values: a large plan has a million of them."""


def read_plan(data: bytes | str) -> EditPlan:
    """The plan a JSON document describes; raises ``PlanError`` that names the place and what is wrong there."""
    from sheetsales.cells.plan_models import to_plan

    return to_plan(_load(data))


def plan_to_json(plan: EditPlan) -> dict[str, Any]:
    """The plan as a JSON document; ``read_plan`` gives the same plan back."""
    document: dict[str, Any] = {"version": plan.version}
    if plan.book is not None:
        document["book"] = plan.book
    document["edits"] = [_edit_json(edit) for edit in plan.edits]
    return document


def value_json(value: EditValue) -> Any:
    """A cell's value as the plan's JSON spells it."""
    if value.__class__ in _AS_THEY_ARE:
        return value
    if isinstance(value, Formula):
        return {"formula": value.text, "value": value_json(value.value)}
    if isinstance(value, Link):
        return {"link": value.target, "text": value.text}
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, CellError):
        return {"error": value.code}
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    return value


def _edit_json(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, SetCell):
        document: dict[str, Any] = {"op": "set_cell", "at": str(edit.at), "value": value_json(edit.value)}
        if edit.expected is not UNGUARDED:
            document["expected"] = value_json(edit.expected)
        return document
    if isinstance(edit, AppendRows | ReplaceRows):
        op = "append_rows" if isinstance(edit, AppendRows) else "replace_rows"
        rows = [{key: value_json(value) for key, value in row.items()} for row in edit.rows]
        return {"op": op, "table": edit.table, "rows": rows}
    if isinstance(edit, InsertRows):
        rows = [{key: value_json(value) for key, value in row.items()} for row in edit.rows]
        return {"op": "insert_rows", "table": edit.table, "before_row": edit.before_row, "rows": rows}
    if isinstance(edit, SetNote):
        return {"op": "set_note", "at": str(edit.at), "text": edit.text}
    if isinstance(edit, AddSheet):
        return _sheet_json(edit)
    if isinstance(edit, AddColumns):
        columns = {"op": "add_columns", "table": edit.table, "headings": list(edit.headings)}
        return columns | ({"formats": list(edit.formats)} if edit.formats else {})
    return _around_json(edit)


def _around_json(edit: SetVisibility | SetName | SetFormat | SetValidation) -> dict[str, Any]:
    """What an edit says that writes no cell."""
    if isinstance(edit, SetVisibility):
        return {"op": "set_visibility", "sheet": edit.sheet, "visibility": edit.visibility}
    if isinstance(edit, SetName):
        document: dict[str, Any] = {"op": "set_name", "name": edit.name, "refers_to": edit.refers_to}
        return document if edit.sheet is None else document | {"sheet": edit.sheet}
    if isinstance(edit, SetValidation):
        source = edit.source if isinstance(edit.source, str) else list(edit.source)
        return {"op": "set_validation", "area": str(edit.area), "source": source}
    looks = {name: getattr(edit, name) for name in FORMAT_FIELDS}
    given = {name: look for name, look in looks.items() if look is not None}
    return {"op": "set_format", "area": str(edit.area), **given}


def _plain(look: dict[str, Any]) -> dict[str, Any]:
    """Tuples as lists, so that the document reads back the same."""
    found: dict[str, Any] = json.loads(json.dumps(look))
    return found


def _sheet_json(edit: AddSheet) -> dict[str, Any]:
    rows = [[value_json(value) for value in row] for row in edit.rows]
    document: dict[str, Any] = {
        "op": "add_sheet",
        "name": edit.name,
        "headings": list(edit.headings),
        "rows": rows,
    }
    if edit.table is not None:
        document["table"] = edit.table
    if edit.visibility != "visible":
        document["visibility"] = edit.visibility
    if edit.widths:
        document["widths"] = list(edit.widths)
    if edit.charts:
        document["charts"] = [asdict(chart) | {"series": list(chart.series)} for chart in edit.charts]
    if edit.formats:
        document["formats"] = list(edit.formats)
    if edit.wraps:
        document["wraps"] = list(edit.wraps)
    if edit.look is not None:
        document["look"] = _plain(asdict(edit.look))
    if edit.canvas is not None:
        document["canvas"] = _canvas_json(edit.canvas)
    return document


def _canvas_json(canvas: Canvas) -> dict[str, Any]:
    told = asdict(replace(canvas, cells=()))
    said = {name: value for name, value in told.items() if value != Canvas.__dataclass_fields__[name].default}
    cells = [[c.row, c.column, value_json(c.value), c.look] for c in canvas.cells]
    return _plain(said) | {"cells": cells}


def _load(data: bytes | str) -> object:
    if len(data) > MAX_BYTES:
        raise PlanError(TOO_LARGE.fill(limit=MAX_BYTES >> 20))
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        raise PlanError(NOT_JSON.fill(line=fault.lineno, column=fault.colno)) from fault
    except UnicodeDecodeError as fault:
        raise PlanError(NOT_UTF8) from fault
    except RecursionError as fault:
        raise PlanError(TOO_DEEP) from fault
    except ValueError as fault:  # an integer of thousands of digits
        raise PlanError(WRONG.fill(where=same("JSON"), why=_NUMBER)) from fault


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise PlanError(DOUBLE_KEY.fill(key=next(key for key in keys if keys.count(key) > 1)))
    return found


def _no_constant(name: str) -> None:
    raise PlanError(WRONG.fill(where=same(name), why=_CONSTANT))
