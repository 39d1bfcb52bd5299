"""Writes docs/json/: a JSON Schema of what commands print with --json, drawn from what they really print of the samples.

    python -m scripts.json_schemas

A test holds every command's output against the schema that is committed; run this again when a document has got a new field,
and read the difference: fields may come, none may go or change.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from sheetsales import errors
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cells.plan_json import plan_to_json
from sheetsales.schema.workbook import RECORDS

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "json"
RUNS: Final[Mapping[str, tuple[str, ...]]] = {
    "adopt": ("adopt", "TRACKER", "--dry-run"),
    "allocate": ("allocate", "BOOK", "--dry-run"),
    "apply": ("apply", "plan.json", "BOOK", "--dry-run"),
    "buttons": ("buttons", "add", "BOOK", "--dry-run"),
    "check": ("check", "BOOK", "--dry-run"),
    "close": ("close", "BOOK", "--dry-run"),
    "collect": ("collect", "BOOK", "people", "--dry-run"),
    "diff": ("diff", "BOOK", "OTHER"),
    "doctor": ("doctor", "BOOK"),
    "error": ("check", "nowhere.xlsx"),
    "export": ("export", "BOOK", "--for", "csv", "-o", "out", "--dry-run"),
    "forget": ("forget", "BOOK"),
    "handover": ("handover", "BOOK", "S04", "--dry-run"),
    "new": ("new", "another.xlsx", "--dry-run"),
    "newyear": ("newyear", "BOOK", "--year", "2027", "--dry-run"),
    "remind": ("remind", "BOOK"),
    "report": ("report", "BOOK", "--month", "2026-10", "--dry-run"),
    "restore": ("restore", "BOOK", "--list"),
    "rollup": ("rollup", "BOOK", "-o", "group.xlsx", "--month", "2026-10", "--dry-run"),
    "rules": ("rules",),
    "rules-test": ("rules", "test", "BOOK", "M01"),
    "run": ("run", "BOOK", "--month", "2026-10", "--dry-run"),
    "sheets": ("sheets", "show", "BOOK"),
    "sheets-add": ("sheets", "add", "BOOK", "orders", "--dry-run"),
    "sop": ("sop", "BOOK", "--dry-run"),
    "split": ("split", "BOOK", "-o", "people", "--dry-run"),
    "sync": ("sync", "BOOK", "people", "--dry-run"),
    "targets-quotas": ("targets", "quotas", "BOOK", "--from", "2026-11", "--dry-run"),
    "targets-split": ("targets", "split", "BOOK", "--from", "2026", "--dry-run"),
    "tasks-add": ("tasks", "add", "BOOK", "--dry-run"),
    "tasks-done": ("tasks", "done", "BOOK"),
    "undo": ("undo", "BOOK", "--dry-run"),
}  # fmt: skip
"""What is run for each document; BOOK is the sample, OTHER the blank template, TRACKER a team's own."""
_SPLIT: Final = ("split", "BOOK", "-o", "people", "--only", "S04")
_BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "collect": _SPLIT, "forget": ("tasks", "add", "BOOK"), "sync": _SPLIT, "undo": ("tasks", "add", "BOOK"),
}  # fmt: skip
"""What is done before a document is asked for, where it tells of what was done."""
_FILES: Final = ("BOOK", "OTHER", "TRACKER")
_TIMELESS: Final = frozenset(
    {"adopt", "buttons", "diff", "doctor", "apply", "forget", "restore", "rules", "sheets", "undo"}
)
_MANY: Final = 20
"""So many keys are no fields but names, such as codes of rules."""
_SEVERITIES: Final = ("error", "warning", "info")
ERROR_CODES: Final = (
    *dict.fromkeys(kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SheetsalesError)),
    "usage", "file", "out_of_memory", "stopped", "fault",
)  # fmt: skip
Schema = dict[str, Any]
_EDITS: Final[Schema] = {
    "type": ["array"],
    "items": {
        "type": ["object"], "properties": {"op": {"type": ["string"]}}, "required": ["op"], "additionalProperties": {},
    },
}  # fmt: skip
"""Edits of a plan are of many kinds, and their rows go by the headings of somebody's own workbook."""


def documents(names: Sequence[str] = tuple(RUNS)) -> Iterator[tuple[str, Any]]:
    """What each command prints, by the name of its document; each works on books of its own."""
    before = Path.cwd()
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                os.chdir(folder)
                _books()
                if name in _BEFORE:
                    _printed(_BEFORE[name])
                yield name, json.loads(_printed(RUNS[name]))
            finally:
                os.chdir(before)


def _books() -> None:
    """The sample, the blank template, a team's own layout and a plan of one edit."""
    shutil.copy(ROOT / "samples" / "sales-en.xlsx", "BOOK.xlsx")
    shutil.copy(ROOT / "templates" / "sheetsales-en.xlsx", "OTHER.xlsx")
    _tracker(Path("TRACKER.xlsx"))
    plan = EditPlan((SetCell(CellRef("Customers", 2, 3), "Firm 1"),))
    Path("plan.json").write_text(json.dumps(plan_to_json(plan)), encoding="utf-8")


def _tracker(path: Path) -> None:
    """A team's own layout, with a heading that leaves a question."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Deals")
        sheet.write_row(0, 0, ("Account", "Project", "Status", "Sales rep", "Est. value", "Price", "Colour"))
        for row, stage in enumerate(("Quote sent", "Negotiating", "Won", "Parked somewhere"), 1):
            sheet.write_row(
                row, 0, (f"Firm {row}", f"Job {row}", stage, "Ann Price", 900 * row, 70 * row, "red")
            )


def _printed(arguments: Sequence[str]) -> str:
    from sheetsales.cli.main import main

    words = [f"{word}.xlsx" if word in _FILES else word for word in arguments]
    timeless = words[0] in _TIMELESS and words[:2] not in (["sheets", "add"], ["rules", "test"])
    today = [] if timeless else ["--today", "2026-11-02"]
    shown = io.StringIO()
    with (
        contextlib.redirect_stdout(shown),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        main([*words, *today, "--json", "--lang", "en"])
    return shown.getvalue()


def drawn(value: Any) -> Schema:
    """The schema of one value."""
    if isinstance(value, Mapping):
        if not value:
            return {"type": ["object"], "additionalProperties": {}}
        if len(value) > _MANY or set(value) <= RECORDS.keys():
            return {"type": ["object"], "additionalProperties": merged([drawn(v) for v in value.values()])}
        properties = {key: drawn(each) for key, each in value.items()}
        if value.keys() >= {"version", "edits"}:
            properties["edits"] = _EDITS
        return {"type": ["object"], "properties": properties, "required": sorted(value)}
    if isinstance(value, list):
        return {"type": ["array"], "items": merged([drawn(each) for each in value])}
    return {"type": [_kind(value)]}


def merged(schemas: Sequence[Schema]) -> Schema:
    """One schema that each of these values fits."""
    found: Schema = {}
    for schema in schemas:
        found = _both(found, schema) if found else schema
    return found


def _both(one: Schema, other: Schema) -> Schema:
    kinds = sorted({*one.get("type", ()), *other.get("type", ())})
    both: Schema = {"type": kinds} if kinds else {}
    if "properties" in one and "properties" in other:
        first, second = one["properties"], other["properties"]
        both["properties"] = {
            key: merged([p[key] for p in (first, second) if key in p]) for key in {**first, **second}
        }
        both["required"] = sorted({*one["required"]} & {*other["required"]})
    for key in ("items", "additionalProperties", "properties", "required"):
        sides = [side[key] for side in (one, other) if key in side]
        if sides and key not in both:
            both[key] = merged(sides) if key in ("items", "additionalProperties") else sides[0]
    return both


def closed(schema: Schema, name: str = "", within: str = "") -> Schema:
    """The schema as it is published: no field beside those it names, and the words that a code may be."""
    shut = dict(schema)
    if "properties" in schema:
        shut["properties"] = {key: closed(each, key, name) for key, each in schema["properties"].items()}
        shut.setdefault("additionalProperties", False)
    if "items" in schema:
        shut["items"] = closed(schema["items"], name, within)
    if isinstance(schema.get("additionalProperties"), dict):
        shut["additionalProperties"] = closed(schema["additionalProperties"])
    words = _words(within, name)
    if words and schema.get("type") == ["string"]:
        shut["enum"] = list(words)
    return shut


def _words(within: str, name: str) -> tuple[str, ...]:
    """What a field of some part may say, where that is a fixed list; tables of reports say it in words for people."""
    if (within, name) == ("error", "code"):
        return ERROR_CODES
    return _SEVERITIES if within in ("findings", "rules", "rule") and name == "severity" else ()


def misfits(schema: Schema, value: Any, at: str = "$") -> Iterator[str]:
    """Where a value is not what the schema says; an empty schema takes anything."""
    if not schema:
        return
    if schema.get("type") and _kind(value) not in schema["type"]:
        yield f"{at}: {_kind(value)}, not {schema['type']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if isinstance(value, Mapping):
        yield from (f"{at}.{key} is missing" for key in schema.get("required", ()) if key not in value)
        for key, each in value.items():
            known = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if known is None or known is False:
                yield f"{at}.{key} is not known"
            else:
                yield from misfits(known, each, f"{at}.{key}")
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from misfits(schema.get("items", {}), each, f"{at}[{number}]")


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "number", float: "number", list: "array", dict: "object"}
    return names[type(value)]


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, document in documents():
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"sheetsales {name} --json",
        }
        text = json.dumps({**head, **closed(drawn(document))}, indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
