"""Starting at login: the file each system looks for, as text; only Linux's is also tried for real elsewhere."""

from __future__ import annotations

import configparser
import json
import plistlib
import shlex
import sys
from pathlib import Path

import pytest

from sheetsales.backends.clicks import at_login
from sheetsales.backends.clicks.apple_script import put_script
from sheetsales.backends.clicks.at_login import login_file, login_text, start_at_login, stop_starting
from sheetsales.backends.clicks.job import home as our_home
from sheetsales.errors import SaveFailed
from tests.serve.running import run


def test_systemd_reads_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = login_text('/opt/张 三/100%/$x/py"3', "linux").decode()
    unit = configparser.ConfigParser(interpolation=None)
    unit.read_string(text)
    assert unit["Service"]["ExecStart"] == '"/opt/张 三/100%%/$$x/py\\"3" "-P" "-m" "sheetsales" "serve"'
    assert unit["Install"]["WantedBy"] == "default.target"
    assert "SHEETSALES_HOME=" in unit["Service"]["Environment"]
    monkeypatch.delenv("SHEETSALES_HOME")
    assert "Environment" not in login_text("/usr/bin/python3", "linux").decode()


def test_macos_reads_its_agent() -> None:
    agent = plistlib.loads(login_text("/opt/张 三/python3", "darwin"))
    assert agent["ProgramArguments"] == ["/opt/张 三/python3", "-P", "-m", "sheetsales", "serve"]
    assert agent["RunAtLoad"] is True
    assert login_file("darwin").parts[-3:] == ("Library", "LaunchAgents", "com.sheetsales.serve.plist")


def test_windows_starts_it_without_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    text = login_text("C:\\Users\\张三\\100%\\python.exe", "win32").decode("utf-8")
    assert (
        f'start "" /d "{our_home()}" "C:\\Users\\张三\\100%%\\pythonw.exe" -P -m sheetsales serve\r\n' in text
    )
    assert text.startswith("@echo off\r\nchcp 65001")
    assert '"C:\\py3.exe"' in login_text("C:\\py3.exe", "win32").decode()
    monkeypatch.delenv("APPDATA", raising=False)
    assert login_file("win32").parts[-2:] == ("Startup", "sheetsales.cmd")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_it_is_put_there_twice_without_harm_and_taken_away(platform: str, tmp_path: Path) -> None:
    for _ in range(2):
        place = start_at_login(sys.executable, platform)
        assert place.is_relative_to(tmp_path)
        assert place.read_bytes() == login_text(sys.executable, platform)
    assert not list(tmp_path.rglob("*.tmp"))
    links = [path for path in tmp_path.rglob("*") if path.is_symlink()]
    assert [link.resolve() for link in links] == ([place] if platform == "linux" else [])
    assert stop_starting(platform)
    assert not stop_starting(platform)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() or path.is_symlink()]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file")
    with pytest.raises(SaveFailed, match=r"sheetsales\.service"):
        start_at_login(sys.executable, "linux")


def test_install_starts_it_and_no_longer(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("buttons", "install", "--at-login", "--dry-run", "--lang", "en") == 0
    assert "would start at login" in capsys.readouterr().out
    assert not login_file().exists()
    assert not home.exists()
    assert run("buttons", "install", "--at-login", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert str(login_file()) in out
    assert sys.executable in out
    assert login_file().exists()
    assert run("buttons", "install", "--not-at-login", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["at_login"] == ""
    assert document["written"] is True
    assert not login_file().exists()
    assert run("buttons", "install", "--not-at-login", "--dry-run", "--lang", "zh") == 0
    assert "不会再启动" in capsys.readouterr().out
    assert run("buttons", "install", "--lang", "en") == 0
    assert at_login.login_file().exists() is False
    assert run("buttons", "add", "x.xlsx", "--at-login", "--lang", "en") == 2
    assert "goes with install" in capsys.readouterr().err


def test_the_script_for_excel_on_mac_takes_a_job_and_no_command(tmp_path: Path, home: Path) -> None:
    assert put_script("/usr/bin/python3") is None
    (tmp_path / "Library" / "Application Scripts").mkdir(parents=True)
    python = '/Users/张 三/it\'s "mine"/python3'
    place = put_script(python)
    assert place is not None
    text = place.read_text(encoding="utf-8")
    assert text.startswith("on answerClick(job)\n")
    assert "quoted form of job" in text
    assert text.count("do shell script") == 1
    literal = text.partition('do shell script "')[2].partition('" & quoted')[0]
    said = literal.replace('\\"', '"').replace("\\\\", "\\")
    assert shlex.split(said) == [
        "cd",
        str(home),
        "&&",
        f"SHEETSALES_HOME={home}",
        python,
        "-P",
        "-m",
        "sheetsales",
        "click",
    ]
    place.parent.chmod(0o700)
    place.unlink()
    place.mkdir()
    assert put_script(python) is None
