"""What a text tells people to type exists: every command, and every option of the command it is said for."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from sheetsales.cli.main import COMMANDS, cli
from tests.ooxml.books import book, worksheet
from tests.support.commands import exit_code

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "sheetsales"
OPTION: Final = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
COMMAND: Final = re.compile(r"(?<![\w./])sheetsales ([a-z]+)(?: ([a-z]+))?")
DECLARED: Final = re.compile(r"--[\w-]+(/--[\w-]+)?=?")
PROSE: Final = frozenset({"fills", "is", "of", "keeps", "itself", "checks", "knows", "has"})
"""What may follow the name in a sentence about the program."""
SAID_BY: Final = {
    "checking/spoken.py": ["check", "run"],
    "cli/report_options.py": ["report", "run"],
    "cli/forms.py": ["forms"],
    "cli/import_.py": ["import"],
    "cli/import_payments.py": ["import"],
    "cli/import_records.py": ["import"],
    "cli/import_spoken.py": ["import"],
    "imports/crm/reasons.py": ["import"],
    "planning/handover.py": ["handover"],
    "reports/group/money.py": ["rollup"],
    "targets/own_weights.py": ["targets split"],
    "workflow/copies.py": ["report"],
    "workflow/making.py": ["new"],
    "workflow/newyear.py": ["newyear"],
    "workflow/paying.py": ["pay"],
    "workflow/people_book.py": ["sheets add"],
    "workflow/reminding.py": ["remind"],
    "workflow/report_making.py": ["report"],
    "workflow/rolling/cluster.py": ["rollup"],
    "workflow/sop.py": ["sop"],
    "workflow/taking_in.py": ["import"],
}
"""Files whose texts name options of the one command, or the few, that they are said by."""


def _commands() -> dict[str, frozenset[str]]:
    """Every command and subcommand with its options."""
    context, found = click.Context(cli, info_name="sheetsales"), dict[str, frozenset[str]]()
    for name in (*cli.list_commands(context), "click"):
        command = cli.get_command(context, name)
        assert command is not None
        parts = {name: command}
        if isinstance(command, click.Group):
            parts |= {f"{name} {sub}": part for sub, part in command.commands.items()}
        for path, part in parts.items():
            options = {option for p in part.params for option in (*p.opts, *p.secondary_opts)}
            found[path] = frozenset({*options, "--help"})
    return found


OPTIONS: Final = _commands()


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module but for its docstrings and the declarations of options."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef))
    docstrings = {n.body[0].value for n in documented if n.body and isinstance(n.body[0], ast.Expr)}
    skipped = {*docstrings, *(n.value for n in ast.walk(tree) if isinstance(n, ast.Expr))}
    skipped |= {v for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            told = (str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
            yield node.lineno, "".join(told)
        elif node not in skipped and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, "" if DECLARED.fullmatch(node.value) else node.value


def _named(text: str) -> list[tuple[int, str]]:
    """The commands that a text names, each with its place."""
    found = []
    for match in COMMAND.finditer(text):
        both = f"{match[1]} {match[2]}"
        found.append((match.start(), both if both in OPTIONS else match[1]))
    return found


def _speakers(path: Path, before: str) -> list[str]:
    """The commands for which an option is named: the one named before it, else those that the file speaks for."""
    named = _named(before)
    if named:
        return [named[-1][1]]
    inside = path.relative_to(PACKAGE)
    own = [path.stem] if inside.parent == Path("cli") else []
    return SAID_BY.get(inside.as_posix(), own)


def _has(command: str, option: str) -> bool:
    """A group's file speaks for its subcommands."""
    own = [options for path, options in OPTIONS.items() if path == command or path.startswith(f"{command} ")]
    return any(option in options for options in own)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_every_option_and_command_a_text_names_is_there(path: Path) -> None:
    for line, text in _texts(path):
        for _, command in _named(text):
            assert command in OPTIONS or command in PROSE, f"{path}:{line}: {text}"
        for option in OPTION.finditer(text):
            if path.name in ("usage.py", "main.py") and path.parent.name == "cli":
                continue  # whatever was typed
            speakers = _speakers(path, text[: option.start()])
            assert speakers, f"{path}:{line}: whose option is {option[0]}? {text}"
            for command in speakers:
                assert _has(command, option[0]), f"{path}:{line}: {command} has no {option[0]}: {text}"


def test_every_file_said_to_speak_for_commands_does() -> None:
    for name, commands in SAID_BY.items():
        assert any(OPTION.search(text) for _, text in _texts(PACKAGE / name)), name
        assert set(commands) <= OPTIONS.keys()


def _pages() -> list[Path]:
    return [*ROOT.glob("README*.md"), *(p for p in ROOT.glob("docs/**/*.md") if "fidelity" not in p.name)]


@pytest.mark.parametrize("path", _pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_command_line_of_the_documentation_can_be_typed(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for match in COMMAND.finditer(line):
            both = f"{match[1]} {match[2]}"
            command = both if both in OPTIONS else match[1]
            rest = re.split(r"[`|#]|sheetsales ", line[match.start() + 11 :])[0]
            if command in OPTIONS:
                for option in OPTION.findall(rest):
                    assert _has(command, option), f"{path.name}:{number}: {command} has no {option}"


def test_a_refusal_names_the_option_where_the_command_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, plan = tmp_path / "a.xlsx", tmp_path / "plan.json"
    target.write_bytes(book(worksheet("", '<sheetProtection sheet="1"/>')))
    plan.write_text(
        '{"version": 1, "edits": [{"op": "set_cell", "at": "Sheet1!A1", "value": 1}]}', encoding="utf-8"
    )
    assert exit_code(["apply", str(plan), str(target), "--lang", "en"]) == 2
    assert (
        capsys.readouterr()
        .err.strip()
        .endswith("Unprotect it and try again. To do it all the same, add --allow-protected.")
    )
    assert exit_code(["apply", str(plan), str(target), "--lang", "zh"]) == 2
    assert (
        capsys.readouterr()
        .err.strip()
        .endswith("请取消保护，再试一次。确实要这样做，就加 --allow-protected。")
    )


def test_it_names_none_where_the_command_lacks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "there.xlsx"
    assert exit_code(["new", str(there), "--lang", "en"]) == 0
    assert exit_code(["new", str(there), "--lang", "en"]) == 2
    assert "add --force" in capsys.readouterr().err
    origin = (
        '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"'
        ' Target="_xmlsignatures/origin.sigs"/>'
    )
    _signed(there, origin)
    assert exit_code(["check", str(there), "--today", "2026-11-30"]) == 2
    said = capsys.readouterr().err
    assert "digitally signed" in said
    assert "--" not in said


def _signed(path: Path, origin: str) -> None:
    import zipfile

    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", origin.encode() + b"</Relationships>"
    )
    parts["_xmlsignatures/origin.sigs"] = b""
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)


def test_every_command_is_looked_at() -> None:
    assert {entry.name for entry in COMMANDS} <= OPTIONS.keys()


@pytest.mark.parametrize("command", [["check"], ["remind", "b.xlsx", "-o"], ["diff", "b.xlsx"], ["serve"]])
def test_no_file_is_called_so(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code([*command, "a\0b.xlsx", "--lang", "en"]) == 2
    assert "cannot be the name of a file. Check the name." in capsys.readouterr().err


def test_a_name_too_long_is_told_as_that(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", str(tmp_path / ("n" * 300 + ".xlsx")), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("“nnn")
    assert said.strip().endswith("is too long for the name of a file. Make it shorter.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such pipes")
def test_a_report_is_not_written_into_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book_, pipe = tmp_path / "b.xlsx", tmp_path / "pipe.xlsx"
    assert exit_code(["new", str(book_), "--lang", "en"]) == 0
    os.mkfifo(pipe)
    asked = ["report", str(book_), "--month", "2026-10", "--today", "2026-11-02", "-o", str(pipe), "--force"]
    assert exit_code([*asked, "--lang", "en"]) == 2
    assert "is a pipe or a device, not a file, and was not written to" in capsys.readouterr().err
