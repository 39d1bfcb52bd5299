"""Sheets of ours that only show: made of what the workbook holds, renewed by every check, and holding no records."""

from __future__ import annotations

from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """``key`` is what people name it by on the command line."""

    key: str
    title: Text
    purpose: Text


SHOWN: Final[tuple[Shown, ...]] = (
    Shown(
        "process",
        Text("销售管理流程表", "Sales process table"),
        Text(
            "每个阶段和步骤的目的、责任人、时间节点、标准、当月目标与实际、评价、改进措施。",
            "Every stage and step with its objective, who, by when, the standard, the month's target and actual, and what to improve.",
        ),
    ),
    Shown(
        "dashboard",
        Text("看板", "Dashboard"),
        Text(
            "一个月一眼看全：签约与进度、漏斗、每人完成、后三个月、停滞、逾期、最多的问题，带图。",
            "A month at a glance: won value and pace, the funnel, everybody's attainment, the next months, what stalls and what is "
            "overdue, with charts.",
        ),
    ),
    Shown(
        "person",
        Text("周回顾", "Weekly review"),
        Text(
            "每人一张：上周做了什么、本周到期、我的行要改、目标和还差多少。",
            "One for each person: what was done last week, what is due, which rows to put right, targets and what is "
            "missing.",
        ),
    ),
)
"""In the order in which they are listed."""


def shown_sheet(name: str) -> Shown | None:
    """The sheet somebody means by its key or title."""
    wanted = name.strip().casefold()
    return next((s for s in SHOWN if wanted in {s.key, s.title.zh, s.title.en.casefold()}), None)
