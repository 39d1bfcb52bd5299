"""The sections on the deals behind the figures and on people's work."""

from __future__ import annotations

from typing import Final

from sheetsales.reports import charts
from sheetsales.reports.deal_lists import open_note, won_sentence
from sheetsales.reports.material import Blocks
from sheetsales.reports.plan import LEADERS, SectionPlan, TablePlan
from sheetsales.reports.tasks_table import lowest_calls_first, tasks_note, tasks_sentence
from sheetsales.texts import Text

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
                ("name", "owner", "stage", "entered", "amount", "next_step", "next_on", "expected"),
            ),
        ),
        note=lambda m: open_note(m.draft),
    ),
)


def _load_height(blocks: Blocks) -> int:
    return 80 + 26 * min(len(blocks["tasks"].rows), charts.MOST_PEOPLE) if "tasks" in blocks else 0


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
