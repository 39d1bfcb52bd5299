"""What the modules' pages hold: satisfaction and repeat business; cash, orders, quotations and service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.modules import (
    cash_table,
    charts,
    orders_table,
    quotes_table,
    repeat_table,
    scores_table,
    service_table,
)
from sheetsales.reports.modules.figures import LEDGER_FIGURES
from sheetsales.reports.plan import LEADERS, SectionPlan, TablePlan
from sheetsales.texts import Text

FIGURES: Final[tuple[FigureTable, ...]] = (
    LEDGER_FIGURES,
    scores_table.SATISFACTION,
    scores_table.SCORE_TREND,
    repeat_table.REPEAT,
    orders_table.DELIVERIES,
    orders_table.DELIVERY_TREND,
    cash_table.AGEING,
    cash_table.BANDS,
    quotes_table.QUOTATIONS,
    service_table.REQUESTS,
    service_table.RETURNS,
)
"""Their tables of figures, in the order of the appendix."""


def _first(most: int) -> Callable[[PlacedTable], Sequence[str]]:
    return lambda block: block.rows[:most]


def _owing(block: PlacedTable) -> Sequence[str]:
    """The contracts the page has room for, and the total."""
    return (*block.rows[:-1][: cash_table.MOST], block.rows[-1])


LOYALTY_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "satisfaction",
        "loyalty",
        Text("满意度", "Satisfaction"),
        (
            TablePlan(
                "satisfaction",
                ("customer", "grade", "owner", "score", "previous", "change", "follow_up", "comment"),
                rows=_first(scores_table.MOST),
            ),
        ),
        lambda m: scores_table.scores_sentence(m.draft),
        lambda m: charts.satisfaction_chart(m.draft, m.blocks),
    ),
    SectionPlan(
        "repeat",
        "loyalty",
        Text("复购与推荐", "Repeat business and suggestions"),
        (
            TablePlan(
                "repeat",
                ("customer", "last", "owner", "expected", "days", "product", "suggest", "because"),
                rows=_first(repeat_table.MOST),
            ),
        ),
        lambda m: repeat_table.repeat_sentence(m.draft),
    ),
)

LEDGER_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "cash",
        "ledgers",
        Text("回款与账龄", "Cash and ageing"),
        (
            TablePlan(
                "ageing",
                ("customer", "contract", "receivable", "not_due", "late_1", "late_2", "late_3", "owner"),
                rows=_owing,
                totals=lambda block: block.rows[-1:],
            ),
        ),
        lambda m: cash_table.cash_sentence(m.draft, m.blocks),
        lambda m: charts.ageing_chart(m.draft, m.blocks),
        lambda _: 190,
        lambda m: cash_table.cash_note(m.draft),
        short=True,
    ),
    SectionPlan(
        "deliveries",
        "ledgers",
        Text("订单与交付", "Orders and delivery"),
        (
            TablePlan(
                "deliveries",
                ("number", "customer", "amount", "promised", "actual", "late", "status", "owner"),
                rows=_first(orders_table.MOST),
            ),
        ),
        lambda m: orders_table.orders_sentence(m.draft, m.blocks),
        lambda m: charts.delivery_chart(m.draft, m.blocks),
        lambda _: 220,
    ),
    SectionPlan(
        "quotations",
        "ledgers",
        Text("报价", "Quotations"),
        (
            TablePlan(
                "quotations",
                ("number", "customer", "amount", "discount", "quoted_on", "valid_to", "status", "owner"),
                rows=_first(quotes_table.MOST),
            ),
        ),
        lambda m: quotes_table.quotes_sentence(m.draft, m.blocks),
        editions=LEADERS,
    ),
    SectionPlan(
        "service",
        "ledgers",
        Text("售后与退货", "Service and returns"),
        (
            TablePlan(
                "service_requests",
                ("number", "customer", "kind", "opened", "due", "closed", "over", "owner"),
                rows=_first(service_table.MOST),
            ),
            TablePlan(
                "returned",
                ("number", "customer", "product", "returned", "amount", "reason", "remedy", "owner"),
                Text("退货", "Returns"),
            ),
        ),
        lambda m: service_table.service_sentence(m.draft, m.blocks),
    ),
)
