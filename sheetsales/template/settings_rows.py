"""The rows of the Settings sheet: typed values, their formats and what they may be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sheetsales.book.settings_range import offered
from sheetsales.schema import defaults
from sheetsales.schema.defaults import Row
from sheetsales.template.config_rows import Share, figure
from sheetsales.template.story.model import StoryRow, StoryValue
from sheetsales.texts import Lang

_SHARES = frozenset(row["name"] for row in defaults.table("settings") if row["kind"] == "share")
_TEXTS = frozenset({"report_month", "extra_holidays", "extra_workdays", "rates", "team_name"})

_OFFERED: Mapping[str, tuple[str, ...]] = {
    "currency": ("CNY", "USD", "EUR", "GBP", "HKD", "JPY"),
    "calendar": ("CN", "UK", "none"),
}
"""What the drop-downs of settings offer that take other values as well."""


def choices(key: str, lang: Lang) -> tuple[str, ...]:
    """What the drop-down of a setting offers; empty where anything may be typed."""
    row = next((row for row in defaults.table("settings") if row["name"] == key), None)
    return _OFFERED.get(key) or (offered(row["may_be"], lang) if row else ())


def setting_values(lang: Lang, story_settings: Mapping[str, str] | None) -> dict[str, str]:
    """Every setting's text by key; ``story_settings`` None for a blank template, else over the sample's own."""
    values = {}
    for row in defaults.table("settings"):
        default = row["default"] if lang == "zh" else row["default_en"]
        sample = row[f"sample_{lang}"] if story_settings is not None else ""
        values[row["name"]] = (story_settings or {}).get(row["name"]) or sample or default
    return values


def setting_rows(lang: Lang, values: Mapping[str, str]) -> tuple[StoryRow, ...]:
    """The rows of the Settings sheet, values typed: numbers, shares, yes or no, texts."""
    return tuple(_row(row, lang, values[row["name"]]) for row in defaults.table("settings"))


def _row(row: Row, lang: Lang, text: str) -> StoryRow:
    value = _typed(row["name"], text)
    return {"group": row["group"], "name": row[lang], "value": value, "explain": row[f"explain_{lang}"]}


def _typed(key: str, text: str) -> StoryValue:
    if not text:
        return None
    number = None if key in _TEXTS else figure(text)
    if number is None:
        return text
    return Share(number) if key in _SHARES else Decimal(number)
