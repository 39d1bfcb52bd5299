"""SS3xx: what the stage a deal is in asks for, and the sheets that say so."""

from sheetsales.rules.rule import Rule
from sheetsales.rules.stages.activity import ACTIVITY_RULES
from sheetsales.rules.stages.closing import CLOSING_RULES
from sheetsales.rules.stages.compliance import COMPLIANCE_RULES
from sheetsales.rules.stages.moves import MOVE_RULES
from sheetsales.rules.stages.quiet import QUIET_RULES
from sheetsales.rules.stages.sheets import SHEET_RULES
from sheetsales.rules.stages.steps import STEP_RULES

STAGE_RULES: tuple[Rule, ...] = (
    *CLOSING_RULES,
    *MOVE_RULES,
    *ACTIVITY_RULES,
    *QUIET_RULES,
    *COMPLIANCE_RULES,
    *STEP_RULES,
    *SHEET_RULES,
)
