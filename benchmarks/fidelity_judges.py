"""One edit's output held against its original by every judge: what was lost, foreign, broken, wrong."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.chart_parts import changed_more, only_remembering
from benchmarks.corpus_cells import GROWING, _holds, _key, _module, _short, _still_bad
from benchmarks.fidelity_looks import Meant, given_plain_look, without_meant, wrong_references
from benchmarks.fidelity_looks import read_back as meant_held
from benchmarks.moved_cells import only_references
from benchmarks.reference_book import Book, every, text_of
from benchmarks.reference_text import box_of
from benchmarks.references import judge_cells, judge_rows
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetNote,
)
from sheetsales.cells.values import EditValue

_DRAWN = ("xl/tables/*", "xl/charts/*", "xl/pivotcache/*", "xl/pivotCache/*", "xl/drawings/*", "xl/comments*")
_NOTED = ("xl/comments*", "xl/drawings/*", "xl/worksheets/_rels/*")


def wrong(judges: Path, source: Path, out: Path, edit: Edit) -> dict[str, list[str]]:
    """Column of the table → what its judge said; empty lists where all is well."""
    found: dict[str, list[str]] = {
        "lost": [],
        "foreign": [],
        "broken": [],
        "lint": [],
        "read back": [],
        "references": [],
    }
    found = _compared(_module(judges / "fidelity.py"), source, out, edit) | found_nothing(found)
    found["lint"] = _new_lint(judges / "excel_lint.py", source, out)
    found["read back"] = _read_back(source, out, edit, _module(judges / "fidelity.py"))
    found["references"] = _references(source, out, edit)
    return found


def _new_lint(tool: Path, source: Path, out: Path) -> list[str]:
    known = Counter(_known_lint(tool, source))
    new = []
    for found in _module(tool).lint(str(out)) or []:
        known[_key(found)] -= 1
        if known[_key(found)] < 0:
            new.append(f"{found['rule']} {found['part']} {found['where']}: {found['what']}")
    return new


@lru_cache(maxsize=2)
def _known_lint(tool: Path, source: Path) -> tuple[tuple[str, str, str], ...]:
    return tuple(_key(found) for found in _module(tool).lint(str(source)) or [])


@lru_cache(maxsize=1)
def _original(tool: Path, source: Path) -> Any:
    """An original as the judge of features reads it, which many outputs are held against."""
    return _module(tool).Book(str(source))


def found_nothing(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: said for name, said in columns.items() if name not in ("lost", "foreign", "broken")}


def _compared(fidelity: Any, source: Path, out: Path, edit: Edit) -> dict[str, list[str]]:
    try:
        before = _original(Path(fidelity.__file__), source)
    except fidelity.BadPackage:
        return {"lost": [], "foreign": [], "broken": [] if _still_bad(fidelity, out) else ["cannot be read"]}
    allowed = _allowed(edit, source)
    charts = only_remembering(source, out) if isinstance(edit, SetCell) else []
    if charts:
        allowed["allow_parts"] = charts
    after = fidelity.Book(str(out))
    rows = isinstance(edit, AppendRows | ReplaceRows | InsertRows)
    if rows:
        allowed["allow_cells"] = only_references(before, after)
    found = fidelity.compare(before, after, **allowed)
    plain = given_plain_look(found, source, out)
    if plain:
        allowed["allow_cells"] = [*allowed.get("allow_cells", ()), *plain]
        found = fidelity.compare(before, after, **allowed)
    if isinstance(edit, Meant):
        found = without_meant(found, edit, source, out)
    lost = [
        f"{key}: {_short(found[key])}" for key in ("parts", "cells", "features") if found["lost_something"]
    ]
    foreign: list[str] = []
    if rows:
        sheet = _sheet_of(edit, source)
        changed = [w for w in found["layout"]["changed"] if w.rpartition(": ")[2] not in GROWING]
        foreign += [w for w in changed if not w.startswith(f"{sheet}:")]
        foreign += [f"part {part}" for part in found["parts"]["changed"]]
    elif changed_more(found, charts):
        foreign += [f"{key}: {_short(found[key])}" for key in ("parts", "layout", "features", "sheets")]
    broken = [str(problem) for problem in found["new_integrity_problems"]]
    return {"lost": lost, "foreign": foreign, "broken": broken}


def _allowed(edit: Edit, source: Path) -> dict[str, Any]:
    if isinstance(edit, SetCell):
        return {"allow_cells": [f"{edit.at.sheet}!{edit.at.a1}"]}
    if isinstance(edit, SetNote):
        return {"allow_cells": [f"{edit.at.sheet}!{edit.at.a1}"], "allow_parts": _NOTED}
    if isinstance(edit, AddSheet):
        return {"allow_sheets": [edit.name]}
    if isinstance(edit, SetFormat):
        return {"allow_cells": [str(edit.area)]}
    if isinstance(edit, Meant):
        return {}
    return {"allow_sheets": [_sheet_of(edit, source)], "allow_parts": _DRAWN}


def _sheet_of(edit: Any, source: Path) -> str:
    book = Book(source)
    for sheet in book.sheets.values():
        if any(
            edit.table.lower() in (t.get("displayName", "").lower(), t.get("name", "").lower())
            for t in sheet.tables
        ):
            return sheet.name
    return ""


def _references(source: Path, out: Path, edit: Any) -> list[str]:
    if isinstance(edit, SetCell):
        found = judge_cells(source, out, str(edit.at))
    elif isinstance(edit, Meant):
        found = wrong_references(source, out, edit)
    elif isinstance(edit, SetNote | AddSheet):
        found = judge_cells(source, out)
    elif isinstance(edit, AppendRows | ReplaceRows):
        found = judge_rows(source, out, edit.table, rewritten=isinstance(edit, ReplaceRows))
    else:
        found = judge_rows(source, out, edit.table, at=edit.before_row)
    return [str(one) for one in found]


def _read_back(source: Path, out: Path, edit: Any, fidelity: Any) -> list[str]:
    if isinstance(edit, Meant):
        return meant_held(source, out, edit)
    if isinstance(edit, SetCell):
        stored = fidelity.Book(str(out)).sheets[edit.at.sheet].cells.get(edit.at.a1, (None, None, None))
        return [] if _holds(stored[:3], edit.value) else [f"{stored[:3]!r} for {edit.value!r}"]
    book = Book(out)
    if isinstance(edit, SetNote):
        sheet = book.sheet(edit.at.sheet)
        notes = [
            n
            for part in (sheet.linked("comments") if sheet else [])
            for n in every(book.root(part), "comment")
        ]
        held = [n for n in notes if n.get("ref") == edit.at.a1 and edit.text in text_of(n)]
        return [] if len(held) == 1 else [f"{len(held)} such notes"]
    if isinstance(edit, AddSheet):
        return _rows_held(book, edit.name, 1, (edit.headings, *edit.rows))
    return _table_held(book, edit)


def _rows_held(book: Book, name: str, top: int, rows: Any) -> list[str]:
    sheet = book.sheet(name)
    if sheet is None:
        return [f"no sheet {name}"]
    found = []
    for number, row in enumerate(rows, top):
        for column, value in enumerate(row, 1):
            cell = sheet.cells.get((number, column))
            if not _is(cell.value if cell else None, value):
                found.append(f"row {number} column {column}: {cell and cell.value!r} for {value!r}")
    return found


def _table_held(book: Book, edit: Any) -> list[str]:
    """Each row stands whole, under its headings, somewhere in the Table."""
    for sheet in book.sheets.values():
        for item in sheet.tables:
            if edit.table.lower() not in (item.get("displayName", "").lower(), item.get("name", "").lower()):
                continue
            box = box_of(item.get("ref", ""))
            if box is None:
                return ["the Table has no range"]
            headings = [_spelled(c.get("name", "")) for c in every(item, "tableColumn")]
            lines = [
                {h: (sheet.cells.get((row, column)) or None) for column, h in enumerate(headings, box.left)}
                for row in range(box.top, box.bottom + 1)
            ]
            missing = [row for row in edit.rows if not any(_line_is(line, row) for line in lines)]
            return [f"{len(missing)} rows are not there"] if missing else []
    return ["the Table is gone"]


def _line_is(line: dict[str, Any], row: Any) -> bool:
    wanted = {" ".join(_spelled(heading).split()): value for heading, value in row.items()}
    held = {" ".join(heading.split()): cell for heading, cell in line.items()}
    return all(_is(held[h].value if held.get(h) else None, value) for h, value in wanted.items())


def _spelled(heading: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), heading)


def _is(stored: str | None, value: EditValue) -> bool:
    if value is None:
        return not stored
    if isinstance(value, int | float) and stored:
        try:
            return float(stored) == float(value)
        except ValueError:
            return False
    return stored == value
