"""Real workbooks: buttons put in, and everything that was there is still there.

``python -m benchmarks.corpus_buttons [FOLDER] [--judges DIR] [--limit N]``: each .xlsx and .xlsm of FOLDER gets its buttons in a
copy, twice, and loses them again. VBA that was there must read the same to olevba all along. Judges of fidelity and of what Excel
offers to repair are asked where they lie beside the checkout. Exit 0 where nothing was lost; says so where there is no corpus.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus_cells import SHARED, _module, _new_findings
from sheetsales.buttons.places import SHEET
from sheetsales.buttons.registry import MODULE
from sheetsales.errors import SheetsalesError
from sheetsales.workflow.buttoning import add_buttons, remove_buttons
from tests.buttons.olevba import modules

MEANT = ("xl/workbook.xml", "workbookPr", ": sheetPr", "vbaProject.bin")
"""A macro workbook says so in its content type, its sheets and itself have code names, and olevba looks at the VBA."""
MEANT_FEATURES = ("sheet_properties", "vba_project", "chart_or_other_sheets")
LOSSES = (("sheets", "lost"), ("parts", "lost"), ("parts", "moved"), ("parts", "relationships_lost"), ("parts", "workbook_elements_lost"),
          ("cells", "cached_lost"), ("layout", "lost"), ("features", "lost"))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "corpus" / "good")
    parser.add_argument("--judges", type=Path, default=SHARED / "tools")
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        print(f"There is no corpus at {asked.folder}; nothing to try.")
        return
    books = sorted(p for p in asked.folder.iterdir() if p.suffix.lower() in (".xlsx", ".xlsm"))[: asked.limit]
    refused, wrong = [], []
    for book in books:
        with tempfile.TemporaryDirectory() as folder:
            try:
                wrong += [f"{book.name}: {what}" for what in _faults(book, Path(folder), asked.judges)]
            except SheetsalesError as error:
                refused.append(f"{book.name}: {error}")
    print(f"{len(books)} workbooks, {len(refused)} refused, {len(wrong)} faults")
    for line in [*refused, *wrong]:
        print("  " + line)
    sys.exit(bool(wrong))


def _faults(book: Path, folder: Path, judges: Path) -> Iterator[str]:
    copy = folder / ("book" + book.suffix.lower())
    copy.write_bytes(book.read_bytes())
    made = copy.with_suffix(".xlsm")
    own = modules(copy) if book.suffix.lower() == ".xlsm" else {}
    if not add_buttons(copy).changed:
        yield "no buttons were added"
    found = modules(made)
    yield from (
        f"VBA module {name} is not what it was" for name, code in own.items() if found.get(name) != code
    )
    if MODULE not in found:
        yield "our module cannot be read"
    if add_buttons(made).changed:
        yield "a second time changes it"
    if (judges / "fidelity.py").exists():
        yield from _judged(book, made, judges)
    remove_buttons(made)
    left = modules(made)
    yield from (
        f"after removal {name} is not what it was" for name, code in own.items() if left.get(name) != code
    )


def _judged(before: Path, after: Path, judges: Path) -> Iterator[str]:
    fidelity, lint = _module(judges / "fidelity.py"), _module(judges / "excel_lint.py")
    try:
        old = fidelity.Book(str(before))
    except fidelity.BadPackage:
        return
    found: dict[str, Any] = fidelity.compare(
        old, fidelity.Book(str(after)), allow_sheets=[SHEET.zh, SHEET.en]
    )
    yield from (f"{a} {b}: {str(found[a][b])[:160]}" for a, b in LOSSES if found[a][b])
    if found["cells"]["outside_allowed"]["total"]:
        yield f"cells: {str(found['cells']['outside_allowed'])[:200]}"
    changed = [
        *found["layout"]["changed"],
        *found["parts"]["changed"],
        *found["parts"]["workbook_elements_changed"],
    ]
    changed += [part for part, *_ in found["parts"]["content_types_changed"]]
    yield from (
        f"changed: {str(what)[:160]}"
        for what in changed
        if not str(what).endswith(MEANT) and "/chartsheets/" not in str(what)
    )
    features = {
        name: where for name, where in found["features"]["changed"].items() if name != "sheet_properties"
    }
    if features:
        yield f"features changed: {str(features)[:160]}"
    yield from (f"broken: {problem}" for problem in found["new_integrity_problems"])
    yield from (f"lint {p['rule']} {p['part']}: {p['what']}" for p in _new_findings(lint, before, after))


if __name__ == "__main__":
    main()
