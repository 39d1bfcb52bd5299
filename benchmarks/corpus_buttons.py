"""Real workbooks: buttons put in, and everything that was there is still there.

``python -m benchmarks.corpus_buttons [FOLDER] [--judges DIR] [--limit N] [--only GLOB] [--office] [--markdown FILE]``: each .xlsx and .xlsm of
FOLDER gets its buttons in a copy, twice, and loses them again. VBA that was there must read the same to olevba all along. Judges
of fidelity and of what Excel offers to repair are asked where they lie beside the checkout.

``--office`` opens original and output in LibreOffice: it must open what it opened, every button of ours must run a Sub that is
there, and VBA that was there must be listed with the same code. In workbooks that had VBA, and in one of each origin beside,
*Check data* is pressed: the macro must start Python, get its answer and say it, and leave the file alone.

``--markdown`` writes the figures into their section of the page that ``benchmarks.fidelity`` makes. Exit 0 where nothing was lost; says so where there is no corpus.
"""

from __future__ import annotations

import argparse
import fnmatch
import re
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus_cells import SHARED, _module, _new_findings
from benchmarks.fidelity_looks import given_plain_look
from benchmarks.fidelity_table import BUTTONS, with_section
from benchmarks.office import Office, office_is_here
from sheetsales.backends.clicks.change_list import plain_text
from sheetsales.buttons.places import SHEET
from sheetsales.buttons.registry import MODULE, enabled
from sheetsales.errors import SheetsalesError
from sheetsales.workflow.buttoning import add_buttons, remove_buttons
from tests.buttons.olevba import modules

MEANT = ("xl/workbook.xml", "workbookPr", ": sheetPr", "vbaProject.bin")
"""A macro workbook says so in its content type, its sheets and itself have code names, and olevba looks at the VBA."""
MEANT_FEATURES = ("sheet_properties", "vba_project")
LOSSES = (("sheets", "lost"), ("parts", "lost"), ("parts", "moved"), ("parts", "relationships_lost"), ("parts", "workbook_elements_lost"),
          ("cells", "cached_lost"), ("layout", "lost"), ("features", "lost"))  # fmt: skip
PRESSED = "SheetsalesCheck"
SEEN = (OPENED, UNOPENED, BOUND, KEPT, ANSWERED) = (
    "opened in LibreOffice", "originals it does not open", "buttons bound", "had VBA, all listed", "pressed and answered",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "corpus" / "good")
    parser.add_argument("--judges", type=Path, default=SHARED / "tools")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", default="*", help="workbooks whose name is like this")
    parser.add_argument("--office", action="store_true", help="open and press in LibreOffice as well")
    parser.add_argument("--markdown", type=Path, help="the page whose section on buttons is to be written")
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        print(f"There is no corpus at {asked.folder}; nothing to try.")
        return
    books = sorted(p for p in asked.folder.iterdir() if p.suffix.lower() in (".xlsx", ".xlsm"))
    pressed = _sample(books)
    books = [book for book in books if fnmatch.fnmatch(book.name, asked.only)][: asked.limit]
    if asked.office and not office_is_here():
        parser.error("LibreOffice and its bridge for Python are not here")
    office = InOffice(pressed) if asked.office else None
    refused, wrong = [], []
    for book in books:
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = list(_faults(book, Path(folder), asked.judges, office))
            except SheetsalesError as error:
                refused.append(f"{book.name}: {error}")
                continue
        wrong += [f"{book.name}: {what}" for what in found]
        for what in found:
            print(f"  WRONG {book.name}: {what}", flush=True)
    print(f"{len(books)} workbooks, {len(refused)} refused, {len(wrong)} faults")
    if office is not None:
        office.close()
        print("\n".join([f"LibreOffice: {office.counts()}", *(f"  said in {line}" for line in office.said)]))
    for line in [*refused, *wrong]:
        print("  " + line)
    if asked.markdown:
        section = _section(len(books), refused, len(wrong), office)
        asked.markdown.write_text(with_section(asked.markdown.read_text("utf-8"), section), "utf-8")
    sys.exit(bool(wrong))


def _section(books: int, refused: list[str], wrong: int, office: InOffice | None) -> str:
    """The figures, and which workbooks took no buttons and why."""
    figures = {
        "workbooks": books,
        "refused": len(refused),
        "faults": wrong,
        **(office.seen if office else {}),
    }
    lines = [
        BUTTONS,
        "`python -m benchmarks.corpus_buttons --office --markdown docs/fidelity.md` gives each workbook its buttons, twice, and takes them",
        "out again. Nothing else may change; VBA that was there must read the same to olevba and to LibreOffice; LibreOffice must open what",
        "it opened, and every button must run a macro that is there. In those that had VBA, and in one of each origin beside, *Check data*",
        "is pressed and must answer.",
        "",
        "| " + " | ".join(figures) + " |",
        "|" + "---|" * len(figures),
        "| " + " | ".join(map(str, figures.values())) + " |",
    ]
    if refused:
        lines += ["", "| took no buttons | why |", "|---|---|"]
        lines += [f"| {name} | {why} |" for name, _, why in (line.partition(": ") for line in refused)]
    return "\n".join(lines) + "\n"


def _sample(books: list[Path]) -> set[str]:
    """The workbooks whose button is pressed: all that may have VBA, and one of each origin beside."""
    found = {book.name for book in books if book.suffix.lower() == ".xlsm"}
    plain = sorted((b for b in books if b.name not in found), key=lambda b: zlib.crc32(b.name.encode()))
    return found | set({book.name.partition("__")[0]: book.name for book in plain}.values())


class InOffice:
    """LibreOffice as a judge of buttons; counts what it saw."""

    def __init__(self, pressed: set[str]) -> None:
        self._office, self._pressed = Office(), pressed
        self.seen = Counter(dict.fromkeys(SEEN, 0))
        self.said: list[str] = []

    def close(self) -> None:
        self._office.close()

    def counts(self) -> str:
        return ", ".join(f"{count} {what}" for what, count in self.seen.items())

    def faults(self, before: Path, after: Path, own: dict[str, str]) -> Iterator[str]:
        old, new = self._office.look(before), self._office.look(after)
        if "error" in old:
            self.seen[UNOPENED] += 1
            self.said.append(f"{before.name} (original): {old['error']}")
        if "error" in new:
            if "error" not in old:
                yield f"LibreOffice opens the original and not the output: {new['error']}"
            return
        self.seen[OPENED] += 1
        if "error" not in old:
            yield from self._kept(old, new)
        yield from self._bound(new)
        if own:
            self.seen[KEPT] += 1
            listed = {name.rpartition(".")[2].lower() for name in new["modules"]}
            yield from (f"LibreOffice does not list {name}" for name in own if name.lower() not in listed)
        if before.name in self._pressed:
            yield from self._pressing(before.name, after)

    def _kept(self, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
        if new["sheets"][: len(old["sheets"])] != old["sheets"]:
            yield f"LibreOffice shows the sheets {new['sheets']} for {old['sheets']}"
        yield from (
            f"LibreOffice shows other code in {name}"
            for name, code in old["modules"].items()
            if new["modules"].get(name) != code
        )
        yield from (
            f"LibreOffice has lost the button {button}"
            for button in old["bound"]
            if button not in new["bound"]
        )

    def _bound(self, new: dict[str, Any]) -> Iterator[str]:
        ours = [button for button in new["bound"] if button[2] == MODULE]
        self.seen[BOUND] += len(ours)
        lacking = {button.macro for button in enabled()} - {sub for *_, sub, _ in ours}
        yield from (f"LibreOffice has no button that runs {macro}" for macro in sorted(lacking))
        yield from (
            f"the button {caption} runs {sub}, which is not there"
            for _, caption, _, sub, there in ours
            if not there
        )

    def _pressing(self, name: str, after: Path) -> Iterator[str]:
        data = after.read_bytes()
        found = self._office.press(after, PRESSED)
        if after.read_bytes() != data:
            yield "a click changed the file on disk"
        if "error" in found or "fault" in found or not found["ended"] or len(found["jobs"]) != 1:
            yield f"pressed, and {found}"
            return
        said = found["jobs"][0] / "said.txt"
        if not said.exists() or not (said.parent / "done.txt").exists():
            yield f"pressed, and no answer: {sorted(p.name for p in said.parent.iterdir())}"
            return
        self.seen[ANSWERED] += 1
        self.said.append(f"{name}: {plain_text(said.read_text(encoding='ascii').strip())}")


def _faults(book: Path, folder: Path, judges: Path, office: InOffice | None) -> Iterator[str]:
    copy = folder / (book.stem + book.suffix.lower())
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
    if office is not None:
        yield from office.faults(book, made, own)
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
    if found["cells"]["outside_allowed"]["total"] and not given_plain_look(found, before, after):
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
        name: where for name, where in found["features"]["changed"].items() if name not in MEANT_FEATURES
    }
    charts = features.pop("chart_or_other_sheets", [])
    if charts and not _only_code_names(before, after):
        features["chart_or_other_sheets"] = charts
    if features:
        yield f"features changed: {str(features)[:160]}"
    yield from (f"broken: {problem}" for problem in found["new_integrity_problems"])
    yield from (f"lint {p['rule']} {p['part']}: {p['what']}" for p in _new_findings(lint, before, after))


def _only_code_names(before: Path, after: Path) -> bool:
    """Whether chart sheets differ by the name VBA has for them and by nothing else."""

    def nameless(book: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(book) as package:
            parts = {name: package.read(name) for name in package.namelist() if "/chartsheets/sheet" in name}
        bare = {name: re.sub(rb'\scodeName="[^"]*"', b"", data) for name, data in parts.items()}
        return {name: re.sub(rb"<sheetPr\s*/>|<sheetPr></sheetPr>", b"", data) for name, data in bare.items()}

    return nameless(before) == nameless(after)


if __name__ == "__main__":
    main()
