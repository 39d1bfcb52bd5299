"""A run of formulas over lists with all the functions lists know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sheetsales.formula.calendar import Calendar, DaysOff
from sheetsales.formula.lists.functions import FUNCTIONS
from sheetsales.formula.lists.run import Cells, Run
from sheetsales.formula.scalars import SCALARS
from sheetsales.formula.syntax import Call, Node, walk


def run_over(cells: Cells, rows: int, today: dt.date, calendar: Callable[[], Calendar] = DaysOff) -> Run:
    """Formulas over the ``rows`` rows of a table, on a day."""
    return Run(cells, FUNCTIONS, rows, today=today, calendar=calendar)


def unknown_functions(node: Node) -> set[str]:
    """The functions of a formula that lists do not know."""
    return {part.name for part in walk(node) if isinstance(part, Call)} - SCALARS.keys() - FUNCTIONS.keys()
