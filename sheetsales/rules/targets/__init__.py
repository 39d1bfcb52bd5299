"""SS4xx: whether targets are specific, measurable, achievable, relevant and time-bound, whose they are, and their sums."""

from sheetsales.rules.rule import Rule
from sheetsales.rules.targets.holders import HOLDER_RULES
from sheetsales.rules.targets.smart import SMART_RULES
from sheetsales.rules.targets.sums import SUM_RULES

TARGET_RULES: tuple[Rule, ...] = SMART_RULES + HOLDER_RULES + SUM_RULES
