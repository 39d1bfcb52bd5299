"""The TOML file that answers a proposal's questions (``adopt --map``); its format stands in docs/adopt.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from sheetsales.adopt.answers import LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.choices import named_columns, readable_records
from sheetsales.adopt.values import choices_of
from sheetsales.errors import BadRequest
from sheetsales.schema.aliases import label_key
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.defaults import PRESETS
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same


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


_SHOWN: Final = 40
_EXTRA: Final = Text(
    "没有这一项；这里只能有 {names}", "there is no such entry; what may stand here is {names}"
)
_TYPE: Final = Text(
    "写法不对：要加引号的文字，或数字", "it is not written as it should be: a quoted text, or a number"
)
_FORMS: Final[Mapping[int, Text]] = {
    1: same("process, sheets, values"),
    3: same("record, heading_row, columns"),
}
_ONE_OF: Final = Text("可以写：{names}", "it may be {names}")
_ALL_OF_RECORD: Final = Text('可以写 "-"（不动），或 {names}', 'it may be "-" (leave it alone), or {names}')
_NO_RECORD: Final = Text(
    "先用 record 写明这张表是什么，才能写列的名称；不写的话只能用代码",
    "say with record what the sheet is, so that columns can be called by their titles; without it only codes will do",
)
_FACTOR: Final = Text("factor 要大于 0", "factor has to be above 0")
_PLACE: Final = Text(
    "要写成“表.列”，如 商机.阶段 或 pipeline.stage",
    "it is written as sheet.column, such as Pipeline.Stage or pipeline.stage",
)
_TWICE: Final = Text(
    "和“{other}”写成了同一列“{column}”；一张表里一列只能对应一个列名",
    "it is the same column '{column}' as '{other}'; one heading of a sheet can be that column",
)
_TWO_SHEETS: Final = Text(
    "和工作表“{other}”都写成了{record}；{record}只能有一张，请留下一张",
    "'{other}' is said to be {record} as well; there can be one of those, so keep one",
)


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
        raise _malformed(error, name) from error
    return _Map(parsed, name).answers()


def _malformed(error: ValidationError, name: str) -> BadRequest:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("_Column", "str")]
    if first["type"] == "extra_forbidden":
        return _wrong(
            name, ".".join(place), _EXTRA.fill(names=_FORMS.get(len(place), same("column, factor")))
        )
    return _wrong(name, ".".join(place), _TYPE)


class _Map:
    """A whole file, checked while it is read: the first thing that is not there is refused with its place."""

    def __init__(self, parsed: _File, name: str) -> None:
        self._parsed, self._name = parsed, name

    def answers(self) -> Answers:
        parsed = self._parsed
        if parsed.process and parsed.process not in PRESETS:
            raise self._refused("process", _ONE_OF.fill(names=listed(PRESETS)))
        sheets = {sheet: self._sheet(sheet, answer) for sheet, answer in parsed.sheets.items()}
        self._refuse_two(sheets)
        values = dict(self._value(place, labels) for place, labels in parsed.values.items())
        asked = frozenset(
            (place, label)
            for place, labels in values.items()
            for label, code in labels.items()
            if code != LEAVE
        )
        return Answers(sheets, values, parsed.process, asked=asked)

    def _sheet(self, sheet: str, answer: _Sheet) -> SheetAnswer:
        record = _record(answer.record)
        if record not in ("", LEAVE, *RECORDS):
            titles = [r.title for _, r in readable_records()]
            raise self._refused(f"sheets.{sheet}.record", _ALL_OF_RECORD.fill(names=_short(titles)))
        if record == LEAVE:
            return SheetAnswer(LEAVE)
        columns: dict[str, ColumnAnswer] = {}
        for heading, given in answer.columns.items():
            found = self._column(f"sheets.{sheet}.columns.{heading}", given, record)
            other = next((h for h, c in columns.items() if c.column == found.column != LEAVE), None)
            if other is not None and record:
                column = _title(record, found.column)
                raise self._refused(
                    f"sheets.{sheet}.columns.{heading}", _TWICE.fill(other=other, column=column)
                )
            columns[heading] = found
        return SheetAnswer(record, answer.heading_row, columns, frozenset(columns))

    def _column(self, place: str, given: str | _Column, record: str) -> ColumnAnswer:
        said = given if isinstance(given, str) else given.column
        factor = None if isinstance(given, str) or given.factor is None else Decimal(str(given.factor))
        key = _key(said, record)
        known = (
            RECORDS[record].by_key if record in RECORDS else {k for r in RECORDS.values() for k in r.by_key}
        )
        if key != LEAVE and key not in known:
            raise self._refused(place, _columns_of(RECORDS[record]) if record in RECORDS else _NO_RECORD)
        if factor is not None and factor <= 0:
            raise self._refused(place, _FACTOR)
        return ColumnAnswer(key, factor)

    def _value(self, place: str, labels: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        said, _, named = place.partition(".")
        record = _record(said)
        column = RECORDS[record].by_key.get(_key(named, record)) if record in RECORDS else None
        if column is None:
            raise self._refused(f"values.{place}", _PLACE)
        known = _choices(column)
        codes: dict[str, str] = {}
        for label, code in labels.items():
            if known and code != LEAVE and label_key(code) not in known:
                names = _short(dict.fromkeys(known.values()))
                raise self._refused(f"values.{place}.{label}", _ALL_OF_RECORD.fill(names=names))
            codes[label] = code
        return f"{record}.{column.key}", codes

    def _refuse_two(self, sheets: Mapping[str, SheetAnswer]) -> None:
        """Settings, stages and other configuration cannot stand on two sheets."""
        seen: dict[str, str] = {}
        for sheet, answer in sheets.items():
            record = RECORDS.get(answer.record)
            if record is None or not record.config:
                continue
            other = seen.setdefault(answer.record, sheet)
            if other != sheet:
                raise self._refused(
                    f"sheets.{sheet}.record", _TWO_SHEETS.fill(other=other, record=record.title)
                )

    def _refused(self, place: str, why: Text) -> BadRequest:
        return _wrong(self._name, place, why)


def _record(said: str) -> str:
    """The code of a record, also by its title in either language."""
    titles = {label_key(title): key for key, r in RECORDS.items() for title in (r.title.zh, r.title.en)}
    return said if said in ("", LEAVE, *RECORDS) else titles.get(label_key(said), said)


def _key(said: str, record: str) -> str:
    """The key of a column, also by its title in either language where the record is told."""
    if record not in RECORDS or said in (LEAVE, *RECORDS[record].by_key):
        return said
    return named_columns(RECORDS[record]).get(label_key(said), said)


def _title(record: str, key: str) -> Text:
    column = RECORDS[record].by_key.get(key) if record in RECORDS else None
    return column.title if column else same(key)


def _columns_of(record: Record) -> Text:
    return _ALL_OF_RECORD.fill(
        names=_short(column.title for column in record.by_key.values() if not column.written)
    )


def _choices(column: Column) -> dict[str, Text]:
    """Every name and code that a value may be answered with → what it is called; nothing where anything may be."""
    if column.kind not in (Kind.CHOICE, Kind.YES_NO) and column.ref != "stages" and column.key != "outcome":
        return {}
    found: dict[str, Text] = {}
    for preset in PRESETS:
        for code, text in choices_of(column, preset).items():
            found |= {label_key(name): text for name in (code, text.zh, text.en)}
    return found


def _short(names: Iterable[Text]) -> Text:
    return listed(names, most=_SHOWN)


def _wrong(name: str, place: str, why: Text) -> BadRequest:
    return BadRequest(
        Text(
            f"对应文件 {name} 的 {place} 不对：{why.zh}。",
            f"{place} in the map file {name} is wrong: {why.en}.",
        )
    )
