"""An edit plan's JSON held against its shape. Imported only for plans: pydantic starts slowly."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sheetsales.cells.address import MAX_ROW
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
from sheetsales.cells.plan_fields import (
    BOTH,
    NOTHING,
    OPERATION,
    OWN_REASONS,
    REASONS,
    TYPE,
    Cell,
    Colour,
    Row,
    Value,
    to_area,
    to_canvas,
    to_digest,
    to_version,
)
from sheetsales.cells.plan_texts import FORMAT_FIELDS, WRONG
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.errors import PlanError
from sheetsales.speech.lists import listed
from sheetsales.texts import same


def to_plan(document: object) -> EditPlan:
    """The plan; raises ``PlanError`` at the first thing that is wrong."""
    try:
        plan = _Plan.model_validate(document)
    except ValidationError as fault:
        raise _plan_error(fault) from fault
    return EditPlan(tuple(item.edit() for item in plan.edits), plan.book, 1)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _SetCell(_Model):
    op: Literal["set_cell"]
    at: Cell
    value: Value = None
    formula: str | None = None
    expected: Value = None

    def edit(self) -> Edit:
        given = self.model_fields_set
        if not given & {"value", "formula"}:
            raise PlanError(WRONG.fill(where=same(f"set_cell {self.at}"), why=BOTH))
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
    rows: list[Row]

    def edit(self) -> Edit:
        return AppendRows(self.table, tuple(self.rows))


class _ReplaceRows(_Model):
    op: Literal["replace_rows"]
    table: str
    rows: list[Row]

    def edit(self) -> Edit:
        return ReplaceRows(self.table, tuple(self.rows))


class _InsertRows(_Model):
    op: Literal["insert_rows"]
    table: str
    before_row: Annotated[int, Field(ge=1, le=MAX_ROW)]
    rows: list[Row]

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
    colour: Colour
    fill: Colour | None = None


class _EntryLook(_Model):
    folded: list[bool] = []
    written: list[bool] = []
    signals: list[_Signal] = []
    tab: Colour | None = None
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
    rows: list[list[Value]] = []
    table: str | None = None
    visibility: Literal["visible", "hidden", "veryHidden"] = "visible"
    widths: list[Annotated[float, Field(ge=0, le=255, strict=False)]] = []
    charts: list[_Chart] = []
    formats: list[str | None] = []
    wraps: list[bool] = []
    look: _EntryLook | None = None
    canvas: Annotated[Any, BeforeValidator(to_canvas)] = None

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
            self.canvas,
        )


class _SetNote(_Model):
    op: Literal["set_note"]
    at: Cell
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
    area: Annotated[Any, BeforeValidator(to_area)]
    number_format: str | None = None
    bold: bool | None = None
    fill: Colour | None = None
    colour: Colour | None = None
    wrap: bool | None = None
    width: Annotated[float, Field(ge=0, le=255, strict=False)] | None = None
    height: Annotated[float, Field(ge=0, le=409, strict=False)] | None = None

    def edit(self) -> Edit:
        looks = {name: getattr(self, name) for name in FORMAT_FIELDS}
        if all(look is None for look in looks.values()):
            raise PlanError(WRONG.fill(where=same(f"set_format {self.area}"), why=NOTHING))
        return SetFormat(self.area, **looks)


class _SetValidation(_Model):
    op: Literal["set_validation"]
    area: Annotated[Any, BeforeValidator(to_area)]
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
    version: Annotated[Any, BeforeValidator(to_version)]
    book: Annotated[Any, BeforeValidator(to_digest)] = None
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
    why = OWN_REASONS.get(kind) or REASONS.get(kind, TYPE)
    if why is OPERATION:
        why = OPERATION.fill(known=listed(_OPERATIONS))
    return PlanError(WRONG.fill(where=same(where or "JSON"), why=why))
