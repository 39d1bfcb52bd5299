"""How an area looks: formats of cells, widths of columns, heights of rows. What the cells hold is not touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sheetsales.backends.ooxml import book_refusals as say
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.sheet_text import masked
from sheetsales.backends.ooxml.spans import MalformedError, Node, with_attribute
from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.parts.number_formats import is_code
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, column_letters, parse_a1
from sheetsales.cells.edits import SetFormat
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused, IsProtected

MOST_CELLS = 20_000
_ATTRIBUTE = rb"\s%b\s*=\s*[\"']([^\"']*)[\"']"
"""An attribute by its name: blanks before it, or ``s`` would be found at the end of ``spans``."""
Derive = Callable[[int], int]


def set_format(book: OpenBook, edit: SetFormat) -> None:
    """Give the area its look. Raises ``EditRefused`` for protected sheets, no number formats and areas too large."""
    area, entry = edit.area, book.entry(edit.area.sheet)
    check_format(edit)
    if book.sheet(area.sheet).frame.is_protected and not book.allow_protected:
        raise IsProtected(say.FORMAT_LOCKED.fill(area=area, sheet=area.sheet))
    look = Look(edit.number_format, edit.bold, edit.colour, edit.fill, edit.wrap)
    frame = book.sheet(entry.name).frame
    book.settle()
    if look != Look() or edit.height is not None:
        derive = (lambda style: book.styles.with_look(style, look)) if look != Look() else None
        xml = book.package.read(entry.part)
        looks = _Looks(xml, entry.part, area, frame.column_style, derive, edit.height)
        book.package.write(entry.part, looks.result())
        if derive:
            book.sheet(entry.name).frame.widen_dimension(
                area.first_row, area.first_column, area.last_row, area.last_column
            )
    if edit.width is not None:
        _set_width(book.sheet(entry.name).frame, area.first_column, area.last_column, edit.width)


def check_format(edit: SetFormat) -> None:
    """Raises ``EditRefused`` for areas too large or off the sheet, and for what is no number format."""
    area = edit.area
    if not (
        1 <= area.first_row <= area.last_row <= MAX_ROW
        and 1 <= area.first_column <= area.last_column <= MAX_COLUMN
    ):
        raise EditRefused(say.FORMAT_LARGE.fill(area=area, count="?", limit=f"{MOST_CELLS:,}"))
    count = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
    if count > MOST_CELLS:
        raise EditRefused(say.FORMAT_LARGE.fill(area=area, count=f"{count:,}", limit=f"{MOST_CELLS:,}"))
    code = edit.number_format
    if code is not None and not is_code(code):
        raise EditRefused(say.FORMAT_CODE.fill(area=area, code=code))


@dataclass(frozen=True, slots=True)
class _Piece:
    """An element between rows or cells: its number, its start tag and where it stands."""

    number: int
    start: int
    inner: int
    end: int
    has_number: bool


class _Looks:
    """The sheet's bytes with other styles in one area; only the rows of the area are looked into."""

    def __init__(
        self,
        xml: bytes,
        part: str,
        area: Area,
        column_style: Callable[[int], int],
        derive: Derive | None,
        height: float | None,
    ) -> None:
        self._xml, self._area, self._derive, self._height = xml, area, derive, height
        self._column_style = column_style
        self._scan = masked(xml, part)
        found = re.search(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^<>]*?(/?)>", self._scan)
        if found is None:
            raise MalformedError(part)
        self._p, self._open, self._part = found[1], found, part
        self._edits: list[tuple[int, int, bytes]] = []

    def result(self) -> bytes:
        wanted = list(range(self._area.first_row, self._area.last_row + 1))
        if self._open[2]:
            head = self._open[0][:-2].rstrip() + b">"
            rows = b"".join(self._new_row(number) for number in wanted)
            self._edits.append((*self._open.span(), head + rows + b"</" + self._p + b"sheetData>"))
        else:
            self._rows(wanted)
        out, at = [], 0
        for start, end, data in sorted(self._edits, key=lambda edit: edit[:2]):
            out += [self._xml[at:start], data]
            at = end
        return b"".join([*out, self._xml[at:]])

    def _rows(self, wanted: list[int]) -> None:
        end = self._scan.rfind(b"</" + self._p + b"sheetData")
        if end < self._open.end():
            raise MalformedError(self._part)
        left = iter([*wanted, MAX_ROW + 1])
        number = next(left)
        for row in self._pieces(b"row", self._open.end(), end):
            number = self._new_rows(number, left, row)
            if row.number == number:
                self._old_row(row)
                number = next(left)
            if number > self._area.last_row:
                return
        self._edits.append((end, end, b"".join(self._new_row(n) for n in wanted if n >= number)))

    def _new_rows(self, number: int, left: Iterator[int], row: _Piece) -> int:
        """Put the wanted rows before one that is there; returns the next wanted."""
        made = b""
        while number < row.number and number <= self._area.last_row:
            made += self._new_row(number)
            number = next(left)
        if made:
            self._edits.append((row.start, row.start, made))
            if not row.has_number and row.number != number:
                head = with_attribute(self._xml[row.start : row.inner], "r", str(row.number))
                self._edits.append((row.start, row.inner, head))
        return number

    def _new_row(self, number: int) -> bytes:
        cells = b"".join(
            self._new_cell(number, column, self._column_style(column)) for column in self._columns()
        )
        head = self._sized(b'<%brow r="%d">' % (self._p, number))
        return head + cells + b"</" + self._p + b"row>" if cells or self._height is not None else b""

    def _columns(self) -> range:
        return range(self._area.first_column, self._area.last_column + 1) if self._derive else range(0)

    def _new_cell(self, row: int, column: int, style: int) -> bytes:
        new = self._derive(style) if self._derive else style
        return b'<%bc r="%b%d" s="%d"/>' % (self._p, column_letters(column).encode(), row, new)

    def _old_row(self, row: _Piece) -> None:
        head = self._xml[row.start : row.inner]
        style = _row_style(head)
        cells = list(self._pieces(b"c", row.inner, row.end)) if not head.endswith(b"/>") else []
        inside = self._cells(row, cells, style)
        new = self._sized(with_attribute(head, "r", str(row.number)))
        if inside:
            new = with_attribute(new, "spans", None)
        if inside and head.endswith(b"/>"):
            new = new[:-2].rstrip() + b">" + inside + b"</" + self._p + b"row>"
        elif inside:
            self._edits.append((row.end, row.end, inside))
        self._edits.append((row.start, row.inner, new))

    def _cells(self, row: _Piece, cells: list[_Piece], style: int | None) -> bytes:
        """Restyle the row's cells and put in those missing; returns what goes behind the last."""
        left = [*self._columns()]
        for cell in cells:
            missing = [column for column in left if column < cell.number]
            made = b"".join(self._new_cell(row.number, c, self._inherited(style, c)) for c in missing)
            head = self._xml[cell.start : cell.inner]
            new = (
                head
                if cell.has_number or not made
                else with_attribute(head, "r", f"{column_letters(cell.number)}{row.number}")
            )
            if cell.number in left and self._derive:
                new = with_attribute(new, "s", str(self._derive(_number(head, b"s") or 0)))
            if made + new != head:
                self._edits.append((cell.start, cell.inner, made + new))
            left = [column for column in left if column > cell.number]
        return b"".join(self._new_cell(row.number, c, self._inherited(style, c)) for c in left)

    def _inherited(self, row_style: int | None, column: int) -> int:
        return self._column_style(column) if row_style is None else row_style

    def _sized(self, head: bytes) -> bytes:
        if self._height is None:
            return head
        return with_attribute(with_attribute(head, "ht", f"{self._height:g}"), "customHeight", "1")

    def _pieces(self, name: bytes, start: int, end: int) -> Iterator[_Piece]:
        """The elements of one name in order; one without a number follows the one before."""
        p, number = re.escape(self._p), 0
        closing = b"</" + self._p + name
        for found in re.compile(rb"<%b%b(?=[\s/>])[^<>]*>" % (p, name)).finditer(self._scan, start, end):
            text = re.search(_ATTRIBUTE % b"r", found[0])
            given = _given(text[1].decode("ascii", "replace"), name) if text else None
            number = given or number + 1
            last = found.end() if found[0].endswith(b"/>") else self._scan.find(closing, found.end(), end)
            yield _Piece(number, found.start(), found.end(), last if last >= 0 else end, given is not None)


def _given(text: str, name: bytes) -> int | None:
    if name == b"row":
        return int(text) if text.isascii() and text.isdigit() else None
    at = parse_a1(text)
    return at[1] if at else None


def _row_style(head: bytes) -> int | None:
    """The style new cells of a row take over; None where the column's holds."""
    is_formatted = re.search(_ATTRIBUTE % b"customFormat", head)
    return _number(head, b"s") if is_formatted and is_formatted[1] in (b"1", b"true") else None


def _number(head: bytes, name: bytes) -> int | None:
    found = re.search(_ATTRIBUTE % name, head)
    return int(found[1]) if found and found[1].isdigit() else None


def _set_width(frame: SheetFrame, first: int, last: int, width: float) -> None:
    """Columns that share an element with others are split from them; ranges of columns must not overlap."""
    box = frame.child("cols")
    p, rewrite = frame.rewrite.prefix, frame.rewrite
    made: list[bytes] = []
    nodes = sorted(box.all("col") if box else [], key=lambda node: node.number("min"))
    at = first
    for node in nodes:
        low, high = node.number("min"), node.number("max")
        if high < first or low > last:
            made.append(_raw(frame, node))
            continue
        raw = _raw(frame, node)
        made += [_column(raw, low, first - 1)] if low < first else []
        made += [_fresh(p, at, low - 1, width)] if at < low else []
        sized = with_attribute(with_attribute(raw, "width", f"{width:g}"), "customWidth", "1")
        made.append(_column(sized, max(low, first), min(high, last)))
        made += [_column(raw, last + 1, high)] if high > last else []
        at = max(at, min(high, last) + 1)
    made += [_fresh(p, at, last, width)] if at <= last else []
    made.sort(key=_first_column)
    ordered = b"".join(made)
    if box is None:
        frame.insert("cols", b"<" + p + b"cols>" + ordered + b"</" + p + b"cols>")
    else:
        rewrite.replace(box.start, box.end, b"<" + p + b"cols>" + ordered + b"</" + p + b"cols>")


def _first_column(raw: bytes) -> int:
    return _number(raw, b"min") or 0


def _raw(frame: SheetFrame, node: Node) -> bytes:
    return frame.rewrite.data[node.start : node.end]


def _column(raw: bytes, low: int, high: int) -> bytes:
    return with_attribute(with_attribute(raw, "min", str(low)), "max", str(high))


def _fresh(prefix: bytes, low: int, high: int, width: float) -> bytes:
    return b'<%bcol min="%d" max="%d" width="%b" customWidth="1"/>' % (
        prefix,
        low,
        high,
        f"{width:g}".encode(),
    )
