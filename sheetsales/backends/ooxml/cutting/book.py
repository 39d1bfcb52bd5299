"""The whole: sheets that go along, and of every other part only what is known and needed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from pathlib import Path

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.cutting.around import cut_comments, cut_table, cut_vml
from sheetsales.backends.ooxml.cutting.formulas import Formulas
from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.cutting.sheet import SheetPart
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite, parse, refusal
from sheetsales.backends.ooxml.workbook_part import SheetEntry, WorkbookPart
from sheetsales.backends.parts.relationships import rels_name
from sheetsales.cells.address import parse_a1
from sheetsales.cells.cut import Cut, SheetCut
from sheetsales.regex import regex

_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_KEPT_IN_BOOK = frozenset(
    "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr".split()  # noqa: SIM905 - reads as in the format
)
_RATE = regex(r"\d{1,3}(\.\d{1,6})?%?")
_FILTERED = "_xlnm._FilterDatabase"
_OF_BOOK = ("styles", "theme", "sharedStrings")


def cut_book(source: bytes | Path, cut: Cut, *, limits: Limits = DEFAULT) -> bytes:
    """A workbook without macros that holds the part; raises ``NotAWorkbook`` where the source cannot be read."""
    path = source if isinstance(source, Path) else Path("workbook.xlsx")
    data = Source.held(source) if isinstance(source, bytes) else Source.opened(source, limits)
    try:
        with closing(data), closing(Package(data, path, limits)) as package:
            return _Cutter(package, cut).result()
    except MalformedError as fault:
        raise refusal(path, fault) from fault


class _Cutter:
    def __init__(self, package: Package, cut: Cut) -> None:
        self._package, self._cut = package, cut
        self._book = WorkbookPart(package)
        self._maps = {sheet.name.casefold(): RowMap(sheet.gone) for sheet in cut.sheets}
        kept = {sheet.name for sheet in cut.sheets}
        self._kept = [entry for entry in self._book.sheets if entry.name in kept]
        self._lost = {*self._lost_tables(), *self._lost_names()}
        self._formulas = Formulas(self._maps, self._lost, cut.unsaid)
        self._shared: set[int] = set()
        self._parts: set[str] = {self._book.part.lower()}
        """The parts that go along, in small letters."""

    def result(self) -> bytes:
        cuts = {sheet.name: sheet for sheet in self._cut.sheets}
        for entry in self._kept:
            self._sheet(entry, cuts[entry.name])
        self._strings()
        for kind in _OF_BOOK:
            self._parts.update(r.target.lower() for r in self._package.related(self._book.part, kind))
        self._workbook()
        self._drop_the_rest()
        out = BytesIO()
        self._package.save(out)
        return out.getvalue()

    # -- what does not go along

    def _lost_tables(self) -> Iterable[str]:
        for entry in self._book.worksheets:
            if entry not in self._kept:
                for relation in self._package.related(entry.part, "table"):
                    root = parse(self._package.read(relation.target), relation.target)
                    yield root.attrs.get("displayName", root.attrs.get("name", "")).casefold()

    def _lost_names(self) -> Iterable[str]:
        """Names that do not go along, and those that need one of them, until nothing is added."""
        lost: set[str] = set(self._lost_tables())
        names = [n for n in self._book.names() if n.scope is None]
        while True:
            formulas = Formulas(self._maps, lost)
            more = {n.name.casefold() for n in names if _followed(formulas, n.text) is None} - lost
            if not more:
                return lost
            lost |= more

    # -- the parts

    def _sheet(self, entry: SheetEntry, cut: SheetCut) -> None:
        package, rows = self._package, self._maps[entry.name.casefold()]
        made = SheetPart(package.read(entry.part), entry.part, cut, rows, self._formulas, self._shared)
        data = made.result()
        noted: set[tuple[int, int]] = set()
        for relation in package.related(entry.part, "comments"):
            noted |= self._comments(relation.target, cut, rows)
        dropped: list[str] = []
        for relation in package.relations(entry.part):
            if relation.kind == "table":
                table = cut_table(
                    package.read(relation.target), relation.target, entry.name, rows, self._formulas
                )
                package.write(relation.target, table)
            elif relation.kind == "vmlDrawing" and noted and relation.id in made.relations:
                package.write(relation.target, cut_vml(package.read(relation.target), cut, rows, noted))
            elif not (relation.kind == "comments" and noted) and not (
                relation.kind == "hyperlink" and relation.id in made.relations
            ):
                dropped.append(relation.id)
                continue
            if not relation.external:
                self._parts.add(relation.target.lower())
        if not noted:
            data = _without_legacy(data, entry.part)
        package.write(entry.part, data)
        self._parts.add(entry.part.lower())
        self._without_relations(entry.part, dropped)

    def _comments(self, part: str, cut: SheetCut, rows: RowMap) -> set[tuple[int, int]]:
        """Write the notes that are left; the cells they had."""
        data = self._package.read(part)
        new = cut_comments(data, part, cut, rows, self._formulas)
        if new is None:
            return set()
        self._package.write(part, new)
        kept = {n.attrs.get("ref", "") for n in _listed(parse(new, part))}
        before = [n.attrs.get("ref", "") for n in _listed(parse(data, part))]
        return {
            at for ref in before if (at := parse_a1(ref)) and at[0] not in cut.gone and rows.a1(ref) in kept
        }

    def _strings(self) -> None:
        """Shared strings that no cell shows any more say nothing; none gets another number."""
        for relation in self._package.related(self._book.part, "sharedStrings"):
            rewrite = Rewrite(self._package.read(relation.target), relation.target)
            for number, item in enumerate(rewrite.root.all("si")):
                if number not in self._shared:
                    p = item.prefix
                    rewrite.replace(item.start, item.end, b"<%bsi><%bt/></%bsi>" % (p, p, p))
            for name in ("count", "uniqueCount"):
                if name in rewrite.root.attrs:
                    rewrite.set(rewrite.root, name, None)
            self._package.write(relation.target, rewrite.result())

    def _workbook(self) -> None:
        rewrite = Rewrite(self._package.read(self._book.part), self._book.part)
        place = {entry.index: new for new, entry in enumerate(self._kept)}
        for node in rewrite.root.children:
            if node.name not in _KEPT_IN_BOOK:
                rewrite.remove(node)
            elif node.name == "workbookPr" and "codeName" in node.attrs:
                rewrite.set(node, "codeName", None)
            elif node.name == "sheets":
                self._list(rewrite, node, place)
            elif node.name == "bookViews":
                self._views(rewrite, node)
            elif node.name == "definedNames":
                self._names(rewrite, node, place)
            elif node.name == "calcPr":
                rewrite.set(node, "fullCalcOnLoad", "1")
        if rewrite.root.child("calcPr") is None:
            behind = [n.end for n in rewrite.root.children if n.name in ("sheets", "definedNames")]
            rewrite.insert(max(behind), b"<" + rewrite.prefix + b'calcPr fullCalcOnLoad="1"/>')
        self._package.write(self._book.part, rewrite.result())
        self._package.retype(self._book.part, _BOOK)

    def _list(self, rewrite: Rewrite, box: Node, place: dict[int, int]) -> None:
        nodes = box.all("sheet")
        seen = [nodes[old] for old in place]
        for index, node in enumerate(nodes):
            if index not in place:
                rewrite.remove(node)
        if all(node.attrs.get("state", "visible") != "visible" for node in seen):
            rewrite.set(seen[0], "state", None)

    def _views(self, rewrite: Rewrite, box: Node) -> None:
        shown = (n for n, entry in enumerate(self._kept) if self._book.visibility(entry) == "visible")
        first = next(shown, 0)
        for node in box.children:
            rewrite.set(node, "firstSheet", None)
            rewrite.set(node, "activeTab", str(first))

    def _names(self, rewrite: Rewrite, box: Node, place: dict[int, int]) -> None:
        nodes = box.all("definedName")
        said = [self._name(node, place) for node in nodes]
        for node, new in zip(nodes, said, strict=True):
            scope = node.number("localSheetId", -1)
            if new is None:
                rewrite.remove(node)
                continue
            if new != node.text:
                rewrite.set_text(node, new)
            if scope >= 0:
                rewrite.set(node, "localSheetId", str(place[scope]))
        if not any(said):
            rewrite.remove(box)

    def _name(self, node: Node, place: dict[int, int]) -> str | None:
        """What a name refers to now; None for one that does not go along."""
        scope = node.number("localSheetId", -1)
        if node.attrs.get("name", "") == _FILTERED or (scope >= 0 and scope not in place):
            return None
        if self._formulas.tells(" ".join(node.attrs.values())):
            return None
        return _followed(self._formulas, node.text)

    # -- relationships

    def _without_relations(self, part: str, ids: Iterable[str]) -> None:
        name, gone = rels_name(part), set(ids)
        if not gone or not self._package.has(name):
            return
        rewrite = Rewrite(self._package.read(name), name)
        for node in rewrite.root.all("Relationship"):
            if node.attrs.get("Id", "") in gone:
                rewrite.remove(node)
        self._package.write(name, rewrite.result())

    def _drop_the_rest(self) -> None:
        package, book = self._package, self._book.part
        kept = {book.lower(), *self._parts}
        gone = [r.id for r in package.relations(book) if r.external or r.target.lower() not in kept]
        outer = [r.id for r in package.relations("") if r.external or r.target.lower() != book.lower()]
        for part in sorted(kept):
            if part not in {book.lower(), *(entry.part.lower() for entry in self._kept)}:
                self._without_relations(part, [r.id for r in package.relations(part)])
        self._without_relations(book, gone)
        self._without_relations("", outer)
        beside = {rels_name(part).lower() for part in ("", *kept)} | {"[content_types].xml"}
        for name in package.names():
            if name.lower() not in kept | beside:
                package.remove(name)


def _followed(formulas: Formulas, text: str) -> str | None:
    """What a name refers to now; None where that does not go along."""
    try:
        return formulas.followed(text, None, only_fixed=True) if _refers(text) else None
    except GoneError:
        return None


def _refers(text: str) -> bool:
    """Whether a name refers to cells or a Table, or is a rate: any other text or number of its own may say anything."""
    return "!" in text or "[" in text or _RATE.fullmatch(text.strip()) is not None


def _listed(root: Node) -> list[Node]:
    box = root.child("commentList")
    return box.children if box else []


def _without_legacy(data: bytes, part: str) -> bytes:
    """A sheet that has no notes any more needs no drawing for them."""
    rewrite = Rewrite(data, part)
    node = rewrite.root.child("legacyDrawing")
    if node is None:
        return data
    rewrite.remove(node)
    return rewrite.result()
