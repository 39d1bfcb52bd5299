"""A figure that a team defines by a formula of its own over the sheets of its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sheetsales.book.book import Book
from sheetsales.book.settings import parse_number
from sheetsales.formula.calendar import Calendar
from sheetsales.formula.functions import FUNCTIONS
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.run import Run
from sheetsales.formula.syntax import Cell, walk
from sheetsales.formula.work import Allowance
from sheetsales.rules.written.columns import BookColumns
from sheetsales.rules.written.compiled import compiled
from sheetsales.texts import Text

NO_FORMULA = Text("算法不是公式，算不出", "Its formula is described in words, which nobody can work out")
ROW_BY_ROW = Text(
    "公式指的是某一行，算不出一个数", "The formula speaks of one row, so it comes to no single figure"
)
NO_NUMBER = Text("公式算出来的不是数", "The formula does not come to a number")
_MOST = 50_000_000


def own_figure(book: Book, text: str, *, today: dt.date, calendar: Callable[[], Calendar]) -> float | Text:
    """What a formula comes to over the whole sheets, or why it comes to nothing.

    A cell whose formula the workbook has worked out itself holds a number, which is taken as it is.
    """
    typed = text.strip()
    if (number := parse_number(typed)) is not None:
        return number
    if not typed.startswith("="):
        return NO_FORMULA
    try:
        condition = compiled(book, "pipeline", typed)
        if any(isinstance(part, Cell) for part in walk(condition.tree)):
            return ROW_BY_ROW
        columns = BookColumns(book)
        run = Run(
            columns,
            lambda name: FUNCTIONS[name].run,
            today=today,
            calendar=calendar,
            rows=1,
            allowance=Allowance(_MOST),
        )
        value = run.lane(condition.tree).at(0)
    except Mistake as mistake:
        return mistake.text
    if not isinstance(value, float):
        return NO_NUMBER
    return value
