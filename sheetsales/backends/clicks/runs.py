"""Which run was the last one on a workbook, and what undoing it needs: the workbook before, and the plan.

Runs on closed workbooks are known by the serials of their backups, clicks by a number of their own and by the last serial
that stood beside the workbook then. No clock is asked which came first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sheetsales.backends.backups import list_backups
from sheetsales.backends.placing.changes import Change
from sheetsales.backends.placing.told import changes_from_json, changes_to_json
from sheetsales.backends.run_records import Record, last_record
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.dataclass import dataclass
from sheetsales.errors import SheetsalesError

if TYPE_CHECKING:
    from sheetsales.backends.clicks.job import Job

PLAN: Final = "plan.json"
APPLIED: Final = "applied.txt"
UNDOES: Final = "undoes.txt"
UNDONE: Final = "undone.txt"
ORDER: Final = "order.txt"
UNDOING: Final = b'{"plan": null}'
"""What tells of an undoing: after it there is no last run."""
_MOST_CELLS: Final = 300_000


@dataclass(frozen=True, slots=True)
class Run:
    """``before`` is the workbook as it was, ``record`` what says that the run happened; ``allow_protected`` whether it
    was let into protected sheets."""

    before: Path
    plan_file: Path
    record: Path
    allow_protected: bool = False

    def plan(self) -> EditPlan:
        """Raises ``PlanError`` where the plan cannot be read any more."""
        document = json.loads(self.plan_file.read_text(encoding="utf-8"))
        return read_plan(json.dumps(document.get("plan", document)))

    def changes(self) -> tuple[Change, ...] | None:
        """What was carried out; None where an earlier version kept the run, or the record is spoilt."""
        with suppress(KeyError, TypeError, ValueError):
            return changes_from_json(json.loads(self.plan_file.read_text(encoding="utf-8"))["changes"])
        return None


def told(plan: EditPlan, changes: Sequence[Change]) -> dict[str, Any]:
    """The part of a record that a click's job keeps as well."""
    return {"plan": plan_to_json(plan), "changes": changes_to_json(changes)}


def run_record(plan: EditPlan, changes: Sequence[Change], *, allow_protected: bool = False) -> bytes:
    """What tells of a run on a closed workbook: its plan, and the changes that were carried out.

    A plan too large to be worth keeping is not in it; then the backup itself is the way back.
    """
    document: dict[str, Any] = {"plan": None, "allow_protected": allow_protected}
    if _size(plan) <= _MOST_CELLS:
        document |= told(plan, changes)
    return json.dumps(document, ensure_ascii=False).encode()


def last_run(path: Path) -> Run | None:
    """The last run on the workbook at ``path``, by a click or by a command, that has not been undone."""
    return _last(path, str(path.parent), path.name)


def last_click(job: Job) -> Run | None:
    """The last run on the workbook of a click."""
    folder, book = job.request.folder, job.request.book
    return _last(Path(folder) / book, folder, book, job.path.name)


def note_order(job: Job) -> None:
    """Say in the job of a click which place it has among the runs on its workbook."""
    from sheetsales.backends.clicks.job import jobs

    folder, book = job.request.folder, job.request.book
    number = 1 + max((_order(other)[0] for other in jobs()), default=0)
    job.note(ORDER, f"{number} {_serial(Path(folder) / book)}")


def mark_undone(run: Run) -> None:
    """From now on the run is not the last one any more."""
    with suppress(OSError):
        if run.record.name == APPLIED:
            (run.record.parent / UNDONE).write_text("1", encoding="utf-8")
        else:
            run.record.unlink(missing_ok=True)


def _last(path: Path, folder: str, book: str, but: str = "") -> Run | None:
    closed, clicked = last_record(path), _clicked_run(folder, book, but)
    if clicked is not None and (closed is None or closed.serial <= _order(clicked.record.parent)[1]):
        return clicked
    return _closed_run(closed) if closed is not None else None


def _closed_run(record: Record) -> Run | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        document: Any = json.loads(record.read())
        if document["plan"] is not None:
            return Run(record.before, record.path, record.path, bool(document.get("allow_protected")))
    return None


def _clicked_run(folder: str, book: str, but: str = "") -> Run | None:
    undone: set[str] = set()
    for job in _applied_jobs(folder, book, but):
        undoes = job / UNDOES
        if undoes.exists():
            with suppress(OSError):
                undone.add(undoes.read_text(encoding="utf-8").strip())
        elif job.name not in undone and not (job / UNDONE).exists():
            snapshot = next((p for p in job.iterdir() if p.stem == "snapshot"), None)
            if snapshot is not None and (job / PLAN).exists():
                return Run(snapshot, job / PLAN, job / APPLIED)
    return None


def _applied_jobs(folder: str, book: str, but: str) -> Iterator[Path]:
    """The last first."""
    from sheetsales.backends.clicks.job import jobs, request_of

    for job in sorted(jobs(), key=_order, reverse=True):
        if job.name != but and (job / APPLIED).exists():
            request = request_of(job)
            if request is not None and (request.folder, request.book) == (folder, book):
                yield job


def _order(job: Path) -> tuple[int, int]:
    """The number of a click, and the last serial before it; zeros for one that was answered before there were any."""
    with suppress(OSError, ValueError):
        number, serial = map(int, (job / ORDER).read_text(encoding="ascii").split())
        return number, serial
    return 0, 0


def _serial(path: Path) -> int:
    with suppress(OSError, SheetsalesError):
        return max((backup.serial for backup in list_backups(path)), default=0)
    return 0


def _size(plan: EditPlan) -> int:
    return sum(
        sum(map(len, rows)) if isinstance(rows := getattr(edit, "rows", ()), tuple) else 1
        for edit in plan.edits
    )
