"""Writes what the rules say today into the case files, after wording was changed on purpose; read the diff."""

from __future__ import annotations

import re
from pathlib import Path

from tests.rules.case_file import CASES, Section, sections
from tests.rules.test_cases import as_row, found

_ROW = re.compile(r"(?<!\\)\|")


def renewed(path: Path) -> str:
    """The file with message and hint of every expected finding as they are now; cells, records and columns stay."""
    waiting = [section for section in sections(path) if section.expected]
    out: list[str] = []
    rows: list[dict[str, str]] = []
    keys: list[str] = []
    inside = False
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            inside = line == "### expected"
            keys = []
            rows = _rows(waiting.pop(0)) if inside else []
        elif inside and line.startswith("|"):
            parts = _ROW.split(line.strip())[1:-1]
            if not keys:
                keys = [part.strip() for part in parts]
            elif rows and not set(parts[-1].strip()) <= {"-", ":"}:
                line = _line(keys, parts, rows.pop(0))  # the line as it shall read
        out.append(line)
    return "\n".join(out)


def _rows(section: Section) -> list[dict[str, str]]:
    return [as_row(finding, section) for finding in found(section)]


def _line(keys: list[str], parts: list[str], row: dict[str, str]) -> str:
    said = zip(keys, parts, strict=True)
    return "|" + "|".join(_cell(row, key, part) for key, part in said) + "|"


def _cell(row: dict[str, str], key: str, part: str) -> str:
    if key not in ("message", "hint"):
        return part
    return f" {row[key].strip()} ".replace("|", "\\|")


def main() -> None:
    for path in sorted(CASES.glob("SS*.md")):
        path.write_text(renewed(path), encoding="utf-8")


if __name__ == "__main__":
    main()
