"""Why a cell or a row of an export could not be taken, in a clause each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.book.load_rules import (
    AMBIGUOUS_DATE,
    AMBIGUOUS_REFERENCE,
    ERROR_CELL,
    ID_AS_DATE,
    ID_LOST_DIGITS,
    NOT_A_DATE,
    NOT_A_NUMBER,
    NUMBER_OUT_OF_REACH,
    PERCENT_AS_WHOLE,
    PERCENT_NEGATIVE,
    TWO_READINGS,
    UNKNOWN_CHOICE,
    UNKNOWN_YES_NO,
    LoadRule,
)
from sheetsales.texts import Text

NO_NAME: Final = Text("没有名称", "it has no name")
NO_DATE: Final = Text("没有日期", "it has no date")
NOBODY: Final = Text("看不出是哪家客户的", "it does not say whose it is")
TWICE: Final = Text("编号 {key} 在第 {row} 行已经有了", "row {row} has the id {key} already")
TWICE_NAMED: Final = Text(
    "第 {row} 行是同一条记录，这里又没有编号可分",
    "row {row} says the same record, and no id tells the two apart",
)
ZEROS: Final = Text(
    "编号“{key}”和以前导入的“{known}”只差前面的 0，多半是 Excel 把 0 去掉了；请重新导出，或把编号改成“{known}”",
    "the id '{key}' lacks the zeros of '{known}', which was imported before; export it again, or write '{known}'",
)
TOO_LONG: Final = Text(
    "“{value}”有 {n} 个字，一格放不下（最多 32,767）",
    "'{value}' has {n} characters, more than a cell holds (32,767)",
)
TOO_WIDE: Final = Text(
    "这一行的格比表头多，多半有个分隔符没有用引号括起来，后面的都错位了",
    "the row has more cells than there are headings: a sign that parts cells stands in one without quotation marks, and what follows is shifted",
)
TWO_DECIMALS: Final = Text(
    "“{value}”可以是带小数，也可以是千位，整列也看不出；请加 --decimal point 或 --decimal comma",
    "'{value}' can have decimals or thousands, and the column does not tell; say --decimal point or --decimal comma",
)
TWO_SHARES: Final = Text(
    "“{value}”在一列整数百分比里，可能是 {value}%，也可能是比例",
    "'{value}' stands among whole percentages and may be a share or {value} %",
)
TWO_CURRENCIES: Final = Text(
    "金额写的是 {one}，币种列写的是 {other}", "the amount says {one}, the column of currencies {other}"
)
LOST_DIGITS: Final = Text(
    "编号“{value}”被 Excel 缩成了科学记数，末几位已经丢了；请重新导出，不要先用 Excel 打开存过",
    "the id '{value}' was shortened by Excel and has lost its last digits; export it again and do not save it in Excel first",
)
UNKNOWN_STAGE: Final = Text(
    '阶段“{value}”对不上流程里的任何一个；请用 --stage "{value}=阶段名" 说明，会记在工作簿里',
    "no stage of the process is meant by '{value}'; say --stage \"{value}=STAGE\" once, the workbook keeps it",
)
TWO_ORDERS: Final = Text(
    "日期“{value}”分不清日在前还是月在前，整列也看不出；请加 --dates day 或 --dates month",
    "the date '{value}' can be day or month first, and the column does not tell; say --dates day or --dates month",
)
UNCACHED: Final = Text(
    "是公式，文件里没有它的结果；请在 Excel 里打开存一次", "it is a formula whose result the file lacks; open and save it in Excel"
)  # fmt: skip
UNREAD: Final[Mapping[LoadRule, Text]] = {
    NOT_A_DATE: Text("“{value}”不是日期", "'{value}' is no date"),
    AMBIGUOUS_DATE: TWO_ORDERS,
    NOT_A_NUMBER: Text("“{value}”不是数字", "'{value}' is no number"),
    NUMBER_OUT_OF_REACH: Text("“{value}”大得不合理", "'{value}' is out of all reach"),
    TWO_READINGS: Text("“{value}”有两种读法", "'{value}' can be read in two ways"),
    PERCENT_AS_WHOLE: Text("“{value}”超过 100%", "'{value}' is above 100 %"),
    PERCENT_NEGATIVE: Text("“{value}”是负的百分比", "'{value}' is a negative percentage"),
    ID_LOST_DIGITS: LOST_DIGITS,
    ID_AS_DATE: Text("“{value}”成了日期，不是编号", "'{value}' has become a date and is no id"),
    UNKNOWN_CHOICE: Text("“{value}”不在选项表里", "'{value}' is not on the list of choices"),
    UNKNOWN_YES_NO: Text("“{value}”不是“是”或“否”", "'{value}' is neither yes nor no"),
    AMBIGUOUS_REFERENCE: Text("“{value}”指的不止一个", "'{value}' may be several"),
    ERROR_CELL: Text("是错误值“{value}”", "it holds the error {value}"),
}
_OTHER: Final = Text("“{value}”读不懂", "'{value}' cannot be read")
_LONGEST: Final = 40


def why(rule: LoadRule, value: object) -> Text:
    """The clause for a cell that a rule of reading stands against."""
    return UNREAD.get(rule, _OTHER).fill(value=short(value))


def short(value: object) -> str:
    """A value as it is quoted."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
