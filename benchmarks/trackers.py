"""Workbooks that people made, adopted without a single answer and checked at level basic: what the check says of them.

    python -m benchmarks.trackers [--findings]

They stand in ``../shared/data`` beside the checkout; where that is absent there is nothing to do. Exports of other
systems come as CSV files and are put into one workbook each, as Excel would open them. ``--findings`` prints every
finding, to be read one by one; what came of that stands in docs/real-workbooks.md.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheetsales.cells.edits import AddSheet, EditPlan
from sheetsales.workflow.writing import write_plan

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BASIC = AddSheet("Settings", ("Name", "Value"), (("Check level", "basic"),), "tblSettings")
SEVERITIES = ("error", "warning", "info")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?\Z")


@dataclass(frozen=True, slots=True)
class Tracker:
    """A workbook, or a folder of CSV files that makes one, and the day its owner would have checked it."""

    name: str
    files: tuple[str, ...]
    today: str


TRACKERS = (
    Tracker("sales funnel", ("pbpython/salesfunnel.xlsx",), "2014-12-01"),
    Tracker("orders of six periods", ("pbpython/2018_Sales_Total_Tabs.xlsx",), "2018-12-31"),
    Tracker("orders by rep", ("pbpython/sample-sales-reps.xlsx",), "2015-12-31"),
    Tracker("orders of a year", ("pbpython/sample-salesv3.xlsx",), "2014-12-31"),
    Tracker("orders of a month", ("pbpython/sales-jan-2014.xlsx",), "2014-01-31"),
    Tracker("order lines", ("pbpython/sales_transactions.xlsx",), "2015-12-31"),
    Tracker("price estimate by customer", ("pbpython/sales-estimate.xlsx",), "2020-12-31"),
    Tracker("customers by region", ("pbpython/sales_9_2022.xlsx",), "2022-09-30"),
    Tracker(
        "Salesforce export",
        tuple(f"fivetran_salesforce/sf_{n}_data.csv" for n in ("account", "opportunity", "event", "task", "lead")),
        "2021-06-01",
    ),
    Tracker(
        "HubSpot export",
        tuple(f"fivetran_hubspot/{n}_data.csv" for n in ("deal", "company", "contact", "engagement_meeting")),
        "2021-06-01",
    ),
)  # fmt: skip


def copied(tracker: Tracker, folder: Path) -> Path:
    """A writable copy of the workbook, or one made of the CSV files."""
    book = folder / f"{tracker.name}.xlsx"
    if tracker.files[0].endswith(".xlsx"):
        shutil.copyfile(DATA / tracker.files[0], book)
        return book
    import xlsxwriter

    with xlsxwriter.Workbook(str(book), {"default_date_format": "yyyy-mm-dd"}) as made:
        for file in tracker.files:
            sheet = made.add_worksheet(Path(file).stem.removesuffix("_data")[:31])
            with (DATA / file).open(encoding="utf-8", newline="") as lines:
                for row, cells in enumerate(csv.reader(lines)):
                    for column, text in enumerate(cells):
                        if text:
                            sheet.write(row, column, _as_excel(text))
    return book


def _as_excel(text: str) -> Any:
    """What Excel makes of a field of a CSV file it opens."""
    if _DAY.match(text):
        return dt.datetime.fromisoformat(text)
    return float(text) if _NUMBER.match(text) else text


def _sheetsales(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "sheetsales", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or done.stdout)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(tracker: Tracker, folder: Path) -> tuple[dict[str, Any], Sequence[dict[str, Any]]]:
    """What adopting proposed, and the findings."""
    book = copied(tracker, folder)
    proposal = _sheetsales("adopt", str(book), "--yes")
    write_plan(book, EditPlan((BASIC,)))
    found = _sheetsales("check", str(book), "--today", tracker.today, "--dry-run", "--lang", "en")
    return proposal, found["findings"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--findings", action="store_true")
    options = parser.parse_args()
    if not DATA.exists():
        print(f"{DATA} is not there; nothing to do")
        return 0
    print("| workbook | read as | asked | errors | warnings | notes |\n|---|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as temporary:
        for tracker in TRACKERS:
            proposal, findings = told(tracker, Path(temporary))
            counts = Counter(finding["severity"] for finding in findings)
            read = Counter(sheet["record"] for sheet in proposal["sheets"])
            kinds = ", ".join(f"{record} × {n}" if n > 1 else record for record, n in read.items())
            numbers = " | ".join(str(counts[severity]) for severity in SEVERITIES)
            print(f"| {tracker.name} | {kinds} | {len(proposal['questions'])} | {numbers} |")
            for finding in findings if options.findings else ():
                print(f"    {finding['code']} {finding['severity']} {finding['cell']}: {finding['message']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
