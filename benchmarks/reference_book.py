"""A workbook as the judge of references reads it: lxml on the parts, by local names, nothing of the writer's."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from benchmarks.reference_text import Box, box_of, column_of, translated

At = tuple[int, int]
Element = etree._Element  # noqa: SLF001 - lxml's only name for it


@dataclass(frozen=True)
class Cell:
    """``kind`` and ``value`` are what stands stored, texts resolved; ``formula`` is the cell's own text."""

    kind: str
    value: str | None
    formula: str | None = None
    style: str = "0"
    span: str = ""
    """The range of an array formula or data table that begins here."""


@dataclass(frozen=True)
class Row:
    number: int
    attributes: dict[str, str]
    columns: tuple[int, ...]


def local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [c for c in element if local(c) == name]


def child(element: Element | None, name: str) -> Element | None:
    return next(iter(children(element, name)), None)


def every(element: Element, *names: str) -> Iterator[Element]:
    return (e for e in element.iter() if local(e) in names)


def text_of(element: Element | None) -> str:
    return "" if element is None else "".join(str(t) for t in element.itertext())


class Book:
    """Parts are parsed when asked for. A part's name is looked up without regard to case."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/")]
            self.parts = {n.replace("\\", "/").lstrip("/").lower(): archive.read(n) for n in names}
        self._roots: dict[str, Element] = {}
        self.main = next(to for kind, to, _ in self.related("") if kind == "officeDocument")
        self.workbook = self.root(self.main)

    def root(self, part: str) -> Element:
        key = part.lower()
        if key not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._roots[key] = etree.fromstring(self.parts[key], parser)
        return self._roots[key]

    def has(self, part: str) -> bool:
        return part.lower() in self.parts

    def related(self, part: str) -> list[tuple[str, str, str]]:
        """(last word of the type, part, id) of every inner relationship whose part is there."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if not self.has(rels):
            return []
        found = []
        for item in self.root(rels):
            target = attribute(item, "Target").replace("\\", "/").split("#")[0]
            to = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            to = to if self.has(to) else unquote(to)
            if attribute(item, "TargetMode") != "External" and self.has(to):
                found.append((attribute(item, "Type").rpartition("/")[2], to, attribute(item, "Id")))
        return found

    def of_kind(self, pattern: str) -> list[str]:
        return sorted(part for part in self.parts if re.search(pattern, part))

    @cached_property
    def strings(self) -> list[str]:
        part = next((to for kind, to, _ in self.related(self.main) if kind == "sharedStrings"), None)
        return [] if part is None else [_plain(item) for item in children(self.root(part), "si")]

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The worksheets by name."""
        links = {key: (kind, to) for kind, to, key in self.related(self.main)}
        found = {}
        for item in children(child(self.workbook, "sheets"), "sheet"):
            kind, to = links.get(attribute(item, "id"), ("", ""))
            if kind == "worksheet":
                found[item.get("name", "")] = Sheet(self, str(item.get("name", "")), to)
        return found

    @property
    def sheet_names(self) -> list[str]:
        return [item.get("name", "") for item in children(child(self.workbook, "sheets"), "sheet")]

    def sheet(self, name: str) -> Sheet | None:
        return next((s for n, s in self.sheets.items() if n.lower() == name.lower()), None)

    @property
    def names(self) -> list[tuple[str, str, str]]:
        """(name, scope, text) of every defined name."""
        box = child(self.workbook, "definedNames")
        return [
            (n.get("name", ""), n.get("localSheetId", ""), text_of(n)) for n in children(box, "definedName")
        ]

    @property
    def recalculates(self) -> bool:
        node = child(self.workbook, "calcPr")
        return node is not None and node.get("fullCalcOnLoad", "0") in ("1", "true")


@dataclass
class Sheet:
    book: Book
    name: str
    part: str

    @cached_property
    def root(self) -> Element:
        return self.book.root(self.part)

    @property
    def cells(self) -> dict[At, Cell]:
        """Every cell that is there, shared formulas written out for each."""
        return self._read[0]

    @property
    def rows(self) -> list[Row]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[At, Cell], list[Row]]:
        found: dict[At, Cell] = {}
        rows: list[Row] = []
        masters: dict[str, tuple[At, str]] = {}
        row = 0
        for item in children(child(self.root, "sheetData"), "row"):
            row = int(item.get("r") or row + 1)
            column, columns = 0, []
            for c in children(item, "c"):
                column = column_of(re.sub(r"\d", "", c.get("r", ""))) or column + 1
                columns.append(column)
                found[row, column] = self._cell(c, (row, column), masters)
            rows.append(Row(row, {str(k): str(v) for k, v in item.attrib.items()}, tuple(columns)))
        return found, rows

    @cached_property
    def tables(self) -> list[Element]:
        return [self.book.root(to) for kind, to, _ in self.book.related(self.part) if kind == "table"]

    @property
    def merged(self) -> list[Box]:
        found = (box_of(m.get("ref", "")) for m in children(child(self.root, "mergeCells"), "mergeCell"))
        return [box for box in found if box]

    def linked(self, *kinds: str) -> list[str]:
        return [to for kind, to, _ in self.book.related(self.part) if kind in kinds]

    def _cell(self, c: Element, at: At, masters: dict[str, tuple[At, str]]) -> Cell:
        kind, stored = c.get("t", "n"), child(c, "v")
        value = None if stored is None else text_of(stored)
        if kind == "s" and value is not None:
            index = int(value) if value.strip().isdigit() else -1
            kind, value = (
                "str",
                self.book.strings[index] if 0 <= index < len(self.book.strings) else "?" + value,
            )
        elif kind == "inlineStr":
            inner = child(c, "is")
            kind, value = "str", _plain(inner) if inner is not None else None
        f = child(c, "f")
        formula, span = (None, "") if f is None else (_formula(f, at, masters), "")
        if f is not None and f.get("t") in ("array", "dataTable"):
            span = f.get("ref", "")
        return Cell(kind if value is not None else "", value, formula, c.get("s", "0"), span)


def _formula(f: Element, at: At, masters: dict[str, tuple[At, str]]) -> str:
    text = text_of(f)
    if f.get("t") == "dataTable":
        return f"TABLE({f.get('r1', '')},{f.get('r2', '')})"
    if f.get("t") != "shared":
        return text
    key = f.get("si", "")
    if text:
        masters[key] = at, text
        return text
    if key not in masters:
        return ""
    (row, column), master = masters[key]
    return translated(master, at[0] - row, at[1] - column)


def _plain(item: Element) -> str:
    """The text of a string, its phonetic guide left out."""
    out = []
    for part in item:
        if local(part) == "t":
            out.append(text_of(part))
        elif local(part) == "r":
            out.append(text_of(child(part, "t")))
    return "".join(out)
