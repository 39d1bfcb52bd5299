"""The sheets a check writes, as pages."""

from __future__ import annotations

from sheetsales.cells.grid import Visibility
from sheetsales.look.numbers import BY_KIND, NUMERIC
from sheetsales.pages import Column, Page
from sheetsales.schema.column import Column as Declared
from sheetsales.schema.column import Kind
from sheetsales.schema.record import Record
from sheetsales.schema.written_sheets import BY_PERSON, FINDINGS, STAGE_LOG


def _page(record: Record, known_by: tuple[str, ...], needed: tuple[str, ...]) -> Page:
    columns = tuple(map(_column, record.columns))
    visibility: Visibility = "hidden" if record.hidden else "visible"
    return Page(record.title, record.table, columns, known_by, needed, visibility=visibility)


def _column(column: Declared) -> Column:
    number_format = BY_KIND[column.kind] if column.kind in NUMERIC else ""
    width = float(column.width or 12)
    return Column(column.key, column.title, width, number_format, wrap=column.kind is Kind.NOTE)


FINDINGS_PAGE = _page(FINDINGS, ("code", "record", "column"), ("problem",))
BY_PERSON_PAGE = _page(BY_PERSON, ("owner",), ("owner",))
LOG_PAGE = _page(STAGE_LOG, (), ("seen_on", "opportunity", "from", "to"))
