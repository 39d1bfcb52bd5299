"""What a check and a click import: a module more on their way is paid for by everybody, every time."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sheetsales
from tests.buttons import books
from tests.buttons.jobs import make_job

MOST = {"check": 392, "click": 345}
"""Modules of ours, a dozen above what there are. Whoever needs more takes others away, or says here what they are for."""
NOT_NEEDED = (
    "importlib.resources", "socket", "statistics", "_strptime", "urllib.request", "xml.etree", "asyncio",
    "multiprocessing", "logging", "sheetsales.adopt", "sheetsales.reports", "sheetsales.template", "sheetsales.diff",
    "sheetsales.indicators", "sheetsales.rules.ledgers", "sheetsales.schema.assign", "sheetsales.schema.survey", "sheetsales.schema.scoring",
    "sheetsales.schema.evidence", "sheetsales.schema.extent", "sheetsales.schema.veto", "sheetsales.schema.samples",
    "sheetsales.schema.rebind", "sheetsales.schema.modules.declared", "sheetsales.backends.ooxml.shift_parts",
    "sheetsales.backends.ooxml.looks_edit", "sheetsales.backends.ooxml.notes", "sheetsales.backends.ooxml.validations",
    "sheetsales.backends.reading.rowparser", "sheetsales.backends.owner_files", "sheetsales.cli.usage",
)  # fmt: skip
"""Of sheets of ours nothing is guessed, and a check changes neither looks nor places."""
ONLY_CHECKS = ("sheetsales.backends.clicks.job", "sheetsales.backends.placing.place")
ONLY_CLICKS = (
    "sheetsales.backends.ooxml.package",
    "sheetsales.backends.ooxml.spans",
    "sheetsales.backends.saving",
)


def imported(arguments: list[str]) -> list[str]:
    """The modules that a command has imported when it ends."""
    code = (
        "import json, sys\nfrom sheetsales.cli.main import main\n"
        f"try:\n    main({[*arguments, '--today', '2026-11-02']!r})\nexcept SystemExit as stop:\n    assert stop.code != 2\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("command", MOST)
def test_a_run_imports_what_it_needs_and_no_more(command: str, home: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(books.sample("en"))
    at = book if command == "check" else make_job(home, books.sample("en"), "check")
    modules = imported([command, str(at)])
    more = ONLY_CHECKS if command == "check" else ONLY_CLICKS
    needless = [m for m in modules if any(f"{m}.".startswith(f"{name}.") for name in (*NOT_NEEDED, *more))]
    assert not needless
    own = [m for m in modules if m.startswith("sheetsales")]
    assert 100 < len(own) <= MOST[command]


def test_patterns_are_compiled_when_they_are_needed() -> None:
    """At the top of a module ``regex`` makes them, which waits."""
    folder = Path(sheetsales.__file__).parent
    at_once = [
        f"{path.relative_to(folder)}:{call.lineno}"
        for path in folder.rglob("*.py")
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile"
    ]
    assert not at_once, "sheetsales.regex.regex makes patterns that wait"
