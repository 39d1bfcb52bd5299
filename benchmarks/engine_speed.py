"""The lossless engine against its peers: CPU seconds and peak memory of fresh processes, interleaved.

    python -m benchmarks.engine_speed [--sizes 1000,10000] [--rounds 3] [--slow ENGINES] [--full-sheet]
                                      [--wolfxl PYTHON] [--books FOLDER] [--markdown] [--gate]

The workbooks are the sample of ``sheetsales new`` with so many opportunities. Peers that are not installed are left
out and named. Those that take more than a minute at 100,000 run there only where ``--slow openpyxl,…`` names them. ``--full-sheet`` adds a
sheet of 1,048,576 rows. ``--wolfxl`` names a Python that has wolfxl. ``--markdown`` prints the tables of
docs/performance.md. ``--gate`` runs 10,000 only, in well under a minute, and exits 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.engine_cases import JOBS

TODAY = "2026-11-02"
NEEDS = {
    "openpyxl": "openpyxl", "openpyxl read_only": "openpyxl", "pandas mode='a'": "pandas", "pandas.read_excel": "pandas",
    "XlsxWriter": "xlsxwriter", "python-calamine": "python_calamine", "isal": "isal",
}  # fmt: skip
SLOW = ("openpyxl", "openpyxl read_only", "pandas mode='a'", "pandas.read_excel", "XlsxWriter")
SLOW_FROM, ONCE_FROM = 50_000, 5_000
WOLFXL_STATUS_TO = 2_000
"""Setting a whole column takes wolfxl a time that grows with the square of the rows."""
PATIENCE = 1_500
FULL = "1,000 cells of 1,048,576 rows"
VERSIONS = ("isal", "openpyxl", "pandas", "XlsxWriter", "python-calamine")
GATED = (
    ("one cell, small sheet", "sheetsales"), ("one cell, big sheet", "sheetsales"), ("1,000 cells", "sheetsales"),
    ("status and results", "sheetsales"), ("copy", "bytes"), ("unzip", "zlib"), ("read all", "sheetsales"),
    ("read all", "python-calamine"), ("status and results", "openpyxl"),
)  # fmt: skip
LEAST_RATIO, MOST_UNZIPS, MOST_MEMORY = 20.0, 8.0, 60.0
Key = tuple[str, str]


@dataclass(frozen=True)
class Cost:
    """CPU seconds of the work alone, and the process's peak memory."""

    cpu: float
    memory_mb: float


class Bench:
    """Runs jobs in fresh processes and keeps what they cost."""

    def __init__(self, folder: Path, wolfxl: str | None) -> None:
        self._folder, self._wolfxl = folder, wolfxl
        self.missing: set[str] = set()
        self.stopped: list[str] = []

    def run(self, keys: list[Key], book: Path, rounds: int, slow: frozenset[Key]) -> dict[Key, Cost]:
        """One round after another, the jobs in turn within each; slow ones in the first round only."""
        costs: dict[Key, list[Cost]] = {key: [] for key in keys if self._has(key[1])}
        for round_ in range(rounds):
            for key in [k for k in costs if not round_ or k not in slow]:
                cost = self._once(key, book)
                if cost:
                    costs[key].append(cost)
        return {k: Cost(statistics.median(c.cpu for c in found), max(c.memory_mb for c in found))
                for k, found in costs.items() if found}  # fmt: skip

    def _has(self, engine: str) -> bool:
        there = (
            self._wolfxl is not None
            if engine == "wolfxl"
            else find_spec(NEEDS.get(engine, "zipfile")) is not None
        )
        if not there:
            self.missing.add(engine)
        return there

    def _once(self, key: Key, book: Path) -> Cost | None:
        python = self._wolfxl if key[1] == "wolfxl" and self._wolfxl else sys.executable
        out = self._folder / "out.xlsx"
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        command = [python, "-m", "benchmarks.engine_cases", *key, str(book), str(out)]
        try:
            made = subprocess.run(
                command, capture_output=True, text=True, timeout=PATIENCE, env=environment, check=True
            )
        except subprocess.TimeoutExpired:
            self.stopped.append(f"{key[1]}, {key[0]}: stopped after {PATIENCE} s")
            return None
        except subprocess.CalledProcessError as fault:
            self.stopped.append(f"{key[1]}, {key[0]}: {fault.stderr.strip().splitlines()[-1]}")
            return None
        finally:
            out.unlink(missing_ok=True)
        found = json.loads(made.stdout)
        return Cost(found["cpu"], found["peak_mb"])


def make_book(folder: Path, size: int) -> Path:
    book = folder / f"book-{size}.xlsx"
    if book.exists():
        return book
    subprocess.run([sys.executable, "-m", "sheetsales", "new", str(book), "--lang", "en", "--sample",
                    "--opportunities", str(size), "--today", TODAY], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    return book


def make_full_sheet(folder: Path, small: Path) -> Path:
    """The smallest sample book with its Pipeline replaced by a sheet of 1,048,576 rows of ten cells."""
    made = folder / "book-full.xlsx"
    if made.exists():
        return made
    with (
        zipfile.ZipFile(small) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for info in source.infolist():
            if info.filename != "xl/worksheets/sheet3.xml":
                target.writestr(info, source.read(info))
                continue
            head, _, tail = source.read(info).partition(b"<sheetData>")
            with target.open(info.filename, "w", force_zip64=True) as sheet:
                sheet.write(head + b"<sheetData>")
                for rows in _full_rows():
                    sheet.write(rows)
                sheet.write(tail[tail.index(b"</sheetData>") :])
    return made


def _full_rows() -> Iterator[bytes]:
    row = '<row r="{0}">' + "".join(f'<c r="{c}{{0}}"><v>{{0}}</v></c>' for c in "ABCDEFGHIJ") + "</row>"
    for start in range(1, 1_048_577, 4_096):
        yield "".join(row.format(number) for number in range(start, start + 4_096)).encode()


def jobs_at(size: int, wanted: frozenset[str]) -> tuple[list[Key], frozenset[Key]]:
    """What is run with so many opportunities, and which of it once only."""
    keys = [key for key in JOBS if key[0] != FULL]
    keys = [
        k for k in keys if not (k[1] == "wolfxl" and k[0] == "status and results" and size > WOLFXL_STATUS_TO)
    ]
    once = frozenset(key for key in keys if key[1] in SLOW) if size >= ONCE_FROM else frozenset[Key]()
    return [key for key in keys if size < SLOW_FROM or key not in once or key[1] in wanted], once


def table(size: str, costs: dict[Key, Cost]) -> list[str]:
    """Lines of a Markdown table: CPU seconds, against a byte copy and against the slowest peer at the same job."""
    lines = [f"| {size} | CPU s | × byte copy | times as fast as | peak MB |", "|---|---:|---:|---|---:|"]
    copy = costs.get(("copy", "bytes"))
    for (job, engine), cost in costs.items():
        peers = [(e, c) for (j, e), c in costs.items() if j == job and not e.startswith("sheetsales")]
        faster = (
            ", ".join(f"{e} {c.cpu / cost.cpu:,.1f}" for e, c in peers)
            if engine.startswith("sheetsales")
            else ""
        )
        against = f"{cost.cpu / copy.cpu:,.1f}" if copy and copy.cpu else ""
        name = f"**{job}: {engine}**" if engine.startswith("sheetsales") else f"{job}: {engine}"
        lines.append(f"| {name} | {_seconds(cost.cpu)} | {against} | {faster} | {cost.memory_mb:,.0f} |")
    return lines


def _seconds(cpu: float) -> str:
    return f"{cpu:.3f}" if cpu < 1 else f"{cpu:,.2f}" if cpu < 10 else f"{cpu:,.1f}"


def machine() -> str:
    """What the figures were measured on and with."""
    versions = []
    for name in VERSIONS:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"no {name}")
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        "",
    )
    return (
        f"{cpu or platform.processor()}, {platform.system()}, Python {platform.python_version()}, "
        + ", ".join(versions)
    )


def _lines(path: str) -> list[str]:
    found = Path(path)
    return found.read_text().splitlines() if found.exists() else []


def missed(costs: dict[Key, Cost]) -> list[str]:
    """The bounds that a busy machine holds too, and which of them were missed."""
    status, peer = costs["status and results", "sheetsales"], costs.get(("status and results", "openpyxl"))
    unzip, found = costs["unzip", "zlib"], []
    if peer and peer.cpu / status.cpu < LEAST_RATIO:
        found.append(
            f"status and results: {peer.cpu / status.cpu:.0f} times as fast as openpyxl, {LEAST_RATIO:.0f} wanted"
        )
    for job, most in (
        ("one cell, small sheet", 1.0),
        ("one cell, big sheet", 3.0),
        ("1,000 cells", MOST_UNZIPS),
    ):
        cost = costs[job, "sheetsales"]
        if cost.cpu > most * unzip.cpu:
            found.append(
                f"{job}: {cost.cpu:.3f} s, more than {most:.0f} times unzipping the book ({unzip.cpu:.3f} s)"
            )
        if cost.memory_mb > MOST_MEMORY:
            found.append(f"{job}: {cost.memory_mb:.0f} MB, at most {MOST_MEMORY:.0f} wanted")
    return found


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.books or Path(temporary)
        bench = Bench(Path(temporary), options.wolfxl)
        if options.gate:
            costs = bench.run(list(GATED), make_book(folder, 10_000), 1, frozenset())
            found = missed(costs)
            print("\n".join(table("10,000 opportunities", costs) + [f"missed: {line}" for line in found]))
            return 1 if found else 0
        if options.markdown:
            print(machine() + "\n")
        for size in (int(s) for s in options.sizes.split(",")):
            keys, slow = jobs_at(size, frozenset(options.slow.split(",")))
            costs = bench.run(keys, make_book(folder, size), options.rounds, slow)
            print("\n".join(table(f"{size:,} opportunities", costs)) + "\n", flush=True)
        if options.full_sheet:
            book = make_full_sheet(folder, make_book(folder, 100))
            keys = [(FULL, "sheetsales"), ("copy", "bytes"), ("unzip", "isal"), ("unzip", "zlib")]
            print(
                "\n".join(
                    table("a sheet of 1,048,576 rows", bench.run(keys, book, options.rounds, frozenset()))
                )
                + "\n"
            )
    for line in (*bench.stopped, *(f"not installed: {name}" for name in sorted(bench.missing))):
        print(line)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--slow", default="", metavar="ENGINES", help="slow peers to run at 100,000 too, once"
    )
    parser.add_argument("--full-sheet", action="store_true", help="1,048,576 rows as well")
    parser.add_argument(
        "--books", type=Path, help="a folder in which the workbooks are kept for the next run"
    )
    parser.add_argument("--wolfxl", metavar="PYTHON", help="a Python that has wolfxl")
    parser.add_argument("--markdown", action="store_true", help="say machine and versions too")
    parser.add_argument("--gate", action="store_true", help="10,000 only, against bounds")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
