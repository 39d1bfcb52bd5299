"""The two sheets of a merge: what somebody has to decide, and what came in when."""

from __future__ import annotations

from typing import Final

from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, Edit, SetValidation
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.merging.outcome import Kind
from sheetsales.pages import Column, Page, Row, find, keep
from sheetsales.texts import Lang, Text

CONFLICTS: Final = Page(
    Text("合并冲突", "Conflicts"),
    "tblConflicts",
    (
        Column("take", Text("取哪个", "Take"), 10),
        Column("value", Text("改成", "Other value"), 18),
        Column("sheet", Text("工作表", "Sheet"), 12),
        Column("record", Text("记录", "Record"), 14),
        Column("name", Text("名称", "Name"), 28, wrap=True),
        Column("column", Text("列", "Column"), 16),
        Column("base", Text("发出时", "As issued"), 18, wrap=True),
        Column("mine", Text("现在", "Now"), 18, wrap=True),
        Column("theirs", Text("副本里", "In the copy"), 22, wrap=True),
        Column("who", Text("谁的副本", "Whose copy"), 14),
        Column("on", Text("收回日期", "Collected on"), 13, number_format="yyyy-mm-dd"),
        Column("why", Text("原因", "Why"), 40, wrap=True),
        Column("key", Text("号", "No."), 11),
    ),
    known_by=("key",),
    needed=("take", "key"),
)
MERGES: Final = Page(
    Text("合并记录", "Merges"),
    "tblMerges",
    (
        Column("on", Text("收回日期", "Collected on"), 13, number_format="yyyy-mm-dd"),
        Column("who", Text("谁的副本", "Whose copy"), 16),
        Column("number", Text("第几号", "Issue"), 8),
        Column("file", Text("文件", "File"), 36, wrap=True),
        Column("cells", Text("收进的格", "Cells taken"), 12),
        Column("rows", Text("新增的行", "Rows added"), 12),
        Column("asked", Text("要人定的", "To decide"), 12),
    ),
    needed=("on", "file"),
)
TAKES: Final = {
    "mine": Text("现在的", "mine"),
    "theirs": Text("副本的", "theirs"),
    "other": Text("另填", "other"),
}
"""What *Take* offers: what stands there now, what the copy says, what is typed beside it."""
WHY: Final[dict[Kind, Text]] = {
    "both": Text("两边都改了，改得不一样", "Changed here and in the copy, differently"),
    "apart": Text("同一期的另一个文件先收了，改得不一样", "Another file of the same issue came in before and says otherwise"),
    "formula": Text("副本里是公式或错误值；只收值", "The copy has a formula or an error there; only values are taken"),
    "overwritten": Text("这里是公式，副本里填了值", "A formula stands here; the copy has a value typed over it"),
    "id": Text("副本里改了编号", "The copy has another id"),
    "not_own": Text("不归他改（别人的行、设置、目标）", "Not theirs to change: a row of somebody else's, a setting, a target"),
    "proposal": Text("不是分出去的副本，改动只作建议", "Not a copy that was issued; what differs is a proposal"),
    "row_deleted": Text("副本里删了这一行；取“副本的”就清空它", "Deleted in the copy; take theirs to empty the row here"),
    "row_gone": Text("这一行已经删了，副本里又改了；取“副本的”就加回来", "Deleted here and changed in the copy; take theirs to add it again"),
    "row_alike": Text("新的一行，像已有的一行；取“副本的”就照样加上", "A new row that looks like one there is; take theirs to add it all the same"),
    "row_id_taken": Text("新的一行，编号已经有人用；取“副本的”就换个编号加上", "A new row whose id is taken; take theirs to add it under another id"),
    "row_not_own": Text("不归他加", "Not theirs to add"),
    "row_proposal": Text("不是分出去的副本，新的行只作建议", "Not a copy that was issued; a new row is a proposal"),
}  # fmt: skip
_REACH: Final = 3_000


def rows_of(workbook: Workbook, page: Page) -> list[dict[str, CellValue]]:
    """What one of the two sheets says now, by column key; blank rows left out."""
    place = find(workbook, page)
    if place is None:
        return []
    return [
        {key: row[place.headings.index(heading)] for heading, key in place.keys.items()}
        for row in place.rows
        if any(value is not None for value in row)
    ]


def page_edits(workbook: Workbook, lang: Lang, page: Page, rows: list[Row]) -> list[Edit]:
    """The edits that make the sheet say these rows; a new Conflicts sheet gets its drop-down."""
    edits = list(keep(workbook, lang, page, rows))
    for edit in list(edits):
        if page is CONFLICTS and isinstance(edit, AddSheet):
            choices = tuple(text.in_(lang) for text in TAKES.values())
            edits.append(SetValidation(Area(edit.name, 2, 1, _REACH, 1), choices))
    return edits


def taken(said: CellValue) -> str:
    """Which choice of *Take* a cell says, in either language; "" for none of them."""
    text = str(said or "").strip().casefold()
    return next((key for key, t in TAKES.items() if text in (t.zh, t.en.casefold())), "")
