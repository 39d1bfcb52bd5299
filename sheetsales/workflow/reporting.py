"""``report`` and ``run``: the month's table, made beside the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sheetsales.checking.judge import Judged, judge
from sheetsales.dataclass import dataclass
from sheetsales.reports.editions import Audience, audience
from sheetsales.reports.week import WeekSummary
from sheetsales.workflow.checking import CheckResult, check_opened
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_both
from sheetsales.workflow.report_asked import EVERYTHING, Asked, Wanted
from sheetsales.workflow.report_making import Summary, ready, ready_everybody, ready_week


@dataclass(frozen=True)
class RunResult:
    """What ``run`` did: the check and the report, or everybody's."""

    checked: CheckResult
    reports: tuple[Summary, ...]


def report(path: Path, asked: Asked, wanted: Wanted = EVERYTHING) -> Summary:
    """Make the monthly table of a workbook, which itself stays untouched; of one without deals the small report of its
    contracts, orders or receipts. ``wanted`` says whom it is for."""
    opened = open_both(path, today=asked.today)
    make = ready(opened, asked, _audience(opened, wanted))
    return make(_judged(opened, asked), None)


def report_week(path: Path, day: dt.date, asked: Asked, wanted: Wanted = EVERYTHING) -> WeekSummary:
    """Make the report of the week that ``day`` lies in; all else as with ``report``."""
    opened = open_both(path, today=asked.today)
    make = ready_week(opened, day, asked, _audience(opened, wanted))
    return make(_judged(opened, asked))


def report_people(path: Path, asked: Asked) -> tuple[Summary, ...]:
    """A personal edition for everybody in Team, each a file of its own in the folder ``out``, else beside the workbook."""
    opened = open_both(path, today=asked.today)
    make = ready_everybody(opened, asked)
    return make(_judged(opened, asked))


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

    def checked() -> tuple[Callable[[Judged], tuple[Summary, ...]], CheckResult]:
        opened = open_both(path, today=asked.today)
        make = _ready(opened, asked, wanted, week)
        return make, check_opened(opened, today=asked.today, dry_run=dry_run or asked.trial)

    make, check = on_newest(path, checked)
    return RunResult(check, make(check.judged))


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
    return judge(opened.workbook, opened.book, opened.findings, today=asked.today, store=opened.store)
