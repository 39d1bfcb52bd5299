"""Load findings on the sheets that configure the check."""

from dataclasses import replace

from sheetsales.book.load_rules.rule import load_rule
from sheetsales.findings import Severity
from sheetsales.texts import Text

NO_WON_STAGE = load_rule(
    "SS040", "stages-without-end", Severity.ERROR,
    title=("流程没有成交或输单阶段", "No won or no lost stage"),
    why=("不知道哪个阶段算成交、哪个算输单，赢单率和预测都算不出来。", "Win rate and forecast need to know which stage means won and which lost."),
    fix=("在流程阶段表里标出成交和输单。", "Mark a won and a lost stage in Stages."),
    message=("{in_sheet}没有一个阶段的类别是“{kind}”，{consequence}", "{sheet} has no stage of kind '{kind}'; {consequence}"),
    hint=("请把相应阶段的类别改成“{kind}”，或加一行。", "Set the kind of the right stage to '{kind}', or add one."),
)  # fmt: skip

ORDER_TWICE = load_rule(
    "SS041", "stage-order-twice", Severity.ERROR,
    title=("阶段顺序重复", "Two stages share an order"),
    why=("顺序相同就分不清前进还是后退。", "With equal order, forward and backward cannot be told apart."),
    fix=("从 1 起重新编号。", "Number the stages again from 1."),
    message=("{cell} 的顺序 {value} 与阶段“{other}”相同，分不清先后。", "{cell} gives order {value}, the same as stage '{other}'; which comes first is unclear."),
    hint=("请从 1 起给每个阶段编不同的顺序。", "Give every stage an order of its own, from 1."),
)  # fmt: skip

NO_STAGES = load_rule(
    "SS042", "stages-unreadable", Severity.ERROR,
    title=("流程阶段表读不出阶段", "No stage can be read"),
    why=("没有可用的阶段，只能按内置流程检查。", "Without a usable stage the packaged process has to stand in."),
    fix=("每个阶段填代码、顺序、名称和类别。", "Give every stage a code, an order, a name and a kind."),
    message=("{in_sheet}没有一行读得出阶段，本次按内置流程检查。", "No row of {sheet} could be read as a stage, so the packaged process was used."),
    hint=("请为每个阶段填好代码、顺序、名称和类别。", "Fill in code, order, name and kind for every stage."),
)  # fmt: skip

UNKNOWN_REQUIRED = load_rule(
    "SS043", "unknown-required-column", Severity.ERROR,
    title=("必填列写的列不存在", "A required column that does not exist"),
    why=("指到不存在的列，这条要求就查不了。", "A requirement that names no column cannot be checked."),
    fix=("改成商机表或客户表里有的列名。", "Use the title of a column in Pipeline or Customers."),
    message=("{cell} 的“{column}”里写了“{value}”，商机表和客户表都没有这一列{nearest}。", "{cell} lists '{value}' under {column}, a column that neither Pipeline nor Customers has{nearest}."),
    hint=("请改成表里有的列名；客户表的列写成“客户.电话”这样。", "Use a heading of those sheets; write columns of Customers like 'Customers.Phone'."),
)  # fmt: skip

UNKNOWN_NEXT_STAGE = load_rule(
    "SS044", "unknown-next-stage", Severity.ERROR,
    title=("可去的阶段不存在", "A next stage that does not exist"),
    why=("指到不存在的阶段，这条去路就查不了。", "A path to a stage that does not exist cannot be checked."),
    fix=("改成流程阶段表里有的代码。", "Use the code of a stage in Stages."),
    message=("{cell} 的“{column}”里写了“{value}”，流程阶段表里没有这个阶段{nearest}。", "{cell} lists '{value}' under {column}, a stage that Stages does not have{nearest}."),
    hint=("请改成阶段代码；没有去处写 -，回原阶段写 @back。", "Use a stage code; '-' ends the path and '@back' returns to where the deal came from."),
)  # fmt: skip

BAD_SETTING = load_rule(
    "SS045", "setting-unreadable", Severity.WARNING,
    title=("参数用不了", "A setting that cannot be used"),
    why=("读不出来或超出范围的值，只能按默认值检查。", "What cannot be read, or lies outside its range, falls back to its default."),
    fix=("填说明里允许的值，或留空用默认值。", "Enter a value that its explanation allows, or leave it blank for the default."),
    message=("{cell} 的参数“{setting}”是“{value}”，{reason}，本次按默认值 {default} 算。", "{cell} sets '{setting}' to '{value}', which {reason}; the default {default} was used."),
    hint=("请改正，如 {default}；留空就用默认值。", "Correct it, say to {default}, or leave it blank for the default."),
)  # fmt: skip

BAD_SETTING_WITHOUT_DEFAULT = replace(
    BAD_SETTING,
    message=Text(
        "{cell} 的参数“{setting}”是“{value}”，{reason}，本次当作没填。",
        "{cell} sets '{setting}' to '{value}', which {reason}; it was taken as blank.",
    ),
    hint=Text("请改正；没有就留空。", "Correct it, or leave it blank."),
)
"""The same finding on a setting that has no default."""

RATE_UNREAD = load_rule(
    "SS037", "rate-unreadable", Severity.ERROR,
    title=("汇率读不出来", "A rate that cannot be read"),
    why=("读了一半的汇率会让金额差几倍，所以整条都不用，那个币种的金额不计入合计。",
         "A rate read in part puts amounts off many times over, so the whole entry is left out, and amounts in that currency too."),
    fix=("写成 币种=数字，用逗号隔开，小数点用句点。", "Write currency=number, entries parted by commas, decimals after a point."),
    message=("{cell} 的汇率表里“{entries}”读不出来，没有使用。", "{cell}: '{entries}' in the rate table cannot be read and was not used."),
    hint=("请写成 USD=7.10,EUR=7.80 这样：每条是一单位外币折合本币多少。", "Write it like USD=0.75,EUR=0.86: what one foreign unit is worth in the workbook's own."),
)  # fmt: skip

UNKNOWN_SETTING = load_rule(
    "SS046", "unknown-setting", Severity.INFO,
    title=("认不出的参数", "A setting we do not know"),
    why=("名称对不上，这一行就不起作用。", "A row whose name matches no setting has no effect."),
    fix=("改回原来的参数名称，或不用管。", "Restore the setting's name, or leave it."),
    message=("{cell} 的参数“{value}”不在已知的参数里，这一行不起作用{nearest}。", "{cell} names a setting '{value}' that is not known, so the row has no effect{nearest}."),
    hint=("如果改过名称，请改回来；自己记的参数可以不管。", "If the name was changed, restore it; a row of your own may stay."),
)  # fmt: skip

UNREAD_SETTING = load_rule(
    "SS053", "setting-not-read", Severity.INFO,
    title=("不起作用的参数", "A setting that changes nothing"),
    why=("改了却没有变化的参数，会让人以为已经按它算了。", "Who changes a setting that nothing reads takes the figures to follow it."),
    fix=("不用管；不需要的可以删掉这一行。", "Leave it, or delete the row."),
    message=("{cell} 把参数“{setting}”设为“{value}”，但自带的检查、统计和任务都不用它，改了也不变。", "{cell} sets '{setting}' to '{value}', but none of our checks, figures or tasks reads it, so it changes nothing."),
    hint=("可以留给自己写的规则用，也可以删掉这一行。", "It may stay for a rule of your own to look up; or delete the row."),
)  # fmt: skip

WAIVER_EXPIRED = load_rule(
    "SS048", "waiver-expired", Severity.WARNING,
    title=("豁免已过期", "A waiver has expired"),
    why=("过了期限，豁免不再起作用，原来的问题又会报出来。", "Past its last day a waiver has no effect, and what it held back is reported again."),
    fix=("还要放过的，请批准人延期；不用了的，删掉这一行。", "Have it extended if the exception still holds, or delete the row."),
    message=("{cell}：规则 {rule} 对 {record} 的豁免 {until}到期，{effect}。", "{cell}: the waiver of {rule} for {record} ended on {until}; {effect}."),
    hint=("请批准人决定：还要放过的改有效期，不用了的删掉这一行。", "Ask whoever approved it: extend the date, or delete the row."),
)  # fmt: skip

WAIVER_UNUSED = load_rule(
    "SS049", "waiver-unused", Severity.INFO,
    title=("豁免没有用上", "A waiver that holds nothing back"),
    why=("没有对应的问题，多半是已经改好，或者规则、编号写错了，以为放过其实没有。", "Nothing matches it: the problem is mended, or the rule or record is misspelt and nothing is waived at all."),
    fix=("核对规则编号和记录编号；用不着的删掉。", "Check the code and the record; delete it if it is not needed."),
    message=("{cell}：规则 {rule} 对 {record} 的豁免没有对应的问题{nearest}。", "{cell}: the waiver of {rule} for {record} holds nothing back{nearest}."),
    hint=("请核对规则和记录编号；问题已经改好的，删掉这一行。", "Check code and record; delete the row if the problem is mended."),
)  # fmt: skip

LIST_CODE_UNKNOWN = load_rule(
    "SS050", "list-code-unknown", Severity.WARNING,
    title=("选项代码不认识", "A list code that means nothing"),
    why=("规则按代码判断。这几个列表的代码是固定的，名称可以改，代码改了就没有意义。", "Rules go by codes. In these lists the codes are fixed: labels may be changed, a changed code means nothing."),
    fix=("改回内置的代码，只改名称。", "Restore the packaged code and change labels only."),
    message=("{cell} 的代码“{value}”不是“{list}”的代码，这一行（{label}）没有用上，选项照内置的名称读。", "{cell} holds '{value}', which is no code of '{list}'; the row ({label}) was passed over and the packaged labels stand in."),
    hint=("请改成这几个代码之一：{codes}。", "Use one of these codes: {codes}."),
)  # fmt: skip

LIST_CODE_TWICE = load_rule(
    "SS051", "list-code-twice", Severity.WARNING,
    title=("选项代码重复", "A list code stands twice"),
    why=("同一个代码有两个名称，就不知道该显示哪个、填了后一个也认不出。", "With two labels for one code nobody knows which to show, and what is typed by the second is not recognised."),
    fix=("删掉一行，或换一个代码。", "Delete one row, or give it another code."),
    message=("{cell} 的代码“{value}”在“{list}”里第 {other} 行已经有了（{label}），这一行（{own}）没有用上。", "{cell} repeats the code '{value}' of '{list}', which row {other} has already ({label}); this row ({own}) was passed over."),
    hint=("请删掉一行，或给这一行换一个代码。", "Delete one of the two, or give this one another code."),
)  # fmt: skip

SETTING_TWICE = load_rule(
    "SS052", "setting-twice", Severity.WARNING,
    title=("参数写了两次", "A setting stands twice"),
    why=("两行写得不一样时，只有第一行算数，改第二行没有作用。", "Where two rows differ only the first counts, so changing the second does nothing."),
    fix=("留一行，删掉另一行。", "Keep one row and delete the other."),
    message=("{cell} 又写了一次参数“{setting}”（{value}），算数的是 {other} 的 {counts}。", "{cell} sets '{setting}' again, to '{value}'; what counts is {counts} at {other}."),
    hint=("请留一行，删掉另一行。", "Keep one of the two rows and delete the other."),
)  # fmt: skip
