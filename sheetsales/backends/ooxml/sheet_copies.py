"""Sheets of a form under other names, and copies of them: what refers to a sheet goes on referring to it.

A copy has charts, notes, pictures and Tables of its own; its formulas, charts and names mean the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.content_types import type_of
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import Package, Relation
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, Rewrite, escape, escape_attribute, refusal
from sheetsales.backends.ooxml.workbook_part import SheetEntry
from sheetsales.backends.parts.content_types import CONTENT_TYPES
from sheetsales.backends.parts.relationships import rels_name
from sheetsales.cells.names import free_name
from sheetsales.collector import without_cyclic_gc
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import Text

_COPIED: Final = frozenset({"drawing", "chart", "comments", "vmlDrawing", "table", "chartStyle", "chartColorStyle", "chartUserShapes"})  # fmt: skip
_SHARED: Final = frozenset({"image", "printerSettings", "hyperlink"})
_UNSEEN: Final = frozenset({"sharedStrings", "styles", "theme", "image", "vbaProject", "printerSettings"})
_WHAT: Final = {
    "pivotTable": Text("数据透视表", "a pivot table"),
    "slicer": Text("切片器", "a slicer"),
    "queryTable": Text("外部查询", "a query"),
    "oleObject": Text("嵌入对象", "an embedded object"),
    "threadedComment": Text("批注会话", "comments that are answered"),
}
_OTHER: Final = Text("控件或别的对象", "a control or another object")
_NUMBER: Final = regex(r"\d*(\.\w+)$")
_BLOCK: Final = regex(rb"(<o:idmap[^>]*\bdata=[\"'])(\d+)")
_SHAPE: Final = regex(rb"_x0000_s(\d+)")
_SELECTED: Final = regex(rb"\s(?:tabSelected|codeName)=(?:\"[^\"]*\"|'[^']*')")
_IDS_A_BLOCK: Final = 1024
_HIDDEN_NAMES: Final = ("_xlnm._filterdatabase",)


@dataclass(frozen=True, slots=True)
class Copied:
    """A sheet as it is called now: which one of the form it is, and which Table of that each of its Tables is."""

    name: str
    source: str
    tables: Mapping[str, str]


def in_the_way(path: Path, sheets: Iterable[str], *, limits: Limits = DEFAULT) -> dict[str, Text]:
    """Of these sheets those that cannot be copied, with what they hold."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            found = {sheet: _uncopied(book.package, book.entry(sheet).part) for sheet in sheets}
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    return {sheet: what for sheet, what in found.items() if what is not None}


def copy_sheets(
    path: Path, wanted: Mapping[str, Sequence[str]], out: BinaryIO, *, limits: Limits = DEFAULT
) -> tuple[Copied, ...]:
    """Write the form at ``path`` to ``out`` with its sheets called as ``wanted``: the first name is the sheet's own, each
    further one a copy's, behind it."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            copies = _Copies(book)
            made = tuple(copied for sheet, names in wanted.items() for copied in copies.of(sheet, names))
            book.wrote_formula = True
            book.finish()
            _in_order(book, [name for names in copies.order for name in names])
            book.package.save(out)
            return made
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def _uncopied(package: Package, part: str) -> Text | None:
    for relation in package.relations(part):
        if relation.external or relation.kind in _SHARED:
            continue
        if relation.kind not in _COPIED:
            return _WHAT.get(relation.kind, _OTHER)
        if (deeper := _uncopied(package, relation.target)) is not None:
            return deeper
    return None


class _Copies:
    def __init__(self, book: OpenBook) -> None:
        self._book, self._package = book, book.package
        tables = book.all_tables()
        self._taken = {t.name.casefold() for t in tables} | {n.name.casefold() for n in book.workbook.names()}
        self._ids = max((t.rewrite.root.number("id") for t in tables), default=0)
        self.order = [[entry.name] for entry in book.workbook.sheets]

    def of(self, sheet: str, names: Sequence[str]) -> Iterator[Copied]:
        """The sheet under its first name, and its copies."""
        entry = self._book.entry(sheet)
        own = {t.name: t.name for t in self._book.tables(sheet)}
        later = [self._copy(entry, name) for name in names[1:]]
        place = next(number for number, group in enumerate(self.order) if group == [sheet])
        self.order[place] = list(names)
        self._rename(entry, names[0])
        yield Copied(names[0], sheet, own)
        yield from later

    def _copy(self, entry: SheetEntry, name: str) -> Copied:
        tables = {t.name: free_name(t.name + "_", self._taken) for t in self._book.tables(entry.name)}
        self._taken |= {new.casefold() for new in tables.values()}
        changes = [_sheet_change(entry.name, name), *(_table_change(old, new) for old, new in tables.items())]
        part = self._copy_part(entry.part, changes)
        workbook = self._book.workbook
        relation = self._package.relate(workbook.part, "worksheet", part)
        scoped, before = len(workbook.sheets), workbook.names()
        workbook.add_sheet(name, part, relation, workbook.visibility(entry))
        for one in before:
            text = one.text.encode()
            meant = changes[0](text)
            if one.scope in (None, entry.index) and meant != text and one.name.lower() not in _HIDDEN_NAMES:
                workbook.set_name(one.name, meant.decode(), scoped)
        return Copied(name, entry.name, {new: old for old, new in tables.items()})

    def _copy_part(self, part: str, changes: Sequence[_Change]) -> str:
        """The part under a new name, with copies of what belongs to it alone."""
        data = self._package.read(part)
        for change in changes:
            data = change(data)
        data = self._numbered(part, _SELECTED.sub(b"", data) if b"<sheetData" in data else data)
        new = self._package.free_name(_NUMBER.sub(r"{}\1", part))
        kind = type_of(self._package.read(CONTENT_TYPES), part)
        self._package.add(new, data, kind, by_extension=part.lower().endswith(".vml"))
        self._copy_relations(part, new, changes)
        return new

    def _copy_relations(self, part: str, new: str, changes: Sequence[_Change]) -> None:
        found = self._package.relations(part)
        if not found:
            return
        name = rels_name(part)
        rewrite = Rewrite(self._package.read(name), name)
        targets: dict[str, Relation] = {relation.id: relation for relation in found}
        for node in rewrite.root.all("Relationship"):
            relation = targets[node.attrs.get("Id", "")]
            if not relation.external and relation.kind != "hyperlink":
                copied = relation.kind in _COPIED
                target = self._copy_part(relation.target, changes) if copied else relation.target
                rewrite.set(node, "Target", "/" + target)
        data = rewrite.result()
        for change in changes:
            data = change(data)
        self._package.write(rels_name(new), data)

    def _numbered(self, part: str, data: bytes) -> bytes:
        """A Table with an id that no other has, and shapes of notes in a block of their own."""
        if part.lower().endswith(".vml"):
            return _in_block(data, self._book.free_shape_block())
        if b"displayName=" in data[:_IDS_A_BLOCK] and b"<table" in data[:_IDS_A_BLOCK]:
            self._ids += 1
            return re.sub(rb'(\sid=")\d+(")', rb"\g<1>%d\2" % self._ids, data, count=1)
        return data

    def _rename(self, entry: SheetEntry, name: str) -> None:
        """The sheet's name and whatever refers to it."""
        change = _sheet_change(entry.name, name)
        workbook = self._book.workbook
        unseen = {r.target for r in self._package.relations(workbook.part) if r.kind in _UNSEEN}
        for part in self._package.names():
            if part.lower().endswith((".xml", ".rels")) and part not in {*unseen, workbook.part}:
                data = self._package.read(part)
                if (changed := change(data)) != data:
                    self._package.write(part, changed)
        workbook.change_names(lambda one: change(one.text.encode()).decode())
        workbook.rename(entry, name)


class _Change:
    """Puts one text in place of others in a part."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._pairs = tuple(dict.fromkeys(pairs))

    def __call__(self, data: bytes) -> bytes:
        for old, new in self._pairs:
            data = data.replace(old, new)
        return data


def _sheet_change(old: str, new: str) -> _Change:
    """``'{month}'!`` is ``'2026-10'!`` from now on, and what a pivot table draws on likewise."""
    before, after = old.replace("'", "''"), new.replace("'", "''")
    quoted = [
        (mark + ways(before).replace(b"'", mark) + mark + b"!", mark + ways(after).replace(b"'", mark) + mark + b"!")
        for mark in (b"'", b"&apos;", b"&#39;")
        for ways in (str.encode, escape, escape_attribute)
    ]  # fmt: skip
    drawn = (b' sheet="' + escape_attribute(old) + b'"', b' sheet="' + escape_attribute(new) + b'"')
    return _Change([*quoted, drawn])


def _table_change(old: str, new: str) -> _Change:
    before, after = old.encode(), new.encode()
    marks = ((b'name="', b'"'), (b'displayName="', b'"'), (b"", b"["))
    return _Change((start + before + end, start + after + end) for start, end in marks)


def _in_block(data: bytes, block: int) -> bytes:
    data = _BLOCK.sub(lambda found: found[1] + b"%d" % block, data)
    first = block * _IDS_A_BLOCK
    return _SHAPE.sub(lambda found: b"_x0000_s%d" % (first + int(found[1]) % _IDS_A_BLOCK), data)


def _in_order(book: OpenBook, names: Sequence[str]) -> None:
    """The sheets as the form has them, copies right behind their sheet; what counts sheets is counted anew."""
    now = [entry.name for entry in book.workbook.sheets]
    if now == list(names):
        return
    place = {number: names.index(name) for number, name in enumerate(now)}
    rewrite = Rewrite(book.package.read(book.workbook.part), book.workbook.part)
    data, box = rewrite.data, rewrite.root.child("sheets")
    nodes = box.all("sheet") if box else []
    tags = [data[node.start : node.end] for node in nodes]
    for node, name in zip(nodes, names, strict=True):
        rewrite.replace(node.start, node.end, tags[now.index(name)])
    for node in rewrite.root.walk():
        for attribute in ("localSheetId", "activeTab", "firstSheet"):
            if attribute in node.attrs:
                rewrite.set(node, attribute, str(place.get(node.number(attribute), 0)))
    book.package.write(book.workbook.part, rewrite.result())
