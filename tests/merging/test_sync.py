"""``sheetsales sync``: what came in goes out again to everybody, in place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest
from sheetsales.merging.pages import CONFLICTS, rows_of
from sheetsales.workflow.collecting import collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from sheetsales.workflow.syncing import SyncResult, Updated, sync
from tests.merging.crowded import everything
from tests.merging.out_and_back import TODAY, change, copy_of, longer, put


def synced(book: Path) -> SyncResult:
    return sync(book, book.parent / "out", today=TODAY)


def of(result: SyncResult, name: str = "Ann Lee") -> Updated:
    (found,) = [one for one in result.updated if one.name == name]
    return found


def value(place: Path, sheet: str, cell: str) -> object:
    return openpyxl.load_workbook(place)[sheet][cell].value


def deals(place: Path) -> list[str]:
    table = open_book(place, today=TODAY).book.table("pipeline")
    return [table.id(i) for i in range(len(table))]


def test_what_the_workbook_says_now_comes_into_each_copy(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "H2", "call at nine"), put("Pipeline", "L1", "My own"))
    change(book, put("Pipeline", "E3", 1700), put("Customers", "D3", "Joan Ward"))
    result = synced(book)
    assert value(book, "Pipeline", "H3") == "call at nine"
    one = of(result)
    assert (one.cells, one.rows, one.gone, one.said) == (2, 0, 0, None)
    assert value(copy_of(book), "Pipeline", "E2") == 1700
    assert value(copy_of(book), "Pipeline", "L1") == "My own"
    again = synced(book)
    assert [(u.cells, u.rows, u.gone) for u in again.updated] == [(0, 0, 0)] * 3
    assert [came.cells for came in again.collected.came] == [0] * 3


def test_rows_go_to_whom_they_are_given_and_leave_nothing_behind(book: Path) -> None:
    change(book, put("Pipeline", "F5", "S02"))
    result = synced(book)
    assert of(result).gone >= 1
    assert deals(copy_of(book)) == ["O-002"]
    assert of(result, "Bob Ray").rows >= 1
    assert "O-004" in deals(copy_of(book, "Bob Ray"))
    assert "Rope survey" not in everything(copy_of(book))
    change(copy_of(book, "Bob Ray"), lambda b: note_on(b, "O-004", "taken over"))
    collect(book, [copy_of(book, "Bob Ray")], today=TODAY)
    assert value(book, "Pipeline", "H5") == "taken over"


def note_on(book: Any, key: str, text: str) -> None:
    sheet = book["Pipeline"]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == key)
    sheet.cell(row, 8).value = text


def test_a_new_row_gets_its_id_and_comes_in_once(book: Path) -> None:
    new = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("F", "S01")]
    added = longer("Pipeline", "tblPipeline", "A1:J4")
    change(copy_of(book), added, *(put("Pipeline", f"{c}4", v) for c, v in new))
    synced(book)
    assert deals(copy_of(book)) == ["O-002", "O-004", "O-S01-0001"]
    assert synced(book).collected.came[0].rows == 0
    assert deals(book).count("O-S01-0001") == 1


def test_what_waits_for_a_decision_stays_as_its_holder_left_it_and_is_not_asked_again(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700), put("Pipeline", "H3", "anew"))
    assert synced(book).collected.waiting == 1
    assert (value(copy_of(book), "Pipeline", "E2"), value(copy_of(book), "Pipeline", "H2")) == (1500, "anew")
    result = synced(book)
    assert result.collected.waiting == 1
    assert value(book, "Pipeline", "E3") == 1700
    change(book, put("Conflicts", "A2", "mine"))
    synced(book)
    assert rows_of(read_workbook(book), CONFLICTS) == []
    assert value(copy_of(book), "Pipeline", "E2") == 1700


def test_one_that_is_open_or_whose_holder_left_is_left_and_said(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = book.parent / "out"
    (out / "~$sales-Bob Ray.xlsx").write_bytes(b"\x07Bob Ray" + b" " * 157)
    change(book, put("Pipeline", "E3", 1700), put("Team", "F4", "No"))
    before = copy_of(book, "Bob Ray").read_bytes()
    with pytest.raises(SystemExit) as end:
        main(["sync", str(book), str(out), "--lang", "en", "--today", "2026-11-30"])
    assert end.value.code == 1
    shown = capsys.readouterr().out
    assert "sales-Ann Lee.xlsx (Ann Lee): brought up to date; 2 cells changed" in shown
    assert "Cy Fox is not there any more" in shown
    assert "sales-Bob Ray.xlsx: " in shown
    assert copy_of(book, "Bob Ray").read_bytes() == before


def test_of_two_copies_of_one_person_the_later_is_brought_up_to_date(book: Path) -> None:
    old = Path(shutil.copy(copy_of(book), book.parent / "out" / "a-first.xlsx"))
    split(book, book.parent / "out", Asked(only=("S01",), force=True), today=TODAY)
    change(book, put("Pipeline", "E3", 1700))
    result = synced(book)
    said = {one.place.name: one.said for one in result.updated if one.name == "Ann Lee"}
    assert said["sales-Ann Lee.xlsx"] is None
    assert said["a-first.xlsx"] is not None
    assert value(old, "Pipeline", "E2") == 1000


def test_a_dry_run_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(book, put("Pipeline", "E3", 1700))
    before = [place.read_bytes() for place in (book, *sorted((book.parent / "out").glob("*.xlsx")))]
    with pytest.raises(SystemExit):
        main(["sync", str(book), str(book.parent / "out"), "--dry-run", "--json", "--today", "2026-11-30"])
    assert json.loads(capsys.readouterr().out)["updated"] == []
    assert before == [place.read_bytes() for place in (book, *sorted((book.parent / "out").glob("*.xlsx")))]
    with pytest.raises(BadRequest):
        sync(book, book, today=TODAY)
