"""What protection forbids is left out and said, never claimed as done."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.protection import WorkbookProtection

from tests.support.commands import exit_code

SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def protected(path: Path, *, sheets: bool = False, structure: bool = False) -> Path:
    shutil.copy(SAMPLE, path)
    workbook = openpyxl.load_workbook(path)
    for name in ("Allocation", "Fairness"):
        if name in workbook.sheetnames:
            del workbook[name]
    for sheet in workbook if sheets else ():
        sheet.protection.sheet = True
    if structure:
        workbook.security = WorkbookProtection(lockStructure=True)
    workbook.save(path)
    return path


@pytest.mark.parametrize("command", [["allocate"], ["handover", "S04"]])
def test_owners_that_cannot_be_written_are_not_said_to_be(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *who = command
    book = protected(tmp_path / "b.xlsx", sheets=True)
    assert exit_code([name, str(book), *who, "--today", "2026-11-02", "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "what could not is said below" in said or "what could not be written is said below" in said
    assert "could not be written, the first" in said
    assert "The owners are changed" not in said


@pytest.mark.parametrize("command", [["allocate"], ["handover", "S04"], ["tasks", "add"]])
def test_without_new_sheets_all_else_is_written(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = protected(tmp_path / "b.xlsx", structure=True)
    before = book.read_bytes()
    arguments = [*command[:2], str(book)] if command[0] == "tasks" else [command[0], str(book), *command[1:]]
    assert exit_code([*arguments, "--today", "2026-11-02", "--lang", "en"]) in (0, 1)
    assert "The workbook's structure is protected" in capsys.readouterr().out
    assert book.read_bytes() != before
