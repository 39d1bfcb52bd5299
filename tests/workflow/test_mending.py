"""``check --fix`` on real files: one save, one backup, restorable, and rows taken into their Table."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.saving import restore_backup
from sheetsales.checking.fixes.fix import What, Why
from sheetsales.cli.main import main
from sheetsales.errors import EditRefused, WorkbookLocked
from sheetsales.workflow import mending
from sheetsales.workflow.mending import Mended, mend, propose
from tests.checking.files import PIPELINE, TODAY, cells, team_book

D = dt.date
ROW = [
    "O-0200",
    "C-002",
    " 年费续签",
    "报价",
    "48000",
    "S07",
    "2026.11.30",
    None,
    D(2026, 10, 20),
    D(2026, 10, 30),
    None,
    None,
]


def messy(path: Path) -> Path:
    heading, first, *rest = PIPELINE["zh"]
    first = [*first[:4], "2860000", first[5], "2026.11.30", *first[7:]]
    return team_book(path, pipeline=[heading, first, *rest])


def with_row_below(path: Path, row: int, *cells_beside: tuple[str, Any]) -> Path:
    book = openpyxl.load_workbook(messy(path))
    for column, value in enumerate(ROW, start=1):
        book["商机"].cell(row, column, value)
    for at, value in cells_beside:
        book["商机"][at] = value
    book.save(path)
    return path


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / ".sheetsales").rglob("*.xlsx"))


def codes(done: Mended) -> set[str]:
    return {finding.code for finding in done.checked.judged.findings}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return messy(tmp_path / "book.xlsx")


def test_mended_and_checked_in_one_save_that_can_be_taken_back(book: Path) -> None:
    before = book.read_bytes()
    done = mend(book, today=TODAY)
    assert [(str(f.at), f.after) for f in done.fixes.fixed] == [
        ("商机!E2", 2860000),
        ("商机!G2", D(2026, 11, 30)),
    ]
    assert cells(book, "商机")[1][4:7] == [2860000, "S04", dt.datetime(2026, 11, 30)]
    assert not codes(done) & {"SS015", "SS020"}
    assert len(backups(book)) == 1
    restore_backup(book)
    assert book.read_bytes() == before


def test_a_second_time_there_is_nothing_to_mend_and_nothing_is_written(book: Path) -> None:
    mend(book, today=TODAY)
    before = book.read_bytes()
    again = mend(book, today=TODAY)
    assert again.fixes.fixed == ()
    assert book.read_bytes() == before


def test_what_is_proposed_for_an_open_workbook_is_what_a_dry_run_finds(book: Path) -> None:
    done, proposed = mend(book, today=TODAY, dry_run=True), propose(book, today=TODAY)
    assert proposed.fixes == done.fixes
    assert proposed.fixes.edits
    assert proposed.plan.edits == done.checked.plan.edits
    assert proposed.edits.edits == (*done.fixes.edits, *done.checked.plan.edits)
    assert proposed.before.sha256 == hashlib.sha256(book.read_bytes()).hexdigest()


@pytest.mark.parametrize("row", [6, 8])
def test_rows_that_would_come_into_their_table_are_proposed_once(tmp_path: Path, row: int) -> None:
    book = with_row_below(tmp_path / "book.xlsx", row)
    done, proposed = mend(book, today=TODAY, dry_run=True), propose(book, today=TODAY)
    assert [f.what for f in proposed.fixes.fixed].count(What.INTO_TABLE) == 1
    assert proposed.fixes.edits == done.fixes.edits
    assert {f.code for f in proposed.judged.findings} == codes(done)


def test_a_dry_run_writes_nothing_and_finds_what_would_be_left(book: Path) -> None:
    before = book.read_bytes()
    done = mend(book, today=TODAY, dry_run=True)
    assert book.read_bytes() == before
    assert done.fixes.fixed
    assert not codes(done) & {"SS015", "SS020"}
    assert not (book.parent / ".sheetsales").exists()


@pytest.mark.parametrize("row", [6, 8])
def test_a_row_below_its_table_is_taken_in_and_mended_too(tmp_path: Path, row: int) -> None:
    book = with_row_below(tmp_path / "book.xlsx", row)
    done = mend(book, today=TODAY)
    assert [f.what for f in done.fixes.fixed].count(What.INTO_TABLE) == 1
    assert cells(book, "商机")[5][:7] == [
        "O-0200",
        "C-002",
        "年费续签",
        "报价",
        48000,
        "S07",
        dt.datetime(2026, 11, 30),
    ]
    assert openpyxl.load_workbook(book)["商机"].tables["tblPipeline"].ref == "A1:L6"
    assert "SS007" not in codes(done)
    if row > 6:
        assert (
            all(value is None for value in cells(book, "商机")[row - 1])
            if len(cells(book, "商机")) >= row
            else True
        )


@pytest.mark.parametrize(
    ("row", "beside", "why"),
    [
        (6, ("C6", '="x"&"y"'), Why.FORMULA),
        (8, ("N8", "备注写在旁边"), Why.IN_THE_WAY),
        (8, ("C6", "下面是草稿"), Why.IN_THE_WAY),
    ],
)
def test_rows_that_something_hangs_on_stay_where_they_are(
    tmp_path: Path, row: int, beside: tuple[str, Any], why: Why
) -> None:
    book = with_row_below(tmp_path / "book.xlsx", row, beside)
    done = mend(book, today=TODAY)
    assert [kept.why for kept in done.fixes.left if kept.at.row == row] == [why]
    assert cells(book, "商机")[row - 1][0] == "O-0200"
    assert cells(book, "商机")[1][4] == 2860000, "the rest is mended all the same"


def test_rows_that_the_engine_refuses_to_move_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = with_row_below(tmp_path / "book.xlsx", 6)
    apply_plan = mending.apply_plan  # type: ignore[attr-defined]  # what it calls
    tried: list[Any] = []

    def refusing(source: Any, plan: Any, out: Any, **more: Any) -> Any:
        tried.append(plan)
        if any(type(edit).__name__ == "AppendRows" and edit.table == "tblPipeline" for edit in plan.edits):
            from sheetsales.texts import same

            raise EditRefused(same("a formula names the totals row"))
        return apply_plan(source, plan, out, **more)

    monkeypatch.setattr(mending, "apply_plan", refusing)
    done = mend(book, today=TODAY)
    assert [kept.why for kept in done.fixes.left] == [Why.IN_THE_WAY]
    assert cells(book, "商机")[1][4] == 2860000


def test_somebody_who_keeps_saving_is_not_overwritten(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = mending.judged_plan  # type: ignore[attr-defined]  # what it calls
    saved: list[int] = []

    def meanwhile(*arguments: Any, **named: Any) -> Any:
        saved.append(1)
        other = openpyxl.load_workbook(book)
        other["客户"]["B2"] = f"改名 {len(saved)}"
        other.save(book)
        return judge(*arguments, **named)

    monkeypatch.setattr(mending, "judged_plan", meanwhile)
    with pytest.raises(WorkbookLocked, match="saved by somebody else"):
        mend(book, today=TODAY)
    assert cells(book, "客户")[1][1] == f"改名 {len(saved)}"
    assert cells(book, "商机")[1][4] == "2860000"


# --- the command -------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main(["check", *map(str, arguments), "--today", TODAY.isoformat()])
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out + said.err


def test_a_dry_run_shows_each_cell_before_and_after(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, book, "--fix", "--dry-run", "--lang", "zh")
    assert code == 1
    assert said.splitlines()[:3] == [
        "商机!E2  “2860000” → 2860000  文本改成数字",
        "商机!G2  “2026.11.30” → 2026-11-30  文本改成日期",
        "会改好 2 处（文本改成日期 1、文本改成数字 1）。",
    ]


def test_one_sentence_says_what_was_mended_and_what_was_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heading, first, *rest = PIPELINE["en"]
    book = team_book(
        tmp_path / "b.xlsx",
        "en",
        pipeline=[heading, [*first[:3], "Negotation", "2860000", *first[5:]], *rest],
    )
    said = run(capsys, book, "--fix", "--lang", "en")[1]
    assert said.splitlines()[0] == ("Mended 1 cell (text made a number 1); left 1 (only a guess 1).")
    assert said.splitlines()[1].endswith("sheetsales check --fix --unsafe-fixes BOOK")
    assert cells(book, "Pipeline")[1][3] == "Negotation"
    said = run(capsys, book, "--fix", "--unsafe-fixes", "--lang", "en")[1]
    assert said.splitlines()[0] == "Mended 1 cell (the closest choice taken 1)."
    assert cells(book, "Pipeline")[1][3] == "Negotiation"
    assert run(capsys, book, "--fix", "--lang", "en")[1].splitlines()[0] == "Nothing to mend."


def test_as_json_it_lists_what_was_fixed_and_left(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(run(capsys, book, "--fix", "--dry-run", "--json")[1])
    assert list(document) == ["findings", "summary", "fixed", "left", "plan"]
    assert document["fixed"][0] == {
        "sheet": "商机",
        "cell": "E2",
        "before": "2860000",
        "after": 2860000,
        "what": "number",
    }


def test_guesses_alone_are_a_mistake(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, book, "--unsafe-fixes", "--lang", "en")
    assert code == 2
    assert "goes with --fix" in said
