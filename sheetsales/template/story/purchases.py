"""What each customer bought, as the columns say it that the ledgers add to Customers: told of the deals of the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sheetsales.indicators.bought import Purchase, average_bought, bought, points
from sheetsales.indicators.grading import ASPECTS, suggested
from sheetsales.indicators.standard import USUAL
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.defaults import Preset, stages
from sheetsales.template.story.drafts import Row
from sheetsales.texts import Lang

Rows = Mapping[str, Sequence[Row]]
_NOTHING = Decimal()
_GIVEN_BACK = ("refund", "credit")


def with_purchases(rows: Rows, process: Preset, lang: Lang, today: dt.date) -> Rows:
    """The same rows, the customers with what they bought by the day; the marks follow from the packaged standard."""
    found = _purchases(rows["pipeline"], process, today)
    average = average_bought(found, today, _first_closing(rows["pipeline"]))
    months = {row["id"]: row.get("rebuy_months") for row in rows.get("products", ())}
    names = {choice.code: choice.label.in_(lang) for choice in BY_KEY["product"].choices}

    def rebuy(product: str) -> float | None:
        known = months.get(product)
        return float(known) if isinstance(known, Decimal) else None

    back = _given_back(rows.get("returns", ()))
    customers: list[Row] = []
    for at, row in enumerate(rows["customers"]):
        those = found.get(str(row.get("id")), [])
        scored = points(those, average, today, USUAL)
        levels = tuple(str(row[key]) if key in row else None for key in ASPECTS)
        grade = suggested(at, levels, scored, those[-1].day if those else None, today, USUAL)
        more: dict[str, object] = {"suggested_grade": grade.grade if grade is not None else None}
        if those:
            sums = bought(those, rebuy, back.get(str(row["id"]), _NOTHING))
            more |= {
                "last_purchase": sums.last,
                "purchases": Decimal(sums.count),
                "bought": sums.amount,
                "purchase_gap": None if sums.gap is None else Decimal(sums.gap),
                "next_purchase": sums.expected,
                "preference": names.get(sums.product, sums.product),
                "rfm": "-".join(map(str, scored)) if scored is not None else None,
            }
        customers.append(row | {k: v for k, v in more.items() if v is not None})  # type: ignore[arg-type]  # story values
    return {**rows, "customers": customers}


def _purchases(deals: Sequence[Row], process: Preset, today: dt.date) -> Mapping[str, list[Purchase]]:
    won = {row["code"] for row in stages(process) if row["kind"] in ("won", "after")}
    found: dict[str, list[Purchase]] = {}
    for deal in deals:
        day, amount = deal.get("closed_on"), deal.get("amount")
        if deal.get("stage") in won and isinstance(day, dt.date) and day <= today:
            known = amount if isinstance(amount, Decimal) else None
            found.setdefault(str(deal.get("customer")), []).append(
                Purchase(day, str(deal.get("product") or ""), known)
            )
    return {customer: sorted(those) for customer, those in found.items()}


def _first_closing(deals: Sequence[Row]) -> dt.date | None:
    return min((day for deal in deals if isinstance(day := deal.get("closed_on"), dt.date)), default=None)


def _given_back(found: Sequence[Row]) -> Mapping[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in found:
        amount = row.get("amount")
        if row.get("remedy") in _GIVEN_BACK and isinstance(amount, Decimal):
            sums[str(row["customer"])] = sums.get(str(row["customer"]), _NOTHING) + amount
    return sums
