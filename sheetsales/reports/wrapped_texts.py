"""The texts on a page that take several lines: found once, since a page is tried at many widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.block import reasons_line
from sheetsales.reports.draft import Draft
from sheetsales.reports.paper import texts_of
from sheetsales.reports.section import MOST_COLUMNS, PageTable

Wrapped = Mapping[str, Sequence[tuple[int, str]]]
"""Record → the column and text of each cell that takes several lines."""


class WrappedTexts:
    """Of the tables of a page: what is on one line where columns are narrowest is so in any wider one."""

    def __init__(self, tables: Sequence[PageTable]) -> None:
        self._tables = tables  # known by their place in memory
        self._narrowest: Sequence[float] = ()
        self._wrapped: Mapping[int, Wrapped] = {}
        self._reasons: dict[int, str] = {}

    def reach(self, widths: Sequence[float]) -> None:
        """Looks the texts through where a column is narrower than any before."""
        known = self._narrowest or widths
        if not self._narrowest or any(width < least for width, least in zip(widths, known, strict=True)):
            self._narrowest = [min(pair) for pair in zip(widths, known, strict=True)]
            self._wrapped = {id(table): _wrapped(table, self._narrowest) for table in self._tables}

    def lines(self, table: PageTable, record: str, widths: Sequence[float]) -> int:
        """How many lines a row takes at widths within reach."""
        texts = self._wrapped[id(table)].get(record, ())
        return max((wrapped_lines(text, widths[c]) for c, text in texts), default=1)

    def reasons(self, draft: Draft, table: PageTable) -> str:
        """The line below a table on why cells show ``—``."""
        if id(table) not in self._reasons:
            self._reasons[id(table)] = reasons_line(draft, table.block, table.columns, table.rows)
        return self._reasons[id(table)]


def _wrapped(table: PageTable, widths: Sequence[float]) -> Wrapped:
    found: dict[str, list[tuple[int, str]]] = {}
    for c, key in enumerate(table.columns[:MOST_COLUMNS]):
        known = {"": False}
        for record, text in zip(table.rows, texts_of(table, key), strict=True):
            if text not in known:
                known[text] = wrapped_lines(text, widths[c]) > 1
            if known[text]:
                found.setdefault(record, []).append((c, text))
    return found
