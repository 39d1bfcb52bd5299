"""The catalogue of rules against pydantic row by row and pandera doing the same kind of checks.

    python -m benchmarks.catalogue [--rows 100000] [--rounds 3] [--gate]

The rows are made in memory from the sample story, so that reading counts for nothing. Ours is measured twice: the eleven
rules that ask what the twelve checks of the others ask of one row, and all rules of pipeline and stages, which look at
activities, stage log and customers as well. Both make every message. All run in one process, interleaved, in CPU seconds.
What is not installed is left out. ``--gate`` exits 1 where ours takes longer than the others for the same, or all of it
longer than a busy machine may take.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.process import Process
from sheetsales.book.process_rows import packaged_process
from sheetsales.book.process_steps import with_steps
from sheetsales.book.settings import Settings
from sheetsales.book.table import BookTable
from sheetsales.rules.catalogue import RULES
from sheetsales.rules.scene import Scene
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.story import build_story

TODAY = dt.date(2026, 11, 2)
TOLD = 600
"""Deals of the story that are told once and then repeated under ids of their own."""
MOST_CPU = 30e-6
"""Seconds a row that all rules may take on a busy machine; a quiet one takes less than half."""
SAME = frozenset(
    ("SS201", "SS202", "SS203", "SS204", "SS205", "SS207", "SS208", "SS210", "SS215", "SS217", "SS301")
)
"""Ours that ask what the others' checks ask; SS301 asks for every column of every stage, theirs for two."""
SHARED = ("team",)
OWN_IDS = {"pipeline": ("id", "customer"), "customers": ("id",), "activities": ("opportunity", "customer"),
           "stage_log": ("opportunity",)}  # fmt: skip

Rows = Sequence[Mapping[str, Any]]


def made(rows: int) -> Book:
    """A book of so many opportunities, with customers, activities and a stage log to match."""
    story = build_story("en", "b2b", TODAY, opportunities=min(TOLD, rows))
    times = -(-rows // len(story.rows["pipeline"]))
    tables = {key: _table(key, story.rows[key], 1 if key in SHARED else times) for key in (*SHARED, *OWN_IDS)}
    binding = Binding(tuple(t.bound[0] for t in tables.values()), "en")
    packaged = with_steps(packaged_process(binding), {}, binding)
    process = Process(packaged.stages, packaged=False, steps=packaged.steps, checks=packaged.checks)
    return Book(tables, process, Settings("en", dict(story.settings)), binding, {})


def _table(key: str, rows: Rows, times: int) -> BookTable:
    record = RECORDS[key]
    keys = [c.key for c in record.columns if any(c.key in row for row in rows)]
    columns = {name: _column(key, name, rows, times) for name in keys}
    bound = tuple(
        BoundColumn(record.by_key[k], n, record.by_key[k].title.en) for n, k in enumerate(keys, start=1)
    )
    count = len(rows) * times
    table = BoundTable(record, record.title.en, record.table, 1, 2, count + 1, bound)
    return BookTable(record, (table,), range(2, count + 2), bytes(count), columns, columns)


def _column(key: str, name: str, rows: Rows, times: int) -> list[Any]:
    kind = RECORDS[key].by_key[name].kind
    told = [_typed(row.get(name), kind) for row in rows]
    if name not in OWN_IDS.get(key, ()):
        return told * times
    return [value and f"{value}.{block}" for block in range(times) for value in told]


def _typed(value: Any, kind: Kind) -> Any:
    if kind is Kind.YES_NO and value is not None:
        return value == "yes"
    if isinstance(value, Decimal) and kind is not Kind.MONEY:
        return float(value)
    return value


def ours(book: Book, codes: frozenset[str] | None = None) -> Callable[[], int]:
    """These rules, else all of pipeline and stages, on the book; nothing is kept from one run to the next."""
    rules = [rule for rule in ALL if codes is None or rule.info.code in codes]

    def run() -> int:
        scene = Scene(book, TODAY)
        return sum(len(list(rule.find(scene))) for rule in rules)

    return run


ALL = [rule for rule in RULES if rule.info.code[2] in "23"]


FIELDS = ("id", "customer", "name", "stage", "amount", "owner", "expected_close", "next_step", "next_step_on", "created_on",
          "closed_on", "reason", "discount", "approved_by", "probability", "contract_no", "forecast_category", "kind")  # fmt: skip
OPEN = frozenset({"identify", "contact", "needs", "present", "quote", "negotiate"})


def row_by_row(book: Book) -> Callable[[], int] | None:
    """A pydantic model of one opportunity with twelve checks, built anew for every row."""
    try:
        from pydantic import BaseModel, ValidationError, model_validator
    except ImportError:
        return None

    class Deal(BaseModel):
        id: str
        customer: str
        name: str
        stage: str
        amount: Decimal | None = None
        owner: str
        expected_close: dt.date | None = None
        next_step: str | None = None
        next_step_on: dt.date | None = None
        created_on: dt.date
        closed_on: dt.date | None = None
        reason: str | None = None
        discount: float | None = None
        approved_by: str | None = None
        probability: float | None = None
        contract_no: str | None = None
        forecast_category: str | None = None
        kind: str | None = None

        @model_validator(mode="after")
        def checked(self) -> Deal:
            wrong = [name for name, holds in CHECKS.items() if not holds(self)]
            if wrong:
                raise ValueError(", ".join(wrong))
            return self

    deals = book.table("pipeline")
    rows = [dict(zip(FIELDS, cells, strict=True)) for cells in zip(*map(deals.get, FIELDS), strict=True)]

    def run() -> int:
        wrong = 0
        for row in rows:
            try:
                Deal(**row)
            except ValidationError:
                wrong += 1
        return wrong

    return run


CHECKS: dict[str, Callable[[Any], bool]] = {
    "closed in the future": lambda d: d.closed_on is None or d.closed_on <= TODAY,
    "closed before created": lambda d: d.closed_on is None or d.closed_on >= d.created_on,
    "open with a closed date": lambda d: d.closed_on is None or d.stage not in OPEN,
    "expected close has passed": lambda d: (
        d.stage not in OPEN or d.expected_close is None or d.expected_close >= TODAY
    ),
    "expected close is far off": lambda d: d.expected_close is None or (d.expected_close - TODAY).days <= 365,
    "no next step": lambda d: d.stage not in OPEN or d.next_step_on is not None,
    "next step is overdue": lambda d: (
        d.stage not in OPEN or d.next_step_on is None or d.next_step_on >= TODAY
    ),
    "discount without approval": lambda d: (
        d.discount is None or d.discount <= 0.05 or d.approved_by is not None
    ),
    "negative amount": lambda d: d.amount is None or d.amount >= 0,
    "commit too early": lambda d: d.forecast_category != "commit" or d.stage in ("quote", "negotiate"),
    "won without contract": lambda d: d.stage != "won" or d.contract_no is not None,
    "lost without reason": lambda d: d.stage != "lost" or d.reason is not None,
}


def by_column(book: Book) -> Callable[[], int] | None:
    """The same twelve checks as a pandera schema over a pandas frame."""
    try:
        import pandas as pd
        import pandera.pandas as pa  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    deals = book.table("pipeline")
    frame = pd.DataFrame({name: list(deals.get(name)) for name in FIELDS})
    for name in ("expected_close", "next_step_on", "created_on", "closed_on"):
        frame[name] = pd.to_datetime(frame[name])
    frame["amount"] = frame["amount"].astype(float)
    today = pd.Timestamp(TODAY)

    def is_open(f: Any) -> Any:
        return f["stage"].isin(OPEN)

    checks = [
        pa.Check(lambda f: f["closed_on"].isna() | (f["closed_on"] <= today)),
        pa.Check(lambda f: f["closed_on"].isna() | (f["closed_on"] >= f["created_on"])),
        pa.Check(lambda f: f["closed_on"].isna() | ~is_open(f)),
        pa.Check(lambda f: ~is_open(f) | f["expected_close"].isna() | (f["expected_close"] >= today)),
        pa.Check(lambda f: f["expected_close"].isna() | ((f["expected_close"] - today).dt.days <= 365)),
        pa.Check(lambda f: ~is_open(f) | f["next_step_on"].notna()),
        pa.Check(lambda f: ~is_open(f) | f["next_step_on"].isna() | (f["next_step_on"] >= today)),
        pa.Check(lambda f: f["discount"].isna() | (f["discount"] <= 0.05) | f["approved_by"].notna()),
        pa.Check(lambda f: f["amount"].isna() | (f["amount"] >= 0)),
        pa.Check(lambda f: (f["forecast_category"] != "commit") | f["stage"].isin(["quote", "negotiate"])),
        pa.Check(lambda f: (f["stage"] != "won") | f["contract_no"].notna()),
        pa.Check(lambda f: (f["stage"] != "lost") | f["reason"].notna()),
    ]
    schema = pa.DataFrameSchema(
        {name: pa.Column(nullable=True, required=True) for name in FIELDS}, checks=checks
    )

    def run() -> int:
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as found:
            return len(found.failure_cases)
        return 0

    return run


def cpu(run: Callable[[], int]) -> float:
    gc.collect()
    gc.disable()
    begin = time.process_time()
    run()
    spent = time.process_time() - begin
    gc.enable()
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    book = made(options.rows)
    count = len(book.table("pipeline"))
    ways = {
        "ours, the same": ours(book, SAME),
        "pydantic row by row": row_by_row(book),
        "pandera": by_column(book),
        "ours, all rules": ours(book),
    }
    spent: dict[str, list[float]] = {name: [] for name, run in ways.items() if run is not None}
    for round_ in range(options.rounds + 1):
        for name, run in ways.items():
            if run is not None and (seconds := cpu(run)) and round_:
                spent[name].append(seconds)
    costs = {name: statistics.median(found) for name, found in spent.items()}
    tell(count, list(ways), costs)
    return missed(count, costs) if options.gate else 0


def tell(count: int, names: Sequence[str], costs: Mapping[str, float]) -> None:
    """The costs, each with how many times what ours takes for the same."""
    print(
        f"{count:,} opportunities: {len(SAME)} rules of ours against {len(CHECKS)} checks; all are {len(ALL)} rules"
    )
    for name in names:
        if name not in costs:
            print(f"{name:>22}  not installed, left out")
            continue
        ratio = costs[name] / costs["ours, the same"]
        print(f"{name:>22} {costs[name]:7.2f} s {costs[name] / count * 1e6:7.2f} µs a row {ratio:6.1f}x")


def missed(count: int, costs: Mapping[str, float]) -> int:
    """1 where ours is slower than the others for the same, or all rules take too long."""
    mine = costs["ours, the same"]
    faster = [name for name, cost in costs.items() if cost < mine and not name.startswith("ours")]
    slow = costs["ours, all rules"] > MOST_CPU * count
    for name in faster:
        print(f"missed: {name} takes {costs[name]:.2f} s, ours {mine:.2f} s", file=sys.stderr)
    if slow:
        print(f"missed: all rules take {costs['ours, all rules']:.2f} s", file=sys.stderr)
    return 1 if faster or slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
