"""SS218: owners that a workbook without a Team sheet names nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sheetsales.book.nearest import Nearest, closest
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.median import median
from sheetsales.rules.persons import ask_in_charge
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.texts import Text

STRANGE_OWNER = RuleInfo(
    code="SS218",
    name="owner-named-nowhere-else",
    severity=Severity.WARNING,
    title=Text("负责人在别处都没出现", "Owner named nowhere else"),
    why=Text(
        "没有人员表时，写错的姓名没有东西可比，这单就从本人的报表里消失了。",
        "Without a Team sheet nothing catches a misspelt name, and the deal drops out of that person's figures.",
    ),
    fix=Text(
        "写错的改过来，人走了的换负责人；确实是新人，建一张人员表。只在没有人员表、九成以上的商机负责人在目标、客户、跟进或任务里出现，"
        "而这个名字的商机很少时才查。",
        "Correct a misspelling, or hand the deal over; for somebody new, add a Team sheet. Looked for only without a Team sheet, "
        "where nine deals in ten belong to people named in targets, customers, activities or tasks, and this name has very few.",
    ),
    example=Text(
        "O0000017 的负责人“张 伟”在别处都没出现，最接近的是“张伟”。",
        "'Bob Milller', who owns O0000017, is named nowhere else; the closest is 'Bob Miller'.",
    ),
)  # fmt: skip

_STRANGE = Text(
    "{cell} 的负责人“{name}”在目标、客户、跟进和任务里都没出现过{nearest}。",
    "{cell} names '{name}' as owner, who appears in no target, customer, activity or task{nearest}.",
)
_HINT = Text(
    "{ask}写错的改过来；人已离职的，换一位负责人。", "{ask} correct the name, or hand the deal over if they have left."
)  # fmt: skip
_NAMED_IN: Final = (
    ("targets", "owner"),
    ("customers", "owner"),
    ("activities", "rep"),
    ("tasks", "assignee"),
)
_MOST: Final = 0.9
_SELDOM: Final = 5


def strange_owners(scene: Scene) -> Iterator[Finding]:
    deals, book = scene.deals, scene.book
    if len(book.table("team")) or not deals.has("owner"):
        return
    known = {
        str(name) for record, column in _NAMED_IN for name in set(book.table(record).get(column)) if name
    }
    counts = Counter(name for name in deals.get("owner") if name)
    seldom = _seldom(counts, known)
    hits = [(row, name) for row, name in enumerate(deals.get("owner")) if name in seldom] if seldom else []
    nearest = Nearest(sorted(known & counts.keys()))

    def say(row: int, name: str) -> Said:
        cell = deals.cell(row, "owner")
        message = _STRANGE.fill(cell=cell, name=name, nearest=closest(nearest.of(name)))
        return Said("owner", message, _HINT.fill(ask=ask_in_charge(scene, "")))

    yield from teller_of(scene, "pipeline").all(STRANGE_OWNER, hits, say)


def _seldom(counts: Counter[str], known: set[str]) -> frozenset[str]:
    """The owners nobody else names who have few deals; none where such owners are usual."""
    usual = [count for name, count in counts.items() if name in known]
    if not usual or sum(usual) < _MOST * counts.total():
        return frozenset()
    most = median(usual) / _SELDOM
    return frozenset(name for name, count in counts.items() if name not in known and count <= most)


STRANGE_OWNER_RULES: tuple[Rule, ...] = (Rule(STRANGE_OWNER, strange_owners),)
