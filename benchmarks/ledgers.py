"""What rules over ledgers cost: 10,000 deals with 30,000 lines each of orders, receipts and quotations.

    python -m benchmarks.ledgers [--rows 30000]

Checks one workbook with SS6xx and with them switched off, each in a process of its own, and tells seconds and memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from sheetsales.rules.catalogue import LISTED
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import Story, StoryRow, StoryValue, build_story
from sheetsales.template.story.modules import TOLD

TODAY = dt.date(2026, 11, 2)
DEALS = 10_000


def lines(rows: list[StoryRow], wanted: int) -> list[StoryRow]:
    """So many rows: each told as several lines of its number, what it is worth on the first of them."""
    each = -(-wanted // len(rows))
    found: list[StoryRow] = []
    for row in rows:
        found.append(row)
        rest: dict[str, StoryValue] = {
            k: v for k, v in row.items() if k not in ("amount", "due_amount", "due_on", "received_on", "id")
        }
        number: dict[str, StoryValue] = {} if "contract" in row else {"id": row["id"]}
        nothing: dict[str, StoryValue] = (
            {"quantity": Decimal(0), "amount": Decimal(0)} if "contract" not in row else {}
        )
        found += [rest | number | nothing for _ in range(each - 1)]
    return found[:wanted]


def make(path: Path, rows: int, *, off: bool) -> None:
    """The workbook, with the rules over ledgers switched off where asked."""
    story = build_story("zh", "b2b", TODAY, opportunities=DEALS, mistakes=(), sheets=TOLD)
    told = dict(story.rows)
    for record in ("orders", "receipts", "quotes"):
        told[record] = lines(list(told[record]), rows)
    if off:
        from sheetsales.template.config_rows import config_rows

        rules = config_rows("b2b", "zh", sample=True)["rules"]
        told["rules"] = [*rules, *({"code": code, "on": "no"} for code in LISTED)]
    build_workbook(
        path, lang="zh", process="b2b", today=TODAY, story=Story("zh", TODAY, told, story.settings),
        records=with_modules(("orders", "service", "contacts")),
    )  # fmt: skip


def measured(path: Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes of a check that writes nothing: what else the machine does counts nothing."""
    code = (
        "import resource,sys,time;from sheetsales.cli.main import main\n"
        f"try: main(['check',{str(path)!r},'--dry-run','--json','--today',{TODAY.isoformat()!r}])\n"
        "except SystemExit: pass\n"
        "print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stderr.split()[-2:]
    return float(seconds), float(megabytes)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=30_000)
    rows = asked.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        paths = {off: Path(folder) / f"{off}.xlsx" for off in (True, False)}
        for off, path in paths.items():
            make(path, rows, off=off)
        found = {off: min(measured(path) for _ in range(3)) for off, path in paths.items()}
    (without, small), (whole, large) = found[True], found[False]
    more = (large - small) * 1024 / (3 * rows)
    print(f"without SS6xx {without:.2f} s, {small:.0f} MB; with {whole:.2f} s, {large:.0f} MB")
    print(
        f"{whole / without:.2f} times as long (no more than 1.6); {more:.2f} KB a row more (no more than 2.5)"
    )


if __name__ == "__main__":
    main()
