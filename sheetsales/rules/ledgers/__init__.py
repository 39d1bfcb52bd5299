"""SS601 to SS682 and SS901 to SS961: rules over the sheets of the modules Orders and cash, Service, Contacts, Improvement
and Market, all of them rows.

Read only for workbooks that have such a sheet.
"""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.care import CONTACTS, SERVICE
from sheetsales.rules.ledgers.contracts import CONTRACTS
from sheetsales.rules.ledgers.facts import FACTS
from sheetsales.rules.ledgers.improving import IMPROVING
from sheetsales.rules.ledgers.market import COSTS, MARKET
from sheetsales.rules.ledgers.orders import ORDERS
from sheetsales.rules.ledgers.prepared import TREES
from sheetsales.rules.ledgers.products import PRODUCTS
from sheetsales.rules.ledgers.quotes import QUOTES
from sheetsales.rules.ledgers.receipts import RECEIPTS
from sheetsales.rules.ledgers.returns import RETURNS
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rows.find import Kit, rule_of
from sheetsales.rules.rule import Rule

LEDGERS: Final[tuple[RowRule, ...]] = (
    *PRODUCTS, *QUOTES, *CONTRACTS, *ORDERS, *RECEIPTS, *RETURNS, *SERVICE, *CONTACTS,
    *IMPROVING, *COSTS, *MARKET,
)  # fmt: skip
KIT: Final = Kit(TREES, FACTS)
LEDGER_RULES: Final[tuple[Rule, ...]] = tuple(rule_of(declared, KIT) for declared in LEDGERS)
