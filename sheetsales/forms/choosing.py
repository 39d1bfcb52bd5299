"""Which rows of a table a note asks for: ``top=5; sort=gap desc; where team=华东组``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.contents import BLANK, UNKNOWN, Column, Table, Value
from sheetsales.forms.headings import column_of, headings
from sheetsales.forms.nearest import nearest
from sheetsales.forms.problem import Problem
from sheetsales.regex import regex
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

Row = Mapping[str, Value]
_PARTS: Final = regex(r"[;；\n\r]+")
_TOP: Final = regex(r"(?:top|前)\s*[=＝:：]?\s*(.*?)\s*(?:行|条)?\Z", 2)
_SORT: Final = regex(r"(?:sort|排序)\s*[=＝:：]?\s*(.+?)(?:\s+(desc|asc|降序|升序))?\Z", 2)
_WHERE: Final = regex(r"(?:where|筛选|只要)\s*[:：]?\s*(.+?)\s*[=＝]\s*(.+)\Z", 2)
_OURS: Final = regex(r"(?:top\b|sort\b|where\b|前\s*[=＝]|排序|筛选)", 2)
_DOWN: Final = ("desc", "降序")
_SHOWN: Final = 6


@dataclass(frozen=True)
class _Chosen:
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()


def chosen(table: Table, note: str, at: str) -> tuple[Sequence[Row], tuple[Problem, ...]]:
    """The rows that the note on the cell ``at`` asks for; what it says beside that is the team's own."""
    rows: Sequence[Row] = table.rows
    problems: list[Problem] = []
    for read in (_where, _sort, _top):  # whatever order they are written in
        for part in _asked(note):
            done = read(table, rows, part, at)
            rows = done.rows
            problems += done.problems
    return rows, tuple(problems)


def _asked(note: str) -> Iterator[str]:
    return (part.strip() for part in _PARTS.split(note) if _OURS.match(part.strip()))


def _where(table: Table, rows: Sequence[Row], part: str, at: str) -> _Chosen:
    if not part.lower().startswith(("where", "筛选")):
        return _Chosen(rows)
    found = _WHERE.match(part)
    column = column_of(found[1], table) if found else None
    if found is None or column is None:
        return _Chosen(rows, (_no_column(table, part, found[1] if found else part, at),))
    wanted = found[2].strip().strip("\"'“”").casefold()
    left = [row for row in rows if wanted in _words(row.get(column.key, BLANK))]
    if rows and not left:
        values = dict.fromkeys(str(row.get(column.key, BLANK).shown) for row in rows)
        told = texts.NO_ROWS_LEFT.fill(text=part, values=listed(values, most=_SHOWN))
        return _Chosen(left, (Problem(at, told),))
    return _Chosen(left)


def _words(value: Value) -> set[str]:
    return {str(value.shown).casefold(), *(word.casefold() for word in value.also)}


def _sort(table: Table, rows: Sequence[Row], part: str, at: str) -> _Chosen:
    if not part.lower().startswith(("sort", "排序")):
        return _Chosen(rows)
    found = _SORT.match(part)
    column = column_of(found[1], table) if found else None
    if found is None or column is None:
        return _Chosen(rows, (_no_column(table, part, found[1] if found else part, at),))
    down = (found[2] or "").lower() in _DOWN
    return _Chosen(_sorted(rows, column, down=down))


def _sorted(rows: Sequence[Row], column: Column, *, down: bool) -> Sequence[Row]:
    """Rows in the column's order, those in which it is unknown last, whichever way round."""
    keyed = [(_rank(row.get(column.key, BLANK)), row) for row in rows]
    known = [(key, row) for key, row in keyed if key is not None]
    return [
        *(row for _, row in sorted(known, key=lambda pair: pair[0], reverse=down)),
        *(row for key, row in keyed if key is None),
    ]


def _rank(value: Value) -> tuple[int, float, str] | None:
    held = value.value
    if not value.known or held is None or held == UNKNOWN:
        return None
    if isinstance(held, int | float | Decimal):
        return 0, float(held), ""
    return (1, float(held.toordinal()), "") if isinstance(held, dt.date) else (2, 0.0, held)


def _top(_: Table, rows: Sequence[Row], part: str, at: str) -> _Chosen:
    if not part.lower().startswith(("top", "前")):
        return _Chosen(rows)
    found = _TOP.match(part)
    said = found[1] if found else ""
    if not said.isdecimal() or int(said) < 1:
        return _Chosen(rows, (Problem(at, texts.BAD_TOP.fill(text=part)),))
    return _Chosen(rows[: int(said)])


def _no_column(table: Table, part: str, word: str, at: str) -> Problem:
    near: Text = same(nearest(word, headings(table)))
    return Problem(at, texts.BAD_COLUMN.fill(text=part, column=word, table=table.title, near=near))
