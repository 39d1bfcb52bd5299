"""Cells set one below the other, taken as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import SetCell


def runs(edits: Iterable[Any]) -> Iterator[Sequence[SetCell]]:
    """Edits of single cells, those that stand below one another in one go."""
    run: list[SetCell] = []
    last: CellRef | None = None
    for edit in edits:
        at = edit.at
        if last and (at.row != last.row + 1 or at.column != last.column or at.sheet != last.sheet):
            yield run
            run = []
        run.append(edit)
        last = at
    yield run
