"""The rows of the Settings sheet: typed values, their formats and what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sheetsales.book.settings_range import NUMBERS, offered
from sheetsales.schema import defaults
from sheetsales.schema.defaults import Row
from sheetsales.template.config_rows import Share, figure
from sheetsales.template.story.model import StoryRow, StoryValue
from sheetsales.texts import Lang

_OFFERED: Mapping[str, tuple[str, ...]] = {
    "currency": ("CNY", "USD", "EUR", "GBP", "HKD", "JPY"),
    "calendar": ("CN", "UK", "none"),
}
"""What the drop-downs of settings offer that take other values as well."""


def choices(key: str, lang: Lang) -> tuple[str, ...]:
    """What the drop-down of a setting offers; empty where anything may be typed."""
    row = defaults.setting(key)
    return _OFFERED.get(key) or (offered(row["may_be"], lang) if row else ())


def setting_values(lang: Lang, story_settings: Mapping[str, str] | None) -> dict[str, str]:
    """Every setting's text by key; ``story_settings`` None for a blank template, else over the sample's own."""
    values = {}
    for row in defaults.settings():
        default = row["default"] if lang == "zh" else row["default_en"]
        sample = row[f"sample_{lang}"] if story_settings is not None else ""
        values[row["name"]] = (story_settings or {}).get(row["name"]) or sample or default
    return values


def setting_rows(lang: Lang, values: Mapping[str, str]) -> tuple[StoryRow, ...]:
    """The rows of the Settings sheet, values typed: numbers, shares, yes or no, texts."""
    return tuple(_row(row, lang, values[row["name"]]) for row in defaults.settings())


def module_rows(lang: Lang, modules: Iterable[str]) -> tuple[StoryRow, ...]:
    """The rows that modules bring into the workbook everybody opens, each with its default."""
    default = "default" if lang == "zh" else "default_en"
    return tuple(_row(row, lang, row[default]) for key in modules for row in defaults.settings_of(key))


def people_rows(lang: Lang, reads: str) -> tuple[StoryRow, ...]:
    """The rows of the manager's own workbook, which reads the one called ``reads``."""
    default = "default" if lang == "zh" else "default_en"
    rows = defaults.settings_of("people", "people")
    return tuple(_row(r, lang, reads if r["name"] == "reads_book" else r[default]) for r in rows)


def _row(row: Row, lang: Lang, text: str) -> StoryRow:
    value = _typed(row, text)
    return {"group": row["group"], "name": row[lang], "value": value, "explain": row[f"explain_{lang}"]}


def _typed(row: Row, text: str) -> StoryValue:
    if not text:
        return None
    number = figure(text) if row["kind"] in NUMBERS else None
    if number is None:
        return text
    return Share(number) if row["kind"] == "share" else Decimal(number)
