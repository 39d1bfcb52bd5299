"""Small workbooks with a team and its tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.schema.bind import bind

TODAY = dt.date(2026, 11, 2)
"""A Monday."""

Rows = Sequence[Sequence[CellValue]]
TEAM_ZH = ("编号", "姓名", "角色", "在职", "区域", "技能", "级别", "每周工时", "销售时间占比", "请假")
TASKS_ZH = (
    "编号",
    "任务",
    "执行人",
    "截止日期",
    "状态",
    "工时",
    "客户",
    "所需技能",
    "区域",
    "锁定",
    "分配理由",
)
TEAM_EN = (
    "ID",
    "Name",
    "Role",
    "Active",
    "Region",
    "Skills",
    "Level",
    "Weekly hours",
    "Selling share",
    "Leave",
)
TASKS_EN = (
    "ID", "Task", "Assignee", "Due", "Status", "Hours", "Customer", "Needs skill", "Region", "Locked", "Why this person",
)  # fmt: skip


def chinese(team: Rows, tasks: Rows, **more: Rows) -> tuple[Workbook, Book]:
    return loaded({"人员": [TEAM_ZH, *team], "任务": [TASKS_ZH, *tasks], **more})


def english(team: Rows, tasks: Rows, **more: Rows) -> tuple[Workbook, Book]:
    return loaded({"Team": [TEAM_EN, *team], "Tasks": [TASKS_EN, *tasks], **more})


def loaded(sheets: Mapping[str, Rows]) -> tuple[Workbook, Book]:
    workbook = workbook_from_rows({name: [list(row) for row in rows] for name, rows in sheets.items()})
    return workbook, load(workbook, bind(workbook), today=TODAY)[0]
