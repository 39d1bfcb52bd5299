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

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "json"
RUNS: Final[Mapping[str, tuple[str, ...]]] = {
    "allocate": ("allocate", "BOOK", "--dry-run"),
    "buttons": ("buttons", "add", "BOOK", "--dry-run"),
    "check": ("check", "BOOK", "--dry-run"),
    "close": ("close", "BOOK", "--dry-run"),
    "diff": ("diff", "BOOK", "OTHER"),
    "error": ("check", "nowhere.xlsx"),
    "new": ("new", "another.xlsx", "--dry-run"),
    "remind": ("remind", "BOOK"),
    "report": ("report", "BOOK", "--month", "2026-10", "--dry-run"),
    "restore": ("restore", "BOOK", "--list"),
    "rules": ("rules",),
    "sheets": ("sheets", "show", "BOOK"),
    "tasks-add": ("tasks", "add", "BOOK", "--dry-run"),
    "tasks-done": ("tasks", "done", "BOOK"),
}  # fmt: skip
"""What is run for each document; BOOK is the sample, OTHER the blank template."""
_TIMELESS: Final = ("buttons", "diff", "restore", "rules", "sheets")
_MANY: Final = 20
"""So many keys are no fields but names, such as codes of rules."""
Schema = dict[str, Any]


def documents(names: Sequence[str] = tuple(RUNS)) -> Iterator[tuple[str, Any]]:
    """What each command prints, by the name of its document."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.chdir(folder)
            shutil.copy(ROOT / "samples" / "sales-en.xlsx", "BOOK.xlsx")
            shutil.copy(ROOT / "templates" / "sheetsales-en.xlsx", "OTHER.xlsx")
            for name in names:
                yield name, json.loads(_printed(RUNS[name]))
        finally:
            os.chdir(before)


def _printed(arguments: Sequence[str]) -> str:
    from sheetsales.cli.main import main

    words = [f"{word}.xlsx" if word in ("BOOK", "OTHER") else word for word in arguments]
    today = [] if words[0] in _TIMELESS else ["--today", "2026-11-02"]
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
        if len(value) > _MANY:
            return {"type": ["object"], "additionalProperties": merged([drawn(v) for v in value.values()])}
        properties = {key: drawn(each) for key, each in value.items()}
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


def misfits(schema: Schema, value: Any, at: str = "$") -> Iterator[str]:
    """Where a value is not what the schema says."""
    if schema.get("type") and _kind(value) not in schema["type"]:
        yield f"{at}: {_kind(value)}, not {schema['type']}"
    if isinstance(value, Mapping):
        yield from (f"{at}.{key} is missing" for key in schema.get("required", ()) if key not in value)
        for key, each in value.items():
            known = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if known is None:
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
        text = json.dumps({**head, **drawn(document)}, indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
