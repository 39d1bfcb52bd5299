"""What the Stages sheet names: columns that a stage requires, and the stages a deal may go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsales.book.parsing.cleaning import fold, split_list
from sheetsales.book.process import FieldRef, NextStage
from sheetsales.book.table import own_key
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS, SHEETS
from sheetsales.texts import LANGUAGES, Lang

FIELD_RECORDS = tuple(record.key for record in SHEETS if record.required_by_stages)
_RECORD_MARK = regex(r"\s*(?:\.|·|:|：|-|—|的|'s )\s*")
BACK = "@back"
NONE = "-"


class FieldNames:
    """Every way to name a column of these records: key, title of either language, heading in the file.

    Columns the team added itself have their heading, after everything of ours.
    """

    def __init__(self, binding: Binding, records: Sequence[str] = FIELD_RECORDS) -> None:
        self.by_name: dict[str, FieldRef] = {}
        for record_key in records:
            sheets = [fold(sheet) for sheet in _sheet_names(RECORDS[record_key], binding)]
            for name, column in _names_of(RECORDS[record_key], binding):
                self._add(name, FieldRef(record_key, column), sheets)
        for record_key in records:
            sheets = [fold(sheet) for sheet in _sheet_names(RECORDS[record_key], binding)]
            for heading in own_headings(binding, record_key):
                self._add(heading, FieldRef(record_key, own_key(heading)), sheets)

    def _add(self, name: str, field: FieldRef, sheets: Sequence[str]) -> None:
        folded = fold(name)
        self.by_name.setdefault(folded, field)
        for sheet in sheets:
            self.by_name.setdefault(f"{sheet}.{folded}", field)

    def find(self, text: str) -> FieldRef | None:
        """The column a text names; a plain title means that of the first record that has it."""
        folded = fold(text)
        if (found := self.by_name.get(folded)) is not None:
            return found
        return self.by_name.get(_RECORD_MARK.sub(".", folded, count=1))


def _names_of(record: Record, binding: Binding) -> Iterator[tuple[str, str]]:
    for column in record.columns:
        for name in (column.key, column.title.zh, column.title.en):
            yield name, column.key
    for bound in binding.of(record.key):
        for bound_column in bound.columns:
            yield bound_column.heading.rstrip(" *※"), bound_column.column.key


def own_headings(binding: Binding, record_key: str) -> Iterator[str]:
    """The headings of columns that the team added to a record's sheets."""
    for bound in binding.of(record_key):
        yield from (text for u in bound.unknown if (text := u.heading.strip()))


def _sheet_names(record: Record, binding: Binding) -> tuple[str, ...]:
    own = (record.key, record.title.zh, record.title.en, record.title.en.rstrip("s"))
    return (*own, *(bound.sheet for bound in binding.of(record.key)))


def required_fields(text: str, names: FieldNames, lang: Lang) -> tuple[tuple[FieldRef, ...], tuple[str, ...]]:
    """The columns that a cell lists, and the names in it that are no column. ``@zh`` and ``@en`` limit to a language."""
    fields, unknown = [], []
    for part in split_list(text):
        name, mark, only = part.partition("@")
        if mark and only in LANGUAGES and only != lang:
            continue
        field = names.find(name if only in LANGUAGES else part)
        if field is None:
            unknown.append(part)
        elif field not in fields:
            fields.append(field)
    return tuple(fields), tuple(unknown)


_LIST = regex(r"[、,，;；/\n]+")


def next_stages(text: str, codes: Mapping[str, str]) -> tuple[tuple[NextStage, ...], tuple[str, ...]]:
    """The stages that a cell allows next, and the names in it that are no stage.

    ``codes`` maps folded codes and names to codes. ``quote@repeat|renewal`` is open to those kinds of business only.
    """
    allowed, unknown = [], []
    for part in filter(None, map(str.strip, _LIST.split(text))):
        if part == NONE:
            continue
        if part == BACK:
            allowed.append(NextStage(BACK))
            continue
        name, _, kinds = part.partition("@")
        code = codes.get(fold(name))
        if code is None:
            unknown.append(name.strip())
        else:
            allowed.append(NextStage(code, tuple(_kind(k) for k in map(str.strip, kinds.split("|")) if k)))
    return tuple(allowed), tuple(unknown)


_KINDS = {
    fold(name): c.code for c in BY_KEY["deal_kind"].choices for name in (c.code, c.label.zh, c.label.en)
}


def _kind(text: str) -> str:
    """The code of a kind of business by its code or label; a team's own kind as it stands."""
    return _KINDS.get(fold(text), text)


def default_next(codes: Sequence[tuple[str, str]], index: int) -> tuple[NextStage, ...]:
    """Where a blank cell lets a deal go: the next stage in order, and lost. ``codes`` are (code, kind) in order."""
    kind = codes[index][1]
    if kind in ("lost", "after"):
        return ()
    onward = [code for code, kind in codes[index + 1 :] if kind in ("open", "won", "after")][:1]
    lost = [code for code, kind in codes if kind == "lost"] if kind != "won" else []
    return tuple(map(NextStage, onward + lost))
