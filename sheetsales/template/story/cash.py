"""The sheets of the module Orders and cash: what follows from the deals, and the days on which things happened."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sheetsales.template.story.deals import contract_no, quote_no
from sheetsales.template.story.drafts import Row, number_of, text_of
from sheetsales.template.story.people import MANAGER
from sheetsales.template.story.plan import MASTER_DAY, WHALE, Deal
from sheetsales.template.story.sources import Row as Source
from sheetsales.template.story.sources import source
from sheetsales.template.story.words import customers_by_id, pick
from sheetsales.texts import Lang, Text

_CENT = Decimal("0.01")
_VALID = dt.timedelta(days=30)
_PRICES_FROM = dt.date(2025, 1, 1)
_YEARLY = ("P3", "P6")
_LEAD_TIME = Text("签约后 20 个工作日", "20 working days from order")
_WARRANTY = Text("12 个月", "12 months")
_CARRIER = Text("德邦", "DPD")
_AWAITED = Text("合同文本已过评审，等集团采购签字。", "Contract reviewed; group purchasing has yet to sign.")


def product_rows(lang: Lang) -> list[Row]:
    """The price list: one price a product."""
    return [
        {
            "id": row["code"],
            "name": row[lang],
            "unit": row[f"unit_{lang}"],
            "price": Decimal(row["price"]),
            "floor_price": Decimal(row["floor"]),
            "cost": Decimal(row["cost"]),
            "valid_from": _PRICES_FROM,
            "goes_with": tuple(filter(None, row["goes_with"].split(","))),
            "rebuy_months": Decimal(row["rebuy"]) if row["rebuy"] else None,
            "tax_rate": Decimal(row["tax_" + lang]),
            "category": row[f"category_{lang}"],
        }
        for row in source("products")
    ]


def quote_rows(plan: Mapping[str, Deal], lang: Lang) -> list[Row]:
    """The quotations of the last ten weeks, a line each."""
    return [_quote(plan[row["deal"]], row, lang) for row in source("quotes")]


def _quote(deal: Deal, row: Source, lang: Lang) -> Row:
    on = next(visit.on for visit in deal.path if visit.stage == "quote")
    price = _price(deal.product)
    fixed = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return {
        "id": quote_no(deal),
        "customer": deal.customer,
        "product": deal.product,
        "quantity": Decimal(deal.quantity),
        "price": price,
        "discount": deal.discount,
        "amount": _cents(deal.quantity * price * (1 - deal.discount)),
        "date": on,
        "valid_to": fixed if fixed and deal.id == WHALE else on + _VALID,
        "owner": deal.owner,
        "status": "sent" if deal.is_open else "accepted",
        "opportunity": deal.id,
        "approved_by": deal.approved,
        "payment_terms": pick("terms", deal.terms, lang),
        "delivery": _LEAD_TIME.in_(lang),
        "warranty": _WARRANTY.in_(lang),
        "contact": customers_by_id()[deal.customer][f"contact_{lang}"],
    }


def _price(product: str) -> Decimal:
    return next(Decimal(row["price"]) for row in source("products") if row["code"] == product)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def signed(plan: Sequence[Deal]) -> list[Deal]:
    """The deals with a contract, by the day it was signed."""
    won = [deal for deal in plan if deal.closed_on is not None and deal.now.stage != "lost"]
    return sorted(won, key=lambda deal: (str(deal.closed_on), _nth_order(deal)))


def _nth_order(deal: Deal) -> int:
    return [row["deal"] for row in source("orders")].index(told(deal))


def told(deal: Deal) -> str:
    """The id of the deal in the story, of which this may be a variation."""
    return deal.id[: len(WHALE)]


def contract_rows(plan: Sequence[Deal], receipts: Sequence[Row], lang: Lang) -> list[Row]:
    """A contract for each deal won, with what came in for it, and the one that still waits for a signature."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    returned = {row["deal"]: Decimal(row["amount"]) for row in source("returns")}
    for row in receipts:
        paid[text_of(row, "contract")] += number_of(row, "amount")
    found = [_contract(deal, paid, returned.get(told(deal), Decimal(0)), lang) for deal in signed(plan)]
    waiting = [deal for deal in plan if deal.id == WHALE]
    return [*found, *(_unsigned(deal, lang) for deal in waiting)]


def _contract(deal: Deal, paid: Mapping[str, Decimal], returned: Decimal, lang: Lang) -> Row:
    number = contract_no(deal, lang)
    row = _head(deal, number, lang) | {
        "signed_on": deal.closed_on,
        "paid": paid[number],
        "unpaid": deal.amount - paid[number] - returned,
    }
    if deal.product in _YEARLY and deal.delivery is not None:
        row["start_on"] = deal.delivery + dt.timedelta(days=1)
        row["end_on"] = deal.delivery + dt.timedelta(days=365)
    over = not row["unpaid"] and row.get("end_on") is None
    return row | {"status": "completed" if over else "running"}


def _unsigned(deal: Deal, lang: Lang) -> Row:
    row = _head(deal, f"D{MASTER_DAY:%Y}-{deal.id[2:]}", lang)
    return row | {"status": "review", "notes": _AWAITED.in_(lang)}


def _head(deal: Deal, number: str, lang: Lang) -> Row:
    return {
        "id": number,
        "customer": deal.customer,
        "amount": deal.amount,
        "owner": deal.owner,
        "opportunity": deal.id,
        "payment_terms": pick("terms", deal.terms, lang),
        "delivery_on": deal.delivery,
        "reviewed_by": MANAGER,
    }


def order_no(deal: Deal) -> str:
    """The order's number: the deal's own."""
    return f"R-{deal.id[2:]}"


def order_rows(plan: Mapping[str, Deal], lang: Lang) -> list[Row]:
    """An order for each deal won."""
    return [_order(plan[row["deal"]], row, lang) for row in source("orders")]


def _order(deal: Deal, row: Source, lang: Lang) -> Row:
    return {
        "id": order_no(deal),
        "customer": deal.customer,
        "product": deal.product,
        "quantity": Decimal(deal.quantity),
        "price": _price(deal.product),
        "discount": deal.discount,
        "amount": deal.amount,
        "ordered_on": deal.closed_on,
        "confirmed_on": day_or_none(row["confirmed"]),
        "promised_on": deal.delivery,
        "shipped_on": day_or_none(row["shipped"]),
        "delivered_on": day_or_none(row["delivered"]),
        "owner": deal.owner,
        "opportunity": deal.id,
        "contract_no": contract_no(deal, lang),
        "fault": row["fault"],
        "carrier": _CARRIER.in_(lang) if row["shipped"] else None,
    }


def receipt_rows(plan: Mapping[str, Deal], lang: Lang) -> list[Row]:
    """The instalments of every contract, and what came in for them."""
    return [
        _receipt(plan[row["deal"]], number, row, lang) for number, row in enumerate(source("receipts"), 1)
    ]


def _receipt(deal: Deal, number: int, row: Source, lang: Lang) -> Row:
    due = deal.amount * Decimal(row["share"]) if row["share"] else None
    paid = _part(deal, row) if row["paid"] else due
    return {
        "id": f"RC-{number:03d}",
        "contract": contract_no(deal, lang),
        "instalment": row["instalment"],
        "due_on": day_or_none(row["due"]),
        "due_amount": due,
        "received_on": day_or_none(row["received"]),
        "amount": paid if row["received"] else None,
        "invoice_no": f"{'FP' if lang == 'zh' else 'INV'}-{number:04d}" if row["invoiced"] else None,
        "invoiced_on": day_or_none(row["invoiced"]),
        "method": row["method"],
        "notes": row[f"notes_{lang}"],
    }


def _part(deal: Deal, row: Source) -> Decimal:
    """What came in, where it is not what was due; it grows with the deal, a refund does not."""
    paid = Decimal(row["paid"])
    if row["instalment"] == "refund":
        return paid
    whole = next(Decimal(found["amount"]) for found in source("deals") if found["id"] == row["deal"])
    return _cents(paid * deal.amount / whole)


def return_rows(plan: Mapping[str, Deal], lang: Lang) -> list[Row]:
    """What came back."""
    return [
        {
            **{key: row[key] for key in ("id", "customer", "product", "reason", "remedy", "status", "owner")},
            "returned_on": day_or_none(row["returned_on"]),
            "order_no": order_no(plan[row["deal"]]),
            "quantity": Decimal(row["quantity"]),
            "amount": Decimal(row["amount"]),
            "settled_on": day_or_none(row["settled_on"]),
            "notes": row[f"notes_{lang}"],
        }
        for row in source("returns")
    ]


def day_or_none(text: str) -> dt.date | None:
    """The day of a source cell."""
    return dt.date.fromisoformat(text) if text else None
