"""The defined names that drop-downs point at, for tables wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sheetsales.cells.edits import Edit, SetName
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.adding.ground import Ground


def source(ground: Ground, column: Column) -> str:
    """The name a column's drop-down points at; "" where anything goes, or what it refers to is not there."""
    if column.written:
        return ""
    if column.kind in (Kind.CHOICE, Kind.YES_NO):
        return f"lst_{_list(column)}"
    if column.kind is Kind.REF and _offered(ground, column.ref):
        return RECORDS[column.ref].list_name
    return ""


def lists_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """The choice lists these columns use."""
    chosen = (c for c in columns if c.choices or c.kind is Kind.YES_NO)
    return tuple(dict.fromkeys(_list(column) for column in chosen))


def _list(column: Column) -> str:
    return "yes_no" if column.kind is Kind.YES_NO else column.choices


def name_edits(ground: Ground, columns: Iterable[Column]) -> Iterator[Edit]:
    """The names that drop-downs of these columns need and the workbook has not."""
    there = {name.casefold() for name in ground.workbook.names}
    columns = tuple(columns)
    meanings = {RECORDS[c.ref].list_name: _offered(ground, c.ref) for c in columns if c.kind is Kind.REF}
    meanings |= {f"lst_{key}": _of_list(ground, key) for key in lists_of(columns)}
    for name, meaning in meanings.items():
        if meaning and name.casefold() not in there:
            yield SetName(name, meaning)


def _offered(ground: Ground, key: str) -> str:
    """The filled part of the column that names a record, however long it grows; "" without such a sheet."""
    record, spot = RECORDS[key], ground.spot(key)
    if spot is None:
        return ""
    shown = f"name_{ground.lang}" if key == "stages" else record.offered_column
    offered = next(spot.first_of(shown, record.name_column, record.id_column), "")
    if not offered:
        return ""
    counted = next(spot.first_of(record.counted_column if offered == shown else offered, offered))
    return f"OFFSET({spot.heading(offered)},1,0,MAX(1,COUNTA({spot.below(counted)})),1)"


def _of_list(ground: Ground, key: str) -> str:
    """The labels of one list on the Lists sheet, where its rows stand together."""
    spot = ground.spot("lists")
    if spot is None or not {"list", ground.lang} <= spot.columns.keys():
        return ""
    title, column = f'"{BY_KEY[key].title.in_(ground.lang)}"', spot.whole("list")
    first = f"MATCH({title},{column},0)-{spot.heading_row}"
    return f"OFFSET({spot.heading(ground.lang)},{first},0,COUNTIF({column},{title}),1)"
