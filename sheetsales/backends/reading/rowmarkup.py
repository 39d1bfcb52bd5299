"""One row's markup to raw cells: quick where it looks as programs write it, a whole parser for all others."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetsales.backends.parts.texts import runs
from sheetsales.backends.reading.rawcells import Places, RawCell, UnreadableRow, form_of, row_number


class RowMarkup:
    """Reads rows whose elements bear ``prefix``: b"" or such as b"x:"."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._row = re.compile(rb"<%brow((?:\s[^<>]*?)?)(/?)>\s*+" % p)
        self._row_end = re.compile(rb"</%brow>\s*+\Z" % p)
        self._cell = re.compile(
            rb"<%bc((?:\s[^<>]*?)?)(?:/>|>\s*+"
            rb"(<%bf(?:\s[^<>]*?)?(?:/>|>[^<]*</%bf>))?\s*+"
            rb"(<%bv(?:\s[^<>]*?)?(?:/>|>([^<]*)</%bv>))?\s*+"
            rb"(?:<%bis(?:\s[^<>]*)?>((?:[^<]++|<(?!/?%bc[\s/>]))*?)</%bis\s*+>)?\s*+</%bc\s*+>)\s*+"
            % ((p,) * 9)
        )
        self._places = Places()

    @property
    def styles(self) -> Set[int]:
        """Of all cells read so far."""
        return self._places.styles

    def cells(self, markup: bytes, previous_row: int) -> tuple[int, list[RawCell]]:
        """The row's number and cells; a row without a number follows ``previous_row``. Raises UnreadableRow."""
        opened = self._row.match(markup)
        if opened is None:
            raise UnreadableRow
        row = row_number(opened[1], previous_row)
        if opened[2]:
            return row, []
        cells = self._quick(markup, opened.end(), row)
        if cells is None:
            from sheetsales.backends.reading.rowparser import parse_row

            cells = parse_row(markup, row)
            self._places.styles.update(cell.style for cell in cells)
        return row, cells

    def _quick(self, markup: bytes, at: int, row: int) -> list[RawCell] | None:
        """None where something else than plain cells stands in the row."""
        cells: list[RawCell] = []
        column, row_mark = 0, b'%d"' % row
        while found := self._cell.match(markup, at):
            at = found.end()
            attributes, formula, stored, text, inline = found.groups()
            column, cell_type, style, tag = self._places.place(attributes, row_mark, column)
            form = form_of(
                cell_type,
                formula=bool(formula),
                stored=bool(stored),
                filled=bool(text),
                inline=inline is not None,
            )
            value = _inline(inline) if form == "inline" else text or b""
            cells.append(RawCell(column, cell_type, style, form, value, found[0], tag))
        return cells if self._row_end.match(markup, at) else None


def _inline(item: bytes) -> bytes:
    return runs(item.decode("utf-8", "replace")).encode()
