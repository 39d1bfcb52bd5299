"""SS1xx: who a customer is, whose, and when somebody was last in touch."""

from sheetsales.rules.customers.details import DETAIL_RULES
from sheetsales.rules.customers.keeping_touch import KEEPING_TOUCH_RULES
from sheetsales.rules.customers.same_company import SAME_COMPANY_RULES
from sheetsales.rules.customers.standing import STANDING_RULES
from sheetsales.rules.rule import Rule

CUSTOMER_RULES: tuple[Rule, ...] = SAME_COMPANY_RULES + DETAIL_RULES + STANDING_RULES + KEEPING_TOUCH_RULES
