"""``sheetsales report BOOK``: the monthly sales process table as a workbook of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    Day,
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
from sheetsales.errors import BadRequest
from sheetsales.look.numbers import UNKNOWN
from sheetsales.process.periods import QUARTER
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.reports.draft import Edition
    from sheetsales.workflow.report_asked import Wanted
    from sheetsales.workflow.report_making import Summary


def period_options(command: click.decorators.FC) -> click.decorators.FC:
    """``--month``, ``--quarter`` and ``--year``: what the report tells."""
    options = (
        click.option("--month", default=None, metavar="YYYY-MM", help=say(Text(
            "哪个月，如 2026-10；默认按参数，否则上个整月",
            "The month, such as 2026-10; default: as set, else the last whole one"))),
        click.option("--quarter", default=None, metavar="YYYYQn", help=say(Text(
            "出季报：哪个季度，如 2026Q3、第三季度（按财年）",
            "The report of a quarter of the fiscal year, such as 2026Q3 or Q3"))),
        click.option("--year", default=None, metavar="YYYY", help=say(Text(
            "出年报：哪个（财）年，如 2026", "The report of a fiscal year, such as 2026"))),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def asked_period(month: str | None, quarter: str | None, year: str | None) -> tuple[str | None, int | None]:
    """The period the options name, and how many months it has to have; refuses two of them."""
    named = [(text, months) for text, months in ((month, 1), (quarter, 3), (year, 12)) if text is not None]
    if len(named) > 1:
        raise BadRequest(
            Text(
                "--month、--quarter、--year 只能写一个。",
                "Only one of --month, --quarter and --year can be given.",
            )
        )
    if not named:
        return None, None
    text, months = named[0]
    return f"Q{text}" if months == QUARTER and text.strip() in ("1", "2", "3", "4") else text, months


def week_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "出一周的：那一周里的任何一天，如 2026-11-02",
        "The report of a week: any day in it, such as 2026-11-02",
    )
    return click.option("--week", type=Day(), default=None, help=say(help_text))(command)


def out_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "存到哪个文件或文件夹，默认在工作簿旁边", "File or folder to write to; default: beside the workbook"
    )
    return click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help=say(help_text))(
        command
    )


def force_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text("那里已有别的文件也覆盖", "Overwrite another file that is in that place")
    return click.option("--force", is_flag=True, help=say(help_text))(command)


def full_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "全部各页；不加只出短版：封面、流程表、目标、客户、下月重点行动",
        "All pages; without it the short edition: cover, process table, targets, customers, next month's actions",
    )
    return click.option("--full", is_flag=True, help=say(help_text))(command)


def edition_options(command: click.decorators.FC) -> click.decorators.FC:
    """``--edition``, ``--team`` and ``--who``: whom the report is for."""
    options = (
        click.option("--edition", type=click.Choice(("manager", "team", "person")), default=None, help=say(Text(
            "给谁看：主管版（默认）、团队版（没有评价和提成）、个人版（只有自己的）",
            "Whom it is for: manager (default), team (without evaluation and pay), person (own rows alone)"))),
        click.option("--team", default="", help=say(Text("只出这个团队的", "Of this team alone"))),
        click.option("--who", default="", help=say(Text(
            "个人版：姓名或编号；all 给每人一份", "Personal edition: a name or id; all makes one for everybody"))),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def compare_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "另加一页：两个留了底的月份（或季度、年份）前后对比",
        "Another page: two kept months, quarters or years, before and after",
    )
    option = click.option(
        "--compare", "compared", nargs=2, default=None, metavar="YYYY-MM YYYY-MM", help=say(help_text)
    )
    return option(command)


def copy_options(command: click.decorators.FC) -> click.decorators.FC:
    """``--html``, ``--pdf`` and ``--png``: each a file, or a folder."""
    texts = {
        "html": Text(
            "另存一个网页文件，手机、电脑浏览器都能看", "Also one HTML file, for phones and browsers"
        ),
        "pdf": Text("另存 PDF（要有 LibreOffice）", "Also a PDF (takes LibreOffice)"),
        "png": Text(
            "第一页另存为图片，发微信用（要有 LibreOffice）",
            "Also a picture of page one, for a chat (takes LibreOffice)",
        ),
    }
    for kind, text in reversed(texts.items()):
        option = click.option(f"--{kind}", type=click.Path(path_type=Path), default=None, help=say(text))
        command = option(command)
    return command


def template_options(command: click.decorators.FC) -> click.decorators.FC:
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
@period_options
@week_option
@out_option
@today_option
@force_option
@full_option
@compare_option
@edition_options
@copy_options
@template_options
@written_options
def report(
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
    from sheetsales.workflow.copies import Copies
    from sheetsales.workflow.report_asked import Asked

    if fresh is not None:
        return _new_template(book, fresh, lang, day(today), force=force, as_json=as_json, dry_run=dry_run)
    period, months = asked_period(month, quarter, year)
    wanted = wanted_of(edition, team, who, week, period)
    copies = Copies(html, pdf, png)
    _require_template(template, html, week, checked=checked)
    asked = Asked(
        day(today),
        period,
        months,
        out,
        force=force,
        full=full,
        trial=dry_run or checked,
        copies=copies,
        compared=compared,
        template=template,
    )
    with progress(Text("正在生成月报……", "Making the report ..."), terminal_language(lang)):
        if is_everybody(who):
            return _people(reporting.report_people(book, asked), lang, as_json=as_json, dry_run=dry_run)
        summary: Summary = (
            reporting.report(book, asked, wanted)
            if week is None
            else reporting.report_week(book, week, asked, wanted)
        )
    language = terminal_language(lang, summary.lang)
    if as_json:
        print_json({**summary.as_json(language), "written": not (dry_run or checked)})
    elif checked:
        for line in template_lines(summary, language, filled=True):
            echo(line)
    else:
        for line in lines(summary, language, dry_run=dry_run):
            echo(line)
    return FINDINGS if getattr(summary, "problems", ()) else CLEAN


def _require_template(
    template: Path | None, html: Path | None, week: dt.date | None, *, checked: bool
) -> None:
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
    for given, option in ((html, "--html"), (week, "--week")):
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


def template_lines(summary: Summary, lang: Lang, *, filled: bool) -> Iterator[str]:
    """What of a template is filled, where that is asked, and what is wrong with it."""
    made, problems = getattr(summary, "filled", ()), getattr(summary, "problems", ())
    if filled:
        yield from (f"✓ {one.at} {one.name}: {one.what.in_(lang)}" for one in made)
    if made or problems:
        yield _TEMPLATE.fill(filled=len(made), problems=len(problems)).in_(lang)
    yield from (problem.line.in_(lang) for problem in problems)


_TEMPLATE = Text(
    "模板：填了 {filled} 处，{problems} 个问题。",
    "Template: {filled:place|places} filled, {problems:problem|problems}.",
)


_ALL = ("all", "所有人", "全部")


def is_everybody(who: str) -> bool:
    return who.strip().casefold() in _ALL


def wanted_of(
    edition: Edition | None, team: str, who: str, week: dt.date | None = None, period: str | None = None
) -> Wanted:
    """What the options say together: a person makes it a personal edition, which needs one."""
    from sheetsales.workflow.report_asked import Wanted

    if week is not None and (period or is_everybody(who)):
        raise BadRequest(
            Text(
                "--week 出的是一周，不能和 --month、--quarter、--year、--who all 一起用。",
                "--week makes the report of a week; it does not go with --month, --quarter, --year or --who all.",
            )
        )
    if who and (team or edition in ("manager", "team")):
        raise BadRequest(
            Text(
                "--who 出的是个人版，不能和 --team、别的 --edition 一起用。",
                "--who makes a personal edition; it does not go with --team or another --edition.",
            )
        )
    if edition == "person" and not who:
        raise BadRequest(
            Text(
                "个人版要说是谁：加 --who 姓名，或 --who all 每人一份。",
                "A personal edition is somebody's: add --who NAME, or --who all for one each.",
            )
        )
    return Wanted(edition or ("person" if who else "team" if team else "manager"), team, who)


def _people(summaries: Sequence[Summary], lang: str | None, *, as_json: bool, dry_run: bool) -> int:
    """Where everybody's edition is."""
    language = terminal_language(lang, summaries[0].lang if summaries else "en")
    if as_json:
        print_json({"reports": [one.as_json(language) for one in summaries], "written": not dry_run})
        return CLEAN
    for line in made_lines(summaries, language, dry_run=dry_run):
        echo(line)
    return CLEAN


def made_lines(summaries: Sequence[Summary], lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """Where each report and its copies are, and what could not be made."""
    for summary in summaries:
        yield where(summary, dry_run=dry_run).in_(lang)
        yield from template_lines(summary, lang, filled=False)
        yield from map(str, summary.copies)
    yield from (n.in_(lang) for n in dict.fromkeys(notice for one in summaries for notice in one.notices))
    if not summaries:
        yield _NOBODY.in_(lang)


_NOBODY = Text("人员表里没有在职的人，没有出报告。", "Team has nobody in post, so no report was made.")


def lines(summary: Summary, lang: Lang, *, dry_run: bool = False) -> Iterator[str]:
    """The facts, what is unknown and why, and where the report is."""
    yield from (sentence.in_(lang) for sentence in summary.sentences)
    colon = "：" if lang == "zh" else ": "
    for headline in summary.headlines:
        if headline.value is None:
            yield f"{UNKNOWN} {headline.name.in_(lang)}{colon}{headline.reason.in_(lang)}"
    yield ""
    yield from made_lines((summary,), lang, dry_run=dry_run)


def where(summary: Summary, *, dry_run: bool = False) -> Text:
    as_of = summary.as_of.isoformat()
    said = WEEKS if len(summary.month) > len("2026-10") else PERIODS
    kind = _KINDS[("Q" in summary.month) + 2 * (len(summary.month) == len("2026"))]
    return said[dry_run].fill(month=summary.month, as_of=as_of, path=summary.path, kind=kind)


_KINDS = ("月报", "季报", "年报")
PERIODS = (
    Text("{month} {kind}（截至 {as_of}）：{path}", "Report for {month} (as of {as_of}): {path}"),
    Text(
        "这是预演：{month} {kind}（截至 {as_of}）会存到 {path}；现在什么都没写。",
        "Dry run: the report for {month} (as of {as_of}) would go to {path}; nothing was written.",
    ),
)
WEEKS = (
    Text("{month} 周报（截至 {as_of}）：{path}", "Report for the week of {month} (as of {as_of}): {path}"),
    Text(
        "这是预演：{month} 周报（截至 {as_of}）会存到 {path}；现在什么都没写。",
        "Dry run: the report for the week of {month} (as of {as_of}) would go to {path}; nothing was written.",
    ),
)
"""Where a report is, and where it would be."""
