"""What a copy has or lacks that cannot be compared: said, with how much of it there is, and never dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sheetsales.book.table import own_heading
from sheetsales.merging.align import align
from sheetsales.merging.headings import Renamed
from sheetsales.merging.meaning import meaning
from sheetsales.merging.rows import BLANK, Cell, Issued, IssuedRow, Table, digest
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

Heading = Callable[[str, str], str]
_NO_SHEETS: Final = Text(
    "副本里没有这些工作表，没有比较：{sheets}",
    "The copy lacks these sheets, which were not compared: {sheets}",
)
_LACKS: Final = Text(
    "副本里没有这些列，没有比较：{columns}",
    "The copy lacks these columns, which were not compared: {columns}",
)
_RENAMED: Final = Text(
    "副本里这些列改了列名，没有收：{columns}。改回原来的列名，存盘，再收一次。",
    "Columns whose headings were changed in the copy were not taken: {columns}. Give them their names back, save the copy and collect it "
    "once more.",
)
_RENAMED_ONE: Final = Text(
    "{was}（现在叫“{now}”，改了 {n} 格）", "{was} (now “{now}”, {n:cell|cells} changed)"
)
_OWN: Final = Text(
    "副本里这些列工作簿没有，没有收：{columns}。要收就先在工作簿里加上同名的列，把副本再存一次，再收一次。",
    "Columns of the copy that the workbook does not have were not taken: {columns}. To take them, add columns of these names to the "
    "workbook and collect the copy once more after saving it anew.",
)
_OWN_ONE: Final = Text("{name}（{n} 格）", "{name} ({n:cell|cells})")


def renamed(
    base: Mapping[str, Issued], mine: Mapping[str, Table], theirs: Mapping[str, Table]
) -> tuple[Renamed, ...]:
    """The columns that a copy has under another heading."""
    return tuple(
        one
        for key, table in theirs.items()
        if key in mine and key in base
        for one in _renamed(base[key], mine[key], table)
    )


def untaken(
    base: Mapping[str, Issued], mine: Mapping[str, Table], theirs: Mapping[str, Table], heading: Heading
) -> Iterator[Text]:
    """One sentence on each: sheets and columns that are not there, columns under another name, columns of its own."""
    gone = [RECORDS[key].title for key in base if base[key].rows and key in mine and key not in theirs]
    if gone:
        yield _NO_SHEETS.fill(sheets=listed(gone))
    lacks: list[str] = []
    renamed: list[Text] = []
    own: list[Text] = []
    for key, table in theirs.items():
        if key not in mine:
            continue
        part = base.get(key, Issued(key, (), ()))
        found = tuple(_renamed(part, mine[key], table))
        named = {one.was for one in found} | {one.now for one in found}
        lacks += [heading(key, c) for c in _lacking(part, mine[key], table) if c not in named]
        renamed += [
            _RENAMED_ONE.fill(was=heading(key, one.was), now=own_heading(one.now), n=one.changed)
            for one in found
        ]
        own += [
            _OWN_ONE.fill(name=own_heading(c), n=sum(c in row.cells for row in table.rows))
            for c in _added(mine[key], table)
            if c not in named
        ]
    for text, names in ((_LACKS, lacks), (_RENAMED, renamed), (_OWN, own)):
        if names:
            yield text.fill(columns=listed(list(dict.fromkeys(names))))


def _lacking(part: Issued, mine: Table, theirs: Table) -> list[str]:
    return [c for c in part.columns if c not in theirs.columns and c in mine.columns]


def _added(mine: Table, theirs: Table) -> list[str]:
    """Columns with something in them that only the copy has."""
    return [
        c
        for c in theirs.columns
        if own_heading(c) and c not in mine.columns and any(c in row.cells for row in theirs.rows)
    ]


def _renamed(part: Issued, mine: Table, theirs: Table) -> Iterator[Renamed]:
    """Columns that are there under another name: of those that say what was issued, the one that says it most often."""
    lacking, added = _lacking(part, mine, theirs), _added(mine, theirs)
    if not lacking or not added:
        return
    found = align(part.rows, theirs.rows)
    pairs = [(part.rows[b], theirs.rows[t]) for b, t in found.pairs.items()]
    alike = sorted(
        (
            -sum(_is_as_issued(was, c, row.cells.get(u, BLANK)) for was, row in pairs if was.digests.get(c)),
            c,
            u,
        )
        for c in lacking
        for u in added
    )
    used: set[str] = set()
    for n, c, u in alike:
        if n and not used & {c, u}:
            used |= {c, u}
            changed = sum(not _is_as_issued(was, c, row.cells.get(u, BLANK)) for was, row in pairs)
            filled = sum(bool(was.digests.get(c)) for was, _ in pairs)
            new = sum(u in theirs.rows[t].cells for t in found.new)
            yield Renamed(part.record, c, u, -n, filled, changed + new)


def _is_as_issued(was: IssuedRow, column: str, cell: Cell) -> bool:
    """Whether a cell of a column that nobody reads as ours says what was issued: as it means, or as it stood there."""
    issued = was.digests.get(column, "")
    return digest(cell.meaning) == issued or (
        bool(issued) and column in was.values and cell.meaning == meaning(None, None, was.values.get(column))
    )
