"""SS2xx: what an opportunity's own dates, figures and contacts say."""

from sheetsales.rules.pipeline.amounts import AMOUNT_RULES, BLANK_CURRENCY_RULES, NEGATIVE_RULES
from sheetsales.rules.pipeline.closing_dates import EARLY_RULES, HORIZON_RULES
from sheetsales.rules.pipeline.dates import CLOSE_PAST_RULES, STALLED_RULES
from sheetsales.rules.pipeline.discounts import DISCOUNT_RULES
from sheetsales.rules.pipeline.duplicates import DUPLICATE_RULES
from sheetsales.rules.pipeline.forecast import FORECAST_RULES, PROBABILITY_RULES
from sheetsales.rules.pipeline.next_step import NEXT_STEP_RULES
from sheetsales.rules.pipeline.owners import OWNER_RULES
from sheetsales.rules.pipeline.strange_owners import STRANGE_OWNER_RULES
from sheetsales.rules.rule import Rule

PIPELINE_RULES: tuple[Rule, ...] = (
    *EARLY_RULES,
    *CLOSE_PAST_RULES,
    *HORIZON_RULES,
    *PROBABILITY_RULES,
    *NEXT_STEP_RULES,
    *STALLED_RULES,
    *DISCOUNT_RULES,
    *DUPLICATE_RULES,
    *AMOUNT_RULES,
    *FORECAST_RULES,
    *OWNER_RULES,
    *NEGATIVE_RULES,
    *STRANGE_OWNER_RULES,
    *BLANK_CURRENCY_RULES,
)
