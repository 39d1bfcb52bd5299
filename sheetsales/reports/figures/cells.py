"""What formulas of a report look at: its data sheets, the days and words it names, and the table being filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.formula.own import NAMED, ROW
from sheetsales.formula.single import Value, plain_value, serial
from sheetsales.formula.syntax import Cell, Node, Whole, walk
from sheetsales.look.numbers import UNKNOWN
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.data import DataTable
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import quoted
from sheetsales.texts import Text

Rows = Sequence[Sequence[Content]]
_AS_THEY_ARE: Final = frozenset((float, str))
"""Values of formulas that need no look."""
Named = dt.date | float | str


@dataclass(frozen=True)
class Source:
    """A data sheet: its rows, and why it lacks some of its columns, None where it has them all."""

    table: DataTable
    rows: Callable[[], Rows]
    lacks: Callable[[Sequence[str]], Text | None]
    _columns: dict[str, list[Value]] = field(default_factory=dict, repr=False, compare=False)

    def column(self, key: str) -> list[Value]:
        """A column as formulas see it, the same list for every table that is filled."""
        if key not in self._columns:
            place = self.table.column(key)
            self._columns[key] = column_of([row[place] for row in self.rows()])
        return self._columns[key]

    def forget(self) -> None:
        """Lets the columns go: they are made again for who asks."""
        self._columns.clear()


@dataclass
class ReportCells:
    """The columns of a report's data sheets, and ``own``, the columns of the table being filled.

    ``names`` are days, numbers and texts; days are written as the defined names they are, the others as they are.
    """

    draft: Draft
    sources: Mapping[str, Source]
    names: Mapping[str, Named]
    own: dict[str, list[Value]] = field(default_factory=dict)

    def cells(self, record: str, column: str) -> list[Value]:
        return self.own[column] if record == ROW else self.sources[record].column(column)

    def named(self, name: str) -> Value:
        return plain_value(self.names[name])

    def written_name(self, name: str) -> str:
        value = self.names[name]
        if isinstance(value, str):
            return quoted(value)
        return name if isinstance(value, dt.date) else f"{value:.15g}"

    def written_column(self, record: str, key: str) -> tuple[str, str]:
        """The Table and the heading of a data sheet's column."""
        table = self.sources[record].table
        return table.name, self.draft.speak(table.fields[table.column(key)].title)

    def lacking(self, trees: Sequence[Node]) -> Text | None:
        """Why formulas cannot be answered: the workbook lacks what a column of a data sheet is made from."""
        named: dict[str, dict[str, None]] = {}
        for tree in trees:
            for part in walk(tree):
                if isinstance(part, Whole) and part.record != ROW:
                    named.setdefault(part.record, {})[part.column] = None
        reasons = (self.sources[record].lacks(tuple(columns)) for record, columns in named.items())
        return next(filter(None, reasons), None)


def operands(tree: Node) -> tuple[str, ...]:
    """The columns of the row that a formula names, in the order it names them."""
    return tuple(dict.fromkeys(p.column for p in walk(tree) if isinstance(p, Cell) and p.record != NAMED))


def column_of(contents: Sequence[Content]) -> list[Value]:
    """The cells of a column as formulas see them."""
    types = set(map(type, contents))
    if types <= {Calc, Dash}:
        return [
            (v if (v := c.value).__class__ in _AS_THEY_ARE else plain_value(v))
            if c.__class__ is Calc
            else UNKNOWN
            for c in contents
        ]
    if types <= {str, type(None)}:
        return list(contents)  # type: ignore[arg-type]  # texts and blanks, as just asked
    if types <= {int, float, Decimal, type(None)}:
        return [None if value is None else float(value) for value in contents]  # type: ignore[arg-type]  # so are these
    if types <= {dt.date, type(None)}:
        days = {day: serial(day) if isinstance(day, dt.date) else None for day in set(contents)}
        return [days[day] for day in contents]
    return [None if content is None else value_of(content) for content in contents]


def value_of(content: Content) -> Value:
    """What a cell shows as a formula sees it."""
    if isinstance(content, Calc):
        return plain_value(content.value)
    return UNKNOWN if isinstance(content, Dash) else plain_value(content)
