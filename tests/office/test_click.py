"""Buttons pressed in a real LibreOffice: the open workbook shows the result, the file waits to be saved."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.registry import enabled
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.template.home import NO_BUTTONS
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.buttoning import add_buttons
from sheetsales.workflow.checking import check
from tests.buttons import books
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, ROW_PLANS, workbook
from tests.buttons.macro_model import shown
from tests.live.plans import EVERYTHING
from tests.office.desk import Desk
from tests.support import around

pytestmark = pytest.mark.office
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_button_answers_and_the_file_waits_to_be_saved(lang: Lang, desk: Desk) -> None:
    folder = desk.folder / "销售 部 100%"
    folder.mkdir()
    plain = folder / "我的 book.xlsx"
    plain.write_bytes(books.sample(lang))
    book = add_buttons(plain).path
    before = book.read_bytes()
    captions = {button.action: button.shown(lang) for button in enabled()}
    findings = {"zh": "检查结果", "en": "Findings"}[lang]
    found = desk.steps(
        book,
        ["captions"],
        ["press", captions["check"]],
        ["read", findings, "A2:K400"],
        ["copy", str(desk.folder / "checked.xlsx")],
        ["press", captions["check"]],
        ["press", captions["undo"]],
        ["copy", str(desk.folder / "undone.xlsx")],
        ["press", captions["undo"]],
        ["press", captions["run"]],
        ["press", captions["report"]],
        ["press", captions["fix"]],
        ["press", captions["allocate"]],
        ["sheets"],
    )
    assert {caption for _, caption in found[0]} == set(captions.values())
    assert all(step["ended"] for step in found if isinstance(step, dict))
    said = desk.said()
    words = {
        "zh": (
            "处问题",
            "没有变化",
            "已撤销",
            "没有可以撤销的运行",
            "月报已生成",
            "月报已生成",
            "改好",
            "项",
        ),
        "en": (
            "findings",
            "Nothing has changed",
            "is undone",
            "no run to undo",
            "The report for",
            "The report for",
            "Mended",
            "asks",
        ),
    }[lang]
    assert [word in text for word, text in zip(words, said, strict=True)] == [True] * 8, said
    assert {"zh": "分配", "en": "Allocation"}[lang] in found[-1]
    assert book.read_bytes() == before
    assert list(folder.glob("我的 book-*.xlsx"))
    rows = [row for row in found[2] if any(row)]
    assert len(rows) > 20
    undone, original = read_workbook(desk.folder / "undone.xlsx"), read_workbook(book)
    for grid in original.grids:
        again = undone.grid(grid.name)
        assert again is not None
        assert typed(undone, grid) == pytest.approx(typed(original, grid))


def test_a_click_writes_the_cells_the_command_writes(desk: Desk) -> None:
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    book = add_buttons(plain).path
    copy = desk.folder / "checked.xlsx"
    desk.steps(book, ["press", "Check data"], ["copy", str(copy)])
    import datetime as dt

    check(plain, today=dt.date.today())
    clicked, commanded = read_workbook(copy), read_workbook(plain)
    assert shown(clicked)["_sheetsales"].keys() == shown(commanded)["_sheetsales"].keys()
    assert [grid.name for grid in clicked.grids] == [grid.name for grid in commanded.grids]
    for grid in commanded.grids:
        if grid.name != "_sheetsales":
            assert typed(clicked, grid) == pytest.approx(typed(commanded, grid)), grid.name


@pytest.mark.parametrize("some", [PLANS, MORE_PLANS, ROW_PLANS], ids=["plain", "around", "rows"])
def test_plans_through_the_macro_give_what_the_file_backend_gives(
    some: dict[str, tuple[Edit, ...]], desk: Desk
) -> None:
    answerer = ROOT / "tests" / "office" / "answer_plan.py"
    desk.use(desk.program(f'exec "{sys.executable}" "{answerer}" "$5"\n'))
    plain = desk.folder / "plain.xlsx"
    plain.write_bytes(workbook())
    every = {**PLANS, **MORE_PLANS, **ROW_PLANS}
    plans = {number: name for number, name in enumerate(every) if name in some}
    steps: list[list[str]] = []
    for number in plans:
        book = desk.folder / f"plan-{number}.xlsm"
        book.write_bytes(add_buttons(plain, overwrite=True).path.read_bytes())
        steps += [
            ["open", str(book)],
            ["press", "检查数据"],
            ["copy", str(desk.folder / f"after-{number}.xlsx")],
        ]
    desk.steps(desk.folder / f"plan-{min(plans)}.xlsm", *steps)
    assert dict(zip(some, desk.said(), strict=True)) == dict.fromkeys(some, "done")
    for number, name in plans.items():
        edits = every[name]
        out = desk.folder / "by-file.xlsx"
        apply_plan(plain, EditPlan(edits), out)
        by_macro = desk.folder / f"after-{number}.xlsx"
        same_cells(name, read_workbook(out), read_workbook(by_macro))
        areas = around.touched(edits)
        assert around.looks(by_macro, areas) == around.looks(out, areas), name
        for look_at in (around.names, around.notes, around.charts):
            assert look_at(by_macro) == look_at(out), name
        assert around.drop_downs(by_macro).items() >= around.drop_downs(out).items(), name
        assert around.sizes(by_macro, edits) == pytest.approx(around.sizes(out, edits), abs=1), name


def test_what_fails_half_way_is_put_back_whole(desk: Desk) -> None:
    answerer = ROOT / "tests" / "office" / "answer_plan.py"
    desk.use(desk.program(f'exec "{sys.executable}" "{answerer}" "$5"\n'))
    plain = desk.folder / "plain.xlsx"
    plain.write_bytes(workbook())
    book = add_buttons(plain).path.rename(desk.folder / "plan-99.xlsm")
    before, after = desk.folder / "before.xlsx", desk.folder / "after.xlsx"
    desk.steps(book, ["copy", str(before)], ["press", "检查数据"], ["copy", str(after)])
    assert "写入时出错，已全部退回" in desk.said()[0]
    same_cells("all", read_workbook(before), read_workbook(after))
    assert [g.name for g in read_workbook(after).grids] == [g.name for g in read_workbook(before).grids]
    areas = around.touched(EVERYTHING)[:1]
    assert around.looks(after, areas) == around.looks(before, areas)
    for look_at in (around.drop_downs, around.names, around.notes, around.charts):
        assert look_at(after) == look_at(before)
    assert around.sizes(after, EVERYTHING) == around.sizes(before, EVERYTHING)


def same_cells(name: str, by_file: Workbook, by_macro: Workbook) -> None:
    assert without_formulas(by_macro, by_file) == pytest.approx(without_formulas(by_file, by_file)), name
    for grid in by_file.grids:
        tables = {t.name: t.area for t in grid.tables}
        other = by_macro.grid(grid.name)
        assert other is not None
        assert {t.name: t.area for t in other.tables} == tables, name
        if (
            name != "empty a calculated Table and fill it again"
        ):  # LibreOffice forgets the formulas of a Table
            assert other.formulas >= grid.formulas, name
        assert (other.visibility == "visible") == (grid.visibility == "visible")


def typed(book: Workbook, by: Grid) -> dict[tuple[int, int], object]:
    """The cells of a sheet but those of formulas, some of which ask for the day, and how a file without buttons gets them."""
    said = {line.in_(lang) for line in NO_BUTTONS for lang in LANGUAGES}
    cells = shown(book)[by.name].items()
    return {place: value for place, value in cells if place not in by.formulas and value not in said}


def without_formulas(book: Workbook, by: Workbook) -> dict[tuple[str, int, int], object]:
    """The cells but those of formulas: what those come to is not known to a file that was only written."""
    formulas = {grid.name: grid.formulas for grid in by.grids}
    return {
        (sheet, *place): value
        for sheet in formulas
        for place, value in shown(book)[sheet].items()
        if place not in formulas[sheet]
    }


@pytest.mark.parametrize("mask", [0o002, 0o077])
def test_a_click_works_under_any_mask(mask: int, desk: Desk) -> None:
    """Folders that the macro makes are open to the group under 002, as many systems set it."""
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    book = add_buttons(plain).path
    caption = next(button.shown("en") for button in enabled() if button.action == "check")
    before = os.umask(mask)
    try:
        desk.steps(book, ["press", caption])
    finally:
        os.umask(before)
    assert "findings" in desk.said()[0]


def test_what_lies_beside_the_workbook_is_never_started(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Python of its configuration the macro takes the one on the path, by whole paths only."""
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    book = add_buttons(plain).path
    caption = next(button.shown("en") for button in enabled() if button.action == "check")
    for name in ("python3", "sheetsales.py", "json.py"):
        trap = desk.folder / name
        trap.write_text(
            f"#!/bin/sh\ntouch {desk.folder}/trapped\n" if name == "python3" else "raise SystemExit(9)\n"
        )
        trap.chmod(0o755)
    desk.use(Path("/nowhere/python"), first_answer=30)
    desk.path = f":.:{Path(sys.executable).parent}:{desk.path}"
    monkeypatch.chdir(desk.folder)
    desk.steps(book, ["press", caption])
    assert not (desk.folder / "trapped").exists()
    assert "findings" in desk.said()[0]
