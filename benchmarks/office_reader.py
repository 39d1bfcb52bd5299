"""Run by ``office.Office`` under the system's Python, which has LibreOffice's bridge: ``-m benchmarks.office_reader PROFILE``.

Reads one JSON request a line and answers each by one JSON line. ``{"do": "look", "path": …}`` opens a workbook, runs nothing
in it and tells its sheets, its bound buttons and the VBA modules it lists; ``{"do": "press", "path": …, "macro": …}`` opens it
with its macros allowed and runs that button's macro as a click does. What it cannot open it answers with ``error``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import uno  # noqa: F401 (makes com.sun.star importable)
from com.sun.star.uno import Exception as UnoException

from tests.office.press import Desk, named

NEVER, ALWAYS = 0, 4
"""Whether macros run: com.sun.star.document.MacroExecMode."""
_SCRIPT = re.compile(r"vnd\.sun\.star\.script:([^?]+)\.([^?.]+)\.([^?.]+)\?language=Basic&location=document")


class Reader(Desk):
    """One LibreOffice that opens one workbook after another."""

    document: Any

    def __init__(self, profile: str) -> None:
        self.macros = NEVER
        super().__init__("", profile)

    def open(self, book: str, **how: object) -> None:
        self.shut()
        if not book:  # what the start gives: LibreOffice without a workbook
            return
        self.document = self.desktop.loadComponentFromURL(
            Path(book).resolve().as_uri(),
            "_blank",
            0,
            named(MacroExecutionMode=self.macros, UpdateDocMode=0, **how),
        )

    def shut(self) -> None:
        document, self.document = self.document, None
        if document is not None:
            document.setModified(False)
            document.close(True)

    def look(self, path: str) -> dict[str, Any]:
        self.macros = NEVER
        self.open(path)
        if self.document is None:
            return {"error": "not opened"}
        modules = self._modules()
        bound = [
            [sheet, caption, *_target(code, modules)] for (sheet, caption), code in self.buttons().items()
        ]
        known = {name: hashlib.sha256(code.encode()).hexdigest() for name, code in modules.items()}
        return {"sheets": [sheet.Name for sheet in self._sheets()], "bound": bound, "modules": known}

    def push(self, path: str, macro: str) -> dict[str, Any]:
        self.macros = ALWAYS
        self.open(path)
        if self.document is None:
            return {"error": "not opened"}
        captions = [label for (_, label), code in self.buttons().items() if f".{macro}?" in code]
        return self.press(captions[0]) if captions else {"error": f"no button runs {macro}"}

    def _modules(self) -> dict[str, str]:
        """Library and module → its code."""
        libraries = self.document.BasicLibraries
        found = {}
        for library in libraries.ElementNames:
            libraries.loadLibrary(library)
            modules = libraries.getByName(library)
            found.update({f"{library}.{name}": modules.getByName(name) for name in modules.ElementNames})
        return found


def _target(code: str, modules: dict[str, str]) -> tuple[str, str, bool]:
    """Of a button's script event: module, Sub, and whether the document has both."""
    named_by = _SCRIPT.fullmatch(code)
    if named_by is None:
        return "", code, False
    library, module, sub = named_by.groups()
    source = modules.get(f"{library}.{module}", "")
    return module, sub, bool(re.search(rf"(?im)^\s*(?:Public\s+)?Sub\s+{re.escape(sub)}\b", source))


def main(profile: str) -> None:
    reader = Reader(profile)
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(reader, json.loads(line))), flush=True)
    except BrokenPipeError:
        pass
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # who asked is gone: LibreOffice, in the same group, is to go too


def _answer(reader: Reader, asked: dict[str, str]) -> dict[str, Any]:
    try:
        if asked["do"] == "press":
            answer = reader.push(asked["path"], asked["macro"])
        else:
            answer = reader.look(asked["path"])
        reader.shut()
    except UnoException as fault:
        return {"error": f"{type(fault).__name__}: {fault}"[:300]}
    return answer


if __name__ == "__main__":
    main(sys.argv[1])
