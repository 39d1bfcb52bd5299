"""A rule's condition, compiled for one workbook and run over its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.formula.calendar import Calendar
from sheetsales.formula.coerce import truths_of
from sheetsales.formula.functions import FUNCTIONS
from sheetsales.formula.lanes import Bools, Kinds
from sheetsales.formula.mistakes import DEEPEST, Mistake
from sheetsales.formula.parser import parse
from sheetsales.formula.run import Run
from sheetsales.formula.single import ERRORS
from sheetsales.formula.syntax import Call, Cell, Node, walk
from sheetsales.formula.work import Allowance
from sheetsales.rules.written.columns import BookColumns
from sheetsales.rules.written.names import BookNames
from sheetsales.texts import Text


@dataclass(frozen=True)
class Condition:
    """A condition over the rows of ``record``; ``text`` as the manager wrote it."""

    record: str
    text: str
    tree: Node

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row that it names, in the order it names them."""
        return tuple(dict.fromkeys(n.column for n in walk(self.tree) if isinstance(n, Cell)))

    @property
    def parts(self) -> tuple[Node, ...]:
        """What it joins with AND at its top; itself where it joins nothing."""
        tree = self.tree
        return tree.arguments if isinstance(tree, Call) and tree.name == "AND" else (tree,)

    def source(self, node: Node) -> str:
        """A part as it was written."""
        return self.text[node.at : node.end]


@dataclass(frozen=True)
class Outcome:
    """Which rows a condition holds for, and the error of those where it comes to one, 0 for none."""

    holds: Bools
    errors: Kinds

    def error(self, row: int) -> str:
        return ERRORS[int(self.errors[row])].code


def compiled(book: Book, record: str, text: str) -> Condition:
    """The condition read for this workbook; raises ``Mistake``."""
    try:
        return Condition(record, text, parse(text, BookNames(book, record)))
    except RecursionError:
        raise _too_deep() from None


def outcome(
    condition: Condition,
    columns: BookColumns,
    *,
    today: dt.date,
    calendar: Callable[[], Calendar],
    node: Node | None = None,
    allowance: Allowance | None = None,
) -> Outcome:
    """The condition, or a part of it, over all rows; raises ``Mistake`` where it cannot be worked out."""
    rows = len(columns.book.table(condition.record))
    run = Run(
        columns,
        lambda name: FUNCTIONS[name].run,
        today=today,
        calendar=calendar,
        rows=rows,
        allowance=allowance,
    )
    if not rows:
        return Outcome(np.zeros(0, np.bool_), np.zeros(0, np.uint8))
    try:
        lane = run.lane(condition.tree if node is None else node)
    except RecursionError:
        raise _too_deep() from None
    truths, errors = truths_of(lane)
    spread = np.zeros(rows, np.uint8) if errors is None else np.broadcast_to(errors, rows)
    return Outcome(np.broadcast_to(truths, rows) & (spread == 0), spread)


def _too_deep() -> Mistake:
    return Mistake(
        Text(
            f"公式套得太深，最多 {DEEPEST} 层",
            f"the formula is nested too deep; {DEEPEST} levels is the most",
        ),
        Text("请拆成几条规则。", "Split it into several rules."),
    )
