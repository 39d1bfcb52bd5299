"""The columns that modules add to a sheet of the core, at the right edge of a team's own, where somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import AddColumns, Edit, SetCell, SetFormat, SetNote
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.look.numbers import BY_KIND
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.column import Column
from sheetsales.schema.record import Record
from sheetsales.schema.store import read_store, store_edits
from sheetsales.schema.stored import STORE_KEY, StoredColumn, StoredTable, from_json, parse, to_json
from sheetsales.template.adding.standing import is_ours
from sheetsales.template.headings import heading, note
from sheetsales.template.pens import column_width
from sheetsales.texts import Lang, Text

_NOT_ADOPTED = Text(
    "“{sheet}”还没有认领，加的列下次认不出来。请先运行 sheetsales adopt。",
    "“{sheet}” was never adopted, so columns added to it would not be known again. Run sheetsales adopt first.",
)


@dataclass(frozen=True)
class OwnColumns:
    """The columns that one sheet of the team's own gets: where each stands, by key, and the edits without their values."""

    table: BoundTable
    columns: tuple[Column, ...]
    first: int
    edits: tuple[Edit, ...]

    def at(self, row: int, key: str) -> CellRef:
        place = next(i for i, column in enumerate(self.columns) if column.key == key)
        return CellRef(self.table.sheet, row, self.first + place)


def own_columns(
    workbook: Workbook, binding: Binding, record: Record, modules: Sequence[str], lang: Lang, currency: str
) -> tuple[OwnColumns, ...]:
    """What each of the team's sheets of a record lacks of these modules' columns; a heading of its own that is called
    alike stays the team's.

    Raises ``BadRequest`` where nobody adopted the sheet: its new columns would not be known again.
    """
    found = []
    for table in binding.of(record.key):
        if not is_ours(table):
            columns = tuple(_lacking(table, record, modules, lang, currency))
            if columns:
                found.append(_added(workbook, table, columns, lang, currency))
    return tuple(found)


def remembered(workbook: Workbook, added: Sequence[OwnColumns], lang: Lang, currency: str) -> Sequence[Edit]:
    """The edits that let the new headings be known as ours from now on."""
    text = read_store(workbook).get(STORE_KEY)
    if not text:
        raise BadRequest(_NOT_ADOPTED.fill(sheet=added[0].table.sheet))
    kept = from_json(parse(text))
    tables = tuple(_wider(table, added, lang, currency) for table in kept.tables)
    return store_edits(workbook, {STORE_KEY: to_json(replace(kept, tables=tables))})


def _wider(table: StoredTable, added: Sequence[OwnColumns], lang: Lang, currency: str) -> StoredTable:
    mine = (a for a in added if (a.table.sheet, a.table.record.key) == (table.sheet, table.record))
    more = {c.key: StoredColumn(heading(c, lang, currency), c.key) for a in mine for c in a.columns}
    return replace(table, columns=(*table.columns, *more.values()))


def _lacking(
    table: BoundTable, record: Record, modules: Sequence[str], lang: Lang, currency: str
) -> Iterator[Column]:
    theirs = {one.heading.strip() for one in table.columns} | {one.heading.strip() for one in table.unknown}
    for column in record.module_columns:
        if column.module in modules and column.key not in table.by_key:
            names = {heading(column, lang, currency), column.title.zh, column.title.en}
            if theirs.isdisjoint(names):
                yield column


def _added(
    workbook: Workbook, table: BoundTable, columns: Sequence[Column], lang: Lang, currency: str
) -> OwnColumns:
    texts = [heading(column, lang, currency) for column in columns]
    formats = [BY_KIND[column.kind] for column in columns]
    first = _edge(workbook, table)
    edits: list[Edit] = []
    if table.table:
        edits.append(AddColumns(table.table, tuple(texts), tuple(formats)))
    for place, (column, text, code) in enumerate(zip(columns, texts, formats, strict=True), first):
        head = Area(table.sheet, table.heading_row, place, table.heading_row, place)
        if not table.table:
            edits.append(SetCell(CellRef(table.sheet, table.heading_row, place), text, None))
            edits.append(
                SetFormat(
                    Area(table.sheet, table.first_row, place, table.last_row, place), number_format=code
                )
            )
        bold = None if table.table else True
        edits.append(SetFormat(head, bold=bold, width=column_width(column, text, (), table.record)))
        said = note(table.record, column, lang)
        if said:
            edits.append(SetNote(CellRef(table.sheet, table.heading_row, place), said))
    return OwnColumns(table, tuple(columns), first, tuple(edits))


def _edge(workbook: Workbook, table: BoundTable) -> int:
    """The first column right of a Table; of a range, right of everything on the sheet."""
    grid = workbook.grid(table.sheet)
    if table.table or grid is None:
        return table.area.last_column + 1
    return max(grid.last_column, *(area.last_column for area in grid.merged), 0) + 1


def placed(
    added: OwnColumns, figures: Mapping[int, Mapping[str, CellValue]]
) -> Iterator[tuple[CellRef, CellValue]]:
    """The cell of every figure that is known, by the rows of the sheet."""
    for row, known in figures.items():
        for column in added.columns:
            if known.get(column.key) is not None:
                yield added.at(row, column.key), known[column.key]
