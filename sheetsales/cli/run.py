"""``sheetsales run BOOK``: the month in one go, check and report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    today_option,
    written_options,
)
from sheetsales.cli.report import (
    asked_period,
    compare_option,
    copy_options,
    edition_options,
    force_option,
    full_option,
    is_everybody,
    made_lines,
    out_option,
    period_options,
    wanted_of,
    week_option,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.reports.draft import Edition
    from sheetsales.workflow.reporting import RunResult


@click.command(help=say(Text(
    "本月一键完成：检查工作簿并写回结果，再生成月报。有问题时退出码为 1。",
    "Do the month: check the workbook and write the findings into it, then make the report. Exit code 1 where there are "
    "problems.",
)))  # fmt: skip
@book_argument
@period_options
@week_option
@out_option
@today_option
@force_option
@full_option
@compare_option
@edition_options
@copy_options
@written_options
def run(
    book: Path,
    month: str | None,
    quarter: str | None,
    year: str | None,
    week: dt.date | None,
    out: Path | None,
    today: dt.date | None,
    force: bool,
    full: bool,
    compared: tuple[str, str] | None,
    edition: Edition | None,
    team: str,
    who: str,
    html: Path | None,
    pdf: Path | None,
    png: Path | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 with nothing above information, 1 with findings; the report is made either way."""
    from sheetsales.workflow import reporting
    from sheetsales.workflow.copies import Copies
    from sheetsales.workflow.report_asked import Asked

    period, months = asked_period(month, quarter, year)
    wanted = None if is_everybody(who) else wanted_of(edition, team, who, week, period)
    if wanted is None:
        wanted_of(edition, team, who, week, period)  # refuses what does not go with everybody
    asked = Asked(
        day(today), period, months, out, force=force, full=full, trial=dry_run, copies=Copies(html, pdf, png), compared=compared
    )  # fmt: skip
    with progress(
        Text("正在检查并生成月报……", "Checking and making the report ..."), terminal_language(lang)
    ):
        result = reporting.run(book, asked, wanted, week=week)
    language = terminal_language(lang, result.checked.judged.book.lang)
    if as_json:
        _print(result, language, everybody=wanted is None, dry_run=dry_run)
    else:
        for line in lines(result, language, dry_run=dry_run):
            echo(line)
    return FINDINGS if result.checked.judged.summary.problems else CLEAN


def _print(result: RunResult, lang: Lang, *, everybody: bool, dry_run: bool) -> None:
    from sheetsales.checking.as_json import document

    made = [{**one.as_json(lang), "written": not dry_run} for one in result.reports]
    reports = {"reports": made} if everybody else {"report": made[0]}
    print_json({**document(result.checked.judged, lang), **reports})


def lines(result: RunResult, lang: Lang, *, dry_run: bool = False) -> Iterator[str]:
    """What the check found, what the period brought, and where things are."""
    from sheetsales.checking.spoken import outcome, spoken

    checked = result.checked
    said = list(spoken(checked.judged, checked.plan, outcome(checked.plan, dry_run=dry_run), lang))
    yield from said[: said.index("")][:2]
    if len(result.reports) == 1:
        yield from (sentence.in_(lang) for sentence in result.reports[0].sentences[:1])
    yield said[-1]
    yield from made_lines(result.reports, lang, dry_run=dry_run)
