"""What the changes of a plan do, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sheetsales.backends.base import Applied
from sheetsales.backends.placing.changes import Change, Grow, NewSheet, Note
from sheetsales.cells.edits import AppendRows, EditPlan, InsertRows, ReplaceRows, SetCell


def applied(plan: EditPlan, changes: Iterable[Change]) -> Applied:
    """What the changes of a plan do, counted."""
    done = Applied(len(plan.edits), sum(map(_cells, plan.edits)))
    for change in changes:
        count = _COUNTED.get(type(change))
        done = count(done, change) if count else done
    return done


def _cells(edit: object) -> int:
    if isinstance(edit, AppendRows | ReplaceRows | InsertRows):
        return sum(map(len, edit.rows))
    return int(isinstance(edit, SetCell))


def _grown(done: Applied, grow: Grow) -> Applied:
    more = grow.last - grow.before
    added, removed = done.rows_added + max(more, 0), done.rows_removed + max(-more, 0)
    return replace(done, rows_added=added, rows_removed=removed)


_COUNTED: Final[Mapping[type, Callable[[Applied, Any], Applied]]] = {
    Grow: _grown,
    NewSheet: lambda done, new: replace(done, sheets=(*done.sheets, new.sheet)),
    Note: lambda done, _: replace(done, notes=done.notes + 1),
}
