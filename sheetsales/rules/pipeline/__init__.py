"""SS2xx: what an opportunity's own dates, figures and contacts say."""

from sheetsales.rules.pipeline.dates import DATE_RULES
from sheetsales.rules.rule import Rule

PIPELINE_RULES: tuple[Rule, ...] = DATE_RULES
