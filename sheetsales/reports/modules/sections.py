"""What the modules' pages hold: satisfaction and repeat business; cash, orders, quotations and service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.modules import (
    campaigns_table,
    cash_table,
    channels_table,
    charts,
    headcount_table,
    improvements_table,
    markets_table,
    meetings_table,
    orders_table,
    pay_table,
    people_table,
    points_table,
    quotes_table,
    repeat_table,
    risks_table,
    scores_table,
    service_table,
)
from sheetsales.reports.modules.figures import LEDGER_FIGURES
from sheetsales.reports.plan import LEADERS, MANAGER, PERSON, SectionPlan, TablePlan
from sheetsales.texts import Text

FIGURES: Final[tuple[FigureTable, ...]] = (
    LEDGER_FIGURES,
    scores_table.SATISFACTION,
    scores_table.SCORE_TREND,
    repeat_table.REPEAT,
    points_table.BY_CUSTOMER,
    points_table.BY_GRADE,
    orders_table.DELIVERIES,
    orders_table.DELIVERY_TREND,
    cash_table.AGEING,
    cash_table.BANDS,
    quotes_table.QUOTATIONS,
    service_table.REQUESTS,
    service_table.RETURNS,
    improvements_table.IMPROVEMENTS,
    improvements_table.BEFORE_AFTER,
    risks_table.RISKS,
    risks_table.MATRIX,
    meetings_table.MEETINGS,
    meetings_table.REVISIONS,
    channels_table.CHANNELS,
    markets_table.PRODUCT_MARKET,
    markets_table.PAIRS,
    markets_table.RIVALS,
    campaigns_table.CAMPAIGNS,
    campaigns_table.PARTNERS,
    headcount_table.HEADCOUNT,
    pay_table.PAY,
    pay_table.PAY_PEOPLE,
    pay_table.PAY_HOW,
    people_table.TRAINING,
    people_table.GAPS,
    people_table.EFFECT,
)
"""Their tables of figures, in the order of the appendix."""


def first(most: int) -> Callable[[PlacedTable], Sequence[str]]:
    """The rows that a page has room for."""
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
                rows=first(scores_table.MOST),
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
                rows=first(repeat_table.MOST),
            ),
        ),
        lambda m: repeat_table.repeat_sentence(m.draft),
    ),
    SectionPlan(
        "points",
        "loyalty",
        Text("积分", "Points"),
        (
            TablePlan(
                "points",
                ("customer", "grade", "earned", "used", "expired", "adjusted", "left", "soon"),
                rows=first(points_table.MOST),
            ),
            TablePlan(
                "points_grade",
                ("grade", "customers", "earned", "used", "expired", "adjusted", "left", "soon"),
                Text("按等级", "By grade"),
                totals=lambda block: block.rows[-1:],
            ),
        ),
        lambda m: points_table.points_sentence(m.draft),
        note=lambda m: points_table.points_note(m.draft),
        editions=MANAGER,
    ),
)

_PAY_COLUMNS: Final = ("name", "plan", "results", "attainment", "base", "rate", "pay", "status")
PEOPLE_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "pay",
        "score",
        Text("提成明细", "Commission"),
        (TablePlan("pay", _PAY_COLUMNS, rows=first(pay_table.MOST)),),
        lambda m: pay_table.pay_sentence(m.draft),
        lambda m: pay_table.pay_chart(m.draft, m.blocks),
        pay_table.height,
        lambda m: pay_table.pay_note(m.draft),
        editions=MANAGER,
    ),
    SectionPlan(
        "own_pay",
        "score",
        Text("自己的提成", "Own commission"),
        (
            TablePlan("pay", pay_table.OWN_COLUMNS, widths=pay_table.OWN_WIDTHS),
            TablePlan(
                "pay_how",
                ("kind", "deal", "share", "factor", "base", "rate", "amount", "why"),
                Text("怎么算的", "How it came about"),
                widths=pay_table.HOW_WIDTHS,
            ),
        ),
        lambda m: pay_table.pay_sentence(m.draft),
        note=lambda m: pay_table.pay_note(m.draft),
        short=True,
        editions=PERSON,
    ),
    SectionPlan(
        "training",
        "score",
        Text("培训与发展", "Training and development"),
        (
            TablePlan("training", ("name", "due", "attended", "rate", "makeup", "goal", "by", "status")),
            TablePlan(
                "training_gaps",
                ("name", "gap", "points", "kind", "last", "coach"),
                Text("短板与培训建议", "Gaps and training proposed"),
            ),
            TablePlan(
                "training_effect",
                ("topic", "day", "people", "before_n", "before", "after_n", "after", "change"),
                Text(
                    "培训前后：到训的人 90 天内的赢单率",
                    "Before and after: win rate of those who came, within 90 days",
                ),
                rows=first(people_table.MOST_ROWS),
            ),
        ),
        lambda m: people_table.training_sentence(m.draft, m.blocks),
        editions=MANAGER,
    ),
)

OWN_LEARNING: Final = SectionPlan(
    "own_training",
    "score",
    Text("自己的培训与发展", "Own training and development"),
    (
        TablePlan(
            "training", ("name", "due", "attended", "rate", "makeup", "passed", "goal", "by"),
            rows=people_table.with_anything,
        ),
    ),
    lambda m: people_table.training_sentence(m.draft, m.blocks),
    short=True,
    editions=PERSON,
)  # fmt: skip

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
                rows=first(orders_table.MOST),
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
                rows=first(quotes_table.MOST),
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
                rows=first(service_table.MOST),
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

IMPROVING_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "improvements",
        "improving",
        Text("改进事项", "Improvements"),
        (
            TablePlan(
                "improvements",
                ("number", "kind", "what", "action", "owner", "due", "status", "result"),
                rows=first(improvements_table.MOST),
            ),
        ),
        lambda m: improvements_table.improvements_sentence(m.draft),
    ),
    SectionPlan(
        "before_after",
        "improving",
        Text("改进前后对比", "Before and after"),
        (
            TablePlan(
                "before_after",
                ("what", "indicator", "before", "after", "change", "spans", "done_on", "owner"),
                rows=first(improvements_table.MOST),
            ),
        ),
        lambda m: improvements_table.changes_sentence(m.draft),
        note=lambda m: improvements_table.changes_note(m.draft),
    ),
    SectionPlan(
        "risks",
        "risks",
        Text("风险", "Risks"),
        (
            TablePlan(
                "risks",
                ("number", "risk", "level", "amount", "way", "response", "review", "owner"),
                rows=first(risks_table.MOST),
            ),
            TablePlan(
                "risk_matrix",
                ("likelihood", "low", "mid", "high", "all", "major", "amount"),
                Text("风险矩阵", "Risk matrix"),
            ),
        ),
        lambda m: risks_table.risks_sentence(m.draft),
        note=lambda m: risks_table.risks_note(m.draft),
        editions=LEADERS,
    ),
    SectionPlan(
        "meetings",
        "risks",
        Text("会议与流程修订", "Meetings and SOP revisions"),
        (
            TablePlan(
                "meetings",
                ("date", "kind", "topic", "decision", "action", "owner", "due", "progress"),
                rows=first(meetings_table.MOST),
            ),
            TablePlan(
                "revisions",
                (
                    "version",
                    "effective_on",
                    "change",
                    "why",
                    "approved_by",
                    "trained",
                    "next_review",
                    "result",
                ),
                Text("流程修订", "SOP revisions"),
            ),
        ),
        lambda m: meetings_table.meetings_sentence(m.draft),
        editions=LEADERS,
    ),
)
