"""A workbook that was saved into a watched folder: checked in place, or beside where somebody has it open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sheetsales.checking.judge import Judged
from sheetsales.checking.spoken import counts_line
from sheetsales.errors import EditRefused, SaveFailed, SheetsalesError, WorkbookLocked
from sheetsales.texts import Text
from sheetsales.workflow import checking
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.serving.task import Outcome, state_of

IN_PLACE = Text("{name}：{counts} 结果已写入工作簿。", "{name}: {counts} Written into the workbook.")
AS_BEFORE = Text(
    "{name}：{counts} 和上次一样，没有改动。", "{name}: {counts} As before; nothing was written."
)
BESIDE = Text(
    "{name}：{counts} {why}结果在旁边的“{beside}”里。",
    "{name}: {counts} {why} The findings are in “{beside}” beside it.",
)
IS_OPEN = Text("工作簿正开着，", "It is open.")
NOT_WRITTEN = Text("写不进去（{reason}），", "It could not be written ({reason}).")


def check_saved(path: Path, today: dt.date) -> Outcome:
    """Check a workbook where it lies. Raises a ``SheetsalesError`` for one that cannot be read."""
    try:
        result = checking.check(path, today=today)
    except (WorkbookLocked, SaveFailed, EditRefused) as error:
        return _beside(path, today, error)
    text = IN_PLACE if result.plan.edits else AS_BEFORE
    counts = _counts(result.judged)
    return Outcome(
        1 if result.judged.summary.problems else 0, text.fill(name=path.name, counts=counts), state_of(path)
    )


def _beside(path: Path, today: dt.date, error: SheetsalesError) -> Outcome:
    from sheetsales.workflow.serving.beside import write_beside

    before = state_of(path)
    opened = open_book(path, today=today)
    judged, _ = checking.judged_plan(opened, today)
    place = write_beside(path, judged, today)
    why = IS_OPEN if isinstance(error, WorkbookLocked) else NOT_WRITTEN.fill(reason=error.text)
    said = BESIDE.fill(name=path.name, counts=_counts(judged), why=why, beside=place.name)
    return Outcome(1 if judged.summary.problems else 0, said, before)


def _counts(judged: Judged) -> Text:
    return Text(counts_line(judged.summary, "zh"), counts_line(judged.summary, "en"))
