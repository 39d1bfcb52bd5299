"""What a click costs in Python: a cold process, and the worker the watcher keeps warm.

    python -m benchmarks.clicks [--size 1000] [--rounds 5] [--gate]

Each button is pressed on the sample with so many opportunities, as the macro would: a snapshot and a request in a job folder.
Prints seconds of clock and of CPU, the least of the rounds, since whatever else runs only adds to them. Beside them stand a Python that
starts and does nothing, and openpyxl that only reads the same snapshot. ``--gate`` exits 1 where a check costs more CPU than
``MOST_COLD`` or ``MOST_WARM``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.clicks.change_list import HEAD, ascii_text
from sheetsales.buttons.registry import enabled
from sheetsales.workflow.serving.task import READY, Task

TODAY = dt.date.today().isoformat()
"""The worker asks the clock, so the sample is of today."""
MOST_COLD, MOST_WARM = 0.5, 0.15


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


def cold(command: list[str]) -> Cost:
    """One fresh process, to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Worker:
    """The process that the watcher keeps warm."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sheetsales", "serve", "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
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


def least(rounds: int, measure: Callable[[], Cost]) -> Cost:
    costs = [measure() for _ in range(rounds + 1)][1:]
    return Cost(min(c.clock for c in costs), min(c.cpu for c in costs))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gate", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _compare(Path(folder), asked.size, asked.rounds, gate=asked.gate)


def _compare(home: Path, size: int, rounds: int, *, gate: bool) -> int:
    os.environ["SHEETSALES_HOME"] = str(home)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    (home / "desk").mkdir()
    book = home / "book.xlsx"
    python = [sys.executable, "-m", "sheetsales"]
    subprocess.run([*python, "new", str(book), "--lang", "en", "--sample", "--opportunities", str(size), "--today", TODAY],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    rows = [("a Python that starts", least(rounds, lambda: cold([sys.executable, "-c", "pass"])), None)]
    read = f"import openpyxl; openpyxl.load_workbook({str(book)!r})"
    rows.append(("openpyxl, reading only", least(2, lambda: cold([sys.executable, "-c", read])), None))
    for button in enabled():
        if button.action == "undo":
            continue
        worker = Worker()

        def press(action: str = button.action) -> Cost:
            return cold([*python, "click", str(job_of(home, book, action)), "--today", TODAY])

        def press_warm(action: str = button.action, worker: Worker = worker) -> Cost:
            return worker.press(job_of(home, book, action))

        rows.append((button.caption.en, least(rounds, press), least(rounds, press_warm)))
        worker.close()
    print(f"{'':<26}{'cold: clock':>12}{'CPU':>7}{'warm: clock':>13}{'CPU':>7}")
    for name, first, warm in rows:
        rest = f"{warm.clock:>13.3f}{warm.cpu:>7.2f}" if warm else ""
        print(f"{name:<26}{first.clock:>12.3f}{first.cpu:>7.2f}{rest}")
    check, checked_warm = rows[2][1], rows[2][2]
    missed = check.cpu > MOST_COLD or (checked_warm is not None and checked_warm.cpu > MOST_WARM)
    return 1 if gate and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
