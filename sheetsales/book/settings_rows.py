"""The settings out of the rows of the Settings sheet, by their Chinese or English name."""

from __future__ import annotations

from functools import cache
from typing import Final

from sheetsales.book.load_rules import BAD_SETTING, SETTING_TWICE, UNKNOWN_SETTING, UNREAD_SETTING
from sheetsales.book.load_rules.process import BAD_SETTING_WITHOUT_DEFAULT
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import fold, is_blank
from sheetsales.book.parsing.column_reader import shown
from sheetsales.book.parsing.periods import YesNoReader
from sheetsales.book.problems import Problem
from sheetsales.book.settings import Settings, parse_number
from sheetsales.book.settings_range import why_unusable
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.schema import defaults
from sheetsales.texts import Lang, Text


@cache
def _keys() -> dict[str, str]:
    return _names("settings")


@cache
def _module_keys() -> dict[str, str]:
    return _names("module_settings")


def _names(table: str) -> dict[str, str]:
    rows = defaults.table(table)
    return {fold(name): row["name"] for row in rows for name in (row["zh"], row["en"], row["name"])}


def setting_key(name: str) -> str | None:
    """The key of a setting by its key or name in either language."""
    return _keys().get(fold(name)) or _module_keys().get(fold(name))


def read_settings(table: BookTable | None, lang: Lang) -> tuple[Settings, list[Problem]]:
    """The settings that the sheet gives; of a name's rows the first that is not blank counts. What is unreadable, of
    the wrong kind or out of range is told, and the default stands in."""
    if table is None:
        return Settings(lang), []
    values: dict[str, CellValue] = {}
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for i, (name, value) in enumerate(zip(table.get("name"), table.get("value"), strict=True)):
        key = setting_key(name) if name else None
        if key is None:
            problems += _unknown(i, name, lang)
        elif is_blank(value):
            continue
        elif (first := counts.setdefault(key, i)) != i:
            problems += _again(table, i, key, first)
        elif (reason := why_unusable(_row(key), value)) is not None:
            problems.append(_unusable(i, _row(key), value, reason))
        else:
            values[key] = value
            problems += _unread(i, _row(key), value, lang)
    cells = {key: cell for key, i in counts.items() if (cell := table.cell(i, "value")) is not None}
    return Settings(lang, values, cells), problems


def _unknown(i: int, name: str | None, lang: Lang) -> list[Problem]:
    if not name:
        return []
    tables = (defaults.table("settings"), defaults.table("module_settings"))
    near = Nearest(row["zh" if lang == "zh" else "en"] for rows in tables for row in rows).of(name)
    return [Problem(UNKNOWN_SETTING, "settings", i, "name", name, {"nearest": closest(near)}, key=name)]


_YES_NO: Final = {"yes": Text("是", "yes"), "no": Text("否", "no")}
"""Defaults as people type them."""


def _unusable(i: int, row: defaults.Row, value: CellValue, reason: Text) -> Problem:
    default = _YES_NO.get(row["default"]) or Text(row["default"], row["default_en"])
    details = {"setting": Text(row["zh"], row["en"]), "default": default, "reason": reason}
    rule = BAD_SETTING if row["default"] or row["default_en"] else BAD_SETTING_WITHOUT_DEFAULT
    return Problem(rule, "settings", i, "value", value, details)


def _unread(i: int, row: defaults.Row, value: CellValue, lang: Lang) -> list[Problem]:
    """A setting that somebody changed and that nothing reads; who left it as it came expects nothing."""
    if not row["unread"] or _as_packaged(row, value, lang):
        return []
    details = {"setting": Text(row["zh"], row["en"])}
    return [Problem(UNREAD_SETTING, "settings", i, "value", value, details)]


def _as_packaged(row: defaults.Row, value: CellValue, lang: Lang) -> bool:
    packaged = row["default"] if lang == "zh" else row["default_en"]
    number = parse_number(packaged)
    if number is not None:
        return parse_number(value) == number
    if row["kind"] == "yes_no":
        return bool(YesNoReader().one(value) == YesNoReader().one(packaged))
    return fold(shown(value)) == fold(packaged)


def _row(key: str) -> defaults.Row:
    row = defaults.setting(key)
    if row is None:
        raise KeyError(key)
    return row


def _again(table: BookTable, i: int, key: str, first: int) -> list[Problem]:
    value, counts = table.get("value")[i], table.get("value")[first]
    if value == counts:
        return []
    row = _row(key)
    details = {
        "setting": Text(row["zh"], row["en"]),
        "other": table.cell(first, "value"),
        "counts": shown(counts),
    }
    return [Problem(SETTING_TWICE, "settings", i, "value", value, details)]
