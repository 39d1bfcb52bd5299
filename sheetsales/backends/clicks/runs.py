"""Which run was the last one on a workbook, and what undoing it needs: the workbook before, and the plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sheetsales.backends.backups import list_backups
from sheetsales.backends.clicks.job import Job, jobs, request_of
from sheetsales.backends.locks import FOLDER
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.errors import SheetsalesError

PLAN: Final = "plan.json"
APPLIED: Final = "applied.txt"
UNDOES: Final = "undoes.txt"
UNDONE: Final = "undone.txt"
_LAST_RUN: Final = "~last-run.json"
_MOST_CELLS: Final = 300_000


@dataclass(frozen=True, slots=True)
class Run:
    """``before`` is the workbook as it was, ``record`` what says that the run happened; ``when`` is its time stamp."""

    before: Path
    plan_file: Path
    record: Path
    when: float

    def plan(self) -> EditPlan:
        """Raises ``PlanError`` where the plan cannot be read any more."""
        document = json.loads(self.plan_file.read_text(encoding="utf-8"))
        return read_plan(json.dumps(document.get("plan", document)))


def remember_run(path: Path, plan: EditPlan) -> None:
    """Keep the plan that was just written into a closed workbook, beside the backup made before it.

    A plan too large to be worth keeping is not; then the backup itself is the way back.
    """
    forget_run(path)
    place = _record(path)
    with suppress(OSError, SheetsalesError):
        backups = list_backups(path)
        if backups and _size(plan) <= _MOST_CELLS:
            document = {"before": backups[0].path.name, "plan": plan_to_json(plan)}
            place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def forget_run(path: Path) -> None:
    """Let the workbook have no last run by a command."""
    with suppress(OSError):
        _record(path).unlink(missing_ok=True)


def last_run(path: Path) -> Run | None:
    """The last run on the workbook at ``path``, by a click or by a command, that has not been undone."""
    found = [run for run in (_closed_run(path), _clicked_run(str(path.parent), path.name)) if run]
    return max(found, key=lambda run: run.when, default=None)


def last_click(job: Job) -> Run | None:
    """The last run on the workbook of a click."""
    folder, book = job.request.folder, job.request.book
    found = [
        run for run in (_closed_run(Path(folder) / book), _clicked_run(folder, book, job.path.name)) if run
    ]
    return max(found, key=lambda run: run.when, default=None)


def mark_undone(run: Run) -> None:
    """From now on the run is not the last one any more."""
    with suppress(OSError):
        if run.record.name == APPLIED:
            (run.record.parent / UNDONE).write_text("1", encoding="utf-8")
        else:
            run.record.unlink()


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
                applied = job / APPLIED
                return Run(snapshot, job / PLAN, applied, applied.stat().st_mtime)
    return None


def _applied_jobs(folder: str, book: str, but: str) -> Iterator[Path]:
    for job in jobs():
        if job.name != but and (job / APPLIED).exists():
            request = request_of(job)
            if request is not None and (request.folder, request.book) == (folder, book):
                yield job


def _closed_run(path: Path) -> Run | None:
    record = _record(path)
    with suppress(OSError, ValueError, KeyError, TypeError):
        name = json.loads(record.read_text(encoding="utf-8"))["before"]
        before = path.parent / FOLDER / Path(name).name
        if before.is_file():
            return Run(before, record, record, record.stat().st_mtime)
    return None


def _record(path: Path) -> Path:
    return path.parent / FOLDER / (path.stem + path.suffix.replace(".", "~") + _LAST_RUN)


def _size(plan: EditPlan) -> int:
    return sum(
        sum(map(len, rows)) if isinstance(rows := getattr(edit, "rows", ()), tuple) else 1
        for edit in plan.edits
    )
