"""The sections on the deals behind the figures and on people's work."""

from __future__ import annotations

from typing import Final

from sheetsales.reports import charts
from sheetsales.reports.actions_table import actions_note
from sheetsales.reports.customers_table import customers_note, customers_sentence
from sheetsales.reports.deal_lists import open_note, won_sentence
from sheetsales.reports.grading_table import grading_note, grading_sentence
from sheetsales.reports.indicators_table import indicators_note, indicators_sentence
from sheetsales.reports.material import Blocks
from sheetsales.reports.plan import LEADERS, MANAGER, PERSON, TEAM, SectionPlan, TablePlan
from sheetsales.reports.score_told import best_first, score_note, score_sentence
from sheetsales.reports.standing_table import honours_sentence, own_sentence
from sheetsales.reports.tasks_table import lowest_calls_first, tasks_note, tasks_sentence
from sheetsales.texts import Text

MOST_OVERDUE: Final = 20
"""Overdue customers that the page names; the appendix has them all."""

DEAL_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "won",
        "deals",
        Text("成交与输单", "Won and lost"),
        (
            TablePlan(
                "won",
                ("customer", "name", "amount", "owner", "closed_on", "kind", "cycle"),
                Text("成交", "Won"),
            ),
            TablePlan(
                "lost",
                ("customer", "name", "amount", "owner", "closed_on", "stage", "reason", "competitor"),
                Text("输单", "Lost"),
            ),
            TablePlan(
                "loss_reasons",
                ("reason", "count", "amount", "unpriced"),
                Text("近 12 个月输单原因", "Why deals were lost in twelve months"),
            ),
        ),
        lambda m: won_sentence(m.draft, m.blocks.get("won"), m.blocks.get("lost")),
    ),
    SectionPlan(
        "open_deals",
        "deals",
        Text("在手商机", "Open deals"),
        (
            TablePlan(
                "open_deals",
                ("customer", "name", "amount", "owner", "expected", "stage", "next", "entered"),
            ),
        ),
        note=lambda m: open_note(m.draft),
    ),
)


def _load_height(blocks: Blocks) -> int:
    return 70 + 20 * min(len(blocks["tasks"].rows), charts.MOST_PEOPLE) if "tasks" in blocks else 0


WORK_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "tasks",
        "tasks",
        Text("任务与活动量", "Tasks and activity"),
        (
            TablePlan(
                "tasks", ("name", "capacity", "hours", "load", "open", "overdue", "on_time_rate", "advice")
            ),
            TablePlan(
                "quotas",
                (
                    "name",
                    "calls",
                    "calls_quota",
                    "calls_rate",
                    "visits",
                    "visits_quota",
                    "visits_rate",
                    "leads",
                ),
                rows=lowest_calls_first,
            ),
            TablePlan("per_head", ("name", "won", "heads", "won_head"), Text("人效", "Per head")),
        ),
        lambda m: tasks_sentence(m.draft, m.blocks.get("tasks"), m.blocks.get("quotas")),
        lambda m: charts.load_chart(m.draft, m.blocks.get("tasks")),
        _load_height,
        lambda m: tasks_note(m.draft),
        absent=Text(
            "任务与活动量：没有任务表，也没有跟进记录表",
            "Tasks and activity: no Tasks sheet and no Activities sheet",
        ),
        editions=LEADERS,
    ),
)


CUSTOMER_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "customers",
        "customers",
        Text("客户", "Customers"),
        (
            TablePlan(
                "customers_grade",
                ("grade", "count", "won", "due", "met", "caught", "overdue", "satisfaction"),
                totals=lambda block: block.rows[-1:],
            ),
            TablePlan(
                "customers_overdue",
                ("customer", "grade", "owner", "last", "cadence", "days", "won12", "next"),
                Text("逾期未联系", "Overdue for contact"),
                rows=lambda block: block.rows[:MOST_OVERDUE],
            ),
        ),
        lambda m: customers_sentence(
            m.draft, m.blocks.get("customers_grade"), m.blocks.get("customers_overdue")
        ),
        note=lambda m: customers_note(m.draft),
        absent=Text("客户：没有客户表", "Customers: no Customers sheet"),
        short=True,
        editions=LEADERS,
    ),
    SectionPlan(
        "upkeep",
        "customers",
        Text("维护做法与执行", "Upkeep, asked and done"),
        (
            TablePlan(
                "customers_grade",
                ("grade", "cadence", "due", "met", "rate", "carried", "caught_up", "upkeep"),
                rows=lambda block: block.rows[:-1],
            ),
        ),
        editions=LEADERS,
    ),
    SectionPlan(
        "customers_kind",
        "customers",
        Text("新购、复购、续约", "New, repeat and renewal"),
        (
            TablePlan(
                "customers_kind", ("kind", "count", "won", "share", "win_rate", "average", "cycle", "n")
            ),
            *(
                TablePlan(key, ("class", "customers", "buyers", "won", "often", "new", "conversion"), title)
                for key, title in (
                    ("customers_type", Text("按类型", "By type")),
                    ("customers_source", Text("按来源", "By source")),
                )
            ),
        ),
        editions=LEADERS,
    ),
    SectionPlan(
        "grading",
        "customers",
        Text("评级标准", "Grading standard"),
        (
            TablePlan("grading", ("grade", "points", "suggested", "same", "filed")),
            TablePlan(
                "regrade",
                ("customer", "owner", "grade", "suggested", "aspects", "judged", "bought", "why"),
                Text("等级与标准不符", "Graded otherwise"),
            ),
        ),
        lambda m: grading_sentence(m.draft, m.blocks.get("regrade")),
        note=lambda m: grading_note(m.draft),
        editions=MANAGER,
    ),
)

_ACTION_WIDTHS = (("action", 44.0), ("why", 40.0), ("owner", 14.0), ("due", 12.0), ("measure", 22.0))

SCORE_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "score",
        "score",
        Text("评价", "Evaluation"),
        (
            TablePlan(
                "score",
                ("rank", "name", "results", "process", "satisfaction", "conduct", "total", "honour"),
                rows=best_first,
            ),
            TablePlan(
                "coaching",
                ("name", "total", "strength", "gap", "figure", "advice", "coach"),
                Text("辅导建议", "Coaching"),
            ),
        ),
        lambda m: score_sentence(m.draft, m.blocks["score"]),
        note=lambda m: score_note(m.draft),
        absent=Text(
            "评价：没有评分表，或没有在岗的销售", "Evaluation: no Score sheet, or nobody in post sells"
        ),
        editions=MANAGER,
    ),
    SectionPlan(
        "honours",
        "score",
        Text("评价", "Evaluation"),
        (TablePlan("honours", ("rank", "name", "honour")),),
        lambda m: honours_sentence(m.draft),
        editions=TEAM,
    ),
    SectionPlan(
        "own_score",
        "score",
        Text("自己的评价", "Own evaluation"),
        (TablePlan("own_score", ("measure", "num", "den", "points", "weight")),),
        lambda m: own_sentence(m.draft),
        short=True,
        editions=PERSON,
    ),
)

PLAN_SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "actions",
        "outlook",
        Text("下月重点行动", "Next month's actions"),
        (TablePlan("actions", ("action", "why", "owner", "due", "measure"), widths=_ACTION_WIDTHS),),
        note=lambda m: actions_note(m.draft),
        short=True,
        editions=LEADERS,
    ),
    SectionPlan(
        "indicators",
        "indicators",
        Text("指标一览", "All indicators"),
        (
            TablePlan(
                "indicators", ("name", "meaning", "target", "actual", "attainment", "previous", "status", "n")
            ),
        ),
        lambda m: indicators_sentence(m.draft, m.blocks["indicators"]),
        note=lambda m: indicators_note(m.draft),
        editions=LEADERS,
    ),
)
