"""Every sheet of the workbook, in the order people see them."""

from sheetsales.schema.activities import ACTIVITIES
from sheetsales.schema.config_sheets import INDICATORS, LISTS, RULES, SCORE, SETTINGS, WAIVERS
from sheetsales.schema.customers import CUSTOMERS
from sheetsales.schema.orders import ORDERS
from sheetsales.schema.pipeline import PIPELINE
from sheetsales.schema.process_sheets import COMPLIANCE, STAGES, STEPS, UPKEEP
from sheetsales.schema.record import Record
from sheetsales.schema.team import TEAM
from sheetsales.schema.work_sheets import TARGETS, TASKS
from sheetsales.schema.written_sheets import BY_PERSON, FINDINGS, STAGE_LOG
from sheetsales.texts import Text

SHEETS: tuple[Record, ...] = (
    FINDINGS, PIPELINE, CUSTOMERS, ACTIVITIES, TASKS, TARGETS, TEAM, STAGES, STEPS, SETTINGS, INDICATORS, UPKEEP,
    COMPLIANCE, SCORE, RULES, WAIVERS, LISTS, STAGE_LOG,
)  # fmt: skip
"""The core sheets of a new workbook, in sheet order (Home stands before them and holds no records)."""

MODULES: tuple[Record, ...] = (ORDERS,)
"""Sheets a team may have besides; a module's absence never breaks a command."""

MADE_BY_CHECK: tuple[Record, ...] = (BY_PERSON,)
"""Sheets that no new workbook has: a check adds them where there is something to say."""

RECORDS: dict[str, Record] = {r.key: r for r in SHEETS + MODULES + MADE_BY_CHECK}

HOME_TITLE = Text("首页", "Home")
STORE_SHEET = "_sheetsales"
"""Very hidden sheet in which sheetsales keeps a workbook's binding, fingerprint, baseline and first-seen days."""
