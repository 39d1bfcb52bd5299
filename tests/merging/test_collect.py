"""``sheetsales collect``: copies that come back: what comes in, what is refused."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest
from sheetsales.merging.pages import MERGES, rows_of
from sheetsales.workflow.collecting import collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from sheetsales.workflow.undoing import undo
from tests.merging.out_and_back import TODAY, asked, change, copy_of, longer, put, took, value
from tests.merging.working import Work, cells_of, lost_and_invented, work_on

SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"


def test_copies_that_nobody_touched_change_no_record(book: Path) -> None:
    before = {grid.name: grid.columns for grid in read_workbook(book).grids if not grid.name.startswith("_")}
    result = took(book)
    after = {grid.name: grid.columns for grid in read_workbook(book).grids}
    assert {name: after[name] for name in before} == before
    assert [(came.fate, came.cells, came.rows) for came in result.came] == [("merged", 0, 0)] * 3
    assert result.missing == ()
    assert [row["who"] for row in rows_of(read_workbook(book), MERGES)] == ["Ann Lee", "Bob Ray", "Cy Fox"]


def test_what_was_changed_comes_in_and_counts_once(book: Path) -> None:
    change(
        copy_of(book),
        put("Pipeline", "E2", "1,500"),
        put("Pipeline", "H3", None),
        put("Pipeline", "D3", "quotation"),
    )
    result = took(book, copy_of(book))
    assert result.came[0].cells == 2
    assert (value(book, "Pipeline", 3, 5), value(book, "Pipeline", 5, 8)) == ("1,500", None)
    assert value(book, "Pipeline", 5, 4) == "Quotation"
    assert [issue.name for issue in result.missing] == ["Bob Ray", "Cy Fox"]
    again = took(book, copy_of(book))
    assert again.came[0].fate == "already"
    assert again.plan.edits == ()


def test_a_copy_that_is_worked_on_further_comes_in_again(book: Path) -> None:
    new = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("F", "S01")]
    added = longer("Pipeline", "tblPipeline", "A1:J4")
    change(copy_of(book), put("Pipeline", "E2", 1500), added, *(put("Pipeline", f"{c}4", v) for c, v in new))
    assert took(book, copy_of(book)).came[0].rows == 1
    change(copy_of(book), put("Pipeline", "E2", 1600), put("Pipeline", "E4", 70))
    result = took(book, copy_of(book))
    assert (result.came[0].cells, result.came[0].rows, result.came[0].asked) == (2, 0, ())
    table = open_book(book, today=TODAY).book.table("pipeline")
    assert table.get("id")[-1] == "O-S01-0001"
    assert [table.get("amount")[i] for i in (1, 4)] == [1600, 70]
    assert len(table) == 5


def test_what_is_not_ones_own_is_listed_and_left(book: Path) -> None:
    change(copy_of(book), put("Customers", "B3", "Gullwing!"), put("Team", "B3", "Robert Ray"))
    took(book, copy_of(book))
    assert {(row[0], row[3]) for row in asked(book)} == {("C-003", "Gullwing!"), ("S02", "Robert Ray")}
    assert value(book, "Customers", 4, 2) == "Gullwing Marine"


def test_only_values_come_in(book: Path) -> None:
    def typed(one: Any) -> None:
        one["Pipeline"]["H2"] = "=1+1"
        one["Pipeline"]["H2"].data_type = "s"

    change(copy_of(book), typed, put("Pipeline", "E3", "=5*5"), put("Pipeline", "I2", 7))
    took(book, copy_of(book))
    assert {(row[0], row[1]) for row in asked(book)} == {("O-004", "Amount (GBP)"), ("O-002", "Check sum")}
    sheet = openpyxl.load_workbook(book)["Pipeline"]
    assert (sheet["H3"].value, sheet["H3"].data_type) == ("=1+1", "s")
    assert sheet["I3"].value == "=E3*2"


def test_a_row_given_to_somebody_else_is_changed_where_it_is_now(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "H2", "as agreed"))
    change(book, put("Pipeline", "F3", "S02"))
    assert took(book, copy_of(book)).came[0].cells == 1
    assert (value(book, "Pipeline", 3, 6), value(book, "Pipeline", 3, 8)) == ("S02", "as agreed")


def test_a_dry_run_writes_nothing_and_tells_all(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    before = book.read_bytes()
    with pytest.raises(SystemExit) as end:
        main(["collect", str(book), str(book.parent / "out"), "--dry-run", "--json", "--today", "2026-11-30"])
    assert end.value.code == 0
    document = json.loads(capsys.readouterr().out)
    assert [(f["holder"], f["cells"]) for f in document["files"]] == [
        ("Ann Lee", 1),
        ("Bob Ray", 0),
        ("Cy Fox", 0),
    ]
    assert document["plan"]["edits"][0]["value"] == 1500
    assert book.read_bytes() == before
    with pytest.raises(SystemExit):
        main(
            [
                "collect",
                str(book),
                str(book.parent / "out"),
                "--dry-run",
                "--lang",
                "zh",
                "--today",
                "2026-11-30",
            ]
        )
    assert "发出去的副本都收齐了" in capsys.readouterr().out


def test_what_was_undone_can_be_collected_again(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    took(book, copy_of(book))
    undo(book)
    assert value(book, "Pipeline", 3, 5) == 1000
    assert took(book, copy_of(book)).came[0].cells == 1
    assert value(book, "Pipeline", 3, 5) == 1500


def test_nothing_to_collect(book: Path) -> None:
    with pytest.raises(BadRequest, match="No copies"):
        collect(book, (), today=TODAY)
    with pytest.raises(BadRequest, match="no “"):
        collect(book, (book.parent / "none",), today=TODAY)


@pytest.mark.parametrize("one_by_one", [False, True])
def test_people_at_work_lose_nothing_and_nothing_is_invented(tmp_path: Path, one_by_one: bool) -> None:
    """Random edits, new rows, rows sorted and columns moved in seven copies."""
    (tmp_path / "out").mkdir()
    book = Path(shutil.copy(SAMPLE, tmp_path / "sales.xlsx"))
    portions = split(book, tmp_path / "out", Asked(only=("S03", "S04", "S05")), today=TODAY).portions
    shuffle, work = random.Random(7), dict[str, Work]()
    tables = open_book(book, today=TODAY).book
    for portion in portions:
        own = {}
        for key, name in (("pipeline", "tblPipeline"), ("customers", "tblCustomers"), ("tasks", "tblTasks")):
            table = tables.table(key)
            owners = table.get(table.record.owner_column)
            own[name] = {table.id(i) for i in range(len(table)) if owners[i] == portion.issue.holder}
        work[portion.issue.holder] = work_on(portion.place, own, portion.issue.holder, 40, shuffle)
    before = cells_of(book)
    for places in [[p.place] for p in reversed(portions)] if one_by_one else [[tmp_path / "out"]]:
        result = took(book, *places)
        assert not any(came.asked for came in result.came)
    lost, invented = lost_and_invented(before, cells_of(book), work, set())
    assert (lost, invented) == ([], [])
