"""Every name a template may use, a line each: for the starter's last sheet and the docs page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.dataclass import dataclass
from sheetsales.forms.contents import as_name
from sheetsales.reports.form.declared import listed_columns, table_keys, title_of
from sheetsales.reports.form.words import (
    CELL,
    OF_COVER,
    PARTS,
    REPORT,
    REPORT_WORDS,
    REPORTS,
    SENTENCE,
    TABLE,
    TABLE_WORDS,
)
from sheetsales.reports.sections import SECTIONS
from sheetsales.texts import Text, same

A_CELL = Text("命名单元格", "named cell")
A_TABLE = Text("表、区域", "Table or block")


@dataclass(frozen=True, slots=True)
class NameLine:
    """``also`` is its Chinese spelling; ``columns`` are those of a table, with their keys."""

    name: str
    also: str
    kind: Text
    gives: Text
    columns: Text = same("")


def name_lines(indicators: Sequence[tuple[str, Text]]) -> list[NameLine]:
    """All names, in the order in which people look for them."""
    return [*_report(), *_indicators(indicators), *_parts(), *_sentences(), *_tables()]


def _report() -> Iterator[NameLine]:
    for word in REPORT_WORDS:
        yield NameLine(REPORT + word.key, REPORTS[1] + word.zh, A_CELL, word.means)


def _indicators(indicators: Sequence[tuple[str, Text]]) -> Iterator[NameLine]:
    for code, title in indicators:
        yield NameLine(CELL + code, as_name(title.zh), A_CELL, title)


def _parts() -> Iterator[NameLine]:
    for word in PARTS:
        cover = Text("（封面八个指标）", " (the eight of the cover)") if word.key in OF_COVER else same("")
        gives = Text(word.means.zh + cover.zh, word.means.en + cover.en)
        yield NameLine(f"{CELL}…_{word.key}", f"…_{word.zh}", A_CELL, gives)
    whose = Text(
        "一个人或团队的：编号、姓名或团队名；也可加 _target、_attainment、_n、_reason",
        "of one person or team, by id or name; also with _target, _attainment, _n, _reason before it",
    )
    yield NameLine(f"{CELL}…__S03", "…__华东组", A_CELL, whose)


def _sentences() -> Iterator[NameLine]:
    for plan in SECTIONS:
        gives = Text(f"“{plan.title.zh}”的一句话", f"the sentence of {plan.title.en}")
        yield NameLine(SENTENCE + plan.key, "句_" + as_name(plan.title.zh), A_CELL, gives)


def _tables() -> Iterator[NameLine]:
    for key in table_keys():
        title, columns = title_of(key), listed_columns(key)
        words = TABLE_WORDS.get(key) or (as_name(title.zh),)
        told = Text(
            "、".join(f"{column} = {said.zh}" for column, said in columns.items()),
            ", ".join(f"{column} = {said.en}" for column, said in columns.items()),
        )
        yield NameLine(f"tbl_{key} · rp_{key} · each_{key}", TABLE[1] + words[0], A_TABLE, title, told)
