"""Columns that no sheet of a module has: what follows from other rows and other sheets, each worked out once."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from sheetsales.book.process import Stage
from sheetsales.book.table import own_heading
from sheetsales.formula.single import Value, plain_value, serial
from sheetsales.process.money import amounts
from sheetsales.process.numbered import against_number, inherited
from sheetsales.process.order_facts import awaited
from sheetsales.process.quotations import Quotation
from sheetsales.regex import regex
from sheetsales.rules.ledgers.improving_facts import FACTS as IMPROVING_FACTS
from sheetsales.rules.ledgers.quote_facts import FACTS as QUOTE_FACTS
from sheetsales.rules.ledgers.quote_facts import known_quotations
from sheetsales.rules.ledgers.receipt_facts import FACTS as RECEIPT_FACTS
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene

Values = list[Value]

_DISCOUNT: Final = regex(r"折|让利|优惠|discount", re.IGNORECASE)

_QUOTE_HEADS: Final = ("customer", "date", "valid_to", "owner", "status", "opportunity", "approved_by")

_ORDER_HEADS: Final = ("customer", "ordered_on", "owner", "status", "opportunity", "contract_no")

_TOLD_OF_ORDERS: Final = ("customer", "ordered_on", "owner", "status", "opportunity")


def _whole(record: str, column: str, scene: Scene) -> Values:
    return list(map(plain_value, inherited(scene.book.table(record), column)))


def _other(record: str, column: str, scene: Scene) -> Values:
    return list(map(plain_value, against_number(scene.book.table(record), column)))


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


def _sent_quotation(scene: Scene) -> Values:
    """The quotation that went out while a deal is in a stage before that of quoting, the latest of several."""
    stages = scene.book.process.stages
    first = _first_quoting(stages)
    before = {s.code for s in stages if s.open and first is not None and s.order < first}
    latest: dict[str, Quotation] = {}
    for one in scene.once(known_quotations):
        if one.opportunity and one.named and one.quoted_on and one.outcome in ("out", "accepted"):
            latest[one.opportunity] = max(
                latest.get(one.opportunity, one), one, key=lambda q: q.quoted_on or dt.date.min
            )
    found: Values = []
    for deal, stage, since in zip(*map(scene.deals.get, ("id", "stage", "stage_since")), strict=True):
        sent = latest.get(deal or "") if stage in before else None
        later = sent is not None and sent.quoted_on is not None and (since is None or sent.quoted_on >= since)
        found.append(sent.named if sent is not None and later else "")
    return found


def _quote_stage(scene: Scene) -> Values:
    """The code of the stage in which deals are quoted."""
    stages = scene.book.process.stages
    first = _first_quoting(stages)
    code = next((s.code for s in stages if s.open and s.order == first), "")
    return [code] * len(scene.deals.get("stage"))


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


def _own_amounts(record: str, scene: Scene) -> Values:
    """The amounts in the workbook's currency; blank where there is no rate."""
    return list(map(plain_value, amounts(scene.book, record)))


def _left_us(scene: Scene) -> Values:
    """Whether a line was shipped or delivered, by its dates or by what its status says."""
    orders = scene.book.table("orders")
    columns = (inherited(orders, "status"), orders.get("shipped_on"), orders.get("delivered_on"))
    return [
        status in ("shipped", "delivered") or bool(shipped or delivered)
        for status, shipped, delivered in zip(*columns, strict=True)
    ]


def _own_discount(record: str, scene: Scene) -> Values:
    """Whether a sheet has a column of discounts that is not read: then nobody can tell what an amount should be."""
    table = scene.book.table(record)
    told = not table.has("discount") and any(_DISCOUNT.search(own_heading(key)) for key in table.own)
    return [told] * len(table)


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
    ("orders", "sent"): _left_us,
    ("orders", "awaited"): lambda scene: list(awaited(scene.book.table("orders"))),
    ("orders", "own_discount"): partial(_own_discount, "orders"),
    ("quotes", "own_discount"): partial(_own_discount, "quotes"),
    ("orders", "own_amount"): partial(_own_amounts, "orders"),
    ("contracts", "own_amount"): partial(_own_amounts, "contracts"),
    ("products", "overlap"): lambda scene: scene.once(_overlap),
    ("products", "overlap_price"): partial(_overlapping, "price"),
    ("pipeline", "quoted"): _quoted,
    ("pipeline", "quoted_since"): _quoted_since,
    ("pipeline", "sent_quotation"): _sent_quotation,
    ("pipeline", "quote_stage"): _quote_stage,
    ("contracts", "sent_on"): partial(_sent_part, 0),
    ("contracts", "sent_how"): partial(_sent_part, 1),
    ("contracts", "sent_order"): partial(_sent_part, 2),
    **QUOTE_FACTS,
    **RECEIPT_FACTS,
    **IMPROVING_FACTS,
}
"""By kind of record and the key that formulas name it by."""
