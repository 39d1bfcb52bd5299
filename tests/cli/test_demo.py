"""The demonstration makes what it says, and leaves alone what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.cli.main import main


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_one_language_makes_its_book_and_its_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    folder = tmp_path / "look"
    assert run("demo", folder, "--lang", "en") == 0
    assert {path.name for path in folder.glob("*.xls?")} == {"sales.xlsm", "sales-2026-10.xlsx"}
    shown = capsys.readouterr().out
    assert "$ sheetsales new" in shown
    assert str(folder / "sales-2026-10.xlsx") in shown.rsplit("Open these", maxsplit=1)[1]


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run("demo", tmp_path, "--lang", "zh") == 2
    assert run("demo", tmp_path / "mine.txt", "--lang", "en") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    told = capsys.readouterr().err
    assert "已经有东西" in told
    assert "is a file, not a folder" in told
