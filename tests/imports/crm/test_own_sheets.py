"""Sheets of ours among what is imported, and sheets that only look like records."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sheetsales.backends.exports import export_sheets
from sheetsales.backends.exports.read import grid_of
from sheetsales.book.column_readers import Context
from sheetsales.cells.values import CellValue
from sheetsales.imports.crm.own_sheets import split_label
from sheetsales.imports.crm.recognise import recognised
from sheetsales.imports.crm.typed import read_records
from sheetsales.texts import Lang
from tests.imports.crm.support import TODAY, counts, export, of, records, taken_in, workbook

SAMPLES = Path(__file__).parents[3] / "samples"
CONTEXT = Context({}, {}, "en", TODAY, False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_our_own_sheets_are_read_by_their_own_titles(lang: Lang) -> None:
    found = [recognised(f"sales-{lang}.xlsx", grid) for grid in export_sheets(SAMPLES / f"sales-{lang}.xlsx")]
    taken = [one for one in found if one is not None]
    assert [one.record for one in taken] == ["pipeline", "customers", "activities", "team"]
    assert {one.system for one in taken} == {""}
    assert all(one.is_ours for one in taken)
    deals, customers = taken[:2]
    assert {
        "key",
        "name",
        "customer",
        "stage",
        "amount",
        "owner",
        "kind",
        "probability",
    } <= deals.columns.keys()
    assert {"key", "name", "type", "grade", "owner", "contact", "phone"} <= customers.columns.keys()
    read = read_records(deals, CONTEXT, None, "USD")
    assert read.get("customer_key")[0].startswith("C-")
    assert not read.get("customer")[0].startswith("C-")
    assert set(filter(None, read.get("currency"))) == {"GBP" if lang == "en" else "CNY"}


def test_a_text_file_with_our_titles_is_ours_and_a_list_of_tasks_is_no_deals() -> None:
    grids = {grid.name: grid for grid in export_sheets(SAMPLES / "sales-en.xlsx")}

    def as_text(name: str) -> list[tuple[object, ...]]:
        return list(zip(*grids[name].columns, strict=True))

    deals = recognised("p.csv", grid_of("p", 0, as_text("Pipeline")))  # type: ignore[arg-type]
    assert deals is not None
    assert (deals.record, deals.is_ours) == ("pipeline", True)
    assert recognised("t.csv", grid_of("t", 0, as_text("Tasks"))) is None  # type: ignore[arg-type]
    prices: list[tuple[CellValue, ...]] = [
        ("Product code", "Description", "Unit price", "Family"),
        ("P1", "Gateway", 100, "Hardware"),
    ]
    assert recognised("prices.csv", grid_of("prices", 0, prices)) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [("C-001 Norbury Ltd", ("C-001", "Norbury Ltd")), ("O-0017", ("O-0017", None)), ("Norbury", (None, "Norbury")), (None, (None, None))],
)  # fmt: skip
def test_references_of_ours_are_an_id_and_a_name(
    text: str | None, parts: tuple[str | None, str | None]
) -> None:
    assert split_label(text) == parts


def test_a_currency_over_the_amounts_counts_where_rows_say_none() -> None:
    rows = [("Deal", "Customer", "Stage", "Amount (EUR)", "Expected close"), ("A", "N", "Won", "5", "2026-01-02"), ("B", "M", "Quotation", "$6", "2026-01-02")]  # fmt: skip
    export = recognised("deals.csv", grid_of("deals", 0, rows), record="pipeline")
    assert export is not None
    assert list(read_records(export, CONTEXT, None, "GBP").get("currency")) == ["EUR", "USD"]
    assert list(read_records(export, CONTEXT, None, "EUR").get("currency")) == [None, "USD"]


def test_what_came_in_adds_up_as_pandas_adds_the_source(tmp_path: Path) -> None:
    head = ("Id", "Name", "AccountName", "StageName", "Amount", "CloseDate", "OwnerName", "IsWon", "IsClosed")
    stages = (("Prospecting", False, False), ("Closed Won", True, True), ("Closed Lost", False, True))
    rows = [
        (f"006{n:012d}AAA", f"Deal {n}", f"Acme {n % 7}", stages[n % 3][0], f"{n * 137.25:.2f}", f"2026-{n % 9 + 1:02d}-{n % 27 + 1:02d}",
         f"Rep {n % 4}", *map(str, stages[n % 3][1:]))
        for n in range(1, 60)
    ]  # fmt: skip
    path = export(tmp_path / "opportunities.csv", [head, *rows])
    book = workbook(tmp_path / "book.xlsx")
    result = of(taken_in(book, path), "pipeline")
    assert counts(result) == (len(rows), 0, 0, 0)
    source = pd.read_csv(path)
    ours = pd.DataFrame(
        records(book, "pipeline", "stage", "amount", "owner"), columns=["stage", "amount", "owner"]
    )
    ours["amount"] = ours["amount"].astype(float)
    by_end = source.groupby(["IsWon", "IsClosed"])["Amount"].sum()
    for stage, end in (("won", (True, True)), ("lost", (False, True)), ("identify", (False, False))):
        assert ours[ours["stage"] == stage]["amount"].sum() == pytest.approx(by_end[end])
    by_owner = sorted(source.groupby("OwnerName")["Amount"].sum().round(2))
    assert sorted(ours.groupby("owner")["amount"].sum().round(2)) == by_owner
