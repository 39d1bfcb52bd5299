"""The settings out of the rows of the Settings sheet, by their Chinese or English name."""

from __future__ import annotations

from functools import cache

from sheetsales.book.load_rules import BAD_SETTING, UNKNOWN_SETTING
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import fold, is_blank
from sheetsales.book.problems import Problem
from sheetsales.book.settings import Settings, parse_number
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.schema import defaults
from sheetsales.texts import Lang, Text


@cache
def _keys() -> dict[str, str]:
    rows = defaults.table("settings")
    return {fold(name): row["name"] for row in rows for name in (row["zh"], row["en"], row["name"])}


def setting_key(name: str) -> str | None:
    """The key of a setting by its key or name in either language."""
    return _keys().get(fold(name))


def read_settings(table: BookTable | None, lang: Lang) -> tuple[Settings, list[Problem]]:
    """The settings that the sheet gives; the first row of a name counts. Unreadable numbers keep their default."""
    values: dict[str, CellValue] = {}
    cells: dict[str, CellRef] = {}
    problems: list[Problem] = []
    if table is None:
        return Settings(lang), []
    for i in range(len(table)):
        name, value = table.get("name")[i], table.get("value")[i]
        key = setting_key(name) if name else None
        if key is None:
            problems += _unknown(i, name, lang)
            continue
        cell = table.cell(i, "value")
        if cell is not None and key not in cells:
            cells[key] = cell
        if not is_blank(value):
            values.setdefault(key, value)
            problems += _unreadable(i, key, value, lang)
    return Settings(lang, values, cells), problems


def _unknown(i: int, name: str | None, lang: Lang) -> list[Problem]:
    if not name:
        return []
    near = Nearest(row["zh" if lang == "zh" else "en"] for row in defaults.table("settings")).of(name)
    return [Problem(UNKNOWN_SETTING, "settings", i, "name", name, {"nearest": closest(near)}, key=name)]


def _unreadable(i: int, key: str, value: CellValue, lang: Lang) -> list[Problem]:
    row = next(r for r in defaults.table("settings") if r["name"] == key)
    default = row["default"] if lang == "zh" else row["default_en"]
    if parse_number(default) is None or parse_number(value) is not None:
        return []
    details = {"setting": Text(row["zh"], row["en"]), "default": default}
    return [Problem(BAD_SETTING, "settings", i, "value", value, details)]
