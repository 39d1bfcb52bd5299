"""SS212: one deal entered twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sheetsales.book.parsing.cleaning import fold
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked, stages_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, deal_label
from sheetsales.speech.counts import count_of
from sheetsales.texts import NO_TEXT, Text

DUPLICATE_DEAL = RuleInfo(
    code="SS212",
    name="duplicate-deal",
    severity=Severity.WARNING,
    title=Text("像是同一单录了两次", "The same deal entered twice"),
    why=Text(
        "一单录成两行，金额和预测就多算一遍，两个人还可能各报各的价。",
        "One deal in two rows counts its money twice, and two people may quote it differently.",
    ),
    fix=Text(
        "同一单的留一行，跟进记录改挂到这一行；不是同一单的，在名称里写明区别。",
        "If they are one, keep one row and move its activities there; if not, say the difference in the name.",
    ),
    example=Text(
        "商机!C15 的商机 O-0142 与 商机!C12 的 O-0139 客户、名称和金额都一样，创建只差 2 天。",
        "O-0142 at Pipeline!C15 and O-0139 at Pipeline!C12 have the same customer, name and amount and were created 2 days "
        "apart.",
    ),
)

_SAME_NAME_DAYS: Final = 30
_SAME_PRODUCT_DAYS: Final = 7

_MESSAGE = Text(
    "{cell} 的{deal}与 {other_cell} 的 {other} 像是同一单：客户、{same}和金额都一样，创建{apart}。",
    "{deal} at {cell} looks like {other} at {other_cell}: same customer, {same} and amount, created {apart}.",
)
_HINT = Text(
    "{ask}{with_whom}核对：同一单的留一行，跟进记录改挂过去；不是的，在名称里写明区别。",
    "{ask} compare them{with_whom}: keep one row and move its activities, or say the difference in the name.",
)
_NAME, _PRODUCT = Text("名称", "name"), Text("产品、数量", "product, quantity")


class _Twin(NamedTuple):
    first: int
    same: Text
    days: int


def duplicate_deals(scene: Scene) -> Iterator[Finding]:
    deals = scene.deals
    if not (deals.has("customer") and deals.has("amount") and deals.has("created_on")):
        return
    hits = list(_twins(scene))

    def say(row: int, twin: _Twin) -> Said:
        column = "name" if deals.cell(row, "name") else "customer"
        message = _MESSAGE.fill(
            deal=deal(scene, row),
            cell=deals.cell(row, column),
            other=deal_label(deals, twin.first),
            other_cell=deals.cell(twin.first, column),
            same=twin.same,
            apart=_apart(twin.days),
        )
        return Said(
            column, message, _HINT.fill(ask=asked(scene, row), with_whom=_with(scene, row, twin.first))
        )

    yield from teller_of(scene, "pipeline").all(DUPLICATE_DEAL, hits, say)


def _apart(days: int) -> Text:
    if not days:
        return Text("在同一天", "on the same day")
    return Text(f"只差 {days} 天", f"{count_of(days, 'day')} apart")


def _with(scene: Scene, row: int, other: int) -> Text:
    """Whom to compare with: the owner of the other row where that is somebody else."""
    mine, theirs = (scene.deals.get("owner")[i] for i in (row, other))
    if not theirs or mine == theirs:
        return NO_TEXT
    name = scene.book.person_name(theirs)
    return Text(f"同{name}", f" with {name}")


def _twins(scene: Scene) -> Iterator[tuple[int, _Twin]]:
    """The later row of every pair that looks like one deal, with the nearest earlier one."""
    deals = scene.deals
    keys = ("customer", "name", "product", "quantity", "amount", "created_on")
    columns = [deals.get(key) for key in keys]
    known: dict[tuple[Any, ...], list[int]] = {}
    days = deals.get("created_on")
    for row in _of_one_amount(scene):
        customer, name, product, quantity, amount, created = (column[row] for column in columns)
        twin = None
        for key, same, most in _alike(customer, name, product, quantity, amount):
            earlier = known.setdefault(key, [])
            twin = twin or _nearest(earlier, days, created, same, most)
            earlier.append(row)
        if twin is not None:
            yield row, twin


def _of_one_amount(scene: Scene) -> Sequence[int]:
    """The rows, but for lost deals, whose customer has another of the same amount."""
    deals = scene.deals
    gone = stages_of(scene, "lost")
    first: dict[tuple[str, Decimal], int] = {}
    found: set[int] = set()
    keys = ("customer", "amount", "created_on", "stage")
    for row, (customer, amount, created, stage) in enumerate(zip(*map(deals.get, keys), strict=True)):
        if customer and amount and created and stage not in gone:
            other = first.setdefault((customer, amount), row)
            if other != row:
                found.update((other, row))
    return sorted(found)


def _alike(
    customer: str, name: str | None, product: str | None, quantity: Decimal | None, amount: Decimal
) -> Iterator[tuple[tuple[Any, ...], Text, int]]:
    if name:
        yield (customer, amount, fold(name)), _NAME, _SAME_NAME_DAYS
    if product and quantity:
        yield (customer, amount, product, quantity), _PRODUCT, _SAME_PRODUCT_DAYS


_LOOKED_AT: Final = 8
"""How many earlier rows alike are compared: of hundreds alike the last few tell enough."""


def _nearest(rows: list[int], days: Any, created: dt.date, same: Text, most: int) -> _Twin | None:
    apart = [(abs((created - days[row]).days), row) for row in rows[-_LOOKED_AT:]]
    near = min(apart, default=None)
    return _Twin(near[1], same, near[0]) if near is not None and near[0] <= most else None


DUPLICATE_RULES: tuple[Rule, ...] = (Rule(DUPLICATE_DEAL, duplicate_deals),)
