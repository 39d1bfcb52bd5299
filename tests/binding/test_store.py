"""The texts a workbook carries for sheetsales."""

from __future__ import annotations

from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.edits import AddSheet, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.schema.store import CHUNK, read_store, store_edits
from sheetsales.schema.workbook import STORE_SHEET


def written(workbook: Workbook, changes: dict[str, str]) -> Workbook:
    """The workbook as it would be read after its store was changed."""
    (edit,) = store_edits(workbook, changes)
    if isinstance(edit, AddSheet):
        rows = [edit.headings, *edit.rows]
    else:
        assert isinstance(edit, ReplaceRows)
        rows = [("key", "value"), *((row["key"], row["value"]) for row in edit.rows)]
    grid = grid_from_rows(STORE_SHEET, rows, table="tblSheetsales")  # type: ignore[arg-type]
    return workbook_from_rows({"Sheet1": [["a"]], STORE_SHEET: grid})


EMPTY = workbook_from_rows({"Sheet1": [["a"]]})


def test_a_workbook_without_a_store_has_no_texts() -> None:
    assert read_store(EMPTY) == {}


def test_the_first_text_makes_a_very_hidden_sheet() -> None:
    (edit,) = store_edits(EMPTY, {"binding": "{}"})
    assert isinstance(edit, AddSheet)
    assert (edit.name, edit.visibility, edit.table) == (STORE_SHEET, "veryHidden", "tblSheetsales")


def test_what_is_stored_is_read_back_and_the_rest_is_kept() -> None:
    book = written(EMPTY, {"binding": '{"a": 1}', "since": "x"})
    book = written(book, {"since": "y"})
    assert read_store(book) == {"binding": '{"a": 1}', "since": "y"}


def test_a_long_text_is_spread_over_rows_and_joined_again() -> None:
    text = "".join(chr(65 + i % 26) for i in range(CHUNK * 2 + 7))
    chinese = "表" * (CHUNK + 1)
    book = written(EMPTY, {"long": text, "zh": chinese})
    grid = book.grid(STORE_SHEET)
    assert grid is not None
    assert "long#3" in grid.columns[0]
    assert max(len(str(v)) for v in grid.columns[1]) <= CHUNK
    assert read_store(book) == {"long": text, "zh": chinese}


def test_more_than_nine_rows_stay_in_order() -> None:
    text = "".join(str(i % 10) for i in range(CHUNK * 11))
    assert read_store(written(EMPTY, {"k": text}))["k"] == text


def test_an_empty_text_removes_its_key() -> None:
    book = written(EMPTY, {"a": "1", "b": "2"})
    assert read_store(written(book, {"a": ""})) == {"b": "2"}


def test_nothing_changes_nothing_is_written() -> None:
    book = written(EMPTY, {"a": "1"})
    assert store_edits(book, {"a": "1"}) == ()
    assert store_edits(book, {}) == ()
    assert store_edits(EMPTY, {"a": ""}) == ()


def test_a_store_whose_table_was_dropped_is_rewritten_as_a_range() -> None:
    grid = grid_from_rows(STORE_SHEET, [["key", "value"], ["a", "1"], ["b", 2]])
    book = workbook_from_rows({STORE_SHEET: grid})
    assert read_store(book) == {"a": "1", "b": "2"}
    (edit,) = store_edits(book, {"a": "3"})
    assert isinstance(edit, ReplaceRows)
    assert edit.table == "_sheetsales!A1:B3"


def test_a_sheet_that_merely_has_the_name_holds_nothing() -> None:
    assert read_store(workbook_from_rows({STORE_SHEET: [["key"]]})) == {}
