"""By what a deal's amount is weighed before it earns: net of what, for which discount, for how late a payment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sheetsales.commission.facts import NOTHING, WHOLE, Deal, Receipt
from sheetsales.commission.plans import Plan, PlanRow


def discount_factor(plan: Plan, deal: Deal) -> Decimal:
    """1 where the plan has no bands; 0 for an unapproved discount beyond the owner's limit."""
    bands = plan.rows("factor", "discount", deal.closed_on)
    if not bands:
        return WHOLE
    return _band(bands, deal.discount) if deal.approved else NOTHING


def late_factor(plan: Plan, deal: Deal, receipt: Receipt) -> Decimal:
    """By days after due; 1 where the plan has no such bands or nobody knows when it was due."""
    bands = plan.rows("factor", "days_late", deal.closed_on)
    if not bands or receipt.days_late is None:
        return WHOLE
    return _band(bands, Decimal(max(receipt.days_late, 0)))


def _band(bands: Sequence[PlanRow], value: Decimal) -> Decimal:
    """Bands include their upper limit; what lies below all of them counts in full."""
    for band in sorted(bands, key=lambda b: b.low or NOTHING):
        if value < (band.low or NOTHING):
            return WHOLE
        if band.high is None or value <= band.high:
            return band.value if band.value is not None else WHOLE
    return WHOLE


def net_share(plan: Plan, deal: Deal) -> Decimal | None:
    """Which part of the amount is the base: after tax, freight or the cost of goods; None where that is unknown."""
    part = WHOLE
    for row in plan.rows("method", on=deal.closed_on):
        rate = row.value or NOTHING
        if row.basis == "net_of_tax":
            part = part / (WHOLE + rate)
        elif row.basis == "net_of_freight":
            part = part * (WHOLE - rate)
        elif row.basis == "margin":
            if deal.cost is None or not deal.amount:
                return None
            part = part * (deal.amount - deal.cost) / deal.amount
    return part
