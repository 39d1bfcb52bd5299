"""What is said of forms: each problem with what to do about it."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

_T = Text

NOTHING: Final = _T(
    "模板里没有一个可填的名称。至少放一个表“{table}”，或把一个单元格命名为“{cell}”（选中单元格，在左上角名称框里输入后回车）；全部名称见 {page}。",
    "The template has no name that can be filled. Put in a Table called {table}, or name a cell {cell} (select it, type the name into the "
    "box at the upper left, press Enter); {page} lists all names.",
)
UNKNOWN_NAME: Final = _T(
    "不认识名称“{name}”，没有填。最接近的是“{near}”：在“公式 → 名称管理器”里改名，或删掉它。",
    "No such name as {name}, so it was not filled. The nearest is {near}: rename it in Formulas → Name Manager, or delete it.",
)
UNKNOWN_TABLE: Final = _T(
    "不认识表“{name}”，没有填。最接近的是“{near}”：点表里任意一格，在“表设计”左端改表名。",
    "No such Table as {name}, so it was not filled. The nearest is {near}: click into it and rename it at the left of Table Design.",
)
NOT_A_CELL: Final = _T(
    "名称“{name}”指的不是单元格（{refers}），没有填。在名称管理器里让它指向一个单元格。",
    "The name {name} does not mean a cell ({refers}), so it was not filled. Let it refer to a cell in Name Manager.",
)
NAME_TWICE: Final = _T(
    "名称“{name}”在 {places} 各有一个，不知道填哪一个，都没有填。在名称管理器里删掉多余的（复制工作表时常会多出来）。",
    "The name {name} stands in {places}; which one is meant is not clear, so none was filled. Delete the others in Name Manager "
    "(copying a sheet often makes them).",
)
NOT_A_TABLE: Final = _T(
    "“{name}”是名称，不是表，没有填。选中标题行和下面一行，按 Ctrl+T 做成表，把表名改成“{name}”，再删掉这个名称。",
    "{name} is a name, not a Table, so it was not filled. Select the headings with a row below, press Ctrl+T, call the Table {name} and delete the name.",
)
NOT_A_NAME: Final = _T(
    "“{name}”是表，要填的却是{kind}。把表名改成“{table}”，或另取名称。",
    "{name} is a Table, but the name stands for {kind}. Call the Table {table}, or choose another name.",
)
A_CELL: Final = _T("一个单元格", "a cell")
A_BLOCK: Final = _T("一块要重复的区域", "a block that is repeated")
HOLDS_FORMULA: Final = _T(
    "这格里是公式，填了就没了，所以没有填。把名称“{name}”移到空单元格，公式再引用它。",
    "This cell holds a formula, which filling would wipe out, so it was not filled. Move the name {name} to a blank cell and let the formula "
    "refer to it.",
)
UNKNOWN_HEADING: Final = _T(
    "表“{table}”的标题“{heading}”不是这张表的列，这一列没有填。最接近的是“{near}”（或在标题的批注里写 [{key}]）；是你们自己的列就不用管。",
    "Heading '{heading}' of Table {table} is none of its columns, so that column was not filled. The nearest is '{near}' (or write [{key}] "
    "into a note on the heading); leave it if the column is your own.",
)
UNKNOWN_MARK: Final = _T(
    "批注里的 [{key}] 不是表“{table}”的列，这一列没有填。最接近的是 [{near}]。",
    "[{key}] in the note is no column of {table}, so that column was not filled. The nearest is [{near}].",
)
COLUMN_TWICE: Final = _T(
    "表“{table}”里“{heading}”和“{other}”是同一列，只填了前一个。改掉一个标题，或在批注里写明 [列名]。",
    "In Table {table} '{other}' and '{heading}' are the same column; only the first was filled. Change one of them, or write its [key] into a note.",
)
NO_COLUMN: Final = _T(
    "表“{table}”没有一个标题是认识的列，没有填。可用的列：{columns}。",
    "Table {table} has no heading that is a column, so it was not filled. Its columns are: {columns}.",
)
NO_HEADINGS: Final = _T(
    "表“{table}”没有标题行，没有填。在“表设计”里勾上“标题行”。",
    "Table {table} shows no headings, so it was not filled. Tick Header Row in Table Design.",
)
NO_ROOM: Final = _T(
    "表“{table}”要 {rows} 行，{at} 有{what}，只填了 {filled} 行，其余 {left} 行没有填。在下面空出 {left} 行，或把表挪到最下面{whole}。",
    "Table {table} needs {rows:row|rows}, but at {at} there is {what}: {filled} filled, {left} left out. Clear {left:row|rows} below it or move "
    "the Table to the bottom{whole}.",
)
IN_WHOLE: Final = _T("；“{name}”里是全的", "; {name} has them all")
BLOCK_NO_ROOM: Final = _T(
    "区域“{name}”要往下重复 {rows} 次，{at} 有{what}，只填了 {filled} 次，其余 {left} 次没有填。区域下面这几列里不要放东西。",
    "Block {name} is repeated {rows:time|times} downwards, but at {at} there is {what}: {filled} filled, {left} left out. Keep the cells below it free.",
)
BLOCK_TORN: Final = _T(
    "区域“{name}”只盖住合并单元格 {area} 的一部分，没有填。让名称把整块都包进去，或取消合并。",
    "Block {name} holds only a part of the merged cells {area}, so it was not filled. Let the name take them in whole, or unmerge them.",
)
CONTENT: Final = _T("内容“{text}”", "'{text}'")
A_MERGE: Final = _T("合并单元格 {area}", "the merged cells {area}")
ANOTHER_TABLE: Final = _T("表“{name}”", "Table {name}")
SHEET_END: Final = _T("工作表的末尾", "the end of the sheet")
PLACEHOLDER: Final = _T(
    "“{{{key}}}”不是“{table}”的列，原样留着。最接近的是 {{{near}}}。",
    "{{{key}}} is no column of {table} and was left as it is. The nearest is {{{near}}}.",
)
NO_PLACEHOLDER: Final = _T(
    "区域“{name}”里没有 {{列名}}，没有填。写上如 {{{example}}} 的文字。",
    "Block {name} holds no {{column}}, so it was not filled. Write something like {{{example}}} into its cells.",
)
BAD_TOP: Final = _T(
    "批注“{text}”看不懂。写成 top=5 这样，数字大于 0。",
    "The note '{text}' cannot be read. Write it like top=5, with a number above 0.",
)
BAD_COLUMN: Final = _T(
    "批注“{text}”里的“{column}”不是表“{table}”的列，没有照办。最接近的是“{near}”。",
    "The note '{text}' names '{column}', which is no column of {table}; it was not followed. The nearest is '{near}'.",
)
NO_ROWS_LEFT: Final = _T(
    "批注“{text}”一行也没有选中。这一列里有：{values}。",
    "The note '{text}' chooses no row at all. That column holds: {values}.",
)
TYPED_LEFT: Final = _T(
    "表“{table}”的“{heading}”里有 {count} 格是你们写的（{cells}），这次找不到对应的行，没有带过来；原文还在模板里。",
    "{count:cell|cells} of '{heading}' in Table {table} ({cells}) were typed by you, but their rows are not there this time, so they were not "
    "carried over; the template still has them.",
)
UNKNOWN_SHEET_MARK: Final = _T(
    "工作表名里的“{mark}”不认识，原样留着。可以写 {{month}} 或 {{person}}。",
    "'{mark}' in the name of the sheet means nothing and was left as it is. It may be {{month}} or {{person}}.",
)
NOT_REPEATED: Final = _T(
    "这张表要按人各做一张，但上面有{what}，不能复制。把它移到别的表，或去掉名称里的 {{person}}。",
    "This sheet is to be there for each person, but holds {what}, which cannot be copied. Move that to another sheet, or take {{person}} out "
    "of the name.",
)
NOBODY: Final = _T(
    "没有人可以做表：人员表里一个人也没有，这张表原样留着。",
    "There is nobody to make this sheet for: Team is empty, so it was left as it is.",
)
REFUSED: Final = _T("“{name}”没有填：{why}", "{name} was not filled: {why}")
ROWS: Final = _T("{title}，{rows} 行", "{title}, {rows:row|rows}")
NO_ROWS: Final = _T("{title}：{reason}", "{title}: {reason}")
STOPPED: Final = _T(
    "模板“{name}”还不能用，什么都没写。", "Template {name} cannot be used as it is; nothing was written."
)
