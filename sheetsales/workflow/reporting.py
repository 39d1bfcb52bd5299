"""``report`` and ``run``: the month's table, made beside the workbook."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from sheetsales.backends.saving import check_place, save_in_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.book.book import Book
from sheetsales.checking.judge import Judged, judge
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.period import Period, asked_period, month_of, moved, shifted
from sheetsales.process.periods import MONTH, QUARTER, YEAR, fiscal_start
from sheetsales.process.snapshot import Snapshots
from sheetsales.process.workload import week_of
from sheetsales.regex import regex
from sheetsales.reports.compare_table import both
from sheetsales.reports.draft import Edition
from sheetsales.reports.editions import MANAGERS, Audience, audience, everybody
from sheetsales.reports.judgement import Judgement, judgements
from sheetsales.reports.ledger import Ledger, LedgerSummary, build_ledgers, ledgers
from sheetsales.reports.monthly import build, require_begun, require_pipeline
from sheetsales.reports.summary import ReportSummary
from sheetsales.reports.week import WeekSummary, build_week
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import Lang, Text
from sheetsales.workflow.checking import CheckResult, check_opened
from sheetsales.workflow.copies import NO_COPIES, Copies, check_copies, make_copies
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.templating import MARK, check_template, fill_template

_TITLES = (
    "销售管理流程表</dc:title>".encode(), b"<dc:title>Monthly sales process table", "销售汇总</dc:title>".encode(),
    b"<dc:title>Quarterly sales process table", b"<dc:title>Yearly sales process table", b"<dc:title>Sales summary", "销售周报</dc:title>".encode(), b"<dc:title>Weekly sales report",
)  # fmt: skip

Summary = ReportSummary | LedgerSummary | WeekSummary
"""The monthly table, the small report of a workbook without deals, or the week's."""


_NOT_IN_NAMES = regex(r'[\\/:*?"<>|\x00-\x1f]')
_NO_EDITION = Text(
    "这份汇总没有个人版和团队版：要有商机表才能按人分。请出整份的。",
    "This summary has no editions for a person or a team: that takes a Pipeline sheet. Make the whole one.",
)
_NO_TEMPLATE = Text(
    "这份汇总填不进模板：模板用的是月报的表，要有商机表。去掉 --template 再来。",
    "This summary does not go into a template, which takes the tables of the month: those need a Pipeline sheet. Leave --template out.",
)
_NO_WEB = Text(
    "这份汇总没有网页版；手机上看请用 --pdf 或 --png。",
    "This summary has no web page; for a phone make it with --pdf or --png.",
)
Made = TypeVar("Made", bound=Summary)


@dataclass(frozen=True)
class Wanted:
    """Whom a report is for, by names as somebody typed them: a ``team`` by name, a person (``who``) by id or name."""

    edition: Edition = "manager"
    team: str = ""
    who: str = ""


EVERYTHING = Wanted()


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a report, whatever it tells.

    ``period`` is a month, quarter or year such as ``2026-10``, ``2026Q3``, ``Q3``, ``2026``; None takes the setting, else
    the last whole month before ``today``. ``months`` is how long it has to be, None for any length. ``out`` is a file or a folder; None means beside the workbook as ``<book>-2026-10.xlsx``. ``lang`` None follows the workbook.
    A ``trial`` makes it and keeps nothing. An earlier report in that place is replaced after a backup, any other file
    only with ``force``. ``full`` makes every page, else the short edition. ``stem`` is what ``<book>`` stands for where
    the workbook is a copy under another name. ``copies`` are made of the report beside it, ``compared`` sets two kept
    months, or quarters or years of them, beside each other. ``template`` is a team's own
    workbook that is filled in place of ours.
    """

    today: dt.date
    period: str | None = None
    months: int | None = None
    out: Path | None = None
    lang: Lang | None = None
    force: bool = False
    full: bool = False
    stem: str | None = None
    trial: bool = False
    copies: Copies = NO_COPIES
    compared: tuple[str, str] | None = None
    template: Path | None = None


@dataclass(frozen=True)
class RunResult:
    """What ``run`` did: the check and the report, or everybody's."""

    checked: CheckResult
    reports: tuple[Summary, ...]


def report(path: Path, asked: Asked, wanted: Wanted = EVERYTHING) -> Summary:
    """Make the monthly table of a workbook, which itself stays untouched; of one without deals the small report of its
    contracts, orders or receipts. ``wanted`` says whom it is for."""
    opened, judged = _judged(path, asked.today)
    whose = audience(judged.book, wanted.edition, team=wanted.team, who=wanted.who)
    return _report(opened, judged, asked, whose)


def report_week(path: Path, day: dt.date, asked: Asked, wanted: Wanted = EVERYTHING) -> WeekSummary:
    """Make the report of the week that ``day`` lies in; all else as with ``report``."""
    opened, judged = _judged(path, asked.today)
    return _week(opened, judged, day, asked, wanted)


def _week(opened: Opened, judged: Judged, day: dt.date, asked: Asked, wanted: Wanted) -> WeekSummary:
    book = judged.book
    require_pipeline(book)
    whose = audience(book, wanted.edition, team=wanted.team, who=wanted.who)
    place, asked = _placed(opened.path, _week_label(day, book), asked, whose)

    def made(file: Path, web: Path | None) -> WeekSummary:
        return build_week(
            book,
            judged.findings,
            day=day,
            today=asked.today,
            path=file,
            lang=book.lang,
            web=web,
            audience=whose,
        )

    return _saved(place, opened.path, made, asked)


def report_people(path: Path, asked: Asked) -> tuple[Summary, ...]:
    """A personal edition for everybody in Team, each a file of its own in the folder ``out``, else beside the workbook."""
    _require_folders(asked)
    opened, judged = _judged(path, asked.today)
    return _everybody(opened, judged, asked)


def _everybody(opened: Opened, judged: Judged, asked: Asked) -> tuple[Summary, ...]:
    """One file each; how people are judged is worked out once for all."""
    book, period = judged.book, _period(asked, opened)
    language = asked.lang or book.lang
    known: tuple[Judgement, ...] = ()
    if not _from_ledgers(book, asked.lang):
        require_begun(period, asked.today, fiscal_start(book.settings))
        known = judgements(book, judged.findings, period, today=asked.today, lang=language)
    people = everybody(book, asked.today)
    return tuple(_report(opened, judged, asked, whose, known) for whose in people)


def _require_folders(asked: Asked) -> None:
    for place in (asked.out, asked.copies.html, asked.copies.pdf, asked.copies.png):
        if place is not None and not place.is_dir():
            raise BadRequest(
                Text(
                    f"--who all 给每人一个文件，“{place}”要是一个已有的文件夹。",
                    f"--who all makes a file for each person, so '{place}' has to be a folder that is there.",
                )
            )


def _judged(path: Path, today: dt.date) -> tuple[Opened, Judged]:
    opened = open_book(path, today=today)
    return opened, judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)


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

    def checked() -> tuple[Opened, CheckResult]:
        opened = open_book(path, today=asked.today)
        _require(opened, asked, wanted, week)
        return opened, check_opened(opened, today=asked.today, dry_run=dry_run or asked.trial)

    opened, check = on_newest(path, checked)
    judged = check.judged
    if week is not None:
        return RunResult(check, (_week(opened, judged, week, asked, wanted or EVERYTHING),))
    if wanted is None:
        return RunResult(check, _everybody(opened, judged, asked))
    whose = audience(judged.book, wanted.edition, team=wanted.team, who=wanted.who)
    return RunResult(check, (_report(opened, judged, asked, whose),))


def _require(opened: Opened, asked: Asked, wanted: Wanted | None, week: dt.date | None) -> None:
    """Raises what would keep a report from being made."""
    book = opened.book
    if wanted is None:
        _require_folders(asked)
        wanted = EVERYTHING
    whose = audience(book, wanted.edition, team=wanted.team, who=wanted.who)
    if week is not None:
        require_pipeline(book)
        _placed(opened.path, _week_label(week, book), asked, whose)
        return
    period = _period(asked, opened)
    if _from_ledgers(book, asked.lang):
        _require_month(period)
    require_begun(period, asked.today, fiscal_start(book.settings))
    if asked.compared is not None:
        both(Snapshots(opened.store), _pair(asked, opened))
    _placed(opened.path, period.label, asked, whose)


def _week_label(day: dt.date, book: Book) -> str:
    return f"week-{week_of(day, book.settings.text('week_start'))}"


def _report(
    opened: Opened,
    judged: Judged,
    asked: Asked,
    whose: Audience,
    known: tuple[Judgement, ...] | None = None,
) -> Summary:
    """The table of a month, quarter or year, or what stands for it where the workbook keeps no deals."""
    compared = None if asked.compared is None else _pair(asked, opened)
    period = _period(asked, opened)
    place, asked = _placed(opened.path, period.label, asked, whose)
    language = asked.lang or judged.book.lang
    found = _from_ledgers(judged.book, asked.lang)
    if found:
        return _small(opened, judged.book, found, period, place, asked, whose)

    def made(file: Path, web: Path | None) -> ReportSummary:
        if asked.template is not None:
            before = moved(period, -period.span.months, fiscal_start(judged.book.settings))
            earlier = (place, _named(opened.path, before.label, asked, whose))
            whole = table(file.with_name("whole.xlsx"), web)
            return fill_template(whole, asked.template, file, today=asked.today, earlier=earlier)
        return table(file, web)

    def table(file: Path, web: Path | None) -> ReportSummary:
        return build(
            judged.book,
            judged.findings,
            period=period,
            today=asked.today,
            path=file,
            lang=language,
            rules=CATALOGUE,
            full=asked.full or asked.template is not None,
            web=web,
            snapshots=Snapshots(opened.store),
            audience=whose,
            compared=compared,
            judged=known,
        )

    return _saved(place, opened.path, made, asked)


def _small(
    opened: Opened,
    book: Book,
    found: tuple[Ledger, ...],
    period: Period,
    place: Path,
    asked: Asked,
    whose: Audience,
) -> LedgerSummary:
    """The report of contracts, orders or receipts, which has neither editions nor a web page."""
    _require_month(period)
    require_begun(period, asked.today)
    if whose != MANAGERS:
        raise NothingToDo(_NO_EDITION)
    if asked.template is not None:
        raise NothingToDo(_NO_TEMPLATE)

    def made(file: Path, _: Path | None) -> LedgerSummary:
        return build_ledgers(
            book,
            found,
            month=period,
            today=asked.today,
            path=file,
            lang=asked.lang or book.lang,
            notices=(_NO_WEB,) if asked.copies.html else (),
        )

    return _saved(place, opened.path, made, replace(asked, copies=replace(asked.copies, html=None)))


def _from_ledgers(book: Book, lang: Lang | None) -> tuple[Ledger, ...]:
    """What the small report is made from; nothing where there are deals with stages. Raises ``NothingToDo`` where the
    workbook has neither."""
    try:
        require_pipeline(book)
    except NothingToDo:
        found = ledgers(book, lang or book.lang)
        if not found:
            raise
        return found
    return ()


def _saved(
    place: Path,
    book: Path,
    make: Callable[[Path, Path | None], Made],
    asked: Asked,
) -> Made:
    """Make the report in a place of its own, then put it and its copies where they belong, each whole or not at all."""
    copies = asked.copies
    with workroom() as folder:
        made, web = folder / place.name, folder / "report.html"
        summary = replace(make(made, web if copies.html else None), path=place)
        if asked.trial:
            return summary
        with made.open("rb") as source:

            def write(target: BinaryIO) -> None:
                shutil.copyfileobj(source, target)

            if place.exists():
                save_in_place(place, write)
            else:
                save_new(place, write, like=book)
        if copies != NO_COPIES:
            done, notices = make_copies(copies, made, web, book)
            summary = replace(summary, copies=done, notices=(*summary.notices, *notices))
    return summary


def _period(asked: Asked, opened: Opened) -> Period:
    """What is asked for, else what the settings say, else the last whole month."""
    if asked.period is not None:
        return _read(asked.period, asked, opened, asked.months)
    start = fiscal_start(opened.book.settings)
    period = asked_period(opened.book.settings.text("report_month"), asked.today, start)
    return period if period is not None else shifted(month_of(asked.today), -1)


def _pair(asked: Asked, opened: Opened) -> tuple[Period, Period]:
    """The two periods to be set beside each other."""
    before, after = (_read(text, asked, opened) for text in asked.compared or ())
    return before, after


def _read(text: str, asked: Asked, opened: Opened, months: int | None = None) -> Period:
    start = fiscal_start(opened.book.settings)
    period = asked_period(text, asked.today, start)
    if period is None or months not in (None, period.span.months):
        raise BadRequest(_NO_PERIOD[months].fill(text=text))
    return period


_NO_PERIOD = {
    MONTH: Text("“{text}”不是月份。请写成 2026-10 这样。", "'{text}' is not a month. Write it like 2026-10."),
    QUARTER: Text(
        "“{text}”不是季度。请写成 2026Q3 或 Q3 这样。",
        "'{text}' is not a quarter. Write it like 2026Q3 or Q3.",
    ),
    YEAR: Text("“{text}”不是年份。请写成 2026 这样。", "'{text}' is not a year. Write it like 2026."),
    None: Text(
        "“{text}”不是月份、季度或年份。请写成 2026-10、2026Q3 或 2026 这样。",
        "'{text}' is no month, quarter or year. Write it like 2026-10, 2026Q3 or 2026.",
    ),
}


def _require_month(period: Period) -> None:
    """The small report is one of a month."""
    if period.span.months != MONTH:
        raise BadRequest(
            Text(
                "没有商机表的工作簿只出月度汇总，没有季报和年报；请用 --month。",
                "A workbook without a Pipeline sheet has a summary by month alone, none of a quarter or a year; use --month.",
            )
        )


def _placed(book: Path, period: str, asked: Asked, whose: Audience) -> tuple[Path, Asked]:
    """Where the report goes, and the same with files for the folders its copies go to; refuses what may not be replaced."""
    place = _named(book, period, asked, whose)
    if asked.template is not None:
        check_template(asked.template, book, place)
    _refuse_other_files(place, book, asked)
    copies = asked.copies.placed(place)
    check_copies(copies, force=asked.force)
    return place, replace(asked, copies=copies)


def _named(book: Path, period: str, asked: Asked, whose: Audience) -> Path:
    name = "-".join(filter(None, (asked.stem or book.stem, period, _in_a_name(whose.stem)))) + _suffix(asked)
    if asked.out is None:
        return book.with_name(name)
    return asked.out / name if asked.out.is_dir() else asked.out


def _in_a_name(text: str) -> str:
    """The text without what a file may not be called."""
    return _NOT_IN_NAMES.sub("_", text).strip(" ._")


def _suffix(asked: Asked) -> str:
    """What the report's file ends with: as its template does."""
    return ".xlsx" if asked.template is None else asked.template.suffix.lower()


def _refuse_other_files(place: Path, book: Path, asked: Asked) -> None:
    kind = _suffix(asked)
    if place.suffix.lower() != kind:
        raise BadRequest(
            Text(
                f"月报要存成 {kind}，“{place.name}”不行。请写成 {place.stem}{kind}。",
                f"The report is an {kind} file; '{place.name}' will not do. Write {place.stem}{kind}.",
            )
        )
    if place.exists() and place.samefile(book):
        raise BadRequest(
            Text(
                "月报不能写进原工作簿。请换个文件名。",
                "The report cannot be written over the workbook itself. Choose another name.",
            )
        )
    check_place(place, overwrite=asked.force or _ours(place))


def _ours(path: Path) -> bool:
    """Whether a file is an earlier report of ours, by the title in its properties, or a template that we filled."""
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as package:
            if f'name="{MARK}"'.encode() in package.read("xl/workbook.xml"):
                return True
            core = package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return any(title in core for title in _TITLES)
