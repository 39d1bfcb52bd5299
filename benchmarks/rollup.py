"""Many workbooks rolled up: how long it takes, how it grows, what comes back, and whether a cluster makes the same file.

    python -m benchmarks.rollup [--books 50,100,200] [--deals 1000] [--jobs 2] [--dask]

The workbooks are simulated from one: the same rows under other ids. Prints one JSON document: wall and processor seconds
with all workers, the driver's own peak memory, the bytes of facts for each 1,000 deals. ``--dask`` starts a scheduler and
``--jobs`` workers, kills one of them on the way, and exits 1 where its file differs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sheetsales.indicators.period import month
from sheetsales.workflow.rolling.reducing import Task, reduce_workbook
from sheetsales.workflow.rolling.rolling import Asked, roll_up
from tests.rollup.simulated import simulated

TODAY = dt.date(2026, 11, 2)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--books", default="50,100,200")
    asked.add_argument("--deals", type=int, default=1000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--dask", action="store_true")
    given = asked.parse_args()
    counts = [int(count) for count in given.books.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = made(folder, max(counts), given.deals)
        rows = [measured(files[:count], folder / f"group-{count}.xlsx", given.jobs) for count in counts]
        found: dict[str, object] = {
            "deals": given.deals,
            "facts_bytes_per_1000_deals": facts_size(files[0], given.deals),
            "runs": rows,
        }
        same = True
        if given.dask:
            with cluster(folder, given.jobs) as (address, victim):
                out = folder / "dask.xlsx"
                found["dask"] = measured(files, out, given.jobs, address, victim)
            same = out.read_bytes() == (folder / f"group-{max(counts)}.xlsx").read_bytes()
            found["dask_file_is_the_same"] = same
    print(json.dumps(found, indent=2))
    return 0 if same else 1


def made(folder: Path, count: int, deals: int) -> list[Path]:
    """The workbooks, by their numbers."""
    model = folder / "model.xlsx"
    command = [
        sys.executable,
        "-m",
        "sheetsales",
        "new",
        str(model),
        "--lang",
        "en",
        "--sample",
        "--today",
        TODAY.isoformat(),
    ]
    subprocess.run([*command, "--opportunities", str(deals)], check=True, stdout=subprocess.DEVNULL)
    places = folder / "books"
    places.mkdir()
    return [simulated(model, places / f"{number:04d}.xlsx", number) for number in range(1, count + 1)]


def facts_size(book: Path, deals: int) -> int:
    facts = reduce_workbook(Task(book.name, str(book), month(2026, 10), TODAY))
    return round(len(pickle.dumps(facts)) * 1000 / deals)


def measured(
    files: Sequence[Path], out: Path, jobs: int, dask: str = "", victim: subprocess.Popen[bytes] | None = None
) -> dict[str, object]:
    before, start = processor_seconds(), time.monotonic()
    if victim is not None:
        threading.Timer(5, victim.kill).start()
    group = roll_up(files, Asked(out, TODAY, "2026-10", jobs, dask))
    return {
        "workbooks": len(group.books),
        "not_counted": len(group.not_counted),
        "wall_s": round(time.monotonic() - start, 1),
        "processor_s": round(processor_seconds() - before, 1),
        "driver_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def processor_seconds() -> float:
    """Of this process and of those it has ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler and one worker more than asked for, the one that is to be killed."""
    file = folder / "scheduler.json"
    running = [started("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))]
    try:
        while not file.exists() or not file.read_text():
            time.sleep(0.1)
        address: str = json.loads(file.read_text())["address"]
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        running += [started("worker", address, *options) for _ in range(workers + 1)]
        yield address, running[-1]
    finally:
        for process in running:
            process.kill()
            process.wait()


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


if __name__ == "__main__":
    raise SystemExit(main())
