"""A team's own word on an export's headings: a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.recognise import RECORDS
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS as SCHEMA
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

BESIDE: Final = (
    "key",
    "close",
    "customer_key",
    "opportunity_key",
    "owner_key",
    "rep_key",
    "deleted",
    "is_won",
    "is_closed",
)
"""What an export may say beside the columns of a sheet of ours."""
_NO_TOML: Final = Text(
    '对应文件读不了：{why}。要的是：record = "pipeline"，然后 [columns] 下面一行一个 "表头" = "列"。',
    'The map cannot be read: {why}. It should say record = "pipeline" and below [columns] one line "Heading" = "column" each.',
)
_NO_RECORD: Final = Text(
    "对应文件里的 record 要写 {names} 之一。", "record in the map should be one of {names}."
)
_NO_COLUMN: Final = Text(
    "“{column}”不是{record}的列。可以写：{names}。",
    "“{column}” is no column of {record}. It may be: {names}.",
)


@dataclass(frozen=True)
class Map:
    """The kind of record, and heading → column of ours."""

    record: str
    headings: Mapping[str, str]


def parse_map(text: str) -> Map:
    """The map that a file holds; columns by their key or by their title in either language. Raises ``BadRequest``."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadRequest(_NO_TOML.fill(why=str(fault))) from None
    record, columns = document.get("record"), document.get("columns")
    if record not in RECORDS:
        raise BadRequest(_NO_RECORD.fill(names=listed(RECORDS)))
    if not isinstance(columns, dict) or not columns:
        raise BadRequest(_NO_TOML.fill(why="[columns]"))
    return Map(record, {str(heading): column_named(record, str(name)) for heading, name in columns.items()})


def column_named(record: str, name: str) -> str:
    """The key of a column by key or title; raises ``BadRequest`` for one there is not."""
    known = column_names(record)
    found = known.get(name.strip().casefold())
    if found is None:
        titles = list(dict.fromkeys(known.values()))
        raise BadRequest(_NO_COLUMN.fill(column=name, record=SCHEMA[record].title, names=listed(titles)))
    return found


def column_names(record: str) -> dict[str, str]:
    """Every name of a column that can be filled → its key."""
    schema = SCHEMA[record]
    columns = [
        c for c in schema.columns if not c.written and (c.key != schema.id_column or c.kind is not Kind.ID)
    ]
    found = {key: key for key in BESIDE}
    for column in columns:
        for name in (column.key, column.title.zh, column.title.en):
            if name:
                found.setdefault(name.casefold(), column.key)
    return found
