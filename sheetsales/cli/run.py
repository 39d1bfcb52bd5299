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
from sheetsales.cli.report import force_option, full_option, month_option, out_option, where
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.reporting import RunResult


@click.command(help=say(Text(
    "本月一键完成：检查工作簿并写回结果，再生成月报。有问题时退出码为 1。",
    "Do the month: check the workbook and write the findings into it, then make the report. Exit code 1 where there are "
    "problems.",
)))  # fmt: skip
@book_argument
@month_option
@out_option
@today_option
@force_option
@full_option
@written_options
def run(
    book: Path,
    month: str | None,
    out: Path | None,
    today: dt.date | None,
    force: bool,
    full: bool,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 with nothing above information, 1 with findings; the report is made either way."""
    from sheetsales.workflow import reporting

    with progress(
        Text("正在检查并生成月报……", "Checking and making the report ..."), terminal_language(lang)
    ):
        asked = reporting.Asked(day(today), month, out, force=force, full=full, trial=dry_run)
        result = reporting.run(book, asked)
    language = terminal_language(lang, result.report.lang)
    if as_json:
        from sheetsales.checking.as_json import document

        made = {**result.report.as_json(language), "written": not dry_run}
        print_json({**document(result.checked.judged, language), "report": made})
    else:
        for line in lines(result, language, dry_run=dry_run):
            echo(line)
    return FINDINGS if result.checked.judged.summary.problems else CLEAN


def lines(result: RunResult, lang: Lang, *, dry_run: bool = False) -> Iterator[str]:
    """Five lines: what the check found, what the month brought, and where things are."""
    from sheetsales.checking.spoken import outcome, spoken

    checked = result.checked
    said = list(spoken(checked.judged, checked.plan, outcome(checked.plan, dry_run=dry_run), lang))
    yield from said[: said.index("")][:2]
    yield from (sentence.in_(lang) for sentence in result.report.sentences[:1])
    yield said[-1]
    yield where(result.report, dry_run=dry_run).in_(lang)
