"""One sheet of a part of a workbook: rows taken out, cells emptied, and nothing around them that could tell of more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sheetsales.backends.ooxml.cutting.formulas import Formulas, stays_in_row
from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.ooxml.spans import Node, Rewrite, escape, with_attribute
from sheetsales.cells.address import Area, column_letters, parse_a1, parse_area
from sheetsales.cells.cut import SheetCut

_KEPT = frozenset(
    [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "autoFilter",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "legacyDrawing",
        "tableParts",
        "extLst",
    ]
)
_KEPT_EXTENSIONS = frozenset({"dataValidations", "conditionalFormattings"})
_FILLING = frozenset({"array", "dataTable"})
_RULES = ("formula", "formula1", "formula2", "f")


class SheetPart:
    """Cuts one worksheet's XML; ``shared`` collects the numbers of shared strings that are still shown."""

    def __init__(
        self, data: bytes, part: str, cut: SheetCut, rows: RowMap, formulas: Formulas, shared: set[int]
    ) -> None:
        self._rewrite = Rewrite(data, part)
        self._cut, self._rows, self._formulas, self._shared = cut, rows, formulas, shared
        self._masters: dict[str, tuple[tuple[int, int], str]] = {}
        self._filled: list[Area] = []
        """What formulas of one cell fill: arrays and data tables."""
        self.relations: set[str] = set()
        """The relationships that are still referred to."""

    def result(self) -> bytes:
        for node in self._rewrite.root.children:
            if node.name not in _KEPT:
                self._rewrite.remove(node)
            else:
                self._around(node)
        return self._rewrite.result()

    # -- what stands around the rows

    def _around(self, node: Node) -> None:
        ways: dict[str, Callable[[Node], object]] = {
            "sheetData": self._data,
            "dimension": self._rewrite.remove,
            "sheetCalcPr": self._rewrite.remove,
            "sheetPr": self._properties,
            "sheetViews": self._views,
            "autoFilter": self._filter,
            "mergeCells": lambda box: self._all(box, [n for n in box.children if self._place(n, "ref")]),
            "hyperlinks": lambda box: self._all(box, [n for n in box.children if self._link(n)]),
            "conditionalFormatting": self._rule,
            "dataValidations": lambda box: self._all(
                box, [n for n in box.children if self._rule(n, inside=True)]
            ),
            "pageSetup": self._without_relation,
            "headerFooter": self._headings,
            "legacyDrawing": lambda drawing: self.relations.add(drawing.relation() or ""),
            "tableParts": lambda box: self.relations.update(n.relation() or "" for n in box.children),
            "extLst": lambda box: self._all(box, [n for n in box.children if self._extension(n)]),
        }
        if node.name in ways:
            ways[node.name](node)

    def _properties(self, node: Node) -> None:
        if "codeName" in node.attrs:
            self._rewrite.set(node, "codeName", None)

    def _headings(self, node: Node) -> None:
        if self._formulas.tells(" ".join(n.text for n in node.walk())):
            self._rewrite.remove(node)

    def _views(self, node: Node) -> None:
        for view in node.all("sheetView"):
            for name in ("topLeftCell", "tabSelected"):
                if name in view.attrs:
                    self._rewrite.set(view, name, None)
            for child in view.children:
                if child.name != "pane":
                    self._rewrite.remove(child)

    def _filter(self, node: Node) -> None:
        """The filter stays, what it filters by (names, as likely as not) goes."""
        if self._place(node, "ref"):
            for child in node.children:
                self._rewrite.remove(child)
        else:
            self._rewrite.remove(node)

    def _place(self, node: Node, name: str) -> bool:
        """Let an attribute name the rows of now; False where nothing is left of them."""
        old = node.attrs.get(name, "")
        new = self._rows.sqref(old)
        if new and new != old:
            self._rewrite.set(node, name, new)
        return bool(new)

    def _link(self, node: Node) -> bool:
        told = " ".join(node.attrs.values())
        if self._formulas.tells(told) or not self._place(node, "ref") or self._is_emptied(node.attrs["ref"]):
            return False
        if relation := node.relation():
            self.relations.add(relation)
        return True

    def _is_emptied(self, ref: str) -> bool:
        return parse_a1(ref.partition(":")[0]) in self._cut.emptied

    def _rule(self, node: Node, *, inside: bool = False) -> bool:
        """A drop-down or a conditional format with its ranges and formulas of now; False where it goes.

        One that stands alone removes itself; one ``inside`` a list is removed with its like.
        """
        new = self._followed_rule(node)
        if new is None:
            if not inside:
                self._rewrite.remove(node)
            return False
        for n, text in new:
            if n is node:
                self._rewrite.set(n, "sqref", text)
            elif text != n.text:
                self._rewrite.set_text(n, text)
        return True

    def _followed_rule(self, node: Node) -> list[tuple[Node, str]] | None:
        """What the parts of a rule say now, the rule itself standing for its ranges; None where it goes."""
        if any(self._formulas.tells(" ".join(n.attrs.values())) for n in node.walk()):
            return None
        boxes = [node] if "sqref" in node.attrs else [n for n in node.walk() if n.name == "sqref"]
        before = [n.attrs["sqref"] if n is node else n.text for n in boxes]
        after = [self._rows.sqref(text) for text in before]
        if not after or not all(after):
            return None
        by = _first_row(after) - _first_row(before)
        texts = [n for n in node.walk() if n.name in _RULES and n.text]
        try:
            said = [
                self._formulas.followed(moved(n.text, by, 0), self._cut.name, only_fixed=True) for n in texts
            ]
        except GoneError:
            return None
        return [*zip(boxes, after, strict=True), *zip(texts, said, strict=True)]

    def _extension(self, node: Node) -> bool:
        """Rules of later programs; False where the extension holds none that goes along, and goes as a whole."""
        boxes = {
            c.start: [n for n in c.children if self._rule(n, inside=True)]
            for c in node.children
            if c.name in _KEPT_EXTENSIONS
        }
        if not any(boxes.values()):
            return False
        for child in node.children:
            if rules := boxes.get(child.start):
                self._all(child, rules)
            else:
                self._rewrite.remove(child)
        return True

    def _all(self, box: Node, kept: list[Node]) -> bool:
        """Let a list hold these of its elements only; without any it goes."""
        if not kept:
            self._rewrite.remove(box)
            return False
        for node in box.children:
            if node not in kept:
                self._rewrite.remove(node)
        if "count" in box.attrs and len(kept) < len(box.children):
            self._rewrite.set(box, "count", str(len(kept)))
        return True

    def _without_relation(self, node: Node) -> None:
        if node.relation():
            head = self._rewrite.data[node.start : node.inner]
            self._rewrite.replace(
                node.start, node.inner, re.sub(rb"\s[\w.-]+:id\s*=\s*(\"[^\"]*\"|'[^']*')", b"", head)
            )

    # -- the rows

    def _data(self, box: Node) -> None:
        for number, row in _numbered(box, "row"):
            cells = list(_celled(row, number))
            for at, cell in cells:
                self._remember(at, cell)
            if number in self._cut.gone:
                self._rewrite.remove(row)
                continue
            new = self._rows.row(number)
            if row.attrs.get("r") != str(new):
                self._rewrite.set(row, "r", str(new))
            if "hidden" in row.attrs:
                self._rewrite.set(row, "hidden", None)
            for at, cell in cells:
                self._cell(at, cell, new)

    def _remember(self, at: tuple[int, int], cell: Node) -> None:
        """The formula that cells further down share with this one, and the cells that it fills."""
        formula = cell.child("f")
        if formula is None:
            return
        if formula.attrs.get("t") in _FILLING and (area := parse_area("x!" + formula.attrs.get("ref", ""))):
            self._filled.append(area)
        if formula.attrs.get("t") == "shared" and formula.text:
            self._masters.setdefault(formula.attrs.get("si", ""), (at, formula.text))

    def _cell(self, at: tuple[int, int], cell: Node, row: int) -> None:
        formula = cell.child("f")
        emptied = at in self._cut.emptied or (formula is None and self._is_filled(at))
        if emptied or formula is not None or any(name in cell.attrs for name in ("cm", "vm")):
            self._written(at, cell, row, None if emptied else formula, emptied)
            return
        if cell.attrs.get("t") == "s":
            self._share(cell)
        if cell.attrs.get("r") != (a1 := f"{column_letters(at[1])}{row}"):
            self._rewrite.set(cell, "r", a1)

    def _is_filled(self, at: tuple[int, int]) -> bool:
        """Whether a formula elsewhere put here what it found, from whatever rows."""
        return any(
            area.first_row <= at[0] <= area.last_row and area.first_column <= at[1] <= area.last_column
            for area in self._filled
        )

    def _share(self, cell: Node) -> None:
        value = cell.child("v")
        if value is not None and value.text.strip().isdecimal():
            self._shared.add(int(value.text))

    def _written(
        self, at: tuple[int, int], cell: Node, row: int, formula: Node | None, emptied: bool
    ) -> None:
        """A cell written anew: blank, or with its formula of now and what that shows where it tells of its row only."""
        head = self._rewrite.data[cell.start : cell.inner]
        head = with_attribute(head, "r", f"{column_letters(at[1])}{row}")
        for name in ("cm", "vm"):
            head = with_attribute(head, name, None)
        text = self._formula(at, formula) if formula is not None else None
        value = cell.child("v")
        if text is None and (emptied or formula is not None):
            body = b""
        elif text is not None and formula is not None:
            body = self._formula_xml(at, formula, text, row)
            if value is not None and stays_in_row(self._own(at, formula), at[0]):
                body += self._rewrite.data[value.start : value.end]
        else:
            body = self._rewrite.data[cell.inner : cell.close]
            if cell.attrs.get("t") == "s":
                self._share(cell)
        if not body or (formula is not None and b"v>" not in body):
            head = with_attribute(head, "t", None)
        tag = cell.prefix + b"c"
        head = head[:-2].rstrip() + b">" if head.endswith(b"/>") else head
        self._rewrite.replace(cell.start, cell.end, head + body + b"</" + tag + b">")

    def _own(self, at: tuple[int, int], formula: Node) -> str:
        """The formula as its own cell reads it; "" where nobody can tell."""
        if formula.attrs.get("t") != "shared" or formula.text:
            return formula.text
        found = self._masters.get(formula.attrs.get("si", ""))
        return moved(found[1], at[0] - found[0][0], at[1] - found[0][1]) if found else ""

    def _formula(self, at: tuple[int, int], formula: Node) -> str | None:
        own = self._own(at, formula)
        if not own or formula.attrs.get("t") == "dataTable":
            return None
        try:
            return self._formulas.followed(own, self._cut.name)
        except GoneError:
            return None

    def _formula_xml(self, at: tuple[int, int], formula: Node, text: str, row: int) -> bytes:
        name = formula.prefix + b"f"
        array = b""
        if formula.attrs.get("t") == "array":
            here = f"{column_letters(at[1])}{row}"
            array = b' t="array" ref="%b"' % (self._rows.a1(formula.attrs.get("ref", "")) or here).encode()
        return b"<" + name + array + b">" + escape(text) + b"</" + name + b">"


def _first_row(ranges: Iterable[str]) -> int:
    """The row that a rule's formulas are written for."""
    areas = (parse_area("x!" + part) for text in ranges for part in text.split())
    return min((area.first_row for area in areas if area), default=1)


def _numbered(box: Node, name: str) -> Iterator[tuple[int, Node]]:
    """Rows with their numbers; one without follows the one before."""
    number = 0
    for node in box.all(name):
        number = node.number("r") or number + 1
        yield number, node


def _celled(row: Node, number: int) -> Iterator[tuple[tuple[int, int], Node]]:
    column = 0
    for cell in row.all("c"):
        at = parse_a1(cell.attrs.get("r", "")) or (number, column + 1)
        column = at[1]
        yield (number, column), cell
