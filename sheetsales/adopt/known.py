"""What an earlier adoption of the same workbook already answered."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.adopt.answers import LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.cells.grid import Workbook
from sheetsales.errors import BadRequest
from sheetsales.schema.store import read_store
from sheetsales.schema.stored import STORE_KEY, StoredBinding, StoredTable, from_json, parse


def remembered(workbook: Workbook) -> Answers:
    """The kept mapping as answers; nothing where there is none or it was damaged (adopting again mends it)."""
    text = read_store(workbook).get(STORE_KEY)
    if not text:
        return Answers()
    try:
        kept = from_json(parse(text))
    except BadRequest:
        return Answers()
    return Answers(_sheets(workbook, kept), kept.values, kept.preset, frozenset(kept.apart))


def _sheets(workbook: Workbook, kept: StoredBinding) -> dict[str, SheetAnswer]:
    """Sheets with several blocks keep their headings only: one answer cannot name two records."""
    found: dict[str, SheetAnswer] = {}
    for table in kept.tables:
        if workbook.grid(table.sheet) is None:
            continue
        before = found.get(table.sheet)
        columns = {**(before.columns if before else {}), **_columns(table)}
        record = table.record if before is None else ""
        found[table.sheet] = SheetAnswer(record, None, columns)
    left = {sheet: SheetAnswer(LEAVE) for sheet in kept.left if workbook.grid(sheet)}
    return {**found, **left}


def _columns(table: StoredTable) -> dict[str, ColumnAnswer]:
    plain = {c.heading: ColumnAnswer(c.column, c.factor) for c in table.columns if not c.split_by_stage}
    return {**plain, **{heading: ColumnAnswer(LEAVE) for heading in table.left}}


def merged(before: Answers, after: Answers) -> Answers:
    """Both, where the later one has the last word on every sheet, heading and label."""
    sheets = dict(before.sheets)
    for name, answer in after.sheets.items():
        old = sheets.get(name, SheetAnswer())
        same = answer.record in ("", old.record)
        columns = {**_still(old.columns if same else {}, answer.columns), **answer.columns}
        record = answer.record or old.record
        sheets[name] = SheetAnswer(record, answer.heading_row, columns, answer.asked)
    values = _merged_values(before.values, after.values)
    preset = after.preset or before.preset
    return Answers(sheets, values, preset, asked=before.asked | after.asked)


def _still(before: Mapping[str, ColumnAnswer], after: Mapping[str, ColumnAnswer]) -> dict[str, ColumnAnswer]:
    """The earlier answers without those whose column now has another heading."""
    taken = {answer.column for answer in after.values() if answer.column != LEAVE}
    return {heading: answer for heading, answer in before.items() if answer.column not in taken}


def _merged_values(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    keys = dict.fromkeys((*before, *after))
    return {key: {**before.get(key, {}), **after.get(key, {})} for key in keys}
