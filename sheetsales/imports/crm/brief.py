"""What an import brings, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.imports.crm.outcome import Taken
from sheetsales.imports.crm.taking import Outcome
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_FILE: Final = Text("{file}（{record}）：{counts}", "{file} ({record}): {counts}")
_NEW: Final = Text("新增 {n}", "{n} new")
_CHANGED: Final = Text("改动 {n}", "{n} changed")
_SAME: Final = Text("没变 {n}", "{n} as they were")
_CONFLICTS: Final = Text("两边都改过、没动的 {n} 格", "{n:cell|cells} changed on both sides, left as here")
_REFUSED: Final = Text("没导入 {n} 行", "{n:row|rows} refused")
_BLANKED: Final = Text("没读懂、留空的 {n} 格", "{n:cell|cells} not understood, left blank")
_NOTHING: Final = Text("没有要导入的", "nothing to take in")
_NO_SHEET: Final = Text(
    "工作簿没有“{sheet}”表，{n} 条没导入。",
    "The workbook has no sheet {sheet}: {n:record was|records were} not imported.",
)
_ALL: Final = Text(
    "导入：新增 {new}，改动 {changed}，没导入 {refused}",
    "Imported: {new} new, {changed} changed, {refused} refused",
)


def brief(outcome: Outcome) -> Iterator[Text]:
    """A line for each file, and what there is no sheet for."""
    for taken in outcome.taken:
        counts = [text.fill(n=n) for text, n in _counts(taken) if n]
        title = RECORDS[taken.export.record].title
        yield _FILE.fill(file=taken.export.file, record=title, counts=listed(counts) if counts else _NOTHING)
    for key, n in outcome.without_sheet.items():
        yield _NO_SHEET.fill(sheet=RECORDS[key].title, n=n)


def found(outcome: Outcome) -> Text:
    """The counts of all files in a sentence."""
    return _ALL.fill(
        new=sum(len(taken.new) for taken in outcome.taken),
        changed=sum(taken.changed for taken in outcome.taken),
        refused=sum(len(taken.refused) for taken in outcome.taken),
    )


def _counts(taken: Taken) -> tuple[tuple[Text, int], ...]:
    return (
        (_NEW, len(taken.new)), (_CHANGED, taken.changed), (_SAME, taken.same), (_CONFLICTS, len(taken.conflicts)),
        (_REFUSED, len(taken.refused)), (_BLANKED, len(taken.records.blanked)),
    )  # fmt: skip
