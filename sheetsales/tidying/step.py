"""A long sheet of ours kept in step with what it was made of: only what changed there is written, nothing of the team's lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from sheetsales.cells.edits import AddColumns, Edit, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.dataclass import dataclass
from sheetsales.pages import Page, Place, find, new_sheet
from sheetsales.pages.keeper import plain
from sheetsales.texts import Lang, Text
from sheetsales.tidying.gather import NOTE, PLACE, SHEET, Long, Unsure

GONE: Final = Text("原表里已经没有这一行", "this row is gone from its sheet")
_ORIGIN: Final = frozenset({SHEET, PLACE, NOTE})

Row = Mapping[str, EditValue]


@dataclass
class Kept:
    """What becomes of one long sheet. ``gone`` names rows that theirs do not have any more, ``edits`` are empty where all is as
    it was."""

    page: Page
    sheet: str
    edits: tuple[Edit, ...] = ()
    is_new: bool = False
    added: int = 0
    changed: int = 0
    same: int = 0
    gone: list[str] = field(default_factory=list)
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True)
class _Old:
    """A row of the long sheet as it stands: our columns by key, all else by heading."""

    ours: dict[str, CellValue]
    own: dict[str, EditValue]


def kept(workbook: Workbook, lang: Lang, long: Long) -> Kept:
    """What it takes to bring a long sheet in step."""
    place = find(workbook, long.page)
    if place is None:
        edit = new_sheet(workbook, lang, long.page, long.rows)
        return Kept(long.page, edit.name, (edit,), is_new=True, added=len(long.rows), unsure=long.unsure)
    result = Kept(long.page, place.sheet, unsure=long.unsure)
    old = list(_standing(place))
    pairs = _paired(long, old)
    rows = [_merged(long, row, before, result) for row, before in pairs]
    met = {id(before) for _, before in pairs if before is not None}
    left = [one for one in old if id(one) not in met]
    result.gone = [_named(long, one.ours) for one in left]
    rows += [({**one.ours, NOTE: GONE.in_(lang)}, one.own) for one in left]
    newly = any(one.ours.get(NOTE) not in (GONE.zh, GONE.en) for one in left)
    new_columns = _missing(place, long.page, lang)
    if result.added or result.changed or newly or new_columns:
        result.edits = tuple(_edits(place, long.page, rows, new_columns))
    return result


def _standing(place: Place) -> Iterator[_Old]:
    """The rows of the long sheet, blank ones left out."""
    for cells in place.rows:
        if any(value is not None for value in cells):
            pairs = list(zip(place.headings, cells, strict=True))
            ours = {
                place.keys[heading]: plain_cell(value) for heading, value in pairs if heading in place.keys
            }
            own: dict[str, EditValue] = {
                heading: value for heading, value in pairs if heading and heading not in place.keys and value is not None
            }  # fmt: skip
            yield _Old(ours, own)


def plain_cell(value: CellValue) -> CellValue:
    return None if value == "" else value


def _paired(long: Long, old: Sequence[_Old]) -> list[tuple[Row, _Old | None]]:
    """Each row with the one that stands for it: one that says the same, else of the same name, else from the same cell."""
    found: dict[int, _Old] = {}
    free = list(old)
    for key in _WAYS:
        by: dict[object, list[_Old]] = defaultdict(list)
        for one in free:
            by[key(long, one.ours)].append(one)
        for n, row in enumerate(long.rows):
            mine = key(long, row) if n not in found else None
            if mine is not None and by.get(mine):
                found[n] = by[mine].pop(0)
        met = {id(one) for one in found.values()}
        free = [one for one in free if id(one) not in met]
    return [(row, found.get(n)) for n, row in enumerate(long.rows)]


def _content(long: Long, row: Row) -> object:
    keys = [c.key for c in long.page.columns if c.key not in _ORIGIN and c.key not in long.left_open]
    return tuple(plain(row.get(key)) for key in keys)


def _name(long: Long, row: Row) -> object:
    name = tuple(plain(row.get(key)) for key in long.named_by)
    return name if any(value is not None for value in name) else None


def _with(part: Callable[[Long, Row], object], *origin: str) -> Callable[[Long, Row], object]:
    """A way to know rows by a part of them and where they are from."""

    def key(long: Long, row: Row) -> object:
        said = part(long, row)
        return None if said is None else (said, *(row.get(at) for at in origin))

    return key


def _of(column: str) -> Callable[[Long, Row], object]:
    return lambda _, row: row.get(column)


_WAYS: Final = (
    _with(_content, SHEET, PLACE), _with(_content, SHEET), _content, _with(_name, SHEET), _with(_of("customer"), SHEET, PLACE),
    _with(_of("name"), SHEET, PLACE), _name,
)  # fmt: skip
"""From the surest on. A cell that holds another customer now is no change of the one that stood there."""


def _merged(long: Long, row: Row, before: _Old | None, result: Kept) -> tuple[Row, Mapping[str, EditValue]]:
    """The row with what was typed beside it, counted as new, changed or the same."""
    if before is None:
        result.added += 1
        return row, {}
    typed = {key: before.ours.get(key) for key in long.left_open if row.get(key) is None}
    new = {**row, **{key: value for key, value in typed.items() if value is not None}}
    if typed and any(value is not None for value in typed.values()):
        new[NOTE] = before.ours.get(NOTE)
    is_same = all(plain(new.get(key)) == plain(value) for key, value in before.ours.items())
    result.same += is_same
    result.changed += not is_same
    return new, before.own


def _named(long: Long, row: Row) -> str:
    parts = [str(row[key]) for key in long.named_by if row.get(key) is not None]
    return " · ".join(parts) or f"{row.get(SHEET)}!{row.get(PLACE)}"


def _missing(place: Place, page: Page, lang: Lang) -> dict[str, str]:
    """Columns the long sheet lacks: heading → key. Headings somebody has taken for something else are left out."""
    there = {heading.casefold() for heading in place.headings}
    lacking = [c for c in page.columns if c.key not in place.keys.values()]
    return {c.title.in_(lang): c.key for c in lacking if c.title.in_(lang).casefold() not in there}


def _edits(
    place: Place, page: Page, rows: Sequence[tuple[Row, Mapping[str, EditValue]]], added: Mapping[str, str]
) -> Iterator[Edit]:
    formats = {c.key: c.number_format or None for c in page.columns}
    if added:
        yield AddColumns(place.target, tuple(added), tuple(formats[key] for key in added.values()))
    headings = {**place.keys, **added}
    yield ReplaceRows(
        place.target,
        tuple({heading: row.get(key) for heading, key in headings.items()} | dict(own) for row, own in rows),
    )
