"""Which sheet rows are records: not the blank ones, not totals, not numbers prepared for rows to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import compress

from sheetsales.book.parsing.cleaning import clean, is_blank
from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.column import Kind

TOTAL_WORDS = frozenset(
    word + mark
    for word in ("合计", "总计", "小计", "总数", "合 计", "总 计", "小 计", "Total", "TOTAL", "total", "Totals", "Grand Total", "Grand total",
                 "Subtotal", "Sub total", "Sub-total", "SUBTOTAL", "Sum", "SUM")
    for mark in ("", ":", "：")
)  # fmt: skip

_SAYS_TOTAL = regex(
    r"(?:[本全上]?[年月季周日](?:度)?|\d{1,4}年(?:\d{1,2}月)?|\d{1,2}月|以上|各项|全部)?(?:合计|总计|小计|累计|总额|总和|汇总|平均|均值|均价)"
    r"(?:[（(：:].*)?|.{0,12}(?:合计|小计|总计)"
    r"|(?:grand |sub[- ]?)?totals?(?: .{0,20})?|.{0,12} (?:sub-?)?totals?|(?:sum|average|avg\.?|mean)(?: of .{0,20})?",
    re.IGNORECASE,
)
"""Words that may begin a totals row; as a customer may be called so, only where the row holds nothing but numbers besides."""
_ADDED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER})
_A_CENT = 0.01


@dataclass
class BoundRows:
    """The records of one bound table: their sheet rows, and by column key what stands in their cells.

    ``values`` are the same lists as ``raw`` except under merged cells, where the value is carried down; a merged id
    is carried in both, so that nothing is ever written under it. ``repeated`` are sheet rows that say what another says
    already, each with that.
    """

    bound: BoundTable
    grid: Grid
    rows: Sequence[int]
    raw: dict[str, Sequence[CellValue]]
    values: dict[str, Sequence[CellValue]]
    totals: tuple[int, ...] = ()
    merged: tuple[Area, ...] = ()
    repeated: tuple[tuple[int, int], ...] = ()
    all_ids: Sequence[CellValue] = field(default=())


def read_block(grid: Grid, bound: BoundTable) -> BoundRows:
    """The records of a bound table, blank rows and totals rows left out."""
    first = max(bound.first_row, grid.first_row)
    last = min(bound.last_row, grid.last_row)
    columns = {c.column.key: _cells(grid, c, first, last) for c in bound.columns}
    rows = range(first, last + 1)
    totals = sorted({*_totals(bound, columns), *_bare_sums(bound, columns)})
    dropped = _blank_rows(bound, grid, columns, first) | set(totals)
    repeated = _repeated(bound, columns) if bound.record.key == "activities" else {}
    dropped |= repeated.keys()
    if "period" in bound.constants:
        dropped |= {i for i, value in enumerate(columns.get("value", ())) if is_blank(value)}
    merged = _merged_in(grid, bound, first, last)
    filled = _carried_down(columns, merged, bound, first) if merged else columns
    id_key = bound.record.id_column
    raw = {**columns, id_key: filled[id_key]} if id_key in filled else columns
    block = BoundRows(bound, grid, rows, raw, filled, tuple(first + i for i in totals), merged)
    block.repeated = tuple((first + i, first + other) for i, other in repeated.items())
    block.all_ids = columns.get(id_key, ())
    return _without(block, dropped) if dropped else block


def _cells(grid: Grid, column: BoundColumn, first: int, last: int) -> Sequence[CellValue]:
    index = column.sheet_column - grid.first_column
    if not 0 <= index < len(grid.columns):
        return [None] * max(0, last - first + 1)
    return grid.columns[index][first - grid.first_row : max(first, last + 1) - grid.first_row]


def _typed_columns(bound: BoundTable) -> list[BoundColumn]:
    """The columns people fill in, the ones most often filled first."""
    mine = [c for c in bound.columns if not c.column.written]
    return sorted(mine, key=lambda c: (not c.column.required, c.sheet_column))


def _blank_rows(
    bound: BoundTable, grid: Grid, columns: dict[str, Sequence[CellValue]], first: int
) -> set[int]:
    """Rows with nothing in them but an id prepared for later, blanks, or formulas that show nothing."""
    id_key = bound.record.id_column
    keys = [c.column.key for c in _typed_columns(bound) if c.column.key != id_key]
    if not keys:
        return {i for i, value in enumerate(columns.get(id_key, ())) if is_blank(value)}
    lead = columns[keys[0]]
    open_rows = [
        i for i, value in enumerate(lead) if not value or (value.__class__ is str and _may_be_blank(value))
    ]
    for key in keys:
        if not open_rows:
            break
        column, sheet_column = columns[key], bound.by_key[key].sheet_column
        open_rows = [
            i
            for i in open_rows
            if (value := column[i]) is None
            or is_blank(value)
            or (not value and (first + i, sheet_column) in grid.formulas)
        ]
    if id_key == bound.record.name_column or bound.record.config:
        return {i for i in open_rows if is_blank(columns.get(id_key, lead)[i])}
    return set(open_rows)


def _may_be_blank(text: str) -> bool:
    return (len(text) < 3 or text.isspace()) and is_blank(text)


def _totals(bound: BoundTable, columns: dict[str, Sequence[CellValue]]) -> list[int]:
    """Rows that begin with a word such as 合计 and leave most of what a record needs blank."""
    if bound.record.config or bound.record.written:
        return []
    leading = [c.column.key for c in sorted(bound.columns, key=lambda c: c.sheet_column)[:3]]
    leading += [k for k in (bound.record.id_column, bound.record.name_column) if k in columns]
    hits: set[int] = set()
    for key in dict.fromkeys(leading):
        if TOTAL_WORDS.intersection(columns[key]):
            hits.update(
                i
                for i, value in enumerate(columns[key])
                if isinstance(value, str) and clean(value) in TOTAL_WORDS
            )
    needed = [c.column.key for c in bound.columns if c.column.required]
    sure = {i for i in hits if sum(is_blank(columns[k][i]) for k in needed) * 2 >= len(needed)}
    return sorted(
        sure | {i for key in dict.fromkeys(leading) for i in _only_numbers_beside(bound, columns, key)}
    )


def says_total(text: str) -> bool:
    """Whether a text is one that totals rows begin with: 合计, Grand total, ``Total Q4``."""
    return text in TOTAL_WORDS or _SAYS_TOTAL.fullmatch(text) is not None


def _only_numbers_beside(
    bound: BoundTable, columns: dict[str, Sequence[CellValue]], key: str
) -> Iterator[int]:
    """Rows whose one text says that it is a total, and which hold a number in a column that can be added up."""
    added = [c.column.key for c in bound.columns if c.column.kind in _ADDED]
    others = [
        c.column.key for c in bound.columns if c.column.key not in (key, *added) and not c.column.written
    ]
    if not added or not others:
        return
    first = next((k for k in others if bound.record.by_key[k].required), others[0])
    if None not in columns[first]:
        return
    for i, (value, beside) in enumerate(zip(columns[key], columns[first], strict=True)):
        if beside is not None or not isinstance(value, str) or not says_total(clean(value)):
            continue
        if all(is_blank(columns[k][i]) for k in others) and any(
            isinstance(columns[k][i], int | float) for k in added
        ):
            yield i


def _bare_sums(bound: BoundTable, columns: dict[str, Sequence[CellValue]]) -> list[int]:
    """Rows with nothing but sums of the rows above, back to the last such row or to the top."""
    if bound.record.config or bound.record.written:
        return []
    added = [c.column.key for c in bound.columns if c.column.kind in _ADDED]
    others = [c.column.key for c in bound.columns if c.column.key not in added and not c.column.written]
    names = [key for key in others if bound.record.by_key[key].required]
    if not names or not added or not all(None in columns[key] for key in names):
        return []
    found: list[int] = []
    for i, value in enumerate(columns[names[0]]):
        if value is None and all(is_blank(columns[key][i]) for key in others):
            sums = [columns[key][i] for key in added]
            if any(sums) and all(
                total is None or _adds_up(columns[key], i, found, total)
                for key, total in zip(added, sums, strict=True)
            ):
                found.append(i)
    return found


def _adds_up(column: Sequence[CellValue], i: int, found: Sequence[int], total: CellValue) -> bool:
    """Whether the total is the sum of at least two numbers above it: since the last sum, or of all but the sums."""
    if isinstance(total, bool) or not isinstance(total, int | float):
        return False
    sums = set(found)
    since = range(found[-1] + 1 if found else 0, i)
    for rows in (since, [row for row in range(i) if row not in sums]):
        numbers = [v for row in rows if isinstance(v := column[row], int | float) and not isinstance(v, bool)]
        if len(numbers) > 1 and abs(sum(numbers) - total) <= _A_CENT:
            return True
    return False


def _any(cells: Sequence[CellValue], places: Iterable[int]) -> bool:
    return any(not is_blank(cells[at]) for at in places)


def _repeated(bound: BoundTable, columns: dict[str, Sequence[CellValue]]) -> dict[int, int]:
    """Rows that say the same as one above in every column people type into, with that row: told what was done, on a day,
    with somebody. Without a text two calls on a day may well be two."""
    typed = [
        c.column.key for c in bound.columns if not c.column.written and c.column.key != bound.record.id_column
    ]
    said = [typed.index(key) for key in ("content", "result") if key in typed]
    if "date" not in typed or not said or {"customer", "opportunity"}.isdisjoint(typed):
        return {}
    day = typed.index("date")
    whom = [typed.index(key) for key in ("customer", "opportunity") if key in typed]
    seen: dict[tuple[CellValue, ...], int] = {}
    found: dict[int, int] = {}
    for i, cells in enumerate(zip(*(columns[key] for key in typed), strict=True)):
        first = seen.setdefault(cells, i)
        if first != i and not is_blank(cells[day]) and _any(cells, said) and _any(cells, whom):
            found[i] = first
    return found


def _merged_in(grid: Grid, bound: BoundTable, first: int, last: int) -> tuple[Area, ...]:
    bound_columns = {c.sheet_column for c in bound.columns}
    return tuple(
        area
        for area in grid.merged
        if area.first_row >= first
        and area.last_row <= last
        and not bound_columns.isdisjoint(range(area.first_column, area.last_column + 1))
    )


def _carried_down(
    columns: dict[str, Sequence[CellValue]], merged: Iterable[Area], bound: BoundTable, first: int
) -> dict[str, Sequence[CellValue]]:
    key_at = {c.sheet_column: c.column.key for c in bound.columns}
    own: dict[str, list[CellValue]] = {}
    for area in merged:
        key = key_at.get(area.first_column)
        if key is None or area.last_row == area.first_row or _counts_once(bound, key):
            continue
        column = own.setdefault(key, list(columns[key]))
        value = column[area.first_row - first]
        for i in range(area.first_row - first + 1, area.last_row - first + 1):
            column[i] = value
    return {**columns, **own}


def _counts_once(bound: BoundTable, key: str) -> bool:
    """One amount over several rows is one amount, as Excel adds it up; the rows below have none that is known."""
    return not bound.record.config and bound.record.by_key[key].kind is Kind.MONEY


def _without(block: BoundRows, dropped: set[int]) -> BoundRows:
    keep = bytearray(b"\x01") * len(block.rows)
    for i in dropped:
        keep[i] = 0
    block.rows = list(compress(block.rows, keep))
    raw: dict[str, Sequence[CellValue]] = {
        key: list(compress(column, keep)) for key, column in block.raw.items()
    }
    block.values = {
        key: raw[key] if column is block.raw[key] else list(compress(column, keep))
        for key, column in block.values.items()
    }
    block.raw = raw
    return block
