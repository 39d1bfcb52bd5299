"""What follows for the rows of receipts: whose they are, what is open, what came before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.formula.single import Value, plain_value
from sheetsales.process.receipts import (
    contract_currencies,
    contract_of_order,
    money_received,
    receipt_currencies,
    whose,
)
from sheetsales.process.receivables import Receivables, receivables
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene

Values = list[Value]


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
    return _unknown_left_out(_half_filled_taken_off(found, scene), scene)


def _unknown_left_out(open_: Values, scene: Scene) -> Values:
    """Where money came and nobody can tell how much, what is open is unknown; that the amount is missing is told of."""
    table, contracts = scene.book.table("receipts"), scene.once(belongs)
    kinds, amounts, days, typed = (
        table.get("instalment"), scene.once(received), table.get("received_on"), table.raw.get("amount", ()),
    )  # fmt: skip
    rows = range(len(typed))
    is_told = [amounts[row] is None and (days[row] is not None or not is_blank(typed[row])) for row in rows]
    unknown = {(contracts[row], kinds[row]) for row in rows if is_told[row]}
    marks = zip(contracts, kinds, open_, strict=True) if unknown else ()
    return [None if (of, kind) in unknown else left for of, kind, left in marks] or open_


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
    return money_received(scene.book, column)


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


def _usual_currency(scene: Scene) -> Sequence[tuple[str, str]]:
    """Of every receipt the currency its contract is in, where nothing says it the first receipt's, and its own."""
    own, of = scene.book.settings.currency, scene.once(belongs)
    said: Sequence[str] = receipt_currencies(scene.book) or (own,) * len(of)
    usual = dict(contract_currencies(scene.book))
    if scene.book.table("contracts").has("currency"):
        usual = {number: usual.get(number, own) for number in scene.book.table("contracts").by_id}
    return [(usual.setdefault(c, one) if c else one, one) for c, one in zip(of, said, strict=True)]


def _other_currency(scene: Scene) -> Values:
    """The currency of a receipt where it is not that of its contract."""
    return [one if one != usual else None for usual, one in scene.once(_usual_currency)]


def _first_currency(scene: Scene) -> Values:
    return [usual for usual, _ in scene.once(_usual_currency)]


def _contract_status(scene: Scene) -> Values:
    """What the contract says of itself, where there is one on file."""
    contracts = scene.book.table("contracts")
    by_id, status = contracts.by_id, contracts.get("status")
    rows = (by_id.get(number) for number in scene.once(belongs))
    return [status[row] if row is not None else None for row in rows]


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    ("receipts", "belongs"): _of_contract,
    ("receipts", "own_due"): lambda scene: list(map(plain_value, scene.once(due))),
    ("receipts", "open"): _open,
    ("receipts", "contract_status"): _contract_status,
    ("receipts", "received_so_far"): _received_so_far,
    ("receipts", "due_for_contract"): partial(_per_contract, due),
    ("receipts", "paid_for_contract"): partial(_per_contract, received),
    ("receipts", "paid_before"): _earlier_payments,
    ("receipts", "other_currency"): _other_currency,
    ("receipts", "first_currency"): _first_currency,
}
"""Of the record receipts, by the key that formulas name it by."""
