"""The first minute: three questions at a terminal, then a workbook."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli import start as start_
from sheetsales.cli.main import main
from sheetsales.schema import defaults
from sheetsales.schema.bind import bind
from tests.support.terminal import talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs a pty")


def test_a_new_workbook_of_the_chosen_process_has_buttons(tmp_path: Path) -> None:
    said = talk(["start", "--no-open"], ["", "2", "2", ""], cwd=tmp_path)
    assert said.code == 0
    assert "语言 / Language\n  1 中文   2 English\n  [1] > " in said.text
    assert "$ sheetsales new 销售管理.xlsm --lang zh --process project" in said.text
    book = read_workbook(tmp_path / "销售管理.xlsm")
    assert bind(book).language == "zh"


def test_the_workbook_there_is_gets_known_and_checked(tmp_path: Path) -> None:
    talk(["new", "our sales.xlsx", "--sample", "--lang", "en"], [], cwd=tmp_path)
    said = talk(
        ["start", "--no-open", "--lang", "en"],
        ["4", "1", "nowhere.xlsx", "our\\ sales.xlsx", ""], lang="en", cwd=tmp_path,
    )  # fmt: skip
    assert said.code == 0
    assert "Type a number from 1 to 3." in said.text
    assert "There is no file “nowhere.xlsx”; type it again." in said.text
    assert '$ sheetsales adopt "our sales.xlsx" --lang en' in said.text
    assert "The findings are in the sheet “Findings”" in said.text
    assert "Shall it have buttons" in said.text
    assert "home_buttons" in read_workbook(tmp_path / "our sales.xlsm").names


def test_a_workbook_stays_alone_where_no_buttons_are_wanted(tmp_path: Path) -> None:
    talk(["new", "ours.xlsx", "--sample", "--lang", "en"], [], cwd=tmp_path)
    said = talk(["start", "--no-open", "--lang", "en"], ["1", "ours.xlsx", "2"], lang="en", cwd=tmp_path)
    assert said.code == 0
    assert not (tmp_path / "ours.xlsm").exists()


def test_the_processes_are_what_is_said_of_them() -> None:
    b2b, project, sop = (
        [row for row in defaults.stages(name) if row["kind"] in ("plan", "open", "won", "after")]
        for name, _ in start_.PROCESSES
    )
    assert [row["en"] for row in b2b] == [row["en"] for row in project]
    assert (len(b2b), len(sop), sop[0]["en"]) == (8, 7, "Market and targets")
    under_way = [(a, b) for a, b in zip(b2b, project, strict=True) if a["kind"] == "open"]
    assert all(2 <= int(b["max_days"]) / int(a["max_days"]) < 2.2 for a, b in under_way)


def _answers(monkeypatch: pytest.MonkeyPatch, *replies: str) -> None:
    left = list(replies)
    monkeypatch.setattr("sheetsales.cli.start.typed", lambda _: left.pop(0))


def test_the_sample_is_made_checked_and_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr(click, "launch", launch)
    _answers(monkeypatch, "2", "3", "first try")
    with pytest.raises(SystemExit) as end:
        main(["start"])
    said = capsys.readouterr().out
    assert (end.value.code, opened) == (0, ["first try.xlsm"])
    assert 'sheetsales check "first try.xlsm" --lang en' in said
    assert said.endswith("It is open now; begin on the sheet “Home”.\n")


def test_a_step_that_cannot_run_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("taken.xlsx").write_bytes(b"mine")
    _answers(monkeypatch, "2", "1", "taken.xlsx")
    with pytest.raises(SystemExit) as end:
        main(["start", "--no-open", "--lang", "en"])
    assert end.value.code == 2
    assert Path("taken.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("replies", [("x", "y", "0"), ("1", "", "nowhere", "neither")])
def test_after_three_answers_nobody_can_use_it_stops(
    replies: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _answers(monkeypatch, *replies)
    with pytest.raises(SystemExit) as end:
        main(["start", "--lang", "en"])
    assert end.value.code == 2
    assert "nothing was written. Once more: sheetsales start" in capsys.readouterr().err
