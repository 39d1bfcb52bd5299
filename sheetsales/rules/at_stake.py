"""The money a record puts at risk: a deal its own amount, a customer the deals under way, a task the deal it is about, an
instalment what came in, else what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from sheetsales.process.money import amounts
from sheetsales.rules.scene import Scene

_UNDER_WAY: Final = ("open", "hold")


class Stake(NamedTuple):
    """An amount in the workbook's currency, None where unknown; ``deals`` are those it is made of, where the record is
    no deal itself."""

    money: Decimal | None
    deals: tuple[tuple[str, Decimal], ...] = ()


NOTHING: Final = Stake(None)


def stakes_of(scene: Scene, record_key: str) -> Callable[[int], Stake]:
    """Row of the record → what it puts at risk."""
    table = scene.book.table(record_key)
    if record_key == "pipeline":
        return lambda row: Stake(scene.amounts[row])
    if record_key == "receipts":
        from sheetsales.process.receipts import converted as converted_column

        came, due = (converted_column(scene.book, table, key) for key in ("amount", "due_amount"))
        return lambda row: Stake(due[row] if came[row] is None else came[row])
    if table.record.money_column:
        converted = amounts(scene.book, record_key)
        return lambda row: Stake(converted[row])
    if record_key == "customers":
        ids = table.get("id")
        return lambda row: _of_deals(scene, scene.once(_by_customer).get(ids[row] or "", ()))
    if record_key == "tasks":
        about = table.get("opportunity")
        return lambda row: _of_deals(scene, _deal(scene, about[row]))
    return lambda _: NOTHING


def _deal(scene: Scene, known: str | None) -> tuple[int, ...]:
    row = scene.deals.by_id.get(known) if known else None
    return () if row is None else (row,)


def _by_customer(scene: Scene) -> Mapping[str, tuple[int, ...]]:
    """The rows of deals under way by customer id."""
    stages = {stage.code for stage in scene.book.process.stages if stage.kind in _UNDER_WAY}
    found: dict[str, tuple[int, ...]] = {}
    pairs = zip(scene.deals.get("customer"), scene.deals.get("stage"), strict=True)
    for row, (customer, stage) in enumerate(pairs):
        if customer is not None and stage in stages:
            found[customer] = (*found.get(customer, ()), row)
    return found


def _of_deals(scene: Scene, rows: tuple[int, ...]) -> Stake:
    deals = scene.deals
    known = [
        (deals.id(row) or str(deals.row_cell(row)), amount)
        for row in rows
        if (amount := scene.amounts[row]) is not None
    ]
    return Stake(sum((amount for _, amount in known), Decimal(0)), tuple(known)) if known else NOTHING
