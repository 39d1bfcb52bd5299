"""How a row rule speaks: what its record is called, whom it asks, and the values its texts name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.labels import text_of
from sheetsales.book.telling import column_title
from sheetsales.formula.single import Value, day_of
from sheetsales.look.numbers import spoken_percent
from sheetsales.regex import regex
from sheetsales.rules.customers.who import who
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import ask_about, task
from sheetsales.rules.words import ask, deal, money, stage_name
from sheetsales.rules.written.values import shown
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.speech.lists import listed
from sheetsales.texts import LANGUAGES, NO_TEXT, Text, same

_PLACEHOLDER: Final = regex(r"\{(\w+)(?::([^{}]*))?\}")
_LONGEST: Final = 48
Said = Callable[[Scene, int], Text]


def _called(record: str) -> Said:
    """The row's id, its name or its place, in Chinese with the space before the next character; texts add the noun."""

    def said(scene: Scene, row: int) -> Text:
        table = scene.book.table(record)
        name = table.record.name_column
        known = table.id(row) or (name and table.get(name)[row]) or table.row_cell(row)
        return Text(f"{known} ", str(known))

    return said


def _asked(record: str) -> Said:
    def said(scene: Scene, row: int) -> Text:
        owner = RECORDS[record].owner_column
        return ask(scene.book, scene.book.table(record).get(owner)[row] if owner else None)

    return said


def _assignee(scene: Scene, row: int) -> Text:
    assignee = scene.book.table("tasks").get("assignee")[row]
    return ask(scene.book, assignee) if assignee else ask_about(scene, None)


_CALLED: Final[Mapping[str, Said]] = {"pipeline": deal, "customers": who, "tasks": task}
_ASKED: Final[Mapping[str, Said]] = {"tasks": _assignee}


class Words:
    """The texts of one rule, filled row by row. ``named`` tells what a word of the rule or a setting comes to."""

    def __init__(self, scene: Scene, rule: RowRule, named: Callable[[str, int], Value]) -> None:
        self.scene, self.record, self.named, self.rule = scene, rule.record, named, rule
        self.table = scene.book.table(rule.record)

    def person(self, name: str, row: int) -> str:
        """The person whom a named value means, "" for nobody."""
        return str(self.named(name, row) or "")

    def filled(self, text: Text, row: int) -> Text:
        """The text with its placeholders filled in each language."""
        if "{" not in text.zh and "{" not in text.en:
            return text
        said: dict[tuple[str, str], Text] = {}

        def value(match: re.Match[str]) -> Text:
            name, form = match[1], match[2] or ""
            if (name, form) not in said:
                said[name, form] = self._value(name, form, row)
            return said[name, form]

        return Text(
            _PLACEHOLDER.sub(lambda match: value(match).zh, text.zh),
            _PLACEHOLDER.sub(lambda match: value(match).en, text.en),
        )

    def _value(self, name: str, form: str, row: int) -> Text:
        if name == "record":
            return _CALLED.get(self.record, _called(self.record))(self.scene, row)
        if name == "ask" and self.rule.owner:
            return ask(self.scene.book, self.person(self.rule.owner, row))
        if name == "ask":
            return _ASKED.get(self.record, _asked(self.record))(self.scene, row)
        if name == "owner":
            return same(self.scene.book.person_name(self._typed(self.table.record.owner_column, row) or ""))
        if name == "today":
            return day(self.scene.today, self.scene.today)
        if form == "title":
            return column_title(self.table, name, row)
        if name not in self.table.record.by_key:
            return self._number(self.named(name, row), form)
        if form:
            return self._formed(name, self._typed(name, row), form)
        return self._shown(name, row)

    def _typed(self, column: str, row: int) -> Any:
        return self.table.get(column)[row] if column else None

    def _shown(self, column: str, row: int) -> Text:
        stage = self.scene.book.process.by_code.get(self._typed(column, row) or "")
        if stage is not None and self.table.record.by_key[column].ref == "stages":
            return stage_name(stage)
        return shown(self.scene.book, self.record, column, row)

    def _formed(self, column: str, value: Any, form: str) -> Text:
        if form == "quoted":
            return _quoted(value, self.table.record.by_key[column].title)
        return NO_TEXT if value is None else self._form(value, form)

    def _form(self, value: Any, form: str) -> Text:
        today = self.scene.today
        match form, value:
            case "day", dt.date():
                return day(value, today)
            case "late", dt.date():
                return _days((today - value).days)
            case "ahead", dt.date():
                return _days((value - today).days)
            case "money", _:
                return money(Decimal(str(value)), self.scene.book)
            case "percent", _:
                return same(spoken_percent(value))
            case "exact", _:
                return same(f"{value * 100:.10g}%")
            case "figure", _:
                return same(f"{round(value, 2):,.2f}".rstrip("0").rstrip("."))
        one, _, many = form.partition("|")
        return Text(f"{value:g}", count_of(int(value), one, many))

    def _number(self, value: Value, form: str) -> Text:
        """A named value or a setting, which come as formulas see them."""
        if not isinstance(value, float):
            return same("") if value is None else self._called(str(value), form)
        if form in ("day", "late", "ahead"):
            found = day_of(value)
            return NO_TEXT if found is None else self._form(found, form)
        if form:
            return self._form(value, form)
        return same(str(int(value)) if value.is_integer() else f"{value:.10g}")

    def _called(self, code: str, form: str) -> Text:
        """What a named value that is a code is called: of a stage, of people, or of a column of another sheet."""
        if form == "stage" and code in self.scene.book.process.by_code:
            return stage_name(self.scene.book.process.by_code[code])
        if form == "people":
            return listed(self.scene.book.person_name(person) for person in code.split("、"))
        record, _, column = form.partition(".")
        if not column:
            return same(code)
        return Text(*(text_of(self.scene.book, record, column, code, lang) for lang in LANGUAGES))


def _days(number: int) -> Text:
    return Text(f"{number} 天", count_of(number, "day"))


def _quoted(value: Any, title: Text) -> Text:
    """The text in quotation marks, cut to a readable length; without one, what it stands for."""
    if not value:
        return Text("", f"its {title.en[:1].lower()}{title.en[1:]}")
    short = " ".join(str(value).split())
    short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
    return Text(f"“{short}”", f"'{short}'")
