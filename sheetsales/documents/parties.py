"""Who sells, who buys and who signs: the fields every document has."""

from __future__ import annotations

from sheetsales.book.book import Book
from sheetsales.documents.document import written
from sheetsales.forms.contents import Value


def seller(book: Book) -> dict[str, Value]:
    """The seller by Settings; the team's name where nobody wrote the registered one."""
    settings = book.settings
    name = settings.text("seller_name") or settings.team_name
    details = settings.text("seller_details")
    return {"seller_name": written(name), "seller": written(name), "seller_details": written(details)}


def buyer(book: Book, customer: str, contact: str | None = None) -> dict[str, Value]:
    """The customer as Customers has it; ``contact`` is whom the document itself names."""
    table = book.table("customers")
    row = table.by_id.get(customer)

    def of(key: str) -> str:
        return str(table.get(key)[row] or "") if row is not None else ""

    return {
        "buyer": written(of("name") or customer),
        "buyer_contact": written(contact or of("contact")),
        "buyer_phone": written(of("phone")),
        "buyer_address": written(of("address")),
        "buyer_no": written(of("credit_code") or of("registration_no")),
    }


def short_name(book: Book, customer: str) -> str:
    """What a customer is called in a file's name."""
    table = book.table("customers")
    row = table.by_id.get(customer)
    if row is None:
        return customer
    return str(table.get("short_name")[row] or table.get("name")[row] or customer)


def owner(book: Book, person: str) -> dict[str, Value]:
    team = book.table("team")
    row = team.by_id.get(person)

    def of(key: str) -> str:
        return str(team.get(key)[row] or "") if row is not None else ""

    return {
        "owner_name": written(of("name") or person),
        "owner_phone": written(of("phone")),
        "owner_email": written(of("email")),
    }
