"""What may lie in a job folder or beside a workbook, and must neither be run, nor followed, nor waited for."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsales.backends.clicks.apple_script import script_text
from sheetsales.backends.clicks.at_login import login_text
from sheetsales.backends.clicks.change_list import ascii_text
from sheetsales.backends.clicks.job import home as our_home
from sheetsales.backends.clicks.job import open_job
from sheetsales.backends.clicks.started import started
from sheetsales.backends.locks import refuse_if_open
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import check_place, save_in_place
from sheetsales.buttons.vba import module_source
from sheetsales.errors import BadRequest, NotAWorkbook, WorkbookLocked
from sheetsales.workflow import clicking
from sheetsales.workflow.answering import answer_click
from tests.buttons import books
from tests.buttons.jobs import answer, make_job

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and masks as POSIX knows them")


@pytest.mark.parametrize("name", ["sheetsales", "click", "json", "openpyxl"])
def test_nothing_that_lies_in_the_folder_is_run(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("import pathlib\npathlib.Path('run').touch()\nraise SystemExit(9)\n")
    done = subprocess.run(started("--version"), cwd=tmp_path, capture_output=True, check=False, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("sheetsales ")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_at_login_too(platform: str) -> None:
    text = login_text("/opt/python", platform).decode()
    words = " ".join(text.replace('"', " ").replace("<string>", " ").replace("</string>", " ").split())
    assert "-P -m sheetsales serve" in words
    assert str(our_home()) in text


def test_a_mac_starts_in_our_own_folder(tmp_path: Path) -> None:
    text = script_text("/opt/python", tmp_path)
    assert f"cd '{tmp_path}' && " in text
    assert "'-P' '-m' 'sheetsales' 'click'" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_macro_names_programs_by_their_whole_path(lang: str) -> None:
    source = module_source(lang)  # type: ignore[arg-type]  # both are languages
    assert '" -P -m sheetsales click "' in source
    assert "-m sheetsales" not in source.replace("-P -m sheetsales", "")
    assert "/usr/bin/env" not in source
    assert '"py -3"' not in source
    assert "CurrentDirectory = Left(job" in source


@posix
@pytest.mark.parametrize("made_with", [0o002, 0o000, 0o077])
def test_a_job_folder_made_under_any_mask_is_taken_and_closed(home: Path, made_with: int) -> None:
    before = os.umask(made_with)
    try:
        job = make_job(home, books.sample("en"), "check", language="en")
    finally:
        os.umask(before)
    home.chmod(0o700)
    for folder in (job, job.parent):
        folder.chmod(0o777 & ~made_with)
    assert open_job(job).path == job.resolve()
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (job, job.parent, home)} == {0o700}


@posix
def test_a_home_that_others_could_enter_is_closed_and_what_they_could_change_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(home, books.sample("en"), "check", language="en")
    home.chmod(0o775)
    job.chmod(0o775)
    assert open_job(job), "the group is the user's own"
    home.chmod(0o775)
    job.chmod(0o777)
    with pytest.raises(BadRequest, match="other users may change it"):
        open_job(job)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    home.chmod(0o775)
    job.chmod(0o775)
    monkeypatch.setattr(os, "getegid", lambda: -1)
    with pytest.raises(BadRequest, match="other users may change it"):
        open_job(job)


@posix
def test_a_pipe_for_a_request_is_refused(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check")
    (job / "request.txt").unlink()
    os.mkfifo(job / "request.txt")
    with pytest.raises(BadRequest, match=r"request\.txt"):
        open_job(job)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("book", "a\0b.xlsm"),
        ("book", "客" * 90),
        ("folder", "/team/\x1b[2J"),
        ("folder", "/x" * 3000),
        ("snapshot", "s\n.xlsx"),
    ],
)
def test_names_that_can_be_none_are_refused(home: Path, field: str, value: str) -> None:
    job = make_job(home, books.sample("en"), "check")
    lines = (job / "request.txt").read_text("ascii").splitlines()
    lines = [f"{field}={ascii_text(value)}" if line.startswith(field + "=") else line for line in lines]
    (job / "request.txt").write_text("\r\n".join(lines) + "\r\n", "ascii")
    with pytest.raises(BadRequest, match=r"request\.txt"):
        open_job(job)


@posix
def test_a_request_beyond_all_size_is_refused(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check")
    (job / "request.txt").write_bytes(b"a" * 100_000)
    with pytest.raises(BadRequest, match=r"request\.txt"):
        open_job(job)


def test_what_the_system_refuses_is_an_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(36, "File name too long", "/team/long.xlsx")

    monkeypatch.setattr(clicking, "answer", refuse)
    job = make_job(home, books.sample("en"), "check", language="en")
    assert answer_click(job, books.TODAY) == 2
    assert "“long.xlsx” cannot be used: File name too long" in answer(job).message


@posix
def test_a_pipe_is_no_workbook_and_no_mark_of_excel(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.xlsx")
    with pytest.raises(NotAWorkbook, match="pipe or a device"):
        read_workbook(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").unlink()
    (tmp_path / "book.xlsx").write_bytes(b"x")
    for mark in ("~$book.xlsx", ".~lock.book.xlsx#"):
        os.mkfifo(tmp_path / mark)
        with pytest.raises(WorkbookLocked):
            refuse_if_open(tmp_path / "book.xlsx")
        (tmp_path / mark).unlink()


def test_a_name_with_nothing_in_it_is_none() -> None:
    with pytest.raises(NotAWorkbook, match="cannot be the name of a file"):
        read_workbook(Path("a\0.xlsx"))


def test_a_name_too_long_for_what_lies_beside_it_is_said_before_anything_is_made(tmp_path: Path) -> None:
    book = tmp_path / ("客" * 80 + ".xlsx")
    book.write_bytes(b"old")
    with pytest.raises(BadRequest, match="shorter by at least 19 letters") as said:
        save_in_place(book, lambda out: out.write(b"new"))
    assert "19 个字节" in said.value.text.zh
    with pytest.raises(BadRequest, match="too long"):
        check_place(tmp_path / ("x" * 250 + ".xlsx"))
    assert [p.name for p in tmp_path.iterdir()] == [book.name]
