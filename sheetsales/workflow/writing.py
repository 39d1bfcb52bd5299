"""Plans put into files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.texts import Text
from sheetsales.workflow.live import write_live

if TYPE_CHECKING:
    from sheetsales.backends.placing.changes import Change


def noting(applied: Applied, *said: Text) -> Applied:
    """The same with more to say."""
    return replace(applied, notices=(*applied.notices, *said)) if said else applied


def write_plan(
    path: Path,
    plan: EditPlan,
    *,
    dry_run: bool = False,
    allow_protected: bool = False,
    void_signature: bool = False,
    undoing: bool = False,
) -> Applied:
    """Apply a plan to a workbook in place, after a backup; an empty plan writes nothing at all.

    A dry run goes all the way but for the saving, so that what cannot be done is refused here too. The plan is kept
    beside the backup, so that ``undo`` can take it back; ``undoing`` is such a taking back itself. A workbook that is open in Excel is written there, unsaved.
    """
    if not plan.edits:
        return Applied()
    live = write_live(path, plan, dry_run=dry_run)
    if live is not None:
        return live
    from sheetsales.backends.ooxml.apply import (
        apply_plan,
        check_plan,
    )  # not before there is something to write

    if dry_run:
        return check_plan(path, plan, allow_protected=allow_protected, void_signature=void_signature)
    from sheetsales.backends.clicks.runs import UNDOING, run_record
    from sheetsales.backends.saving import save_in_place

    carried: list[Change] = []
    return save_in_place(
        path,
        lambda out: apply_plan(
            path, plan, out, allow_protected=allow_protected, void_signature=void_signature, carried=carried
        ),
        record=UNDOING if undoing else partial(run_record, plan, carried, allow_protected=allow_protected),
    )
