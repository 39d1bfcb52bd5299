"""One sheet of ours as edits: its Table, how it looks, the notes on its headings, its drop-downs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import (
    AddColumns,
    AddSheet,
    Edit,
    EntryLook,
    SetFormat,
    SetNote,
    SetValidation,
    Signal,
)
from sheetsales.cells.values import EditValue
from sheetsales.look.numbers import BY_KIND
from sheetsales.look.styles import tab_colour
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.speech.widths import display_width
from sheetsales.template.adding.ground import Ground
from sheetsales.template.adding.names import source
from sheetsales.template.headings import heading, note
from sheetsales.template.labels import Labels, Rows
from sheetsales.template.layout import ROOM, Layout
from sheetsales.template.pens import column_width
from sheetsales.template.signals import signals


def sheet_edits(ground: Ground, record: Record, rows: Rows) -> Iterator[Edit]:
    """The sheet itself. ``rows`` hold what configuration sheets start with, by record, as codes."""
    layout, name = ground.layouts[record.key], ground.sheets[record.key]
    cells = _cells(ground, layout, rows)
    yield AddSheet(
        name,
        layout.headings,
        cells or ((None,) * len(layout.columns),) * record.blank_rows,
        ground.tables[record.key],
        widths=tuple(_widths(layout, cells)),
        formats=tuple(_format(column) for column in layout.columns),
        wraps=tuple(column.kind is Kind.NOTE for column in layout.columns),
        look=_look(layout),
    )
    for place, column in enumerate(layout.columns, 1):
        text = note(record, column, ground.lang)
        if text:
            yield SetNote(CellRef(name, 1, place), text)
    last = 1 + max(len(cells), record.blank_rows) + ROOM
    for place, column in enumerate(layout.columns, 1):
        yield from _drop_down(ground, column, Area(name, 2, place, last, place))


def column_edits(ground: Ground, table: BoundTable, columns: Sequence[Column]) -> Iterator[Edit]:
    """Columns that a sheet of ours has got since it was made, added at the right of its Table."""
    texts = [heading(column, ground.lang, ground.currency) for column in columns]
    first = table.area.last_column + 1
    yield AddColumns(table.target, tuple(texts), tuple(_format(column) for column in columns))
    for place, (column, text) in enumerate(zip(columns, texts, strict=True), first):
        at = Area(table.sheet, table.heading_row, place, table.heading_row, place)
        yield SetFormat(at, width=column_width(column, text, (), table.record))
        said = note(table.record, column, ground.lang)
        if said:
            yield SetNote(CellRef(table.sheet, table.heading_row, place), said)
        last = table.area.last_row + ROOM
        yield from _drop_down(ground, column, Area(table.sheet, table.heading_row + 1, place, last, place))


def _drop_down(ground: Ground, column: Column, area: Area) -> Iterator[Edit]:
    name = source(ground, column)
    if name:
        yield SetValidation(area, name)


def _cells(ground: Ground, layout: Layout, rows: Rows) -> tuple[tuple[EditValue, ...], ...]:
    labels = Labels(ground.lang, rows)
    showers = [(column.key, labels.shower(column)) for column in layout.columns]
    return tuple(
        tuple(show(row.get(key)) for key, show in showers) for row in rows.get(layout.record.key, ())
    )


def _widths(layout: Layout, cells: Sequence[Sequence[EditValue]]) -> Iterator[float]:
    for place, (column, text) in enumerate(zip(layout.columns, layout.headings, strict=True)):
        lengths = sorted(display_width(str(row[place])) for row in cells if isinstance(row[place], str))
        yield column_width(column, text, lengths, layout.record)


def _format(column: Column) -> str | None:
    return None if column.kind is Kind.ANY else BY_KIND[column.kind]


def _look(layout: Layout) -> EntryLook:
    record = layout.record
    return EntryLook(
        tuple(column.folded for column in layout.columns),
        tuple(column.written for column in layout.columns),
        tuple(_signals(layout)),
        tab_colour(config=record.config, written=record.written).removeprefix("#"),
        frozen=layout.columns[0].kind is Kind.ID,
        reach=ROOM,
    )


def _signals(layout: Layout) -> Iterator[Signal]:
    for signal in signals(layout):
        fill = signal.style.get("bg_color")
        yield Signal(
            signal.formula,
            layout.index[signal.first] + 1,
            layout.index[signal.last] + 1,
            str(signal.style["font_color"]).removeprefix("#"),
            str(fill).removeprefix("#") if fill else None,
        )
