"""The mapping that ``adopt`` keeps in a workbook: which heading of which sheet is which column, as JSON.

Cells are found again by the headings' texts, so rows and columns may move; a sheet may not be renamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

STORE_KEY: Final = "binding"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """One heading exactly as in the file; ``nth`` tells headings that are alike apart, from 1."""

    heading: str
    column: str
    factor: Decimal = Decimal(1)
    split_by_stage: bool = False
    nth: int = 1


@dataclass(frozen=True, slots=True)
class StoredTable:
    """One block: ``table`` is the Excel Table's name, "" for a plain range headed by ``columns`` near ``heading_row``.

    ``left`` are headings the user wants left alone.
    """

    sheet: str
    record: str
    table: str
    heading_row: int
    columns: tuple[StoredColumn, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredBinding:
    """All of it; ``left`` are sheets the user wants left alone, ``refused`` sheets with their kind, ``seen`` those that
    were there and were not taken for records: they are no sheets of next month. ``copies`` maps a refused copy to the sheet
    it repeats and in how many rows, ``apart`` are sheets that look like copies and count all the same."""

    tables: tuple[StoredTable, ...]
    language: Lang = "en"
    preset: str = "b2b"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    copies: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    apart: tuple[str, ...] = ()


def to_json(stored: StoredBinding) -> str:
    """Stable text: the same mapping gives the same bytes."""
    document: dict[str, Any] = {
        "version": VERSION,
        "language": stored.language,
        "preset": stored.preset,
        "tables": [_table_json(t) for t in stored.tables],
        "values": {k: dict(v) for k, v in stored.values.items() if v},
        "left": list(stored.left),
        "refused": dict(stored.refused),
    }
    if stored.seen:
        document["seen"] = list(stored.seen)
    if stored.copies:
        document["copies"] = {sheet: list(of) for sheet, of in stored.copies.items()}
    if stored.apart:
        document["apart"] = list(stored.apart)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _table_json(table: StoredTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "record": table.record,
        "table": table.table,
        "heading_row": table.heading_row,
        "columns": [_column_json(c) for c in table.columns],
        "constants": dict(table.constants),
        "left": list(table.left),
    }


def _column_json(column: StoredColumn) -> dict[str, Any]:
    document: dict[str, Any] = {"heading": column.heading, "column": column.column}
    if column.factor != 1:
        document["factor"] = str(column.factor)
    if column.split_by_stage:
        document["split_by_stage"] = True
    if column.nth != 1:
        document["nth"] = column.nth
    return document


def from_json(document: Mapping[str, Any]) -> StoredBinding:
    """The stored mapping; columns and records that this version no longer has are dropped.

    Raises ``BadRequest`` where the text was damaged, with the way out: adopt again.
    """
    try:
        tables = tuple(_table(t) for t in document["tables"] if t["record"] in RECORDS)
        return StoredBinding(
            tables,
            "zh" if document.get("language") == "zh" else "en",
            str(document.get("preset", "b2b")),
            {str(k): {str(a): str(b) for a, b in v.items()} for k, v in document.get("values", {}).items()},
            tuple(str(sheet) for sheet in document.get("left", ())),
            {str(k): str(v) for k, v in document.get("refused", {}).items()},
            tuple(str(sheet) for sheet in document.get("seen", ())),
            {str(k): (str(of), int(rows)) for k, (of, rows) in document.get("copies", {}).items()},
            tuple(str(sheet) for sheet in document.get("apart", ())),
        )
    except (KeyError, TypeError, AttributeError, ValueError, InvalidOperation) as error:
        raise BadRequest(_DAMAGED) from error


def parse(text: str) -> Mapping[str, Any]:
    """The JSON document of a stored text; raises ``BadRequest`` where it is none."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise BadRequest(_DAMAGED) from error
    if not isinstance(document, dict):
        raise BadRequest(_DAMAGED)
    return document


_DAMAGED = Text(
    "工作簿里保存的列对应关系已损坏，无法使用。请重新运行 sheetsales adopt 认领一次。",
    "The column mapping kept in this workbook is damaged. Run sheetsales adopt on it once more.",
)


def _table(document: Mapping[str, Any]) -> StoredTable:
    known = RECORDS[document["record"]].by_key
    columns: Iterable[Mapping[str, Any]] = document["columns"]
    return StoredTable(
        str(document["sheet"]),
        document["record"],
        str(document.get("table", "")),
        int(document["heading_row"]),
        tuple(_column(c) for c in columns if c["column"] in known),
        {str(k): str(v) for k, v in document.get("constants", {}).items()},
        tuple(str(heading) for heading in document.get("left", ())),
    )


def _column(document: Mapping[str, Any]) -> StoredColumn:
    return StoredColumn(
        str(document["heading"]),
        document["column"],
        Decimal(document.get("factor", "1")),
        bool(document.get("split_by_stage", False)),
        int(document.get("nth", 1)),
    )
