"""The workbook part: sheets in order, defined names, date system, calculation settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite, escape, escape_attribute
from sheetsales.cells.grid import Visibility
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_CHAINED = regex(rb"\si=[\"'](\d+)[\"']")
"""A calculation chain may hold a million cells; only the numbers of their sheets are of interest."""
_LONG = 6
"""No sheet id has so many digits."""
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``kind`` is worksheet, chartsheet, dialogsheet or xlMacrosheet."""

    name: str
    part: str
    kind: str
    sheet_id: int
    index: int


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it refers to; ``scope`` is the index of its sheet, None for the workbook."""

    name: str
    text: str
    scope: int | None
    node: Node


class WorkbookPart:
    """Reads and changes ``workbook.xml``, wherever the package keeps it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        found = [r for r in package.relations("") if r.kind == "officeDocument" and not r.external]
        if not found or not package.has(found[0].target):
            raise MalformedError("xl/workbook.xml")
        self.part = found[0].target
        self.rewrite = Rewrite(package.read(self.part), self.part)
        self.root = self.rewrite.root
        box = self.root.child("sheets")
        if self.root.name != "workbook" or box is None:
            raise MalformedError(self.part)
        self._box = box
        self._touched = False
        self._shown: dict[int, Visibility] = {}
        self.sheets = self._list_sheets()

    @property
    def date1904(self) -> bool:
        node = self.root.child("workbookPr")
        return node is not None and node.truth("date1904")

    @property
    def structure_is_locked(self) -> bool:
        node = self.root.child("workbookProtection")
        return node is not None and node.truth("lockStructure")

    @property
    def is_signed(self) -> bool:
        return any(r.kind == "origin" and "digital-signature" in r.type for r in self._package.relations(""))

    @property
    def worksheets(self) -> list[SheetEntry]:
        """The sheets that have cells."""
        return [entry for entry in self.sheets if entry.kind == "worksheet" and entry.part]

    def names(self) -> list[DefinedName]:
        box = self.root.child("definedNames")
        return [
            DefinedName(
                node.attrs.get("name", ""),
                node.text,
                node.number("localSheetId") if "localSheetId" in node.attrs else None,
                node,
            )
            for node in (box.all("definedName") if box else [])
        ]

    def change_names(self, change: Callable[[DefinedName], str]) -> None:
        """Let every defined name refer to what ``change`` makes of it."""
        for name in self.names():
            new = change(name)
            if new != name.text:
                self.rewrite.set_text(name.node, new)
                self._touched = True

    def add_sheet(self, name: str, part: str, relation: str, visibility: Visibility) -> None:
        """List a new sheet as the last; its part and relationship are the caller's."""
        free = max([*(s.sheet_id for s in self.sheets), *self._chained()], default=0) + 1
        self.sheets = (*self.sheets, SheetEntry(name, part, "worksheet", free, len(self.sheets)))
        state = "" if visibility == "visible" else f' state="{visibility}"'
        space, declared = self._relation_prefix()
        attributes = f'" sheetId="{free}"{state}{declared} {space}:id="{relation}"/>'.encode()
        tag = b"<" + self.rewrite.prefix + b'sheet name="'
        self.rewrite.append(self._box, tag + escape_attribute(name) + attributes)
        self._shown[len(self.sheets) - 1] = visibility
        self._touched = True

    def rename(self, entry: SheetEntry, name: str) -> None:
        """Let a sheet have another name; what refers to it is the caller's."""
        self._reopen()
        self.rewrite.set(self._box.all("sheet")[entry.index], "name", name)
        self.sheets = tuple(replace(s, name=name) if s.index == entry.index else s for s in self.sheets)
        self._touched = True
        self._reopen()

    def any_sheet(self, name: str) -> SheetEntry | None:
        """The sheet of that name, case aside, whatever its kind."""
        found = next((s for s in self.sheets if s.name == name), None)
        return found or next((s for s in self.sheets if s.name.lower() == name.lower()), None)

    def visibility(self, entry: SheetEntry) -> Visibility:
        """What stands in the file; a sheet added by the same plan tells what it was added with."""
        if entry.index in self._shown:
            return self._shown[entry.index]
        state = self._box.all("sheet")[entry.index].attrs.get("state", "visible")
        return "hidden" if state == "hidden" else "veryHidden" if state == "veryHidden" else "visible"

    def set_visibility(self, entry: SheetEntry, visibility: Visibility) -> None:
        nodes = self._box.all("sheet")
        if entry.index >= len(nodes):
            self._reopen()
            nodes = self._box.all("sheet")
        self.rewrite.set(nodes[entry.index], "state", None if visibility == "visible" else visibility)
        self._shown[entry.index] = visibility
        self._touched = True

    def activate_instead(self, hidden: SheetEntry, shown: SheetEntry) -> None:
        """Let the workbook open on another sheet than one that is hidden now."""
        box = self.root.child("bookViews")
        for view in box.all("workbookView") if box else []:
            if view.number("activeTab") == hidden.index:
                self.rewrite.set(view, "activeTab", str(shown.index))
                self._touched = True

    def set_name(self, name: str, text: str, scope: int | None) -> None:
        """Let a defined name refer to ``text``; where there is none of that scope, it is added as the last."""
        found = next((n for n in self.names() if (n.name.lower(), n.scope) == (name.lower(), scope)), None)
        self._touched = True
        if found is not None:
            self.rewrite.set_text(found.node, text)
            return
        p = self.rewrite.prefix
        local = b"" if scope is None else b' localSheetId="%d"' % scope
        made = b'<%bdefinedName name="%b"%b>%b</%bdefinedName>'
        item = made % (p, escape_attribute(name), local, escape(text), p)
        box = self.root.child("definedNames")
        if box is not None:
            self.rewrite.append(box, item)
        else:
            place = max(c.end for c in self.root.children if c.name in _BEFORE_CALC)
            self.rewrite.insert(place, b"<%bdefinedNames>%b</%bdefinedNames>" % (p, item, p))
        self._reopen()

    def _reopen(self) -> None:
        """Read what has been changed so far anew, so that later edits find it."""
        self.rewrite = Rewrite(self.rewrite.result(), self.part)
        self.root = self.rewrite.root
        box = self.root.child("sheets")
        if box is None:
            raise MalformedError(self.part)
        self._box = box

    def recalculate_on_load(self) -> None:
        """Ask for every formula to be computed when the file is opened."""
        node = self.root.child("calcPr")
        if node is not None:
            if not node.truth("fullCalcOnLoad"):
                self.rewrite.set(node, "fullCalcOnLoad", "1")
                self._touched = True
            return
        place = max(c.end for c in self.root.children if c.name in _BEFORE_CALC)
        self.rewrite.insert(place, b"<" + self.rewrite.prefix + b'calcPr fullCalcOnLoad="1"/>')
        self._touched = True

    @property
    def recalculates(self) -> bool:
        node = self.root.child("calcPr")
        return node is not None and node.truth("fullCalcOnLoad")

    def save(self) -> None:
        if self._touched:
            self._package.write(self.part, self.rewrite.result())

    def _list_sheets(self) -> tuple[SheetEntry, ...]:
        relations = {r.id: r for r in self._package.relations(self.part)}
        found = []
        for index, node in enumerate(self._box.all("sheet")):
            relation = relations.get(node.relation() or "")
            part = relation.target if relation and self._package.has(relation.target) else ""
            kind = relation.kind if relation else ""
            found.append(SheetEntry(node.attrs.get("name", ""), part, kind, node.number("sheetId"), index))
        return tuple(found)

    def _chained(self) -> list[int]:
        """The sheet ids that the calculation chain names; some name sheets long gone, whose ids are not free."""
        parts = {r.target for r in self._package.related(self.part, "calcChain")}
        parts.update(self._package.of_type("calcChain+xml"))
        found = (number for part in parts for number in _CHAINED.findall(self._package.read(part)))
        return [int(number) for number in found if len(number) < _LONG]

    def _relation_prefix(self) -> tuple[str, str]:
        """The prefix of the relationships namespace at the root, or one to be declared on the spot."""
        data = self.rewrite.data
        head = data[self.root.start : self.root.inner].decode()
        found = re.search(r"xmlns:([\w.-]+)\s*=\s*[\"'](http[^\"']*/relationships)[\"']", head)
        if found:
            return found[1], ""
        base = (
            "http://purl.oclc.org/ooxml/officeDocument"
            if self._package.is_strict
            else ("http://schemas.openxmlformats.org/officeDocument/2006")
        )
        return "r", f' xmlns:r="{base}/relationships"'
