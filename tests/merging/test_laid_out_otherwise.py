"""``sheetsales collect``: columns, rows and sheets that only one side has, or has elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheetsales.workflow.opening import open_book
from tests.merging.out_and_back import TODAY, change, copy_of, longer, put, took

NEW = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("E", 70), ("F", "S01")]


def test_columns_that_only_one_side_has_are_named(book: Path) -> None:
    def renamed(one: Any) -> None:
        one["Pipeline"]["H1"] = "To do"
        one["Pipeline"].tables["tblPipeline"].tableColumns[7].name = "To do"

    change(
        copy_of(book),
        renamed,
        put("Pipeline", "E2", 1500),
        put("Pipeline", "H3", "otherwise"),
        put("Pipeline", "H2", "neither"),
    )
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.asked) == (1, ())
    assert [text.en.partition(".")[0] for text in came.said] == [
        "The copy lacks these columns, which were not compared: Next step",
        "Columns of the copy that the workbook does not have were not taken: To do (2 cells)",
    ]


def test_a_column_that_has_another_heading_in_the_copy_is_taken_as_what_it_is(book: Path) -> None:
    def renamed(one: Any) -> None:
        for column, name in ((8, "To do"), (5, "What it is worth")):
            one["Pipeline"].cell(1, column).value = name
            one["Pipeline"].tables["tblPipeline"].tableColumns[column - 1].name = name

    added = longer("Pipeline", "tblPipeline", "A1:J4")
    new = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("E", 70), ("F", "S01"), ("H", "begin")]
    change(copy_of(book), renamed, added, *(put("Pipeline", f"{c}4", v) for c, v in new))
    result = took(book, copy_of(book))
    assert (result.came[0].rows, result.came[0].said, len(result.came[0].told)) == (1, (), 2)
    change(copy_of(book), put("Pipeline", "E2", 1500))
    assert took(book, copy_of(book)).came[0].cells == 1
    table = open_book(book, today=TODAY).book.table("pipeline")
    assert [table.get("amount")[i] for i in (1, 4)] == [1500, 70]
    assert table.get("next_step")[4] == "begin"


def test_rows_under_headings_that_nobody_knows_are_not_added(book: Path) -> None:
    def retyped(one: Any) -> None:
        for n, column in enumerate(one["Pipeline"].tables["tblPipeline"].tableColumns, 1):
            column.name = one["Pipeline"].cell(1, n).value = f"Word {n}"

    change(copy_of(book), retyped)
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.rows) == (0, 0)
    assert [conflict.kind for conflict in came.asked] == ["row_deleted"] * 2
    assert len(open_book(book, today=TODAY).book.table("pipeline")) == 4


def test_columns_that_only_one_side_has_are_counted(book: Path) -> None:
    def otherwise(one: Any) -> None:
        sheet = one["Pipeline"]
        for column, name in ((8, "Mood"), (5, "Worth")):
            sheet.tables["tblPipeline"].tableColumns[column - 1].name = sheet.cell(1, column).value = name
        sheet["H2"], sheet["H3"] = "good", None

    change(copy_of(book), otherwise)
    said = [text.en.partition(".")[0] for text in took(book, copy_of(book)).came[0].said]
    assert said == [
        "The copy lacks these columns, which were not compared: Next step",
        "Columns of the copy that the workbook does not have were not taken: Mood (1 cell)",
    ]


@pytest.mark.parametrize("row", [4, 6])
def test_rows_typed_below_a_table_come_in(book: Path, row: int) -> None:
    change(copy_of(book), *(put("Pipeline", f"{column}{row}", what) for column, what in NEW))
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.rows, came.said) == (0, 1, ())
    assert open_book(book, today=TODAY).book.table("pipeline").get("id")[-1] == "O-S01-0001"


def test_rows_that_something_keeps_apart_from_their_table_are_named(book: Path) -> None:
    apart = (put("Pipeline", f"{column}6", what) for column, what in NEW)
    change(copy_of(book), put("Pipeline", "A4", "not sure yet:"), *apart)
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.rows) == (0, 0)
    assert [text.en.partition(":")[2] for text in came.said] == [
        " Pipeline!B6. Move it into its table, save the copy and collect it once more."
    ]


def test_sheets_that_only_one_side_has_are_named(book: Path) -> None:
    def otherwise(one: Any) -> None:
        one.remove(one["Activities"])
        one["Pipeline"].title = "My deals"
        one.create_sheet("Thoughts")["A1"] = "a thought"
        one.create_sheet("Blank")

    change(copy_of(book), otherwise, put("My deals", "E2", 1500))
    (came,) = took(book, copy_of(book)).came
    assert came.cells == 1
    assert [text.en for text in came.said] == [
        "The copy lacks these sheets, which were not compared: Activities",
        "Sheets added in the copy were not taken: Thoughts",
    ]
