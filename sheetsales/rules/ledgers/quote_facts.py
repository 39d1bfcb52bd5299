"""What follows for the lines of quotations: prices in force, what is given away, which quotation is the latest."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from sheetsales.formula.single import Value, plain_value
from sheetsales.process.discounts import Limits
from sheetsales.process.numbered import inherited
from sheetsales.process.price_list import PriceList, line_amount
from sheetsales.process.quotations import Quotation, quotations
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene

Values = list[Value]


def price_list(scene: Scene) -> PriceList:
    return PriceList(scene.book)


def _in_force(scene: Scene) -> list[int | None]:
    """The row of the price list for each line of a quotation."""
    table, prices = scene.book.table("quotes"), scene.once(price_list)
    lines = zip(table.get("product"), inherited(table, "date"), table.get("quantity"), strict=True)
    known: dict[Any, int | None] = {}
    found = []
    for line in lines:
        if line not in known:
            product, day, quantity = line
            known[line] = prices.offered(product, day, quantity) if product and day else None
        found.append(known[line])
    return found


def _listed(column: str, scene: Scene) -> Values:
    prices, rows = scene.once(price_list), scene.once(_in_force)
    return [plain_value(prices.money(row, column)) for row in rows]


def _priced(scene: Scene) -> Values:
    """Whether a line's product is one that a price list could know: there is a list, and the line names one."""
    kept = any(price is not None for price in scene.book.table("products").get("price"))
    return [kept and bool(product) for product in scene.book.table("quotes").get("product")]


def _net(scene: Scene) -> Values:
    """What one costs after the discount, by the list where no price is typed."""
    table, prices = scene.book.table("quotes"), scene.once(price_list)
    listed = (prices.money(row) for row in scene.once(_in_force))
    lines = zip(table.get("price"), listed, table.get("discount"), strict=True)
    found: Values = []
    for typed, by_list, off in lines:
        price = by_list if typed is None else typed
        found.append(None if price is None else float(line_amount(1, price, off)))
    return found


def _given_away(scene: Scene) -> Values:
    """The share taken off list: of a price below the list as well as of a discount."""
    prices = scene.once(price_list)
    off = scene.book.table("quotes").get("discount")
    found: Values = []
    for each, row, typed in zip(scene.once(_net), scene.once(_in_force), off, strict=True):
        listed = prices.money(row)
        found.append(1 - each / float(listed) if listed and isinstance(each, float) else typed)
    return found


def _own_limit(scene: Scene) -> Values:
    limits = Limits(scene.book)
    return list(map(limits.of, inherited(scene.book.table("quotes"), "owner")))


def _approved(scene: Scene) -> Values:
    """yes or no: whether who approved the line's discount may; blank where nobody is named or the right is unknown."""
    limits = Limits(scene.book)
    approvers = inherited(scene.book.table("quotes"), "approved_by")
    pairs = zip(approvers, scene.once(_given_away), strict=True)
    allowed = (
        limits.allows(person, share) if person and isinstance(share, float) else None
        for person, share in pairs
    )
    return [None if may is None else "yes" if may else "no" for may in allowed]


def _approver(scene: Scene) -> Values:
    """Whom to ask for a line's discount."""
    limits = Limits(scene.book)
    owners = inherited(scene.book.table("quotes"), "owner")
    known: dict[Any, str | None] = {}
    found: Values = []
    for owner, own, share in zip(owners, _own_limit(scene), scene.once(_given_away), strict=True):
        asks = isinstance(share, float) and isinstance(own, float) and share > own
        mark = (owner, share)
        if asks and mark not in known:
            known[mark] = limits.approver_for(owner, float(share))  # type: ignore[arg-type]  # a number, as just asked
        found.append(known[mark] if asks else None)
    return found


def _floor_broken(scene: Scene) -> Values:
    floors = _listed("floor_price", scene)
    pairs = zip(scene.once(_net), floors, strict=True)
    return [isinstance(a, float) and isinstance(b, float) and a < b - _CENT for a, b in pairs]


_CENT: Final = 0.005


def known_quotations(scene: Scene) -> tuple[Quotation, ...]:
    return quotations(scene.book, scene.today)


_LIVE: Final = ("draft", "out", "accepted")


def _of_quotations(tell: Callable[[Quotation], Value], scene: Scene) -> Values:
    """What is told of a quotation, at each of its lines."""
    found: Values = [None] * len(scene.book.table("quotes"))
    for quotation in scene.once(known_quotations):
        told = tell(quotation)
        for row in quotation.rows:
            found[row] = told
    return found


def _latest(scene: Scene) -> Values:
    """Whether a line belongs to the latest quotation of its deal that still counts."""
    best: dict[str, Quotation] = {}
    for one in scene.once(known_quotations):
        if one.opportunity and one.named and one.outcome in _LIVE:
            best[one.opportunity] = max(best.get(one.opportunity, one), one, key=_when)
    chosen = {one.number for one in best.values()}
    return _of_quotations(lambda one: one.number in chosen, scene)


def _when(one: Quotation) -> tuple[dt.date, int]:
    return one.quoted_on or dt.date.min, one.rows[-1]


def _rival(scene: Scene) -> Values:
    """The other quotation that was sent for the same deal and is valid as well, at the later of the two."""
    valid: defaultdict[str, list[Quotation]] = defaultdict(list)
    for one in scene.once(known_quotations):
        lasts = one.valid_to is not None and one.valid_to >= scene.today
        if one.opportunity and one.named and one.outcome == "out" and lasts:
            valid[one.opportunity].append(one)
    found: Values = [None] * len(scene.book.table("quotes"))
    for first, *others in valid.values():
        for other in others:
            found[other.rows[0]] = first.number
    return found


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    ("quotes", "listed_price"): partial(_listed, "price"),
    ("quotes", "listed_floor"): partial(_listed, "floor_price"),
    ("quotes", "priced"): _priced,
    ("quotes", "net"): lambda scene: scene.once(_net),
    ("quotes", "given_away"): lambda scene: scene.once(_given_away),
    ("quotes", "own_limit"): _own_limit,
    ("quotes", "approved"): _approved,
    ("quotes", "approver"): _approver,
    ("quotes", "below_floor"): _floor_broken,
    ("quotes", "live"): partial(_of_quotations, lambda one: one.outcome in _LIVE),
    ("quotes", "total"): partial(_of_quotations, lambda one: plain_value(one.amount)),
    ("quotes", "ends"): partial(_of_quotations, lambda one: plain_value(one.valid_to)),
    ("quotes", "latest"): _latest,
    ("quotes", "rival"): _rival,
}
"""Of the record quotes, by the key that formulas name it by."""
