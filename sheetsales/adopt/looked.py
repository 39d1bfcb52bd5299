"""Sheets that are not read, looked at once more: the row taken for headings, what was known there, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.assign import assign
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import make_block, next_heading_row
from sheetsales.schema.bound_tables import readable
from sheetsales.schema.record import Record
from sheetsales.schema.survey import survey
from sheetsales.schema.title_rows import heading_cells
from sheetsales.schema.veto import KIND_TEXTS
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import OR, listed
from sheetsales.texts import Text

_TRIED: Final = ("pipeline", "customers", "orders", "contracts", "receipts", "activities", "targets", "team")
"""The records a sheet may be meant to hold, the likelier first."""
_SEARCHED: Final = 30
_SHOWN: Final = 6
_LEAST: Final = 2
_FIELD: Final = regex(
    r"(?:sum|count|average|max|min) of (?P<en>.+)|(?:求和项|计数项|平均值项|最大值项|最小值项)\s*[:：]\s*(?P<zh>.+)"
)

_NO_HEADINGS: Final = Text("“{sheet}”：没有找到一行列名。", "'{sheet}': no row of headings was found.")
_KIND: Final = Text("“{sheet}”：{kind}。", "'{sheet}': {kind}.")
BEHIND: Final = Text("背后的明细像是“{other}”。", " The rows behind it look like '{other}'.")
_NOTHING_KNOWN: Final = Text(
    "“{sheet}”：第 {row} 行当列名（{headings}），一个也不认识。",
    "'{sheet}': row {row} was taken for the headings ({headings}); none of them is known.",
)
_KNOWN: Final = Text(
    "“{sheet}”：第 {row} 行当列名；最像{record}，认识：{known}；还缺：{missing}。",
    "'{sheet}': row {row} was taken for the headings; most like {record}. Known: {known}; missing: {missing}.",
)
_ENOUGH: Final = Text(
    "“{sheet}”：第 {row} 行当列名；最像{record}，认识：{known}；其余列名拿不准，所以没有读。",
    "'{sheet}': row {row} was taken for the headings; most like {record}. Known: {known}; too little else is known to read "
    "it.",
)
_PAIR: Final = Text("{heading}→{title}", "{heading} → {title}")


@dataclass(frozen=True)
class Looked:
    """One sheet. ``kind`` says why it must not be read, "" for every other; ``block`` None where no headings were found;
    ``record`` None where no heading is known. ``behind`` is the sheet whose rows a pivot adds up."""

    sheet: str
    kind: str = ""
    behind: str = ""
    block: Block | None = None
    record: Record | None = None
    known: tuple[BoundColumn, ...] = ()

    @property
    def missing(self) -> tuple[Text, ...]:
        """What the record cannot do without and the sheet does not say: of columns that do as well, all their names."""
        if self.record is None:
            return ()
        there = {bound.column.key for bound in self.known}
        groups = self.record.anchors or tuple((column.key,) for column in self.record.required)
        titles = self.record.by_key
        return tuple(
            listed([titles[key].title for key in group], last=OR)
            for group in groups
            if not there.intersection(group)
        )

    @property
    def told(self) -> Text:
        """What it was taken for, in a sentence."""
        if self.kind:
            said = _KIND.fill(sheet=self.sheet, kind=KIND_TEXTS.get(self.kind, Text(self.kind, self.kind)))
            other = BEHIND.fill(other=self.behind) if self.behind else Text("", "")
            return Text(said.zh + other.zh, said.en + other.en)
        if self.block is None:
            return _NO_HEADINGS.fill(sheet=self.sheet)
        row = self.block.heading_row
        if self.record is None:
            headings = listed([" ".join(text.split()) for _, text in self.block.headings], most=_SHOWN)
            return _NOTHING_KNOWN.fill(sheet=self.sheet, row=row, headings=headings)
        known = listed(
            [
                _PAIR.fill(heading=" ".join(bound.heading.split()), title=bound.column.title)
                for bound in self.known
            ],
            most=_SHOWN,
        )
        text = _KNOWN if self.missing else _ENOUGH
        return text.fill(
            sheet=self.sheet, row=row, record=self.record.title, known=known, missing=listed(self.missing)
        )


def looked_at(workbook: Workbook, but: Iterable[str] = ()) -> Iterator[Looked]:
    """Every sheet that may hold records, ``but`` those that are read."""
    apart = set(but)
    for grid in readable(workbook):
        if grid.name not in apart:
            yield _looked(grid, workbook)


def _looked(grid: Grid, workbook: Workbook) -> Looked:
    kind = survey(grid, modules=True).refused
    if kind:
        return Looked(grid.name, kind, behind(grid, workbook) if kind == "pivot" else "")
    block = _headed(grid)
    if block is None:
        return Looked(grid.name)
    record, known = _likeliest(block)
    return Looked(grid.name, "", "", block, record, known)


def _headed(grid: Grid) -> Block | None:
    """The block under the row with most texts, the first of two alike."""
    rows = range(grid.first_row, min(grid.first_row + _SEARCHED, grid.last_row + 1))
    counts = {row: len(heading_cells(grid, row)) for row in rows}
    best = max(counts, key=lambda row: (counts[row], -row), default=None)
    if best is None or not counts[best]:
        return None
    return make_block(grid, best, grid.first_row, next_heading_row(grid, best) - 1, heading_cells(grid, best))


def _likeliest(block: Block) -> tuple[Record | None, tuple[BoundColumn, ...]]:
    """The record that knows most of the headings."""
    best: tuple[Record | None, tuple[BoundColumn, ...]] = (None, ())
    for key in _TRIED:
        found = assign(RECORDS[key], block, by_meaning=True).bound
        if len(found) > len(best[1]):
            best = (RECORDS[key], found)
    return best


def behind(pivot: Grid, workbook: Workbook) -> str:
    """The sheet that has the fields a pasted pivot adds up among its headings; "" where none has."""
    fields = set(_fields(pivot))
    for grid in readable(workbook) if fields else ():
        if grid.name == pivot.name:
            continue
        rows = range(grid.first_row, min(grid.first_row + _SEARCHED, grid.last_row + 1))
        for row in rows:
            texts = {" ".join(text.split()).casefold() for _, text in heading_cells(grid, row)}
            if fields & texts and len(texts) > _LEAST:
                return grid.name
    return ""


def _fields(pivot: Grid) -> Iterator[str]:
    for row in range(pivot.first_row, min(pivot.first_row + _SEARCHED, pivot.last_row + 1)):
        for _, text in heading_cells(pivot, row):
            found = _FIELD.match(" ".join(text.split()).casefold())
            if found:
                yield (found["en"] or found["zh"]).strip()
