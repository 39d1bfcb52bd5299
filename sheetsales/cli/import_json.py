"""An import as one JSON document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sheetsales.cli.import_spoken import counted
from sheetsales.texts import Lang

if TYPE_CHECKING:
    from sheetsales.imports.crm.outcome import Change, New, Taken
    from sheetsales.imports.crm.typed import Odd
    from sheetsales.workflow.taking_in import TakenIn


def document(result: TakenIn, lang: Lang) -> dict[str, Any]:
    """Everything that was understood, done and left."""
    from sheetsales.cells.plan_json import plan_to_json

    outcome = result.outcome
    return {
        "exports": [_export(taken, lang) for taken in outcome.taken],
        "people": [_new(one) for one in outcome.people],
        "named_customers": [_new(one) for one in outcome.named],
        "stages": dict(outcome.understood),
        "without_sheet": dict(outcome.without_sheet),
        "unread_sheets": list(result.unread),
        "error_files": [str(path) for path in result.errors],
        "plan": plan_to_json(outcome.plan),
    }


def _export(taken: Taken, lang: Lang) -> dict[str, Any]:
    export = taken.export
    return {
        "file": export.file,
        "sheet": export.grid.name,
        "system": export.system or None,
        "record_key": export.record,
        "heading_row": export.heading_row,
        "columns": {key: export.heading(key) for key in export.columns},
        "unused": list(export.left),
        "counts": counted(taken),
        "new": [_new(one) for one in taken.new],
        "changes": [_change(one) for one in taken.changes],
        "conflicts": [_change(one) for one in taken.conflicts],
        "refused": [_odd(one, lang) for one in taken.refused],
        "left_out": [_odd(one, lang) for one in taken.records.blanked],
        "without_customer": taken.without,
        "unknown_owners": list(taken.nobody),
        "deleted_here": list(taken.removed),
        "absent": list(taken.absent),
    }


def _new(one: New) -> dict[str, Any]:
    return {"id": one.ours or None, "external_id": one.external or None, "name": one.name}


def _change(one: Change) -> dict[str, Any]:
    return {
        "record": one.record, "column_key": one.column, "cell": str(one.at), "old": plain(one.old), "new": plain(one.new),
        "source": str(one.source),
    }  # fmt: skip


def _odd(one: Odd, lang: Lang) -> dict[str, Any]:
    return {"row": one.row, "cell": str(one.at), "column_key": one.column, "why": one.why.in_(lang)}


def plain(value: Any) -> Any:
    """A cell's value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
