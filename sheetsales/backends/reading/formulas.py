"""The formulas of a sheet, each as its own cell reads."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final
from xml.parsers import expat

from sheetsales.backends.limits import DEFAULT, Limits, damaged, unsafe
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.reading.contents import SheetEntry, read_contents
from sheetsales.backends.reading.markup import DoctypeFound, local, safe_parser
from sheetsales.backends.reading.package import Package, opened
from sheetsales.cells.address import parse_a1

Cell = tuple[int, int]
_LONG: Final = 10
"""No number of a format has so many digits."""


def read_formulas(
    path: Path, sheet: str, columns: Collection[int] | None = None, *, limits: Limits = DEFAULT
) -> dict[Cell, str]:
    """The formulas of a sheet by (row, column), each as its own cell reads: in English, without ``=``.

    A data table's cells have no text of their own and are left out.
    """
    with opened(path, limits) as package:
        contents = read_contents(package)
        entry = next((entry for entry in contents.sheets if entry.name == sheet), None)
        found = _cells(package, entry) if entry else {}
    return {at: text for at, text in found.items() if columns is None or at[1] in columns}


def _int(text: str | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0


def _cells(package: Package, entry: SheetEntry) -> dict[Cell, str]:
    """The formula of every cell that has one."""
    reader, parser = _Formulas(), safe_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for piece in package.stream(entry.part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except DoctypeFound:
        raise unsafe(package.path, entry.part) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(package.path, entry.part) from None
    return reader.found


class _Formulas:
    """Listens to a sheet; rows and cells without a number follow the one before."""

    def __init__(self) -> None:
        self.found: dict[Cell, str] = {}
        self._at, self._kind, self._shared = (0, 0), "", ""
        self._texts: list[str] | None = None
        self._in_cell = False
        self._masters: dict[str, tuple[Cell, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "row":
            self._at = _int(attributes.get("r")) or self._at[0] + 1, 0
        elif name == "c":
            self._at = parse_a1(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            self._in_cell = True
        elif name == "f" and self._in_cell:
            self._texts = []
            self._kind, self._shared = attributes.get("t", ""), attributes.get("si", "")

    def text(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)

    def end(self, name: str) -> None:
        if local(name) == "c":
            self._in_cell = False
        elif local(name) == "f" and self._texts is not None:
            text = "".join(self._texts)
            self._texts = None
            formula = self._own(text)
            if formula:
                self.found[self._at] = formula

    def _own(self, text: str) -> str:
        if self._kind != "shared":
            return text
        if text:
            self._masters[self._shared] = self._at, text
            return text
        if self._shared not in self._masters:
            return ""
        (row, column), master = self._masters[self._shared]
        return moved(master, self._at[0] - row, self._at[1] - column)
