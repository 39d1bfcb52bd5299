"""Rows read by a whole XML parser: slow, and right whatever the markup looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from sheetsales.backends.reading.markup import flag, local, safe_parser
from sheetsales.backends.reading.rawcells import RawCell, UnreadableRow, form_of, place, row_number

Rows = list[tuple[int, list[RawCell]]]


def parse_row(markup: bytes, row: int) -> list[RawCell]:
    """The cells of one row's markup; raises UnreadableRow."""
    reader = SheetEvents(previous_row=row - 1)
    parser = expat.ParserCreate()
    reader.listen_to(parser)
    try:
        parser.Parse(markup, True)
    except expat.ExpatError:
        raise UnreadableRow from None
    return [cell for _, cells in reader.rows for cell in cells]


def parse_sheet(pieces: Iterable[bytes], reader: SheetEvents) -> Iterator[Rows]:
    """The rows of a whole sheet, piece by piece; what stands around them is in ``reader`` at the end.

    Raises UnreadableRow, DoctypeFound, or what expat raises where it is no well-formed XML.
    """
    parser = safe_parser()
    reader.listen_to(parser)
    for piece in pieces:
        parser.Parse(piece, False)
        yield reader.take_closed()
    parser.Parse(b"", True)
    yield reader.rows


class SheetEvents:
    """Collects rows, merged ranges and protection from a parser's events."""

    def __init__(self, previous_row: int = 0) -> None:
        self.rows: Rows = []
        self.merged: list[str] = []
        self.protected = False
        self.hidden: set[int] = set()
        self._row = previous_row
        self._column = 0
        self._cell: tuple[str, int] | None = None
        self._formula = self._stored = self._inline = False
        self._phonetic = 0
        self._value: list[str] = []
        self._text: list[str] = []
        self._into: Callable[[str], None] | None = None

    def listen_to(self, parser: expat.XMLParserType) -> None:
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def take_closed(self) -> Rows:
        """The rows so far but for the last, which may be still open."""
        closed = self.rows[:-1]
        del self.rows[:-1]
        return closed

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._into = None
        match _plain(name):
            case "row":
                self._row, self._column = row_number(_written(attributes), self._row), 0
                self.rows.append((self._row, []))
                if flag(attributes.get("hidden")):
                    self.hidden.add(self._row)
            case "c":
                self._open_cell(attributes)
            case "f":
                self._formula = True
            case "v":
                self._stored, self._into = True, self._value.append
            case "is":
                self._inline = True
            case "t" if self._inline and not self._phonetic:
                self._into = self._text.append
            case "rPh":
                self._phonetic += 1
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))
            case "sheetProtection":
                self.protected = flag(attributes.get("sheet"))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._column, cell_type, style = place(_written(attributes), self._row, self._column)
        self._cell = cell_type, style
        self._formula = self._stored = self._inline = False
        self._value.clear()
        self._text.clear()

    def _end(self, name: str) -> None:
        self._into = None
        plain = _plain(name)
        if plain == "rPh":
            self._phonetic -= 1
        elif plain == "c" and self._cell and self.rows:
            self._close_cell(*self._cell)

    def _close_cell(self, cell_type: str, style: int) -> None:
        value = "".join(self._value)
        form = form_of(
            cell_type,
            formula=self._formula,
            stored=self._stored,
            filled=bool(value),
            inline=self._inline,
        )
        text = "".join(self._text) if form == "inline" else value
        raw = text.replace("&", "&amp;").replace("<", "&lt;").encode()
        self.rows[-1][1].append(RawCell(self._column, cell_type, style, form, raw, b""))
        self._cell = None

    def _characters(self, text: str) -> None:
        if self._into:
            self._into(text)


def _plain(name: str) -> str:
    return local(name).rpartition(":")[2]


def _written(attributes: dict[str, str]) -> bytes:
    return "".join(f' {name}="{attributes[name]}"' for name in ("r", "s", "t") if name in attributes).encode()
