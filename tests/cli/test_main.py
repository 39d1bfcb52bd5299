"""The front door: help, versions, errors as one sentence, exit codes, languages."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sheetsales import __version__
from sheetsales.backends.fault_log import told, where
from sheetsales.cli import main as front
from sheetsales.cli.main import COMMANDS, cli, main
from sheetsales.cli.output import Day, day, print_json, system_language, terminal_language
from sheetsales.errors import BadRequest

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize(("lang", "word"), [("zh_CN.UTF-8", "命令"), ("en_GB.UTF-8", "Commands")])
def test_help_lists_every_command_in_the_language_of_the_system(lang: str, word: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "sheetsales", "--help"],
        capture_output=True,
        env={"LANG": lang, "PATH": ""},
        check=True,
    ).stdout.decode()
    assert word in shown
    assert all(entry.name in shown for entry in COMMANDS)


def test_every_command_has_its_file_and_speaks_a_language() -> None:
    context = click.Context(cli)
    for entry in COMMANDS:
        command = cli.get_command(context, entry.name)
        assert command is not None
        assert command.name == entry.name
        spoken = command.commands.values() if isinstance(command, click.Group) else [command]
        for each in spoken:
            assert "--lang" in {option for parameter in each.params for option in parameter.opts}


def test_every_command_stands_in_both_readmes() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for entry in COMMANDS:
            assert f"`{entry.name} " in text, (name, entry.name)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"sheetsales {__version__}\n"


def test_an_unknown_command_or_option_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("chekc") == 2
    assert run("check", "book.xlsx", "--nope") == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "words"), [("zh", "找不到"), ("en", "there is no file")])
def test_an_obstacle_is_one_sentence_in_the_language_asked_for(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["--lang", lang], [f"--lang={lang}"]):
        assert run("check", str(tmp_path / "none.xlsx"), *arguments) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert words.lower() in shown.err.lower()


def test_a_day_that_is_none_is_refused_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "book.xlsx", "--today", "2/11/2026", "--lang", "zh") == 2
    said = capsys.readouterr().err
    assert "2026-02-11，也可以是 2026-11-02" in said or "2026-11-02，也可以是 2026-02-11" in said
    assert run("check", "book.xlsx", "--today", "Monday", "--lang", "zh") == 2
    assert "2026-11-02" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["2026.11.2", "2026年11月2日", "2 Nov 2026", "20261102", "2026-11-02"])
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert Day().convert(typed, None, None) == dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check", "none.xlsx"], "not_a_workbook"), (["chek"], "usage"), (["check", "a\0b"], "bad_request")],
)
def test_programs_get_what_went_wrong_as_one_document(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--json", "--lang", "en") == 2
    shown = capsys.readouterr()
    found = json.loads(shown.out)["error"]
    assert (found["code"], found["exit_code"]) == (code, 2)
    assert found["message"] == shown.err.strip()


def test_ctrl_c_and_a_closed_pipe_end_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "main", stop)
    assert run("check") == 2
    assert capsys.readouterr().err.strip()
    monkeypatch.setattr(cli, "main", closed)
    quiet: list[bool] = []
    monkeypatch.setattr(front, "_close_quietly", lambda: quiet.append(True))
    assert run("check") == 2
    assert quiet == [True]


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (MemoryError(), "Out of memory"),
        (PermissionError(13, "Permission denied", "x.xlsx"), "“x.xlsx” cannot be used: Permission denied."),
        (OSError(), "“?” cannot be used: OSError."),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_too(
    obstacle: BaseException, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise obstacle

    monkeypatch.setattr(cli, "main", refuse)
    assert run("check", "x.xlsx", "--lang", "en") == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "words"), [("zh", "程序出了错"), ("en", "A fault in the program")])
def test_a_fault_of_ours_is_one_sentence_and_a_log_without_what_cells_hold(
    lang: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Ms Weaver, 0171 555")

    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path))
    monkeypatch.setattr(cli, "main", broken)
    assert run("report", "Weaver.xlsx", "--month=2026-10", "--lang", lang) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    [log] = (tmp_path / "faults").iterdir()
    assert str(log) in said
    text = log.read_text(encoding="utf-8")
    assert "report --month --lang" in text
    assert "in broken" in text
    assert "builtins.ValueError" in text
    assert "Weaver" not in text
    assert str(ROOT) not in text


def test_a_fault_names_what_led_to_it() -> None:
    def fails(earlier: Exception) -> None:
        raise ValueError("y") from earlier

    with pytest.raises(ValueError, match="y") as caught:
        fails(KeyError("x"))
    lines = where(caught.value).splitlines()
    assert lines[:2] == ["builtins.KeyError", "Then:"]
    assert lines[-1] == "builtins.ValueError"


def test_a_fault_whose_log_cannot_be_written_is_told_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert "builtins.ValueError" in told(ValueError("Weaver"), "check").en
    assert "Weaver" not in told(ValueError("Weaver"), "check").zh


def test_old_fault_logs_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path))
    for _ in range(25):
        told(ValueError(), "check")
    assert len(list((tmp_path / "faults").iterdir())) == 20


def test_the_commands_are_listed_without_being_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(entry.name in shown for entry in COMMANDS)
    assert cli.get_command(click.Context(cli), "nonsense") is None


def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path: Path) -> None:
    command = (
        f'"{sys.executable}" -c "from sheetsales.cli.main import _close_quietly; print(1); _close_quietly()"'
    )
    done = subprocess.run(command, shell=True, capture_output=True, check=True)  # noqa: S602 - our own words
    assert done.stderr == b""


def test_chinese_survives_a_narrow_pipe() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "sheetsales", "check", "没有.xlsx", "--lang", "zh"],
        capture_output=True, env={"PYTHONIOENCODING": "ascii", "PATH": ""}, check=False,
    )  # fmt: skip
    assert "没有" in shown.stderr.decode("utf-8")


def test_the_language_follows_asked_then_system_then_book(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHEETSALES_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert system_language() is None
    assert terminal_language(None) == "en"
    assert terminal_language(None, "zh") == "zh"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert terminal_language(None, "en") == "zh"
    assert terminal_language("en", "zh") == "en"


def test_days() -> None:
    some_day = Day().convert(" 2026-11-02 ", None, None)
    assert day(some_day) is Day().convert(some_day, None, None)
    assert day(None)
    for bad in ("tomorrow", "9999-12-31", "0001-01-01"):
        with pytest.raises(BadRequest):
            Day().convert(bad, None, None)


def test_json_keeps_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    print_json({"阶段": "报价"})
    assert "报价" in out.getvalue()
