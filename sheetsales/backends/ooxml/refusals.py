"""Every reason for which an edit is not made, and the way out of each."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

_T = Text

# -- the plan against the workbook

OTHER_BOOK: Final = _T(
    "工作簿在计划做好之后又改过。什么都没写；请重新生成计划。",
    "The workbook has changed since the plan was made. Nothing was written; make the plan anew.",
)
SIGNED: Final = _T(
    "工作簿有数字签名，任何修改都会让签名失效。请另存一份没有签名的再改。",
    "The workbook is digitally signed, and any change voids the signature. Change a copy that is not signed.",
)
NO_SHEET: Final = _T(
    "没有工作表“{sheet}”。现有：{sheets}。",
    "There is no sheet “{sheet}”. There are: {sheets}.",
)
NO_CELLS: Final = _T(
    "工作表“{sheet}”是图表或对话框，没有单元格可写。请换一张工作表。",
    "The sheet “{sheet}” is a chart or dialog and has no cells. Name another sheet.",
)
AT: Final = _T("{at}：{why}", "{at}: {why}")
OFF_SHEET: Final = _T(
    "{at} 超出工作表的范围（到 XFD1048576 为止）。",
    "{at} lies beyond the sheet, which ends at XFD1048576.",
)
CONFLICT: Final = _T(
    "{at} 里应是 {expected}，现在却是 {found}，有人改过。什么都没写；请核对后重新生成计划。",
    "{at} should hold {expected} but holds {found}: someone has changed it. Nothing was written; "
    "look at it and make the plan anew.",
)
IN_ARRAY: Final = _T(
    "{at} 在数组公式 {area} 里，不能单独改。请在 Excel 里改整个数组。",
    "{at} lies in the array formula {area} and cannot be changed alone. Change the whole array in Excel.",
)
IN_DATA_TABLE: Final = _T(
    "{at} 在模拟运算表 {area} 里，不能单独改。请在 Excel 里改整张运算表。",
    "{at} lies in the what-if data table {area} and cannot be changed alone. Change the whole table in Excel.",
)
IN_MERGE: Final = _T(
    "{at} 在合并单元格 {area} 里，写了也看不见。请写到左上角 {anchor}。",
    "{at} lies in the merged range {area} and would not show. Write to its first cell, {anchor}.",
)
TABLE_HEADING: Final = _T(
    "{at} 是表“{table}”的标题“{heading}”，公式可能靠它取数，这里不改。请在 Excel 里改标题，公式会跟着变。",
    "{at} is the heading “{heading}” of table {table}, which formulas may use. Rename it in Excel, which adapts them.",
)
TABLE_TOTALS: Final = _T(
    "{at} 在表“{table}”的汇总行里，这里不改。请在 Excel 里选汇总方式。",
    "{at} lies in the totals row of table {table}. Choose the total in Excel.",
)
PROTECTED: Final = _T(
    "{at} 已锁定，工作表“{sheet}”受保护。请取消保护，再试一次。",
    "{at} is locked and the sheet “{sheet}” protected. Unprotect it and try again.",
)
STRUCTURE_LOCKED: Final = _T(
    "工作簿结构受保护，不能加工作表“{sheet}”。请取消保护，再试一次。",
    "The workbook's structure is protected, so the sheet “{sheet}” cannot be added. Unprotect it "
    "and try again.",
)

# -- values

UNKNOWN_ERROR: Final = _T(
    "“{value}”不是 Excel 的错误值。请写 #N/A 这样的。",
    "“{value}” is none of Excel's error values. Write one such as #N/A.",
)
DATE_RANGE: Final = _T(
    "{value} 早于 Excel 的第一天，存不下。请检查年份，或写成文字。",
    "{value} is before Excel's first day and cannot be kept as a date. Check the year, or write it as text.",
)
NOT_A_NUMBER: Final = _T(
    "{value} 不是 Excel 能存的数（约 ±1.8×10³⁰⁸ 以内）。请写成文字。",
    "{value} is no number Excel can keep (up to about ±1.8×10³⁰⁸). Write it as text.",
)
TOO_MANY_DIGITS: Final = _T(
    "{value} 位数太多，Excel 只留 15 位。编号请写成文字。",
    "{value} has more digits than the 15 Excel keeps. Write an identifier as text.",
)
TEXT_TOO_LONG: Final = _T(
    "文字“{start}…”有 {length} 字或含无法保存的字符；一格最多 32,767 字。请缩短或拆开。",
    "The text “{start}…” has {length} characters or one that cannot be kept; a cell holds 32,767. Shorten or split it.",
)
FORMULA_EMPTY: Final = _T(
    "公式是空的。请写上公式，或改成清空这一格。",
    "The formula is empty. Write one, or clear the cell instead.",
)
FORMULA_LONG: Final = _T(
    "公式有 {length} 字，超过 Excel 的 8,192 字。请拆成几格。",
    "The formula has {length} characters; Excel takes 8,192. Split it over several cells.",
)
FORMULA_SEMICOLON: Final = _T(
    "公式里用分号隔开参数；文件里要用逗号。",
    "The formula separates arguments with semicolons; in a file they are commas.",
)
FORMULA_THIS_ROW: Final = _T(
    "公式里的 [@列] 只是 Excel 的显示方式；文件里要写 表名[[#This Row],[列]]。",
    "[@column] is only how Excel shows it; in a file it is written Table[[#This Row],[column]].",
)
FORMULA_UNBALANCED: Final = _T(
    "公式的括号或引号不成对。请补上缺的那个。",
    "The brackets or quotes of the formula do not pair up. Add the one that is missing.",
)
FORMULA_SHEET: Final = _T(
    "{at}：公式提到工作表“{sheet}”，工作簿里没有。请检查表名。",
    "{at}: the formula names the sheet “{sheet}”, which the workbook does not have. Check the name.",
)
FORMULA_TABLE: Final = _T(
    "{at}：公式提到表“{table}”，工作簿里没有。请检查表名。",
    "{at}: the formula names the table “{table}”, which the workbook does not have. Check the name.",
)
FORMULA_COLUMN: Final = _T(
    "{at}：公式提到“{table}”的列“{column}”，表里没有。请检查标题。",
    "{at}: the formula names the column “{column}” of {table}, which has none of that name. Check the heading.",
)

# -- tables and ranges

NO_TABLE: Final = _T(
    "没有表“{table}”，它也不是带表名的区域（如 'Sheet1'!A5:H20）。现有的表：{tables}。",
    "There is no table “{table}”, nor is it a range with its sheet (such as 'Sheet1'!A5:H20). Tables: {tables}.",
)
RANGE_IS_TABLE: Final = _T(
    "区域 {range} 与表“{table}”（{area}）重叠。请直接写表名“{table}”。",
    "The range {range} overlaps table {table} ({area}). Name the table instead.",
)
NO_HEADINGS: Final = _T(
    "区域 {range} 的第一行没有标题。请让区域从标题行开始。",
    "The first row of {range} holds no headings. Let the range begin at its heading row.",
)
QUERY_TABLE: Final = _T(
    "表“{table}”由外部查询填充，一刷新就换回查询的结果，这里不替换也不插入。请改查询的数据源。",
    "Table {table} is filled by a query, whose next refresh puts its own rows back; they are neither replaced nor "
    "inserted into here. Change the query's source.",
)
QUERY_ON_OPENING: Final = _T(
    "表“{table}”由外部查询填充，并且会自动刷新（打开文件时或定时），加的行马上就没了。请加到查询的数据源里。",
    "Table {table} is filled by a query that refreshes by itself, on opening or every few minutes; rows added here would "
    "be gone at once. Add them to the query's source.",
)
TABLE_DAMAGED: Final = _T(
    "表“{table}”（{area}）的列数与区域不符，文件有损坏。请用 Excel 打开并另存一份。",
    "Table {table} ({area}) does not fit its own columns; the file is damaged. Open it in Excel and save a copy.",
)
UNKNOWN_HEADING: Final = _T(
    "“{table}”没有标题“{heading}”。现有：{headings}。",
    "{table} has no heading “{heading}”. It has: {headings}.",
)
DOUBLE_HEADING: Final = _T(
    "“{table}”有两个标题都叫“{heading}”，不知道写哪一列。请先改掉一个。",
    "{table} has two headings “{heading}”, so nothing says which column is meant. Rename one first.",
)
NO_ROOM: Final = _T(
    "“{table}”还要 {rows} 行，下面的 {at} 占着位置，又不能下移：{why}请把这些行放到新工作表，"
    "或在 Excel 里把“{table}”整个剪切到空白处，如 {free}。",
    "{table} needs {rows} more rows, but {at} below it is in the way and cannot move down: {why} Put the rows on a new "
    "sheet, or cut {table} in Excel and paste it where there is room, such as {free}.",
)
TORN: Final = _T("{area} 会被拆开。", "{area} would be torn apart.")
RUN_OVER: Final = _T("{area} 是空的，会被盖住。", "{area}, blank so far, would be run over.")
TORN_THING: Final = _T("{what}（{area}）会被拆开。", "{what} at {area} would be torn apart.")
OFF_END: Final = _T("{area} 会超出工作表末行。", "{area} would run off the end of the sheet.")
HIDDEN_ROWS: Final = _T(
    "第 {row} 行是隐藏的，移动后看得见的和看不见的会变。",
    "row {row} is hidden, and what shows would change.",
)
SEVERAL_SHEETS: Final = _T(
    "公式 {formula} 同时引用几张工作表的这些单元格。",
    "the formula {formula} names these cells on several sheets at once.",
)
BY_FORMULA: Final = _T("{at} 的公式所引用的 {why}", "the formula in {at} stands against it: {why}")
BY_NAME: Final = _T("名称“{name}”所引用的 {why}", "the name “{name}” stands against it: {why}")
BY_RULE: Final = _T(
    "工作表“{sheet}”的 {what} 所引用的 {why}",
    "on sheet “{sheet}”, {what} stands against it: {why}",
)
A_TABLE: Final = _T("表“{name}”", "table {name}")
A_MERGE: Final = _T("合并单元格", "the merged range")
A_PIVOT: Final = _T("数据透视表", "the pivot table")
AN_ARRAY: Final = _T("数组公式", "the array formula")
A_FILTER: Final = _T("自动筛选", "the filter")
ROWS_MERGED: Final = _T(
    "“{table}”的行里有合并单元格 {area}。请取消合并，再试。",
    "The rows of {table} touch the merged range {area}. Unmerge it and try again.",
)
SHEET_FULL: Final = _T(
    "“{table}”再加行就超出工作表“{sheet}”的最后一行了。请分到几张表。",
    "{table} would run beyond the last row of the sheet “{sheet}”. Split it over several sheets.",
)
NOT_A_DATA_ROW: Final = _T(
    "第 {row} 行不是“{table}”的数据行（第 {first}–{last} 行）。要加在最后，请用 append_rows。",
    "Row {row} is no data row of {table}, whose rows are {first} to {last}. To add at the end, use append_rows.",
)

# -- new sheets

SHEET_NAME: Final = _T(
    "“{sheet}”不能作工作表名：最多 31 个字，不能含 [ ] : * ? / \\，首尾不能是单引号。",
    "“{sheet}” cannot name a sheet: at most 31 characters, none of [ ] : * ? / \\, no apostrophe at either end.",
)
SHEET_TAKEN: Final = _T(
    "已有工作表“{sheet}”（不分大小写）。请换个名字。",
    "There is already a sheet “{sheet}” (case does not matter). Choose another name.",
)
SHEET_NO_HEADINGS: Final = _T(
    "新工作表“{sheet}”没有标题。至少要一个。",
    "The new sheet “{sheet}” has no headings. It needs at least one.",
)
HEADING_BLANK: Final = _T(
    "{at} 的标题是空的或超过 255 个字。请换一个。",
    "The heading at {at} is blank or longer than 255 characters. Choose another.",
)
HEADING_TWICE: Final = _T(
    "{at} 的标题“{heading}”重复了（不分大小写）。请改掉一个。",
    "The heading “{heading}” at {at} is there twice (case does not matter). Rename one.",
)
ROW_TOO_LONG: Final = _T(
    "{at} 的值 {value} 没有对应的标题。请补标题，或删掉这个值。",
    "The value {value} at {at} has no heading above it. Add a heading, or drop the value.",
)
TABLE_NAME: Final = _T(
    "“{table}”不能作表名：要以字母开头，不含空格，也不能像单元格地址。",
    "“{table}” cannot name a table: begin with a letter, no spaces, nothing that reads like a cell.",
)
TABLE_TAKEN: Final = _T(
    "名称“{table}”已被别的表或名称占用。请换一个。",
    "The name “{table}” is taken by another table or defined name. Choose another.",
)

# -- notes

NOTE_TEXT: Final = _T(
    "{at} 的批注没有文字，或超过 32,767 个字。请改写。",
    "The note for {at} has no text, or more than 32,767 characters. Write another.",
)
THREADED: Final = _T(
    "{at} 已有对话式批注，加不了便笺。请在 Excel 里回复它，或换一个单元格。",
    "{at} has a threaded comment and takes no note. Answer the comment in Excel, or choose another cell.",
)
NOTE_DRAWING: Final = _T(
    "工作表“{sheet}”的批注绘图缺失，文件有损坏。请用 Excel 打开并另存一份。",
    "The drawing that holds the notes of sheet “{sheet}” is missing; the file is damaged. "
    "Open it in Excel and save a copy.",
)

# -- notices: what was done, and what a user should know

NO_CACHED_VALUE: Final = _T(
    "{count} 个公式的结果无法预先算出，没有写值（{cells}）；用 Excel 打开后会自动计算。",
    "{count:formula|formulas} {count:?was|were} written without a value, which we cannot know ({cells}); Excel computes {count:?it|them} on opening.",
)
MOVED_DOWN: Final = _T(
    "为给“{table}”腾出位置，{area} 下移到 {place}；引用它的公式、名称等都跟着改了。",
    "To make room for {table}, {area} moved down to {place}; formulas, names and all else that refers to it follow.",
)
BLANKS_LEFT: Final = _T(
    "“{table}”少了行，但有公式按地址引用空出来的行，所以汇总行没有上移，表尾留有 {rows} 个空行。",
    "{table} has fewer rows, but formulas name the freed ones by address, so its totals row stays where it is and "
    "{rows} blank rows end the table.",
)
IN_QUERY: Final = _T(
    "表“{table}”由外部查询填充：下次刷新会换成查询的结果，这里加的 {rows} 行到时就没了。要长久保留，请加到查询的数据源里。",
    "Table {table} is filled by a query: the next refresh puts the query's result in place of all rows, and the {rows} "
    "added here go. To last, add them to the query's source.",
)
LEFT_OUT: Final = _T(
    "有 {count} 个公式按地址引用“{table}”原来的行，不含新行（{cells}）。请改用表名引用，或把区域改长。",
    "{count:formula|formulas} {count:?refers|refer} to the old rows of {table} by address and {count:?leaves|leave} the new ones out ({cells}). "
    "Let them refer to the table by name, or lengthen their ranges.",
)
IN_PIVOT: Final = _T(
    "{at} 在数据透视表 {area} 里，透视表一刷新就会被盖掉。要长久生效，请改它的数据源。",
    "{at} lies in the pivot table {area}, whose next refresh overwrites it. To last, change the data it draws on.",
)
