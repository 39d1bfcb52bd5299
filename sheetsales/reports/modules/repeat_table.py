"""6c Repeat business: which customers are expected to buy again and when, and what goes with what they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.bought import Purchase, next_purchase
from sheetsales.indicators.loyalty import churn, purchases
from sheetsales.process.price_list import PriceList
from sheetsales.reports.cells import Content, Sentence, as_excel_shows
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.texts import Text

MOST: Final = 20
AHEAD: Final = dt.timedelta(days=92)
"""Three months: who is to buy within them is called by now."""

COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("last", "上次购买", "Last purchase", "date"),
    figure("product", "产品", "Product"),
    figure("expected", "预计再买", "Expected again", "date"),
    figure("days", "距今天数", "Days to go", "count"),
    figure("suggest", "推荐产品", "Suggest"),
    figure("because", "依据", "Because"),
    figure("owner", "负责人", "Owner"),
)  # fmt: skip


@dataclass(frozen=True)
class _Due:
    """One customer expected to buy within three months or overdue; ``own`` where the day comes of its own purchases."""

    customer: str
    bought: tuple[Purchase, ...]
    expected: dt.date
    own: bool

    @property
    def last(self) -> Purchase:
        return self.bought[-1]


@dataclass(frozen=True)
class _Repeat:
    draft: Draft

    @cached_property
    def prices(self) -> PriceList:
        return PriceList(self.draft.facts.book)

    @cached_property
    def due(self) -> dict[str, _Due]:
        """By the day expected, the overdue first; who bought too long ago to be active is lost, not due."""
        if not self.draft.facts.book.has("products"):
            return {}
        found = sorted(self._all(), key=lambda one: (one.expected, one.customer))
        return {one.customer: one for one in found}

    def _all(self) -> Iterator[_Due]:
        day = self.draft.facts.as_of
        active = dt.timedelta(days=int(self.draft.facts.book.settings.number("active_days")))
        for customer, those in purchases(self.draft.facts).items():
            known = [one for one in those if one.day <= day]
            expected = next_purchase(known, self.prices.rebuy_months) if known else None
            if expected is not None and expected <= day + AHEAD and expected >= day - active:
                own = not (known[-1].product and self.prices.rebuy_months(known[-1].product))
                yield _Due(customer, tuple(known), expected, own)

    def suggested(self, one: _Due) -> tuple[str, ...]:
        """What goes with what was bought last and the customer does not have."""
        had = {bought.product for bought in one.bought}
        return (
            tuple(p for p in self.prices.goes_with(one.last.product) if p not in had)
            if one.last.product
            else ()
        )


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    data = _Repeat(draft)
    found = [data.due[row] for row in rows]
    customers = draft.facts.book.table("customers")
    owner_of = dict(zip(customers.get("id"), customers.get("owner"), strict=True))
    return {
        "customer": [draft.customer_name(one.customer) for one in found],
        "last": [one.last.day for one in found],
        "product": [_product(draft, one.last.product) for one in found],
        "expected": [one.expected for one in found],
        "days": [(one.expected - draft.facts.as_of).days for one in found],
        "suggest": [_listed(draft, data.suggested(one)) for one in found],
        "because": [_because(draft, data, one) for one in found],
        "owner": [draft.name_of(owner_of.get(one.customer) or "") for one in found],
    }


def _product(draft: Draft, code: str) -> str | None:
    return text_of(draft.facts.book, "pipeline", "product", code, draft.lang) if code else None


def _listed(draft: Draft, codes: Sequence[str]) -> str | None:
    names = [name for code in codes if (name := _product(draft, code)) is not None]
    return draft.say("、", "; ").join(names) or None


def _because(draft: Draft, data: _Repeat, one: _Due) -> str:
    if one.own:
        return draft.say(
            f"本人平时的间隔（买过 {len(one.bought)} 次）", f"their usual gap ({len(one.bought)} purchases)"
        )
    months = data.prices.rebuy_months(one.last.product)
    return draft.say(f"产品复购周期 {months:g} 个月", f"the product's interval of {months:g} months")


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


REPEAT = FigureTable(
    "repeat", "tblRepeat", Text("复购与推荐", "Repeat business"), COLUMNS, lambda draft: list(_Repeat(draft).due), _given, _names, full_only=True,
)  # fmt: skip


def repeat_sentence(draft: Draft) -> Content:
    """How many are due, how many of them overdue, and the share of customers lost."""
    found, say, s = _Repeat(draft).due, draft.say, Sentence()
    n, late = len(found), sum(one.expected < draft.facts.as_of for one in found.values())
    s.clause(say(f"{n} 家三个月内该再买，其中 {late} 家已过期", f"{n} are due to buy within three months, {late} of them overdue"))  # fmt: skip
    lost = churn(draft.facts, draft.periods.told)
    if lost.known:
        rate = as_excel_shows(lost.number * 100, 1)
        s.clause(say(f"流失率 {rate}%（n={lost.n}）", f"churn {rate}% (n {lost.n})"), joint=say("；", "; "))
    return s.end(say("。", "."))
