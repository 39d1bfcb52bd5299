"""``doctor``: every trap is named with its cure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sheetsales import __version__
from sheetsales.backends.clicks import at_login, watcher
from sheetsales.backends.clicks.install import install
from sheetsales.backends.clicks.job import write_config
from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.controls import remove_controls
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.workbook_part import WorkbookPart
from sheetsales.buttons.registry import BUTTONS
from sheetsales.workflow.buttoning import add_buttons, remove_buttons
from sheetsales.workflow.doctoring import machine
from sheetsales.workflow.doctoring import workbook as of_workbook
from sheetsales.workflow.doctoring.mark_of_the_web import is_marked, zone_is_foreign
from tests.buttons import books
from tests.buttons.jobs import make_job
from tests.serve.running import run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    plain = tmp_path / "sales.xlsx"
    plain.write_bytes(books.sample("en"))
    return add_buttons(plain).path


def without_a_sheets_buttons(data: bytes, path: Path) -> bytes:
    """The workbook as another program may leave it: the macro is there, the buttons of a sheet are not."""
    package = Package(data, path, DEFAULT)
    macros = {button.macro for button in BUTTONS}
    sheets = WorkbookPart(package).worksheets
    assert any(remove_controls(package, s.part, s.name, macros, macros) for s in sheets)
    out = BytesIO()
    package.save(out)
    return out.getvalue()


def verdicts(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    """What doctor says, by code; that its exit code fits is looked at here."""
    code = run("doctor", *arguments, "--json", "--lang", "en")
    document = json.loads(capsys.readouterr().out)
    checks = {check["code"]: check for check in document["checks"]}
    assert code == (0 if document["fine"] else 1)
    assert document["fine"] == all(check["state"] != "mend" for check in checks.values())
    assert all(check["cure"] for check in checks.values() if check["state"] == "mend")
    return checks


def test_all_is_well_once_the_buttons_are_installed(
    home: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install()
    watcher.job_folder()
    watcher.beat(sys.executable, __version__)
    at_login.start_at_login()
    found = verdicts(capsys, str(book))
    states = {code: check["state"] for code, check in found.items()}
    assert {c for c in ("python", "interpreter", "jobs", "watcher", "login", "mark", "buttons", "writable", "open") if states[c] != "fine"} == set()  # fmt: skip
    assert run("doctor", str(book), "--lang", "zh") == 0
    assert "没有发现问题" in capsys.readouterr().out


def test_a_computer_with_nothing_on_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = verdicts(capsys)
    assert found["interpreter"]["state"] == "mend"
    assert "sheetsales buttons install" in found["interpreter"]["cure"]
    assert found["jobs"]["state"] == found["watcher"]["state"] == found["login"]["state"] == "note"
    assert run("doctor", "--lang", "zh") == 1
    out = capsys.readouterr().out
    assert "[要处理]" in out
    assert "→ " in out


def test_a_workbook_that_is_none_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsm").write_bytes(b"no workbook")
    for name in ("none.xlsm", "a.xlsm"):
        assert run("doctor", str(tmp_path / name), "--lang", "en") == 2
        assert name in capsys.readouterr().err


@pytest.mark.parametrize(
    ("program", "words"),
    [(None, "is gone"), ("exit 1", "has no sheetsales"), ("echo sheetsales 0.0.9", "another Python"), (f"echo sheetsales {__version__}", "call")],
)  # fmt: skip
def test_the_interpreter_of_the_buttons(
    program: str | None, words: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = tmp_path / "python of 张三"
    if program is not None:
        python.write_text(f"#!/bin/sh\n{program}\n")
        python.chmod(0o755)
    write_config({"python": str(python)})
    found = verdicts(capsys)["interpreter"]
    assert words in found["text"]
    assert found["state"] == ("fine" if words == "call" else "mend")


def test_an_interpreter_that_hangs_or_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python").write_text("no program")
    assert machine._version_of(str(tmp_path / "python")) == ""

    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr(subprocess, "run", hangs)
    assert machine._version_of(sys.executable) == ""


def test_a_conda_environment_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONDA_PREFIX", "/opt/conda")
    assert "conda" in verdicts(capsys)["python"]["cure"]


def test_a_job_folder_that_cannot_be_used(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "jobs").mkdir()
    (home / "jobs").chmod(0o777)
    assert "other users may change it" in verdicts(capsys)["jobs"]["text"]
    (home / "jobs").chmod(0o700)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "cannot be written" in verdicts(capsys)["jobs"]["text"]


def test_a_watcher_that_is_silent_or_old(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watcher.job_folder()
    watcher.beat(sys.executable, "0.0.9")
    assert "version 0.0.9" in verdicts(capsys)["watcher"]["text"]
    os.utime(home / "watcher.txt", (0, time.time() - 60))
    found = verdicts(capsys)["watcher"]
    assert found["state"] == "mend"
    assert "silent" in found["text"]
    assert run("serve", "--stop", "--lang", "en") == 0
    assert "No sheetsales serve" in capsys.readouterr().out
    assert verdicts(capsys)["watcher"]["state"] == "note"


@pytest.mark.parametrize(("level", "state"), [(1, "fine"), (3, "note"), (None, "note")])
def test_libreoffices_macro_security(
    level: int | None,
    state: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _, **__: "/usr/bin/soffice")
    settings = tmp_path / ".config" / "libreoffice" / "4" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    item = (
        f'<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>{level}</value></prop>'
        if level is not None
        else ""
    )
    settings.write_text(item)
    assert verdicts(capsys)["libreoffice"]["state"] == state
    settings.unlink()
    monkeypatch.setattr("shutil.which", lambda _, **__: None)
    assert "libreoffice" not in verdicts(capsys)


def test_without_xlwings_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda _: None)
    assert "xlwings is missing" in verdicts(capsys)["live"]["text"]


def test_macro_and_buttons_missing_old_or_incomplete(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = verdicts(capsys, str(tmp_path / "sales.xlsx"))["buttons"]
    assert "sales.xlsm" in plain["text"]
    alone = tmp_path / "alone.xlsx"
    alone.write_bytes(books.foreign())
    assert "buttons add alone.xlsx" in verdicts(capsys, str(alone))["buttons"]["cure"]
    whole = book.read_bytes()
    monkeypatch.setattr("sheetsales.workflow.buttoning.module_source", lambda _: "another\r\n")
    old = verdicts(capsys, str(book))["buttons"]
    assert "another version" in old["text"]
    assert "buttons repair" in old["cure"]
    monkeypatch.undo()
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    book.write_bytes(without_a_sheets_buttons(whole, book))
    assert "lead nowhere" in verdicts(capsys, str(book))["buttons"]["text"]
    book.write_bytes(whole)
    remove_buttons(book)
    assert "not in it" in verdicts(capsys, str(book))["buttons"]["text"]


def test_signed_vba_is_said_with_the_way_out(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sheetsales.errors import EditRefused
    from sheetsales.texts import same

    def refuse(_: Path) -> None:
        raise EditRefused(same("it is signed"))

    monkeypatch.setattr("sheetsales.workflow.buttoning.condition", refuse)
    assert verdicts(capsys, str(book))["buttons"]["text"] == "it is signed"


def test_where_the_workbook_lies_and_who_holds_it(
    home: Path,
    book: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cloud = tmp_path / "OneDrive - 公司"
    cloud.mkdir()
    synced = cloud / "sales.xlsm"
    synced.write_bytes(book.read_bytes())
    assert "synced" in verdicts(capsys, str(synced))["place"]["text"]
    make_job(home, b"", "check", "1", book="Sales.xlsm", folder="https://d.docs.live.net/1")
    make_job(home, b"", "check", "2", book="sales.xlsm", folder=str(cloud))
    found = verdicts(capsys, str(book))
    assert "https://d.docs.live.net/1" in found["place"]["text"]
    assert str(cloud) in found["namesake"]["text"]
    (tmp_path / ".~lock.sales.xlsm#").write_text(",li,host,;")
    assert "LibreOffice" in verdicts(capsys, str(book))["open"]["text"]
    for place, words in ((book, "read-only"), (book.parent, "folder cannot be written")):
        monkeypatch.setattr(os, "access", lambda path, _, place=place: Path(path) != place)
        (found_so,) = [v for v in of_workbook._place(book) if v.code == "writable"]
        assert words in found_so.text.en
        assert found_so.state == "mend"
    monkeypatch.setattr(of_workbook, "_requests", lambda _: [])
    share = of_workbook._place(Path("//server/share/sales.xlsm"))
    assert "network folder" in next(share).text.en


def test_a_mark_of_the_web_is_named(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert zone_is_foreign(b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://x\r\n")
    assert not zone_is_foreign(b"[ZoneTransfer]\r\nZoneId=0\r\n")
    assert not zone_is_foreign(b"")
    book.with_name("sales.xlsm:Zone.Identifier").write_bytes(b"[ZoneTransfer]\nZoneId=3\n")
    assert is_marked(book, "win32")
    assert not is_marked(tmp_path / "none.xlsm", "win32")
    assert not is_marked(book, "darwin")
    monkeypatch.setattr("sheetsales.workflow.doctoring.mark_of_the_web._XATTR", "/bin/true")
    assert is_marked(book, "darwin")
    monkeypatch.setattr(of_workbook, "is_marked", lambda _: True)
    assert "Unblock" in verdicts(capsys, str(book))["mark"]["cure"]
