"""``sheetsales run BOOK``: the month in one go, check and report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    book_argument,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    written_options,
)
from sheetsales.cli.report_options import report_options
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.cli.report_options import Options
    from sheetsales.workflow.reporting import RunResult


@click.command(help=say(Text(
    "本月一键完成：检查工作簿并写回结果，再生成月报。有问题时退出码为 1。",
    "Do the month: check the workbook and write the findings into it, then make the report. Exit code 1 where there are "
    "problems.",
)))  # fmt: skip
@book_argument
@report_options
@written_options
def run(book: Path, options: Options, *, dry_run: bool, as_json: bool, lang: str | None) -> int:
    """Exit code 0 with nothing above information, 1 with findings; the report is made either way."""
    from sheetsales.workflow import reporting

    asked, wanted = options.asked(trial=dry_run), options.wanted()
    with progress(
        Text("正在检查并生成月报……", "Checking and making the report ..."), terminal_language(lang)
    ):
        result = reporting.run(book, asked, None if options.everybody else wanted, week=options.week)
    language = terminal_language(lang, result.checked.judged.book.lang)
    if as_json:
        _print(result, language, everybody=options.everybody, dry_run=dry_run)
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
    from sheetsales.workflow.report_said import made_lines

    checked = result.checked
    said = list(spoken(checked.judged, checked.plan, outcome(checked.plan, dry_run=dry_run), lang))
    yield from said[: said.index("")][:2]
    if len(result.reports) == 1:
        yield from (sentence.in_(lang) for sentence in result.reports[0].sentences[:1])
    yield said[-1]
    yield from made_lines(result.reports, lang, dry_run=dry_run)
