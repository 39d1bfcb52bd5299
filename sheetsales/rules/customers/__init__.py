"""SS1xx: what a customer's own row says, and what two of them say together."""

from sheetsales.rules.rule import Rule

CUSTOMER_RULES: tuple[Rule, ...] = ()
