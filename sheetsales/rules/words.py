"""How findings speak of deals, customers, people and stages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.book.table import BookTable
from sheetsales.regex import regex
from sheetsales.rules.scene import Scene
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Text

_LONGEST_NAME: Final = 30
_FIRST_LONG: Final = 15
_KEY: Final = regex(
    r"(?:\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|(?=\S*\d)(?=\S*[a-z])[a-z0-9]{15}(?:[a-z0-9]{3})?)\Z",
    re.IGNORECASE,
)
"""GUIDs, and the fifteen or eighteen letters and digits of other systems."""
_IS_ID: Final = regex(r"[A-Za-z]{0,3}[-_ ]?\d+\Z")


def money(amount: Decimal, book: Book) -> Text:
    """``286 万元`` or ``£2.86m``; no currency is said where the workbook names none."""
    currency = book.settings.text("currency")
    return Text(spoken_money(amount, "zh", currency), spoken_money(amount, "en", currency))


def deal_label(deals: BookTable, row: int) -> str:
    """What people call a deal in short: its id, else customer and name, as far as the row has them, else its cell."""
    known = spoken_id(deals.id(row))
    if known:
        return known
    customers = deals.raw.get("customer")
    parts = (customers[row] if customers else None, deals.get("name")[row])
    return " · ".join(_line(part) for part in parts if part is not None) or str(deals.row_cell(row))


def spoken_id(known: str) -> str:
    """An id that people can say; blank for keys that only programs know one another by."""
    return "" if len(known) >= _FIRST_LONG and _KEY.match(known) else known


def deal(scene: Scene, row: int) -> Text:
    """``甬润机械·空压机监测（O-0118，286 万元）`` or ``Norbury Machinery · Compressor monitoring (O-0118, £2.86m)``; where
    neither customer nor name is known, its id, in Chinese with the space that stands before the next character."""
    deals = scene.deals
    amount, names = scene.amounts[row], deal_names(scene.book, row)
    spoken = None if amount is None else money(amount, scene.book)
    if not names:
        known = deal_label(deals, row)
        if spoken is None:
            return Text(f"商机 {known} ", known)
        return Text(f"商机 {known}（{spoken.zh}）", f"{known} ({spoken.en})")
    known = spoken_id(deals.id(row))
    known = "" if _short(_line(known)) in names else known  # without an id of its own a deal goes by its name
    zh = "，".join(filter(None, (known, spoken.zh if spoken else "")))
    en = ", ".join(filter(None, (known, spoken.en if spoken else "")))
    return Text("·".join(names) + (f"（{zh}）" if zh else ""), " · ".join(names) + (f" ({en})" if en else ""))


def deal_names(book: Book, row: int) -> list[str]:
    """The deal's customer and name, as far as they are known and no mere keys."""
    deals, table = book.table("pipeline"), book.table("customers")
    known, name = deals.get("customer")[row], deals.get("name")[row]
    at = table.by_id.get(known) if known else None
    called = (table.get("short_name")[at] or table.get("name")[at]) if at is not None else known
    said = [_line(part) for part in (called, name) if part]
    return [_short(part) for part in said if not _IS_ID.match(part) and spoken_id(part)]


def _line(text: object) -> str:
    return " ".join(str(text).split())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def customer(book: Book, row: int) -> Text:
    """``客户甬润机械有限公司（C-021）`` or ``Customer Norbury Machinery Ltd (C-021)``."""
    table = book.table("customers")
    name = _line(table.get("name")[row] or "")
    known = spoken_id(table.id(row))
    if not name or known == name:
        return Text(f"客户 {known or table.row_cell(row)}", f"Customer {known or table.row_cell(row)}")
    if not known:
        return Text(f"客户{name}", f"Customer {name}")
    return Text(f"客户{name}（{known}）", f"Customer {name} ({known})")


def stage_name(stage: Stage) -> Text:
    """The stage's name in each language, its other name or its code where it has none."""
    name = stage.name
    return Text(name.zh or name.en or stage.code, name.en or name.zh or stage.code)


def ask(book: Book, person_id: str | None) -> Text:
    """The start of an advice: ``请赵国梁`` or ``Ask Graham Whitlock to``; without an owner, whoever is in charge."""
    if not person_id:
        return Text("请负责人", "Ask the owner to")
    name = book.person_name(person_id)
    return Text(f"请{name}", f"Ask {name} to")
