"""Load findings on sheets, headings, and rows that are no records."""

from dataclasses import replace

from sheetsales.book.load_rules.rule import load_rule
from sheetsales.findings import Severity
from sheetsales.texts import Text

MISSING_SHEET = load_rule(
    "SS001", "missing-sheet", Severity.WARNING,
    title=("缺少工作表", "A sheet is missing"),
    why=("少了一张基本的表，靠它的检查和统计都做不了。", "Checks and figures that stand on a core sheet cannot be made without it."),
    fix=("从模板复制这张表，或撤销删除。", "Copy the sheet from a template, or undo the deletion."),
    message=("工作簿里没有{in_sheet}，用到它的检查本次没有做。", "The workbook has no {sheet} sheet, so the checks that need it were left out."),
    hint=("请从新建的模板里把{in_sheet}复制过来，表头保持不变。", "Copy the {sheet} sheet from a new template and keep its headings."),
)  # fmt: skip

MISSING_COLUMN = load_rule(
    "SS002", "missing-column", Severity.ERROR,
    title=("缺少必需的列", "A required column is missing"),
    why=("必需的列不在，每一行都少这一项。", "Without the column every row lacks the value."),
    fix=("加上这一列，表头照写。", "Add the column under exactly that heading."),
    message=("{in_sheet}没有“{column}”列，每一行都缺这一项。", "{sheet} has no '{column}' column, so every row lacks it."),
    hint=("请在表头行加一列“{column}”；已有但叫别的名字的，把表头改成“{column}”。", "Add a column headed '{column}', or rename the heading that holds it."),
)  # fmt: skip

DOUBLED_HEADING = load_rule(
    "SS003", "doubled-heading", Severity.WARNING,
    title=("表头重复", "Two columns share a heading"),
    why=("两列同名，只能读其中一列，另一列的数字不算。", "Only one of two equal headings can be read; the other column does not count."),
    fix=("给其中一列改名。", "Rename one of them."),
    message=("{cell} 的表头“{column}”与 {other} 重复，{used}。", "{cell} repeats the heading '{column}' of {other}; {used}."),
    hint=("请给不用的那一列换个名字。", "Give the column you do not mean another heading."),
)  # fmt: skip

UNKNOWN_HEADING = load_rule(
    "SS004", "unknown-heading", Severity.INFO,
    title=("认不出的表头", "Headings we do not know"),
    why=("认不出的列原样保留，不参与检查。", "Unknown columns are kept as they are and take no part in the checks."),
    fix=("不用管；想让它参与检查就改用标准表头。", "Nothing to do; use a standard heading if the column should be checked."),
    message=("{in_sheet}有 {count} 个表头不在标准列里：{headings}。这些列原样保留，不检查。",
             "{sheet} has headings of its own ({count}): {headings}. They are kept as they are and not checked."),
    hint=("想让某列参与检查，可改成标准表头，或用 sheetsales adopt 指定它是哪一列。",
          "To have one checked, use a standard heading or tell sheetsales adopt which column it is."),
)  # fmt: skip

COLUMNS_LEFT_OUT = load_rule(
    "SS047", "columns-left-out", Severity.INFO,
    title=("没有的列", "Columns the sheet does not have"),
    why=("自己的表没有某些列，靠它们的检查和统计就不做。", "What needs a column that a team's own sheet lacks is left out."),
    fix=("不用管；想要这些检查就加上这些列。", "Nothing to do; add the columns to have those checks."),
    message=("{in_sheet}没有这些列：{columns}，靠它们的检查和统计本次没有做。", "{sheet} has no column for: {columns}. What needs them was left out."),
    hint=("表里其实有的，用 sheetsales adopt 指定是哪一列；没有的可以加上，也可以不管。", "If a column holds one of them, tell sheetsales adopt which; otherwise add it or leave it."),
)  # fmt: skip

PACKAGED_PROCESS = load_rule(
    "SS005", "packaged-process", Severity.INFO,
    title=("用的是内置流程", "The packaged process stands in"),
    why=("没有自己的阶段、人员或参数表时，按内置的标准检查。", "Without Stages, Team or Settings of its own a workbook is checked against the packaged ones."),
    fix=("想按自己的规矩检查，就加上这些表。", "Add the sheets to have your own rules checked."),
    message=("工作簿里没有{missing}表，本次按内置的流程和参数检查；其中的期限和界线只是建议。", "The workbook has no {missing} sheet, so the packaged process and settings were used; their limits are proposals."),
    hint=("认可或要改期限、必填列和界线，运行 sheetsales sheets add 工作簿 stages settings，再在表里改。", "To accept or change limits, required columns or thresholds, run sheetsales sheets add BOOK stages settings and edit them there."),
)  # fmt: skip

REFUSED_SHEET = load_rule(
    "SS006", "refused-sheet", Severity.INFO,
    title=("没有读的工作表", "A sheet that is not read"),
    why=("透视表、发票、采购单不是销售记录，读进来会重复计算。", "Pivots, invoices and purchase orders are not sales records; reading them would count things twice."),
    fix=("不用管；原始数据在别处的，检查那张表。", "Nothing to do; check the sheet that holds the raw rows."),
    message=("{in_sheet}是{kind}，没有当作销售记录来读。", "Sheet '{sheet}' is {kind} and was not read as sales records."),
    hint=("如果明细在另一张表或另一个文件里，检查那一份即可。", "If the rows behind it are in another sheet or file, check that one."),
)  # fmt: skip

DEEP_SHEET = replace(
    REFUSED_SHEET,
    message=Text(
        "{in_sheet}看着像销售记录，但藏得很深，Excel 的“取消隐藏”里没有它，本次没有读。",
        "Sheet '{sheet}' looks like sales records, but is hidden so deeply that Excel does not offer to unhide it; it was not read.",
    ),
    hint=Text(
        "该算的，按 Alt+F11 打开宏编辑器，把这张表的 Visible 改成可见，再检查一次；不该算的不用管。",
        "If it should count, press Alt+F11, set the sheet's Visible property to visible, and check again; otherwise leave it.",
    ),
)
"""The same finding on a sheet that nobody sees."""

SHEET_BESIDE = replace(
    REFUSED_SHEET,
    message=Text(
        "{in_sheet}看着也是“{of}”那样的记录，但这类记录已在“{of}”表里，本次没有读它。",
        "Sheet '{sheet}' looks like the records that {of} holds already, so it was not read.",
    ),
    hint=Text(
        "该算的，把这些行移到“{of}”表里；不该算的不用管。",
        "If its rows should count, move them to {of}; otherwise leave it.",
    ),
)
"""The same finding on a sheet of the team's own beside one of ours."""

ROW_OUTSIDE = load_rule(
    "SS007", "row-outside-table", Severity.ERROR,
    title=("表格外的行", "A row outside the table"),
    why=("写在表格下面的行不属于表格，统计、下拉框和检查都不含它。", "A row typed below a Table is not part of it: totals, drop-downs and checks leave it out."),
    fix=("把表格右下角往下拖，把这一行包进来。", "Drag the table's corner down to take the row in."),
    message=("{cell} 这一行“{value}”在表格 {table} 下面，没有算进表格。", "The row at {cell} ('{value}') lies below table {table} and is not part of it."),
    hint=("请把表格右下角的小三角拖到这一行，或把这一行剪切到表格末行下面。", "Drag the table's bottom-right handle over it, or move the row right under the last one."),
    many=("{cell} 起有 {count} 行在表格 {table} 下面，没有算进表格。", "{count} rows from {cell} on lie below table {table} and are not part of it."),
)  # fmt: skip

CELLS_FAR_OFF = load_rule(
    "SS008", "cells-far-off", Severity.INFO,
    title=("很远处的单元格", "Cells far away from the data"),
    why=("离数据很远的单元格多半是误填，读不到，还会让文件变大。", "Cells far off are mostly slips; they are not read and make the file larger."),
    fix=("看一眼，不要的就清掉。", "Look at them and clear what is not wanted."),
    message=("{cell} 离数据很远却有内容，没有读；{in_sheet}里这样的单元格共 {count} 个。", "{cell} holds something far away from the data and was not read. Cells like it in {sheet}: {count}."),
    hint=("按 F5，输入 {cell} 跳过去看看，不需要就删除。", "Press F5, enter {cell}, and clear it if it is not wanted."),
)  # fmt: skip

TOTALS_ROW = load_rule(
    "SS009", "totals-row-in-data", Severity.ERROR,
    title=("数据里夹着合计行", "A totals row inside the data"),
    why=("合计行会被当成一条记录，金额就重复算了。", "A totals row counts as a record, so amounts are counted twice."),
    fix=("删掉这一行，用表格自带的汇总行。", "Delete it and switch on the Table's own total row."),
    message=("{cell} 写着“{value}”，是夹在数据里的合计行，本次没有算作记录。", "{cell} says '{value}': a totals row among the data. It was not counted as a record."),
    hint=("请删掉这一行；要看合计，在“表设计”里勾选“汇总行”。", "Delete the row; for totals, tick Total Row under Table Design."),
    many=("{in_sheet}夹着 {count} 个合计行，第一个在 {cell}，本次都没有算作记录。", "{sheet} has {count} totals rows among its data, the first at {cell}; none was counted as a record."),
)  # fmt: skip

BARE_SUM = replace(
    TOTALS_ROW,
    message=Text(
        "{cell} 的 {value} 正好是上面几行的和，这一行别的都空着，是夹在数据里的合计行，本次没有算作记录。",
        "{cell} holds {value}, the sum of the rows above, and nothing else: a totals row among the data. It was not "
        "counted as a record.",
    ),
)
"""The same finding on a row that does not say what it is."""

MERGED_CELLS = load_rule(
    "SS010", "merged-cells-in-data", Severity.WARNING,
    title=("数据里有合并单元格", "Merged cells among the data"),
    why=("合并单元格里只有第一行有值，排序和筛选都会出错。", "Only the first row of a merged block holds the value; sorting and filtering go wrong."),
    fix=("取消合并，把值填到每一行。", "Unmerge and fill the value into every row."),
    message=("{area} 是合并单元格，{in_sheet}的数据里共 {count} 处；竖向合并的，每一行都按同一个值读；金额只算在第一行。",
             "{area} is merged. Merged blocks in the data of {sheet}: {count}; one that runs down is read as the same value in every row, an amount in the first alone."),
    hint=("请取消合并，把值填到每一行，之后才能放心排序。", "Unmerge them and fill the value into every row; only then is it safe to sort."),
)  # fmt: skip

HEADING_GONE = load_rule(
    "SS060", "heading-gone", Severity.WARNING,
    title=("认过的列名或表找不到了", "A heading or sheet that was adopted is gone"),
    why=("列名改了、表改了名，靠它的数字就少了一块，自己不会发现。", "When a heading or a sheet is renamed, the figures that need it lose a part without anybody noticing."),
    fix=("改了名的，再运行一次 sheetsales adopt；意思明白的新列名会自己接上。", "Run sheetsales adopt again; a new heading that plainly says the same is taken by itself."),
    message=("{in_sheet}原来的列“{heading}”（{column}）找不到了，靠它的数字本次按未知算。", "The heading '{heading}' ({column}) is gone from {sheet}; what needs it is unknown this time."),
    hint=("改了列名或删掉的，再运行一次 sheetsales adopt，说明现在是哪一列；是误改的，改回来。", "If it was renamed or deleted, run sheetsales adopt again and say which heading it is now; if by mistake, put it back."),
)  # fmt: skip

HEADING_RENAMED = replace(
    HEADING_GONE,
    message=Text(
        "{cell} 的表头“{heading}”认不出，而{in_sheet}里没有“{column}”列；靠“{column}”的数字本次按未知算。",
        "{cell} says '{heading}', a heading we do not know, and {sheet} has no '{column}' column; what needs it is unknown "
        "this time.",
    ),
    hint=Text(
        "如果这一列就是“{column}”，请把表头改回“{column}”；不是的，请加一列“{column}”。",
        "If it is that column, head it '{column}' again; if not, add a column headed '{column}'.",
    ),
)
"""The same finding in a workbook of ours, at the heading that may stand in its place."""

SHEET_GONE = replace(
    HEADING_GONE,
    message=Text(
        "原来按{record}读的“{sheet}”找不到了（没有这张表，或列名都变了），它的数据本次没有算。",
        "'{sheet}', read as {record} before, is gone, or all its headings have changed; its rows were not counted this time.",
    ),
    hint=Text(
        "改了表名或列名、或不要了的，再运行一次 sheetsales adopt；是误删的，改回来。",
        "If it was renamed or is no longer needed, run sheetsales adopt again; if by mistake, put it back.",
    ),
)
"""The same finding on a whole sheet."""

COPIED_SHEET = load_rule(
    "SS058", "copied-sheet", Severity.WARNING,
    title=("与另一张表重复的工作表", "A sheet that repeats another one"),
    why=("每月另存一张、备份一张，同一单就会算两遍。", "With a sheet copied every month or kept as a backup, one deal would count twice."),
    fix=("确是副本的不用管；要另算，用 sheetsales adopt 说明。", "Nothing to do for a copy; where its rows are others, tell sheetsales adopt."),
    message=("{in_sheet}有 {rows} 行与“{of}”相同，本次没有再算一遍。", "{rows} of the rows of sheet '{sheet}' also stand on '{of}', so they were not counted again."),
    hint=("如果其实是另外的记录，运行 sheetsales adopt 说明要另算；如果该读的是这一张，让 adopt 不读“{of}”。", "If its rows are others, tell sheetsales adopt to count it as well; if this is the sheet to read, tell it to leave '{of}' alone."),
)  # fmt: skip

ACTIVITY_TWICE = load_rule(
    "SS066", "activity-twice", Severity.WARNING,
    title=("同一条跟进记了两次", "An activity that stands twice"),
    why=("一个电话算成两个，次数、定额和阶段要求都会虚高。", "One call counts as two, in quotas and in what a stage asks for."),
    fix=("重复的删掉一行；确是两次的，在内容里写明区别，如时间。只比较写了内容或结果的行。",
         "Delete the row that repeats; if it happened twice, say the difference under Content, such as the time. Only rows with a content or result are compared."),
    message=("{cell} 这行跟进与第 {other} 行完全相同（人、日期、客户、方式和内容），本次只算一次。",
             "{cell} begins a row that says the same as row {other} (person, day, customer, kind and content); it was counted once."),
    hint=("请删掉重复的一行；确是两次的，在内容里写明区别。", "Delete the row that repeats; if it happened twice, say the difference under Content."),
    many=("{in_sheet}有 {count} 行跟进与前面的行完全相同，第一处在 {cell}，本次都只算一次。",
          "{sheet} has {count} rows that say the same as one above, the first at {cell}; each was counted once."),
)  # fmt: skip

HIDDEN_ROWS = load_rule(
    "SS069", "hidden-rows", Severity.INFO,
    title=("看不见的记录", "Records nobody sees"),
    why=("筛掉、隐藏的行仍是团队的记录，照样算进数字；表里看到的和报表上的就会对不上。",
         "Rows filtered away or hidden are still the team's records and count; what the sheet shows and what a report says then differ."),
    fix=("不用管；要和表里看到的对上，清除筛选或取消隐藏。不该算的行，删掉或移到别处。",
         "Nothing to do; clear the filter or unhide them to see what was counted. Delete rows that should not count, or move them elsewhere."),
    message=("{in_sheet}有 {number} 行看不见（筛选掉的或隐藏的）：{rows}，照样算进去。",
             "{number} hidden in {sheet} (by a filter or by hand): {rows}. What is hidden counts all the same."),
    hint=("想看就清除筛选或取消隐藏；不该算的行，删掉或移到别的表。", "Clear the filter or unhide them to look; delete what should not count, or move it to another sheet."),
)  # fmt: skip

HIDDEN_SHEET = replace(
    HIDDEN_ROWS,
    message=Text(
        "{in_sheet}是隐藏的，里面的 {number} 行照样算进去。",
        "Sheet {sheet} is hidden and counts all the same: {number} in it.",
    ),
    hint=Text(
        "想看就取消隐藏这张表；不该算的，运行 sheetsales adopt，让它不读这张表。",
        "Unhide the sheet to look; if it should not count, tell sheetsales adopt to leave it alone.",
    ),
)
"""The same on a whole sheet."""
