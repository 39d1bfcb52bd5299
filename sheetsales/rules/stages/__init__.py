"""SS3xx: what the stage a deal is in asks for, and the sheets that say so."""

from sheetsales.rules.rule import Rule
from sheetsales.rules.stages.closing import CLOSING_RULES

STAGE_RULES: tuple[Rule, ...] = CLOSING_RULES
