"""What undoing a run leaves as it is, because no edit takes it back: said, so that nobody has to find out."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.backends.clicks.inverse import names_of
from sheetsales.cells.edits import AddColumns, AddSheet, EditPlan, SetFormat, SetName, SetNote, SetValidation
from sheetsales.cells.grid import Workbook
from sheetsales.texts import Text

LEFT = Text("没有撤掉：{what}。", "What stays: {what}.")
SHEET = Text("新表“{name}”（已清空）", "the new sheet “{name}”, emptied")
COLUMNS = Text("“{table}”新加的 {count} 列", "the new columns of {table}")
NOTE = Text("{at} 的批注", "the note on {at}")
NOTES = Text("{at} 等 {count} 处批注", "{count:note|notes}, the first on {at}")
NAME = Text("名称“{name}”", "the name “{name}”")
LOOKS = Text("单元格的样式", "how cells look")
LISTS = Text("新加的下拉选项", "the drop-downs that were added")


def left_behind(plan: EditPlan, before: Workbook) -> Text | None:
    """What stays of a plan when it is undone; None where nothing does. Hidden sheets of ours are nobody's concern."""
    said = list(_left(plan, before))
    if not said:
        return None
    return LEFT.fill(what=Text("、".join(text.zh for text in said), "; ".join(text.en for text in said)))


def _left(plan: EditPlan, before: Workbook) -> Iterator[Text]:
    for edit in plan.edits:
        if isinstance(edit, AddSheet) and edit.visibility != "veryHidden":
            yield SHEET.fill(name=edit.name)
    for edit in plan.edits:
        if isinstance(edit, AddColumns):
            yield COLUMNS.fill(table=edit.table, count=len(edit.headings))
    notes = list(dict.fromkeys(edit.at for edit in plan.edits if isinstance(edit, SetNote)))
    if notes:
        yield (NOTE if len(notes) == 1 else NOTES).fill(at=notes[0], count=len(notes))
    known = names_of(before)
    names = {edit.name: edit for edit in plan.edits if isinstance(edit, SetName)}
    for name, edit in names.items():
        if edit.sheet is not None or name.lower() not in known:
            yield NAME.fill(name=name)
    if any(isinstance(edit, SetFormat) for edit in plan.edits):
        yield LOOKS
    if any(isinstance(edit, SetValidation) for edit in plan.edits):
        yield LISTS
