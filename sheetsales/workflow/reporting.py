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
from sheetsales.indicators.period import Period, month_of, parse_month, shifted
from sheetsales.process.snapshot import Snapshots
from sheetsales.process.workload import week_of
from sheetsales.regex import regex
from sheetsales.reports.draft import Edition
from sheetsales.reports.editions import MANAGERS, Audience, audience, everybody
from sheetsales.reports.ledger import Ledger, LedgerSummary, build_ledgers, ledgers
from sheetsales.reports.monthly import build, require_begun, require_pipeline
from sheetsales.reports.summary import ReportSummary
from sheetsales.reports.week import WeekSummary, build_week
from sheetsales.rules.catalogue import CATALOGUE
from sheetsales.texts import Lang, Text
from sheetsales.workflow.checking import CheckResult, check_opened
from sheetsales.workflow.copies import NO_COPIES, Copies, check_copies, make_copies
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_book

_TITLES = (
    "销售管理流程表</dc:title>".encode(), b"<dc:title>Monthly sales process table", "销售汇总</dc:title>".encode(),
    b"<dc:title>Sales summary", "销售周报</dc:title>".encode(), b"<dc:title>Weekly sales report",
)  # fmt: skip

Summary = ReportSummary | LedgerSummary | WeekSummary
"""The monthly table, the small report of a workbook without deals, or the week's."""


_NOT_IN_NAMES = regex(r'[\\/:*?"<>|\x00-\x1f]')
_NO_EDITION = Text(
    "这份汇总没有个人版和团队版：要有商机表才能按人分。",
    "This summary has no editions for a person or a team: that takes a Pipeline sheet.",
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

    ``month`` is such as ``2026-10``; None takes the setting, else the last whole month before ``today``. ``out`` is
    a file or a folder; None means beside the workbook as ``<book>-2026-10.xlsx``. ``lang`` None follows the workbook.
    A ``trial`` makes it and keeps nothing. An earlier report in that place is replaced after a backup, any other file
    only with ``force``. ``full`` makes every page, else the short edition. ``stem`` is what ``<book>`` stands for where
    the workbook is a copy under another name. ``copies`` are made of the report beside it, ``compared`` sets two kept
    months beside each other.
    """

    today: dt.date
    month: str | None = None
    out: Path | None = None
    lang: Lang | None = None
    force: bool = False
    full: bool = False
    stem: str | None = None
    trial: bool = False
    copies: Copies = NO_COPIES
    compared: tuple[str, str] | None = None


@dataclass(frozen=True)
class RunResult:
    """What ``run`` did: the check and the report."""

    checked: CheckResult
    report: Summary


def report(path: Path, asked: Asked, wanted: Wanted = EVERYTHING) -> Summary:
    """Make the monthly table of a workbook, which itself stays untouched; of one without deals the small report of its
    contracts, orders or receipts. ``wanted`` says whom it is for."""
    opened, judged = _judged(path, asked.today)
    whose = audience(judged.book, wanted.edition, team=wanted.team, who=wanted.who)
    return _report(opened, judged, asked, whose)


def report_week(path: Path, day: dt.date, asked: Asked, wanted: Wanted = EVERYTHING) -> WeekSummary:
    """Make the report of the week that ``day`` lies in; all else as with ``report``."""
    opened, judged = _judged(path, asked.today)
    book = judged.book
    require_pipeline(book)
    whose = audience(book, wanted.edition, team=wanted.team, who=wanted.who)
    first = week_of(day, book.settings.text("week_start"))
    place, asked = _placed(opened.path, f"week-{first}", asked, whose)

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
    for place in (asked.out, asked.copies.html, asked.copies.pdf, asked.copies.png):
        if place is not None and not place.is_dir():
            raise BadRequest(
                Text(
                    f"--who all 给每人一个文件，“{place}”要是一个已有的文件夹。",
                    f"--who all makes a file for each person, so '{place}' has to be a folder that is there.",
                )
            )
    opened, judged = _judged(path, asked.today)
    return tuple(_report(opened, judged, asked, whose) for whose in everybody(judged.book, asked.today))


def _judged(path: Path, today: dt.date) -> tuple[Opened, Judged]:
    opened = open_book(path, today=today)
    return opened, judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)


def run(path: Path, asked: Asked, *, dry_run: bool = False) -> RunResult:
    """Check the workbook in place and make its monthly table. What keeps the report from being made is found before
    anything is written. With ``dry_run`` the workbook itself stays as it is; the report is made. A trial makes
    both and keeps neither."""
    today = asked.today

    def checked() -> tuple[Opened, CheckResult]:
        opened = open_book(path, today=today)
        period = _month(asked.month, opened, today)
        _from_ledgers(opened.book, asked.lang)
        require_begun(period, today)
        _refuse_other_files(_named(opened.path, period.label, asked, MANAGERS), path, asked.force)
        return opened, check_opened(opened, today=today, dry_run=dry_run or asked.trial)

    opened, check = on_newest(path, checked)
    return RunResult(check, _report(opened, check.judged, asked, MANAGERS))


def _report(opened: Opened, judged: Judged, asked: Asked, whose: Audience) -> Summary:
    """The table of a month, or what stands for it where the workbook keeps no deals."""
    labels = None if asked.compared is None else (_label(asked.compared[0]), _label(asked.compared[1]))
    period = _month(asked.month, opened, asked.today)
    place, asked = _placed(opened.path, period.label, asked, whose)
    language = asked.lang or judged.book.lang
    found = _from_ledgers(judged.book, asked.lang)
    if found:
        return _small(opened, judged.book, found, period, place, asked, whose)

    def made(file: Path, web: Path | None) -> ReportSummary:
        return build(
            judged.book,
            judged.findings,
            month=period,
            today=asked.today,
            path=file,
            lang=language,
            rules=CATALOGUE,
            full=asked.full,
            web=web,
            snapshots=Snapshots(opened.store),
            audience=whose,
            compared=labels,
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
    require_begun(period, asked.today)
    if whose != MANAGERS:
        raise NothingToDo(_NO_EDITION)

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


def _month(asked: str | None, opened: Opened, today: dt.date) -> Period:
    text = asked or opened.book.settings.text("report_month")
    period = parse_month(text)
    if period is not None:
        return period
    if asked is None:
        return shifted(month_of(today), -1)
    raise _no_month(asked)


def _label(asked: str) -> str:
    """A month as it is kept."""
    period = parse_month(asked)
    if period is None:
        raise _no_month(asked)
    return period.label


def _no_month(asked: str) -> BadRequest:
    return BadRequest(
        Text(
            f"“{asked}”不是月份。请写成 2026-10 这样。",
            f"'{asked}' is not a month. Write it like 2026-10.",
        )
    )


def _placed(book: Path, period: str, asked: Asked, whose: Audience) -> tuple[Path, Asked]:
    """Where the report goes, and the same with files for the folders its copies go to; refuses what may not be replaced."""
    place = _named(book, period, asked, whose)
    _refuse_other_files(place, book, asked.force)
    copies = asked.copies.placed(place)
    check_copies(copies, force=asked.force)
    return place, replace(asked, copies=copies)


def _named(book: Path, period: str, asked: Asked, whose: Audience) -> Path:
    name = "-".join(filter(None, (asked.stem or book.stem, period, _in_a_name(whose.stem)))) + ".xlsx"
    if asked.out is None:
        return book.with_name(name)
    return asked.out / name if asked.out.is_dir() else asked.out


def _in_a_name(text: str) -> str:
    """The text without what a file may not be called."""
    return _NOT_IN_NAMES.sub("_", text).strip(" ._")


def _refuse_other_files(place: Path, book: Path, force: bool) -> None:
    if place.suffix.lower() != ".xlsx":
        raise BadRequest(
            Text(
                f"月报要存成 .xlsx，“{place.name}”不行。请写成 {place.stem}.xlsx。",
                f"The report is an .xlsx file; '{place.name}' will not do. Write {place.stem}.xlsx.",
            )
        )
    if place.exists() and place.samefile(book):
        raise BadRequest(
            Text(
                "月报不能写进原工作簿。请换个文件名。",
                "The report cannot be written over the workbook itself. Choose another name.",
            )
        )
    check_place(place, overwrite=force or _ours(place))


def _ours(path: Path) -> bool:
    """Whether a file is an earlier report of ours, by the title in its properties."""
    try:
        with zipfile.ZipFile(path) as package:
            core = package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return any(title in core for title in _TITLES)
