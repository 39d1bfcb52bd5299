"""``sheetsales collect``: what comes in, what is asked about, what is refused."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest
from sheetsales.merging.pages import CONFLICTS, MERGES, rows_of
from sheetsales.workflow.collecting import CollectResult, collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from sheetsales.workflow.undoing import undo
from tests.merging.crowded import crowded
from tests.merging.working import Work, cells_of, lost_and_invented, work_on

TODAY = dt.date(2026, 11, 30)
SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"
Change = Callable[[Any], object]


@pytest.fixture(name="book")
def make_book(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    book = crowded(tmp_path / "sales.xlsx")
    split(book, tmp_path / "out", Asked(), today=TODAY)
    return book


def copy_of(book: Path, name: str = "Ann Lee") -> Path:
    return book.parent / "out" / f"sales-{name}.xlsx"


def change(place: Path, *changes: Change) -> Path:
    opened = openpyxl.load_workbook(place)
    for one in changes:
        one(opened)
    opened.save(place)
    return place


def put(sheet: str, cell: str, value: object) -> Change:
    return lambda book: book[sheet].__setitem__(cell, value)


def took(book: Path, *places: Path) -> CollectResult:
    return collect(book, places or (book.parent / "out",), today=TODAY)


def longer(sheet: str, table: str, ref: str) -> Change:
    return lambda book: setattr(book[sheet].tables[table], "ref", ref)


def value(book: Path, sheet: str, row: int, column: int) -> object:
    grid = read_workbook(book).grid(sheet)
    assert grid is not None
    return grid.value(row, column)


def asked(book: Path) -> list[tuple[object, ...]]:
    return [
        (r["record"], r["column"], r["mine"], r["theirs"]) for r in rows_of(read_workbook(book), CONFLICTS)
    ]


def decide(book: Path, take: str, other: object = None) -> None:
    change(book, put("Conflicts", "A2", take), put("Conflicts", "B2", other))


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


def test_what_both_changed_otherwise_waits_for_a_decision(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    assert took(book, copy_of(book)).waiting == 1
    assert value(book, "Pipeline", 3, 5) == 1700
    (row,) = rows_of(read_workbook(book), CONFLICTS)
    assert [row[k] for k in ("sheet", "record", "name", "column", "base", "mine", "theirs", "who")] == [
        "Pipeline", "O-002", "Hall two", "Amount (GBP)", 1000, 1700, 1500, "Ann Lee",
    ]  # fmt: skip
    assert (
        openpyxl.load_workbook(book)["Conflicts"].data_validations.dataValidation[0].formula1
        == '"mine,theirs,other"'
    )


@pytest.mark.parametrize(
    ("take", "other", "stands"), [("mine", None, 1700), ("theirs", None, 1500), ("other", 1650, 1650)]
)
def test_a_decision_is_carried_out_by_the_next_run(book: Path, take: str, other: object, stands: int) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    decide(book, take, other)
    result = collect(book, (), today=TODAY)
    assert (result.settled, result.waiting) == (1, 0)
    assert value(book, "Pipeline", 3, 5) == stands
    assert asked(book) == []
    change(copy_of(book), put("Pipeline", "H2", "anew"))
    later = took(book, copy_of(book))
    assert (later.came[0].cells, later.waiting) == (1, 0)
    assert value(book, "Pipeline", 3, 5) == stands


def test_a_decision_that_waits_stays_with_what_else_comes(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    change(copy_of(book, "Bob Ray"), put("Pipeline", "H2", "ring Zed again"))
    assert took(book, copy_of(book, "Bob Ray")).waiting == 1
    decide(book, "whatever")
    assert took(book, copy_of(book, "Cy Fox")).waiting == 1


def test_rows_deleted_there_are_emptied_only_when_somebody_says_so(book: Path) -> None:
    change(copy_of(book), *(put("Pipeline", f"{c}3", None) for c in "ABCDEFGHIJ"))
    took(book, copy_of(book))
    assert asked(book) == [("O-004", None, None, None)]
    assert value(book, "Pipeline", 5, 1) == "O-004"
    decide(book, "theirs")
    collect(book, (), today=TODAY)
    assert value(book, "Pipeline", 5, 1) is None
    assert len(open_book(book, today=TODAY).book.table("pipeline")) == 3


def test_a_new_customer_that_is_known_already_is_added_only_when_somebody_says_so(book: Path) -> None:
    added = longer("Customers", "tblCustomers", "A1:G4")
    change(copy_of(book), added, put("Customers", "B4", "Foreshore Pumps Ltd"), put("Customers", "C4", "S01"))
    took(book, copy_of(book))
    assert [(row[0], row[1]) for row in asked(book)] == [(None, None)]
    decide(book, "theirs")
    collect(book, (), today=TODAY)
    table = open_book(book, today=TODAY).book.table("customers")
    assert (table.get("name")[-1], table.get("id")[-1]) == ("Foreshore Pumps Ltd", "C-004")


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


def test_what_was_decided_of_one_copy_is_asked_anew_of_the_next(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    decide(book, "mine")
    collect(book, (), today=TODAY)
    split(book, book.parent / "out", Asked(only=("S01",), force=True), today=TODAY)
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1800))
    took(book, copy_of(book))
    assert asked(book) == [("O-002", "Amount (GBP)", 1800, 1500)]


def test_a_row_given_to_somebody_else_is_changed_where_it_is_now(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "H2", "as agreed"))
    change(book, put("Pipeline", "F3", "S02"))
    assert took(book, copy_of(book)).came[0].cells == 1
    assert (value(book, "Pipeline", 3, 6), value(book, "Pipeline", 3, 8)) == ("S02", "as agreed")


def test_a_copy_never_issued_only_proposes(book: Path) -> None:
    plain = book.parent / "plain.xlsx"
    change(
        Path(shutil.copy(copy_of(book), plain)),
        lambda one: one.remove(one["_sheetsales"]),
        put("Pipeline", "E2", 3),
    )
    result = took(book, plain)
    assert (result.came[0].number, result.came[0].cells, len(result.came[0].asked)) == (0, 0, 1)
    assert "Never issued" in result.came[0].said[0].en
    broken = book.parent / "broken.xlsx"
    change(
        Path(shutil.copy(copy_of(book), broken)),
        put("Pipeline", "E2", 4),
        lambda one: spoil(one["_sheetsales"]),
    )
    assert "damaged" in took(book, broken).came[0].said[0].en


def spoil(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2):
        if str(row[0].value).startswith("copy") and row[0].value != "copy.mark":
            row[1].value = "{}"


def test_what_cannot_be_taken_is_named_and_the_others_go_on(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "out").mkdir()
    foreign = crowded(other / "sales.xlsx")
    split(foreign, other / "out", Asked(only=("S01",)), today=TODAY)
    out = book.parent / "out"
    shutil.copy(other / "out" / "sales-Ann Lee.xlsx", out / "foreign.xlsx")
    (out / "damaged.xlsx").write_bytes(b"PK\x03\x04 no more")
    shutil.copy(copy_of(book), out / "sales(1).xlsx")
    (out / "elsewhere.xlsx").symlink_to(out / "nowhere.xlsx")
    (out / "folder.xlsx").mkdir()
    (out / "~$sales-Bob Ray.xlsx").write_bytes(b"\x07Bob Ray" + b" " * 157)
    with pytest.raises(SystemExit) as end:
        main(["collect", str(book), str(out), "--lang", "en", "--today", "2026-11-30"])
    assert end.value.code == 1
    shown = capsys.readouterr().out
    assert "foreign.xlsx: This is a copy of another workbook" in shown
    assert "damaged.xlsx: " in shown
    assert "elsewhere.xlsx: " in shown
    assert "folder.xlsx: " in shown
    assert "sales-Bob Ray.xlsx: " in shown
    assert "sales(1).xlsx: Already collected" in shown or "sales-Ann Lee.xlsx: Already collected" in shown
    assert "Not handed in yet: Bob Ray" in shown


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


NEW = [("B", "C-002"), ("C", "New hall"), ("D", "Quotation"), ("E", 70), ("F", "S01")]


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
