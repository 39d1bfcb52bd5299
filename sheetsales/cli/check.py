"""``sheetsales check BOOK``: judge the data and the stages, and write the results into the workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    book_argument,
    day,
    dry_run_option,
    json_option,
    lang_option,
    print_json,
    progress,
    say,
    terminal_language,
    today_option,
)
from sheetsales.texts import Text


@click.command(help=say(Text(
    "检查数据和阶段规则；结果写入“检查结果”表和检查列，其余不动。有问题时退出码为 1。",
    "Check data and stage rules; findings go into the Findings sheet and the check column, nothing else is touched. "
    "Exit code 1 where there are problems.",
)))  # fmt: skip
@book_argument
@today_option
@json_option
@dry_run_option
@lang_option
@click.option("--baseline", is_flag=True, help=say(Text(
    "接受现有问题，以后只列新出现的", "Accept today's findings; later checks list only new ones")))  # fmt: skip
def check(
    book: Path, today: dt.date | None, as_json: bool, dry_run: bool, lang: str | None, baseline: bool
) -> int:
    """Exit code 0 with nothing above information, 1 with findings."""
    from sheetsales.workflow import checking

    progress(Text("正在检查……", "Checking ..."), terminal_language(lang))
    result = checking.check(book, today=day(today), dry_run=dry_run, baseline=baseline)
    language = terminal_language(lang, result.judged.book.lang)
    if as_json:
        from sheetsales.checking.as_json import document

        out = document(result.judged, language)
        if dry_run:
            from sheetsales.cells.plan_json import plan_to_json

            out["plan"] = plan_to_json(result.plan)
        print_json(out)
    else:
        from sheetsales.checking.spoken import outcome, spoken

        what = outcome(result.plan, dry_run=dry_run)
        for line in spoken(result.judged, result.plan, what, language):
            click.echo(line)
        for notice in result.applied.notices:
            click.echo(notice.in_(language))
    return FINDINGS if result.judged.summary.problems else CLEAN
