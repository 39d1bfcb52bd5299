"""What the watcher hands to a worker, and what it gets back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

Kind = Literal["click", "check", "collect"]
State = tuple[int, int]
"""A file's time stamp in nanoseconds and its size: what tells that it was saved."""
CRASHED: Final = -1
READY: Final = "ready\n"
"""A worker's first line, once it is warm."""
_KINDS: Final[dict[str, Kind]] = {"click": "click", "check": "check", "collect": "collect"}


@dataclass(frozen=True, slots=True)
class Task:
    """A click by its job folder, a check of a workbook, or a copy to be collected; ``book`` keeps two tasks off one workbook."""

    kind: Kind
    path: Path
    book: str

    def line(self) -> str:
        return json.dumps({"kind": self.kind, "path": str(self.path), "book": self.book}) + "\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: an exit code, what there is to say, and how the workbook's file stands after a check."""

    code: int
    said: Text = NO_TEXT
    state: State | None = None

    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


def read_task(line: str) -> Task:
    fields = json.loads(line)
    return Task(_KINDS[fields["kind"]], Path(fields["path"]), fields["book"])


def read_outcome(line: str) -> Outcome:
    fields = json.loads(line)
    state = fields["state"]
    return Outcome(fields["code"], Text(**fields["said"]), (state[0], state[1]) if state else None)


def state_of(path: Path) -> State | None:
    """How a file stands now; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
