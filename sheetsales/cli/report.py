"""``sheetsales report BOOK``: the monthly sales process table as a workbook of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
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
    written_options,
)
from sheetsales.cli.report_options import report_options
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.cli.report_options import Options
    from sheetsales.workflow.report_making import Summary


def _template_options(command: click.decorators.FC) -> click.decorators.FC:
    """``--template``, ``--template-check`` and ``--template-new``."""
    options = (
        click.option("--template", type=click.Path(path_type=Path), default=None, help=say(Text(
            "填进你们自己的模板（.xlsx 或 .xlsm）：里面命名了的单元格、表和区域",
            "Fill your own template (.xlsx or .xlsm): its named cells, Tables and blocks"))),
        click.option("--template-check", "checked", is_flag=True, help=say(Text(
            "只看模板会填什么、有什么问题，不写文件", "Only list what of the template would be filled and what is wrong with it"))),
        click.option("--template-new", "fresh", type=click.Path(path_type=Path), default=None, help=say(Text(
            "做一个现成的模板，里面有全部名称，拿去改", "Make a template with every name in it, to be changed"))),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(help=say(Text(
    "生成月度销售管理流程表：一个新的工作簿，首页讲完全月，公式连着自带的数据表。原工作簿不动。",
    "Make the monthly sales process table: a new workbook whose first page tells the month, with formulas over its own "
    "data sheets. The workbook itself is not touched.",
)))  # fmt: skip
@book_argument
@report_options
@_template_options
@written_options
def report(
    book: Path,
    options: Options,
    *,
    template: Path | None,
    checked: bool,
    fresh: Path | None,
    dry_run: bool,
    as_json: bool,
    lang: Lang | None,
) -> int:
    """Exit code 0 once the report is made, 1 where a template was not filled in all; it follows the workbook's language,
    the terminal ``--lang``."""
    from sheetsales.workflow import reporting

    if fresh is not None:
        return _new_template(
            book, fresh, lang, day(options.today), force=options.force, as_json=as_json, dry_run=dry_run
        )
    asked, wanted = options.asked(trial=dry_run or checked, template=template), options.wanted()
    _require_template(template, options, checked=checked)
    with progress(Text("正在生成月报……", "Making the report ..."), terminal_language(lang)):
        if options.everybody:
            return _people(reporting.report_people(book, asked), lang, as_json=as_json, dry_run=dry_run)
        summary: Summary = (
            reporting.report(book, asked, wanted)
            if options.week is None
            else reporting.report_week(book, options.week, asked, wanted)
        )
    language = terminal_language(lang, summary.lang)
    if as_json:
        print_json({**summary.as_json(language), "written": not (dry_run or checked)})
    else:
        _say(summary, language, checked=checked, dry_run=dry_run)
    return FINDINGS if getattr(summary, "problems", ()) else CLEAN


def _say(summary: Summary, lang: Lang, *, checked: bool, dry_run: bool) -> None:
    from sheetsales.workflow import report_said

    told: Iterable[str] = (
        report_said.template_lines(summary, lang, filled=True)
        if checked
        else report_said.lines(summary, lang, dry_run=dry_run)
    )
    for line in told:
        echo(line)


def _people(summaries: Sequence[Summary], lang: str | None, *, as_json: bool, dry_run: bool) -> int:
    """Where everybody's edition is."""
    from sheetsales.workflow.report_said import made_lines

    language = terminal_language(lang, summaries[0].lang if summaries else "en")
    if as_json:
        print_json({"reports": [one.as_json(language) for one in summaries], "written": not dry_run})
        return CLEAN
    for line in made_lines(summaries, language, dry_run=dry_run):
        echo(line)
    return CLEAN


def _require_template(template: Path | None, options: Options, *, checked: bool) -> None:
    """Refuses what does not go with a template, or without one."""
    if checked and template is None:
        raise BadRequest(
            Text(
                "--template-check 要说是哪个模板：加 --template 文件。",
                "--template-check needs to know which template: add --template FILE.",
            )
        )
    if template is None:
        return
    for given, option in ((options.html, "--html"), (options.week, "--week")):
        if given is not None:
            raise BadRequest(
                Text(
                    f"{option} 不能和 --template 一起用：模板填的是月报的表。去掉其中一个；手机上看可以用 --pdf、--png。",
                    f"{option} does not go with --template, which takes the month's tables. Leave one of them out; --pdf and --png work.",
                )
            )


def _new_template(
    book: Path, place: Path, lang: Lang | None, today: dt.date, *, force: bool, as_json: bool, dry_run: bool
) -> int:
    from sheetsales.workflow.templating import new_template

    made = new_template(book, place, today=today, lang=lang, force=force, dry_run=dry_run)
    if as_json:
        print_json(
            {"template": str(made.path), "names": made.names, "tables": made.tables, "written": not dry_run}
        )
    else:
        echo(
            _MADE[dry_run]
            .fill(path=made.path, names=made.names, tables=made.tables)
            .in_(terminal_language(lang, made.lang))
        )
    return CLEAN


_MADE = (
    Text(
        "模板：{path}（{names} 个单元格、{tables} 张表）。照你们的样子改，再用 report --template 填。",
        "Template: {path} ({names:cell|cells}, {tables:table|tables}). Make it yours, then fill it with report --template.",
    ),
    Text(
        "这是预演：模板会存到 {path}（{names} 个单元格、{tables} 张表）；现在什么都没写。",
        "Dry run: the template would go to {path} ({names:cell|cells}, {tables:table|tables}); nothing was written.",
    ),
)
