"""What is said when an open workbook cannot be read or written where it is open."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

NO_XLWINGS: Final = Text(
    "要直接写进打开着的工作簿，需要 xlwings：pip install xlwings。",
    "To write into the open workbook, xlwings is needed: pip install xlwings.",
)
NO_EXCEL: Final = Text(
    "这台电脑上没有 xlwings 能控制的 Excel，所以不能直接写进打开着的工作簿。",
    "There is no Excel here that xlwings can reach, so the open workbook cannot be written to where it is open.",
)
NOT_FOUND: Final = Text(
    "这台电脑的 Excel 里没有打开它，多半是同事在别处打开着。",
    "The Excel on this computer does not have it open; probably a colleague has.",
)
PROTECTED_VIEW: Final = Text(
    "“{name}”在 Excel 里处于受保护的视图，不能改。请点黄条上的“启用编辑”，再试。",
    "“{name}” is in Excel's protected view and cannot be changed. Click “Enable Editing” in the yellow bar, then try again.",
)
BUSY: Final = Text(
    "Excel 现在不应答：多半有单元格正在编辑，或者开着对话框。请按回车或 Esc，关掉对话框，再试。什么都没改。",
    "Excel does not answer: a cell is probably being edited, or a dialog is open. Press Enter or Esc, close the dialog and "
    "try again. Nothing was changed.",
)
READ_ONLY: Final = Text(
    "“{name}”在 Excel 里是以只读方式打开的，改了也存不回去，所以没有写。请以可编辑方式重新打开，再试。",
    "“{name}” is open read-only in Excel, so changes could not be saved, and nothing was written. Open it for editing, "
    "then try again.",
)
SEVERAL: Final = Text(
    "“{name}”同时在几个 Excel 里打开着，不知道该写进哪一个。请只留一个，再试。",
    "“{name}” is open in more than one Excel, and it is unclear which to write to. Leave one open and try again.",
)
FAILED: Final = Text(
    "Excel 没有接受修改（{reason}），写进去的都已退回，工作簿和原来一样。请关闭工作簿，再用命令运行。",
    "Excel did not take the changes ({reason}); what was written has been put back, and the workbook is as it was. Close "
    "it and run the command again.",
)
NOT_PUT_BACK: Final = Text(
    "Excel 没有接受修改（{reason}），而且有 {count} 处没能退回。请不要保存，关闭工作簿再打开，就是上次保存时的样子。",
    "Excel did not take the changes ({reason}), and {count} of them could not be put back. Close the workbook without "
    "saving: the file is as you last saved it.",
)
NOT_TAKEN: Final = Text(
    "{at} 写入了 {wanted}，Excel 里却成了 {found}。",
    "{at} was given {wanted}, but Excel made it {found}.",
)
NOT_READ: Final = Text(
    "“{name}”在 Excel 里打开着，但读不出来（{reason}）。请保存并关闭，再试。",
    "“{name}” is open in Excel but could not be read there ({reason}). Save and close it, then try again.",
)
WRITTEN: Final = Text(
    "写进了 Excel 里打开着的“{name}”，还没有保存：看过之后请按 Ctrl+S；不想要就不保存、直接关闭。",
    "Written into “{name}” as it is open in Excel, not saved yet: look, then press Ctrl+S, or close without saving to let go of it.",
)
