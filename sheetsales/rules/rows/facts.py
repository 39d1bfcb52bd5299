"""Columns that no sheet has: what is known of a record from others, worked out where a rule names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sheetsales.formula.single import Value, serial
from sheetsales.rules.scene import Scene

Facts = Callable[[Scene], list[Value]]


def _stage_kind(scene: Scene) -> list[Value]:
    """open, won, after, lost, hold or plan; blank for a stage the process does not know."""
    kinds = {stage.code: stage.kind for stage in scene.book.process.stages}
    return [kinds.get(code) if code else None for code in scene.deals.get("stage")]


def _stage_order(scene: Scene) -> list[Value]:
    orders = {stage.code: float(stage.order) for stage in scene.book.process.stages}
    return [orders.get(code) if code else None for code in scene.deals.get("stage")]


def _own_amount(scene: Scene) -> list[Value]:
    """The amount in the workbook's currency."""
    return [None if amount is None else float(amount) for amount in scene.amounts]


def _last_contact(scene: Scene) -> list[Value]:
    """The day of the last activity; blank where there is none, or the workbook keeps no activities."""
    contact = scene.contact
    if contact is None:
        return [None] * len(scene.deals)
    customers = scene.deals.get("customer")
    days = (contact.of(scene.deals.id(row) or "", customer) for row, customer in enumerate(customers))
    return [None if day is None else serial(day) for day in days]


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    ("pipeline", "stage_kind"): _stage_kind,
    ("pipeline", "stage_order"): _stage_order,
    ("pipeline", "own_amount"): _own_amount,
    ("pipeline", "last_contact"): _last_contact,
}
"""By kind of record and the key that formulas name it by."""
