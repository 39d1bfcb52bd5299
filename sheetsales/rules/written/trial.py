"""One rule tried on a workbook: the rows it catches, the values it looked at, and which of its parts hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sheetsales.book.book import Book
from sheetsales.book.telling import column_title
from sheetsales.cells.address import CellRef
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.syntax import Call, Node
from sheetsales.rules.scene import Scene
from sheetsales.rules.select import waivers
from sheetsales.rules.written.columns import BookColumns
from sheetsales.rules.written.compiled import Condition, Outcome, outcome
from sheetsales.rules.written.judge import judged, read
from sheetsales.rules.written.rows import WrittenRule
from sheetsales.rules.written.values import shown
from sheetsales.texts import Text

SHOWN: Final = 20
"""Rows caught that are told one by one."""
NEARLY: Final = 5
"""Rows told one by one of those for which all parts hold but one."""


@dataclass(frozen=True)
class Part:
    """A part of the condition as written, and for how many rows it holds; ``of`` is the part it is an alternative of."""

    source: str
    holds: int
    of: int | None = None


@dataclass(frozen=True)
class Row:
    """One row: what it is called, where it stands, the values of the columns named, and which parts hold."""

    record: str
    at: CellRef
    values: tuple[tuple[Text, Text], ...]
    parts: tuple[bool, ...]


@dataclass(frozen=True)
class Trial:
    """What a rule does. ``caught`` and ``nearly`` are the first rows, ``count`` and ``near`` how many there are.

    ``nearly`` are rows for which all parts hold but one. ``findings`` are mistakes of the rule itself, ``waived`` the
    caught rows that a waiver excuses.
    """

    rule: WrittenRule
    rows: int
    parts: tuple[Part, ...]
    count: int
    caught: tuple[Row, ...]
    near: int
    nearly: tuple[Row, ...]
    waived: int
    findings: tuple[Finding, ...]


def tried(scene: Scene, rule: WrittenRule) -> Trial:
    """The rule over the rows of its table, whether it is switched on or not."""
    findings = tuple(f for f in judged(scene, [rule]) if f.code != rule.code)
    columns = BookColumns(scene.book)
    try:
        condition = read(scene, rule)
        whole = _outcome(scene, columns, condition, None)
    except Mistake:
        return Trial(rule, 0, (), 0, (), 0, (), 0, findings)
    nodes = list(_parts(scene, columns, condition))
    held = [_outcome(scene, columns, condition, node).holds for node, _ in nodes]
    parts = tuple(Part(condition.source(n), int(h.sum()), of) for (n, of), h in zip(nodes, held, strict=True))
    top = [h for (_, of), h in zip(nodes, held, strict=True) if of is None]
    caught = np.flatnonzero(whole.holds).tolist()
    short = sum((~h).astype(np.int64) for h in top)
    nearly = np.flatnonzero((short == 1) & ~whole.holds).tolist() if len(top) > 1 else []
    tell = [_Teller(scene.book, condition, held).row(row) for row in (*caught[:SHOWN], *nearly[:NEARLY])]
    first = len(caught[:SHOWN])
    excused = waivers(scene.book, scene.today)
    table = scene.book.table(condition.record)
    waived = sum((rule.code, table.id(row)) in excused for row in caught) if excused else 0
    return Trial(
        rule,
        len(table),
        parts,
        len(caught),
        tuple(tell[:first]),
        len(nearly),
        tuple(tell[first:]),
        waived,
        findings,
    )


def _outcome(scene: Scene, columns: BookColumns, condition: Condition, node: Node | None) -> Outcome:
    return outcome(condition, columns, today=scene.today, calendar=lambda: scene.calendar, node=node)


def _parts(scene: Scene, columns: BookColumns, condition: Condition) -> Iterator[tuple[Node, int | None]]:
    """What AND joins at the top, and the alternatives of an OR among it, as far as each is a truth of its own."""
    place = 0
    for node in condition.parts:
        yield node, None
        whole, place = place, place + 1
        if isinstance(node, Call) and node.name == "OR" and len(node.arguments) > 1:
            for alternative in node.arguments:
                if _stands_alone(scene, columns, condition, alternative):
                    yield alternative, whole
                    place += 1


def _stands_alone(scene: Scene, columns: BookColumns, condition: Condition, node: Node) -> bool:
    try:
        _outcome(scene, columns, condition, node)
    except Mistake:
        return False
    return True


@dataclass(frozen=True)
class _Teller:
    book: Book
    condition: Condition
    held: Sequence[np.ndarray]

    def row(self, row: int) -> Row:
        table = self.book.table(self.condition.record)
        named = self.condition.columns
        name_column = table.record.name_column
        known = table.id(row) or (name_column and table.get(name_column)[row]) or ""
        at = next((cell for c in named if (cell := table.cell(row, c))), table.row_cell(row))
        values = tuple(
            (column_title(table, c, row), shown(self.book, table.record.key, c, row)) for c in named
        )
        return Row(str(known), at, values, tuple(bool(h[row]) for h in self.held))
