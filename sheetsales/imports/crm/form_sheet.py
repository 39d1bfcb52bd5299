"""The sheet on which a team says what the questions of its forms are: one row a question, proposed once and theirs to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.mapfile import column_named
from sheetsales.imports.crm.profiles import folded
from sheetsales.imports.crm.recognise import Export, mapped
from sheetsales.pages import Column, Page, Row, find
from sheetsales.schema.assign import assign
from sheetsales.schema.block import Block
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

PAGE: Final = Page(
    Text("表单", "Forms"),
    "tblForms",
    (
        Column("form", Text("表单", "Form"), 24),
        Column("question", Text("问题", "Question"), 40),
        Column("record", Text("进哪张表", "Goes to"), 14),
        Column("column", Text("进哪一列", "Column"), 18),
    ),
    known_by=("form", "question"),
)
FORM_RECORDS: Final = ("activities", "customers")
_MOSTLY: Final = 0.6
_JOINED: Final = frozenset({"address", "key", "content", "feedback", "notes", "need", "result"})
"""Columns to which several questions may go."""
_KEY: Final = Text("答卷编号", "Answer's id")
_TIMES: Final = frozenset(map(folded, (
    "提交时间", "提交答卷时间", "提交日期", "填写时间", "创建时间", "时间戳记", "Timestamp", "Completion time", "Submitted at",
)))  # fmt: skip
_WHO: Final = frozenset(
    map(
        folded,
        (
            "提交者",
            "提交人",
            "填写人",
            "填写者",
            "Name",
            "Username",
            "Email",
            "Email Address",
            "电子邮件地址",
        ),
    )
)
_IDS: Final = frozenset(map(folded, ("编号", "序号", "答卷编号", "ID", "Response ID", "Submission ID")))
_NOT_KNOWN: Final = Text(
    "“表单”表里“{question}”写的“{name}”不是要进的表；要写 {names}。",
    "The sheet Forms says “{name}” for “{question}”, which is no sheet answers go to: write {names}.",
)


@dataclass(frozen=True)
class Form:
    """A form: what its answers become, and question → column of ours; "" for a question that is left."""

    name: str
    record: str
    questions: Mapping[str, str] = field(default_factory=dict)


def forms_in(workbook: Workbook) -> tuple[Form, ...]:
    """The forms on the sheet, in its order. Raises ``BadRequest`` for a cell that cannot be followed."""
    place = find(workbook, PAGE)
    if place is None:
        return ()
    at = {key: place.headings.index(heading) for heading, key in place.keys.items()}
    found: dict[str, Form] = {}
    for row in place.rows:
        name, question, record, column = (
            str(row[at[key]] or "").strip() for key in ("form", "question", "record", "column")
        )
        if name and question:
            key = _record(record, question)
            before = found.get(name, Form(name, key))
            said = column_of(key, column) if column else ""
            found[name] = replace(before, questions={**before.questions, question: said})
    return tuple(found.values())


def _record(name: str, question: str) -> str:
    for key in FORM_RECORDS:
        if name.casefold() in (key, RECORDS[key].title.zh, RECORDS[key].title.en.casefold()):
            return key
    names = "、".join(RECORDS[key].title.zh for key in FORM_RECORDS)
    titles = " / ".join(RECORDS[key].title.en for key in FORM_RECORDS)
    raise BadRequest(_NOT_KNOWN.fill(question=question, name=name, names=Text(names, titles)))


def column_of(record: str, name: str) -> str:
    """The key of a column as the sheet names it."""
    return "key" if name in (_KEY.zh, _KEY.en) else column_named(record, name)


def known_form(grid: Grid, forms: Iterable[Form]) -> Form | None:
    """The form whose questions most of a sheet's headings are."""
    headings = {folded(text) for _, text in headings_of(grid)}
    for form in forms:
        met = sum(folded(question) in headings for question in form.questions)
        if met >= len(form.questions) * _MOSTLY:
            return form
    return None


def headings_of(grid: Grid) -> list[tuple[int, str]]:
    """The questions: the first row with more than one text."""
    for row in range(grid.first_row, grid.last_row + 1):
        cells = ((at, grid.value(row, at)) for at in range(grid.first_column, grid.last_column + 1))
        found = [(at, value.strip()) for at, value in cells if isinstance(value, str) and value.strip()]
        if len(found) > 1:
            return found
    return []


def proposed_form(name: str, grid: Grid, record: str) -> Form:
    """What a form nobody described is likely to be: ``record`` where that was told, else what more of its questions fit."""
    headings = headings_of(grid)
    tried = [_proposed(name, grid, headings, key) for key in ((record,) if record else FORM_RECORDS)]
    return max(tried, key=lambda form: sum(column not in ("", "key") for column in form.questions.values()))


def _proposed(name: str, grid: Grid, headings: Sequence[tuple[int, str]], record: str) -> Form:
    row = grid.first_row
    while grid.value(row, headings[0][0]) != headings[0][1] and row < grid.last_row:
        row += 1
    block = Block(grid, row, row + 1, grid.last_row, tuple(headings))
    assigned = assign(RECORDS[record], block, by_meaning=True)
    bound = {b.sheet_column: b.column.key for b in assigned.bound if not b.column.written}
    known = set(RECORDS[record].by_key) - {RECORDS[record].id_column}
    has_id = any(folded(text) in _IDS for _, text in headings)
    questions: dict[str, str] = {}
    for at, text in headings:
        plain = folded(text)
        column = bound.get(at, "")
        if plain in _IDS:
            column = "key"
        elif plain in _TIMES:
            column = ("date" if record == "activities" else "created_on") if has_id else "key"
        elif plain in _WHO and not has_id:
            column = "key"
        elif plain in _WHO and record == "activities":
            column = "rep"
        questions[text] = column if column == "key" or column in known else ""
    return Form(name, record, questions)


def export_of(file: str, grid: Grid, form: Form) -> Export | None:
    """The answers as an export. Time and name that tell answers apart are the day and the rep as well, where no question is."""
    told = {question: column for question, column in form.questions.items() if column}
    found = mapped(file, grid, form.record, told, "forms", form.name)
    if found is None:
        return None
    columns = dict(found.columns)
    if form.record == "activities":
        for question, column in form.questions.items():
            at = next((at for at, text in headings_of(grid) if folded(text) == folded(question)), None)
            if column == "key" and at is not None:
                beside = "date" if folded(question) in _TIMES else "rep" if folded(question) in _WHO else ""
                if beside and beside not in columns:
                    columns[beside] = (at,)
    return replace(found, columns=columns, joined=_JOINED)


def rows_of(forms: Iterable[Form], lang: Lang) -> Iterator[Row]:
    """The sheet's rows."""
    for form in forms:
        for question, column in form.questions.items():
            title = _KEY if column == "key" else RECORDS[form.record].by_key[column].title if column else None
            yield {
                "form": form.name,
                "question": question,
                "record": RECORDS[form.record].title.in_(lang),
                "column": title.in_(lang) if title is not None else None,
            }
