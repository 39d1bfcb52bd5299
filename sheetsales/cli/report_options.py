"""The options of ``report`` and ``run``: what the report tells, whom it is for, where it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import Day, day, say, today_option
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.process.periods import MONTH, QUARTER, YEAR
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.reports.draft import Edition
    from sheetsales.workflow.report_asked import Asked, Wanted

_ALL = ("all", "所有人", "全部")
_WEEKS = {
    **dict.fromkeys(("本周", "这周", "这一周", "this week"), dt.timedelta()),
    **dict.fromkeys(("上周", "上一周", "last week", "previous week"), dt.timedelta(weeks=1)),
}


@dataclass(frozen=True)
class Options:
    """What was typed of a report."""

    month: str | None
    quarter: str | None
    year: str | None
    week: dt.date | None
    out: Path | None
    today: dt.date | None
    force: bool
    full: bool
    compared: tuple[str, str] | None
    edition: Edition | None
    team: str
    who: str
    html: Path | None
    pdf: Path | None
    png: Path | None

    @property
    def everybody(self) -> bool:
        """Whether everybody's own edition is asked for."""
        return self.who.strip().casefold() in _ALL

    def asked(self, *, trial: bool, template: Path | None = None) -> Asked:
        """What the options ask for; a ``trial`` keeps nothing. Refuses two periods."""
        from sheetsales.workflow.copies import Copies
        from sheetsales.workflow.report_asked import Asked

        period, months = _period(self)
        copies = Copies(self.html, self.pdf, self.png)
        return Asked(
            day(self.today), period, months, self.out, force=self.force, full=self.full, trial=trial, copies=copies,
            compared=self.compared, template=template,
        )  # fmt: skip

    def wanted(self) -> Wanted:
        """Whom the report is for: a person makes it a personal edition, which needs one. Refuses what does not go together."""
        from sheetsales.workflow.report_asked import Wanted

        _require_fitting(self)
        edition = self.edition or ("person" if self.who else "team" if self.team else "manager")
        return Wanted(edition, self.team, self.who)


def report_options(command: Callable[..., int]) -> Callable[..., int]:
    """All of them, told to the command as one: its second argument."""

    @wraps(command)
    def told(book: Path, **given: Any) -> int:
        given["week"] = _day_in(given["week"], given["today"])
        options = Options(**{name: given.pop(name) for name in Options.__dataclass_fields__})
        return command(book, options, **given)

    for declared in (_copy_options, _edition_options, _compare_option, _full_option, force_option, today_option, out_option, _week_option, _period_options):  # fmt: skip
        told = declared(told)
    return told


def _period_options(command: click.decorators.FC) -> click.decorators.FC:
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


class _Week(Day):
    """Any day of a week, or this or last week, which is kept as the days it lies back."""

    name = "week"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        word = value.strip().casefold().replace("-", " ") if isinstance(value, str) else value
        return _WEEKS[word] if word in _WEEKS else super().convert(value, param, ctx)


def _day_in(week: dt.date | dt.timedelta | None, today: dt.date | None) -> dt.date | None:
    return day(today) - week if isinstance(week, dt.timedelta) else week


def _week_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "出一周的：那一周里的任何一天，如 2026-11-02，或上周、本周",
        "The report of a week: any day in it, such as 2026-11-02, or last week, this week",
    )
    return click.option("--week", type=_Week(), default=None, help=say(help_text))(command)


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


def _full_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "全部各页；不加只出短版：封面、流程表、目标、客户、下月重点行动",
        "All pages; without it the short edition: cover, process table, targets, customers, next month's actions",
    )
    return click.option("--full", is_flag=True, help=say(help_text))(command)


def _edition_options(command: click.decorators.FC) -> click.decorators.FC:
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


def _compare_option(command: click.decorators.FC) -> click.decorators.FC:
    help_text = Text(
        "另加一页：两个留了底的月份（或季度、年份）前后对比",
        "Another page: two kept months, quarters or years, before and after",
    )
    option = click.option(
        "--compare", "compared", nargs=2, default=None, metavar="YYYY-MM YYYY-MM", help=say(help_text)
    )
    return option(command)


def _copy_options(command: click.decorators.FC) -> click.decorators.FC:
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


def _period(options: Options) -> tuple[str | None, int | None]:
    """The period the options name, and how many months it has to have; refuses two of them."""
    given = ((options.month, MONTH), (options.quarter, QUARTER), (options.year, YEAR))
    named = [(text, months) for text, months in given if text is not None]
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


def _require_fitting(options: Options) -> None:
    if options.week is not None and (_period(options)[0] or options.everybody):
        raise BadRequest(
            Text(
                "--week 出的是一周，不能和 --month、--quarter、--year、--who all 一起用。",
                "--week makes the report of a week; it does not go with --month, --quarter, --year or --who all.",
            )
        )
    if options.who and (options.team or options.edition in ("manager", "team")):
        raise BadRequest(
            Text(
                "--who 出的是个人版，不能和 --team、别的 --edition 一起用。",
                "--who makes a personal edition; it does not go with --team or another --edition.",
            )
        )
    if options.edition == "person" and not options.who:
        raise BadRequest(
            Text(
                "个人版要说是谁：加 --who 姓名，或 --who all 每人一份。",
                "A personal edition is somebody's: add --who NAME, or --who all for one each.",
            )
        )
