"""11c Campaigns and partners: what was planned, what it cost, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.process.costs import Cost, costs
from sheetsales.reports.cells import Content, Sentence
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.modules.market_data import Labels
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
AFTER: Final = dt.timedelta(days=30)
"""Who is entered up to that long after a campaign came of it."""
NO_BUDGET: Final = Text("没有预算", "No budget")
_HERE: Final = "costs[campaign],[@campaign]"
_YEAR: Final = 'costs[day],">="&window_start,costs[day],"<="&period_end'
_CAME: Final = 'market_deals[customer_source],[@channel],market_deals[customer_since],">="&[@from],market_deals[customer_since],"<="&[@until]'

COLUMNS: tuple[Figured, ...] = (
    figure("campaign", "活动", "Campaign"),
    figure("channel", "渠道", "Channel"),
    figure("budget", "预算", "Budget", "money", f"SUMIFS(costs[budget],{_HERE})", Unless(f"SUMIFS(costs[budget],{_HERE})=0", NO_BUDGET)),
    figure("spent", "已花", "Spent", "money", f"SUMIFS(costs[amount],{_HERE})"),
    figure("over", "超支", "Over", "money", "MAX(0,[@spent]-[@budget])"),
    figure("leads", "线索", "Leads", "count", 'COUNTIFS(customers[source],[@channel],customers[created],">="&[@from],customers[created],"<="&[@until])'),
    figure("pipeline", "商机金额", "Pipeline", "money", f"SUMIFS(market_deals[amount],{_CAME})"),
    figure("owner", "经办人", "Spent by"),
    figure("from", "从", "From", "date"),
    figure("until", "线索算到", "Leads until", "date"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Campaign:
    """The costs of one campaign; its dates are those of the first and the last."""

    name: str
    rows: tuple[Cost, ...]

    @property
    def days(self) -> tuple[dt.date, ...]:
        return tuple(sorted(one.day for one in self.rows if one.day is not None))

    @property
    def first(self) -> Cost:
        """The row that says whose it is: that with the budget, else the first."""
        return next((one for one in self.rows if one.budget), self.rows[0])

    def total(self, key: str) -> Decimal:
        return sum((getattr(one, key) or Decimal() for one in self.rows), Decimal())


def campaigns(draft: Draft) -> list[Campaign]:
    """Those with a cost or a plan from twelve months before the end on, the latest first."""
    found: dict[str, list[Cost]] = {}
    for one in costs(draft.facts.book) if draft.facts.book.has("costs") else ():
        if one.campaign and one.day is not None:
            found.setdefault(one.campaign.casefold(), []).append(one)
    made = [Campaign(rows[0].campaign, tuple(rows)) for rows in found.values()]
    recent = [one for one in made if one.days[-1] >= draft.periods.window.first]
    return sorted(recent, key=lambda one: (-one.days[0].toordinal(), one.name))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_name = {one.name: one for one in campaigns(draft)}
    found, labels = [by_name[row] for row in rows], Labels(draft)
    return {
        "campaign": [safe(one.name) for one in found],
        "channel": [labels.source(one.first.channel) for one in found],
        "owner": [draft.name_of(one.first.owner) for one in found],
        "from": [one.days[0] for one in found],
        "until": [one.days[-1] + AFTER for one in found],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


CAMPAIGNS = FigureTable(
    "campaigns", "tblCampaigns", Text("活动费用", "Campaigns"), COLUMNS, lambda draft: [one.name for one in campaigns(draft)], _given, _names, full_only=True,
)  # fmt: skip

PARTNER_COLUMNS: tuple[Figured, ...] = (
    figure("partner", "合作伙伴", "Partner"),
    figure("kind", "类型", "Kind"),
    figure("product", "合作内容", "What for"),
    figure("rate", "佣金比例", "Referral rate", "share"),
    figure("paid", "12 月付给", "Paid in 12 months", "money", f"SUMIFS(costs[amount],costs[partner],[@partner],{_YEAR})"),
    figure("valid_to", "协议到期", "Agreement ends", "date"),
    figure("status", "状态", "Status"),
    figure("owner", "负责人", "Owner"),
)  # fmt: skip


def _partners(draft: Draft) -> list[str]:
    table = draft.facts.book.table("partners")
    return [str(row) for row, name in enumerate(table.get("name")) if name]


def _of_partners(draft: Draft, rows: Sequence[str]) -> Given:
    table, found = draft.facts.book.table("partners"), [int(row) for row in rows]

    def said(key: str) -> list[Content]:
        codes = (table.get(key)[row] for row in found)
        return [text_of(draft.facts.book, "partners", key, c, draft.lang) if c else None for c in codes]

    return {
        "partner": [safe(table.get("name")[row]) for row in found],
        **{key: said(key) for key in ("status",)},
        "kind": said("type"),
        **{key: [table.get(key)[row] for row in found] for key in ("product", "rate", "valid_to")},
        "owner": [draft.name_of(table.get("owner")[row] or "") for row in found],
    }


PARTNERS = FigureTable(
    "partners", "tblPartnerList", Text("合作伙伴", "Partners"), PARTNER_COLUMNS, _partners, _of_partners, _names, full_only=True,
)  # fmt: skip


def campaigns_sentence(draft: Draft) -> Content:
    """How many campaigns, what was planned and spent, and how many came to more than their budget."""
    found, say, s = campaigns(draft), draft.say, Sentence()
    if not found:
        s.clause(say("近 12 个月没有活动", "No campaign in twelve months"))
        return s.end(say("。", "."))
    planned = [one for one in found if one.total("budget") > 0]
    n, k = len(found), len(planned)
    s.clause(say(f"{n} 场活动，花 {_words(draft, found, 'amount')}", f"{count_of(n, 'campaign')}, {_words(draft, found, 'amount')} spent"))  # fmt: skip
    if planned:
        plan, cost = _words(draft, planned, "budget"), _words(draft, planned, "amount")
        s.clause(
            say(f"其中 {k} 场有预算，共 {plan}，花了 {cost}", f"{k} with a budget, {cost} of {plan}"),
            joint=say("；", "; "),
        )
        over = sum(one.total("amount") > one.total("budget") for one in planned)
        s.clause(say(f"{over} 场超支", f"{over} over budget"), joint=say("，", ", "))
    return s.end(say("。", "."))


def _words(draft: Draft, found: Sequence[Campaign], key: str) -> str:
    return draft.money.words(float(sum((one.total(key) for one in found), Decimal())))


def campaigns_note(draft: Draft) -> str:
    """What counts as having come of a campaign."""
    return draft.say(
        "线索：活动开始到最后一笔之后 30 天内新建、来源等于它的渠道的客户；商机金额是这些客户的全部商机。同一渠道几场活动挨着的，会重复计。",
        "Leads are customers entered from its start to 30 days after its last cost whose source is its channel; pipeline is all "
        "their deals. Campaigns of one channel that follow closely count the same ones.",
    )
