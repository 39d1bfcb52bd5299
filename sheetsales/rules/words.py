"""How findings speak of deals, customers, people and stages."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.book.table import BookTable
from sheetsales.rules.scene import Scene
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Text


def money(amount: Decimal, book: Book) -> Text:
    """``286 万元`` or ``£2.86m``; no currency is said where the workbook names none."""
    currency = book.settings.text("currency")
    return Text(spoken_money(amount, "zh", currency), spoken_money(amount, "en", currency))


def deal_label(deals: BookTable, row: int) -> str:
    """What people call a deal: its id, else customer and name, as far as the row has them, else its cell."""
    known = deals.id(row)
    if known:
        return known
    customers = deals.raw.get("customer")
    parts = (customers[row] if customers else None, deals.get("name")[row])
    said = " · ".join(" ".join(str(part).split()) for part in parts if part is not None)
    return said or str(deals.row_cell(row))


def deal(scene: Scene, row: int) -> Text:
    """``商机 O-0118（286 万元）`` or ``O-0118 (£2.86m)``; without an amount just its id, in Chinese with the space that
    stands between an id and the next character."""
    known = deal_label(scene.deals, row)
    amount = scene.amounts[row]
    if amount is None:
        return Text(f"商机 {known} ", known)
    spoken = money(amount, scene.book)
    return Text(f"商机 {known}（{spoken.zh}）", f"{known} ({spoken.en})")


def customer(book: Book, row: int) -> Text:
    """``客户 C-021（甬润机械有限公司）`` or ``Customer C-021 (Norbury Machinery Ltd)``."""
    table = book.table("customers")
    name = str(table.get("name")[row] or "")
    known = table.id(row)
    if not known or not name or known == name:
        return Text(f"客户 {known or name}", f"Customer {known or name}")
    return Text(f"客户 {known}（{name}）", f"Customer {known} ({name})")


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
