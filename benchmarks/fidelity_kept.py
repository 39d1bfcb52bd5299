"""What was found of each file, kept in a file as soon as it is found, so that a run that is cut off goes on."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.office import ROOT, Office

CODE = ("sheetsales/backends", "sheetsales/cells", "benchmarks")
WORDING = "fidelity_table.py"
NEW_SHEET = "Added by a test"


@dataclass
class Outcome:
    """One edit of one file. ``wrong`` has for each column of the table what its judge said.

    ``opened``: "" where LibreOffice was not asked, else "yes", or "neither" where it does not open the original either.
    """

    operation: str
    file: str
    what: str
    refused: str = ""
    locked: str = ""
    wrong: dict[str, list[str]] = field(default_factory=dict)
    audited: bool = False
    output: str = ""
    opened: str = ""


class Kept:
    """``found``: file name → its outcomes. Without a path they are only remembered."""

    def __init__(self, path: Path | None, made_by: dict[str, Any]) -> None:
        self._path, self.found = path, dict[str, list[Outcome]]()
        if path is None:
            return
        if not path.exists():
            self._add({"made_by": made_by})
            return
        head, *lines = path.read_text("utf-8").split("\n")
        if json.loads(head)["made_by"] != made_by:
            raise SystemExit(f"{path} was made by other code or with other options; name another file")
        for line in lines[:-1]:  # what stands behind the last line break was cut off
            known = json.loads(line)
            self.found[known["file"]] = [Outcome(**outcome) for outcome in known["outcomes"]]
        path.write_text("".join(line + "\n" for line in [head, *lines[:-1]]), "utf-8")

    def keep(self, file: str, outcomes: list[Outcome]) -> None:
        self.found[file] = outcomes
        self._add({"file": file, "outcomes": [asdict(outcome) for outcome in outcomes]})

    def _add(self, known: dict[str, Any]) -> None:
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(known, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def stamp(options: argparse.Namespace) -> dict[str, Any]:
    """What findings depend on: the code, and what was asked for."""
    code = hashlib.sha256()
    for path in sorted(p for folder in CODE for p in (ROOT / folder).rglob("*.py") if p.name != WORDING):
        code.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return {
        "code": code.hexdigest()[:16],
        "corpus": str(options.corpus),
        "operations": list(options.operations),
        "audit": options.audit,
        "office": options.office,
    }


def judge_opening(office: Office, source: Path, made: Path, outcomes: list[Outcome]) -> None:
    """Whether LibreOffice shows each output with the sheets of the original, and the new one."""
    original = office.look(source)
    for outcome in outcomes:
        if not outcome.output:
            continue
        shown = office.look(made / outcome.output)
        wanted = [*original.get("sheets", ()), *([NEW_SHEET] if outcome.operation == "sheet" else ())]
        if "error" in original:
            outcome.opened = "neither" if "error" in shown else "yes"
        elif "error" in shown:
            outcome.wrong["office"] = [f"only the original opens: {shown['error']}"]
        elif shown["sheets"] != wanted:
            outcome.wrong["office"] = [f"shows the sheets {shown['sheets']} for {wanted}"]
        else:
            outcome.opened = "yes"
