"""Changes as lines for a person, and as one document for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sheetsales.diff.changes import Changes, FieldChange, RecordChange
from sheetsales.diff.rows import shown
from sheetsales.diff.values import kind_of
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

FATES = {
    "added": Text("新增", "added"),
    "removed": Text("删除", "removed"),
    "changed": Text("改动", "changed"),
}
BLANK = Text("空", "blank")
NO_FORMULA = Text("没有公式", "no formula")
NOTHING = Text("两份工作簿内容相同。", "The two workbooks hold the same.")
MOST_CELLS = 40
"""Cells outside records shown one by one; the rest is a count."""


def lines(changes: Changes, lang: Lang) -> Iterator[str]:
    """A summary, then sheets, records, cells and parts, each on a line of its own."""
    if not changes:
        yield NOTHING.in_(lang)
        return
    yield _summary(changes).in_(lang)
    for sheet in changes.sheets:
        yield f"  {Text('工作表', 'Sheet').in_(lang)} {sheet.name}: {FATES[sheet.fate].in_(lang)} {sheet.detail}".rstrip()
    for record in changes.records:
        yield from _record_lines(record, lang)
    for cell in changes.cells[:MOST_CELLS]:
        yield f"  {cell.at}: {_arrow(cell, lang)}"
    if len(changes.cells) > MOST_CELLS:
        more = len(changes.cells) - MOST_CELLS
        yield "  " + Text(f"另有 {more} 个单元格", f"and {count_of(more, 'more cell')}").in_(lang)
    for formula in changes.formulas[:MOST_CELLS]:
        yield f"  {formula.at}: {_formula(formula.before, lang)} → {_formula(formula.after, lang)}"
    if len(changes.formulas) > MOST_CELLS:
        more = len(changes.formulas) - MOST_CELLS
        yield "  " + Text(f"另有 {more} 个公式", f"and {count_of(more, 'more formula')}").in_(lang)
    for part in changes.parts:
        yield f"  {Text('部件', 'Part').in_(lang)} {part.name}: {FATES[part.fate].in_(lang)}"


def _summary(changes: Changes) -> Text:
    said: list[Text] = []
    for key in dict.fromkeys(record.record_key for record in changes.records):
        counts = Counter(record.fate for record in changes.records if record.record_key == key)
        title = RECORDS[key].title
        fates = listed(
            Text(f"{FATES[fate].zh} {n} 条", f"{n} {FATES[fate].en}") for fate, n in counts.items()
        )
        said.append(Text(title.zh + fates.zh, f"{title.en}: {fates.en}"))
    for count, thing in (
        (len(changes.cells), Text("其他单元格 {n} 个", "{n:other cell|other cells}")),
        (len(changes.sheets), Text("工作表 {n} 张", "{n:sheet|sheets}")),
        (len(changes.formulas), Text("公式 {n} 个", "{n:formula|formulas}")),
        (len(changes.parts), Text("其他部件 {n} 个", "{n:other part|other parts}")),
    ):
        if count:
            said.append(thing.fill(n=count))
    return Text("，".join(t.zh for t in said) + "。", "; ".join(t.en for t in said) + ".")


def _record_lines(record: RecordChange, lang: Lang) -> Iterator[str]:
    title = RECORDS[record.record_key].title.in_(lang)
    name = f" {record.name}" if record.name and record.name != record.id else ""
    yield f"  {title} {record.id}{name} ({record.at}): {FATES[record.fate].in_(lang)}"
    if record.fate == "changed":
        for field in record.fields:
            yield f"    {field.heading}: {_arrow(field, lang)}"


def _formula(text: str | None, lang: Lang) -> str:
    return NO_FORMULA.in_(lang) if text is None else "=" + text


def _arrow(change: FieldChange, lang: Lang) -> str:
    blank = BLANK.in_(lang)
    before, after = shown(change.before), shown(change.after)
    if before != after and _plain_text(before) == _plain_text(after):
        before, after = _to_the_letter(before), _to_the_letter(after)
    kinds = {kind_of(value).en for value in (change.before, change.after) if value is not None}
    if before == after or len(kinds) > 1:
        before, after = (
            f"{said} ({kind_of(v).in_(lang)})" for said, v in ((before, change.before), (after, change.after))
        )
    return f"{before or blank} → {after or blank}"


def _plain_text(text: str) -> str:
    """Without what nobody sees."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _to_the_letter(text: str) -> str:
    """With marks around it and what nobody sees written out: ``“a ”``, ``“a\\u200b”``."""
    return "“" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + "”"


def document(changes: Changes) -> dict[str, Any]:
    """The changes as JSON values: records by id and column, cells by address, sheets and parts by name."""
    return {
        "same": not changes,
        "records": [
            {"record_key": r.record_key, "record": r.id, "name": r.name, "fate": r.fate, "cell": str(r.at),
             "fields": [{"column_key": f.column, "column": f.heading, **_values(f)} for f in r.fields]}
            for r in changes.records
        ],
        "cells": [_values(cell) for cell in changes.cells],
        "sheets": [{"name": s.name, "fate": s.fate, "visibility": s.detail} for s in changes.sheets],
        "formulas": [{"cell": str(f.at), "before": f.before, "after": f.after} for f in changes.formulas],
        "parts": [{"name": p.name, "fate": p.fate} for p in changes.parts],
    }  # fmt: skip


def _values(change: FieldChange) -> dict[str, Any]:
    values = {"cell": str(change.at), "before": _plain(change.before), "after": _plain(change.after)}
    kinds = [kind_of(value).en for value in (change.before, change.after)]
    return values | ({"became": kinds[1]} if kinds[0] != kinds[1] and None not in values.values() else {})


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
