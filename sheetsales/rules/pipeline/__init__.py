"""SS2xx: what an opportunity's own dates, figures and contacts say."""

from sheetsales.rules.pipeline.amounts import AMOUNT_RULES
from sheetsales.rules.pipeline.co_owners import CO_OWNER_RULES
from sheetsales.rules.pipeline.dates import DATE_RULES
from sheetsales.rules.pipeline.discounts import DISCOUNT_RULES
from sheetsales.rules.pipeline.duplicates import DUPLICATE_RULES
from sheetsales.rules.pipeline.forecast import FORECAST_RULES
from sheetsales.rules.pipeline.next_step import NEXT_STEP_RULES
from sheetsales.rules.pipeline.owners import OWNER_RULES
from sheetsales.rules.pipeline.strange_owners import STRANGE_OWNER_RULES
from sheetsales.rules.rule import Rule

PIPELINE_RULES: tuple[Rule, ...] = (
    *AMOUNT_RULES,
    *CO_OWNER_RULES,
    *DATE_RULES,
    *DISCOUNT_RULES,
    *DUPLICATE_RULES,
    *FORECAST_RULES,
    *NEXT_STEP_RULES,
    *OWNER_RULES,
    *STRANGE_OWNER_RULES,
)
