"""The TOML file that answers a proposal's questions (``adopt --map``); its format stands in docs/adopt.md."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from sheetsales.adopt.answers import LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.errors import BadRequest
from sheetsales.schema.aliases import label_key
from sheetsales.schema.assign import own_titles
from sheetsales.schema.defaults import PRESETS
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Column(_Strict):
    column: str
    factor: int | float | None = None


class _Sheet(_Strict):
    record: str = ""
    heading_row: int | None = None
    columns: dict[str, str | _Column] = {}


class _File(_Strict):
    process: str = ""
    sheets: dict[str, _Sheet] = {}
    values: dict[str, dict[str, str]] = {}


def read_map(path: Path) -> Answers:
    """The answers of a map file.

    Raises ``BadRequest`` naming the place where the file cannot be read, is no TOML, or names what we do not know.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRequest(
            Text(
                f"对应文件 {path.name} 读不了：{error}。请按 docs/adopt.md 的格式写，存成 UTF-8。",
                f"The map file {path.name} cannot be read: {error}. Write it as docs/adopt.md shows, saved as UTF-8.",
            )
        ) from error
    return answers_from(document, path.name)


def answers_from(document: dict[str, Any], name: str) -> Answers:
    """The answers of a parsed map file; ``name`` is what its errors call it."""
    try:
        parsed = _File.model_validate(document)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _wrong(name, place, error.errors()[0]["msg"]) from error
    _check_names(parsed, name)
    return Answers(
        {sheet: _sheet(answer) for sheet, answer in parsed.sheets.items()}, parsed.values, parsed.process
    )


def _sheet(answer: _Sheet) -> SheetAnswer:
    record = _record(answer.record)
    columns = {heading: _column(given, record) for heading, given in answer.columns.items()}
    return SheetAnswer(record, answer.heading_row, columns, frozenset(columns))


def _record(said: str) -> str:
    """The code of a record, also by its title in either language."""
    titles = {label_key(title): key for key, r in RECORDS.items() for title in (r.title.zh, r.title.en)}
    return said if said in ("", LEAVE, *RECORDS) else titles.get(label_key(said), said)


def _key(said: str, record: str) -> str:
    """The key of a column, also by its title in either language where the record is told."""
    if record not in RECORDS or said in (LEAVE, *RECORDS[record].by_key):
        return said
    found = own_titles(RECORDS[record]).get(label_key(said))
    return found.key if found else said


def _column(given: str | _Column, record: str) -> ColumnAnswer:
    if isinstance(given, str):
        return ColumnAnswer(_key(given, record))
    factor = None if given.factor is None else Decimal(str(given.factor))
    return ColumnAnswer(_key(given.column, record), factor)


def _check_names(parsed: _File, name: str) -> None:
    if parsed.process and parsed.process not in PRESETS:
        raise _wrong(name, "process", ", ".join(PRESETS))
    for sheet, answer in parsed.sheets.items():
        record = _record(answer.record)
        if record not in ("", LEAVE, *RECORDS):
            raise _wrong(name, f"sheets.{sheet}.record", ", ".join(RECORDS))
        for heading, given in answer.columns.items():
            _check_column(record, _column(given, record), name, f"sheets.{sheet}.columns.{heading}")
    for key in parsed.values:
        record, _, column = key.partition(".")
        if record not in RECORDS or column not in RECORDS[record].by_key:
            raise _wrong(name, f"values.{key}", "record.column")


def _check_column(record: str, given: ColumnAnswer, name: str, place: str) -> None:
    known = RECORDS[record].by_key if record in RECORDS else {k for r in RECORDS.values() for k in r.by_key}
    if given.column != LEAVE and given.column not in known:
        raise _wrong(name, place, ", ".join(sorted(known)))
    if given.factor is not None and given.factor <= 0:
        raise _wrong(name, place, "factor > 0")


def _wrong(name: str, place: str, allowed: str) -> BadRequest:
    return BadRequest(
        Text(
            f"对应文件 {name} 的 {place} 不对，可以写：{allowed}。",
            f"{place} in the map file {name} is wrong. It may be: {allowed}.",
        )
    )
