"""``report`` and ``run``: the month's table, made beside the workbook."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from sheetsales.checking.judge import Judged, judge
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.reports.editions import Audience, audience
from sheetsales.reports.week import WeekSummary
from sheetsales.schema.store import BEFORE
from sheetsales.texts import Text
from sheetsales.workflow.checking import CheckResult, check_opened
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_both
from sheetsales.workflow.report_asked import EVERYTHING, Asked, Wanted
from sheetsales.workflow.report_making import Summary, ready, ready_everybody, ready_week

Made = TypeVar("Made", bound=Summary)
Make = TypeVar("Make")
"""What makes a report of a judged book."""
_MANY_ROWS: Final = 200_000
"""From so many on the cells that were read take more room than a report is made in."""


@dataclass(frozen=True)
class RunResult:
    """What ``run`` did: the check and the report, or everybody's."""

    checked: CheckResult
    reports: tuple[Summary, ...]


def report(path: Path, asked: Asked, wanted: Wanted = EVERYTHING) -> Summary:
    """Make the monthly table of a workbook, which itself stays untouched; of one without deals the small report of its
    contracts, orders or receipts. ``wanted`` says whom it is for."""
    make, judged, notices = _begun(
        path, asked, lambda opened: ready(opened, asked, _audience(opened, wanted))
    )
    return _said(make(judged, None), notices)


def report_week(path: Path, day: dt.date, asked: Asked, wanted: Wanted = EVERYTHING) -> WeekSummary:
    """Make the report of the week that ``day`` lies in; all else as with ``report``."""
    make, judged, notices = _begun(
        path, asked, lambda opened: ready_week(opened, day, asked, _audience(opened, wanted))
    )
    return _said(make(judged), notices)


def report_people(path: Path, asked: Asked) -> tuple[Summary, ...]:
    """A personal edition for everybody in Team, each a file of its own in the folder ``out``, else beside the workbook."""
    make, judged, notices = _begun(path, asked, lambda opened: ready_everybody(opened, asked))
    return tuple(_said(one, notices) for one in make(judged))


Begun = tuple[Make, Judged, Sequence[Text]]
"""What is ready to be made, the judged book it is made of, and what reading it said."""


def _begun(path: Path, asked: Asked, ready: Callable[[Opened], Make]) -> Begun[Make]:
    """What a report begins with; the cells that were read are let go of."""
    begun = _read_and_judged(path, asked, ready)
    if sum(len(table.rows) for table in begun[1].book.tables.values()) > _MANY_ROWS:
        gc.collect()  # no command does so while it works, and what read the cells holds itself
    return begun


def _read_and_judged(path: Path, asked: Asked, ready: Callable[[Opened], Make]) -> Begun[Make]:
    opened = _across(open_both(path, today=asked.today), asked)
    make = ready(opened)
    return make, _judged(opened, asked), _notices(opened)


def run(
    path: Path,
    asked: Asked,
    wanted: Wanted | None = EVERYTHING,
    *,
    week: dt.date | None = None,
    dry_run: bool = False,
) -> RunResult:
    """Check the workbook in place and make its report: of a week where ``week`` is a day in it, else the table of a
    period; a personal edition for everybody where ``wanted`` is None. What keeps it from being made is found before
    anything is written. With ``dry_run`` the workbook itself stays as it is; the report is made. A trial makes both and
    keeps neither."""

    def checked() -> tuple[Callable[[Judged], tuple[Summary, ...]], CheckResult, Judged | None, Opened]:
        opened = open_both(path, today=asked.today)
        whole = _across(opened, asked)
        make = _ready(whole, asked, wanted, week)
        told = None if whole is opened else _judged(whole, asked)
        check = check_opened(opened, today=asked.today, dry_run=dry_run or asked.trial)
        return make, check, told, whole

    make, check, told, whole = on_newest(path, checked)
    return RunResult(check, tuple(_said(one, _notices(whole)) for one in make(told or check.judged)))


def _ready(
    opened: Opened, asked: Asked, wanted: Wanted | None, week: dt.date | None
) -> Callable[[Judged], tuple[Summary, ...]]:
    if wanted is None:
        return ready_everybody(opened, asked)
    whose = _audience(opened, wanted)
    if week is not None:
        of_week = ready_week(opened, week, asked, whose)
        return lambda judged: (of_week(judged),)
    make = ready(opened, asked, whose)
    return lambda judged: (make(judged, None),)


def _audience(opened: Opened, wanted: Wanted) -> Audience:
    return audience(opened.book, wanted.edition, team=wanted.team, who=wanted.who)


def _judged(opened: Opened, asked: Asked) -> Judged:
    """What a check finds; of a workbook read with its archives what stands in itself."""
    here = None if BEFORE not in opened.store or opened.own_sheets is not None else _is_here
    return judge(
        opened.workbook,
        opened.book,
        opened.findings,
        today=asked.today,
        store=opened.store,
        mine=here,
        remembers=False,
    )


def _is_here(finding: Finding) -> bool:
    return finding.at is None or not finding.at.sheet.startswith("[")


def _across(opened: Opened, asked: Asked) -> Opened:
    """The workbook with the book of all its years, where it goes on from an archive."""
    if BEFORE not in opened.store or opened.own_sheets is not None:
        return opened
    from sheetsales.workflow.archives import across_years  # rare, and more to import

    return across_years(opened, today=asked.today, folder=asked.folder)


def _notices(opened: Opened) -> Sequence[Text]:
    """What reading the archives said."""
    return opened.notices if BEFORE in opened.store else ()


def _said(made: Made, notices: Sequence[Text]) -> Made:
    return replace(made, notices=(*made.notices, *notices)) if notices else made
