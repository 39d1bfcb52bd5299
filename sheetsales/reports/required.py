"""What a report takes: deals with stages, and a period that has begun."""

from __future__ import annotations

import datetime as dt

from sheetsales.book.book import Book
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.period import Period, fiscal_year_of, month_of, quarter_of
from sheetsales.texts import Text


def require_pipeline(book: Book) -> None:
    """Refuses a workbook the table cannot be made from, saying what it would take."""
    table = book.table("pipeline")
    if not table.bound:
        raise NothingToDo(
            Text(
                "这个工作簿里没有商机表，做不出销售管理流程表。检查（sheetsales check）仍可使用；有商机表的话，先用 sheetsales adopt 认一下列名。",
                "This workbook has no Pipeline sheet, so there is no sales process table to make. sheetsales check still "
                "works on it; if it does hold opportunities, let sheetsales adopt get to know it first.",
            )
        )
    if not table.has("stage"):
        raise NothingToDo(
            Text(
                f"“{table.bound[0].sheet}”表没有阶段列，看不出商机走到哪一步。请加一列阶段，或用 sheetsales adopt 指明哪一列是。",
                f"Sheet '{table.bound[0].sheet}' has no Stage column, so nobody can tell how far a deal has come. Add one, "
                "or tell sheetsales adopt which column it is.",
            )
        )


def require_begun(period: Period, today: dt.date, fiscal_start: int = 1) -> None:
    """Refuses a month, quarter or year that lies ahead."""
    if period.first > today:
        months = period.span.months
        current = {
            1: month_of(today),
            3: quarter_of(today, fiscal_start),
            12: fiscal_year_of(today, fiscal_start),
        }
        label = current[months].label
        raise BadRequest(
            Text(
                f"{period.label} 还没开始，没有数可报。最近能出的是 {label}。",
                f"{period.label} has not begun, so there is nothing to report. The latest possible is {label}.",
            )
        )
