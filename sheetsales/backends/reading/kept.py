"""Sheets that were read before: who answers click after click reads again only what changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass

_Rows = TypeVar("_Rows")
MOST_BYTES: Final = 64 << 20
"""Of XML that is kept read. A workbook of 100,000 rows has more, and is read anew."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[_Rows]):
    size: int
    strings: Sequence[CellValue]
    rows: _Rows


class KeptSheets(Generic[_Rows]):
    """The rows of the parts read last. What comes out is shared by all who ask: nobody changes it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[bytes, _Kept[_Rows]] = OrderedDict()
        self._size = 0
        self._compared: tuple[Sequence[CellValue], list[Sequence[CellValue]]] = ((), [])

    def rows(self, key: bytes, size: int, strings: Sequence[CellValue], read: Callable[[], _Rows]) -> _Rows:
        """The rows of the part with these bytes, read where they are not known.

        ``key`` is a digest of all that decides what the rows are but the shared strings; ``size`` is in bytes of XML. Strings
        that were added behind those known change nothing: the numbers of the others are the same.
        """
        known = self._kept.get(key)
        if known is not None and self._go_on(strings, known.strings):
            self._kept.move_to_end(key)
            return known.rows
        rows = read()
        if size <= self._most:
            self._put(key, _Kept(size, strings, rows))
        return rows

    def _go_on(self, strings: Sequence[CellValue], known: Sequence[CellValue]) -> bool:
        """Whether the strings begin with those known; most sheets ask this of the same two."""
        now, begins = self._compared
        if now is not strings:
            begins = []
            self._compared = strings, begins
        if any(known is begin for begin in begins):
            return True
        if strings[: len(known)] != known:
            return False
        begins.append(known)
        return True

    def _put(self, key: bytes, kept: _Kept[_Rows]) -> None:
        before = self._kept.pop(key, None)
        self._size += kept.size - (before.size if before else 0)
        self._kept[key] = kept
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size
