"""The manager's own workbook, opened together with the one it reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from sheetsales.book.joined import joined
from sheetsales.book.load import load
from sheetsales.cells.edits import EditPlan
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.plan import plan
from sheetsales.checking.protected import within_protection
from sheetsales.errors import BadRequest, NotAWorkbook
from sheetsales.findings import Finding
from sheetsales.schema.store import read_store
from sheetsales.texts import Text
from sheetsales.workflow.opening import READS, Opened, open_book

_GONE = Text(
    "“{name}”要读“{reads}”，那里没有这个文件。请在它的参数表改“数据工作簿”，或把文件放回去。",
    "“{name}” reads “{reads}”, and no such file is there. Correct Reads workbook in its settings, or put the file back.",
)
_ITSELF = Text(
    "“{name}”的参数“数据工作簿”写的是它自己；请写大家都打开的那一本。",
    "Reads workbook in the settings of “{name}” names itself; name the workbook everybody opens.",
)
_CLASH = Text(
    "“{name}”和“{reads}”都有叫“{sheet}”的表；请把“{name}”里的改个名字，再来一次。",
    "Both “{name}” and “{reads}” have a sheet called “{sheet}”; rename the one in “{name}”, then try again.",
)


TOLD_OF_OTHERS: Final = frozenset({"SS805", "SS831"})
"""Rules whose findings stand on rows of the shared workbook, Team above all, and are for the manager alone."""


def join(own: Opened, today: dt.date) -> Opened:
    """Both workbooks as one: the book of both, while edits go to the manager's own. Raises ``NotAWorkbook`` where the
    one it reads is not there."""
    said = own.book.settings.text(READS)
    place = own.path.parent / said
    if not place.is_file():
        raise NotAWorkbook(_GONE.fill(name=own.path.name, reads=said))
    if place.resolve() == own.path.resolve():
        raise BadRequest(_ITSELF.fill(name=own.path.name))
    shared = open_book(place, today=today)
    both = joined(shared.workbook, shared.binding, own.workbook, own.binding)
    if both.clashing:
        raise BadRequest(_CLASH.fill(name=own.path.name, reads=said, sheet=both.clashing[0]))
    book, findings = load(both.workbook, both.binding, today=today)
    return replace(own, book=book, findings=findings, store=shared.store, own_sheets=both.sheets)


def judged_plan_of_own(
    opened: Opened, today: dt.date, baseline: bool = False, level: str = ""
) -> tuple[Judged, EditPlan]:
    """What a check finds on the manager's own sheets, and the edits that say so there; the workbook it reads is left
    alone."""
    sheets = opened.own_sheets or frozenset()

    def mine(finding: Finding) -> bool:
        return finding.code in TOLD_OF_OTHERS or (finding.at is not None and finding.at.sheet in sheets)

    judged = judge(
        opened.workbook, opened.book, opened.findings,
        today=today, store=read_store(opened.workbook), baseline=baseline, level=level, mine=mine,
    )  # fmt: skip
    edits, said = within_protection(opened.workbook, plan(opened.workbook, judged))
    if said:
        judged = replace(judged, summary=replace(judged.summary, notices=(*judged.summary.notices, *said)))
    return judged, edits
