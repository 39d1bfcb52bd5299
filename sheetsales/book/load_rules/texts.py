"""Load findings on ids, texts, choices and references."""

from dataclasses import replace

from sheetsales.book.load_rules.rule import load_rule
from sheetsales.findings import Severity
from sheetsales.texts import Text

ID_AS_NUMBER = load_rule(
    "SS024", "id-as-number", Severity.WARNING,
    title=("编号存成了数字", "An id stored as a number"),
    why=("编号和电话存成数字，前面的 0 就没了，也对不上别处的文本。", "Stored as a number, an id or phone loses its leading zeros and no longer equals the same text elsewhere."),
    fix=("设成文本格式，再照原件填。", "Format the cell as text and enter it again from the original."),
    message=("{cell} 的{column} {value} 存成了数字，开头若有 0 已经丢失。", "{cell} holds {value} as a number under {column}; any leading zero is gone."),
    hint=("请把单元格设成文本格式，对照原件重填。", "Format the cell as text and enter it again from the original."),
    many=("{in_sheet}的{column}列有 {count} 个存成了数字，第一个是 {cell} 的 {value}；开头若有 0 已经丢失。",
          "{count} cells under {column} in {sheet} are stored as numbers, the first {value} at {cell}; any leading zeros are gone."),
    many_severity=Severity.INFO,
)  # fmt: skip

PHONE_AS_NUMBER = replace(
    ID_AS_NUMBER,
    message=Text("{cell} 的{column} {value} 存成了数字，和别处的文本对不上。", "{cell} holds {value} as a number under {column}, which equals no text elsewhere."),
    hint=Text("请把单元格设成文本格式；sheetsales check --fix 会改。", "Make it text; sheetsales check --fix does."),
    many=Text("{in_sheet}的{column}列有 {count} 个号码存成了数字，第一个是 {cell} 的 {value}；位数是全的。",
              "{count} numbers under {column} in {sheet} are stored as numbers instead of text, the first {value} at {cell}; no digit is missing."),
)  # fmt: skip
"""The same finding on a mobile number that is whole."""

ID_LOST_DIGITS = load_rule(
    "SS025", "id-lost-digits", Severity.ERROR,
    title=("长编号丢了数字", "A long id has lost digits"),
    why=("Excel 的数字只留 15 位，后面的位数都变成 0，找不回来。", "Excel keeps fifteen digits of a number; the rest turn to zeros and cannot be recovered."),
    fix=("设成文本格式，从原件重新填。", "Format the cell as text and enter it again from the original."),
    message=("{cell} 的{column} {value} 存成了数字，Excel 只留 15 位，后面的位数已经丢失。", "{cell} holds {value} as a number under {column}; Excel keeps fifteen digits, so the rest has been lost."),
    hint=("请把单元格设成文本格式，从原件重新填写全部数字。", "Format the cell as text and enter every digit again from the original."),
    many=("{in_sheet}的{column}列有 {count} 个长编号存成了数字，第一个是 {cell} 的 {value}，15 位以后的数字已经丢失。",
          "{count} long ids under {column} in {sheet} are stored as numbers, the first {value} at {cell}; all digits after the fifteenth are lost."),
)  # fmt: skip

ID_AS_DATE = load_rule(
    "SS026", "id-as-date", Severity.ERROR,
    title=("编号变成了日期", "An id turned into a date"),
    why=("Excel 把 3-12 这样的编号当成了日期，原来的写法已经不在。", "Excel took an id such as 3-12 for a date; what was typed is gone."),
    fix=("设成文本格式，再照原件填。", "Format the cell as text and enter it again."),
    message=("{cell} 的{column}是日期 {value}，原来的编号已经被 Excel 换掉。", "{cell} holds the date {value} under {column}; Excel has replaced the id that was typed."),
    hint=("请把单元格设成文本格式，对照原件重填。", "Format the cell as text and enter it again from the original."),
    many=("{in_sheet}的{column}列有 {count} 个编号变成了日期，第一个是 {cell} 的 {value}。", "{count} ids under {column} in {sheet} have turned into dates, the first {value} at {cell}."),
)  # fmt: skip

DUPLICATE_ID = load_rule(
    "SS027", "duplicate-id", Severity.ERROR,
    title=("编号重复", "Two records share an id"),
    why=("两条记录同号，引用它的跟进、任务就分不清是哪一条。", "With one id for two records, nothing that refers to it knows which one is meant."),
    fix=("核对后改掉其中一个，或删掉多出的一行。", "Change one of them, or delete the row that is there twice."),
    message=("{cell} 的编号“{value}”与 {other} 重复，指的是哪一条分不清。", "{cell} repeats the id '{value}' of {other}, so references to it are unclear."),
    hint=("{advice}", "{advice}"),
    many=("{in_sheet}的{column}列有 {count} 个编号与前面的重复，第一个是 {cell} 的“{value}”。", "{count} ids under {column} in {sheet} repeat an earlier one, the first '{value}' at {cell}."),
)  # fmt: skip

FULL_WIDTH = load_rule(
    "SS028", "full-width-characters", Severity.WARNING,
    title=("全角数字或字母", "Full-width characters"),
    why=("全角的号码看着一样，却搜不到、对不上，也拨不出去。", "Full-width characters look alike but cannot be searched, matched or dialled."),
    fix=("改成半角。", "Enter them in half width."),
    message=("{cell} 的{column}“{value}”用了全角字符，搜索和查重都对不上。", "{cell} holds '{value}' under {column} in full-width characters, which search and matching miss."),
    hint=("请改成半角的 {plain}。", "Enter it as {plain}."),
    many=("{in_sheet}的{column}列有 {count} 个单元格用了全角字符，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} use full-width characters, the first '{value}' at {cell}."),
)  # fmt: skip

INVISIBLE = load_rule(
    "SS029", "invisible-characters", Severity.WARNING,
    title=("看不见的字符", "Invisible characters"),
    why=("从网页或聊天里粘贴会带进看不见的字符，看着一样却对不上。", "Pasting from web pages or chats brings in characters nobody sees, and equal texts stop matching."),
    fix=("重新打一遍。", "Type it again."),
    message=("{cell} 的{column}“{value}”里有看不见的字符，搜索和查重都对不上。", "{cell} holds '{value}' under {column} with invisible characters, which search and matching stumble over."),
    hint=("请手工重新输入“{plain}”，不要粘贴。", "Type '{plain}' again instead of pasting it."),
    many=("{in_sheet}的{column}列有 {count} 个单元格带看不见的字符，第一个在 {cell}。", "{count} cells under {column} in {sheet} hold invisible characters, the first at {cell}."),
)  # fmt: skip

UNKNOWN_CHOICE = load_rule(
    "SS030", "unknown-choice", Severity.ERROR,
    title=("不在选项里", "Not one of the choices"),
    why=("写法不统一，分组统计就散了。", "Where spellings differ, figures by group fall apart."),
    fix=("从下拉框里选；确实要新增的，加到选项表。", "Pick from the list; add a real new choice to Lists."),
    message=("{cell} 的{column}“{value}”不在选项里{nearest}。", "{cell} says '{value}' under {column}, which is not one of the choices{nearest}."),
    hint=("请从下拉框里选；可选的有：{choices}。", "Pick from the list: {choices}."),
    many=("{in_sheet}的{column}列有 {count} 个值不在选项里，第一个是 {cell} 的“{value}”{nearest}。", "{count} values under {column} in {sheet} are not among the choices, the first '{value}' at {cell}{nearest}."),
)  # fmt: skip

UNKNOWN_YES_NO = load_rule(
    "SS031", "not-yes-or-no", Severity.ERROR,
    title=("应填是或否", "Neither yes nor no"),
    why=("看不出是或否，就不知道算不算。", "What is neither yes nor no cannot be applied."),
    fix=("填是或否。", "Enter yes or no."),
    message=("{cell} 的{column}“{value}”看不出是“是”还是“否”。", "{cell} says '{value}' under {column}, which is neither yes nor no."),
    hint=("请填“是”或“否”。", "Enter Yes or No."),
    many=("{in_sheet}的{column}列有 {count} 个值看不出是或否，第一个是 {cell} 的“{value}”。", "{count} values under {column} in {sheet} are neither yes nor no, the first '{value}' at {cell}."),
)  # fmt: skip

UNKNOWN_REFERENCE = load_rule(
    "SS032", "unknown-reference", Severity.ERROR,
    title=("对应的记录不存在", "The record referred to does not exist"),
    why=("指不到记录，这一行就归不到客户、人或阶段。", "A row that points nowhere belongs to no customer, person or stage."),
    fix=("从下拉框里选，或先在那张表里建这条记录。", "Pick from the list, or add the record to that sheet first."),
    message=("{cell} 的{column}“{value}”不在{target}里{nearest}。", "{cell} says '{value}' under {column}, which is not in {target}{nearest}."),
    hint=("{advice}", "{advice}"),
    many=("{in_sheet}的{column}列有 {count} 个值不在{target}里，第一个是 {cell} 的“{value}”{nearest}。", "{count} values under {column} in {sheet} are not in {target}, the first '{value}' at {cell}{nearest}."),
)  # fmt: skip

AMBIGUOUS_REFERENCE = load_rule(
    "SS033", "ambiguous-reference", Severity.ERROR,
    title=("同名的不止一个", "The name stands for more than one record"),
    why=("同名的有几个，分不清是哪一个。", "Several records carry the name; which one is meant cannot be told."),
    fix=("改填编号。", "Enter the id instead."),
    message=("{cell} 的{column}“{value}”在{target}里不止一个：{candidates}。", "{cell} says '{value}' under {column}, but {target} has more than one: {candidates}."),
    hint=("请改填编号，指明是哪一个。", "Enter the id of the one you mean."),
    many=("{in_sheet}的{column}列有 {count} 个名称在{target}里不止一个，第一个是 {cell} 的“{value}”。", "{count} names under {column} in {sheet} stand for more than one record of {target}, the first '{value}' at {cell}."),
)  # fmt: skip

OUTCOME_AGAINST_STAGE = load_rule(
    "SS056", "outcome-against-stage", Severity.ERROR,
    title=("结果与阶段矛盾", "Outcome and stage contradict each other"),
    why=("一列说成交，另一列说输单，这一单算哪边谁也不知道。", "With one column saying won and the other lost, nobody knows where the deal counts."),
    fix=("核对后改掉其中一个。", "Find out which is right and change the other."),
    message=("{cell} 的{column}是“{value}”，阶段却是“{stage}”；本次按{column}算。", "{cell} says '{value}' under {column}, but the stage is {stage}; the former counted."),
    hint=("请核对这一单的结果，把不对的那一格改过来。", "Check what became of this deal and correct whichever cell is wrong."),
    many=("{in_sheet}有 {count} 单的{column}与阶段矛盾，第一个是 {cell} 的“{value}”；本次都按{column}算。", "{count} deals in {sheet} have a {column} that contradicts their stage, the first '{value}' at {cell}; the former counted."),
)  # fmt: skip

UNKNOWN_OUTCOME = load_rule(
    "SS057", "unknown-outcome", Severity.ERROR,
    title=("结果看不懂", "An outcome nobody knows"),
    why=("不知道这一单是在谈、成交还是丢了，就只能按阶段算。", "Without knowing whether the deal is open, won or lost, only its stage can count."),
    fix=("改成认得的说法，或用 sheetsales adopt 说明它是什么意思。", "Use a word that is known, or tell sheetsales adopt what it means."),
    message=("{cell} 的{column}“{value}”看不出是在谈、成交、输单还是暂缓，本次只按阶段算。", "{cell} says '{value}' under {column}: neither open, won, lost nor on hold. Only its stage counted."),
    hint=("请改成认得的说法，或运行 sheetsales adopt 说明它的意思。", "Use a word that is known, or tell sheetsales adopt what it means."),
    many=("{in_sheet}的{column}列有 {count} 个值看不懂，第一个是 {cell} 的“{value}”；这些单只按阶段算。", "{count} values under {column} in {sheet} are not understood, the first '{value}' at {cell}; only their stages counted."),
)  # fmt: skip
