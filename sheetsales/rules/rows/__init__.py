"""Rules that are rows: data in the language of the Rules sheet, run by the evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.rules.rows.customers import CUSTOMERS
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rows.find import rule_of
from sheetsales.rules.rows.pipeline import PIPELINE
from sheetsales.rules.rows.tasks import TASKS
from sheetsales.rules.rule import Rule

DECLARED: Final[tuple[RowRule, ...]] = (*CUSTOMERS, *PIPELINE, *TASKS)
ROW_RULES: Final[tuple[Rule, ...]] = tuple(map(rule_of, DECLARED))
BY_CODE: Final[Mapping[str, RowRule]] = {rule.info.code: rule for rule in DECLARED}
