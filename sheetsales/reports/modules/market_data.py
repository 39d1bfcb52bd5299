"""The data sheets of costs and of deals by source, product, market and rival, and their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.margin import margins
from sheetsales.indicators.marketing import source_of
from sheetsales.process.costs import costs
from sheetsales.reports.cells import Content
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.work_data import UNSAID
from sheetsales.texts import Text

Row = Sequence[Content]
OTHER_MARKET: Final = Text("其他市场", "Other markets")
_NO_RIVAL: Final = frozenset({"", "无", "没有", "none", "no", "n/a", "-"})

COSTS: Final = DataTable(
    "tblCostFacts",
    Text("费用数据", "Costs data"),
    (
        Field("day", Text("日期", "Date"), "date"),
        Field("kind", Text("类别", "Kind")),
        Field("channel", Text("渠道", "Channel")),
        Field("campaign", Text("活动", "Campaign"), width=26),
        Field("owner", Text("经办人", "Spent by")),
        Field("team", Text("团队", "Team")),
        Field("partner", Text("付给谁", "Paid to"), width=22),
        Field("amount", Text("金额", "Amount"), "money", Text("计划中还没花的空着。", "Blank while only planned.")),
        Field("budget", Text("预算", "Budget"), "money"),
    ),
)  # fmt: skip

MARKET_DEALS: Final = DataTable(
    "tblMarketDeals",
    Text("商机来源数据", "Deals by source data"),
    (
        Field("id", Text("编号", "ID"), width=9),
        Field("source", Text("来源", "Source"), help=Text("商机写的来源；商机没有这一列的取客户的。", "What the deal says; where deals have no such column what the customer says.")),
        Field("product", Text("产品", "Product"), width=22),
        Field("market", Text("市场", "Market"), width=24, help=Text("客户的行业和区域对得上的第一个目标市场。", "The first market that fits the customer's industry and region.")),
        Field("rival", Text("对手", "Competitor"), width=18),
        Field("state", Text("状态", "State")),
        Field("created", Text("创建日期", "Created on"), "date"),
        Field("closed", Text("关闭日期", "Closed on"), "date"),
        Field("amount", Text("金额", "Amount"), "money"),
        Field("margin", Text("毛利", "Margin"), "money", Text("成交单，按成交日的成本；缺成本的空着。", "Of deals won, by the cost of that day; blank without a cost.")),
        Field("new", Text("新客户首单", "First order"), "count"),
        Field("customer_source", Text("客户来源", "Customer's source")),
        Field("customer_since", Text("客户创建日期", "Customer since"), "date"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """What codes are called in a report, no blank among them: formulas ask by these words."""

    draft: Draft

    def source(self, code: str) -> str:
        return self._called("source", code)

    def product(self, code: str | None) -> str:
        return self._called("product", code or "")

    def _called(self, column: str, code: str) -> str:
        if not code:
            return self.draft.speak(UNSAID)
        return safe(text_of(self.draft.facts.book, "pipeline", column, code, self.draft.lang))

    def partner(self, key: str) -> str:
        """The partner's name, or what was typed."""
        return safe(self._partners.get(key, key)) if key else self.draft.speak(UNSAID)

    @cached_property
    def _partners(self) -> Mapping[str, str]:
        table = self.draft.facts.book.table("partners")
        return {
            key: name for key, name in zip(table.get("id"), table.get("name"), strict=True) if key and name
        }

    def rival(self, name: object) -> str:
        """The rival by the name that is typed, "" for none."""
        text = " ".join(str(name or "").split())
        return "" if text.casefold() in _NO_RIVAL else safe(text)


@dataclass(frozen=True)
class Markets:
    """Which market a customer belongs to: the first whose industry and region fit; blank ones fit any."""

    draft: Draft

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Row of a market → its name, no two alike."""
        table = self.draft.facts.book.table("markets")
        names = ((row, name) for row, name in enumerate(table.get("name")) if name)
        return {str(row): safe(name) for row, name in names}

    @cached_property
    def of_customer(self) -> Mapping[str, str]:
        """Customer → its market's name; those in none are left out."""
        customers, markets = self.draft.facts.book.table("customers"), self.draft.facts.book.table("markets")
        sought = [
            (self.named[str(row)], industry, region)
            for row, (industry, region) in enumerate(zip(markets.get("industry"), markets.get("region"), strict=True))
            if str(row) in self.named and (industry or region)
        ]  # fmt: skip
        found: dict[str, str] = {}
        for key, name, industry, region in zip(
            *map(customers.get, ("id", "name", "industry", "region")), strict=True
        ):
            fits = next((m for m, i, r in sought if i in (None, industry) and r in (None, region)), None)
            for called in filter(None, (key, name) if fits else ()):
                found.setdefault(called, fits or "")
        return found


def cost_rows(draft: Draft) -> Iterator[Row]:
    book, labels = draft.facts.book, Labels(draft)
    for one in costs(book):
        kind = text_of(book, "costs", "kind", one.kind, draft.lang) if one.kind else draft.speak(UNSAID)
        yield (
            one.day, safe(kind), labels.source(one.channel), safe(one.campaign) if one.campaign else None,
            draft.name_of(one.owner), draft.team_of(one.owner) or draft.name_of(""), labels.partner(one.partner),
            one.amount, one.budget,
        )  # fmt: skip


def market_rows(draft: Draft) -> Iterator[Row]:
    facts, labels, markets = draft.facts, Labels(draft), Markets(draft)
    sources, rivals = source_of(facts), facts.book.table("pipeline").get("competitor")
    margin_of = dict(_margins(draft))
    firsts, origin = draft_firsts(draft), _customers(draft)
    for deal in facts.deals:
        source, since = origin.get(deal.customer, ("", None))
        yield (
            deal.id, labels.source(sources[deal.row]), labels.product(deal.product),
            markets.of_customer.get(deal.customer) or draft.speak(OTHER_MARKET), labels.rival(rivals[deal.row]) or None,
            draft.speak(STATES[deal.state]), deal.created_on, deal.closed_on, deal.amount, margin_of.get(deal.row),
            1 if deal.row in firsts else None, labels.source(source), since,
        )  # fmt: skip


def _margins(draft: Draft) -> Iterator[tuple[int, Content]]:
    for deal, margin in margins(draft.facts, draft.facts.in_state("won")):
        yield deal.row, margin


def draft_firsts(draft: Draft) -> frozenset[int]:
    """Rows of the deals that made a new customer."""
    from sheetsales.indicators.won import is_new_business

    return frozenset(d.row for d in draft.facts.first_wins.values() if is_new_business(draft.facts, d))


def _customers(draft: Draft) -> Mapping[str, tuple[str, dt.date | None]]:
    """Customer → where it came from and since when it is known."""
    table = draft.facts.book.table("customers")
    found: dict[str, tuple[str, dt.date | None]] = {}
    for key, name, source, since in zip(*map(table.get, ("id", "name", "source", "created_on")), strict=True):
        for called in filter(None, (key, name)):
            found.setdefault(called, (source or "", since))
    return found
