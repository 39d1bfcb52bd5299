"""``sheetsales apply`` and ``sheetsales restore`` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sheetsales.cli.apply import apply
from sheetsales.cli.restore import restore
from sheetsales.errors import BadRequest, EditRefused, NotAWorkbook, PlanError, SaveFailed
from tests.ooxml.books import all_shown, book, worksheet

SHEET = worksheet('<row r="2"><c r="B2"><v>1</v></c></row>')


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "b.xlsx"
    path.write_bytes(book(SHEET))
    return path


def plan(folder: Path, *edits: dict[str, Any]) -> str:
    path = folder / "plan.json"
    path.write_text(json.dumps({"version": 1, "edits": list(edits)}), "utf-8")
    return str(path)


def run(command: Any, *arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


SET = {"op": "set_cell", "at": "Sheet1!B2", "value": 5, "expected": 1}


def test_in_place_with_a_backup_and_back_again(workbook: Path) -> None:
    before = workbook.read_bytes()
    said = run(
        apply,
        plan(workbook.parent, SET, {"op": "set_note", "at": "Sheet1!B2", "text": "x"}),
        workbook,
        "--lang",
        "en",
    )
    assert said.output == "b.xlsx: 1 cell, 1 note.\n"
    assert all_shown(workbook.read_bytes()) == {(2, 2): 5}
    listed = run(restore, workbook, "--list", "--lang", "zh").output
    assert listed.strip().startswith("1  20")
    assert json.loads(run(restore, workbook, "--list", "--json").output)["backups"][0]["size"] == len(before)
    assert "b.xlsx" in run(restore, workbook, "--lang", "en").output
    assert workbook.read_bytes() == before
    assert json.loads(run(restore, workbook, "--to", 1, "--json").output)["restored"]["number"] == 1
    assert all_shown(workbook.read_bytes()) == {(2, 2): 5}


def test_no_backups_yet(workbook: Path) -> None:
    assert run(restore, workbook, "--list", "--lang", "zh").output == "“b.xlsx”还没有备份。\n"
    with pytest.raises(BadRequest):
        run(restore, workbook)


def test_to_another_file(workbook: Path) -> None:
    before, out = workbook.read_bytes(), workbook.with_name("out.xlsx")
    said = run(apply, plan(workbook.parent, SET), workbook, "-o", out, "--lang", "zh")
    assert said.output == "已写入 out.xlsx：1 个单元格。\n"
    assert (workbook.read_bytes(), all_shown(out.read_bytes())) == (before, {(2, 2): 5})
    with pytest.raises(BadRequest, match="is there already"):
        run(apply, plan(workbook.parent, SET), workbook, "-o", out)
    assert run(apply, plan(workbook.parent, SET), workbook, "-o", out, "--force").exit_code == 0
    with pytest.raises(BadRequest, match="kind"):
        run(apply, plan(workbook.parent, SET), workbook, "-o", workbook.with_name("out.xlsm"))


def test_a_dry_run_writes_nothing(workbook: Path) -> None:
    before = workbook.read_bytes()
    rows = {"op": "append_rows", "table": "Sheet1!B2:B2", "rows": [{"5": 2}]}
    sheet = {"op": "add_sheet", "name": "新", "headings": ["a"], "rows": [[{"formula": "1+1"}]]}
    said = run(apply, plan(workbook.parent, SET, rows, sheet), workbook, "--dry-run", "--lang", "en")
    assert said.exit_code == 0
    assert said.output.startswith(
        "b.xlsx would change: 4 cells, new sheet 新. Nothing was written.\n1 formula was written without"
    )
    assert workbook.read_bytes() == before
    assert not (workbook.parent / ".sheetsales").exists()


def test_the_counts_as_json(workbook: Path) -> None:
    replaced = {"op": "replace_rows", "table": "Sheet1!B2:B9", "rows": [{"1": 2}, {"1": 3}, {"1": 4}]}
    document = json.loads(run(apply, plan(workbook.parent, replaced), workbook, "--json").output)
    assert document == {
        "written": True, "book": str(workbook), "edits": 1, "cells": 3, "rows_added": 2, "rows_removed": 0,
        "sheets": [], "notes": 0, "notices": [],
    }  # fmt: skip


def test_an_empty_plan_leaves_the_file_as_it_is(workbook: Path) -> None:
    before = workbook.stat().st_mtime_ns
    assert "nothing was written" in run(apply, plan(workbook.parent), workbook, "--lang", "en").output
    assert workbook.stat().st_mtime_ns == before
    assert not (workbook.parent / ".sheetsales").exists()


def test_a_plan_that_does_nothing_says_so(workbook: Path) -> None:
    rows = {"op": "append_rows", "table": "Sheet1!B2:B2", "rows": []}
    assert (
        run(apply, plan(workbook.parent, rows), workbook, "--lang", "zh").output
        == "已写入 b.xlsx：0 个单元格。\n"
    )


def test_refusals_leave_everything_alone(workbook: Path) -> None:
    before = workbook.read_bytes()
    with pytest.raises(EditRefused, match="Sheet1!B2 should hold 2 but holds 1"):
        run(apply, plan(workbook.parent, {**SET, "expected": 2}), workbook)
    with pytest.raises(PlanError, match=r"none\.json"):
        run(apply, workbook.with_name("none.json"), workbook)
    with pytest.raises(NotAWorkbook):
        run(apply, plan(workbook.parent, SET), workbook.with_name("none.xlsx"))
    with pytest.raises(NotAWorkbook):
        run(apply, plan(workbook.parent, SET), workbook.parent)
    workbook.chmod(0o444)
    with pytest.raises(SaveFailed, match="read-only"):
        run(apply, plan(workbook.parent, SET), workbook)
    assert workbook.read_bytes() == before
    assert {p.name for p in workbook.parent.iterdir()} == {"b.xlsx", "plan.json"}


def test_leave_to_write_locked_cells_and_to_void_a_signature(workbook: Path) -> None:
    workbook.write_bytes(book(worksheet("", '<sheetProtection sheet="1"/>')))
    edit = plan(workbook.parent, {"op": "set_cell", "at": "Sheet1!A1", "value": 1})
    with pytest.raises(EditRefused, match="Unprotect it"):
        run(apply, edit, workbook)
    assert run(apply, edit, workbook, "--allow-protected", "--void-signature").exit_code == 0
