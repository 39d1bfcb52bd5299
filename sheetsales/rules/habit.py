"""Many findings of one rule: told deal by deal, or as one where they are a habit or too many to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_finding import deal_finding
from sheetsales.rules.scene import Scene
from sheetsales.texts import Text

A_HABIT: Final = 10
"""From so many on, what half of the deals share is told once in a workbook without stages of its own."""
TOO_MANY: Final = 2_000
"""Beyond so many, what one rule finds is told once in any workbook."""

_MANY = Text("{title}：有 {count} 单，第一处在 {cell}。", "{title}: {count} deals, the first at {cell}.")

Fact = TypeVar("Fact")


class Said(NamedTuple):
    """What is said of one deal: at which column, what is wrong and what to do.

    ``severity`` is another than the rule's own; ``key`` tells findings of one rule, record and column apart.
    """

    column: str
    message: Text
    hint: Text
    severity: Severity | None = None
    key: str = ""


def of_deals(
    scene: Scene,
    info: RuleInfo,
    hits: Sequence[tuple[int, Fact]],
    say: Callable[[int, Fact], Said],
    *,
    base: int = 0,
) -> Iterator[Finding]:
    """A finding for each deal row with its fact; one for all where they are too many.

    With a ``base``, the number of deals the rule could have caught, half of it makes a habit in a workbook that has
    not written its own stages: that is one piece of information.
    """
    habit = base and scene.book.process.packaged and len(hits) >= A_HABIT and len(hits) * 2 >= base
    if hits and (habit or len(hits) > TOO_MANY):
        yield from _as_one(scene, info, hits, say, Severity.INFO if habit else info.severity)
        return
    for row, fact in hits:
        said = say(row, fact)
        told = deal_finding(scene, info, row, said.column, said.message, said.hint, severity=said.severity)
        yield from (replace(f, key=said.key + f.key) if said.key else f for f in told)


def _as_one(
    scene: Scene,
    info: RuleInfo,
    hits: Sequence[tuple[int, Fact]],
    say: Callable[[int, Fact], Said],
    severity: Severity,
) -> Iterator[Finding]:
    row, fact = hits[0]
    column = say(row, fact).column
    at = scene.deals.cell(row, column) or scene.deals.row_cell(row)
    amounts = [amount for row, _ in hits if (amount := scene.amounts[row]) is not None]
    message = _MANY.fill(title=info.title, count=f"{len(hits):,}", cell=at)
    money = sum(amounts, Decimal(0)) if amounts else None
    yield Finding(
        info.code, severity, message, info.fix, at, "pipeline", "", column, None, "", money, key="*"
    )  # fmt: skip
