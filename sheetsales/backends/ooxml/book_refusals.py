"""Why a sheet is not hidden, a name not defined or a look not set, and the way out of each."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

LAST_VISIBLE: Final = Text(
    "“{sheet}”是最后一张看得见的工作表，不能隐藏。请先让另一张显示出来。",
    "“{sheet}” is the last sheet to be seen and cannot be hidden. Show another one first.",
)
VISIBILITY_LOCKED: Final = Text(
    "工作簿结构受保护，不能显示或隐藏工作表“{sheet}”。请取消保护，再试一次。",
    "The workbook's structure is protected, so the sheet “{sheet}” can be neither shown nor hidden. Unprotect it "
    "and try again.",
)
COLUMNS_TAKEN: Final = Text(
    "“{table}”右边的 {at} 已有内容，没法加列。请先把那里的内容移走，再试。",
    "{table} cannot get columns: something stands at {at}, at its right. Move that away and try again.",
)
COLUMNS_TWICE: Final = Text(
    "“{table}”已经有叫“{heading}”的列（不分大小写）。请换一个标题。",
    "{table} has a column “{heading}” already (case does not matter). Choose another heading.",
)
COLUMNS_NONE: Final = Text(
    "没有表“{table}”，没法加列；只有 Excel 表才能加列。",
    "There is no Table “{table}” to add columns to; only Excel Tables can have some added.",
)
COLUMNS_OFF: Final = Text(
    "“{table}”右边的列不够了，加不下。请先把表往左移，或删去空列。",
    "There are not enough columns at the right of {table}. Move it to the left, or delete blank columns, first.",
)
NAME_WRONG: Final = Text(
    "“{name}”不能做名称：要以字母、汉字或下划线开头，不含空格，不像单元格（如 Q4、R1C1），最多 255 个字。请换一个名称。",
    "“{name}” cannot be a name: it must begin with a letter or an underscore, hold no space, not look like a cell "
    "(Q4, R1C1), and be at most 255 characters long. Choose another one.",
)
NAME_BUILT_IN: Final = Text(
    "“{name}”是 Excel 自己用的名称，请在 Excel 里改。",
    "Excel keeps the name “{name}” for itself. Change it in Excel.",
)
NAME_IS_TABLE: Final = Text(
    "已有叫“{name}”的表，名称不能相同。请换一个名称。",
    "A Table is called “{name}”, and no name may be the same. Choose another one.",
)
NAME_SHADOWS: Final = Text(
    "{at} 的公式用到整个工作簿的名称“{name}”；在工作表“{sheet}”里再定义它，公式的意思就变了。请换一个名称。",
    "The formula in {at} uses the workbook's name “{name}”; defining it for the sheet “{sheet}” as well would change "
    "what that formula means. Choose another name.",
)
NAME_RELATIVE: Final = Text(
    "名称“{name}”里的 {text} 要写明工作表并用绝对地址，如 Sheet1!$A$2:$A$9；否则在每个单元格里意思都不同。",
    "In the name “{name}”, {text} must name its sheet and be absolute, such as Sheet1!$A$2:$A$9; otherwise it means "
    "something else in every cell.",
)
NAME_FORMULA: Final = Text("名称“{name}”：{why}", "The name “{name}”: {why}")
FORMAT_CODE: Final = Text(
    "{area}：“{code}”不是 Excel 的数字格式（括号或引号没有配对，或超过 255 个字）。请改正，如 #,##0.00。",
    "{area}: “{code}” is no number format (a bracket or quote without its mate, or over 255 characters). "
    "Correct it, for instance to #,##0.00.",
)
FORMAT_LARGE: Final = Text(
    "{area} 有 {count} 个单元格，一次最多改 {limit} 个的样式。请分成几份。",
    "{area} has {count} cells, and at most {limit} can be given a look at once. Split it.",
)
FORMAT_LOCKED: Final = Text(
    "工作表“{sheet}”受保护，不能改 {area} 的样式。请取消保护，再试一次。",
    "The sheet “{sheet}” is protected, so the look of {area} cannot be changed. Unprotect it and try again.",
)
