"""What a machine may be like: two copies, a home that cannot be written, folders with blanks, Chinese and emoji, narrow consoles."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from sheetsales.cli import main as cli_main
from sheetsales.workflow.doctoring import machine
from sheetsales.workflow.doctoring.copies import copies
from tests.support.commands import exit_code


def command(folder: Path) -> Path:
    """A command of ours in a folder."""
    folder.mkdir()
    name = "sheetsales.exe" if sys.platform == "win32" else "sheetsales"
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)
    return folder / name


def test_two_copies_are_told_with_the_one_that_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = command(tmp_path / "one"), command(tmp_path / "two")
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (first.parent, second.parent))))
    said = copies()
    assert said.state == "note"
    assert said.text.en.index(str(first)) < said.text.en.index(str(second))
    assert "Keep one" in said.cure.en


def test_a_link_to_the_same_copy_is_no_second_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = command(tmp_path / "one")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / first.name).symlink_to(first)
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (first.parent, tmp_path / "two", ""))))
    assert copies().state == "fine"


def test_none_on_the_path_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "No command" in copies().text.en


def test_a_home_that_cannot_be_written_is_told_before_the_first_click(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "shut" / "sheetsales"))
    assert machine._jobs().state == "note"
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = machine._jobs()
    assert said.state == "mend"
    assert str(tmp_path) in said.text.en


@pytest.mark.parametrize("folder", ["our sales", "销售 部", "sales 📈"])
def test_any_folder_will_do(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / folder / "home"))
    book = tmp_path / folder / "我们 的📊.xlsm"
    book.parent.mkdir()
    assert exit_code(["new", str(book), "--lang", "zh", "--today", "2026-11-02"]) == 0
    assert exit_code(["check", str(book), "--lang", "zh", "--today", "2026-11-02"]) in (0, 1)
    assert exit_code(["doctor", str(book), "--lang", "zh"]) in (0, 1)


@pytest.mark.parametrize(("page", "kept", "lost"), [("cp936", "检查数据", "📊"), ("cp1252", "é", "检查")])
def test_a_console_shows_what_it_can_and_fails_at_nothing(
    page: str, kept: str, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    console = io.TextIOWrapper(shown, encoding=page)
    monkeypatch.setattr(console, "isatty", lambda: True)  # a terminal with a code page of its own
    monkeypatch.setattr(sys, "stdout", console)
    cli_main._speak_utf8()
    print(f"{kept} {lost} ✕ ▲ ○", flush=True)
    assert shown.getvalue().decode(page).startswith(f"{kept} ?")
    console.detach()
