"""Why a drop-down is not given to cells, and the way out of each."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

TAKEN: Final = Text(
    "{area} 里有单元格已经有自己的数据验证（有人改过），没有改动。请重新运行。",
    "Some cell of {area} has a validation of its own by now; nothing was changed. Run it again.",
)
ITEM: Final = Text(
    "{area}：下拉选项不能为空，也不能含逗号或引号。请把选项放进单元格，再写它们的区域。",
    "{area}: a choice of a drop-down cannot be blank or hold a comma or a quote. Put the choices into cells and name their area.",
)
NO_AREA: Final = Text(
    "{area} 不在工作表里。请改正区域。", "{area} does not lie on a sheet. Correct the area."
)
LOCKED: Final = Text(
    "工作表“{sheet}”受保护，不能改 {area} 的下拉选项。请取消保护，再试一次。",
    "The sheet “{sheet}” is protected, so {area} gets no drop-down. Unprotect it and try again.",
)
LONG: Final = Text(
    "{area}：下拉选项或公式超过 255 个字，或有不能显示的字符。请把选项放进单元格，再写它们的区域。",
    "{area}: the choices or their formula have over 255 characters, or some that cannot be shown. Put the choices into "
    "cells and name their area.",
)
FORMULA: Final = Text("{area} 的下拉选项：{why}", "The drop-down of {area}: {why}")
STRUCTURED: Final = Text(
    "{area}：Excel 的下拉选项里不能直接写表的列。请先定义一个名称指向那一列，再写名称。",
    "{area}: Excel takes no column of a Table in a drop-down. Define a name for that column and give the name.",
)
