"""Every rule there is, those of modules among them: for those who speak of all, as the reference does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.book.load_rules import LOAD_RULES
from sheetsales.findings import RuleInfo
from sheetsales.rules import rows
from sheetsales.rules.catalogue import RULES, in_order
from sheetsales.rules.ledgers import KIT, LEDGER_RULES, LEDGERS
from sheetsales.rules.pay import PAY_RULES
from sheetsales.rules.people import KIT as PEOPLE_KIT
from sheetsales.rules.people import PEOPLE, PEOPLE_RULES
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rows.find import PLAIN, Kit
from sheetsales.rules.rule import Rule
from sheetsales.rules.written import WRITTEN_INFOS

ALL_RULES: Final[tuple[Rule, ...]] = in_order(RULES + LEDGER_RULES + PAY_RULES + PEOPLE_RULES)

CATALOGUE: Final[tuple[RuleInfo, ...]] = tuple(
    sorted(LOAD_RULES + WRITTEN_INFOS + tuple(rule.info for rule in ALL_RULES), key=lambda info: info.code)
)
"""Every code a finding may carry: those of loading, of rules a manager wrote, and those of the rules."""

_KITS: Final[Mapping[str, Kit]] = {
    **{rule.info.code: KIT for rule in LEDGERS},
    **{rule.info.code: PEOPLE_KIT for rule in PEOPLE},
}

BY_CODE: Final[Mapping[str, RowRule]] = {
    **rows.BY_CODE,
    **{rule.info.code: rule for rule in (*LEDGERS, *PEOPLE)},
}
"""The rules that are rows."""


def kit_of(rule: RowRule) -> Kit:
    """What a rule that is a row is run with."""
    return _KITS.get(rule.info.code, PLAIN)
