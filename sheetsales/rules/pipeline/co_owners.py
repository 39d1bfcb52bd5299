"""SS220: co-owners who have left, are the owner, or are missing beside their share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked, left_blank, stages_of
from sheetsales.rules.persons import people_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal
from sheetsales.texts import Text

CO_OWNER = RuleInfo(
    code="SS220",
    name="odd-co-owner",
    severity=Severity.WARNING,
    title=Text("协办人不对", "Co-owner that cannot be right"),
    why=Text(
        "业绩按协办比例分；协办人走了、就是负责人自己、或者空着，比例就落不到人。",
        "Results are shared by the co-share; with a co-owner who left, is the owner, or is missing, a share goes to nobody.",
    ),
    fix=Text(
        "换一位在职的协办人；没有协办的，协办人和协办比例都清空。",
        "Name a co-owner on the team; where nobody shares the deal, clear both co-owner and co-share.",
    ),
    example=Text("商机 O-0031 的协办人就是负责人自己。", "O-0031 has its owner as co-owner."),
)

Odd = Literal["left", "owner", "nobody"]
_SAID: Final = {
    "left": Text("{deal}的协办人{name}已离职。", "{deal} has {name} as co-owner, who has left."),
    "owner": Text("{deal}的协办人就是负责人{name}自己。", "{deal} has its owner, {name}, as co-owner too."),
    "nobody": Text("{deal}填了协办比例，却没有协办人。", "{deal} has a co-share but no co-owner."),
}
_HINTS: Final = {
    "left": Text(
        "{ask}换一位在职的协办人，或把协办清空。", "{ask} name a co-owner on the team, or clear it."
    ),
    "owner": Text(
        "{ask}换成真正的协办人，或把协办清空。", "{ask} name who really shares the deal, or clear it."
    ),
    "nobody": Text("{ask}补上协办人，或把比例清空。", "{ask} name the co-owner, or clear the share."),
}


def odd_co_owners(scene: Scene) -> Iterator[Finding]:
    """Of deals that still count; those of the past are history."""
    if not scene.deals.has("co_owner"):
        return iter(())
    counts = stages_of(scene, "open", "hold", "won")
    stages = scene.deals.get("stage")
    hits = [
        (row, odd) for row in range(len(scene.deals)) if stages[row] in counts and (odd := _odd(scene, row))
    ]

    def say(row: int, odd: Odd) -> Said:
        name = scene.book.person_name(scene.deals.get("co_owner")[row] or "")
        message = _SAID[odd].fill(deal=deal(scene, row), name=name)
        return Said("co_owner", message, _HINTS[odd].fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(CO_OWNER, hits, say)


def _odd(scene: Scene, row: int) -> Odd | None:
    deals = scene.deals
    partner, share = deals.get("co_owner")[row], deals.get("co_share")[row]
    if partner is None:
        return "nobody" if share and left_blank(deals, "co_owner", row) else None
    if partner == deals.get("owner")[row]:
        return "owner"
    won = deals.get("stage")[row] in stages_of(scene, "won")
    return "left" if not won and people_of(scene).gone(partner, scene.today) else None


CO_OWNER_RULES: tuple[Rule, ...] = (Rule(CO_OWNER, odd_co_owners, Level.BASIC),)
