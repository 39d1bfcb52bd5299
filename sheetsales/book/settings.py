"""The settings of a workbook, each with its packaged default."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.schema import defaults
from sheetsales.schema.aliases import label_key, yes_no
from sheetsales.schema.currencies import chosen, codes_of, default_currency
from sheetsales.texts import Lang


@dataclass(frozen=True)
class Settings:
    """Values of the Settings sheet by key (``stale_days``); what is missing or blank falls back to the default.

    ``shown_currency`` is the currency that the amounts of a workbook show whose sheet names none.
    """

    lang: Lang
    values: Mapping[str, CellValue] = field(default_factory=dict)
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    shown_currency: str = ""

    def text(self, key: str) -> str:
        """The setting as text, "" where neither the workbook nor the default says anything."""
        value = self.values.get(key)
        if key == "currency":
            return self.currency
        if value is None or value == "":
            return _default(key, self.lang)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, dt.datetime | dt.date):
            return value.strftime("%Y-%m")
        return str(value).strip()

    def number(self, key: str) -> float:
        """The setting as a number; the default where the cell holds none."""
        for candidate in (self.values.get(key), _default(key, self.lang), "0"):
            parsed = parse_number(candidate)
            if parsed is not None:
                return parsed
        raise AssertionError("zero parses")

    def yes(self, key: str) -> bool:
        """The setting as yes or no; the default where the cell says neither."""
        words = yes_no()
        said = (words.get(label_key(text)) for text in (self.text(key), _default(key, self.lang)))
        return next((answer for answer in said if answer is not None), "no") == "yes"

    @property
    def currency(self) -> str:
        """The code of the workbook's currency, by whatever name the sheet calls it, else as the amounts show it, else as
        the language has it; "" where nothing tells, and then every amount that names a currency is in another one."""
        usual = default_currency(self.lang)
        typed = str(self.values.get("currency") or "").strip()
        if not typed:
            return self.shown_currency or usual
        return chosen(codes_of(typed), usual) or typed

    @property
    def team_name(self) -> str:
        return self.text("team_name")


def parse_number(value: CellValue) -> float | None:
    """A number out of a settings cell: ``0.15``, ``15%``, ``30 ``; None for anything else, nan and inf included."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    text, percent = value, False
    if isinstance(text, str):
        text = text.strip().replace(",", "")
        percent = text.endswith(("%", "％"))
        text = text.rstrip("%％").strip()
    try:
        number = float(text)
    except (ValueError, OverflowError):
        return None
    return (number / 100 if percent else number) if math.isfinite(number) else None


def _default(key: str, lang: Lang) -> str:
    row = defaults.setting(key)
    if row is None:
        return ""
    return row["default"] if lang == "zh" else row["default_en"] or ""
