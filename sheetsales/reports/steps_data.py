"""The data sheet of steps that fell due: what the process table counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.indicators.owed import Owed
from sheetsales.reports.cells import Content
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft
from sheetsales.reports.sums import Sums
from sheetsales.texts import Text

STEPS = DataTable(
    "tblStepsDue",
    Text("步骤数据", "Steps data"),
    (
        Field("code", Text("代码", "Code"), width=9),
        Field("step", Text("步骤", "Step"), width=20),
        Field("stage", Text("阶段", "Stage"), width=15),
        Field("deal", Text("商机", "Deal")),
        Field("customer", Text("客户", "Customer"), width=24),
        Field("who", Text("责任人", "Responsible")),
        Field("entered", Text("进入阶段日期", "Stage entered"), "date"),
        Field("due", Text("应完成日期", "Due on"), "date", Text("进入阶段后的工作日，不超过阶段期限；提前推进的为推进当天。", "Working days after the stage was entered, within the stage's limit; the day it went on where that was before.")),
        Field("done", Text("已完成", "Done"), "count", Text("1 为有证据。", "1 where the evidence is there.")),
        Field("on_time", Text("按时", "On time"), "count", Text("1 为证据日期不晚于应完成日期。", "1 where the evidence is no later than the due day.")),
        Field("undated", Text("日期不详", "Day unknown"), "count", Text("1 为证据填在列里，不知道哪天填的。", "1 where a column holds the evidence, filled on a day nobody knows.")),
        Field("shown_on", Text("证据日期", "Evidence on"), "date"),
    ),
    Sums(by=("code", "step", "stage", "who", "done", "on_time", "undated"), whole=lambda row, at, _: row[at["on_time"]] is None is row[at["undated"]]),
)  # fmt: skip


def step_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """One row a step owed."""
    for owed in draft.owed:
        yield (
            owed.step.code,
            draft.speak(owed.step.name),
            draft.stage_name(owed.step.stage),
            owed.deal.id,
            draft.customer_name(owed.deal.customer),
            draft.name_of(owed.who),
            owed.entered,
            owed.due,
            1 if owed.done else None,
            1 if owed.in_time else None,
            1 if undated(owed) else None,
            owed.shown_on,
        )


def undated(owed: Owed) -> bool:
    """Whether it is done on a day nobody knows."""
    return owed.done and owed.in_time is None
