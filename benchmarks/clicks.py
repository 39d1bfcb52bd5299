"""What a click costs in Python: a cold process, and the worker the watcher keeps warm.

    python -m benchmarks.clicks [--size 1000] [--rounds 5] [--gate]

Each button is pressed on the sample with so many opportunities, as the macro would: a snapshot and a request in a job folder.
Prints seconds of clock and of CPU, the least of the rounds, since whatever else runs only adds to them. Beside them stand a Python that
starts and does nothing, and openpyxl that only reads the same workbook. ``--gate`` exits 1 where a check is less than ``LEAST_COLD``
times as quick as that in a cold process, or less than ``LEAST_WARM`` times with the watcher.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.clicks.change_list import HEAD, ascii_text
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.buttons.registry import enabled
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.workflow.serving.task import READY, Task

TODAY = "2026-11-02"
WORKER = f"import sys, datetime; from sheetsales.workflow.serving.worker import work; work(sys.stdin, sys.stdout, lambda: datetime.date.fromisoformat({TODAY!r}))"
"""The watcher's worker, on the day of the sample."""
LEAST_COLD, LEAST_WARM = 2.5, 8.0
"""How many times a check must be as quick as openpyxl is at reading the same workbook, cold and warm."""


@dataclass(frozen=True)
class Cost:
    clock: float
    cpu: float


def job_of(home: Path, snapshot: Path, action: str) -> Path:
    """A job folder as the macro leaves it."""
    nonce = secrets.token_hex(16)
    job = home / "jobs" / f"20261102-{time.time_ns()}-{nonce[:8]}"
    job.mkdir(parents=True, mode=0o700)
    shutil.copy(snapshot, job / "snapshot.xlsx")
    fields = {"nonce": nonce, "button": action, "book": "book.xlsm", "folder": str(home / "desk"), "snapshot": "snapshot.xlsx",
              "language": "en", "host": "LibreOffice", "end": nonce}  # fmt: skip
    lines = [HEAD, *(f"{key}={ascii_text(value)}" for key, value in fields.items())]
    (job / "request.txt").write_text("\r\n".join(lines) + "\r\n", encoding="ascii")
    return job


def environment() -> dict[str, str]:
    """The environment in which compiled modules are kept, as on every user's machine."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def cold(command: list[str]) -> Cost:
    """One fresh process, to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=environment()
    )
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Worker:
    """The process that the watcher keeps warm."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )  # fmt: skip
        assert self._process.stdout is not None
        if self._process.stdout.readline() != READY:
            raise SystemExit("the worker did not start")

    def press(self, job: Path) -> Cost:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        before, started = self._spent(), time.perf_counter()
        process.stdin.write(Task("click", job, "book").line())
        process.stdin.flush()
        outcome = json.loads(process.stdout.readline())
        clock = time.perf_counter() - started
        if outcome["code"]:
            raise SystemExit(f"{job} ended with {outcome}")
        return Cost(clock, self._spent() - before)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def _spent(self) -> float:
        """Seconds of CPU so far; the clock of the processors where Linux tells of it."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    """What a button costs: cold, with the watcher for the first time, and again after one cell was changed."""

    name: str
    cold: Cost
    first: Cost | None = None
    again: Cost | None = None

    def line(self) -> str:
        found = (self.cold, self.first, self.again)
        return f"{self.name:<26}" + "".join(f"{c.clock:>11.3f}{c.cpu:>6.2f}" for c in found if c)


def least(costs: Iterable[Cost]) -> Cost:
    known = list(costs)
    return Cost(min(c.clock for c in known), min(c.cpu for c in known))


class Bench:
    """The sample, and the presses of its buttons."""

    def __init__(self, home: Path, size: int, rounds: int) -> None:
        self._home, self._rounds = home, rounds
        self.book = home / "book.xlsx"
        self._python = [sys.executable, "-m", "sheetsales"]
        (home / "desk").mkdir()
        made = [
            "new",
            str(self.book),
            "--lang",
            "en",
            "--sample",
            "--opportunities",
            str(size),
            "--today",
            TODAY,
        ]
        subprocess.run([*self._python, *made], check=True, stdout=subprocess.DEVNULL)

    def alone(self, name: str, program: str) -> Row:
        """A peer: a Python that runs ``program``."""
        return Row(name, least(cold([sys.executable, "-c", program]) for _ in range(self._rounds)))

    def button(self, action: str, name: str) -> Row:
        command = [*self._python, "click", "--today", TODAY]
        alone = least(cold([*command, str(self._job(action))]) for _ in range(self._rounds + 1))
        first, again = [], []
        for _ in range(self._rounds):
            worker = Worker()
            first.append(worker.press(self._job(action)))
            again += [worker.press(self._job(action, amount)) for amount in (1, 2)]
            worker.close()
        return Row(name, alone, least(first), least(again))

    def _job(self, action: str, amount: int | None = None) -> Path:
        """A click on the sample, or on the sample with another amount in one cell."""
        if amount is None:
            return job_of(self._home, self.book, action)
        changed = self._home / "changed.xlsx"
        cell = SetCell(CellRef("Pipeline", 3, 6), amount)
        with changed.open("wb") as out:
            apply_plan(self.book, EditPlan((cell,)), out)
        return job_of(self._home, changed, action)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--gate", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHEETSALES_HOME"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        return _compare(Bench(Path(folder), asked.size, asked.rounds), gate=asked.gate)


def _compare(bench: Bench, *, gate: bool) -> int:
    print(f"{'seconds of clock, of CPU':<26}{'cold':>17}{'watcher, first':>17}{'again':>17}")
    print(bench.alone("a Python that starts", "pass").line())
    reading = bench.alone(
        "openpyxl, reading only", f"import openpyxl; openpyxl.load_workbook({str(bench.book)!r})"
    )
    print(reading.line())
    missed = False
    for button in enabled():
        if button.action not in ("undo", "collect", "import"):  # they want a run before them, or folders
            row = bench.button(button.action, button.caption.en)
            print(row.line(), flush=True)
            if button.action == "check" and row.again is not None:
                missed = (
                    row.cold.cpu * LEAST_COLD > reading.cold.cpu
                    or row.again.cpu * LEAST_WARM > reading.cold.cpu
                )
    return 1 if gate and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
