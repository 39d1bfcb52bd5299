"""What sheetsales keeps outside a workbook: backups and records of runs beside it, copies that clicks left, logs of faults."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from sheetsales.backends.backups import list_backups
from sheetsales.backends.clicks.job import jobs
from sheetsales.backends.fault_log import logs
from sheetsales.backends.run_records import records
from sheetsales.dataclass import dataclass

Kind = Literal["backup", "record", "issued", "click", "log"]
KINDS: Final[tuple[Kind, ...]] = ("backup", "record", "issued", "click", "log")


@dataclass(frozen=True, slots=True)
class Trace:
    """A file, or the folder of a click, that holds something of a workbook; ``size`` in bytes."""

    kind: Kind
    path: Path
    size: int


def of_workbook(path: Path, keep: int = 0) -> tuple[Trace, ...]:
    """What is kept of the workbook at ``path``, but for its newest ``keep`` backups; it need not be there any more.

    Where a backup stays, so does what ``undo`` needs of it. Raises ``SaveFailed`` where the folder cannot be read.
    """
    backups = [Trace("backup", backup.path, backup.size) for backup in list_backups(path)[keep:]]
    told = () if keep else records(path)
    return (*backups, *(Trace("record", record, _size(record)) for record in told))


def of_user() -> tuple[Trace, ...]:
    """What clicks and faults left for this user: copies of the workbooks as they stood open, and logs without their data."""
    clicked = (Trace("click", job, _size(job)) for job in jobs())
    return (*clicked, *(Trace("log", log, _size(log)) for log in logs()))


def remove(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Remove them for good; returns those that the system did not let go of."""
    left = []
    for trace in traces:
        try:
            shutil.rmtree(trace.path) if trace.kind == "click" else trace.path.unlink(missing_ok=True)
        except OSError:
            left.append(trace)
    return tuple(left)


def _size(path: Path) -> int:
    return sum(_sizes(path))


def _sizes(path: Path) -> Iterator[int]:
    with suppress(OSError):
        state = path.lstat()
        if stat.S_ISDIR(state.st_mode):
            for entry in path.iterdir():
                yield from _sizes(entry)
        else:
            yield state.st_size
