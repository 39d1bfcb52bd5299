"""Where cells of a sheet stood before a plan moved them, and how formulas read further down."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.backends.placing.changes import Move
from sheetsales.backends.placing.places import Place


def moved(at: Place, move: Move) -> Place | None:
    """Where a cell stands after a move; None for one that others moved over."""
    row, column = at
    if row < move.row or not move.first_column <= column <= move.last_column:
        return at
    return (row + move.by, column) if row >= move.row - min(move.by, 0) else None


class Moves:
    """The moves that a plan has made on one sheet so far."""

    def __init__(self) -> None:
        self.made: list[Move] = []

    def note(self, move: Move) -> None:
        self.made.append(move)

    def __bool__(self) -> bool:
        return bool(self.made)

    def origin(self, row: int, column: int) -> int | None:
        """The row in which a cell stood at first; None for one that came in between."""
        for move in reversed(self.made):
            if row >= move.row and move.first_column <= column <= move.last_column:
                if row < move.row + move.by:
                    return None
                row -= move.by
        return row

    def now(self, row: int, column: int) -> int:
        """The row in which a cell stands that stood in ``row`` at first."""
        for move in self.made:
            if row >= move.row and move.first_column <= column <= move.last_column:
                row += move.by
        return row

    def stretches(self, first: int, last: int, column: int) -> Iterator[tuple[int, int]]:
        """The rows ``first`` to ``last`` by where they stood at first: first and last row of those side by side."""
        run: list[int] = []
        for row in range(first, last + 1):
            was = self.origin(row, column)
            if was is None or (run and was != run[-1] + 1):
                if run:
                    yield run[0], run[-1]
                run = []
            if was is not None:
                run.append(was)
        if run:
            yield run[0], run[-1]


def carried(text: str, rows: int) -> str:
    """A formula as it reads so many rows further down; what is not known stays so."""
    if not text:
        return ""
    from sheetsales.backends.ooxml.formula_text import moved as shifted

    return shifted(text, rows, 0)
