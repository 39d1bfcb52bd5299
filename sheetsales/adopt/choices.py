"""What may be answered to a question: the offered answers in order, and every other name that is understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sheetsales.adopt.answers import LATER, LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.proposal import Option, Proposal, Question
from sheetsales.schema import defaults
from sheetsales.schema.aliases import label_key
from sheetsales.schema.choices import BY_KEY as CHOICE_LISTS
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_LATER: Final = Option(LATER, Text("以后再问", "ask me later"))
_AS_IT_IS: Final = Option(LATER, Text("就这样，以后再问", "leave it so and ask me later"))
_APART: Final = Text("整张不读", "do not read that sheet at all")
_LEFT: Final[Mapping[str, Text]] = {
    "sheet": Text("都不是，这张表不读", "none of these: do not read this sheet"),
    "column": Text("都不是，留着不动", "none of these: leave it alone"),
    "value": Text("都不是，留着不动", "none of these: leave it alone"),
}
_NO: Final[Mapping[str, Text]] = {
    "copy": Text("是副本，不另算", "it is a copy, do not count it again"),
    "sheet": Text("不是，这张表不读", "no, do not read this sheet"),
    "column": Text("不是，留着不动", "no, leave it alone"),
    "value": Text("不是，留着不动", "no, leave it alone"),
}
_YES: Final[Mapping[str, Text]] = {
    "sheet": Text("是，按{what}读", "yes, read it as {what}"),
    "column": Text("是，当{what}", "yes, it is {what}"),
    "value": Text("是，算{what}", "yes, it counts as {what}"),
}
_MOST_VALUES: Final = 12
"""A list of more choices is not read out: its names are understood all the same."""


def offered(question: Question, proposal: Proposal) -> tuple[Option, ...]:
    """The answers as they are numbered: the likely ones, leave it alone, ask later."""
    if question.subject == "value":
        likely = _with_kinds((*question.options, *_others(question, proposal)), question, proposal)
    else:
        likely = question.options
    if len(likely) == 1 and question.subject != "value":
        only = likely[0]
        text = _YES.get(question.subject, Text("{what}", "{what}")).fill(what=only.text)
        if question.default == LATER:
            return Option(only.code, text), Option(LEAVE, _APART), _AS_IT_IS
        return Option(only.code, text), Option(LEAVE, _no(question)), _LATER
    return *likely, Option(LEAVE, _LEFT.get(question.subject, _LEFT["value"])), _LATER


def understood(said: str, question: Question, proposal: Proposal) -> str | None:
    """The code of an answer: by number, by name in either language, by code; None where it is none."""
    plain = unicodedata.normalize("NFKC", said).strip()
    answers = offered(question, proposal)
    if plain.isdecimal():
        number = int(plain)
        return answers[number - 1].code if 1 <= number <= len(answers) else None
    names = {label_key(name): code for code, name in _names(question, proposal)}
    names |= {label_key(name): o.code for o in answers for name in (o.code, o.text.zh, o.text.en)}
    return names.get(label_key(plain))


def answer(question: Question, code: str) -> Answers:
    """The answer to one question, as a map file would give it; nothing for one that is put off."""
    if code == LATER:
        return Answers()
    if question.is_of_sheet:
        return Answers({sheet: SheetAnswer(code) for sheet in question.sheets})
    if question.subject == "column":
        return Answers({question.place: SheetAnswer(columns={question.about: ColumnAnswer(code)})})
    return Answers(values={question.place: {question.about: code}})


def _no(question: Question) -> Text:
    return _NO.get(question.subject, _NO["value"])


def _others(question: Question, proposal: Proposal) -> Iterator[Option]:
    """What else a value may be. Of stages one of each kind that was not offered, and all of them where none was."""
    named = [option.code for option in question.options]
    every = _codes(question.place, proposal)
    if question.place == "pipeline.stage":
        rows = defaults.stages(proposal.preset)
        kinds = {row["code"]: row["kind"] for row in rows}
        said = {kinds.get(code) for code in named}
        for row in rows:
            if row["code"] in every and row["code"] not in named and row["kind"] not in said:
                if named:
                    said.add(row["kind"])
                yield Option(row["code"], every[row["code"]])
    elif len(every) <= _MOST_VALUES:
        yield from (Option(code, text) for code, text in every.items() if code not in named)


def _with_kinds(options: Iterable[Option], question: Question, proposal: Proposal) -> tuple[Option, ...]:
    """Stages under way with what they are: ``在手·谈判``. The others say it by their names."""
    if question.place != "pipeline.stage":
        return tuple(options)
    kinds = {row["code"]: row["kind"] for row in defaults.stages(proposal.preset)}
    is_open = next(choice.label for choice in CHOICE_LISTS["stage_kind"].choices if choice.code == "open")
    return tuple(
        Option(o.code, Text(f"{is_open.zh}·{o.text.zh}", f"{is_open.en} · {o.text.en}"))
        if kinds.get(o.code) == "open"
        else o
        for o in options
    )


def _codes(place: str, proposal: Proposal) -> dict[str, Text]:
    """Every code of a list and what it is called."""
    start = f"{place}:"
    return {key.removeprefix(start): t for key, t in proposal.labels.items() if key.startswith(start)}


def _names(question: Question, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Code and name of everything that may be answered, whether it was offered or not."""
    if question.is_of_sheet:
        for key, record in readable_records():
            yield from ((key, name) for name in (key, record.title.zh, record.title.en))
    elif question.subject == "column":
        asked = record_of(question.place, proposal)
        if asked is not None:
            yield from ((key, title) for title, key in named_columns(asked).items())
    else:
        for code, text in _codes(question.place, proposal).items():
            yield from ((code, name) for name in (code, text.zh, text.en))


def named_columns(record: Record) -> dict[str, str]:
    """Folded title in either language → the column it means; one of ours comes before one for reference."""
    columns = [column for column in record.by_key.values() if not column.written]
    return {label_key(name): c.key for c in reversed(columns) for name in (c.title.zh, c.title.en)}


def record_of(sheet: str, proposal: Proposal) -> Record | None:
    """What a sheet is read as."""
    return next((t.record for t in proposal.tables if t.sheet == sheet), None)


def readable_records() -> Sequence[tuple[str, Record]]:
    """The records that a sheet of the team's own may hold."""
    return [(key, record) for key, record in RECORDS.items() if not record.written and not record.config]
