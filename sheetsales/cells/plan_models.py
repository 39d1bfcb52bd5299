"""An edit plan's JSON held against its shape. The only module that imports pydantic: it starts slowly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from sheetsales.cells.address import MAX_ROW, Area, CellRef, parse_area, parse_cell
from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import (
    UNGUARDED,
    AddColumns,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    EntryLook,
    Expected,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
    Signal,
)
from sheetsales.cells.links import link_formula
from sheetsales.cells.plan_texts import FORMAT_FIELDS, WRONG
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.errors import PlanError
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

_MISSING = Text("缺少这一项。", "it is missing.")
_UNKNOWN = Text("没有这一项，请检查拼写。", "there is no such field; check its spelling.")
_VERSION = Text("只认版本 1。", "only version 1 is known.")
_OPERATION = Text(
    "只认 {known}。",
    "known are {known}.",
)
_AREA = Text("要写成 Sheet1!A2:C9 这样的区域。", "it must be an area such as Sheet1!A2:C9.")
_COLOUR = Text("颜色要写成六位十六进制，如 FFC000。", "a colour is six hexadecimal digits such as FFC000.")
_NOTHING = Text("没有写要改什么。", "it does not say what shall change.")
_CELL = Text("要写成 Sheet1!B2 这样的单元格。", "it must be a cell such as Sheet1!B2.")
_BOTH = Text("value 和 formula 至少要有一个。", "it needs a value or a formula.")
_VALUE = Text(
    "要是数字、文字、true/false、null，或 date、datetime、time、decimal、formula、link 之一。",
    "it must be a number, text, true/false, null, or one of date, datetime, time, decimal, formula, link.",
)
_DATE = Text(
    "不是有效的日期或时间，要写成 2026-10-31 这样。", "that is no date or time; write it like 2026-10-31."
)
_DECIMAL = Text("不是有效的小数。", "that is no decimal number.")
_DIGEST = Text("要是 64 位的 sha256。", "it must be a sha256 of 64 digits.")
_TYPE = Text("类型不对。", "it is of the wrong type.")
_REASONS = {
    "missing": _MISSING,
    "extra_forbidden": _UNKNOWN,
    "union_tag_invalid": _OPERATION,
    "union_tag_not_found": _OPERATION,
}
_OWN = {
    "version": _VERSION,
    "cell": _CELL,
    "area": _AREA,
    "string_pattern_mismatch": _COLOUR,
    "both": _BOTH,
    "value": _VALUE,
    "date": _DATE,
    "decimal": _DECIMAL,
    "digest": _DIGEST,
}


def to_plan(document: object) -> EditPlan:
    """The plan; raises ``PlanError`` at the first thing that is wrong."""
    try:
        plan = _Plan.model_validate(document)
    except ValidationError as fault:
        raise _plan_error(fault) from fault
    return EditPlan(tuple(item.edit() for item in plan.edits), plan.book, 1)


_MOMENTS: dict[str, Callable[[str], CellValue]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _wrong(reason: str) -> PydanticCustomError:
    return PydanticCustomError(reason, reason)


def _to_cell(raw: object) -> CellRef:
    found = parse_cell(raw) if isinstance(raw, str) else None
    if found is None:
        raise _wrong("cell")
    return found


def _to_value(raw: object) -> EditValue:
    """A cell's value from JSON: a scalar, or one of the tagged objects."""
    if raw is None or isinstance(raw, bool | int | float | str):
        return raw
    if not isinstance(raw, dict) or not raw:
        raise _wrong("value")
    keys = set(raw)
    if keys == {"formula"} or keys == {"formula", "value"}:
        return _to_formula(raw)
    if keys == {"link", "text"} and all(isinstance(v, str) for v in raw.values()):
        return Link(raw["link"], raw["text"])
    if len(raw) != 1:
        raise _wrong("value")
    ((kind, text),) = raw.items()
    return _tagged(str(kind), text)


def _tagged(kind: str, text: object) -> CellValue:
    if not isinstance(text, str):
        raise _wrong("value")
    if kind == "decimal":
        return _to_decimal(text)
    if kind in _MOMENTS:
        try:
            return _MOMENTS[kind](text)
        except ValueError:
            raise _wrong("date") from None
    if kind == "error":
        return CellError(text)
    raise _wrong("value")


def _to_decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _wrong("decimal") from None
    if not number.is_finite():
        raise _wrong("decimal")
    return number


def _to_formula(raw: dict[str, Any]) -> Formula:
    value = _to_value(raw.get("value"))
    if not isinstance(raw["formula"], str) or isinstance(value, Formula | Link):
        raise _wrong("value")
    return Formula(raw["formula"].removeprefix("="), value)


def _to_digest(raw: object) -> object:
    if raw is not None and not (isinstance(raw, str) and re.fullmatch(r"[0-9a-fA-F]{64}", raw)):
        raise _wrong("digest")
    return raw


def _to_version(raw: object) -> int:
    if raw != 1 or isinstance(raw, bool):
        raise _wrong("version")
    return 1


def _to_area(raw: object) -> Area:
    found = parse_area(raw) if isinstance(raw, str) else None
    if found is None:
        raise _wrong("area")
    return found


_Colour = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{6}$")]
_Cell = Annotated[Any, BeforeValidator(_to_cell)]
_Value = Annotated[Any, BeforeValidator(_to_value)]
_Row = dict[str, _Value]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _SetCell(_Model):
    op: Literal["set_cell"]
    at: _Cell
    value: _Value = None
    formula: str | None = None
    expected: _Value = None

    def edit(self) -> Edit:
        given = self.model_fields_set
        if not given & {"value", "formula"}:
            raise PlanError(WRONG.fill(where=same(f"set_cell {self.at}"), why=_BOTH))
        value = self.value
        if self.formula is not None:
            value = Formula(self.formula.removeprefix("="), value)
        expected: Expected = UNGUARDED
        if "expected" in given:
            expected = _as_expected(self.expected)
        return SetCell(self.at, value, expected)


class _AppendRows(_Model):
    op: Literal["append_rows"]
    table: str
    rows: list[_Row]

    def edit(self) -> Edit:
        return AppendRows(self.table, tuple(self.rows))


class _ReplaceRows(_Model):
    op: Literal["replace_rows"]
    table: str
    rows: list[_Row]

    def edit(self) -> Edit:
        return ReplaceRows(self.table, tuple(self.rows))


class _InsertRows(_Model):
    op: Literal["insert_rows"]
    table: str
    before_row: Annotated[int, Field(ge=1, le=MAX_ROW)]
    rows: list[_Row]

    def edit(self) -> Edit:
        return InsertRows(self.table, self.before_row, tuple(self.rows))


class _Chart(_Model):
    title: str
    categories: str
    series: Annotated[list[str], Field(min_length=1, max_length=20)]
    kind: Literal["bar", "column", "line"] = "bar"
    number_format: str = "General"
    row: Annotated[int, Field(ge=1, le=10_000)] = 2
    width: Annotated[int, Field(ge=50, le=4_000)] = 640
    height: Annotated[int, Field(ge=50, le=4_000)] = 360

    def chart(self) -> Chart:
        return Chart(**dict(self) | {"series": tuple(self.series)})


class _Signal(_Model):
    formula: str
    first: Annotated[int, Field(ge=1)]
    last: Annotated[int, Field(ge=1)]
    colour: _Colour
    fill: _Colour | None = None


class _EntryLook(_Model):
    folded: list[bool] = []
    written: list[bool] = []
    signals: list[_Signal] = []
    tab: _Colour | None = None
    frozen: bool = False
    reach: Annotated[int, Field(ge=0)] = 5_000

    def look(self) -> EntryLook:
        return EntryLook(
            tuple(self.folded),
            tuple(self.written),
            tuple(Signal(s.formula, s.first, s.last, s.colour, s.fill) for s in self.signals),
            self.tab,
            self.frozen,
            self.reach,
        )


class _AddColumns(_Model):
    op: Literal["add_columns"]
    table: str
    headings: list[str]
    formats: list[str | None] = []

    def edit(self) -> Edit:
        return AddColumns(self.table, tuple(self.headings), tuple(self.formats))


class _AddSheet(_Model):
    op: Literal["add_sheet"]
    name: str
    headings: list[str]
    rows: list[list[_Value]] = []
    table: str | None = None
    visibility: Literal["visible", "hidden", "veryHidden"] = "visible"
    widths: list[Annotated[float, Field(ge=0, le=255, strict=False)]] = []
    charts: list[_Chart] = []
    formats: list[str | None] = []
    wraps: list[bool] = []
    look: _EntryLook | None = None

    def edit(self) -> Edit:
        return AddSheet(
            self.name,
            tuple(self.headings),
            tuple(tuple(row) for row in self.rows),
            self.table,
            self.visibility,
            tuple(self.widths),
            tuple(chart.chart() for chart in self.charts),
            tuple(self.formats),
            tuple(self.wraps),
            self.look.look() if self.look else None,
        )


class _SetNote(_Model):
    op: Literal["set_note"]
    at: _Cell
    text: str

    def edit(self) -> Edit:
        return SetNote(self.at, self.text)


class _SetVisibility(_Model):
    op: Literal["set_visibility"]
    sheet: str
    visibility: Literal["visible", "hidden", "veryHidden"]

    def edit(self) -> Edit:
        return SetVisibility(self.sheet, self.visibility)


class _SetName(_Model):
    op: Literal["set_name"]
    name: str
    refers_to: str
    sheet: str | None = None

    def edit(self) -> Edit:
        return SetName(self.name, self.refers_to.removeprefix("="), self.sheet)


class _SetFormat(_Model):
    op: Literal["set_format"]
    area: Annotated[Any, BeforeValidator(_to_area)]
    number_format: str | None = None
    bold: bool | None = None
    fill: _Colour | None = None
    colour: _Colour | None = None
    wrap: bool | None = None
    width: Annotated[float, Field(ge=0, le=255, strict=False)] | None = None
    height: Annotated[float, Field(ge=0, le=409, strict=False)] | None = None

    def edit(self) -> Edit:
        looks = {name: getattr(self, name) for name in FORMAT_FIELDS}
        if all(look is None for look in looks.values()):
            raise PlanError(WRONG.fill(where=same(f"set_format {self.area}"), why=_NOTHING))
        return SetFormat(self.area, **looks)


class _SetValidation(_Model):
    op: Literal["set_validation"]
    area: Annotated[Any, BeforeValidator(_to_area)]
    source: Annotated[str, Field(min_length=1)] | Annotated[list[str], Field(min_length=1)]

    def edit(self) -> Edit:
        source = self.source
        return SetValidation(
            self.area, source.removeprefix("=") if isinstance(source, str) else tuple(source)
        )


_Edit = Annotated[
    _SetCell
    | _AppendRows
    | _ReplaceRows
    | _InsertRows
    | _AddSheet
    | _AddColumns
    | _SetNote
    | _SetVisibility
    | _SetName
    | _SetFormat
    | _SetValidation,
    Field(discriminator="op"),
]
_OPERATIONS = (
    "set_cell",
    "append_rows",
    "replace_rows",
    "insert_rows",
    "add_sheet",
    "add_columns",
    "set_note",
    "set_visibility",
    "set_name",
    "set_format",
    "set_validation",
)


class _Plan(_Model):
    version: Annotated[Any, BeforeValidator(_to_version)]
    book: Annotated[Any, BeforeValidator(_to_digest)] = None
    edits: list[_Edit]


def _as_expected(value: EditValue) -> Expected:
    return Formula(link_formula(value)) if isinstance(value, Link) else value


def _plan_error(fault: ValidationError) -> PlanError:
    """The first thing wrong, with the place counted as people count: ``edits 3 → at``."""
    first = fault.errors(include_url=False)[0]
    where = " → ".join(
        str(part + 1) if isinstance(part, int) else part for part in first["loc"] if part not in _OPERATIONS
    )
    kind = first["type"]
    why = _OWN.get(kind) or _REASONS.get(kind, _TYPE)
    if why is _OPERATION:
        why = _OPERATION.fill(known=listed(_OPERATIONS))
    return PlanError(WRONG.fill(where=same(where or "JSON"), why=why))
