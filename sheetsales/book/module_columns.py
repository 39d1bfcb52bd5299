"""Columns of the sheets that a workbook may have besides, as a cell under Evidence names them: ``quotes.date``,
``报价.报价日期``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.process import FieldRef
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding
from sheetsales.schema.modules import listed
from sheetsales.schema.workbook import RECORDS

_NAMED: Final = regex(r"([^.:：]+?)\s*[.:：]\s*([^.:：]+)")
_KEYS: Final = regex(r"[a-z_]+\.[a-z_]+")


def module_column(text: str, binding: Binding) -> FieldRef | None:
    """The column a text names; None for anything else. Keys of a sheet that the workbook lacks are taken at their word:
    its declaration need not be read for them."""
    match = _NAMED.fullmatch(text)
    record = _sheets().get(fold(match[1])) if match is not None else None
    if match is None or record is None:
        return None
    if _KEYS.fullmatch(text) and not binding.of(record):
        return FieldRef(record, match[2])
    name = fold(match[2])
    columns = RECORDS[record].by_key.values()
    column = next((c for c in columns if name in map(fold, (c.key, c.title.zh, c.title.en))), None)
    return FieldRef(record, column.key) if column is not None else None


@cache
def _sheets() -> Mapping[str, str]:
    """Every sheet of a module by its key and by what it is called, folded."""
    return {fold(name): s.key for s in listed() for name in (s.key, s.title.zh, s.title.en)}
