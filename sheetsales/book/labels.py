"""What people call the codes that records hold."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text


def text_of(book: Book, record_key: str, column_key: str, code: str, lang: Lang) -> str:
    """The label of a choice, the name of a stage, person or other record; the code itself where nothing else is known."""
    column = RECORDS[record_key].by_key.get(column_key)
    if column is None:
        return code
    labels: Mapping[str, Text] = book.labels.get(column.choices, {})
    if column.ref == "stages" or (record_key, column_key) == ("stages", "code"):
        labels = book.labels["pipeline.stage"]
    if code in labels:
        return labels[code].in_(lang)
    return _name_of(book.table(column.ref), code) if column.ref else code


def _name_of(table: BookTable, record: str) -> str:
    i = table.by_id.get(record)
    name = table.get(table.record.name_column)[i] if i is not None and table.record.name_column else None
    return name or record
