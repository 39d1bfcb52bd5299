"""Plans for workbooks in which something is protected: what may not be written is left out and said, all else is done."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.cells.edits import (
    AddColumns,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetNote,
    SetValidation,
)
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.plan import within_structure
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import Text

_SHEET_PROTECTED = Text(
    "“{sheets}”表有保护，没有写；别的都写好了。要写，请在 Excel 里点“审阅 → 撤消工作表保护”，再运行一次。",
    "The sheet {sheets} is protected and was not written to; all else is written. To have it, unprotect it in Excel (Review > "
    "Unprotect Sheet) and run this again.",
)


def within_protection(workbook: Workbook, edits: EditPlan) -> tuple[EditPlan, tuple[Text, ...]]:
    """The plan without what protection of the structure or of a sheet forbids, and what to say of that."""
    allowed, said = within_structure(workbook, edits)
    notices = (said,) if said.zh else ()
    closed = {grid.name for grid in workbook.grids if grid.protected}
    if not closed:
        return allowed, notices
    tables = {table.name.casefold(): grid.name for grid in workbook.grids for table in grid.tables}
    places = [(edit, sheet_of(edit, tables)) for edit in allowed.edits]
    left = {sheet for _, sheet in places if sheet in closed}
    if not left:
        return allowed, notices
    kept = tuple(edit for edit, sheet in places if sheet not in closed)
    names = [name for name in (grid.name for grid in workbook.grids) if name in left]
    told = Text("”“".join(names), listed([f"“{name}”" for name in names], last=AND).en)
    return EditPlan(kept, allowed.book), (*notices, _SHEET_PROTECTED.fill(sheets=told))


def sheet_of(edit: Edit, tables: Mapping[str, str]) -> str:
    """The sheet an edit is about; ``tables`` gives that of a Table by its folded name. "" where it is about none."""
    if isinstance(edit, SetCell | SetNote):
        return edit.at.sheet
    if isinstance(edit, SetFormat | SetValidation):
        return edit.area.sheet
    if isinstance(edit, AddSheet):
        return edit.name
    if isinstance(edit, AppendRows | ReplaceRows | InsertRows | AddColumns):
        return tables.get(edit.table.casefold(), "")
    return ""


def unwritten(writable: Writable) -> tuple[Text, ...]:
    """That some cells could not be written, with the first of them; nothing where all could."""
    if not writable.refused:
        return ()
    n, first = len(writable.refused), writable.refused[0]
    return (
        Text(
            f"有 {n} 格没有写：工作表有保护，或格子里是公式、在合并单元格里；第一格是 {first}。请取消保护再运行一次，或照上面的手工改。",
            f"{count_of(n, 'cell')} could not be written, the first {first}: the sheet is protected, or a formula or merged cells "
            "stand there. Unprotect it and run this again, or make the changes above by hand.",
        ),
    )
