"""What is left of what was won after the cost of the products, and what a customer brings over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period, twelve_months_to
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.order_facts import Order
from sheetsales.process.price_list import PriceList
from sheetsales.texts import Text

NO_COST = Text("成交的产品都没有成本", "No product that was won has a cost on file")
_NOTHING = Decimal()


def profit(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ won amount − quantity × cost of the day it was won, by the lines of its orders where there are any; deals whose
    cost or amount is unknown are left out and counted."""
    if reason := _cannot_tell(facts):
        return unknown(reason)
    won = facts.won(period, scope)
    known = [m for _, m in margins(facts, won) if m is not None]
    if not won:
        return unknown(reasons.NOBODY_WON)
    if not known:
        return unknown(NO_COST, left_out=len(won))
    return Figure(sum(known, _NOTHING), len(known), left_out=len(won) - len(known))


def ltv(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Margin an order × orders a year and customer × the years expected, over the twelve months to the end."""
    if reason := _cannot_tell(facts) or reasons.missing(facts.book.table("pipeline"), "customer"):
        return unknown(reason)
    won = facts.won(twelve_months_to(min(period.last, facts.as_of)), scope)
    known = [m for _, m in margins(facts, won) if m is not None]
    buyers = {deal.customer for deal in won if deal.customer}
    if not known or not buyers:
        return unknown(NO_COST if won else reasons.NOBODY_WON, left_out=len(won))
    of_one, a_year = float(sum(known, _NOTHING)) / len(known), len(won) / len(buyers)
    years = facts.book.settings.number("ltv_years")
    return Figure(of_one * a_year * years, len(buyers), left_out=len(won) - len(known))


def _cannot_tell(facts: Facts) -> Text | None:
    return reasons.missing(facts.book.table("products"), "id", "cost") or reasons.missing(
        facts.book.table("pipeline"), "stage", "closed_on", "amount"
    )


def margins(facts: Facts, deals: Sequence[Deal]) -> Iterator[tuple[Deal, Decimal | None]]:
    """Every deal with its margin, None where it is unknown."""
    prices, of_deal = PriceList(facts.book), _orders_of(facts)
    for deal in deals:
        costs = list(_costs(facts, prices, deal, of_deal.get(deal.id, ())))
        known = [cost for cost in costs if cost is not None]
        whole = deal.amount is not None and costs and len(known) == len(costs)
        yield deal, deal.amount - sum(known, _NOTHING) if whole and deal.amount is not None else None


def _orders_of(facts: Facts) -> Mapping[str, Sequence[Order]]:
    found: dict[str, list[Order]] = {}
    for order in facts.orders(facts.as_of) if facts.book.has("orders") else ():
        if order.opportunity:
            found.setdefault(order.opportunity, []).append(order)
    return found


def _costs(facts: Facts, prices: PriceList, deal: Deal, orders: Sequence[Order]) -> Iterator[Decimal | None]:
    """The cost of every line."""
    table = facts.book.table("orders")
    products, quantities = table.get("product"), table.get("quantity")
    lines = [(products[row], quantities[row]) for order in orders for row in order.rows]
    for product, quantity in lines or [(deal.product, deal.quantity)]:
        if product is None or quantity is None or deal.closed_on is None:
            yield None
            continue
        cost = prices.cost(product, deal.closed_on, quantity)
        yield None if cost is None else cost * Decimal(str(quantity))
