"""What the pages of the market, of headcount and of campaigns hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.modules import (
    campaigns_table,
    channels_table,
    charts,
    headcount_table,
    markets_table,
)
from sheetsales.reports.modules.sections import first
from sheetsales.reports.plan import MANAGER, SectionPlan, TablePlan
from sheetsales.texts import Text

_PRODUCT_COLUMNS: Final = ("name", "deals", "value", "share", "margin_rate", "win_rate", "change", "rival")


def _of_kind(kind: str) -> Callable[[PlacedTable], Sequence[str]]:
    """The rows of products, or those of markets, that the page has room for."""
    return lambda block: [row for row in block.rows if row.startswith(f"{kind}:")][: markets_table.MOST]


MARKET_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "headcount",
        "outlook",
        Text("编制与费用预算", "Headcount and budget"),
        (TablePlan("headcount", ("post", "period", "planned", "now", "gap", "by", "budget", "spent")),),
        lambda m: headcount_table.headcount_sentence(m.draft),
        note=lambda m: headcount_table.headcount_note(m.draft),
        editions=MANAGER,
    ),
    SectionPlan(
        "channels",
        "market",
        Text("渠道", "Channels"),
        (
            TablePlan(
                "channels",
                ("source", "cost", "leads", "deals", "won", "value", "cac", "return"),
                totals=lambda block: block.rows[-1:],
            ),
        ),
        lambda m: channels_table.channels_sentence(m.draft, m.blocks),
        lambda m: charts.channels_chart(m.draft, m.blocks),
        lambda _: 220,
        lambda m: channels_table.channels_note(m.draft),
        editions=MANAGER,
    ),
    SectionPlan(
        "product_market",
        "market",
        Text("产品与市场", "Products and markets"),
        (
            TablePlan("product_market", _PRODUCT_COLUMNS, rows=_of_kind("product")),
            TablePlan(
                "product_market", _PRODUCT_COLUMNS, Text("按市场", "By market"), rows=_of_kind("market")
            ),
            TablePlan(
                "product_by_market",
                ("product", "market", "deals", "value", "share", "margin_rate", "win_rate"),
                Text("产品 × 市场", "Product × market"),
                rows=first(markets_table.MOST),
            ),
            TablePlan(
                "rivals",
                ("rival", "won", "lost", "win_rate", "lost_value", "open", "answer", "updated_on"),
                Text("竞争对手", "Competitors"),
                rows=first(markets_table.MOST),
            ),
        ),
        lambda m: markets_table.markets_sentence(m.draft, m.blocks),
        note=lambda m: markets_table.markets_note(m.draft),
        editions=MANAGER,
    ),
    SectionPlan(
        "campaigns",
        "market",
        Text("活动费用", "Campaigns"),
        (
            TablePlan(
                "campaigns",
                ("campaign", "channel", "budget", "spent", "over", "leads", "pipeline", "owner"),
                rows=first(campaigns_table.MOST),
            ),
            TablePlan(
                "partners",
                ("partner", "kind", "product", "rate", "paid", "valid_to", "status", "owner"),
                Text("合作伙伴", "Partners"),
                rows=first(campaigns_table.MOST),
            ),
        ),
        lambda m: campaigns_table.campaigns_sentence(m.draft),
        note=lambda m: campaigns_table.campaigns_note(m.draft),
        editions=MANAGER,
    ),
)
