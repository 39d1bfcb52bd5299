"""Called in place of ``sheetsales click``: answers with five thousand findings and as many cells of a check column."""

import datetime as dt
import sys
from pathlib import Path

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.job import open_job
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan, ReplaceRows
from sheetsales.cells.values import EditValue, Link
from sheetsales.schema.written_sheets import FINDINGS

COUNT = 5_000
PEOPLE = ("赵国梁", "何嘉怡", "林晓燕", "周子航")


def row(number: int) -> dict[str, EditValue]:
    who = PEOPLE[number % 4]
    values: tuple[EditValue, ...] = (
        "提醒", f"SS{number % 60:03}", "商机", Link(f"商机!T{number}", f"T{number}"), f"O-{number:04}", "进入阶段日期",
        dt.date(2026, 1 + number % 12, 1) if number % 3 else number * 1.5,
        f"商机 O-{number:04}（{number} 万元）在谈判阶段已 {number % 200} 天，期限 14 天，最近一次跟进是 {1 + number % 12} 月 3 日。",
        f"请{who}本周约决策人，约不到就改预计成交，或转暂缓、输单。", who, dt.date(2026, 11, 2),
    )  # fmt: skip
    return dict(zip((column.title.zh for column in FINDINGS.columns), values, strict=True))


job = open_job(Path(sys.argv[1]))
job.tell("answering")
plan = EditPlan((ReplaceRows("tblFindings", tuple(row(n) for n in range(1, COUNT + 1))),))
job.answer(change_list(job.request.nonce, "done", expand(plan, read_workbook(job.snapshot))))
