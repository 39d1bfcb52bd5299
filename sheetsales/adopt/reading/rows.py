"""What stands on the sheet Reading: the questions first, then everything that was bound, then what is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.dialogue import MOST
from sheetsales.adopt.proposal import Proposal, ProposedTable, Question
from sheetsales.adopt.question_text import money_text, stake_text
from sheetsales.adopt.reading.offers import Offer
from sheetsales.adopt.reading.page import ASK, BOUND, LEFT, UNREAD, WHOLE_SHEET
from sheetsales.adopt.render import alike, is_called_otherwise, note
from sheetsales.adopt.stakes import money_stake, shown
from sheetsales.pages import Row
from sheetsales.schema.column import Kind
from sheetsales.schema.refusal import STRANGER_TEXTS
from sheetsales.schema.veto import KIND_TEXTS
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.widths import display_width
from sheetsales.texts import Lang, Text, same

SHEET_MARK: Final = "/"
"""Parts the names of sheets: no sheet's name holds it."""
_FEW: Final = 3
_ROOM: Final = 42
"""What the column of samples shows of a line."""
_MANY: Final = Text("{first} 等 {count} 张表", "{first} and {rest} more")
_MAYBE: Final = Text("{what}？", "{what}?")
_UNSURE: Final = Text("拿不准", "not certain")
_REFERENCE: Final = Text("{what}（只作参考）", "{what} (for reference only)")
_ROWS: Final = Text("{count} 行", "{count:row|rows}")
_OF_PERIOD: Final = Text("{period} 的目标值", "the target of {period}")
_VALUES: Final = Text("{record} · {column}", "{record} · {column}")


def rows(proposal: Proposal, lang: Lang) -> list[Row]:
    """The rows in order; no more than the usual number are asked about, the rest stand below with the same drop-downs."""
    asked = [_of_question(q, proposal, lang) for q in proposal.questions]
    first, rest = asked[:MOST], [{**row, "state": LEFT.in_(lang)} for row in asked[MOST:]]
    named = {(str(row["sheets"]), str(row["yours"]), str(row["offers"])) for row in asked}
    others = [
        row
        for row in _others(proposal, lang)
        if (str(row["sheets"]), str(row["yours"]), str(row["offers"])) not in named
    ]
    return [*first, *others, *rest]


def _of_question(question: Question, proposal: Proposal, lang: Lang) -> Row:
    sheets = _asked_sheets(question, proposal)
    read = _read_as(question)
    sample = [cell.text for cell in question.cells] if question.subject != "value" else []
    return _row(
        ASK,
        sheets if question.subject != "value" else (),
        WHOLE_SHEET.in_(lang) if question.subject == "sheet" or question.with_sheets else question.about,
        sample,
        stake_text(question),
        read,
        _offer(question, proposal),
        lang,
    )


def _read_as(question: Question) -> Text:
    """The likeliest reading with a question mark; of copies, why they are taken for such."""
    if question.subject == "copy":
        return question.why
    return _MAYBE.fill(what=question.options[0].text) if question.options else _UNSURE


def _offer(question: Question, proposal: Proposal) -> Offer:
    if question.subject == "column":
        record = next((t.record.key for t in proposal.tables if t.sheet == question.place), "")
        return Offer(record)
    if question.subject == "value":
        record, _, column = question.place.partition(".")
        return Offer(record, column)
    return Offer()


def _asked_sheets(question: Question, proposal: Proposal) -> Sequence[str]:
    if question.with_sheets:
        return question.sheets
    for group in alike(proposal.tables):
        names = list(dict.fromkeys(table.sheet for table in group))
        if question.place in names:
            return names
    return [question.place]


def _others(proposal: Proposal, lang: Lang) -> Iterator[Row]:
    for group in alike(proposal.tables):
        yield from _of_tables(group, lang)
    yield from _of_values(proposal, lang)
    for sheet, kind in _not_read(proposal):
        yield _row(UNREAD, [sheet], WHOLE_SHEET.in_(lang), (), same(""), kind, Offer(), lang)


def _of_tables(group: Sequence[ProposedTable], lang: Lang) -> Iterator[Row]:
    first, sheets = group[0], list(dict.fromkeys(table.sheet for table in group))
    count = _ROWS.fill(count=sum(table.rows for table in group))
    yield _row(BOUND, sheets, WHOLE_SHEET.in_(lang), (), count, first.record.title, Offer(), lang)
    offer = Offer(first.record.key)
    for bound in first.assigned.bound:
        told = note(bound)
        read = bound.column.title
        if told.zh:
            read = Text(f"{read.zh}（{told.zh}）", f"{read.en} ({told.en})")
        yield _row(
            BOUND, sheets, bound.heading, _sample(group, bound.sheet_column),
            money_text(money_stake(group, bound)) if bound.column.kind is Kind.MONEY else same(""), read, offer, lang,
        )  # fmt: skip
    for heading in first.assigned.open:
        sample = _sample(group, heading.field.sheet_column)
        period = first.periods.get(heading.field.sheet_column)
        if period is not None:
            of_period = _OF_PERIOD.fill(period=period)
            yield _row(BOUND, sheets, heading.field.text, sample, same(""), of_period, offer, lang)
            continue
        column = first.record.by_key.get(heading.columns[0]) if heading.why == "reference" else None
        read = _REFERENCE.fill(what=column.title) if column is not None else LEFT
        yield _row(LEFT, sheets, heading.field.text, sample, same(""), read, offer, lang)


def _sample(group: Iterable[ProposedTable], column: int) -> list[str]:
    found: dict[str, None] = {}
    for table in group:
        for value in table.block.values(column):
            if value is not None and len(found) < _FEW:
                found.setdefault(shown(value))
    return list(found)


def _of_values(proposal: Proposal, lang: Lang) -> Iterator[Row]:
    """What each word of a choice column counts as, where it is called something else with us."""
    for place, labels in proposal.values.items():
        record, _, column = place.partition(".")
        for label, code in labels.items():
            read = LEFT if code == LEAVE else proposal.labels[f"{place}:{code}"]
            if code == LEAVE or is_called_otherwise(label, read):
                state = LEFT if code == LEAVE else BOUND
                yield _row(state, (), label, (), same(""), read, Offer(record, column), lang)


def _not_read(proposal: Proposal) -> Iterator[tuple[str, Text]]:
    yield from ((refused.sheet, KIND_TEXTS[refused.kind]) for refused in proposal.refused)
    yield from ((sheet, STRANGER_TEXTS[kind]) for sheet, kind in proposal.strangers.items())
    yield from ((sheet, UNREAD) for sheet in (*proposal.left, *proposal.unread))


def _row(
    state: Text,
    sheets: Sequence[str],
    yours: str,
    sample: Iterable[str],
    stake: Text,
    read: Text,
    offer: Offer,
    lang: Lang,
) -> dict[str, str]:
    return {
        "state": state.in_(lang),
        "sheet": _sheets(sheets, offer).in_(lang),
        "yours": " ".join(yours.split()),
        "sample": _fitting(sample),
        "stake": stake.in_(lang),
        "read": read.in_(lang),
        "answer": "",
        "offers": offer.name,
        "sheets": SHEET_MARK.join(sheets),
    }


def _fitting(sample: Iterable[str]) -> str:
    """As many cells as one line shows."""
    line = ""
    for text in dict.fromkeys(sample):
        longer = f"{line} · {text}" if line else text
        if line and display_width(longer) > _ROOM:
            break
        line = longer
    return line


def _sheets(sheets: Sequence[str], offer: Offer) -> Text:
    if not sheets:
        record = RECORDS[offer.record]
        return _VALUES.fill(record=record.title, column=record.by_key[offer.column].title)
    if len(sheets) == 1:
        return same(sheets[0])
    return _MANY.fill(first=sheets[0], count=len(sheets), rest=len(sheets) - 1)
