"""What somebody asks of a report: whom it is for, what it tells, and where it goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.indicators.asked_period import NO_MONTH, asked_month, asked_period
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.process.periods import MONTH, QUARTER, YEAR, fiscal_start
from sheetsales.reports.draft import Edition
from sheetsales.texts import Lang, Text
from sheetsales.workflow.copies import NO_COPIES, Copies


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
    workbook that is filled in place of ours; ``folder`` is where the workbook itself lies if what is read is a copy. Where ``several`` files are made, places are folders.
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
    several: bool = False
    folder: Path | None = None

    def language(self, book: Book) -> Lang:
        """What the report speaks."""
        return self.lang or book.lang

    def told(self, book: Book) -> Period:
        """The period asked for, else the one the settings say, else the last whole month."""
        if self.period is not None:
            return _read(self.period, self.today, book, self.months)
        start = fiscal_start(book.settings)
        period = asked_period(book.settings.text("report_month"), self.today, start)
        return period if period is not None else shifted(month_of(self.today), -1)

    def pair(self, book: Book) -> tuple[Period, Period] | None:
        """The two periods to be set beside each other, where that is asked."""
        if self.compared is None:
            return None
        before, after = (_read(text, self.today, book) for text in self.compared)
        return before, after


def _read(text: str, today: dt.date, book: Book, months: int | None = None) -> Period:
    start = fiscal_start(book.settings)
    period = asked_month(text, today) if months == MONTH else asked_period(text, today, start)
    if period is None or months not in (None, period.span.months):
        raise BadRequest(_NO_PERIOD[months].fill(text=text))
    return period


_NO_PERIOD = {
    MONTH: NO_MONTH,
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
