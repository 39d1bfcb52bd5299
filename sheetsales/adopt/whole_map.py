"""A map file of everything that was understood, to be corrected; sheets that are not read stand in it as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.looked import Looked
from sheetsales.adopt.proposal import Proposal, ProposedTable, Question
from sheetsales.adopt.toml_text import quoted
from sheetsales.schema.binding import BoundColumn
from sheetsales.texts import Lang, Text

_LEAST: Final = 3
"""Fewer texts beside each other are no headings where none is known."""
_HEAD: Final = Text(
    "# 照您的意思改好、存盘，再运行：sheetsales adopt {book} --map {file}\n"
    '# 每行左边是您的列名（照原样），右边是我们的列，写中文名或代码都行；"-" 是不动。# 后面是说明。',
    "# Change what is wrong, save, and run: sheetsales adopt {book} --map {file}\n"
    '# Left stands your heading as it is in the file, right our column by its title or code; "-" leaves it alone. What follows # '
    "is a remark.",
)
_WHAT: Final = Text(
    '# 填这张表是什么：{records}；"-" 是不读', '# what this sheet is: {records}; "-" leaves it unread'
)
_LIKE: Final = Text(
    '# 最像{record}；填这张表是什么：{records}；"-" 是不读',
    '# most like {record}; what this sheet is: {records}; "-" leaves it unread',
)
_MAYBE: Final = Text("# 问：{options}？", "# asked: {options}?")
_RECORDS: Final = Text(
    "商机、客户、合同、订单、回款、跟进记录、目标、人员",
    "Pipeline, Customers, Contracts, Orders, Receipts, Activities, Targets, Team",
)


def map_of(proposal: Proposal | None, looked: Iterable[Looked], lang: Lang, *, book: str, file: str) -> str:
    """The text of the file. ``looked`` are the sheets that are not read."""
    lines = [_HEAD.fill(book=book, file=file).in_(lang)]
    if proposal is not None:
        asked = {question.key: question for question in proposal.questions}
        for sheet in dict.fromkeys(table.sheet for table in proposal.tables):
            lines += ["", *_of_sheet([t for t in proposal.tables if t.sheet == sheet], asked, lang)]
        lines += _values(proposal, lang)
    for unread in looked:
        if _can_be_filled_in(unread):
            lines += ["", *_of_unread(unread, lang)]
    return "\n".join(lines) + "\n"


def has_rows(looked: Iterable[Looked]) -> bool:
    """Whether there is a sheet to fill in."""
    return any(map(_can_be_filled_in, looked))


def _can_be_filled_in(sheet: Looked) -> bool:
    if sheet.block is None or sheet.kind:
        return False
    return sheet.record is not None or len(sheet.block.headings) >= _LEAST


def _of_sheet(
    tables: list[ProposedTable], asked: dict[tuple[str, str, str], Question], lang: Lang
) -> Iterator[str]:
    """Several blocks of one sheet share their headings: what each is stands by itself."""
    first = tables[0]
    yield f"[sheets.{quoted(first.sheet)}]"
    if len(tables) == 1:
        yield f"record = {quoted(first.record.title.in_(lang))}"
        if first.block.table is None:
            yield f"heading_row = {first.block.heading_row}"
    yield f"[sheets.{quoted(first.sheet)}.columns]"
    written: set[str] = set()
    for table in tables:
        for _, line in sorted(_columns(table, asked, lang)):
            key = line.partition(" = ")[0]
            if key not in written:
                written.add(key)
                yield line


def _columns(
    table: ProposedTable, asked: dict[tuple[str, str, str], Question], lang: Lang
) -> Iterator[tuple[int, str]]:
    for bound in table.assigned.bound:
        if (
            not bound.split_by_stage
        ):  # one heading for two columns is found again by itself: no answer can say that
            yield bound.sheet_column, _bound(bound, lang)
    for heading in table.assigned.open:
        text = heading.field.text
        if heading.field.sheet_column in table.side_by_side:
            continue  # found again by what it says
        question = asked.get(("column", table.sheet, text))
        remark = ""
        if question is not None and question.options:
            titles = " / ".join(option.text.in_(lang) for option in question.options)
            remark = "  " + _MAYBE.fill(options=titles).in_(lang)
        yield heading.field.sheet_column, f'{_key(text)} = "{LEAVE}"{remark}'


def _bound(bound: BoundColumn, lang: Lang) -> str:
    title = quoted(bound.column.title.in_(lang))
    if bound.factor == Decimal(1):
        return f"{_key(bound.heading)} = {title}"
    return f"{_key(bound.heading)} = {{ column = {title}, factor = {bound.factor.normalize():f} }}"


def _key(heading: str) -> str:
    return quoted(" ".join(heading.split()))


def _values(proposal: Proposal, lang: Lang) -> Iterator[str]:
    places = dict.fromkeys((*proposal.values, *(q.place for q in proposal.questions if q.subject == "value")))
    for place in places:
        labels = [
            (quoted(label), quoted(_called(proposal, place, code, lang)), "")
            for label, code in proposal.values.get(place, {}).items()
        ]
        for question in proposal.questions:
            if question.subject == "value" and question.place == place:
                titles = " / ".join(option.text.in_(lang) for option in question.options)
                remark = "  " + _MAYBE.fill(options=titles).in_(lang) if titles else ""
                labels.append((quoted(question.about), f'"{LEAVE}"', remark))
        if labels:
            yield ""
            yield f"[values.{quoted(place)}]"
            yield from (f"{label} = {code}{remark}" for label, code, remark in labels)


def _called(proposal: Proposal, place: str, code: str, lang: Lang) -> str:
    if code == LEAVE:
        return LEAVE
    return proposal.labels[f"{place}:{code}"].in_(lang)


def _of_unread(sheet: Looked, lang: Lang) -> Iterator[str]:
    """A sheet to be filled in: its headings, with what was known of them."""
    if sheet.block is None:
        return
    remark = _WHAT.fill(records=_RECORDS)
    if sheet.record is not None:
        remark = _LIKE.fill(record=sheet.record.title, records=_RECORDS)
    yield f"[sheets.{quoted(sheet.sheet)}]"
    yield f'record = "{LEAVE}"  {remark.in_(lang)}'
    if sheet.block.table is None:
        yield f"heading_row = {sheet.block.heading_row}"
    yield f"[sheets.{quoted(sheet.sheet)}.columns]"
    known = {bound.sheet_column: bound for bound in sheet.known}
    for at, text in sheet.block.headings:
        yield _bound(known[at], lang) if at in known else f'{_key(text)} = "{LEAVE}"'
