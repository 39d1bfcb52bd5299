"""The data sheets of improvements and risks, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.process.improvements import improvements
from sheetsales.process.risks import risks
from sheetsales.reports.cells import Content
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

Row = Sequence[Content]

PROBLEMS: Final = DataTable(
    "tblProblemFacts",
    Text("改进数据", "Improvements data"),
    (
        Field("number", Text("编号", "No."), width=10),
        Field("owner", Text("负责人", "Owner")),
        Field("raised", Text("提出日期", "Raised on"), "date"),
        Field("due", Text("期限", "Due"), "date"),
        Field("done_on", Text("完成日期", "Done on"), "date"),
        Field("open", Text("未关闭", "Open"), "count"),
        Field("late", Text("逾期", "Overdue"), "count"),
        Field("judged", Text("能判断", "Judged"), "count", Text("1 为没办完，或办完了而且写了完成日期。", "1 where it is not done, or done on a day that is written.")),
        Field("in_time", Text("按期", "In time"), "count"),
    ),
)  # fmt: skip

RISKS: Final = DataTable(
    "tblRiskFacts",
    Text("风险数据", "Risks data"),
    (
        Field("number", Text("编号", "No."), width=10),
        Field("likelihood", Text("可能性", "Likelihood")),
        Field("impact", Text("影响", "Impact")),
        Field("level", Text("等级", "Level"), "count"),
        Field("watched", Text("监控中", "Watched"), "count"),
        Field("amount", Text("涉及金额", "At stake"), "money", Text("没填的取商机金额。", "Where none is typed the deal's amount.")),
        Field("late", Text("到期未复查", "Review overdue"), "count"),
    ),
)  # fmt: skip


def problem_rows(draft: Draft) -> Iterator[Row]:
    day = draft.facts.as_of
    for one in improvements(draft.facts.book, day):
        judged = not one.done or one.in_time is not None
        yield (
            one.id or None, draft.name_of(one.owner), one.found_on, one.due, one.done_on, None if one.done else 1,
            1 if one.overdue(day) else None, 1 if judged else None, 1 if one.in_time else None,
        )  # fmt: skip


def risk_rows(draft: Draft) -> Iterator[Row]:
    book, day = draft.facts.book, draft.facts.as_of
    for one in risks(book):
        likelihood, impact = (
            text_of(book, "risks", key, code, draft.lang) if code else None
            for key, code in (("likelihood", one.likelihood), ("impact", one.impact))
        )
        yield (
            one.id or None, likelihood, impact, one.level, 1 if one.watched else None, one.amount,
            1 if one.watched and one.due is not None and one.due < day else None,
        )  # fmt: skip
