"""What holds for any team and any edits, with files: nothing lost, nothing invented, nothing told, nothing moved."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.merging.read import tables_of
from sheetsales.merging.rows import BLANK, Table
from sheetsales.workflow.collecting import CollectResult, collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.crowded import crowded, everything
from tests.merging.out_and_back import TODAY
from tests.merging.team import team

PEOPLE = {"Ann Lee": ("O-002", "O-004"), "Bob Ray": ("O-001", "O-003")}
COLUMNS = {"C": "name", "E": "amount", "H": "next_step"}
EDIT = st.tuples(
    st.sampled_from(["Ann Lee", "Bob Ray", "here"]),
    st.integers(0, 1),
    st.sampled_from(sorted(COLUMNS)),
    st.integers(1, 4),
)
Edit = tuple[str, int, str, int]
Said = dict[tuple[str, str], str]


@pytest.fixture(name="issued", scope="module")
def make_issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of which everybody has a copy, to be copied by each example."""
    folder = tmp_path_factory.mktemp("issued")
    book = crowded(folder / "sales.xlsx")
    (folder / "out").mkdir()
    split(book, folder / "out", Asked(), today=TODAY)
    return folder


@pytest.fixture(name="at", scope="module")
def make_at(issued: Path) -> Iterator[Path]:
    """Where examples lie."""
    with tempfile.TemporaryDirectory(dir=issued.parent) as folder:
        yield Path(folder)


def text_of(column: str, n: int) -> int | str:
    return n * 111 if column == "E" else f"{column} {n}"


def typed(place: Path, who: str, edits: list[Edit], turned: bool) -> set[tuple[str, str]]:
    """What somebody types into a copy, or into the workbook itself; the cells it was."""
    book = openpyxl.load_workbook(place)
    sheet = book["Pipeline"]
    if turned:
        two = [[sheet.cell(row, c).value for c in range(1, 9)] for row in (3, 2)]
        for row, values in zip((2, 3), two, strict=True):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value
    rows = {sheet.cell(row, 1).value: row for row in range(2, 6)}
    done = set()
    for name, n, letter, typed_in in edits:
        if name == who:
            key = PEOPLE.get(name, PEOPLE["Ann Lee"])[n]
            sheet[f"{letter}{rows[key]}"] = text_of(letter, typed_in)
            done.add((key, COLUMNS[letter]))
    if done or turned:
        book.save(place)
    return done


def said(table: Table) -> Said:
    return {
        (row.id, column): row.cells.get(column, BLANK).meaning
        for row in table.rows
        for column in COLUMNS.values()
    }


def worked(issued: Path, at: Path, edits: list[Edit], turned: bool) -> Path:
    """The workbook and its copies with everybody's edits."""
    folder = Path(shutil.copytree(issued, Path(tempfile.mkdtemp(dir=at)) / "team"))
    for name in PEOPLE:
        typed(folder / "out" / f"sales-{name}.xlsx", name, edits, turned)
    typed(folder / "sales.xlsx", "here", edits, False)
    return folder / "sales.xlsx"


def asked_of(result: CollectResult) -> set[tuple[str, str]]:
    return {(c.id, c.column) for came in result.came for c in came.asked}


@settings(max_examples=8, deadline=None)
@given(st.lists(EDIT, max_size=12), st.booleans())
def test_any_edits_apart_equal_edits_on_one_workbook(
    issued: Path, at: Path, edits: list[Edit], turned: bool
) -> None:
    book = worked(issued, at, edits, turned)
    opened = open_book(issued / "sales.xlsx", today=TODAY)
    was = said(tables_of(opened.book, opened.source)["pipeline"])
    result = collect(book, [book.parent / "out"], today=TODAY, dry_run=True)
    wanted = dict(was)
    for name, n, column, value in edits:
        wanted[PEOPLE.get(name, PEOPLE["Ann Lee"])[n], COLUMNS[column]] = str(text_of(column, value))
    got = said(result.tables["pipeline"])
    apart = asked_of(result)
    assert {k: v for k, v in got.items() if k not in apart} == {
        k: v for k, v in wanted.items() if k not in apart
    }
    twice = {(PEOPLE["Ann Lee"][n], COLUMNS[column]) for name, n, column, _ in edits if name == "here"} & {
        (PEOPLE[name][n], COLUMNS[column]) for name, n, column, _ in edits if name in PEOPLE
    }
    assert apart <= twice


@settings(max_examples=3, deadline=None)
@given(st.lists(EDIT, max_size=8), st.booleans())
def test_collecting_is_free_of_order_and_done_once(
    issued: Path, at: Path, edits: list[Edit], turned: bool
) -> None:
    book = worked(issued, at, edits, turned)
    other = Path(shutil.copytree(book.parent, book.parent.with_name("other"))) / "sales.xlsx"
    copies = [book.parent / "out" / f"sales-{name}.xlsx" for name in PEOPLE]
    both = collect(book, copies, today=TODAY)
    for place in reversed(copies):
        last = collect(other, [other.parent / "out" / place.name], today=TODAY)
    assert said(last.tables["pipeline"]) == said(both.tables["pipeline"])
    assert last.waiting == both.waiting
    again = collect(book, copies, today=TODAY)
    assert ({came.fate for came in again.came}, again.plan.edits) == ({"already"}, ())


def test_copies_collected_unchanged_leave_every_sheet_of_records_as_it_was_to_the_byte(
    issued: Path, at: Path
) -> None:
    book = worked(issued, at, [], False)
    before = parts(book)
    result = collect(book, [book.parent / "out"], today=TODAY)
    assert sum(came.cells + came.rows + len(came.asked) for came in result.came) == 0
    after = parts(book)
    assert {name for name in before if before[name] != after[name]} <= ABOUT_SHEETS | of_ours(book)


ABOUT_SHEETS = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "docProps/app.xml",
}


def parts(place: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(place) as package:
        return {name: package.read(name) for name in package.namelist()}


def of_ours(place: Path) -> set[str]:
    """The parts of the hidden sheet."""
    return {
        name for name, data in parts(place).items() if b"copies.issued" in data or b"tblSheetsales" in data
    }


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 5), st.integers(0, 10_000))
def test_no_copy_says_anything_of_others(issued: Path, at: Path, size: int, seed: int) -> None:
    folder = Path(tempfile.mkdtemp(dir=at))
    made = team(folder / "sales.xlsx", size, seed)
    (folder / "out").mkdir()
    del issued
    for portion in split(made.place, folder / "out", Asked(), today=TODAY).portions:
        text = everything(portion.place)
        assert [said for said in sorted(made.foreign(portion.issue.holder)) if said in text] == []
