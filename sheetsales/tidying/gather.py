"""What stands on many sheets, in many blocks and in piled up cells, as the rows of long sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.dates import year_said
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellError, EditValue
from sheetsales.dataclass import dataclass
from sheetsales.pages import Column, Page
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.bound_tables import LONG
from sheetsales.schema.column import Kind
from sheetsales.texts import Lang, Text
from sheetsales.tidying.piles import noted, order_of, piles_up, year_of_all

SHEET: Final = "sheet"
PLACE: Final = "place"
NOTE: Final = "note"
KINDS: Final = (
    "pipeline",
    "customers",
    "contacts",
    "activities",
    "orders",
    "contracts",
    "quotes",
    "receipts",
)
_WHO: Final = ("pipeline", "customers")
_ORIGIN: Final = (
    Column(SHEET, Text("原工作表", "From sheet"), 14),
    Column(PLACE, Text("原单元格", "From cell"), 10),
    Column(NOTE, Text("说明", "Remark"), 30),
)
_TITLE: Final = Text("汇总·{record}", "All {record}")
_NUMBERS: Final = (Kind.MONEY, Kind.NUMBER, Kind.INTEGER)
_NEVER_NOTES: Final = frozenset({*_NUMBERS, Kind.PERCENT, Kind.CHOICE, Kind.REF, Kind.ID, Kind.YES_NO})
_FORMATS: Final = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00"}
_ABOVE: Final = 4
_LOOKED_AT: Final = 200
_NARROWEST, _WIDEST = 12, 42
_DAY: Final = "on"
_SAID: Final = "said"
NOTES: Final = Page(
    Text("跟进明细", "Follow-ups one by one"),
    f"{LONG}FollowUps",
    (
        Column(_DAY, Text("日期", "Date"), 12, "yyyy-mm-dd"),
        Column("customer", Text("客户", "Customer"), 26),
        Column("name", Text("商机", "Deal"), 24),
        Column("owner", Text("负责人", "Owner"), 12),
        Column(_SAID, Text("跟进内容", "What was noted"), 50, wrap=True),
        *_ORIGIN,
    ),
    needed=(_SAID, SHEET, PLACE),
)


@dataclass(frozen=True)
class Unsure:
    """A day that is not certain, with the cell it stands in."""

    at: CellRef
    why: Text


@dataclass(frozen=True)
class Long:
    """A long sheet as theirs say it: ``named_by`` are the columns by which people know a row, ``left_open`` those that may be
    filled in by hand."""

    page: Page
    rows: tuple[Mapping[str, EditValue], ...]
    named_by: tuple[str, ...]
    left_open: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = field(default=())


Named = Callable[[str], bool]
"""Whether a sheet is named after a person."""


def long_sheets(book: Book, workbook: Workbook, today: dt.date, is_named: Named) -> Iterator[Long]:
    """Every long sheet that the workbook has something for: a kind of record on several sheets or in several blocks, and
    follow-ups several in a cell."""
    for key in KINDS:
        table = book.table(key)
        if len({_block(one) for one in table.bound if one.table != table.record.table}) > 1:
            yield _records(table, is_named)
    rows: list[Mapping[str, EditValue]] = []
    unsure: list[Unsure] = []
    for key in _WHO:
        table = book.table(key)
        for n, bound in enumerate(table.bound):
            grid = workbook.grid(bound.sheet)
            if grid is not None and bound.table != table.record.table:
                _pile_rows(table, n, grid, book.lang, today, _people(table, is_named), rows, unsure)
    if rows:
        yield Long(NOTES, tuple(rows), ("customer", "name", _SAID), (_DAY,), tuple(unsure))


def _block(bound: BoundTable) -> tuple[str, int, int]:
    return bound.sheet, bound.heading_row, min(c.sheet_column for c in bound.columns)


# -- records of many sheets


def _records(table: BookTable, is_named: Named) -> Long:
    record = table.record
    bound = {c.column.key for one in table.bound for c in one.columns} | {
        k for one in table.bound for k in one.constants
    }
    people = _people(table, is_named)
    keys = [key for key in record.by_key if key in bound or (people and key == record.owner_column)]
    own = {key: own_heading(key) for key in table.own}
    values = {key: _cells(table, key, people) for key in keys} | {
        key: list(map(_plain, table.get(key))) for key in own
    }
    columns = [
        Column(
            key, record.by_key[key].title, _width("", values[key]), _FORMATS.get(record.by_key[key].kind, "")
        )
        for key in keys
    ]
    columns += [
        Column(key, Text(heading, heading), _width(heading, values[key])) for key, heading in own.items()
    ]
    title = _TITLE.fill(record=record.title)
    page = Page(
        title, f"{LONG}{record.key.capitalize()}", tuple(_apart((*columns, *_ORIGIN))), needed=(SHEET, PLACE)
    )
    rows = []
    for i in range(len(table)):
        if table.bound[table.sources[i]].table == record.table:
            continue
        row: dict[str, EditValue] = {key: column[i] for key, column in values.items()}
        at = table.row_cell(i)
        rows.append({**row, SHEET: at.sheet, PLACE: _spot(at), NOTE: None})
    named = (record.id_column, record.name_column, "customer", "date", "ordered_on")
    return Long(page, tuple(rows), tuple(key for key in named if key in values))


def _width(heading: str, values: Sequence[EditValue]) -> float:
    """Wide enough for most of what stands there; Chinese takes twice the room."""
    texts = [heading, *(value for value in values[:_LOOKED_AT] if isinstance(value, str))]
    longest = max(sum(2 if ch > "\u2e7f" else 1 for ch in text) for text in texts)
    return float(min(_WIDEST, max(_NARROWEST, longest + 2)))


def _apart(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns under headings of their own: Excel takes none twice."""
    used: set[str] = set()
    for column in columns:
        title, n = column.title, 1
        while {title.zh.casefold(), title.en.casefold()} & used:
            n += 1
            title = Text(f"{column.title.zh} {n}", f"{column.title.en} {n}")
        used |= {title.zh.casefold(), title.en.casefold()}
        yield Column(column.key, title, column.width, column.number_format, column.wrap)


def _cells(table: BookTable, key: str, people: frozenset[str]) -> list[EditValue]:
    """What stands under a column: days and numbers as they are read, in one unit; all else word for word."""
    kind = table.record.by_key[key].kind
    typed: Sequence[Any] = table.columns.get(key) or (None,) * len(table)
    raw: Sequence[Any] = table.raw.get(key) or (None,) * len(table)
    is_read = kind is Kind.DATE or kind in _NUMBERS
    found = [
        _plain(t if t is not None and (is_read or r is None) else r) for t, r in zip(typed, raw, strict=True)
    ]
    for i, value in enumerate(found):
        if value is None and raw[i] is None:
            found[i] = _implied(table.bound[table.sources[i]], key, table.record.owner_column, people)
    return found


def _people(table: BookTable, is_named: Named) -> frozenset[str]:
    """The sheets that hold a person's rows each and say so by their names alone."""
    theirs = [one for one in table.bound if one.table != table.record.table]
    sheets = frozenset(one.sheet for one in theirs)
    owner = table.record.owner_column
    is_said = any(owner in one.by_key or owner in one.constants for one in theirs)
    return sheets if owner and not is_said and len(sheets) > 1 and all(map(is_named, sheets)) else frozenset()


def _implied(bound: BoundTable, key: str, owner: str, people: frozenset[str]) -> str | None:
    """What no cell says but the sheet does."""
    said = bound.constants.get(key)
    return bound.sheet.strip() if said is None and key == owner and bound.sheet in people else said


def _plain(value: Any) -> EditValue:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date | int | float | Decimal | str) or value is None:
        return value
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return str(value)


def _spot(at: CellRef) -> str:
    """A cell without its sheet."""
    return str(at).rpartition("!")[2]


# -- follow-ups piled up in cells


def _pile_rows(
    table: BookTable,
    source: int,
    grid: Grid,
    lang: Lang,
    today: dt.date,
    people: frozenset[str],
    rows: list[Mapping[str, EditValue]],
    unsure: list[Unsure],
) -> None:
    bound = table.bound[source]
    mine = [i for i in range(len(table)) if table.sources[i] == source]
    for at in _places(bound):
        texts = {i: value for i in mine if isinstance(value := grid.value(table.rows[i], at), str)}
        if not piles_up([grid.value(table.rows[i], at) for i in mine]):
            continue
        order = order_of(texts.values(), lang)
        year = _year(table, mine, bound, grid)
        for i, text in texts.items():
            who = _who(table, i, bound, people)
            cell = CellRef(bound.sheet, table.rows[i], at)
            for one in noted(text, order, year, today):
                note = one.unsure.in_(lang) if one.unsure else None
                rows.append(
                    {_DAY: one.on, **who, _SAID: one.said, SHEET: cell.sheet, PLACE: _spot(cell), NOTE: note}
                )
                if one.unsure is not None:
                    unsure.append(Unsure(cell, one.unsure))


def _places(bound: BoundTable) -> list[int]:
    """The sheet columns of a block in which people may note what they did."""
    texts = [c.sheet_column for c in bound.columns if c.column.kind not in _NEVER_NOTES]
    return sorted({*texts, *(u.sheet_column for u in bound.unknown)})


def _year(table: BookTable, mine: Sequence[int], bound: BoundTable, grid: Grid) -> int | None:
    """The year of days without one: what sheet and titles say, else the one year that all full dates of the block share."""
    rows = range(max(grid.first_row, bound.heading_row - _ABOVE), bound.heading_row)
    above = [
        value for row in rows for at in range(grid.first_column, grid.last_column + 1) if isinstance(value := grid.value(row, at), str)
    ]  # fmt: skip
    said = year_said((bound.sheet, *above))
    if said is not None:
        return said
    dates = [
        key
        for key, column in table.record.by_key.items()
        if column.kind is Kind.DATE and key in table.columns
    ]
    return year_of_all(
        table.columns[key][i] for key in dates for i in mine if isinstance(table.raw[key][i], dt.date)
    )


def _who(table: BookTable, i: int, bound: BoundTable, people: frozenset[str]) -> dict[str, EditValue]:
    record = table.record
    owner = record.owner_column

    def cell(key: str) -> EditValue:
        value = table.raw.get(key, (None,) * len(table))[i]
        return _plain(value if value is not None else _implied(bound, key, owner, people))

    if record.key == "customers":
        return {"customer": cell("name"), "name": None, "owner": cell(owner)}
    return {"customer": cell("customer"), "name": cell("name"), "owner": cell(owner)}
