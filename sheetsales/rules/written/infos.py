"""SS09x: what can be wrong with a rule a manager wrote."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.texts import Text

UNREADABLE: Final = RuleInfo(
    code="SS090",
    name="rule-unreadable",
    severity=Severity.ERROR,
    title=Text("自己写的规则读不懂", "A rule of your own that cannot be read"),
    why=Text(
        "条件里有写错的列名、函数或括号，这条规则就一行也没查。",
        "With a column, function or bracket written wrong, the rule checks not a single row.",
    ),
    fix=Text(
        "照提示的位置改规则表里的条件；写法见“自己写规则”。",
        "Correct the condition in Rules at the place given; the guide to rules you write shows how.",
    ),
    example=Text(
        "条件写了 [@金頟]，商机表没有这一列，最接近的是“金额”。",
        "A condition names [@Amout]; Pipeline has no such column, the nearest is Amount.",
    ),
)

NOT_CHECKED: Final = RuleInfo(
    code="SS091",
    name="rule-without-its-column",
    severity=Severity.WARNING,
    title=Text("规则要的表或列不在工作簿里", "A rule whose sheet or column is missing"),
    why=Text(
        "没有这张表或这一列，就不知道条件成不成立；查不了不等于没问题。",
        "Without that sheet or column nobody knows whether the condition holds; not checked is not the same as clean.",
    ),
    fix=Text("加上这张表或这一列，或把规则关掉。", "Add the sheet or column, or switch the rule off."),
    example=Text(
        "规则 M04 要数拜访次数，工作簿里没有跟进记录表。",
        "M04 counts visits, and the workbook has no Activities.",
    ),
)

ROW_ERROR: Final = RuleInfo(
    code="SS092",
    name="rule-comes-to-error",
    severity=Severity.WARNING,
    title=Text("规则在这一行算不出来", "A rule that comes to an error"),
    why=Text(
        "条件在这一行得出错误值，既不能说有问题，也不能说没问题。",
        "Where a condition comes to an error, the row is neither caught nor clear.",
    ),
    fix=Text(
        "改好这一行的值；值没有错的，用 IFERROR 或先判断是否为空。",
        "Correct the value in the row; if it is right, guard the condition with IFERROR or a test for blanks.",
    ),
    example=Text(
        "条件 [@折扣]*1>0.1 遇到文字“九折”，得出 #VALUE!。",
        "The condition [@Discount]*1>0.1 meets the text 'ten' and comes to #VALUE!.",
    ),
)

UNKNOWN_VALUE: Final = RuleInfo(
    code="SS093",
    name="rule-asks-for-no-choice",
    severity=Severity.WARNING,
    title=Text("规则里写的选项不存在", "A rule that asks for a choice there is not"),
    why=Text(
        "拿一列选项去比一个没有的选项，条件永远不会成立，规则形同虚设。",
        "A condition that compares a choice with a label that does not exist never holds, so the rule finds nothing.",
    ),
    fix=Text("照下拉框里的写法改。", "Write the label as the drop-down offers it."),
    example=Text("条件写了 [@阶段]=\"报介\"，没有这个阶段。", "A condition asks for [@Stage]=\"Quoted\"; there is no such stage."),
)  # fmt: skip

WRITTEN_INFOS: Final = (UNREADABLE, NOT_CHECKED, ROW_ERROR, UNKNOWN_VALUE)
