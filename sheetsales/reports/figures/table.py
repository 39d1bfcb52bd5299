"""Fills a table of figures: the value of every cell from its formula, the formula as written, and reasons of dashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.lists.evaluate import run_over
from sheetsales.formula.lists.run import Run
from sheetsales.formula.own import read
from sheetsales.formula.single import Value
from sheetsales.formula.syntax import Node
from sheetsales.indicators import reasons
from sheetsales.look.numbers import UNKNOWN
from sheetsales.reports.block import Appendix, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named, ReportCells, Source, column_of, operands
from sheetsales.reports.figures.column import Case, Figured
from sheetsales.reports.figures.prepared import TREES
from sheetsales.reports.figures.written import guarded, written
from sheetsales.texts import Text

Words = Mapping[str, object]


Given = Mapping[str, Sequence[Content]]


@dataclass(frozen=True)
class FigureTable:
    """A table whose rows are alike: an Excel Table called ``name`` with these columns.

    ``rows`` are what its rows stand for, in order; ``given`` the columns without a formula, ``names`` the values that
    formulas name by a word, and ``words`` what fills the reasons of each row, where they have placeholders. ``titles`` are
    headings that the workbook decides. A table that is ``full_only`` is not in the short edition, unless it is ``asked`` for.
    """

    key: str
    name: str
    title: Text
    columns: tuple[Figured, ...]
    rows: Callable[[Draft], Sequence[str]]
    given: Callable[[Draft, Sequence[str]], Given]
    names: Callable[[Draft], Mapping[str, Named]]
    words: Callable[[Draft, Sequence[str]], Sequence[Words]] = lambda _, rows: [{}] * len(rows)
    full_only: bool = False
    asked: Callable[[Draft], bool] = lambda _: False
    titles: Callable[[Draft], Mapping[str, Text]] = lambda _: {}

    def add(self, draft: Draft, appendix: Appendix) -> PlacedTable | None:
        """Room for the table in the appendix; None where it has no rows, or the edition goes without it."""
        if self.full_only and not draft.full and not self.asked(draft):
            return None
        titles = self.titles(draft)
        headings = [column.called(titles.get(column.key)) for column in self.columns]
        rows = self.rows(draft)
        return appendix.add(self.key, self.title, headings, rows, table=self.name) if rows else None

    def fill(
        self, draft: Draft, block: PlacedTable, sources: Mapping[str, Source], before: Run | None = None
    ) -> Run:
        """Every cell of the block, over the data sheets; ``before`` is the run of a table filled from the same ones."""
        cells = ReportCells(draft, sources, self.names(draft))
        run = run_over(cells, len(block.rows), draft.facts.as_of)
        if before is not None:
            run.take_over(before)
        filling = _Filling(self, cells, run, self.words(draft, block.rows))
        given = self.given(draft, block.rows)
        for column in in_order(self.columns):
            block.set_column(column.key, filling.column(column, given.get(column.key, ())))
        return run

    def source(self, block: PlacedTable) -> Source:
        """The filled table as one that formulas of later tables name."""
        fields = tuple(Field(column.key, column.title) for column in self.columns)
        columns = [block.column(column.key) for column in self.columns]
        rows = cache(
            lambda: [[cells.get(row) for cells in columns] for row in block.rows]
        )  # few are looked at
        return Source(DataTable(self.name, self.title, fields), rows, lambda _: None)


def in_order(columns: Sequence[Figured]) -> list[Figured]:
    """The columns, each after those that its formulas and conditions name."""
    by_key = {column.key: column for column in columns}
    found: dict[str, Figured] = {}

    def add(column: Figured) -> None:
        if column.by:
            found.setdefault(column.by, by_key[column.by])
        for formula in column.formulas:
            for key in operands(read(formula, TREES)):
                if key not in found and key != column.key:
                    add(by_key[key])
        found.setdefault(column.key, column)

    for column in columns:
        add(column)
    return list(found.values())


class _Filling:
    """One table while it is filled, column by column."""

    def __init__(self, table: FigureTable, cells: ReportCells, run: Run, words: Sequence[Words]) -> None:
        self.table, self.cells, self.run, self.words = table, cells, run, words
        self.unknown: dict[str, list[Text | None]] = {}
        self.looks = {column.key: column.look for column in table.columns}
        self.titles = {c.key: c.title for c in table.columns} | dict(table.titles(cells.draft))

    def column(self, column: Figured, given: Sequence[Content]) -> list[Content]:
        contents = self._figures(column) if column.all_cases else list(given)
        self.unknown[column.key] = [c.reason if isinstance(c, Dash) else None for c in contents]
        self.cells.own[column.key] = column_of(contents)
        return contents

    def _figures(self, column: Figured) -> list[Content]:
        if not column.by:
            return self._case(column.all_cases[0])
        found: list[Content] = [None] * self.run.rows
        values = self.cells.own[column.by]
        for case in column.cases:
            rows = [row for row, value in enumerate(values) if value == case.value]
            if rows:
                contents = self._case(case)
                for row in rows:
                    found[row] = contents[row]
        return found

    def _case(self, case: Case) -> list[Content]:
        """The column as if all rows were of one case."""
        tree = read(case.formula, TREES)
        tests = [(read(unless.condition, TREES), unless.reason) for unless in case.unless]
        lacking = self.cells.lacking([tree, *(test for test, _ in tests)])
        if lacking is not None:
            return [Dash(lacking)] * self.run.rows
        needed = [key for key in operands(tree) if self.looks[key] != "text"]
        formula = self._written(case, needed)
        why = self._reasons(needed, tests)
        values = self.run.of_rows(tree)
        return _shown(formula, values, why)

    def _written(self, case: Case, needed: Sequence[str]) -> str:
        whole = guarded(case.formula, needed, [unless.condition for unless in case.unless])
        titles = {key: self.cells.draft.speak(title) for key, title in self.titles.items()}

        def heading(table: str, key: str) -> tuple[str, str]:
            return self.cells.written_column(table, key) if table else (self.table.name, titles[key])

        return written(whole, self.table.name, heading, self.cells.written_name)

    def _reasons(self, needed: Sequence[str], tests: Sequence[tuple[Node, Text]]) -> list[Text | None]:
        """Why each row's figure is unknown: what it names is, or else the first condition that holds."""
        found: list[Text | None] = [None] * self.run.rows
        for key in needed:
            found = [a or b for a, b in zip(found, self.unknown[key], strict=True)]
        for test, reason in tests:
            filled: dict[int, Text] = {}
            for row in self.run.holding(test):
                if found[row] is None:
                    words = self.words[row]
                    if id(words) not in filled:
                        filled[id(words)] = reason.fill(**words)
                    found[row] = filled[id(words)]
        return found


def _shown(formula: str, values: Sequence[Value], why: Sequence[Text | None]) -> list[Content]:
    """The cells of a column; those that show the same are one."""
    dashes: dict[int, Dash] = {}
    figures: dict[tuple[type, object], Calc] = {}
    found: list[Content] = []
    for value, reason in zip(values, why, strict=True):
        if reason is not None:
            dash = dashes.get(id(reason))
            if dash is None:
                dash = dashes[id(reason)] = Dash(reason, formula=formula)
            found.append(dash)
        elif value is None or isinstance(value, CellError) or value == UNKNOWN:
            found.append(_NOTHING)  # written down, the formula would show an error
        else:
            mark = (value.__class__, value or repr(value))  # minus zero is written as such
            figure = figures.get(mark)
            if figure is None:
                figure = figures[mark] = Calc(formula, value)
            found.append(figure)
    return found


_NOTHING: Final = Dash(reasons.NOT_MEASURED)
