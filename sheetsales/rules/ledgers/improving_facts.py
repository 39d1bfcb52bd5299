"""What follows for the rows of improvement and market: who has left, and the points of a customer at the time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from sheetsales.formula.single import Value
from sheetsales.process.points import balances, moves
from sheetsales.rules.persons import people_of
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene


def _owner_left(record: str, scene: Scene) -> list[Value]:
    people = people_of(scene)
    return [people.gone(owner, scene.today) for owner in scene.book.table(record).get("owner")]


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    **{(record, "owner_left"): partial(_owner_left, record) for record in ("problems", "risks", "meetings")},
    ("loyalty", "moved"): lambda scene: list(moves(scene.book)),
    ("loyalty", "balance_then"): lambda scene: list(balances(scene.book)),
}
"""By kind of record and the key that formulas name it by."""
