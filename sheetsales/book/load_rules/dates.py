"""Load findings on dates and periods."""

from sheetsales.book.load_rules.rule import load_rule
from sheetsales.findings import Severity

NOT_A_DATE = load_rule(
    "SS019", "not-a-date", Severity.ERROR,
    title=("应是日期，读不出来", "Not a date"),
    why=("读不出日期，就不知道逾期、停滞和归属月份。", "Without the date nobody knows what is overdue, stalled or of which month."),
    fix=("填年月日齐全的日期。", "Enter a full date."),
    message=("{cell} 的{column}“{value}”{reason}，本次按未知处理。", "{cell} says '{value}' under {column}, {reason}; it counts as unknown."),
    hint=("请填年月日齐全的日期，如 {example}；暂时没有就留空。", "Enter a full date such as {example}, or leave it blank if there is none yet."),
    many=("{in_sheet}的{column}列有 {count} 个单元格读不出日期，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} hold no date, the first '{value}' at {cell}."),
)  # fmt: skip

DATE_AS_TEXT = load_rule(
    "SS020", "date-as-text", Severity.WARNING,
    title=("日期存成了文本", "A date stored as text"),
    why=("文本日期在 Excel 里不能排序、筛选和计算。", "Excel cannot sort, filter or calculate with dates stored as text."),
    fix=("改成真正的日期。", "Turn it into a real date."),
    message=("{cell} 的{column}“{value}”是文本，本次读作 {date}；Excel 不会把它当日期。", "{cell} holds '{value}' as text under {column}; it was read as {date}, but Excel does not take it for a date."),
    hint=("请改成日期 {date}。", "Enter it as the date {date}."),
    many=("{in_sheet}的{column}列有 {count} 个日期存成了文本，第一个是 {cell} 的“{value}”；本次都读出来了，但 Excel 不会当日期。",
          "{count} dates under {column} in {sheet} are stored as text, the first '{value}' at {cell}; they were read, but Excel does not take them for dates."),
)  # fmt: skip

DAY_LEFT_OPEN = load_rule(
    "SS059", "day-left-open", Severity.INFO,
    title=("日期没写到哪一天", "A date that leaves the day open"),
    why=("“10月底”“四季度”够做计划，不够算逾期；本工具按最后一天算。", "'End of October' or 'Q4' will do for a plan; what is overdue is judged by the last day."),
    fix=("定下日子后填上。", "Enter the day once it is known."),
    message=("{cell} 的{column}“{value}”没写到哪一天，本次按 {date} 算。", "{cell} says '{value}' under {column} and leaves the day open; it counted as {date}."),
    hint=("定下哪一天后改成日期，如 {date}。", "Enter a date such as {date} once the day is known."),
    many=("{in_sheet}的{column}列有 {count} 个日期没写到哪一天，第一个是 {cell} 的“{value}”；都按最后一天算。",
          "{count} dates under {column} in {sheet} leave the day open, the first '{value}' at {cell}; each counted as the last day."),
)  # fmt: skip

AMBIGUOUS_DATE = load_rule(
    "SS021", "ambiguous-date", Severity.ERROR,
    title=("日期有两种读法", "A date that can be read two ways"),
    why=("日和月分不清，猜错一次就差几个月。", "Day and month cannot be told apart; a wrong guess is off by months."),
    fix=("写成 2026-04-03 这样。", "Write it as 2026-04-03."),
    message=("{cell} 的{column}“{value}”可以是 {first}，也可以是 {second}，本次按未知处理。", "{cell} says '{value}' under {column}: {first} or {second}. It counts as unknown."),
    hint=("请确认后改成 {first} 或 {second}。", "Make it {first} or {second}, whichever is meant."),
    many=("{in_sheet}的{column}列有 {count} 个日期分不清日和月，第一个是 {cell} 的“{value}”，都按未知处理。",
          "{count} dates under {column} in {sheet} can be read two ways, the first '{value}' at {cell}; they count as unknown."),
)  # fmt: skip

DATE_AS_NUMBER = load_rule(
    "SS022", "date-as-number", Severity.WARNING,
    title=("日期显示成了数字", "A date shown as a number"),
    why=("单元格丢了日期格式，人看到的是一串数字。", "The cell has lost its date format, so people see a number."),
    fix=("把格式设成日期。", "Give the cell a date format."),
    message=("{cell} 的{column}显示为数字 {value}，本次读作 {date}。", "{cell} shows the number {value} under {column}; it was read as {date}."),
    hint=("确认是 {date} 的话，请重新输入这个日期；不是就改正。", "If {date} is right, enter it again as a date; otherwise correct it."),
    many=("{in_sheet}的{column}列有 {count} 个日期显示成了数字，第一个是 {cell} 的 {value}。", "{count} dates under {column} in {sheet} show as numbers, the first {value} at {cell}."),
)  # fmt: skip

NOT_A_PERIOD = load_rule(
    "SS023", "not-a-period", Severity.ERROR,
    title=("读不出期间", "Not a period"),
    why=("不知道是哪一年、哪个季度、哪个月，目标就对不上。", "A target belongs to a year, a quarter or a month; without it nothing can be compared."),
    fix=("写成 2026、2026Q4 或 2026-10。", "Write 2026, 2026Q4 or 2026-10."),
    message=("{cell} 的{column}“{value}”看不出是哪一年、哪一季或哪一月。", "{cell} says '{value}' under {column}, which names no year, quarter or month we can place."),
    hint=("请写成 2026、2026Q4 或 2026-10 这样，年份要写全。", "Write it like 2026, 2026Q4 or 2026-10, with the full year."),
    many=("{in_sheet}的{column}列有 {count} 个期间读不出来，第一个是 {cell} 的“{value}”。", "{count} periods under {column} in {sheet} cannot be read, the first '{value}' at {cell}."),
)  # fmt: skip
