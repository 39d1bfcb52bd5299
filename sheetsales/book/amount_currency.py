"""Which currency each amount is in: what its row says, else its own cell, else its heading, else the workbook's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.regex import regex
from sheetsales.schema.currencies import chosen, code_for, codes_of, default_currency, named_in
from sheetsales.texts import Lang

BETWEEN: Final = " / "
"""Parts the currencies of an amount that names two."""
_GENERAL: Final = frozenset({"元"})
"""Said of any currency in Chinese headings."""
_PLACE: Final = regex(r"[0-9A-F]{1,8}")
_OF_PLACE: Final[Mapping[str, str]] = {
    "804": "CNY", "1004": "SGD", "C04": "HKD", "1404": "MOP", "404": "TWD", "411": "JPY", "409": "USD", "1009": "CAD",
    "C0C": "CAD", "C09": "AUD", "1409": "NZD", "809": "GBP", "41D": "SEK", "406": "DKK", "414": "NOK", "814": "NOK",
    "40F": "ISK", "80A": "MXN",
}  # fmt: skip
"""Places by the number that Excel writes behind a sign that several of them use."""
_SHORT: Final = 4
_FEWEST: Final = 2
"""Fewer amounts that show a currency do not make it the workbook's, where the language has another."""


def currencies(table: BookTable, own: str) -> Sequence[str] | None:
    """The currency of every record's amount, as a code or as the text that is none; None where all are in the workbook's
    ``own``."""
    said, cells = table.get("currency"), _texts(table)
    headings = [_in_heading(table, source) for source in range(len(table.bound))]
    if not table.has("currency") and not cells and not any(headings) and not table.signs:
        return None
    found = [own] * len(table)
    for row, source in enumerate(table.sources):
        found[row] = code_for(headings[source][0], own) if headings[source] else own
    for row, sign in table.signs.items():
        if shown := shown_by_format(sign, own):
            heading = headings[table.sources[row]]
            found[row] = BETWEEN.join(dict.fromkeys((found[row], shown))) if heading else shown
    for row, names in cells.items():
        found[row] = _one_of(names, own)
    for row, value in enumerate(said):
        if value:
            found[row] = _agreed(str(value), cells.get(row, ()), own)
    return found


@lru_cache(maxsize=512)
def shown_by_format(sign: str, own: str) -> str:
    """The currency that a number format shows (``€``, ``¥-804``, ``USD``), as a code or as the text that is none; "" where
    the format says something else, such as a unit."""
    name, mark, place = sign.rpartition("-")
    name = name if mark and _PLACE.fullmatch(place) else sign
    there = _OF_PLACE.get(place) if name != sign else None
    codes = codes_of(name)
    if there in codes:
        return str(there)
    if codes:
        return code_for(name, own)
    if names := named_in(name) or (named_in(f"1{name}") if len(name) <= _SHORT else ()):
        return _one_of(names, own)
    return name if name != sign else ""


def _texts(table: BookTable) -> Mapping[int, tuple[str, ...]]:
    """The rows whose amount is a text that names currencies."""
    cells: Sequence[CellValue] = table.raw.get(table.record.money_column, ())
    return {
        row: names for row, value in enumerate(cells) if isinstance(value, str) and (names := named_in(value))
    }


def _in_heading(table: BookTable, source: int) -> tuple[str, ...]:
    bound = table.bound[source].by_key.get(table.record.money_column)
    return tuple(name for name in named_in(bound.heading) if name not in _GENERAL) if bound else ()


def _one_of(names: Sequence[str], own: str) -> str:
    return BETWEEN.join(dict.fromkeys(code_for(name, own) for name in names))


def _agreed(said: str, names: Sequence[str], own: str) -> str:
    """What the row says, where its own cell does not say another thing."""
    code = code_for(said, own)
    others = [name for name in names if code not in codes_of(name)]
    return BETWEEN.join((code, *(code_for(name, own) for name in others)))


def shown_currency(tables: Mapping[str, BookTable], lang: Lang) -> str:
    """The currency that the amounts of a workbook without such a setting show; "" where none stands out.

    It counts where no other is shown as often. Where amounts without a sign are yuan by the language, it takes half of the
    amounts, and two at least.
    """
    usual = default_currency(lang)
    for table in tables.values():
        if table.record.money_column and len(table) and table.bound:
            found = currencies(table, usual)
            amounts = [value is not None for value in table.raw.get(table.record.money_column, ())]
            if found is None or not any(amounts):
                continue
            shown = Counter(code for code, is_there in zip(found, amounts, strict=True) if is_there and code)
            return _standing_out(shown, sum(amounts), usual)
    return ""


def _standing_out(shown: Counter[str], amounts: int, usual: str) -> str:
    (code, count), (_, next_count) = [*shown.most_common(2), ("", 0), ("", 0)][:2]
    enough = not usual or (count >= _FEWEST and count * 2 >= amounts)
    is_code = chosen(codes_of(code), "") == code
    return code if enough and is_code and count > next_count else ""
