"""Countries and regions by whose public holidays working days are counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from sheetsales.dataclass import dataclass
from sheetsales.schema import defaults

CHINA, ENGLAND, EURO = "CN", "GB-ENG", "EU"
"""Calendars of our own, and that of the European Central Bank."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country by its code of ISO 3166, or one of its regions; ``region`` is "" for the whole country."""

    country: str
    region: str = ""

    @property
    def code(self) -> str:
        return f"{self.country}-{self.region}" if self.region else self.country


@cache
def _names() -> Mapping[str, str]:
    """The code of a country or region by its names, folded."""
    rows = defaults.table("places")
    return {
        _fold(name): row["code"]
        for row in rows
        for key in ("zh", "en")
        for name in row[key].split(",")
        if name
    }


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("_", "-").split())


@cache
def place_of(text: str) -> Place | None:
    """The place that a code or a name means; None for what is none, or for one whose holidays nobody here knows."""
    folded = _fold(text)
    code = _names().get(folded, folded.upper())
    if code in (CHINA, ENGLAND, EURO):
        return Place(*code.split("-"))
    country, _, region = code.partition("-")
    import holidays  # takes a tenth of a second: only for a place that is none of ours

    regions = holidays.list_supported_countries().get(country)
    if regions is None:
        return None
    found = next((known for known in regions if known.upper() == region), None)
    return Place(country, found or "") if found or not region else None
