"""Everything of a worksheet that is not its rows: merges, protection, columns, validations, drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sheetsales.backends.ooxml.archive_write import Stream
from sheetsales.backends.ooxml.sheet_text import CHECKED, masked
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite, require_well_formed
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, column_letters, column_number, parse_a1
from sheetsales.regex import regex

SHEET_DATA = regex(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData(?=[\s/>])[^<>]*?(/?)>")
"""The rows begin here, whatever prefix the elements have; in a tag stand attributes and nothing else."""
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The order in which the children of a worksheet must stand."""
_RANGE_END = regex(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})\Z")


class SheetFrame:
    """The sheet's XML without its rows, and where the rows lay in it."""

    def __init__(self, xml: bytes, sheet: str, part: str) -> None:
        self.sheet, self.part = sheet, part
        self._styled: list[tuple[int, int, int]] | None = None
        if len(xml) <= CHECKED:
            require_well_formed(xml, part)
        self.scan = masked(xml, part)
        found = SHEET_DATA.search(self.scan)
        if not found:
            raise MalformedError(part)
        self.prefix = found[1]
        self.data_start = self.data_end = found.end()
        self._open, self._is_empty = found, bool(found[2])
        if not self._is_empty:
            self.data_end = self.scan.rfind(b"</" + self.prefix + b"sheetData")
            if self.data_end < self.data_start:
                raise MalformedError(part)
        self.rewrite = Rewrite(xml[: self.data_start] + xml[self.data_end :], part)
        self.root = self.rewrite.root
        if self.root.name != "worksheet":
            raise MalformedError(part)

    def stream(self, rows: Callable[[], Iterable[bytes | memoryview]], size: int | None) -> Stream | None:
        """The sheet with these rows, ``size`` bytes of them, and with what was changed around them.

        ``size`` None: the rows are what they were. None where nothing at all has changed.
        """
        bare = b"".join(self.rewrite.pieces())
        if size is None and bare == self.rewrite.data:
            return None
        if not self._is_empty:
            whole = len(bare) + (self.data_end - self.data_start if size is None else size)
            return Stream(whole, lambda: self.rewrite.pieces((self.data_start, self.data_start, rows())))
        made = b"".join(rows())
        if made:
            head = self._open[0][:-2].rstrip() + b">"
            close = b"</" + self.prefix + b"sheetData>"
            self.rewrite.replace(self._open.start(), self._open.end(), head)
            self.rewrite.insert(self.data_start, made + close)
        result = self.rewrite.result()
        return Stream(len(result), lambda: (result,))

    def span_rows(self, start: int, end: int) -> None:
        """Where the rows lie in the whole sheet, for a frame that was made without them."""
        self.data_start, self.data_end = start, end

    def child(self, name: str) -> Node | None:
        return self.root.child(name)

    def merges(self) -> list[Area]:
        box = self.child("mergeCells")
        areas = (self.area(node.attrs.get("ref", "")) for node in (box.all("mergeCell") if box else []))
        return [area for area in areas if area]

    def area(self, text: str) -> Area | None:
        """``A1:B2``, ``A:C`` or ``2:5`` as an area of this sheet."""
        first, mark, last = text.partition(":")
        start, end = _corner(first, False), _corner(last if mark else first, True)
        if not start or not end:
            return None
        rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
        return Area(self.sheet, rows[0], columns[0], rows[1], columns[1])

    @property
    def is_protected(self) -> bool:
        node = self.child("sheetProtection")
        return node is not None and node.truth("sheet")

    def column_style(self, column: int) -> int:
        """The style a blank cell of the column takes over."""
        if self._styled is None:
            columns = ((n.number("min"), n.number("max"), n.number("style")) for n in self._columns())
            self._styled = [found for found in columns if found[2]]
        return next((style for low, high, style in self._styled if low <= column <= high), 0)

    def insert(self, name: str, xml: bytes) -> None:
        """Put a new child at the place the schema gives it."""
        rank = _ORDER.index(name)
        later = [c for c in self.root.children if c.name in _ORDER and _ORDER.index(c.name) > rank]
        wrapped = [c for c in self.root.children if c.name == "AlternateContent" and self._rank(c) > rank]
        places = [c.start for c in later + wrapped]
        self.rewrite.insert(min(places) if places else self.root.close, xml)

    def relation_attribute(self) -> bytes:
        """``r:id="%b"`` with the prefix the sheet has for relationships, declared on the spot where it has none."""
        head = self.rewrite.data[self.root.start : self.root.inner]
        found = re.search(rb"xmlns:([\w.-]+)\s*=\s*[\"']http[^\"']*/relationships[\"']", head)
        if found:
            return found[1] + b':id="%b"'
        strict = self.root.space.startswith("http://purl.oclc.org/")
        base = (
            b"http://purl.oclc.org/ooxml/officeDocument"
            if strict
            else (b"http://schemas.openxmlformats.org/officeDocument/2006")
        )
        return b'xmlns:r="' + base + b'/relationships" r:id="%b"'

    def widen_dimension(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Make ``dimension`` cover an area; a sheet without one gets none."""
        node = self.child("dimension")
        old = self.area(node.attrs.get("ref", "")) if node else None
        if node is None or old is None:
            return
        new = Area(
            self.sheet,
            min(old.first_row, first_row),
            min(old.first_column, first_column),
            max(old.last_row, last_row),
            max(old.last_column, last_column),
        )
        if new != old:
            self.rewrite.set(node, "ref", new.a1)

    def _columns(self) -> Iterator[Node]:
        box = self.child("cols")
        yield from box.all("col") if box else []

    @staticmethod
    def _rank(node: Node) -> int:
        names = [n.name for n in node.walk() if n.name in _ORDER]
        return _ORDER.index(names[0]) if names else -1


def _corner(text: str, last: bool) -> tuple[int, int] | None:
    cell = parse_a1(text)
    if cell:
        return cell
    found = _RANGE_END.match(text)
    if not found or not (found[1] or found[2]):
        return None
    row = int(found[2]) if found[2] else (MAX_ROW if last else 1)
    column = column_number(found[1]) if found[1] else (MAX_COLUMN if last else 1)
    return (row, column) if 1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN else None


def range_text(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """``A1:B2`` even where it is one cell: table refs always name both ends."""
    return f"{column_letters(first_column)}{first_row}:{column_letters(last_column)}{last_row}"
