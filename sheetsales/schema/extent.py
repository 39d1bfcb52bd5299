"""Where the data of a plain range ends, and which rows in between are sums of the others and no records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellError, CellValue
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.headings import normalise

_TOTAL = regex(
    r"(?:.{0,12}(?:合计|总计|小计|累计|汇总|总和)|(?:grand |sub[- ]?)totals?\b.{0,20}|totals?(?: (?:for|of|in|sales|amount)\b.{0,20})?|.{1,20}\b(?:sub)?totals?|sum)\s*[:：]?\Z",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER = regex(
    r"(?:注|注意|备注|说明|附注|制表|制表人|填表|填表人|审核|审批|编制|统计|打印时间|数据来源)\s*(?:[:：]|\d|\Z)"
    r"|(?:notes?|remarks?|source|prepared by|printed|generated|exported|filtered by|confidential|copyright)\b\s*(?:[:.\d]|\Z|on\b|by\b|information)|©",
    re.IGNORECASE,
)
_LONG_REMARK = 20
_PLAIN = frozenset({"合计", "总计", "小计", "total", "totals", "grand total", "subtotal", "sub total", "sum"})
_SUM_WORD = regex(r"计|汇总|总和|total|\Asum\Z", re.IGNORECASE).search
MAX_PARTS = 500
"""A range that sums break into more parts than this is left whole."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Inclusive row ranges that hold records, in order."""

    parts: tuple[tuple[int, int], ...]


def is_total(label: CellValue) -> bool:
    """Whether a cell announces a sum: 合计, 小计, 一月合计, Total, Grand Total …"""
    return isinstance(label, str) and bool(_TOTAL.match(label.strip()))


def extent(
    grid: Grid,
    headings: Sequence[tuple[int, str]],
    first_row: int,
    last_row: int,
    leading: Sequence[int] = (),
) -> Extent:
    """The records below a heading row, up to ``last_row`` at most: sums, repeated headings and footers are left out.

    A row that says plainly 合计 or Total in a ``leading`` column stays inside: whoever reads the records sees it is
    none, and says so.
    """
    rows = _Rows(grid, headings, frozenset(leading))
    last = rows.last_filled(first_row, last_row)
    while last >= first_row and rows.is_footer(last, first_row):
        last = rows.last_filled(first_row, last - 1)
    skipped = [r for r in rows.suspects(first_row, last) if rows.is_quiet_sum(r) or rows.is_heading(r)]
    if len(skipped) > MAX_PARTS:
        return Extent(((first_row, last),))
    parts, start = [], first_row
    for row in [*skipped, last + 1]:
        end = rows.last_filled(start, row - 1)
        if end >= start:
            parts.append((start, end))
        start = row + 1
    return Extent(tuple(parts) or ((first_row, first_row - 1),))


class _Rows:
    """The rows of one block, seen through its own columns only."""

    def __init__(self, grid: Grid, headings: Sequence[tuple[int, str]], leading: frozenset[int]) -> None:
        self.grid = grid
        self.leading = leading
        self.headings = headings
        at = [column - grid.first_column for column, _ in headings]
        self.columns = [grid.columns[i] for i in at if 0 <= i < len(grid.columns)]
        self.keys = {normalise(text).key for _, text in headings}

    def cells(self, row: int) -> list[CellValue]:
        at = row - self.grid.first_row
        return [column[at] for column in self.columns]

    def filled(self, row: int) -> list[CellValue]:
        return [v for v in self.cells(row) if v is not None and not (isinstance(v, str) and not v.strip())]

    def last_filled(self, first_row: int, last_row: int) -> int:
        """The last row with anything in it; ``first_row - 1`` where there is none."""
        row = last_row
        while row >= first_row and not self.filled(row):
            row -= 1
        return row

    def suspects(self, first_row: int, last_row: int) -> list[int]:
        """Rows that could be sums or headings: some text column holds a short word that says so."""
        start, end = first_row - self.grid.first_row, last_row - self.grid.first_row + 1
        headings = {text for _, text in self.headings}
        found: set[int] = set()
        for column in self.columns[:6]:
            cells = column[start:end]
            telling = {t for t in set(cells) if type(t) is str and (_SUM_WORD(t) or t in headings)}
            if telling:
                found.update(
                    i for i, v in enumerate(cells, start=first_row) if type(v) is str and v in telling
                )
        return sorted(found)

    def is_sum(self, row: int) -> bool:
        """A label such as 小计, beside which there are only figures."""
        filled = self.filled(row)
        others = [v for v in filled if not is_total(v)]
        return len(others) < len(filled) and not any(map(_is_word, others))

    def is_quiet_sum(self, row: int) -> bool:
        """A sum that its own row does not plainly announce to a reader of the bound columns."""
        told = any(_says_total(self.grid.value(row, column)) for column in self.leading)
        return self.is_sum(row) and not told

    def is_heading(self, row: int) -> bool:
        """The headings once more, as on every printed page."""
        texts = [v for v in self.filled(row) if isinstance(v, str)]
        alike = sum(1 for text in texts if normalise(text).key in self.keys)
        return alike >= 3 and alike >= len(self.headings) * 0.6

    def is_footer(self, row: int, first_row: int) -> bool:
        """A lone remark below the data: after a blank row, or one that says what it is."""
        filled = self.filled(row)
        if self.is_sum(row):
            return True
        if len(self.columns) < 3 or len(filled) > 2 or not isinstance(filled[0], str):
            return False
        text = filled[0].strip()
        if _FOOTER.match(text):
            return True
        apart = len(filled) == 1 and row > first_row and not self.filled(row - 1)
        return apart and (len(text) > _LONG_REMARK or ":" in text or "：" in text)


def _says_total(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip().rstrip(":：").casefold() in _PLAIN


def _is_word(value: CellValue) -> bool:
    if isinstance(value, str):
        return not re.fullmatch(r"[\d.,%¥$€£\s万元单笔个家-]*", value)
    return not isinstance(value, int | float | CellError)
