"""The rows of the Lists sheet, read into the labels of every choice list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sheetsales.book.choices import Labels
from sheetsales.book.load_rules import LIST_CODE_TWICE, LIST_CODE_UNKNOWN
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.problems import Problem
from sheetsales.book.rows import BoundRows
from sheetsales.dataclass import dataclass
from sheetsales.schema.choices import BY_KEY, LISTS, ChoiceList, lists_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Text


def _titles(lists: Iterable[ChoiceList]) -> dict[str, str]:
    return {fold(name): c.key for c in lists for name in (c.key, c.title.zh, c.title.en)}


_TITLES = _titles(LISTS)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the Lists sheet; ``row`` is its index among all of them."""

    list: str
    code: str
    zh: str
    en: str
    row: int = 0

    @property
    def label(self) -> Text:
        return Text(self.zh or self.en or self.code, self.en or self.zh or self.code)


def read_lists(blocks: Sequence[BoundRows], more: Iterable[str] = ()) -> tuple[Labels, list[Problem]]:
    """Every list's labels by code, the packaged ones with the sheet's own rows over them, and the rows that cannot
    count: no row can add a code to a fixed list, and a code has one row.

    ``more`` are keys of lists that the workbook's modules use.
    """
    lists = lists_of(more)
    titles = _TITLES if lists is LISTS else _titles(lists)
    labels: Labels = {
        c.key: {choice.code: choice.label for choice in c.choices if blocks or not c.sample} for c in lists
    }
    problems: list[Problem] = []
    first: dict[tuple[str, str], ListRow] = {}
    for row in _rows(blocks):
        key = titles.get(fold(row.list), row.list)
        code = _code(row, key)
        if not code:
            problems.append(_unknown(row, key))
        elif (other := first.setdefault((key, code), row)) is not row:
            problems.append(_twice(row, code, other, blocks))
        else:
            labels.setdefault(key, {})[code] = row.label
    return labels, problems


def _code(row: ListRow, key: str) -> str:
    """The code a row speaks of: its own, else the packaged one that its label names, else its label; "" where the list
    is fixed and has none such."""
    known = BY_KEY.get(key)
    codes = {choice.code for choice in known.choices} if known else set()
    if row.code and (row.code in codes or not (known and known.fixed)):
        return row.code
    named = (
        {fold(label): c.code for c in known.choices for label in (c.code, c.label.zh, c.label.en)}
        if known
        else {}
    )
    words = (row.code,) if row.code else (row.en, row.zh)
    meant = next((named[fold(word)] for word in words if word and fold(word) in named), "")
    return meant or ("" if known and known.fixed else row.en or row.zh)


def _unknown(row: ListRow, key: str) -> Problem:
    codes = [choice.code for choice in BY_KEY[key].choices]
    details = {"list": BY_KEY[key].title, "label": row.label,
               "codes": listed(codes)}  # fmt: skip
    return Problem(
        LIST_CODE_UNKNOWN, "lists", row.row, "code", row.code, details, key=row.code or row.label.en
    )


def _twice(row: ListRow, code: str, other: ListRow, blocks: Sequence[BoundRows]) -> Problem:
    rows = [number for block in blocks for number in block.rows]
    details = {"list": row.list, "other": str(rows[other.row]), "label": other.label, "own": row.label}
    return Problem(
        LIST_CODE_TWICE, "lists", row.row, "code", code, details, key=f"{row.list} {code} {row.label.en}"
    )


def _rows(blocks: Sequence[BoundRows]) -> list[ListRow]:
    rows, start = [], 0
    for block in blocks:
        for i in range(len(block.rows)):
            name, code, zh, en = (_text(block.raw, key, i) for key in ("list", "code", "zh", "en"))
            if name and (code or zh or en):
                rows.append(ListRow(name, code, zh, en, start + i))
        start += len(block.rows)
    return rows


def _text(raw: Mapping[str, Sequence[object]], key: str, i: int) -> str:
    value = raw[key][i] if key in raw else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if value is not None else ""
