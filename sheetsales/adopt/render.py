"""The proposal as people read it in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.looked import BEHIND
from sheetsales.adopt.proposal import Proposal, ProposedTable, Question
from sheetsales.adopt.question_text import sheets_text
from sheetsales.adopt.toml_text import answer_lines
from sheetsales.schema.assignment import OpenHeading
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.refusal import STRANGER_TEXTS
from sheetsales.schema.veto import KIND_TEXTS
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.speech.widths import display_width
from sheetsales.texts import Lang, Text, same

_HEADS = (Text("列名", "Heading"), Text("对应的列", "Column"), Text("说明", "Note"))
_LOOK = Text("按意思认的，请看一眼", "read by its meaning: please look")
_REFERENCE = Text("认得、只作参考的列：{names}", "Known, for reference only: {names}")
_LEFT = Text("不动的列：{names}", "Left alone: {names}")
_PERIODS = Text(
    "{names}（共 {count} 列）：各期的目标值", "{names} ({count:column|columns}): the targets of those periods"
)
_INSTALMENTS = Text(
    "{names}（共 {count} 列）：每一次到账读作回款的一行",
    "{names} ({count:column|columns}): each payment is read as a row of Receipts",
)
_ROWS = Text(
    "{sheets} → {record}（列名在第 {row} 行，{count} 行数据）",
    "{sheets} → {record} (headings in row {row}, {count:row|rows})",
)
_MANY = Text("{first} 等 {count} 张表", "{first} and {rest} more")
_TIMES = Text("单位换算：×{factor}", "unit: × {factor}")
_BY_SHEET = Text("{column}按工作表的名称", "{column}: by the name of the sheet")
_SPLIT = Text("未结的是预计成交，已结的是关闭日期", "expected close while open, closed on afterwards")
_REFUSED = Text("不读{sheet}：{kind}。", "{sheet} is not read: {kind}.")
_REFUSED_MANY = Text("不读{sheet}：{kind}。", "{sheet} are not read: {kind}.")
_STRANGER = Text(
    "“{sheet}”像{kind}，目前不读，原样保留。",
    "'{sheet}' looks like {kind}; it is not read yet and stays as it is.",
)
_UNREAD = Text("没认出内容、不读的表：{names}。", "Not recognised, so not read: {names}.")
_OWN = Text("已认得 {count} 张本工具的表，照常使用。", "{count} of our own tables are known as they are.")
_ASKED = Text(
    "还有问题（{count} 个），没有回答的一律不动：",
    "Questions ({count}); what is not answered stays as it is:",
)
_HOW = Text(
    "要回答：运行 sheetsales adopt 工作簿，不加 --yes，它一个个问；加 --ask-in-workbook，在表里用下拉答；也可以把下面几行改好存成 "
    "map.toml，加 --map map.toml：",
    "To answer, run sheetsales adopt BOOK without --yes, and it asks one by one; with --ask-in-workbook, drop-downs on a sheet "
    "ask; or save these lines as map.toml with your choices and add --map map.toml:",
)
_COLUMN = Text("{record}的“{column}”", "{column} of {record}")
_OR = Text(" 还是 ", " or ")
_MOST_LABELS = 12


def render(proposal: Proposal, lang: Lang, *, asks: bool = False) -> str:
    """Tables, what is refused, then the questions with lines to answer them, unless somebody ``asks`` them."""
    lines: list[str] = []
    if proposal.own:
        lines.append(_OWN.fill(count=len(proposal.own)).in_(lang))
    for sisters in alike(proposal.tables):
        lines += ["", *_table(sisters, proposal, lang)]
    lines += _not_read(proposal, lang)
    lines += ["", *(notice.in_(lang) for notice in proposal.notices)] if proposal.notices else []
    lines += [] if asks else _questions(proposal.questions, lang)
    return "\n".join(lines).strip("\n")


def alike(tables: Sequence[ProposedTable]) -> list[list[ProposedTable]]:
    """Sheets laid out alike, like twelve months, are shown once."""
    groups: dict[tuple[object, ...], list[ProposedTable]] = {}
    for table in tables:
        columns = tuple((b.heading, b.column.key, b.factor) for b in table.assigned.bound)
        left = tuple(o.field.text for o in table.assigned.open)
        implied = tuple(table.constants)
        groups.setdefault((table.record.key, columns, left, implied), []).append(table)
    return list(groups.values())


def _table(tables: list[ProposedTable], proposal: Proposal, lang: Lang) -> list[str]:
    first = tables[0]
    names = dict.fromkeys(t.sheet for t in tables)
    sheets = Text(first.sheet, first.sheet)
    if len(names) > 1:
        sheets = _MANY.fill(first=first.sheet, count=len(names), rest=len(names) - 1)
    count = sum(t.rows for t in tables)
    title = _ROWS.fill(
        sheets=sheets, record=first.record.title, row=first.block.heading_row, count=f"{count:,}"
    )
    rows = [tuple(head.in_(lang) for head in _HEADS)]
    for bound in first.assigned.bound:
        heading = " ".join(bound.heading.split())
        told = [_note(first.record.key, bound, proposal, lang)]
        told += [_LOOK.in_(lang)] if bound.sheet_column in first.assigned.unsure else []
        said = ("；" if lang == "zh" else "; ").join(filter(None, told))
        rows.append((heading, bound.column.title.in_(lang), said))
    lines = [title.in_(lang), *_aligned(rows)]
    implied = (first.record.by_key[key].title for key in first.constants)
    lines += ["  " + _BY_SHEET.fill(column=title).in_(lang) for title in implied]
    if first.periods:
        wide = _headings(o for o in first.assigned.open if o.field.sheet_column in first.periods)
        about = _PERIODS.fill(names=listed(wide, most=3), count=len(wide))
        lines.append("  " + about.in_(lang))
    if first.instalments:
        names = dict.fromkeys(first.instalments.values())
        about = _INSTALMENTS.fill(names=listed(names, most=6), count=len(first.instalments))
        lines.append("  " + about.in_(lang))
    rest = [o for o in first.assigned.open if o.field.sheet_column not in first.side_by_side]
    known = _headings(o for o in rest if o.why == "reference")
    left = _headings(o for o in rest if o.why != "reference")
    for line, about_them in ((_REFERENCE, known), (_LEFT, left)):
        if about_them:
            said = line.fill(names=listed(about_them, most=_MOST_LABELS)).in_(lang)
            lines.append("  " + said)
    return lines


def _headings(headings: Iterable[OpenHeading]) -> list[str]:
    return [" ".join(heading.field.text.split()) for heading in headings]


def _note(record: str, bound: BoundColumn, proposal: Proposal, lang: Lang) -> str:
    told = note(bound).in_(lang)
    notes = [told] if told else []
    notes += _labels(f"{record}.{bound.column.key}", proposal, lang)
    return ("；" if lang == "zh" else "; ").join(notes)


def note(bound: BoundColumn) -> Text:
    """What is said of a bound heading beside its column: its unit, or that it serves two."""
    factor = _TIMES.fill(factor=f"{bound.factor.normalize():f}") if bound.factor != 1 else Text("", "")
    if not bound.split_by_stage:
        return factor
    return Text(f"{factor.zh}；{_SPLIT.zh}", f"{factor.en}; {_SPLIT.en}") if factor.zh else _SPLIT


def _labels(key: str, proposal: Proposal, lang: Lang) -> list[str]:
    """Labels that are called something else with us."""
    found = []
    for label, code in proposal.values.get(key, {}).items():
        if code != LEAVE and is_called_otherwise(label, ours := proposal.labels[f"{key}:{code}"]):
            found.append(f"{label} = {ours.in_(lang)}")
    return [listed(found, most=_MOST_LABELS).in_(lang)] if found else []


def is_called_otherwise(label: str, ours: Text) -> bool:
    """Whether a label is none of the names we have for what it means."""
    return label.casefold() not in (ours.zh.casefold(), ours.en.casefold())


def _not_read(proposal: Proposal, lang: Lang) -> list[str]:
    lines = [text.in_(lang) for text in _not_read_because(proposal)]
    lines += [
        _STRANGER.fill(sheet=sheet, kind=STRANGER_TEXTS[kind]).in_(lang)
        for sheet, kind in proposal.strangers.items()
    ]
    if proposal.unread:
        lines.append(_UNREAD.fill(names=listed(proposal.unread)).in_(lang))
    return ["", *lines] if lines else []


def _not_read_because(proposal: Proposal) -> Iterable[Text]:
    """Sheets that must not be read, those for one reason in one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for refused in proposal.refused:
        other = proposal.behind.get(refused.sheet, "")
        groups.setdefault((refused.kind, other), []).append(refused.sheet)
    for (kind, other), sheets in groups.items():
        named = Text(f"“{sheets[0]}”", f"'{sheets[0]}'")
        if len(sheets) > 1:
            named = Text(f"“{sheets[0]}”等 {len(sheets)} 张表", f"'{sheets[0]}' and {len(sheets) - 1} more")
        said = (_REFUSED if len(sheets) == 1 else _REFUSED_MANY).fill(sheet=named, kind=KIND_TEXTS[kind])
        rows = BEHIND.fill(other=other) if other else Text("", "")
        yield Text(said.zh + rows.zh, said.en + rows.en)


def _questions(questions: Sequence[Question], lang: Lang) -> list[str]:
    if not questions:
        return []
    lines = ["", _ASKED.fill(count=len(questions)).in_(lang)]
    for number, question in enumerate(questions, start=1):
        lines.append(f"  {number}. {_question(question, lang)}")
    return [*lines, "", _HOW.in_(lang), *(f"  {line}" for line in answer_lines(questions, lang))]


def _question(question: Question, lang: Lang) -> str:
    choices = _OR.in_(lang).join(option.text.in_(lang) for option in question.options)
    shapes = f" [{' | '.join(question.shapes)}]" if question.shapes else ""
    about = " ".join(question.about.split())
    if question.with_sheets:
        about = sheets_text(question).in_(lang)
    where = "" if question.is_of_sheet else f"{_place(question.place).in_(lang)} · "
    tail = f"：{choices}？" if lang == "zh" else f": {choices}?"
    why = question.why.in_(lang)
    said = f"{where}{about}{shapes}（{why}）" if lang == "zh" else f"{where}{about}{shapes} ({why})"
    return said + (tail if choices else "")


def _place(place: str) -> Text:
    """The sheet that a question is about, or the record and column, as people call them."""
    record, _, key = place.partition(".")
    column = RECORDS[record].by_key.get(key) if record in RECORDS else None
    return _COLUMN.fill(record=RECORDS[record].title, column=column.title) if column else same(place)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=False)]
        yield ("  " + "  ".join([*cells, row[-1]])).rstrip()
