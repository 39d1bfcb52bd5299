"""SS801 to SS809: rules over commission plans and statements. Read only for workbooks that have such a sheet."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.pay import infos, people, tiers
from sheetsales.rules.rule import Level, Rule

PAY_RULES: Final[tuple[Rule, ...]] = (
    Rule(infos.GAP, tiers.gaps, Level.BASIC),
    Rule(infos.OVERLAP, tiers.overlaps, Level.BASIC),
    Rule(infos.UNLIKELY, tiers.unlikely, Level.BASIC),
    Rule(infos.GATE, tiers.gates, Level.BASIC),
    Rule(infos.NOBODYS, people.without_plan, Level.STANDARD),
    Rule(infos.CHANGED, people.changed, Level.STANDARD),
    Rule(infos.UNKNOWN, tiers.strangers, Level.BASIC),
    Rule(infos.OWN_PAY, people.approved_by_oneself, Level.BASIC),
    Rule(infos.QUERIED, people.unanswered, Level.STANDARD),
)
