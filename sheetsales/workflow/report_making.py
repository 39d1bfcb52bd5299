"""A report made ready and then made: what keeps it from being made is found before anything is written."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from sheetsales.backends.saving import save_in_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.book.book import Book
from sheetsales.checking.judge import Judged
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.findings import Finding
from sheetsales.indicators.period import Period, moved
from sheetsales.process.periods import MONTH, fiscal_start
from sheetsales.process.snapshot import Snapshots
from sheetsales.reports.compare_table import both
from sheetsales.reports.editions import MANAGERS, Audience, everybody
from sheetsales.reports.judgement import Judgement, judgements
from sheetsales.reports.ledger import Ledger, LedgerSummary, build_ledgers, ledgers
from sheetsales.reports.monthly import build
from sheetsales.reports.pay_told import PayTold
from sheetsales.reports.required import require_begun, require_pipeline
from sheetsales.reports.summary import ReportSummary
from sheetsales.reports.week import WeekSummary, begun_week, build_week
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import Lang, Text
from sheetsales.workflow.copies import NO_COPIES, make_copies
from sheetsales.workflow.opening import Opened
from sheetsales.workflow.places import make_folder_of
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.report_places import into_folders, named, placed
from sheetsales.workflow.template_people import Telling, template_people
from sheetsales.workflow.templating import fill_template

Summary = ReportSummary | LedgerSummary | WeekSummary
"""The monthly table, the small report of a workbook without deals, or the week's."""
Known = Sequence[Judgement]
"""How people are judged, where that is worked out already."""
_Paid = Callable[[Sequence[Finding]], PayTold | None]
"""What works everybody's commission out of a run's findings."""
Made = TypeVar("Made", bound=Summary)

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


def ready_week(
    opened: Opened, day: dt.date, asked: Asked, whose: Audience
) -> Callable[[Judged], WeekSummary]:
    """What makes the report of the week that ``day`` lies in."""
    require_pipeline(opened.book)
    path, first = opened.path, begun_week(opened.book, day, asked.today)
    place, asked = placed(path, f"week-{first}", asked, whose)

    def make(judged: Judged) -> WeekSummary:
        book = judged.book

        def made(file: Path, web: Path | None) -> WeekSummary:
            return build_week(
                book, judged.findings, day=day, today=asked.today, path=file, lang=asked.language(book), web=web, audience=whose,
            )  # fmt: skip

        return _saved(place, path, made, asked)

    return make


def ready_everybody(opened: Opened, asked: Asked) -> Callable[[Judged], tuple[Summary, ...]]:
    """What makes a personal edition for everybody, one file each; how people are judged and
    paid is worked out once for all."""
    asked = into_folders(asked)
    period, _ = _told(opened.book, asked)
    paid = _once(_pay(opened, period, asked.today))
    each = [ready(opened, asked, whose, paid) for whose in everybody(opened.book, asked.today)]

    def make(judged: Judged) -> tuple[Summary, ...]:
        if not each:
            return ()
        book = judged.book
        known = judgements(book, judged.findings, period, today=asked.today, lang=asked.language(book))
        return tuple(one(judged, known) for one in each)

    return make


def ready(
    opened: Opened, asked: Asked, whose: Audience, paid: _Paid | None = None
) -> Callable[[Judged, Known | None], Summary]:
    """What makes the table of a month, quarter or year, or what stands for it where the workbook keeps no deals; ``paid``
    is everybody's commission where others ask for it as well. It holds nothing of the cells that were read: a large workbook
    is let go of before its table is made."""
    period, found = _told(opened.book, asked)
    if found:
        small = _ready_small(opened, found, period, asked, whose)
        return lambda judged, _: small(judged)
    path, kept = opened.path, Snapshots(opened.store)
    compared = asked.pair(opened.book)
    if compared is not None:
        both(kept, compared)
    place, asked = placed(path, period.label, asked, whose)
    told = paid or (_pay(opened, period, asked.today) if whose.edition != "team" else _no_pay)
    begins = fiscal_start(opened.book.settings)

    def make(judged: Judged, known: Known | None) -> Summary:
        def table(file: Path, web: Path | None) -> ReportSummary:
            return build(
                judged.book, judged.findings, period=period, today=asked.today, path=file, lang=asked.language(judged.book),
                rules=CATALOGUE, full=asked.full or asked.template is not None, web=web, snapshots=kept,
                audience=whose, compared=compared, judged=known, pay=told(judged.findings),
            )  # fmt: skip

        made: Callable[[Path, Path | None], ReportSummary] = table
        if asked.template is not None:
            before = named(path, moved(period, -period.span.months, begins).label, asked, whose)
            telling = Telling(judged, period, asked, whose, kept, partial(told, judged.findings))
            made = _filling(table, asked.template, (place, before), telling)
        return _saved(place, path, made, asked)

    return make


def _no_pay(_: Sequence[Finding]) -> None:
    """What the team's edition tells of commission."""


def _once(paid: _Paid) -> _Paid:
    """The same for everybody who asks in a run."""
    found: list[PayTold | None] = []

    def told(findings: Sequence[Finding]) -> PayTold | None:
        if not found:
            found.append(paid(findings))
        return found[0]

    return told


def _pay(opened: Opened, period: Period, today: dt.date) -> _Paid:
    """What works everybody's commission out of a run's findings; nothing where the workbook holds no plans."""
    if not opened.book.has("commission_plans"):
        return _no_pay
    from sheetsales.workflow.pay_told import pay_told  # much to import, and the shared workbook has no plans

    return partial(pay_told, opened, period, today)


def _filling(
    table: Callable[[Path, Path | None], ReportSummary],
    template: Path,
    earlier: Sequence[Path],
    telling: Telling,
) -> Callable[[Path, Path | None], ReportSummary]:
    """What fills a team's own template out of the whole table, with what was typed into one of the ``earlier`` reports."""

    def made(file: Path, web: Path | None) -> ReportSummary:
        whole = table(file.with_name("whole.xlsx"), web)
        people = partial(template_people, telling, file.parent)
        return fill_template(whole, template, file, today=telling.asked.today, earlier=earlier, people=people)

    return made


def _ready_small(
    opened: Opened, found: tuple[Ledger, ...], period: Period, asked: Asked, whose: Audience
) -> Callable[[Judged], LedgerSummary]:
    """The report of contracts, orders or receipts, which has neither editions nor a web page."""
    if whose != MANAGERS:
        raise NothingToDo(_NO_EDITION)
    if asked.template is not None:
        raise NothingToDo(_NO_TEMPLATE)
    source = opened.path
    place, asked = placed(source, period.label, asked, whose)
    notices = (_NO_WEB,) if asked.copies.html else ()
    asked = replace(asked, copies=replace(asked.copies, html=None))

    def make(judged: Judged) -> LedgerSummary:
        book = judged.book

        def made(file: Path, _: Path | None) -> LedgerSummary:
            return build_ledgers(
                book,
                found,
                month=period,
                today=asked.today,
                path=file,
                lang=asked.language(book),
                notices=notices,
            )

        return _saved(place, source, made, asked)

    return make


def _told(book: Book, asked: Asked) -> tuple[Period, tuple[Ledger, ...]]:
    """The period that is told, and what it is told from where there are no deals; refuses what lies ahead."""
    period = asked.told(book)
    found = _from_ledgers(book, asked.language(book), min(asked.today, period.last))
    if found:
        _require_month(period)
    require_begun(period, asked.today, fiscal_start(book.settings))
    return period, found


def _from_ledgers(book: Book, lang: Lang, as_of: dt.date) -> tuple[Ledger, ...]:
    """What the small report is made from; nothing where there are deals with stages. Raises ``NothingToDo`` where the
    workbook has neither."""
    try:
        require_pipeline(book)
    except NothingToDo:
        found = ledgers(book, lang, as_of)
        if not found:
            raise
        return found
    return ()


def _require_month(period: Period) -> None:
    """The small report is one of a month."""
    if period.span.months != MONTH:
        raise BadRequest(
            Text(
                "没有商机表的工作簿只出月度汇总，没有季报和年报；请用 --month。",
                "A workbook without a Pipeline sheet has a summary by month alone, none of a quarter or a year; use --month.",
            )
        )


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
                make_folder_of(place)
                save_new(place, write, like=book)
        if copies != NO_COPIES:
            done, notices = make_copies(copies, made, web, book)
            summary = replace(summary, copies=done, notices=(*summary.notices, *notices))
    return summary
