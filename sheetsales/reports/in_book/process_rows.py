"""The rows of the process sheet: what Stages and Steps say as formulas, what the month came to as values."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.book.process import Stage, Step
from sheetsales.cells.values import EditValue, Formula
from sheetsales.pages import Row
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import PERCENT, Calc, Content, Dash, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import quoted
from sheetsales.reports.in_book.refs import column_ref, raw_cell
from sheetsales.reports.material import Material
from sheetsales.reports.process_page import process_view
from sheetsales.reports.process_table import STAGE, STEP, WHOLE, stage_of, standards, step_of

TABLE = "tblProcess"
UNKNOWN = "—"


def process_rows(material: Material, code_title: str) -> list[Row]:
    """A row for each stage and step, in order; ``code_title`` is the heading of their codes."""
    view = process_view(material)
    if view is None:
        return []
    draft = material.draft
    return [
        _row(draft, view, row, f"{TABLE}[[#This Row],[{code_title}]]") for row in view.rows if row != WHOLE
    ]


def _row(draft: Draft, view: PlacedTable, row: str, this: str) -> Row:
    stage, step = stage_of(draft, row), step_of(draft, row)
    code = row.removeprefix(STAGE).removeprefix(STEP)
    texts = (
        _of_stage(draft, view, row, stage, this)
        if stage
        else _of_step(draft, view, row, step, this)
        if step
        else {}
    )
    return {
        "code": code,
        **texts,
        "target": _figure(view, row, "target"),
        "actual": _figure(view, row, "actual"),
        "rate": _rate(view, row),
        "result": _plain(view.get(row, "result")),
        "improvement": None,
    }


def _of_stage(draft: Draft, view: PlacedTable, row: str, stage: Stage, this: str) -> Mapping[str, EditValue]:
    book, name = draft.facts.book, f"name_{draft.lang}"
    look = _Lookup(book, "stages", _stage_row(book, stage), this)
    label = draft.stage_name(stage.code)
    days = ("交付后 ", "") if stage.limit_from == "delivery_on" else ("期限 ", "")
    after = (" 天", " days from delivery" if stage.limit_from == "delivery_on" else " days")
    return {
        "label": look.text(name, label) if stage.name.in_(draft.lang) else label,
        "objective": look.text("objective", draft.speak(stage.objective)),
        "responsible": look.responsible(
            draft, _plain(view.get(row, "responsible")), stage.person, stage.deputy
        ),
        "deadline": look.number("max_days", stage.max_days, draft.say(*days), draft.say(*after), ""),
        "standard": look.text("exit", standards(draft).get(row, "")),
    }


def _of_step(draft: Draft, view: PlacedTable, row: str, step: Step, this: str) -> Mapping[str, EditValue]:
    look = _Lookup(draft.facts.book, "steps", step.row, this)
    many, one = draft.say(" 个工作日", " working days"), draft.say("", " working day")
    return {
        "label": look.text("step", draft.speak(step.name)),
        "objective": look.text("objective", draft.speak(step.objective)),
        "responsible": look.responsible(
            draft, _plain(view.get(row, "responsible")), step.person, step.deputy
        ),
        "deadline": look.number("due_days", step.due_days, "", many, one),
        "standard": look.text("standard", standards(draft).get(row, "")),
    }


def _stage_row(book: Book, stage: Stage) -> int | None:
    if book.process.packaged:
        return None
    return next((i for i, code in enumerate(book.table("stages").get("code")) if code == stage.code), None)


def _figure(view: PlacedTable, row: str, key: str) -> EditValue:
    """A count as a number; what a stage shows is a text, since shares and counts stand under one heading. That tells stages
    from steps as well, so it is never blank."""
    content = view.get(row, key)
    value = shown(content)
    if row.startswith(STAGE):
        return PERCENT.words(value) if value is not None else _plain(content) or UNKNOWN
    return int(value) if value is not None else None


def _rate(view: PlacedTable, row: str) -> EditValue:
    content = view.get(row, "rate")
    value = shown(content)
    return _plain(content) if value is None else value


def _plain(content: Content) -> str | None:
    if isinstance(content, Dash):
        return UNKNOWN
    value = content.value if isinstance(content, Calc) else content
    return None if value is None or value == "" else str(value)


class _Lookup:
    """Cells of one stage's or step's row as formulas over the sheet it stands in; plain texts where that cannot be."""

    def __init__(self, book: Book, key: str, row: int | None, this: str) -> None:
        self._book, self._key, self._row = book, key, row
        codes = column_ref(book, key, "code")
        code = None if row is None else raw_cell(book, key, "code", row)
        is_found = codes is not None and row is not None and isinstance(code, str) and code == code.strip()
        self._at = f"MATCH({this},{codes},0)" if is_found else ""

    def cell(self, column: str) -> str:
        """``INDEX(tblSteps[目的],MATCH(…))``; "" where there is no such cell."""
        held = column_ref(self._book, self._key, column) if self._at else None
        return f"INDEX({held},{self._at})" if held else ""

    def raw(self, column: str) -> EditValue:
        return None if self._row is None else raw_cell(self._book, self._key, column, self._row)

    def text(self, column: str, told: str) -> EditValue:
        cell, raw = self.cell(column), self.raw(column)
        if not cell or (raw or "") != told:
            return told or None
        return Formula(f'{cell}&""', told)

    def number(self, column: str, number: int | None, before: str, many: str, one: str) -> EditValue:
        """``4 个工作日``: a number between words; blank where there is none."""
        cell, raw = self.cell(column), self.raw(column)
        after = one if one and number == 1 else many
        told = f"{before}{number}{after}" if number is not None else ""
        is_number = raw is None or (
            isinstance(raw, int | float) and not isinstance(raw, bool) and raw == number
        )
        if not cell or not is_number or (raw is None) != (number is None):
            return told or None
        words = f"IF({cell}=1,{quoted(one)},{quoted(many)})" if one else quoted(many)
        start = f"{quoted(before)}&" if before else ""
        return Formula(f'IF({cell}="","",{start}{cell}&{words})', told)

    def responsible(self, draft: Draft, told: str | None, person: str, deputy: str) -> EditValue:
        """Who is named, else who holds the role: a name typed in later shows at once."""
        name, second = self.cell("person"), self.cell("deputy")
        spelled = [(person, self.raw("person")), (deputy, self.raw("deputy"))]
        if not (name and second) or any(
            (raw or "") != (draft.name_of(who) if who else "") for who, raw in spelled
        ):
            return told
        opening, closing = draft.say("（代理 ", " (deputy "), draft.say("）", ")")
        beside = f'IF({second}="","",{quoted(opening)}&{second}&{quoted(closing)})'
        role = "" if person else told or ""
        return Formula(f'IF({name}="",{quoted(role)},{name}&{beside})', told or "")
