"""SS821 to SS852: rules over training, evaluations, development and headcount, all of them rows.

Read only for workbooks that have such a sheet.
"""

from __future__ import annotations

from typing import Final

from sheetsales.rules.people.facts import FACTS
from sheetsales.rules.people.plans import PLANS
from sheetsales.rules.people.prepared import TREES
from sheetsales.rules.people.ratings import RATINGS
from sheetsales.rules.people.sessions import SESSIONS
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rows.find import Kit, rule_of
from sheetsales.rules.rule import Rule

PEOPLE: Final[tuple[RowRule, ...]] = (*SESSIONS, *RATINGS, *PLANS)
KIT: Final = Kit(TREES, FACTS)
PEOPLE_RULES: Final[tuple[Rule, ...]] = tuple(rule_of(declared, KIT) for declared in PEOPLE)
