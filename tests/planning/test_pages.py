"""The sheets an allocation writes: their rows, that they are written once, and that they are followed up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AddSheet, ReplaceRows
from sheetsales.cells.values import CellValue
from sheetsales.planning.pages import allocation_edits, matrix_edits
from sheetsales.planning.plan import decide
from tests.planning.books import TODAY, Rows, chinese
from tests.planning.test_decide import LEFT, LIN, ZHAO, ZHOU, _task
from tests.support.commands import exit_code

SAMPLES = Path(__file__).parents[2] / "samples"


def _added(team: Rows, tasks: list[tuple[CellValue, ...]]) -> dict[str, AddSheet]:
    workbook, book = chinese(team, tasks)
    edits = list(allocation_edits(decide(book, today=TODAY), workbook))
    return {edit.name: edit for edit in edits if isinstance(edit, AddSheet)}


def test_everybodys_load_with_what_it_means() -> None:
    tasks = [_task(f"T{n}", "赵国梁", 6, skill="谈判") for n in range(4)] + [_task("T9", "林晓燕", 4)]
    sheet = _added((ZHAO, LIN, ZHOU, LEFT), tasks)["分配"]
    rows = {str(row[0]): dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows}
    assert list(rows) == ["赵国梁", "林晓燕", "周敏"]
    assert rows["赵国梁"]["原负荷"] == 1.2
    assert rows["赵国梁"]["负荷"] == 1.2
    assert rows["赵国梁"]["怎么看"] == (
        "超负荷，多出 4.0 小时；林晓燕、周敏还有余量，但这些任务要的技能、区域或产品对不上，请组长定。"
    )
    assert rows["林晓燕"]["怎么看"] == "负荷偏低（不到 60%），离排满还有 16.0 小时。"
    assert sheet.charts[0].series == ("原负荷", "负荷", "轮流派的负荷")


def test_one_alone_who_is_overloaded_and_one_who_is_away() -> None:
    rows = _added((ZHAO,), [_task(f"T{n}", "赵国梁", 6) for n in range(3)] + [_task("T9", "赵国梁", 4)])[
        "分配"
    ].rows
    assert rows[0][-1] == "超负荷，多出 2.0 小时，别人也没有余量；请改截止日期，或减任务。"
    away = (*ZHAO[:9], "2026-11-01~2026-11-30")
    rows = _added((away, LIN), [_task("T1", "赵国梁", 6, locked="是")])["分配"].rows
    assert rows[0][-1] == "这几天没有可用工时，任务却还在名下。"
    assert rows[0][6] == "—"
    moved = _added((away, LIN), [_task("T1", "赵国梁", 6)])["分配"].rows
    assert [row[-1] for row in moved if row[0] == "赵国梁"] == ["没有可用工时，名下的任务已转给别人。"]
    (stuck,) = _added((away,), [_task("T1", "赵国梁", 6), _task("T2", "赵国梁", 2)])["分配"].rows
    assert stuck[-1] == "没有可用工时；名下有 2 项派不出去，原因见任务表。"
    assert stuck[-3:-1] == (0, 0), "nothing was handed on"
    fine = _added((ZHAO,), [_task("T1", "赵国梁", 14)])["分配"].rows
    assert fine[0][-1] == "合适。"


def test_the_figures_now_planned_and_by_turns() -> None:
    sheet = _added((ZHAO, LIN), [_task(f"T{n}", "赵国梁", 6) for n in range(4)])["公平对照"]
    figures = {row[0]: row[1:4] for row in sheet.rows}
    assert figures["最满的人的负荷"] == (1.2, 0.9, 0.6)
    assert figures["超过 100% 的人数"] == (1, 0, 0)
    assert figures["A级客户的任务由资深的人做"] == ("—", "—", "—")
    assert figures["怎么分都不会低于"] == (0.6, 0.6, 0.6)


def test_who_answers_for_each_step() -> None:
    workbook, book = chinese((ZHAO, LIN, ZHOU), [_task("T1", "赵国梁", 1)])
    edits = list(matrix_edits(decide(book, today=TODAY), workbook))
    sheet = next(edit for edit in edits if isinstance(edit, AddSheet))
    rows = {str(row[1]).split()[0]: row for row in sheet.rows}
    assert rows["ID1"][2:] == ("销售：商机的负责人", "周敏", None, "周敏")
    assert rows["QU2"][2:] == ("组长", "周敏", "销售：商机的负责人", None)
    assert len(sheet.formats) == len(sheet.wraps) == len(sheet.headings)


def test_who_is_named_for_a_step_does_it() -> None:
    workbook, book = chinese((ZHAO, LIN, ZHOU), [_task("T1", "赵国梁", 1)])
    people = {name: person for person, name in zip(*map(book.table("team").get, ("id", "name")), strict=True)}
    named = {"person": people["林晓燕"], "deputy": people["周敏"]}
    steps = [replace(step, **named) if step.code == "ID1" else step for step in book.process.steps]
    book = replace(book, process=replace(book.process, steps=tuple(steps)))
    edits = matrix_edits(decide(book, today=TODAY), workbook)
    sheet = next(edit for edit in edits if isinstance(edit, AddSheet))
    does = {str(row[1]).split()[0]: row[2] for row in sheet.rows}
    assert (does["ID1"], does["ID2"]) == ("林晓燕、周敏", "销售：商机的负责人")


@pytest.mark.parametrize(
    ("lang", "title", "tasks", "reason"),
    [("zh", "分配", "任务", "分配理由"), ("en", "Allocation", "Tasks", "Why this person")],
)
def test_on_the_sample_once_and_again(
    tmp_path: Path, lang: str, title: str, tasks: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes((SAMPLES / f"sales-{lang}.xlsx").read_bytes())
    arguments = ["allocate", str(book), "--today", "2026-11-02", "--lang", lang]
    dry = book.read_bytes()
    assert exit_code([*arguments, "--dry-run"]) in (0, 1)
    assert book.read_bytes() == dry
    assert exit_code([*arguments, "--matrix"]) in (0, 1)
    assert exit_code([*arguments, "--matrix"]) in (0, 1), "now everybody has what the first run gave"
    settled = book.read_bytes()
    grid = read_workbook(book).grid(title)
    assert grid is not None
    assert len(grid.tables) == 1
    written = read_workbook(book).grid(tasks)
    assert written is not None
    column = next(c for c in written.columns if c[0] == reason)
    assert sum(value is not None for value in column) > 30
    assert exit_code([*arguments, "--matrix"]) in (0, 1)
    assert book.read_bytes() == settled
    capsys.readouterr()
    assert exit_code([*arguments, "--rebalance", "--json"]) in (0, 1)
    assert '"assignments"' in capsys.readouterr().out


def test_the_sheet_is_known_by_its_table_and_followed_up() -> None:
    team, tasks = (ZHAO, LIN), [_task("T1", "赵国梁", 6)]
    workbook, book = chinese(team, tasks)
    first = decide(book, today=TODAY)
    again = list(allocation_edits(first, workbook))
    assert [type(edit) for edit in again].count(AddSheet) == 2
    assert not [edit for edit in again if isinstance(edit, ReplaceRows)]
