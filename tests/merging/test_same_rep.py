"""``sheetsales collect``: several files of one person: older issues, other files of an issue, copies that go on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.merging.pages import CONFLICTS, rows_of
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.out_and_back import TODAY, asked, change, copy_of, longer, put, took, value


def test_an_older_issue_is_merged_against_its_own_base(book: Path) -> None:
    old = shutil.copy(copy_of(book), book.parent / "old.xlsx")
    change(book, put("Pipeline", "E3", 1700))
    split(book, book.parent / "out", Asked(only=("S01",), force=True), today=TODAY)
    change(Path(old), put("Pipeline", "H2", "from the old one"))
    result = took(book, Path(old), copy_of(book))
    assert [(came.number, came.cells) for came in result.came] == [(1, 1), (4, 0)]
    assert (value(book, "Pipeline", 3, 5), value(book, "Pipeline", 3, 8)) == (1700, "from the old one")


@pytest.mark.parametrize("one_by_one", [False, True])
def test_two_copies_that_change_one_cell_are_never_both_taken(book: Path, one_by_one: bool) -> None:
    old = Path(shutil.copy(copy_of(book), book.parent / "old.xlsx"))
    split(book, book.parent / "out", Asked(only=("S01",), force=True), today=TODAY)
    change(old, put("Pipeline", "E2", 1500))
    change(copy_of(book), put("Pipeline", "E2", 1600))
    places = [old, copy_of(book)]
    for run in [[place] for place in reversed(places)] if one_by_one else [places]:
        result = took(book, *run)
    assert result.waiting == 1
    assert asked(book) == [("O-002", "Amount (GBP)", 1500, 1600)]
    assert value(book, "Pipeline", 3, 5) == 1500
    assert [row["who"] for row in rows_of(read_workbook(book), CONFLICTS)] == ["Ann Lee"]
    again = took(book, *places)
    assert (again.waiting, {came.fate for came in again.came}) == (1, {"already"})


def test_another_file_of_one_issue_never_takes_back_what_came_in(book: Path) -> None:
    other = Path(shutil.copy(copy_of(book), book.parent / "sales(1).xlsx"))
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(other, put("Pipeline", "H2", "as well"))
    took(book, copy_of(book))
    result = took(book, other)
    assert (value(book, "Pipeline", 3, 5), value(book, "Pipeline", 3, 8)) == (1500, "as well")
    assert result.waiting == 1
    assert asked(book) == [("O-002", "Amount (GBP)", 1500, 1000)]


def beside(book: Path, name: str = "sales(1).xlsx") -> Path:
    """Another file of the issue, as it went out."""
    return Path(shutil.copy(copy_of(book), book.parent / name))


def test_two_files_of_one_issue_that_change_one_cell_otherwise_are_asked_about(book: Path) -> None:
    other = beside(book)
    change(copy_of(book), put("Pipeline", "E2", 1500), put("Pipeline", "H3", "mail on Monday"))
    change(other, put("Pipeline", "E2", 1600), put("Pipeline", "H2", "as well"))
    took(book, copy_of(book))
    result = took(book, other)
    assert value(book, "Pipeline", 3, 5) == 1500
    assert (value(book, "Pipeline", 3, 8), value(book, "Pipeline", 5, 8)) == ("as well", "mail on Monday")
    assert ("O-002", "Amount (GBP)", 1500, 1600) in asked(book)
    assert [c.kind for c in result.came[0].asked if c.column == "amount"] == ["apart"]


@pytest.mark.parametrize("same_place", [True, False])
def test_one_cell_changed_once_more_is_taken_from_the_same_file_only(book: Path, same_place: bool) -> None:
    """Where nothing else tells whether a file goes on from the one before, its place does."""
    other = beside(book)
    change(copy_of(book), put("Pipeline", "E2", 1500))
    took(book, copy_of(book))
    later = change(copy_of(book) if same_place else other, put("Pipeline", "E2", 1600))
    result = took(book, later)
    assert result.waiting == (0 if same_place else 1)
    assert value(book, "Pipeline", 3, 5) == (1600 if same_place else 1500)


def test_a_copy_that_goes_on_under_another_name_is_taken(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500), put("Pipeline", "H2", "call at nine"))
    took(book, copy_of(book))
    later = change(beside(book), put("Pipeline", "E2", 1600))
    assert (took(book, later).waiting, value(book, "Pipeline", 3, 5)) == (0, 1600)
    last = change(Path(shutil.copy(later, book.parent / "sales-last.xlsx")), put("Pipeline", "E2", 1700))
    assert (took(book, last).waiting, value(book, "Pipeline", 3, 5)) == (0, 1700)


def test_new_rows_of_two_files_under_one_id_are_never_made_one(book: Path) -> None:
    """Ids given apart in two files of one issue carry the same mark and may be the same."""
    other = beside(book)
    added = longer("Pipeline", "tblPipeline", "A1:J4")
    for place, name, amount in ((copy_of(book), "New hall", 70), (other, "Old pier", 90)):
        row = zip("ABCDEF", ("O-S01-0001", "C-002", name, "Quotation", amount, "S01"), strict=True)
        change(place, added, *(put("Pipeline", f"{c}4", v) for c, v in row))
    took(book, copy_of(book))
    result = took(book, other)
    table = open_book(book, today=TODAY).book.table("pipeline")
    assert table.get("name")[-1] == "New hall"
    assert table.get("amount")[-1] == 70
    assert {(c.column, c.theirs.value) for c in result.came[0].asked} >= {
        ("name", "Old pier"),
        ("amount", 90),
    }


def test_new_rows_that_another_file_lacks_stay_and_are_told(book: Path) -> None:
    other = beside(book)
    new = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("F", "S01")]
    added = longer("Pipeline", "tblPipeline", "A1:J4")
    change(copy_of(book), added, *(put("Pipeline", f"{c}4", v) for c, v in new))
    change(other, put("Pipeline", "H2", "as well"))
    took(book, copy_of(book))
    (came,) = took(book, other).came
    assert (came.cells, came.asked) == (1, ())
    assert [text.en for text in came.told] == [
        "New rows of another file of the same issue that came in before, not in this one: 1. They stay"
    ]
    assert open_book(book, today=TODAY).book.table("pipeline").get("name")[-1] == "New hall"


def test_notes_of_one_day_in_two_files_are_two(book: Path) -> None:
    """Activities have no ids: one of the same day, customer and kind is not the same one."""
    other = beside(book)
    added = longer("Activities", "tblActivities", "A1:E3")
    for place, content in ((copy_of(book), "spoke of the pier"), (other, "spoke of the crane")):
        row = zip("ABCDE", (46010, "S01", "C-002", "Call", content), strict=True)
        change(place, added, *(put("Activities", f"{c}3", v) for c, v in row))
    took(book, copy_of(book))
    took(book, other)
    table = open_book(book, today=TODAY).book.table("activities")
    assert [table.get("content")[i] for i in (-2, -1)] == ["spoke of the pier", "spoke of the crane"]
