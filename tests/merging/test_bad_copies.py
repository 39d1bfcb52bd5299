"""``sheetsales collect``: copies that are no good: each is told, nothing of the others is lost."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.merging.align import align
from sheetsales.merging.pages import CONFLICTS, rows_of
from sheetsales.merging.rows import Cell, IssuedRow, Row
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.crowded import crowded
from tests.merging.out_and_back import TODAY, asked, change, copy_of, longer, put, took, value


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


def refused(book: Path, place: Path) -> str:
    """Why the copy is not taken, the others being so."""
    came = {one.place.name: one for one in took(book).came}
    one = came.pop(place.name)
    assert {other.fate for other in came.values()} == {"merged"}
    assert (one.fate, one.cells, one.rows) == ("refused", 0, 0)
    return " ".join(text.en for text in one.said)


def test_files_that_are_no_workbooks_say_what_they_are(book: Path) -> None:
    place = copy_of(book)
    data = place.read_bytes()
    place.write_text("ID,Name\nO-002,Hall two\n", encoding="utf-8")
    assert "no workbook" in refused(book, place)
    for content, said in (
        (b"", "is empty"),
        (data[: len(data) // 2], "cut short"),
        (data[:2000] + bytes(600) + data[2600:], "damaged"),
        (locked_with_a_password(), "password"),
    ):
        place.write_bytes(content)
        (came,) = took(book, place).came
        assert came.fate == "refused"
        assert said in came.said[0].en


def locked_with_a_password() -> bytes:
    """The shell that Excel puts around an encrypted workbook."""
    names = "".join(name.ljust(64, "\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names.encode("utf-16-le") + bytes(2000)


def test_a_copy_saved_as_another_kind_of_file_is_named_where_it_lies(book: Path) -> None:
    place = copy_of(book)
    renamed = place.rename(place.with_name("Ann.xls"))
    assert "Rename it to end in .xlsx" in refused(book, renamed)
    again = change(renamed.rename(place.with_name("Ann, the last.XLSX")), put("Pipeline", "E2", 1500))
    assert took(book, again).came[0].cells == 1


def test_ids_typed_over_are_asked_about_and_never_make_one_deal_of_two(book: Path) -> None:
    for ids in (("O-004", "O-002"), ("O-001", "O-004"), ("O-999", "O-004")):
        change(copy_of(book), put("Pipeline", "A2", ids[0]), put("Pipeline", "A3", ids[1]))
        (came,) = took(book, copy_of(book)).came
        assert (came.cells, came.rows) == (0, 0)
        assert {(c.kind, c.id) for c in came.asked} <= {("id", "O-002"), ("id", "O-004")}
    assert ("O-002", "ID", "O-002", "O-999") in asked(book)
    assert [value(book, "Pipeline", row, 3) for row in (3, 5)] == ["Hall two", "Rope survey"]


def test_a_column_of_ids_sorted_alone_makes_no_record_another() -> None:
    """Many rows: what keeps them apart is their name, for all of them cannot be compared with all."""
    base = [IssuedRow(f"O-{n}", f"deal {n}", digests(n, n)) for n in range(800)]
    rows = [Row(f"O-{799 - n}", f"deal {n}", cells(799 - n, n)) for n in range(800)]
    found = align(base, rows, retyped_ids=True)
    assert (found.pairs[3], found.new, found.gone) == (3, (), ())


def cells(key: int, n: int) -> dict[str, Cell]:
    said = {"id": f"O-{key}", "name": f"deal {n}", "amount": str(n), "note": f"note {n}"}
    return {column: Cell(text, text) for column, text in said.items()}


def digests(key: int, n: int) -> Mapping[str, str]:
    return Row("", "", cells(key, n)).digests


def test_columns_moved_by_a_program_that_knows_no_tables_are_read_by_their_headings(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "H2", "as agreed"), lambda one: one["Pipeline"].delete_cols(5))
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.asked) == (1, ())
    assert [text.en for text in came.said] == [
        "The copy lacks these columns, which were not compared: Amount (GBP)"
    ]
    assert (value(book, "Pipeline", 3, 5), value(book, "Pipeline", 3, 8)) == (1000, "as agreed")


def test_without_the_column_of_ids_rows_are_known_by_their_names(book: Path) -> None:
    def no_ids(one: Any) -> None:
        sheet, table = one["Pipeline"], one["Pipeline"].tables["tblPipeline"]
        sheet.delete_cols(1)
        table.tableColumns.pop(0)
        table.ref = table.autoFilter.ref = "A1:I3"

    change(copy_of(book), put("Pipeline", "E2", 1500), no_ids)
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.asked, value(book, "Pipeline", 3, 5)) == (1, (), 1500)


@pytest.mark.parametrize("amount", [1000, 5])
def test_a_row_that_was_doubled_is_asked_about(book: Path, amount: int) -> None:
    def doubled(one: Any) -> None:
        sheet = one["Pipeline"]
        for column in range(1, 11):
            sheet.cell(4, column).value = sheet.cell(2, column).value
        sheet["E4"] = amount

    change(copy_of(book), doubled, longer("Pipeline", "tblPipeline", "A1:J4"))
    (came,) = took(book, copy_of(book)).came
    assert (came.cells, came.rows) == (0, 0)
    assert [(c.kind, c.id) for c in came.asked] == [("row_id_taken", "O-002")]
    assert value(book, "Pipeline", 3, 5) == 1000


def test_one_new_customer_of_two_people_is_added_once_and_asked_about(book: Path) -> None:
    for who, name, key, row in (
        ("Ann Lee", "Newport Docks", "S01", 4),
        ("Bob Ray", "Newport Docks Ltd", "S02", 4),
    ):
        added = longer("Customers", "tblCustomers", f"A1:G{row}")
        change(copy_of(book, who), added, put("Customers", f"B{row}", name), put("Customers", f"C{row}", key))
    result = took(book)
    assert [(came.rows, [c.kind for c in came.asked]) for came in result.came[:2]] == [
        (1, []),
        (0, ["row_alike"]),
    ]
    (row_,) = rows_of(read_workbook(book), CONFLICTS)
    assert (row_["who"], row_["name"]) == ("Bob Ray", "Newport Docks Ltd")


@pytest.mark.parametrize("team", [{"F3": "No"}, dict.fromkeys(("A3", "B3", "C3", "F3"))])
def test_the_copy_of_somebody_who_left_is_taken_and_that_is_told(book: Path, team: dict[str, object]) -> None:
    change(book, *(put("Team", cell, what) for cell, what in team.items()))
    change(copy_of(book, "Bob Ray"), put("Pipeline", "H2", "last word"))
    (came,) = took(book, copy_of(book, "Bob Ray")).came
    assert came.cells == 1
    assert "Bob Ray is not there any more" in came.told[0].en
