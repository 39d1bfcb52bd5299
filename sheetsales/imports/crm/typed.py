"""The records of an export as typed columns; what could not be read, and which rows are refused for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from itertools import compress
from typing import Any, Final

from sheetsales.book.column_readers import Context
from sheetsales.book.parsing.cleaning import clean
from sheetsales.book.parsing.dates import AHEAD, Order, proven_order
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm import reasons
from sheetsales.imports.crm.own_sheets import split_label
from sheetsales.imports.crm.recognise import Export
from sheetsales.imports.crm.rows import cells_of, record_rows, too_wide
from sheetsales.imports.crm.values import (
    Decimals,
    Read,
    read_as,
    read_dates,
    read_ids,
    read_plainly,
    read_yes_no,
)
from sheetsales.schema.column import Kind
from sheetsales.schema.currencies import chosen, code_for, codes_of, named_in
from sheetsales.schema.headings import normalise
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

DATES: Final = frozenset({"close", "won_on", "lost_on"})
TEXTS: Final = frozenset(
    {"stage", "state", "outcome", "label", "customer", "opportunity", "owner", "rep", "owner_email", "co_owner", "approved_by"}
)  # fmt: skip
TRUTHS: Final = frozenset({"deleted", "converted", "is_won", "is_closed"})
VITAL: Final = frozenset({
    "key", "name", "stage", "amount", "currency", "close", "expected_close", "closed_on", "won_on", "lost_on", "date", "customer",
    "customer_key", "opportunity_key", "first_name", "last_name",
})  # fmt: skip
"""A row is refused where one of these cannot be read; any other cell is left out and told."""

_LONGEST_TEXT: Final = 32_767


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell of an export that could not be read."""

    row: int
    at: CellRef
    column: str
    why: Text


@dataclass
class Records:
    """Typed columns of the rows that are records. ``rows`` are their sheet rows; ``refused`` says by index why a row cannot be
    taken, ``blanked`` which cells are left out, ``unread`` where they are. ``gone`` counts the rows that were deleted there."""

    export: Export
    rows: list[int]
    columns: dict[str, Sequence[Any]]
    refused: dict[int, Odd] = field(default_factory=dict)
    blanked: list[Odd] = field(default_factory=list)
    unread: set[tuple[int, str]] = field(default_factory=set)
    gone: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, key: str) -> Sequence[Any]:
        """A column; all None where the export has none such."""
        return self.columns.get(key) or (None,) * len(self.rows)

    def cell(self, i: int, key: str) -> CellRef:
        """Where a field stands in the file."""
        places = self.export.columns.get(key)
        return CellRef(self.export.grid.name, self.rows[i], places[0] if places else 1)

    def refuse(self, i: int, key: str, why: Text) -> None:
        """Refuse a row, for the first reason that is found."""
        self.refused.setdefault(i, Odd(self.rows[i], self.cell(i, key), key, why))


def read_records(
    export: Export, context: Context, order: Order | None, own_currency: str, decimals: Decimals | None = None
) -> Records:
    """All records of an export. ``order`` is the order of day and month, ``decimals`` the sign before decimals that was told."""
    rows = record_rows(export)
    cells = {key: cells_of(export, key, rows) for key in export.columns}
    gone = [bool(x) for x in read_yes_no(cells["deleted"]).typed] if "deleted" in cells else []
    if "converted" in cells:
        turned = read_yes_no(cells["converted"]).typed
        gone = [a or bool(b) for a, b in zip(gone or [False] * len(rows), turned, strict=True)]
    if any(gone):
        keep = [not one for one in gone]
        rows = list(compress(rows, keep))
        cells = {key: list(compress(column, keep)) for key, column in cells.items()}
    found = Records(export, rows, {}, gone=sum(gone))
    for row in set(too_wide(export)).intersection(rows):
        found.refuse(rows.index(row), "", reasons.TOO_WIDE)
    usual = order or _proven(cells, export)
    for key, values in cells.items():
        read = _read(export, key, values, context, usual, decimals)
        found.columns[key] = read.typed
        for i, why in read.odd.items():
            _odd(found, i, key, why)
    if export.is_ours:
        _labels(found)
    _too_long(found)
    _uncached(found)
    _currencies(found, cells.get("amount", ()), own_currency)
    _names(found)
    return found


def _read(
    export: Export,
    key: str,
    values: Sequence[CellValue],
    context: Context,
    order: Order | None,
    decimals: Decimals | None,
) -> Read:
    if key == "key" or key.endswith("_key"):
        return read_ids(values)
    if key in TRUTHS:
        return Read(read_yes_no(values).typed, {})
    if key in TEXTS:
        return Read([clean(str(v)) or None if v is not None else None for v in values], {})
    record = RECORDS.get(export.record)
    column = record.by_key.get(key) if record is not None else None
    if key in DATES or (column is not None and column.kind is Kind.DATE):
        return read_dates(values, context, order, ahead=key in AHEAD)
    if record is None or column is None or column.kind is Kind.REF:
        return Read([clean(str(v)) or None if v is not None else None for v in values], {})
    factor = export.factors.get(key, Decimal(1))
    if export.is_ours and column.kind is Kind.PERCENT:
        return read_plainly(record, column, values, context, factor)
    return read_as(record, column, values, context, factor, decimals)


def _labels(found: Records) -> None:
    """References of a sheet of ours: the id and the name of what they mean, apart."""
    for key in ("customer", "opportunity"):
        if key in found.columns:
            pairs = [split_label(text) for text in found.get(key)]
            found.columns[key] = [name for _, name in pairs]
            found.columns[f"{key}_key"] = [one for one, _ in pairs]


def _too_long(found: Records) -> None:
    """Texts that no cell can hold."""
    for key, values in found.columns.items():
        if max(map(len, [value for value in values if value.__class__ is str]), default=0) > _LONGEST_TEXT:
            short = [None if isinstance(v, str) and len(v) > _LONGEST_TEXT else v for v in values]
            for i, value in enumerate(values):
                if short[i] is None and value is not None:
                    _odd(
                        found, i, key, reasons.TOO_LONG.fill(value=reasons.short(value), n=f"{len(value):,}")
                    )
            found.columns[key] = short


def _proven(cells: dict[str, list[CellValue]], export: Export) -> Order | None:
    """The order of day and month that the date columns of one file prove together: one program wrote them all."""
    record = RECORDS.get(export.record)
    found: Counter[Order] = Counter()
    for key, values in cells.items():
        column = record.by_key.get(key) if record is not None else None
        if key in DATES or (column is not None and column.kind is Kind.DATE):
            order = proven_order([v for v in set(values) if isinstance(v, str)])
            if order:
                found[order] += 1
    return next(iter(found)) if len(found) == 1 else None


def _odd(found: Records, i: int, key: str, why: Text) -> None:
    if key in VITAL:
        found.refuse(i, key, why)
    else:
        found.blanked.append(Odd(found.rows[i], found.cell(i, key), key, why))
    found.unread.add((i, key))


def _uncached(found: Records) -> None:
    """Formulas whose result the file does not hold say nothing at all."""
    grid = found.export.grid
    if not grid.uncached:
        return
    at_row = {row: i for i, row in enumerate(found.rows)}
    at_column = {at: key for key, places in found.export.columns.items() for at in places}
    for row, at in sorted(grid.uncached):
        if row in at_row and at in at_column:
            _odd(found, at_row[row], at_column[at], reasons.UNCACHED)


def _currencies(found: Records, amounts: Sequence[CellValue], own: str) -> None:
    """The currency that amounts or their heading carry, where no column says it; a row where the two differ is refused."""
    if not amounts:
        return
    said = {
        text: named_in(text)
        for text in {a for a in amounts if isinstance(a, str)}
        if not text.isascii() or _has_sign(text)
    }
    above = codes_of(normalise(found.export.heading("amount")).unit)
    if not any(said.values()) and not above:
        return
    everywhere = named if (named := chosen(above, own)) and named != own else None
    carried = [
        code_for(names[0], own)
        if isinstance(a, str) and (names := said.get(a))
        else everywhere
        if a is not None
        else None
        for a in amounts
    ]
    told = found.columns.setdefault("currency", carried)
    for i, (one, other) in enumerate(zip(carried, told, strict=True)):
        if one and other and one != code_for(other, own):
            found.refuse(i, "amount", reasons.TWO_CURRENCIES.fill(one=one, other=other))
    if told is not carried:
        found.columns["currency"] = [other or one for one, other in zip(carried, told, strict=True)]


def _has_sign(text: str) -> bool:
    return "$" in text or any(ch.isalpha() for ch in text)


def _names(found: Records) -> None:
    """First and last name as one, where no column has the whole."""
    if not {"first_name", "last_name"} & found.columns.keys():
        return
    parts = zip(found.get("first_name"), found.get("last_name"), strict=True)
    joined = [_joined(first, last) for first, last in parts]
    whole = found.columns.get("name")
    found.columns["name"] = [a or b for a, b in zip(whole, joined, strict=True)] if whole else joined


def _joined(first: str | None, last: str | None) -> str | None:
    if any(ch >= "\u3400" for ch in f"{first or ''}{last or ''}"):
        return f"{last or ''}{first or ''}" or None
    return " ".join(part for part in (first, last) if part) or None
