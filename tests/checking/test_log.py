"""The stage log in real files: begun, carried on, sorted, deleted, and where it cannot be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.workflow.checking import CheckResult, check
from sheetsales.workflow.writing import write_plan
from tests.checking.files import PIPELINE, cells, team_book

D = dt.date
MONDAY, TUESDAY, FRIDAY = D(2026, 11, 2), D(2026, 11, 3), D(2026, 11, 6)


def put(path: Path, **values: Any) -> None:
    """Type values into cells of the deals' sheet, as a person would."""
    edits = tuple(
        SetCell(CellRef("商机", int(at[1:]), ord(at[0]) - 64), value) for at, value in values.items()
    )
    write_plan(path, EditPlan(edits))


def log(path: Path, sheet: str = "阶段记录") -> list[tuple[Any, ...]]:
    """The rows of the log, days as days."""
    return [
        tuple(v.date() if isinstance(v, dt.datetime) else v for v in row)
        for row in cells(path, sheet)[1:]
        if any(row)
    ]


def reworked(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    """The workbook after somebody has been at its sheets in ways no plan of ours knows."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return team_book(tmp_path / "book.xlsx")


def test_the_first_check_begins_a_hidden_log_and_says_so_once(book: Path) -> None:
    first = check(book, today=MONDAY)
    assert any("隐藏的“阶段记录”表" in text.zh for text in first.judged.summary.notices)
    assert log(book) == [
        (MONDAY, "O-0118", None, "谈判", 2860000, D(2026, 11, 30), "赵国梁"),
        (MONDAY, "O-0109", None, "报价", 345000, D(2026, 8, 31), "孙可"),
        (MONDAY, "O-0119", None, "成交", 56000, D(2026, 9, 30), "赵国梁"),
        (MONDAY, "O-0003", None, "报价", 48000, D(2026, 11, 30), "孙可"),
    ]
    shown = openpyxl.load_workbook(book)["阶段记录"]
    assert shown.sheet_state == "hidden"
    assert shown["A2"].number_format == "yyyy-mm-dd"
    before = book.read_bytes()
    again = check(book, today=MONDAY)
    assert book.read_bytes() == before
    assert again.plan.edits == ()
    assert not any("隐藏" in text.zh for text in again.judged.summary.notices)


def test_a_change_is_noted_once_and_stage_since_filled_where_blank(book: Path) -> None:
    check(book, today=MONDAY)
    put(book, D3="谈判", J3=None, G2=D(2026, 12, 31))
    done = check(book, today=FRIDAY)
    assert done.judged.findings
    assert log(book)[4:] == [
        (FRIDAY, "O-0118", "谈判", "谈判", 2860000, D(2026, 12, 31), "赵国梁"),
        (FRIDAY, "O-0109", "报价", "谈判", 345000, D(2026, 8, 31), "孙可"),
    ]
    assert cells(book, "商机")[2][9] == dt.datetime(2026, 11, 6)
    before = book.read_bytes()
    check(book, today=FRIDAY)
    assert book.read_bytes() == before
    check(book, today=FRIDAY + dt.timedelta(1))
    assert len(log(book)) == 6


def test_sorted_deleted_and_readded_rows_are_no_change(book: Path, tmp_path: Path) -> None:
    check(book, today=MONDAY)
    _heading, *deals = PIPELINE["zh"]

    def sort(target: openpyxl.Workbook) -> None:
        for sheet in ("商机", "阶段记录"):
            rows = [[c.value for c in row] for row in target[sheet].iter_rows(min_row=2)]
            for r, row in enumerate(reversed(rows), start=2):
                for c, value in enumerate(row, start=1):
                    target[sheet].cell(r, c, value)

    reworked(book, sort)
    check(book, today=TUESDAY)
    assert len(log(book)) == 4
    put(book, **{f"{column}5": None for column in "ABCDEFGHIJKL"})
    check(book, today=TUESDAY)
    back = dict(zip("ABCDEFGHIJKL", deals[0], strict=True))
    put(book, **{f"{column}5": value for column, value in back.items()})
    check(book, today=FRIDAY)
    assert len(log(book)) == 4


def test_a_log_that_was_deleted_begins_anew(book: Path) -> None:
    check(book, today=MONDAY)
    reworked(book, lambda target: target.remove(target["阶段记录"]))
    check(book, today=MONDAY)
    assert len(log(book)) == 4


def obstructed(book: Path, change: Callable[[openpyxl.Workbook], None]) -> CheckResult:
    check(book, today=MONDAY)
    reworked(book, change)
    put(book, D3="谈判")
    return check(book, today=TUESDAY)


def _protect(book: openpyxl.Workbook) -> None:
    book["阶段记录"].protection.sheet = True


def _type_below(book: openpyxl.Workbook) -> None:
    book["阶段记录"]["B6"] = "别动"


def _merge_below(book: openpyxl.Workbook) -> None:
    book["阶段记录"].merge_cells("A6:B7")


def _rename(book: openpyxl.Workbook) -> None:
    book["阶段记录"]["D1"] = "去哪了"
    book["阶段记录"].tables["tblStageLog"].tableColumns[3].name = "去哪了"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_protect, "有保护"),
        (_type_below, "下面还有别的内容"),
        (_merge_below, "下面还有别的内容"),
        (_rename, "缺少“新阶段”列"),
    ],
)
def test_a_log_that_cannot_be_written_is_said_and_nothing_else_suffers(
    book: Path, change: Callable[[openpyxl.Workbook], None], said: str
) -> None:
    done = obstructed(book, change)
    assert [text for text in done.judged.summary.notices if said in text.zh]
    assert done.plan.edits
    assert len([row for row in log(book) if row[0]]) == 4


def test_a_log_whose_table_was_lost_is_carried_on_as_a_range(book: Path) -> None:
    def lose(target: openpyxl.Workbook) -> None:
        del target["阶段记录"].tables["tblStageLog"]

    done = obstructed(book, lose)
    assert log(book)[4] == (TUESDAY, "O-0109", "报价", "谈判", 345000, D(2026, 8, 31), "孙可")
    assert not any("阶段记录" in text.zh for text in done.judged.summary.notices)


def test_a_full_log_is_said(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.checking.log.MAX_ROW", 5)
    done = obstructed(book, lambda _: None)
    assert any("写满" in text.zh for text in done.judged.summary.notices)


def test_amounts_follow_the_unit_of_the_logs_own_heading(book: Path) -> None:
    def in_wan(target: openpyxl.Workbook) -> None:
        sheet = target["阶段记录"]
        sheet["E1"] = "金额（万元）"
        sheet.tables["tblStageLog"].tableColumns[4].name = "金额（万元）"
        for row in range(2, 6):
            sheet.cell(row, 5).value = float(str(sheet.cell(row, 5).value)) / 10000

    obstructed(book, in_wan)
    assert [row[4] for row in log(book)] == [286, 34.5, 5.6, 4.8, 34.5]


def test_people_and_stages_that_share_a_name_go_by_their_codes(tmp_path: Path) -> None:
    from sheetsales.checking.log import _unique

    called = _unique({"S1": "李娜", "S2": "李娜", "S3": "王芳", "a": "B", "b": "甲", "": "x"})
    assert [called(code) for code in ("S1", "S3", "a", "b", "gone")] == ["S1", "王芳", "a", "甲", "gone"]


def test_rows_that_somebody_spoilt_are_said_and_left_out(book: Path) -> None:
    def spoil(target: openpyxl.Workbook) -> None:
        target["阶段记录"]["A3"] = "上周"

    done = obstructed(book, spoil)
    assert [text.zh for text in done.judged.summary.notices if "阶段记录" in text.zh] == [
        "“阶段记录”表有 1 行读不出是哪天、哪单或哪个阶段，第一行在 阶段记录!A3，没有算进历史；请改正或删掉。"
    ]
    assert log(book)[4][1:4] == ("O-0109", None, "谈判"), "the deal is seen as if for the first time"
