"""The rate table of the Settings: what one unit of a foreign currency is worth in the workbook's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sheetsales.book.settings import Settings
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.currencies import code_for, codes_of

_SPLIT: Final = regex(r"[,;、\n]+")
_ENTRY: Final = regex(
    r"(?P<units>\d+)?\s*(?P<name>[^\d=:/\s][^\d=:/]*?)\s*(?:/\s*(?P<to>[^\d=:/]+?))?\s*(?:[=:]|\s)\s*"
    r"(?P<rate>\d+(?:\.\d+)?)\s*(?P<of>%|/\s*\d+)?\s*(?P<own>[^\d=:/%\s]*)\Z"
)

_NONE: Final = Decimal("Infinity")
"""For a zero to be divided by: no rate comes of it."""


@dataclass(frozen=True)
class RateTable:
    """``rates`` by code; ``unread`` are entries that are no rate, as they are written: nothing of them is used."""

    rates: Mapping[str, Decimal]
    unread: tuple[str, ...] = ()


def rate_table(settings: Settings) -> RateTable:
    """Every entry of the table, read as a whole or not at all: ``USD=7.10``, ``美元：7.1``, ``100 JPY=4.8``, ``EUR=86%``.

    What two entries say differently is not read either. ``USD=7,10`` is none: which mark parts the entries?
    """
    own = settings.currency
    found: dict[str, set[Decimal]] = {}
    entries: dict[str, list[str]] = {}
    unread: list[str] = []
    for entry in _entries(settings.text("rates")):
        read = _read(entry, own)
        if read is None:
            unread.append(entry)
            continue
        code, rate = read
        found.setdefault(code, set()).add(rate)
        entries.setdefault(code, []).append(entry)
    unread += [entry for code, rates in found.items() if len(rates) > 1 for entry in entries[code]]
    return RateTable({code: next(iter(r)) for code, r in found.items() if len(r) == 1}, tuple(unread))


def _entries(text: str) -> list[str]:
    """The entries; figures that stand alone belong to the one before them (``USD=7,10``)."""
    entries: list[str] = []
    for part in filter(None, map(str.strip, _SPLIT.split(unicodedata.normalize("NFKC", text)))):
        if entries and part[0].isdigit() and not re.search("[^\\d.%/ ]", part):
            entries[-1] += f",{part}"
        else:
            entries.append(part)
    return entries


def _read(entry: str, own: str) -> tuple[str, Decimal] | None:
    match = _ENTRY.match(entry)
    if match is None or not codes_of(match["name"]):
        return None
    if any(word and own not in codes_of(word) for word in (match["to"], match["own"])):
        return None
    rate = Decimal(match["rate"]) / (Decimal(match["units"] or 1) or _NONE)
    if match["of"]:
        rate /= 100 if match["of"] == "%" else (Decimal(match["of"][1:].strip()) or _NONE)
    code = code_for(match["name"], own)
    is_rate = rate > 0 and codes_of(code) == (code,) and (code != own or rate == 1)
    return (code, rate) if is_rate else None
