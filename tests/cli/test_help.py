"""Help in the language asked for, broken where a terminal ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import click
import pytest

from sheetsales.cli.help import Formatter, broken, in_chinese, laid_out
from sheetsales.cli.main import COMMANDS
from sheetsales.cli.output import spoken
from sheetsales.speech.widths import display_width


def help_of(*arguments: str) -> str:
    code = f"import sys; from sheetsales.cli.main import main; main({list(arguments)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--help", "--lang", "zh"),
        ("check", "--lang=zh", "--help"),
        ("targets", "--help", "--lang", "zh"),
        ("targets", "split", "--lang", "zh", "--help"),
        ("--lang", "zh", "--help"),
    ],
)
def test_help_speaks_chinese_where_it_is_asked_for(arguments: tuple[str, ...]) -> None:
    shown = help_of(*arguments)
    assert shown.startswith("用法：sheetsales")
    assert "选项：" in shown
    for english in ("Usage", "Options", "OPTIONS", "Commands", "Show", "[default", "[required]"):
        assert english not in shown
    assert max(map(display_width, shown.splitlines())) <= 80


WALK = """
import contextlib, io, json
import click
from sheetsales.cli.main import cli, main
from sheetsales.cli.main import COMMANDS
from sheetsales.cli.output import spoken
shown = {}
with spoken("zh"):
    groups = {name: cli.get_command(click.Context(cli), name) for name in cli.list_commands(click.Context(cli))}
for name, command in groups.items():
    for path in [[name], *([name, sub] for sub in getattr(command, "commands", ()))]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            main([*path, "--help", "--lang", "zh"])
        shown[" ".join(path)] = out.getvalue()
print(json.dumps(shown))
"""


def test_no_help_in_chinese_holds_english_words() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WALK],
        capture_output=True,
        check=True,
        env={**os.environ, "LANG": "zh_CN.UTF-8"},
    )
    walked = json.loads(done.stdout)
    assert len(walked) > len(COMMANDS)
    for path, shown in walked.items():
        typed = set(re.findall(r"(?<![A-Za-z\d])[A-Z]{4,}(?![A-Za-z\d])", shown)) - {
            "YYYY",
            "JSON",
            "TOML",
            "PEOPLE",
        }
        assert not typed, path
        assert not re.search(r"x[<>]=|required|default|\b(?:the|of|and)\b", shown), path


def test_what_is_to_be_typed_is_said_in_chinese() -> None:
    assert in_chinese("把 BOOK 改成 PLAN.json，CODE=N，YYYY-MM") == "把工作簿改成计划.json，代码=N，YYYY-MM"
    assert in_chinese("BOOK FILE...") == "工作簿 文件..."


def test_help_speaks_english_where_it_is_asked_for() -> None:
    shown = help_of("targets", "--lang", "en", "--help")
    assert shown.startswith("Usage: sheetsales targets [OPTIONS] COMMAND")
    assert "Show this help" in shown
    assert shown.isascii()


def test_a_group_without_its_command_shows_its_help() -> None:
    code = "from sheetsales.cli.main import main; main(['targets'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 2
    assert "split" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二，三", 4, ["一二，", "三"]),
        ("一（二三", 4, ["一", "（二", "三"]),
        ("看 sheetsales check 吧", 10, ["看", "sheetsales", "check 吧"]),
        ("  ", 4, []),
    ],
)
def test_lines_break_where_chinese_may_be_broken(text: str, columns: int, lines: list[str]) -> None:
    assert broken(text, columns) == lines


def test_a_long_term_stands_on_its_own_line() -> None:
    formatter = Formatter(width=60)
    formatter.write_dl([("--a-very-long-option-with-a-name TEXT", "说明"), ("-x", "短")])
    first, second, third = formatter.getvalue().splitlines()
    assert first == "--a-very-long-option-with-a-name TEXT"
    assert second.strip() == "说明"
    assert third.startswith("-x")
    assert third.endswith("短")


def test_the_usual_lay_out_comes_back() -> None:
    usual = click.Context.formatter_class
    with laid_out(), spoken("zh"):
        assert click.Context.formatter_class is Formatter
    assert click.Context.formatter_class is usual
