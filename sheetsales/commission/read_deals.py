"""Deals won as commission counts them: who has which share, what was approved, what the goods cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.commission import problems
from sheetsales.commission.facts import NOTHING, WHOLE, Deal
from sheetsales.commission.plans import Plans
from sheetsales.commission.problems import Uncounted
from sheetsales.commission.whys import percent
from sheetsales.process.counted import copies
from sheetsales.process.deal_state import state_of
from sheetsales.process.discounts import Limits
from sheetsales.process.money import amounts, unconverted
from sheetsales.process.price_list import PriceList
from sheetsales.texts import Text

_COLUMNS: Final = (
    "id", "stage", "closed_on", "owner", "co_owner", "co_share", "discount", "approved_by", "product", "quantity",
    "contract_no",
)  # fmt: skip


class DealReader:
    """The deals won up to a day. ``uncounted`` fills while they are read."""

    def __init__(self, book: Book, plans: Plans, as_of: dt.date, new_customers: Collection[str]) -> None:
        self.book = book
        self.as_of = as_of
        self.new_customers = new_customers
        self.uncounted: list[Uncounted] = []
        self._limits = Limits(book)
        self._prices = PriceList(book) if any(row.basis == "margin" for row in plans.rows) else None
        self._plans = plans
        self._rates = _typed_rates(book)
        self._foreign = {row: one.currency for one in unconverted(book) for row in one.rows}
        self._team = book.table("team").by_id

    def deals(self) -> Iterator[Deal]:
        table, stages = self.book.table("pipeline"), self.book.process.by_code
        twice, money, seen = copies(table), amounts(self.book), set[str]()
        for row, values in enumerate(zip(*map(table.get, _COLUMNS), strict=True)):
            named = dict(zip(_COLUMNS, values, strict=True))
            stage = stages.get(named["stage"] or "")
            won = stage is not None and state_of(stage, named["closed_on"], self.as_of) == "won"
            if row in twice or not won:
                continue
            if named["id"] in seen:
                named["id"] = f"{named['id']}#{table.rows[row]}"
            seen.add(named["id"])
            named |= {f"typed_{key}": _typed(table, key, row) for key in ("co_share", "co_owner", "discount")}
            found = self._deal(row, named, money[row])
            if isinstance(found, Deal):
                yield found
            else:
                key = named["id"] or f"#{table.rows[row]}"
                self.uncounted.append(Uncounted("pipeline", row, key, found, money[row], named["closed_on"]))

    def _deal(self, row: int, named: Mapping[str, Any], amount: Decimal | None) -> Deal | Text:
        day, owner = named["closed_on"], named["owner"] or ""
        if day is None or amount is None:
            return problems.NO_DAY if day is None else self._no_amount(row)
        if owner not in self._team:
            return problems.NO_OWNER
        if named["co_owner"] not in self._team and not is_blank(named["typed_co_owner"]):
            return problems.NO_HELPER.fill(name=named["typed_co_owner"])
        if named["discount"] is None and not is_blank(named["typed_discount"]):
            return problems.UNREAD_DISCOUNT.fill(discount=named["typed_discount"])
        shares = self._shares(owner, named["co_owner"] or "", named["co_share"], named["typed_co_share"], day)
        if isinstance(shares, Text):
            return shares
        key = named["id"] or f"#{self.book.table('pipeline').rows[row]}"
        off = NOTHING if named["discount"] is None else Decimal(str(named["discount"]))
        return Deal(
            key, owner, day, amount, shares, off, self._approved(owner, named["approved_by"], off),
            key in self.new_customers, self._cost(named, day), self._rates.get(key) or self._rates.get(named["contract_no"] or ""),
        )  # fmt: skip

    def _no_amount(self, row: int) -> Text:
        """Why the amount of a deal is unknown."""
        if row in self._foreign:
            return problems.NO_RATE.fill(currency=self._foreign[row])
        typed = self.book.table("pipeline").raw.get("amount", ())[row : row + 1]
        if not typed or is_blank(typed[0]):
            return problems.NO_AMOUNT
        return problems.UNREAD_AMOUNT.fill(amount=typed[0])

    def _shares(
        self, owner: str, other: str, share: float | None, typed: CellValue, day: dt.date
    ) -> tuple[tuple[str, Decimal], ...] | Text:
        """Who has which part; a share that cannot be is no reason to take the usual one."""
        if not other or other == owner:
            return ((owner, WHOLE),)
        if share is None and not is_blank(typed):
            return problems.SPLIT.fill(
                share=typed if isinstance(typed, str) else percent(Decimal(str(typed)))
            )
        part = _usual_share(self._plans, day) if share is None else Decimal(str(share))
        if part is None:
            return problems.NO_SPLIT
        if not 0 <= part <= 1:
            return problems.SPLIT.fill(share=percent(part))
        return tuple((who, has) for who, has in ((owner, WHOLE - part), (other, part)) if has)

    def _approved(self, owner: str, approver: str | None, off: Decimal) -> bool:
        """Whether the discount is the owner's to give, or approved by somebody who may; so where a limit is unknown."""
        own = self._limits.allows(owner, float(off))
        return own is not False or (bool(approver) and self._limits.allows(approver, float(off)) is not False)

    def _cost(self, named: Mapping[str, Any], day: dt.date) -> Decimal | None:
        if self._prices is None or not named["product"] or not named["quantity"]:
            return None
        each = self._prices.cost(named["product"], day, named["quantity"])
        return None if each is None else each * Decimal(str(named["quantity"]))


def _typed(table: BookTable, key: str, row: int) -> CellValue:
    """What stands in a cell; None where there is no such column."""
    column = table.raw.get(key)
    return None if column is None else column[row]


def _usual_share(plans: Plans, day: dt.date) -> Decimal | None:
    """The co-owner's share of a deal of a day where none is typed; None where the plans do not say."""
    rows = [row for row in plans.of_kind("share") if row.holds(day)]
    helper = next((r.value for r in rows if "co_owner" in r.applies.roles), None)
    owner = next((r.value for r in rows if "owner" in r.applies.roles), None)
    return helper if helper is not None else WHOLE - owner if owner is not None else None


def _typed_rates(book: Book) -> Mapping[str, Decimal]:
    """The rate typed on a contract, by its deal and by its number."""
    table = book.table("contracts")
    found: dict[str, Decimal] = {}
    for number, deal, rate in zip(
        table.get("id"), table.get("opportunity"), table.get("commission_rate"), strict=True
    ):
        if rate is not None:
            found |= {key: Decimal(str(rate)) for key in (number, deal) if key}
    return found
