"""What was typed into cells against what they show: formulas, stored values, number formats."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from sheetsales.backends.limits import DEFAULT, Limits, damaged, unsafe
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.parts.number_formats import SHOWN_IN_CHINA
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.reading.contents import Contents, SheetEntry, read_contents
from sheetsales.backends.reading.markup import DoctypeFound, Element, local, safe_parser
from sheetsales.backends.reading.package import Package, opened
from sheetsales.cells.address import parse_a1
from sheetsales.cells.shown import shown
from sheetsales.cells.values import CellValue

Cell = tuple[int, int]
_LONG: Final = 10
"""No number of a format has so many digits."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell: ``formula`` in English without ``=`` (None where none), the stored value, the number format's code."""

    value: CellValue
    formula: str | None
    number_format: str
    date1904: bool = False

    @property
    def shown(self) -> str:
        return shown(self.value, self.number_format, date1904=self.date1904)


def read_typed(
    path: Path, sheet: str, columns: Collection[int] | None = None, *, limits: Limits = DEFAULT
) -> dict[Cell, Typed]:
    """Every cell of a sheet that holds something, by (row, column); ``columns`` from 1, all where None.

    A shared formula is told as each cell's own text. The value is the one stored, None where none is. A sheet that is
    not there has no cells. Raises ``NotAWorkbook`` or ``LimitExceeded``.
    """
    book = read_workbook(path, limits=limits, sheets=lambda name: name == sheet)
    grid = book.grid(sheet)
    if grid is None:
        return {}
    with opened(path, limits) as package:
        contents = read_contents(package)
        entry = next(entry for entry in contents.sheets if entry.name == sheet)
        codes = _codes(package, contents)
        found = {
            at: cell for at, cell in _cells(package, entry).items() if columns is None or at[1] in columns
        }
    typed = {}
    for at, (style, formula) in found.items():
        value = grid.value(*at)
        if value is not None or formula is not None:
            code = codes[style] if 0 <= style < len(codes) else "General"
            typed[at] = Typed(value, formula, code, book.date1904)
    return typed


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
    wanted = ((at, text) for at, (_, text) in found.items() if columns is None or at[1] in columns)
    return {at: text for at, text in wanted if text is not None}


def _codes(package: Package, contents: Contents) -> list[str]:
    """The number format of each cell format."""
    parts = package.elements(contents.styles) if contents.styles else []
    own = {
        _int(e.attributes.get("numFmtId")): e.attributes.get("formatCode", "")
        for e in _of(parts, "numFmts", "numFmt")
    }
    used = (_int(e.attributes.get("numFmtId")) for e in _of(parts, "cellXfs", "xf"))
    return [own.get(number) or SHOWN_IN_CHINA.get(number, "General") for number in used]


def _of(parts: list[Element], parent: str, name: str) -> Iterator[Element]:
    return (e for e in parts if (e.parent, e.name) == (parent, name))


def _int(text: str | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0


def _cells(package: Package, entry: SheetEntry) -> dict[Cell, tuple[int, str | None]]:
    """Style and formula of every cell that is there."""
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
        self.found: dict[Cell, tuple[int, str | None]] = {}
        self._at, self._style, self._kind, self._shared = (0, 0), 0, "", ""
        self._texts: list[str] | None = None
        self._in_cell = False
        self._masters: dict[str, tuple[Cell, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "row":
            self._at = _int(attributes.get("r")) or self._at[0] + 1, 0
        elif name == "c":
            self._at = parse_a1(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            self._style = _int(attributes.get("s"))
            self.found[self._at] = self._style, None
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
                self.found[self._at] = self._style, formula

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
