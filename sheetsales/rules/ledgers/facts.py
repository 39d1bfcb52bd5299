"""Columns that no sheet of a module has: what follows from other rows and other sheets, each worked out once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from sheetsales.book.amount_currency import currencies
from sheetsales.book.process import Stage
from sheetsales.formula.single import Value, plain_value, serial
from sheetsales.process.discounts import Limits
from sheetsales.process.numbered import against_number, inherited
from sheetsales.process.price_list import PriceList, line_amount
from sheetsales.process.quotations import Quotation, quotations
from sheetsales.process.receipts import contract_of_order, converted, whose
from sheetsales.process.receivables import Receivables, receivables
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene

Values = list[Value]
_QUOTE_HEADS: Final = ("customer", "date", "valid_to", "owner", "status", "opportunity", "approved_by")
_ORDER_HEADS: Final = ("customer", "ordered_on", "owner", "status", "opportunity", "contract_no")
_TOLD_OF_ORDERS: Final = ("customer", "ordered_on", "owner", "status", "opportunity")


def _whole(record: str, column: str, scene: Scene) -> Values:
    return list(map(plain_value, inherited(scene.book.table(record), column)))


def _other(record: str, column: str, scene: Scene) -> Values:
    return list(map(plain_value, against_number(scene.book.table(record), column)))


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


def _quoting(stage: Stage, first: int | None) -> bool:
    return stage.kind in ("won", "after") or (stage.open and first is not None and stage.order >= first)


def _first_quoting(stages: Iterable[Stage]) -> int | None:
    """The order of the open stage in which deals are quoted: the one before the first that asks for the number."""
    way = sorted((s for s in stages if s.open), key=lambda s: s.order)
    asking = next((at for at, s in enumerate(way) if any(f.column == "quote_no" for f in s.required)), None)
    return None if asking is None else way[max(asking - 1, 0)].order


def _quoted(scene: Scene) -> Values:
    """Whether a deal has come as far as the quotation, or is won."""
    stages = scene.book.process.stages
    first = _first_quoting(stages)
    reached = {stage.code for stage in stages if _quoting(stage, first)}
    return [stage in reached for stage in scene.deals.get("stage")]


def _quoted_since(scene: Scene) -> Values:
    """The day a deal was first seen as far as the quotation, else since when it is in its stage."""
    stages = scene.book.process.stages
    first = _first_quoting(stages)
    reached = {stage.code for stage in stages if _quoting(stage, first)}
    log = scene.book.table("stage_log")
    seen: dict[str, dt.date] = {}
    for deal, day, stage in zip(log.get("opportunity"), log.get("seen_on"), log.get("to"), strict=True):
        if deal and day and stage in reached:
            seen[deal] = min(day, seen.get(deal, day))
    pairs = zip(scene.deals.get("id"), scene.deals.get("stage_since"), strict=True)
    days = (seen.get(deal or "") or since for deal, since in pairs)
    return [None if day is None else serial(day) for day in days]


def money(scene: Scene) -> Receivables:
    return receivables(scene.book, scene.today)


def belongs(scene: Scene) -> Sequence[str]:
    return whose(scene.book.table("receipts"), contract_of_order(scene.book))


def _of_contract(scene: Scene) -> Values:
    return [number or None for number in scene.once(belongs)]


def _open(scene: Scene) -> Values:
    """What is open of a row with an amount due; blank where its contract was broken off or is not signed."""
    found: Values = [None] * len(scene.book.table("receipts"))
    known = scene.once(money)
    placed = {one.row for account in known.accounts for one in account.instalments}
    ids = set(scene.book.table("contracts").get("id"))
    for one in known.receipts.instalments:
        if one.row in placed or one.of not in ids:
            found[one.row] = float(one.unpaid or 0)
    for account in known.accounts:
        left = {one.row: open_ for one, open_ in account.unpaid()}
        for one in account.instalments:
            found[one.row] = float(left.get(one.row, 0))
    return _half_filled_taken_off(found, scene)


def _half_filled_taken_off(open_: Values, scene: Scene) -> Values:
    """What came in on a day nobody noted is told by SS654; it is not asked for as well."""
    table, contracts = scene.book.table("receipts"), scene.once(belongs)
    kinds, amounts = table.get("instalment"), scene.once(received)
    came: defaultdict[tuple[str, Any], float] = defaultdict(float)
    for row in scene.once(money).receipts.undated:
        came[contracts[row], kinds[row]] += float(amounts[row] or 0)
    for row, left in enumerate(open_) if came else ():
        mark = (contracts[row], kinds[row])
        if isinstance(left, float) and mark in came:
            taken = min(left, max(came[mark], 0))
            open_[row] = left - taken
            came[mark] -= taken
    return open_


def _receipts(column: str, scene: Scene) -> Sequence[Any]:
    return converted(scene.book, scene.book.table("receipts"), column)


def due(scene: Scene) -> Sequence[Any]:
    return _receipts("due_amount", scene)


def received(scene: Scene) -> Sequence[Any]:
    return _receipts("amount", scene)


def _received_so_far(scene: Scene) -> Values:
    """All that came in for the contract down to this row."""
    total: defaultdict[str, float] = defaultdict(float)
    found: Values = []
    for contract, amount in zip(scene.once(belongs), scene.once(received), strict=True):
        total[contract] += float(amount or 0)
        found.append(total[contract] if contract and amount is not None else None)
    return found


def _per_contract(amounts: Callable[[Scene], Sequence[Any]], scene: Scene) -> Values:
    contracts = scene.once(belongs)
    sums: defaultdict[str, float] = defaultdict(float)
    for contract, amount in zip(contracts, scene.once(amounts), strict=True):
        sums[contract] += float(amount or 0)
    return [sums[contract] if contract else None for contract in contracts]


def _earlier_payments(scene: Scene) -> Values:
    """What was left, on a refund's day, of all that had come in for its contract, other refunds taken off."""
    days = scene.book.table("receipts").get("received_on")
    rows = list(zip(scene.once(belongs), scene.once(received), days, strict=True))
    moved: defaultdict[str, list[tuple[dt.date, float, int]]] = defaultdict(list)
    for row, (contract, amount, day) in enumerate(rows):
        if contract and amount and day:
            moved[contract].append((day, float(amount), row))
    found: Values = []
    for row, (contract, amount, day) in enumerate(rows):
        if not (contract and amount is not None and amount < 0 and day):
            found.append(None)
            continue
        before = (money for on, money, at in moved[contract] if at != row and on <= day)
        found.append(float(sum(before)))
    return found


def _other_currency(scene: Scene) -> Values:
    """The currency of a receipt where it is not that of the contract's first row."""
    table = scene.book.table("receipts")
    said: Sequence[str] | None = currencies(table, scene.book.settings.currency)
    if said is None:
        return [None] * len(table)
    first: dict[str, str] = {}
    found: Values = []
    for contract, currency in zip(scene.once(belongs), said, strict=True):
        usual = first.setdefault(contract, currency) if contract else currency
        found.append(currency if currency != usual else None)
    return found


def _first_currency(scene: Scene) -> Values:
    table = scene.book.table("receipts")
    own = scene.book.settings.currency
    said: Sequence[str] = currencies(table, own) or (own,) * len(table)
    first: dict[str, str] = {}
    return [first.setdefault(c, s) if c else s for c, s in zip(scene.once(belongs), said, strict=True)]


def _sent(scene: Scene) -> Mapping[str, tuple[dt.date, str, str]]:
    """By contract, the first day anything of it was shipped or delivered, which of the two, and on what order."""
    orders = scene.book.table("orders")
    columns = (
        inherited(orders, "contract_no"), inherited(orders, "status"), orders.get("id"),
        orders.get("shipped_on"), orders.get("delivered_on"),
    )  # fmt: skip
    first: dict[str, tuple[dt.date, str, str]] = {}
    for contract, status, number, shipped, delivered in zip(*columns, strict=True):
        day = shipped or delivered
        if contract and day and status != "cancelled":
            sent = (day, "shipped" if shipped else "delivered", number or "")
            first[contract] = min(sent, first.get(contract, sent))
    return first


def _sent_part(part: int, scene: Scene) -> Values:
    sent = scene.once(_sent)
    numbers = scene.book.table("contracts").get("id")
    return [plain_value(sent[number][part]) if number in sent else None for number in numbers]


def _left_us(scene: Scene) -> Values:
    """Whether a line was shipped or delivered, by its dates or by what its status says."""
    orders = scene.book.table("orders")
    columns = (inherited(orders, "status"), orders.get("shipped_on"), orders.get("delivered_on"))
    return [
        status in ("shipped", "delivered") or bool(shipped or delivered)
        for status, shipped, delivered in zip(*columns, strict=True)
    ]


def _overlap(scene: Scene) -> Values:
    """The earlier row of the price list that has the same product, quantity and days, at the later of the two."""
    table = scene.book.table("products")
    columns = (table.get(key) for key in ("id", "min_quantity", "valid_from", "valid_to", "price", "active"))
    spans: defaultdict[tuple[Any, float], list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    for row, (code, least, start, end, price, active) in enumerate(zip(*columns, strict=True)):
        if code and price is not None and active is not False:
            spans[code, least or 0].append((start or dt.date.min, end or dt.date.max, row))
    found: Values = [None] * len(table)
    for rows in spans.values():
        rows.sort()
        last = rows[0]
        for span in rows[1:]:
            if span[0] <= last[1]:
                found[span[2]] = float(last[2])
            last = max(last, span, key=lambda s: s[1])
    return found


def _overlapping(column: str, scene: Scene) -> Values:
    values = scene.book.table("products").get(column)
    rows = scene.once(_overlap)
    return [plain_value(values[int(row)]) if isinstance(row, float) else None for row in rows]


def _heads(record: str, columns: Sequence[str], told: Sequence[str]) -> dict[tuple[str, str], Facts]:
    whole: dict[tuple[str, str], Callable[[Scene], Values]] = {
        (record, f"head_{column}"): partial(_whole, record, column) for column in columns
    }
    return whole | {(record, f"other_{column}"): partial(_other, record, column) for column in told}


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    **_heads("quotes", _QUOTE_HEADS, _QUOTE_HEADS),
    **_heads("orders", _ORDER_HEADS, _TOLD_OF_ORDERS),
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
    ("orders", "sent"): _left_us,
    ("products", "overlap"): lambda scene: scene.once(_overlap),
    ("products", "overlap_price"): partial(_overlapping, "price"),
    ("pipeline", "quoted"): _quoted,
    ("pipeline", "quoted_since"): _quoted_since,
    ("contracts", "sent_on"): partial(_sent_part, 0),
    ("contracts", "sent_how"): partial(_sent_part, 1),
    ("contracts", "sent_order"): partial(_sent_part, 2),
    ("receipts", "belongs"): _of_contract,
    ("receipts", "own_due"): lambda scene: list(map(plain_value, scene.once(due))),
    ("receipts", "open"): _open,
    ("receipts", "received_so_far"): _received_so_far,
    ("receipts", "due_for_contract"): partial(_per_contract, due),
    ("receipts", "paid_for_contract"): partial(_per_contract, received),
    ("receipts", "paid_before"): _earlier_payments,
    ("receipts", "other_currency"): _other_currency,
    ("receipts", "first_currency"): _first_currency,
}
"""By kind of record and the key that formulas name it by."""
