"""``sheetsales check BOOK``: judge the data and the stages, and write the results into the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    usual_options,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

LEVELS = ("basic", "standard")
"""As ``checking.starting`` knows them, which is imported only for the work."""

if TYPE_CHECKING:
    from sheetsales.checking.fixes.fix import Fixes
    from sheetsales.workflow.checking import CheckResult

_NOT_ALONE = Text(
    "--unsafe-fixes 要和 --fix 一起用：sheetsales check --fix --unsafe-fixes 工作簿",
    "--unsafe-fixes goes with --fix: sheetsales check --fix --unsafe-fixes BOOK",
)


@click.command(help=say(Text(
    "检查数据和阶段规则；结果写入“检查结果”表和检查列，其余不动。有问题时退出码为 1。",
    "Check data and stage rules; findings go into the Findings sheet and the check column, nothing else is touched. "
    "Exit code 1 where there are problems.",
)))  # fmt: skip
@book_argument
@usual_options
@click.option("--baseline", is_flag=True, help=say(Text(
    "接受现有问题，以后只列新出现的", "Accept today's findings; later checks list only new ones")))  # fmt: skip
@click.option("--level", type=click.Choice(LEVELS), default=None, help=say(Text(
    "从这次起按这个级别列：刚开始用的工作簿先按 basic（入门）", "List at this level from now on; a workbook just begun starts "
    "at basic")))  # fmt: skip
@click.option("--fix", is_flag=True, help=say(Text(
    "先改好只有一种改法的：空格、全角、文本数字和日期、表格外的行", "First mend what can be mended in one way: blanks, full width, "
    "numbers and dates stored as text, rows outside their table")))  # fmt: skip
@click.option("--unsafe-fixes", is_flag=True, help=say(Text(
    "和 --fix 一起用：连猜的也改（最接近的选项）", "With --fix: take guesses as well (the closest choice)")))  # fmt: skip
def check(
    book: Path,
    today: dt.date | None,
    as_json: bool,
    dry_run: bool,
    lang: str | None,
    baseline: bool,
    level: str | None,
    fix: bool,
    unsafe_fixes: bool,
) -> int:
    """Exit code 0 with nothing above information, 1 with findings."""
    if unsafe_fixes and not fix:
        raise BadRequest(_NOT_ALONE)
    with progress(Text("正在检查……", "Checking ..."), terminal_language(lang)):
        fixes, result = _checked(book, day(today), dry_run, baseline, level or "", fix, unsafe_fixes)
    language = terminal_language(lang, result.judged.book.lang)
    if as_json:
        print_json(_document(fixes, result, language, dry_run))
    else:
        for line in _lines(fixes, result, language, dry_run):
            echo(line)
    return FINDINGS if result.judged.summary.problems else CLEAN


def _checked(
    book: Path, today: dt.date, dry_run: bool, baseline: bool, level: str, fix: bool, guesses: bool
) -> tuple[Fixes | None, CheckResult]:
    if fix:
        from sheetsales.workflow.mending import mend

        mended = mend(book, today=today, guesses=guesses, dry_run=dry_run, baseline=baseline, level=level)
        return mended.fixes, mended.checked
    from sheetsales.workflow import checking

    return None, checking.check(book, today=today, dry_run=dry_run, baseline=baseline, level=level)


def _document(fixes: Fixes | None, result: CheckResult, lang: Lang, dry_run: bool) -> dict[str, Any]:
    from sheetsales.checking.as_json import document

    out = document(result.judged, lang)
    if fixes is not None:
        from sheetsales.checking.fixes.told import fixes_document

        out.update(fixes_document(fixes))
    if dry_run:
        from sheetsales.cells.plan_json import plan_to_json

        out["plan"] = plan_to_json(result.plan)
    return out


def _lines(fixes: Fixes | None, result: CheckResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    from sheetsales.checking.spoken import outcome, spoken

    if fixes is not None:
        from sheetsales.checking.fixes.told import fix_lines

        yield from fix_lines(fixes, lang, dry_run=dry_run)
        yield ""
    yield from spoken(result.judged, result.plan, outcome(result.plan, dry_run=dry_run), lang)
    yield from (notice.in_(lang) for notice in result.applied.notices)
