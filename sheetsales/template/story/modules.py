"""The sheets of modules in the story: the same year, seen from the ledgers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sheetsales.template.story.care import contact_rows, service_rows, survey_rows
from sheetsales.template.story.cash import (
    contract_rows,
    order_rows,
    product_rows,
    quote_rows,
    receipt_rows,
    return_rows,
    told,
)
from sheetsales.template.story.drafts import Row, Rows
from sheetsales.template.story.kept import KEPT, kept_rows
from sheetsales.template.story.pay import plan_rows
from sheetsales.template.story.plan import Deal
from sheetsales.texts import Lang

TOLD = (
    "contacts", "products", "quotes", "contracts", "orders", "receipts", "returns", "service", "surveys",
    "commission_plans", *KEPT,
)  # fmt: skip
"""The sheets of modules that the story has rows for, by record key."""


def module_rows(wanted: Collection[str], plan: Sequence[Deal], customers: Sequence[Row], lang: Lang) -> Rows:
    """The rows of the wanted sheets that the story tells of, blank cells left out."""
    by_id = {told(deal): deal for deal in plan}
    receipts = receipt_rows(by_id, lang)
    found: Rows = {
        "contacts": contact_rows(customers, lang),
        "products": product_rows(lang),
        "quotes": quote_rows(by_id, lang),
        "contracts": contract_rows(plan, receipts, lang),
        "orders": order_rows(by_id, lang),
        "receipts": receipts,
        "returns": return_rows(by_id, lang),
        "service": service_rows(lang),
        "surveys": survey_rows(customers, lang),
        "commission_plans": plan_rows(lang),
        **{key: kept_rows(key, lang) for key in KEPT if key in wanted},
    }
    return {key: [_filled(row) for row in found[key]] for key in TOLD if key in wanted}


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in (None, "", ())}
