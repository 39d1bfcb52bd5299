"""A workbook's records as the facts that commission is worked out from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.commission.facts import Basis, Deal, Facts, Measured, Negative, Seller
from sheetsales.commission.ledger import span_around
from sheetsales.commission.plans import Plans
from sheetsales.commission.problems import Uncounted
from sheetsales.commission.read_aims import aims
from sheetsales.commission.read_deals import DealReader
from sheetsales.commission.read_money import MoneyReader
from sheetsales.dataclass import dataclass
from sheetsales.process.people import people
from sheetsales.process.periods import MONTH, QUARTER, YEAR, Span, fiscal_start, month_number


@dataclass(frozen=True)
class Read:
    """The facts, and the records that cannot be counted."""

    facts: Facts
    uncounted: tuple[Uncounted, ...]


def read_facts(
    book: Book,
    plans: Plans,
    as_of: dt.date,
    *,
    new_customers: Collection[str] = (),
    measures: Mapping[Measured, Decimal] | None = None,
    carried: Mapping[str, Decimal] | None = None,
) -> Read:
    """Everything up to a day. ``new_customers`` are the deals that were a customer's first, ``measures`` what gates ask
    for of indicators."""
    everybody = sellers(book)
    deal_reader = DealReader(book, plans, as_of, new_customers)
    deals = tuple(deal_reader.deals())
    money = MoneyReader(book, plans, deals, as_of)
    came, back = tuple(money.receipts()), tuple(money.returns())
    aimed = aims(book, everybody, spans(deals, plans, as_of, fiscal_start(book.settings)))
    facts = Facts(
        plans, everybody, (*deals, *money.old.values()), came, back,
        aimed.amounts, measures or {}, basis_of(book),
        as_of, fiscal_start(book.settings), int(book.settings.number("clawback_months")), _negative(book), carried or {}, aimed.gaps,
    )  # fmt: skip
    return Read(facts, (*deal_reader.uncounted, *money.uncounted))


def sellers(book: Book) -> tuple[Seller, ...]:
    """Everybody in Team, in the order of the sheet."""
    levels = book.table("team").get("level")
    return tuple(
        Seller(p.id, p.role, levels[p.row] or "", p.team, p.hired_on, p.left_on) for p in people(book).all
    )


def basis_of(book: Book) -> Basis:
    """Whether signed value or cash is paid on; signed where nobody keeps receipts."""
    cash = book.settings.text("commission_basis").casefold() in ("received", "回款") and len(
        book.table("receipts")
    )
    return "received" if cash else "signed"


def _negative(book: Book) -> Negative:
    said = book.settings.text("negative_pay").casefold()
    return "deduct" if said in ("deduct", "扣减") else "carry"


def spans(deals: Iterable[Deal], plans: Plans, as_of: dt.date, start: int) -> Iterator[Span]:
    """Every month, quarter and year that plans may ask the targets of."""
    sizes = {row.months for row in plans.rows if row.months} | {QUARTER}
    first = min((month_number(deal.closed_on) for deal in deals), default=month_number(as_of))
    for size in sorted(sizes & {MONTH, QUARTER, YEAR}):
        for month in range(first, month_number(as_of) + size):
            yield span_around(month, size, start)
