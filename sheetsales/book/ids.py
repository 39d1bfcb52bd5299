"""Ids we give to records that have none, continuing the team's own numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.cells.address import CellRef
from sheetsales.regex import regex
from sheetsales.schema.record import Record

_NUMBERED = regex(r"(.*?)(\d+)\Z", re.DOTALL)

MissingId = tuple[str, int, CellRef, str]


def gives_ids(record: Record) -> bool:
    """Whether blank ids of this kind of record are filled by the check."""
    return bool(record.id_prefix) and record.ids == "ours"


def ids_are_unique(record: Record) -> bool:
    """Whether two rows with one id are a mistake: lines of one order share its number."""
    return bool(record.id_column) and record.ids != "shared" and record.id_column != "name"


def new_ids(record: Record, taken: Iterable[str], mark: str = "") -> Iterator[str]:
    """The ids that come next: the commonest shape among those taken, its highest number and on, same width.

    With a ``mark`` they carry it (``O-S03-0007``): copies of a workbook that are worked on apart never give one id twice.
    """
    used = set(taken)
    shape, width, number = _marked(record, used, mark) if mark else _last_number(record, used)
    while True:
        number += 1
        candidate = f"{shape}{number:0{width}d}"
        if candidate not in used:
            yield candidate


def _marked(record: Record, taken: Iterable[str], mark: str) -> tuple[str, int, int]:
    shape = f"{record.id_prefix}-{mark}-"
    numbers = [value.removeprefix(shape) for value in taken if value.startswith(shape)]
    return (
        shape,
        record.id_digits,
        max((int(n) for n in numbers if n.isdecimal() and len(n) <= 12), default=0),
    )


def _last_number(record: Record, taken: Iterable[str]) -> tuple[str, int, int]:
    shapes: Counter[str] = Counter()
    highest: dict[str, tuple[int, int]] = {}
    for value in taken:
        match = _NUMBERED.match(value)
        if match and len(match[2]) <= 12:
            shapes[match[1]] += 1
            found = (int(match[2]), len(match[2]))
            highest[match[1]] = max(highest.get(match[1], (0, 0)), found)
    if shapes:
        shape = max(shapes, key=lambda s: (s.startswith(record.id_prefix), shapes[s], s))
        number, width = highest[shape]
        return shape, width, number
    return f"{record.id_prefix}{'-' if record.id_dash else ''}", record.id_digits, 0


def last_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Of every shape of ids the one with the highest number."""
    highest: dict[str, tuple[int, str]] = {}
    for value in ids:
        match = _NUMBERED.match(value)
        if match and len(match[2]) <= 12:
            highest[match[1]] = max(highest.get(match[1], (0, "")), (int(match[2]), value))
    return tuple(value for _, value in highest.values() if value)


def filled_ids(
    record: Record, ids: Sequence[str | None], blank: Sequence[bool], taken: Iterable[str], mark: str = ""
) -> list[str | None]:
    """The column with an id for every blank cell; cells that hold something unreadable keep None."""
    fresh = new_ids(record, taken, mark)
    return [next(fresh) if empty else value for value, empty in zip(ids, blank, strict=True)]


def missing_ids(book: Book) -> tuple[MissingId, ...]:
    """(record key, row index, cell, new id) for each record whose id cell is blank in the workbook."""
    found: list[MissingId] = []
    for key, table in book.tables.items():
        id_column = table.record.id_column
        if not gives_ids(table.record) or id_column not in table.raw:
            continue
        typed, raw = table.get(id_column), table.raw[id_column]
        if None not in raw and all(raw):
            continue
        for i, value in enumerate(raw):
            cell = table.cell(i, id_column) if is_blank(value) else None
            if cell is not None and typed[i]:
                found.append((key, i, cell, typed[i]))
    return tuple(found)
