"""The load findings SS0xx: what can be wrong with sheets, headings and cells before any rule of sales applies."""

from __future__ import annotations

from dataclasses import dataclass

from sheetsales.findings import RuleInfo, Severity
from sheetsales.texts import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class LoadRule:
    """One load finding: its catalogue entry and its sentences.

    ``message`` and ``hint`` speak of one cell; ``many`` says in one sentence that a whole column has the habit, with
    ``{count}`` and the first ``{cell}``. Placeholders: ``{cell}``, ``{sheet}``, ``{column}``, ``{value}`` and what the
    problem adds. ``many_severity`` is the severity of a habit, None for that of a single case.
    """

    info: RuleInfo
    message: Text
    hint: Text
    many: Text = NO_TEXT
    many_severity: Severity | None = None


E_, W_, I_ = Severity.ERROR, Severity.WARNING, Severity.INFO


def _rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    title: tuple[str, str],
    why: tuple[str, str],
    fix: tuple[str, str],
    message: tuple[str, str],
    hint: tuple[str, str],
    many: tuple[str, str] = ("", ""),
    many_severity: Severity | None = None,
) -> LoadRule:
    info = RuleInfo(code, name, severity, Text(*title), Text(*why), Text(*fix))
    return LoadRule(info, Text(*message), Text(*hint), Text(*many), many_severity)


# --- sheets and headings ---------------------------------------------------------------------------------------------

MISSING_SHEET = _rule(
    "SS001", "missing-sheet", W_,
    title=("缺少工作表", "A sheet is missing"),
    why=("少了一张基本的表，靠它的检查和统计都做不了。", "Checks and figures that stand on a core sheet cannot be made without it."),
    fix=("从模板复制这张表，或撤销删除。", "Copy the sheet from a template, or undo the deletion."),
    message=("工作簿里没有“{sheet}”表，用到它的检查这次没有做。", "The workbook has no {sheet} sheet, so the checks that need it were left out."),
    hint=("请从新建的模板里把“{sheet}”表复制过来，表头保持不变。", "Copy the {sheet} sheet from a new template and keep its headings."),
)  # fmt: skip

MISSING_COLUMN = _rule(
    "SS002", "missing-column", E_,
    title=("缺少必需的列", "A required column is missing"),
    why=("必需的列不在，每一行都少这一项。", "Without the column every row lacks the value."),
    fix=("加上这一列，表头照写。", "Add the column under exactly that heading."),
    message=("{sheet} 表没有“{column}”列，每一行都缺这一项。", "{sheet} has no '{column}' column, so every row lacks it."),
    hint=("请在表头行加一列“{column}”；已有但叫别的名字的，把表头改成“{column}”。", "Add a column headed '{column}', or rename the heading that holds it."),
)  # fmt: skip

DOUBLED_HEADING = _rule(
    "SS003", "doubled-heading", W_,
    title=("表头重复", "Two columns share a heading"),
    why=("两列同名，只能读其中一列，另一列的数字不算。", "Only one of two equal headings can be read; the other column does not count."),
    fix=("给其中一列改名。", "Rename one of them."),
    message=("{cell} 的表头“{column}”与 {other} 重复，这次只读 {used}。", "{cell} repeats the heading '{column}' of {other}; only {used} was read."),
    hint=("请给不用的那一列换个名字。", "Give the column you do not mean another heading."),
)  # fmt: skip

UNKNOWN_HEADING = _rule(
    "SS004", "unknown-heading", I_,
    title=("认不出的表头", "Headings we do not know"),
    why=("认不出的列原样保留，不参与检查。", "Unknown columns are kept as they are and take no part in the checks."),
    fix=("不用管；想让它参与检查就改用标准表头。", "Nothing to do; use a standard heading if the column should be checked."),
    message=("{sheet} 表有 {count} 个表头不在标准列里：{headings}。这些列原样保留，不检查。",
             "{sheet} has {count} headings of its own: {headings}. They are kept as they are and not checked."),
    hint=("想让某列参与检查，可改成标准表头，或用 sheetsales adopt 指定它是哪一列。",
          "To have one checked, use a standard heading or tell sheetsales adopt which column it is."),
)  # fmt: skip

PACKAGED_PROCESS = _rule(
    "SS005", "packaged-process", I_,
    title=("用的是内置流程", "The packaged process stands in"),
    why=("没有自己的阶段、人员或参数表时，按内置的标准检查。", "Without Stages, Team or Settings of its own a workbook is checked against the packaged ones."),
    fix=("想按自己的规矩检查，就加上这些表。", "Add the sheets to have your own rules checked."),
    message=("工作簿里没有{missing}表，这次按内置的流程和参数检查。", "The workbook has no {missing} sheet, so the packaged process and settings were used."),
    hint=("想改期限、必填列或界线，可从新建的模板里复制这些表过来再改。", "To change limits, required columns or thresholds, copy these sheets from a new template and edit them."),
)  # fmt: skip

REFUSED_SHEET = _rule(
    "SS006", "refused-sheet", I_,
    title=("没有读的工作表", "A sheet that is not read"),
    why=("透视表、发票、采购单不是销售记录，读进来会重复计算。", "Pivots, invoices and purchase orders are not sales records; reading them would count things twice."),
    fix=("不用管；原始数据在别处的，检查那张表。", "Nothing to do; check the sheet that holds the raw rows."),
    message=("“{sheet}”表是{kind}，没有当作销售记录来读。", "Sheet '{sheet}' is {kind} and was not read as sales records."),
    hint=("如果明细在另一张表或另一个文件里，检查那一份即可。", "If the rows behind it are in another sheet or file, check that one."),
)  # fmt: skip

ROW_OUTSIDE = _rule(
    "SS007", "row-outside-table", E_,
    title=("表格外的行", "A row outside the table"),
    why=("写在表格下面的行不属于表格，统计、下拉框和检查都不含它。", "A row typed below a Table is not part of it: totals, drop-downs and checks leave it out."),
    fix=("把表格右下角往下拖，把这一行包进来。", "Drag the table's corner down to take the row in."),
    message=("{cell} 这一行“{value}”在表格 {table} 下面，没有算进表格。", "The row at {cell} ('{value}') lies below table {table} and is not part of it."),
    hint=("请把表格右下角的小三角拖到这一行，或把这一行剪切到表格末行下面。", "Drag the table's bottom-right handle over it, or move the row right under the last one."),
    many=("{cell} 起有 {count} 行在表格 {table} 下面，没有算进表格。", "{count} rows from {cell} on lie below table {table} and are not part of it."),
)  # fmt: skip

CELLS_FAR_OFF = _rule(
    "SS008", "cells-far-off", I_,
    title=("很远处的单元格", "Cells far away from the data"),
    why=("离数据很远的单元格多半是误填，读不到，还会让文件变大。", "Cells far off are mostly slips; they are not read and make the file larger."),
    fix=("看一眼，不要的就清掉。", "Look at them and clear what is not wanted."),
    message=("{cell} 离数据很远却有内容，没有读；“{sheet}”表这样的单元格共 {count} 个。", "{cell} holds something far away from the data and was not read; {sheet} has {count} such cells."),
    hint=("按 F5 输入 {cell} 过去看看，不需要就删除。", "Press F5, enter {cell}, and clear it if it is not wanted."),
)  # fmt: skip

TOTALS_ROW = _rule(
    "SS009", "totals-row-in-data", E_,
    title=("数据里夹着合计行", "A totals row inside the data"),
    why=("合计行会被当成一条记录，金额就重复算了。", "A totals row counts as a record, so amounts are counted twice."),
    fix=("删掉这一行，用表格自带的汇总行。", "Delete it and switch on the Table's own total row."),
    message=("{cell} 写着“{value}”，是夹在数据里的合计行，这次没有算作记录。", "{cell} says '{value}': a totals row among the data. It was not counted as a record."),
    hint=("请删掉这一行；要看合计，在“表设计”里勾选“汇总行”。", "Delete the row; for totals, tick Total Row under Table Design."),
    many=("{sheet} 表夹着 {count} 个合计行，第一个在 {cell}，这次都没有算作记录。", "{sheet} has {count} totals rows among its data, the first at {cell}; none was counted as a record."),
)  # fmt: skip

MERGED_CELLS = _rule(
    "SS010", "merged-cells-in-data", W_,
    title=("数据里有合并单元格", "Merged cells among the data"),
    why=("合并单元格里只有第一行有值，排序和筛选都会出错。", "Only the first row of a merged block holds the value; sorting and filtering go wrong."),
    fix=("取消合并，把值填到每一行。", "Unmerge and fill the value into every row."),
    message=("{area} 是合并单元格，{sheet} 表的数据里共 {count} 处；竖向合并的，每一行都按同一个值读。",
             "{area} is merged, one of {count} merged blocks in the data of {sheet}; a block that runs down is read as the same value in every row."),
    hint=("请取消合并，把值填到每一行，之后才能放心排序。", "Unmerge them and fill the value into every row; only then is it safe to sort."),
)  # fmt: skip

# --- any cell --------------------------------------------------------------------------------------------------------

ERROR_CELL = _rule(
    "SS011", "error-cell", E_,
    title=("单元格是错误值", "A cell shows an error"),
    why=("错误值读不出内容，还会传染到用到它的公式。", "An error holds no value and spreads to every formula that uses it."),
    fix=("改正公式，或直接填值。", "Mend the formula or type the value."),
    message=("{cell} 的{column}显示 {value}，读不出内容。", "{cell} shows {value} under {column}, so its value is unknown."),
    hint=("请改正这个公式，或直接填上值。", "Mend the formula there, or type the value."),
    many=("{sheet} 的{column}列有 {count} 个单元格是错误值，第一个是 {cell} 的 {value}。", "{count} cells under {column} in {sheet} show an error, the first {value} at {cell}."),
)  # fmt: skip

UNCACHED_FORMULA = _rule(
    "SS012", "formula-without-value", W_,
    title=("公式没有算出的值", "A formula without a value"),
    why=("文件由程序生成、没在 Excel 里算过，公式还没有结果。", "The file was made by a program and never calculated, so the formula has no result yet."),
    fix=("用 Excel 打开，保存一次。", "Open the file in Excel and save it once."),
    message=("{cell} 的{column}是公式，但文件里没有存结果，当作空白读。", "{cell} holds a formula under {column} with no stored result; it was read as blank."),
    hint=("请用 Excel 打开工作簿，等它算完后保存，再检查一次。", "Open the workbook in Excel, let it calculate, save it, and check again."),
    many=("{sheet} 的{column}列有 {count} 个公式没有存结果，第一个在 {cell}，都当作空白读。", "{count} formulas under {column} in {sheet} have no stored result, the first at {cell}; they were read as blank."),
)  # fmt: skip

REQUIRED_MISSING = _rule(
    "SS013", "required-value-missing", E_,
    title=("必填项为空", "A required cell is blank"),
    why=("缺这一项，记录就没人负责、没法归类或算不进去。", "Without it nobody answers for the record, or it cannot be placed or counted."),
    fix=("补上。", "Fill it in."),
    message=("{cell} 的{column}为空，{record}缺必填项。", "{cell} is blank: {record} has no {column}."),
    hint=("请补上{column}。", "Fill in {column}."),
    many=("{sheet} 的{column}列有 {count} 行为空（共 {base} 行），第一行在 {cell}。", "{column} is blank in {count} of {base} rows of {sheet}, the first at {cell}."),
)  # fmt: skip

# --- numbers ---------------------------------------------------------------------------------------------------------

NOT_A_NUMBER = _rule(
    "SS014", "not-a-number", E_,
    title=("应是数字，读不出来", "Not a number"),
    why=("读不出数字，合计和检查都不含它。", "What cannot be read as a number is left out of totals and checks."),
    fix=("改成数字；没有就留空。", "Enter a number, or leave it blank."),
    message=("{cell} 的{column}“{value}”读不出数字，这次当作未知。", "{cell} says '{value}' under {column}, which is no number; it counts as unknown."),
    hint=("请填数字，单位写在表头；暂时没有就留空。", "Enter the number alone, with its unit in the heading; leave it blank if there is none yet."),
    many=("{sheet} 的{column}列有 {count} 个单元格读不出数字，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} hold no number, the first '{value}' at {cell}."),
)  # fmt: skip

NUMBER_AS_TEXT = _rule(
    "SS015", "number-as-text", E_,
    title=("数字存成了文本", "A number stored as text"),
    why=("文本数字在 Excel 的合计和排序里不算数。", "Excel leaves numbers stored as text out of totals and sorts them apart."),
    fix=("改成真正的数字。", "Turn it into a real number."),
    message=("{cell} 的{column}“{value}”是文本，Excel 合计时不会计入。", "{cell} holds '{value}' as text, so Excel's totals of {column} leave it out."),
    hint=("请改成数字 {number}。", "Enter it as the number {number}."),
    many=("{sheet} 的{column}列有 {count} 个数字存成了文本，第一个是 {cell} 的“{value}”，Excel 合计时不会计入。",
          "{count} numbers under {column} in {sheet} are stored as text, the first '{value}' at {cell}; Excel's totals leave them out."),
)  # fmt: skip

NOT_A_WHOLE_NUMBER = _rule(
    "SS016", "not-a-whole-number", E_,
    title=("应是整数", "Not a whole number"),
    why=("天数、次数、顺序只能是整数。", "Days, counts and orders are whole numbers."),
    fix=("改成整数。", "Enter a whole number."),
    message=("{cell} 的{column}是 {value}，这里要整数。", "{cell} shows {value} under {column}, which takes whole numbers."),
    hint=("请改成整数。", "Enter a whole number."),
    many=("{sheet} 的{column}列有 {count} 个单元格不是整数，第一个是 {cell} 的 {value}。", "{count} cells under {column} in {sheet} are no whole numbers, the first {value} at {cell}."),
)  # fmt: skip

PERCENT_AS_WHOLE = _rule(
    "SS017", "percent-as-whole-number", E_,
    title=("百分比填成了整数", "A percentage typed as a whole number"),
    why=("百分比列里的 75 是 7500%。", "Under a percentage, 75 means 7,500 %."),
    fix=("填 75% 或 0.75。", "Enter 75 % or 0.75."),
    message=("{cell} 的{column} {value} 会被当成 {percent}，超过 100%。", "{cell} shows {value} under {column}, which means {percent}, more than 100 %."),
    hint=("请输入 {suggestion}。", "Enter {suggestion}."),
    many=("{sheet} 的{column}列有 {count} 个值大于 1，会被当成百分之几百以上，第一个是 {cell} 的 {value}。",
          "{count} values under {column} in {sheet} are above 1 and so above 100 %, the first {value} at {cell}."),
)  # fmt: skip

PERCENT_NEGATIVE = _rule(
    "SS018", "negative-percentage", E_,
    title=("百分比是负数", "A percentage below zero"),
    why=("概率、折扣、占比都在 0 到 100% 之间。", "Probabilities, discounts and shares lie between 0 and 100 %."),
    fix=("改成 0 到 100% 之间的值。", "Enter a value from 0 to 100 %."),
    message=("{cell} 的{column}是 {percent}，小于 0。", "{cell} shows {percent} under {column}, below zero."),
    hint=("请改成 0 到 100% 之间的值。", "Enter a value from 0 to 100 %."),
    many=("{sheet} 的{column}列有 {count} 个负数，第一个在 {cell}。", "{count} values under {column} in {sheet} are below zero, the first at {cell}."),
)  # fmt: skip

# --- dates and periods -----------------------------------------------------------------------------------------------

NOT_A_DATE = _rule(
    "SS019", "not-a-date", E_,
    title=("应是日期，读不出来", "Not a date"),
    why=("读不出日期，就不知道逾期、停滞和归属月份。", "Without the date nobody knows what is overdue, stalled or of which month."),
    fix=("填年月日齐全的日期。", "Enter a full date."),
    message=("{cell} 的{column}“{value}”{reason}，这次当作未知。", "{cell} says '{value}' under {column}, {reason}; it counts as unknown."),
    hint=("请填年月日齐全的日期，如 {example}；暂时没有就留空。", "Enter a full date such as {example}, or leave it blank if there is none yet."),
    many=("{sheet} 的{column}列有 {count} 个单元格读不出日期，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} hold no date, the first '{value}' at {cell}."),
)  # fmt: skip

DATE_AS_TEXT = _rule(
    "SS020", "date-as-text", W_,
    title=("日期存成了文本", "A date stored as text"),
    why=("文本日期在 Excel 里不能排序、筛选和计算。", "Excel cannot sort, filter or calculate with dates stored as text."),
    fix=("改成真正的日期。", "Turn it into a real date."),
    message=("{cell} 的{column}“{value}”是文本，这次读作 {date}；Excel 不会把它当日期。", "{cell} holds '{value}' as text under {column}; it was read as {date}, but Excel does not take it for a date."),
    hint=("请改成日期 {date}。", "Enter it as the date {date}."),
    many=("{sheet} 的{column}列有 {count} 个日期存成了文本，第一个是 {cell} 的“{value}”；这次都读出来了，但 Excel 不会当日期。",
          "{count} dates under {column} in {sheet} are stored as text, the first '{value}' at {cell}; they were read, but Excel does not take them for dates."),
)  # fmt: skip

AMBIGUOUS_DATE = _rule(
    "SS021", "ambiguous-date", E_,
    title=("日期有两种读法", "A date that can be read two ways"),
    why=("日和月分不清，猜错一次就差几个月。", "Day and month cannot be told apart; a wrong guess is off by months."),
    fix=("写成 2026-04-03 这样。", "Write it as 2026-04-03."),
    message=("{cell} 的{column}“{value}”可以是 {first}，也可以是 {second}，这次当作未知。", "{cell} says '{value}' under {column}: {first} or {second}. It counts as unknown."),
    hint=("请确认后改成 {first} 或 {second}。", "Make it {first} or {second}, whichever is meant."),
    many=("{sheet} 的{column}列有 {count} 个日期分不清日和月，第一个是 {cell} 的“{value}”，都当作未知。",
          "{count} dates under {column} in {sheet} can be read two ways, the first '{value}' at {cell}; they count as unknown."),
)  # fmt: skip

DATE_AS_NUMBER = _rule(
    "SS022", "date-as-number", W_,
    title=("日期显示成了数字", "A date shown as a number"),
    why=("单元格丢了日期格式，人看到的是一串数字。", "The cell has lost its date format, so people see a number."),
    fix=("把格式设成日期。", "Give the cell a date format."),
    message=("{cell} 的{column}显示为数字 {value}，这次读作 {date}。", "{cell} shows the number {value} under {column}; it was read as {date}."),
    hint=("确认是 {date} 的话，把这个单元格设成日期格式；不是就改正。", "If {date} is right, give the cell a date format; otherwise correct it."),
    many=("{sheet} 的{column}列有 {count} 个日期显示成了数字，第一个是 {cell} 的 {value}。", "{count} dates under {column} in {sheet} show as numbers, the first {value} at {cell}."),
)  # fmt: skip

NOT_A_PERIOD = _rule(
    "SS023", "not-a-period", E_,
    title=("读不出期间", "Not a period"),
    why=("不知道是哪一年、哪个季度、哪个月，目标就对不上。", "A target belongs to a year, a quarter or a month; without it nothing can be compared."),
    fix=("写成 2026、2026Q4 或 2026-10。", "Write 2026, 2026Q4 or 2026-10."),
    message=("{cell} 的{column}“{value}”看不出是哪一年、哪一季或哪一月。", "{cell} says '{value}' under {column}, which names no year, quarter or month we can place."),
    hint=("请写成 2026、2026Q4 或 2026-10 这样，年份要写全。", "Write it like 2026, 2026Q4 or 2026-10, with the full year."),
    many=("{sheet} 的{column}列有 {count} 个期间读不出来，第一个是 {cell} 的“{value}”。", "{count} periods under {column} in {sheet} cannot be read, the first '{value}' at {cell}."),
)  # fmt: skip

# --- ids, phones, texts ----------------------------------------------------------------------------------------------

ID_AS_NUMBER = _rule(
    "SS024", "id-as-number", W_,
    title=("编号存成了数字", "An id stored as a number"),
    why=("编号和电话存成数字，前面的 0 就没了，也对不上别处的文本。", "Stored as a number, an id or phone loses its leading zeros and no longer equals the same text elsewhere."),
    fix=("设成文本格式，再照原件填。", "Format the cell as text and enter it again from the original."),
    message=("{cell} 的{column} {value} 存成了数字，开头若有 0 已经丢失。", "{cell} holds {value} as a number under {column}; any leading zero is gone."),
    hint=("请把单元格设成文本格式，对照原件重填。", "Format the cell as text and enter it again from the original."),
    many=("{sheet} 的{column}列有 {count} 个存成了数字，第一个是 {cell} 的 {value}；开头若有 0 已经丢失。",
          "{count} cells under {column} in {sheet} are stored as numbers, the first {value} at {cell}; any leading zeros are gone."),
    many_severity=I_,
)  # fmt: skip

ID_LOST_DIGITS = _rule(
    "SS025", "id-lost-digits", E_,
    title=("长编号丢了数字", "A long id has lost digits"),
    why=("Excel 的数字只留 15 位，后面的位数都变成 0，找不回来。", "Excel keeps fifteen digits of a number; the rest turn to zeros and cannot be recovered."),
    fix=("设成文本格式，从原件重新填。", "Format the cell as text and enter it again from the original."),
    message=("{cell} 的{column} {value} 存成了数字，Excel 只留 15 位，后面的位数已经丢失。", "{cell} holds {value} as a number under {column}; Excel keeps fifteen digits, so the rest has been lost."),
    hint=("请把单元格设成文本格式，从原件重新填写全部数字。", "Format the cell as text and enter every digit again from the original."),
    many=("{sheet} 的{column}列有 {count} 个长编号存成了数字，第一个是 {cell} 的 {value}，15 位以后的数字已经丢失。",
          "{count} long ids under {column} in {sheet} are stored as numbers, the first {value} at {cell}; all digits after the fifteenth are lost."),
)  # fmt: skip

ID_AS_DATE = _rule(
    "SS026", "id-as-date", E_,
    title=("编号变成了日期", "An id turned into a date"),
    why=("Excel 把 3-12 这样的编号当成了日期，原来的写法已经不在。", "Excel took an id such as 3-12 for a date; what was typed is gone."),
    fix=("设成文本格式，再照原件填。", "Format the cell as text and enter it again."),
    message=("{cell} 的{column}是日期 {value}，原来的编号已经被 Excel 换掉。", "{cell} holds the date {value} under {column}; Excel has replaced the id that was typed."),
    hint=("请把单元格设成文本格式，对照原件重填。", "Format the cell as text and enter it again from the original."),
    many=("{sheet} 的{column}列有 {count} 个编号变成了日期，第一个是 {cell} 的 {value}。", "{count} ids under {column} in {sheet} have turned into dates, the first {value} at {cell}."),
)  # fmt: skip

DUPLICATE_ID = _rule(
    "SS027", "duplicate-id", E_,
    title=("编号重复", "Two records share an id"),
    why=("两条记录同号，引用它的跟进、任务就分不清是哪一条。", "With one id for two records, nothing that refers to it knows which one is meant."),
    fix=("核对后改掉其中一个，或删掉多出的一行。", "Change one of them, or delete the row that is there twice."),
    message=("{cell} 的编号“{value}”与 {other} 重复，指的是哪一条分不清。", "{cell} repeats the id '{value}' of {other}, so references to it are unclear."),
    hint=("同一条的删掉一行；不是同一条的，清空后来那行的编号，检查会补新号。", "If they are the same, delete one row; if not, clear the later id and the check gives a new one."),
    many=("{sheet} 的{column}列有 {count} 个编号与前面的重复，第一个是 {cell} 的“{value}”。", "{count} ids under {column} in {sheet} repeat an earlier one, the first '{value}' at {cell}."),
)  # fmt: skip

FULL_WIDTH = _rule(
    "SS028", "full-width-characters", W_,
    title=("全角数字或字母", "Full-width characters"),
    why=("全角的号码看着一样，却搜不到、对不上，也拨不出去。", "Full-width characters look alike but cannot be searched, matched or dialled."),
    fix=("改成半角。", "Enter them in half width."),
    message=("{cell} 的{column}“{value}”用了全角字符，搜索和查重都对不上。", "{cell} holds '{value}' under {column} in full-width characters, which search and matching miss."),
    hint=("请改成半角的 {plain}。", "Enter it as {plain}."),
    many=("{sheet} 的{column}列有 {count} 个单元格用了全角字符，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} use full-width characters, the first '{value}' at {cell}."),
)  # fmt: skip

INVISIBLE = _rule(
    "SS029", "invisible-characters", W_,
    title=("看不见的字符", "Invisible characters"),
    why=("从网页或聊天里粘贴会带进看不见的字符，看着一样却对不上。", "Pasting from web pages or chats brings in characters nobody sees, and equal texts stop matching."),
    fix=("重新打一遍。", "Type it again."),
    message=("{cell} 的{column}“{value}”里有看不见的字符，搜索和查重都对不上。", "{cell} holds '{value}' under {column} with invisible characters, which search and matching stumble over."),
    hint=("请手工重新输入 {plain}，不要粘贴。", "Type {plain} again instead of pasting it."),
    many=("{sheet} 的{column}列有 {count} 个单元格带看不见的字符，第一个在 {cell}。", "{count} cells under {column} in {sheet} hold invisible characters, the first at {cell}."),
)  # fmt: skip

# --- choices and references ------------------------------------------------------------------------------------------

UNKNOWN_CHOICE = _rule(
    "SS030", "unknown-choice", E_,
    title=("不在选项里", "Not one of the choices"),
    why=("写法不统一，分组统计就散了。", "Where spellings differ, figures by group fall apart."),
    fix=("从下拉框里选；确实要新增的，加到选项表。", "Pick from the list; add a real new choice to Lists."),
    message=("{cell} 的{column}“{value}”不在选项里{nearest}。", "{cell} says '{value}' under {column}, which is not one of the choices{nearest}."),
    hint=("请从下拉框里选；可选的有：{choices}。", "Pick from the list: {choices}."),
    many=("{sheet} 的{column}列有 {count} 个值不在选项里，第一个是 {cell} 的“{value}”{nearest}。", "{count} values under {column} in {sheet} are not among the choices, the first '{value}' at {cell}{nearest}."),
)  # fmt: skip

UNKNOWN_YES_NO = _rule(
    "SS031", "not-yes-or-no", E_,
    title=("应填是或否", "Neither yes nor no"),
    why=("看不出是或否，就不知道算不算。", "What is neither yes nor no cannot be applied."),
    fix=("填是或否。", "Enter yes or no."),
    message=("{cell} 的{column}“{value}”看不出是“是”还是“否”。", "{cell} says '{value}' under {column}, which is neither yes nor no."),
    hint=("请填“是”或“否”。", "Enter Yes or No."),
    many=("{sheet} 的{column}列有 {count} 个值看不出是或否，第一个是 {cell} 的“{value}”。", "{count} values under {column} in {sheet} are neither yes nor no, the first '{value}' at {cell}."),
)  # fmt: skip

UNKNOWN_REFERENCE = _rule(
    "SS032", "unknown-reference", E_,
    title=("对应的记录不存在", "The record referred to does not exist"),
    why=("指不到记录，这一行就归不到客户、人或阶段。", "A row that points nowhere belongs to no customer, person or stage."),
    fix=("从下拉框里选，或先在那张表里建这条记录。", "Pick from the list, or add the record to that sheet first."),
    message=("{cell} 的{column}“{value}”不在{target}里{nearest}。", "{cell} says '{value}' under {column}, which is not in {target}{nearest}."),
    hint=("{advice}", "{advice}"),
    many=("{sheet} 的{column}列有 {count} 个值不在{target}里，第一个是 {cell} 的“{value}”{nearest}。", "{count} values under {column} in {sheet} are not in {target}, the first '{value}' at {cell}{nearest}."),
)  # fmt: skip

AMBIGUOUS_REFERENCE = _rule(
    "SS033", "ambiguous-reference", E_,
    title=("同名的不止一个", "The name stands for more than one record"),
    why=("同名的有几个，分不清是哪一个。", "Several records carry the name; which one is meant cannot be told."),
    fix=("改填编号。", "Enter the id instead."),
    message=("{cell} 的{column}“{value}”在{target}里不止一个：{candidates}。", "{cell} says '{value}' under {column}, but {target} has more than one: {candidates}."),
    hint=("请改填编号，指明是哪一个。", "Enter the id of the one you mean."),
    many=("{sheet} 的{column}列有 {count} 个名称在{target}里不止一个，第一个是 {cell} 的“{value}”。", "{count} names under {column} in {sheet} stand for more than one record of {target}, the first '{value}' at {cell}."),
)  # fmt: skip

# --- the process and the settings ------------------------------------------------------------------------------------

NO_WON_STAGE = _rule(
    "SS040", "stages-without-end", E_,
    title=("流程没有成交或输单阶段", "No won or no lost stage"),
    why=("不知道哪个阶段算成交、哪个算输单，赢单率和预测都算不出来。", "Win rate and forecast need to know which stage means won and which lost."),
    fix=("在流程阶段表里标出成交和输单。", "Mark a won and a lost stage in Stages."),
    message=("{sheet} 表没有一个阶段的类别是“{kind}”，{consequence}", "{sheet} has no stage of kind '{kind}'; {consequence}"),
    hint=("请把相应阶段的类别改成“{kind}”，或加一行。", "Set the kind of the right stage to '{kind}', or add one."),
)  # fmt: skip

ORDER_TWICE = _rule(
    "SS041", "stage-order-twice", E_,
    title=("阶段顺序重复", "Two stages share an order"),
    why=("顺序相同就分不清前进还是后退。", "With equal order, forward and backward cannot be told apart."),
    fix=("从 1 起重新编号。", "Number the stages again from 1."),
    message=("{cell} 的顺序 {value} 与阶段“{other}”相同，分不清先后。", "{cell} gives order {value}, the same as stage '{other}'; which comes first is unclear."),
    hint=("请从 1 起给每个阶段编不同的顺序。", "Give every stage an order of its own, from 1."),
)  # fmt: skip

NO_STAGES = _rule(
    "SS042", "stages-unreadable", E_,
    title=("流程阶段表读不出阶段", "No stage can be read"),
    why=("没有可用的阶段，只能按内置流程检查。", "Without a usable stage the packaged process has to stand in."),
    fix=("每个阶段填代码、顺序、名称和类别。", "Give every stage a code, an order, a name and a kind."),
    message=("{sheet} 表没有一行读得出阶段，这次按内置流程检查。", "No row of {sheet} could be read as a stage, so the packaged process was used."),
    hint=("请为每个阶段填好代码、顺序、名称和类别。", "Fill in code, order, name and kind for every stage."),
)  # fmt: skip

UNKNOWN_REQUIRED = _rule(
    "SS043", "unknown-required-column", E_,
    title=("必填列写的列不存在", "A required column that does not exist"),
    why=("指到不存在的列，这条要求就查不了。", "A requirement that names no column cannot be checked."),
    fix=("改成商机表或客户表里有的列名。", "Use the title of a column in Pipeline or Customers."),
    message=("{cell} 的{column}里，“{value}”不是商机表或客户表的列{nearest}。", "{cell} lists '{value}' under {column}, which is no column of Pipeline or Customers{nearest}."),
    hint=("请改成表里有的列名；客户表的列写成“客户.电话”这样。", "Use a heading of those sheets; write columns of Customers like 'Customers.Phone'."),
)  # fmt: skip

UNKNOWN_NEXT_STAGE = _rule(
    "SS044", "unknown-next-stage", E_,
    title=("可去的阶段不存在", "A next stage that does not exist"),
    why=("指到不存在的阶段，这条去路就查不了。", "A path to a stage that does not exist cannot be checked."),
    fix=("改成流程阶段表里有的代码。", "Use the code of a stage in Stages."),
    message=("{cell} 的{column}里，“{value}”不是流程阶段表里的阶段{nearest}。", "{cell} lists '{value}' under {column}, which is no stage of Stages{nearest}."),
    hint=("请改成阶段代码；没有去处写 -，回原阶段写 @back。", "Use a stage code; '-' ends the path and '@back' returns to where the deal came from."),
)  # fmt: skip

BAD_SETTING = _rule(
    "SS045", "setting-unreadable", W_,
    title=("参数读不出数字", "A setting that is no number"),
    why=("读不出来，就只能按默认值检查。", "What cannot be read falls back to its default."),
    fix=("填数字或百分比。", "Enter a number or a percentage."),
    message=("{cell} 的参数“{setting}”是“{value}”，读不出数字，这次按默认值 {default} 算。", "{cell} sets '{setting}' to '{value}', which is no number; the default {default} was used."),
    hint=("请填数字，如 {default}；留空就用默认值。", "Enter a number such as {default}, or leave it blank for the default."),
)  # fmt: skip

UNKNOWN_SETTING = _rule(
    "SS046", "unknown-setting", I_,
    title=("认不出的参数", "A setting we do not know"),
    why=("名称对不上，这一行就不起作用。", "A row whose name matches no setting has no effect."),
    fix=("改回原来的参数名称，或不用管。", "Restore the setting's name, or leave it."),
    message=("{cell} 的参数“{value}”不是我们认得的名称{nearest}，这一行不起作用。", "{cell} names a setting '{value}' that we do not know{nearest}; the row has no effect."),
    hint=("如果改过名称，请改回来；自己记的参数可以不管。", "If the name was changed, restore it; a row of your own may stay."),
)  # fmt: skip

RULES: tuple[LoadRule, ...] = (
    MISSING_SHEET, MISSING_COLUMN, DOUBLED_HEADING, UNKNOWN_HEADING, PACKAGED_PROCESS, REFUSED_SHEET, ROW_OUTSIDE,
    CELLS_FAR_OFF, TOTALS_ROW, MERGED_CELLS, ERROR_CELL, UNCACHED_FORMULA, REQUIRED_MISSING, NOT_A_NUMBER,
    NUMBER_AS_TEXT, NOT_A_WHOLE_NUMBER, PERCENT_AS_WHOLE, PERCENT_NEGATIVE, NOT_A_DATE, DATE_AS_TEXT, AMBIGUOUS_DATE,
    DATE_AS_NUMBER, NOT_A_PERIOD, ID_AS_NUMBER, ID_LOST_DIGITS, ID_AS_DATE, DUPLICATE_ID, FULL_WIDTH, INVISIBLE,
    UNKNOWN_CHOICE, UNKNOWN_YES_NO, UNKNOWN_REFERENCE, AMBIGUOUS_REFERENCE, NO_WON_STAGE, ORDER_TWICE, NO_STAGES,
    UNKNOWN_REQUIRED, UNKNOWN_NEXT_STAGE, BAD_SETTING, UNKNOWN_SETTING,
)  # fmt: skip

LOAD_RULES: tuple[RuleInfo, ...] = tuple(rule.info for rule in RULES)
"""The catalogue entries of all load findings, in order of code."""
