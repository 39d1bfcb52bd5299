"""Every sheet of the workbook, in the order people see them."""

from collections.abc import Mapping

from sheetsales.schema.activities import ACTIVITIES
from sheetsales.schema.config_sheets import INDICATORS, LISTS, RULES, SCORE, SETTINGS, WAIVERS
from sheetsales.schema.customers import CUSTOMERS
from sheetsales.schema.lazily import Lazily
from sheetsales.schema.modules import MODULES, Listed, Module, listed, load_record
from sheetsales.schema.pipeline import PIPELINE
from sheetsales.schema.process_sheets import COMPLIANCE, STAGES, STEPS, UPKEEP
from sheetsales.schema.record import Record
from sheetsales.schema.team import TEAM
from sheetsales.schema.work_sheets import TARGETS, TASKS
from sheetsales.schema.written_sheets import BY_PERSON, FINDINGS, STAGE_LOG
from sheetsales.texts import Text

__all__ = [
    "HOME_TITLE", "KNOWN_UNASKED", "MADE_BY_CHECK", "MODULES", "RECORDS", "SHEETS", "SIGNS", "STORE_SHEET", "Listed", "Module",
]  # fmt: skip

SHEETS: tuple[Record, ...] = (
    FINDINGS, PIPELINE, CUSTOMERS, ACTIVITIES, TASKS, TARGETS, TEAM, STAGES, STEPS, SETTINGS, INDICATORS, UPKEEP,
    COMPLIANCE, SCORE, RULES, WAIVERS, LISTS, STAGE_LOG,
)  # fmt: skip
"""The core sheets of a new workbook, in sheet order (Home stands before them and holds no records)."""

MADE_BY_CHECK: tuple[Record, ...] = (BY_PERSON,)
"""Sheets that no new workbook has: a check adds them where there is something to say."""

_HERE = {r.key: r for r in SHEETS + MADE_BY_CHECK}

RECORDS: Mapping[str, Record] = Lazily(_HERE, (sheet.key for sheet in listed()), load_record)
"""Every record. Those of modules are read when they are asked for: going through all of them costs."""

SIGNS: tuple[Record | Listed, ...] = (*_HERE.values(), *listed())
"""What tells a sheet of ours in a workbook: key, titles and the name of its Table."""

KNOWN_UNASKED: tuple[str, ...] = (*(r.key for r in SHEETS), "orders", *(r.key for r in MADE_BY_CHECK))
"""Records that a sheet of the team's own is read as without anybody saying so; the others are bound by ``adopt``."""

HOME_TITLE = Text("首页", "Home")
STORE_SHEET = "_sheetsales"
"""Very hidden sheet in which sheetsales keeps a workbook's binding, fingerprint, baseline and first-seen days."""
