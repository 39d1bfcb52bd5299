"""Load findings on any cell and on numbers."""

from sheetsales.book.load_rules.rule import load_rule
from sheetsales.findings import Severity

ERROR_CELL = load_rule(
    "SS011", "error-cell", Severity.ERROR,
    title=("单元格是错误值", "A cell shows an error"),
    why=("错误值读不出内容，还会传染到用到它的公式。", "An error holds no value and spreads to every formula that uses it."),
    fix=("改正公式，或直接填值。", "Mend the formula or type the value."),
    message=("{cell} 的{column}显示 {value}，读不出内容。", "{cell} shows {value} under {column}, so its value is unknown."),
    hint=("请改正这个公式，或直接填上值。", "Mend the formula there, or type the value."),
    many=("{in_sheet}的{column}列有 {count} 个单元格是错误值，第一个是 {cell} 的 {value}。", "{count} cells under {column} in {sheet} show an error, the first {value} at {cell}."),
)  # fmt: skip

UNCACHED_FORMULA = load_rule(
    "SS012", "formula-without-value", Severity.WARNING,
    title=("公式没有算出的值", "A formula without a value"),
    why=("文件由程序生成、没在 Excel 里算过，公式还没有结果。", "The file was made by a program and never calculated, so the formula has no result yet."),
    fix=("用 Excel 打开，保存一次。", "Open the file in Excel and save it once."),
    message=("{cell} 的{column}是公式，但文件里没有存结果，本次按空白处理。", "{cell} holds a formula under {column} with no stored result; it was read as blank."),
    hint=("请用 Excel 打开工作簿，等它算完后保存，再检查一次。", "Open the workbook in Excel, let it calculate, save it, and check again."),
    many=("{in_sheet}的{column}列有 {count} 个公式没有存结果，第一个在 {cell}，都按空白处理。", "{count} formulas under {column} in {sheet} have no stored result, the first at {cell}; they were read as blank."),
)  # fmt: skip

FORMULA_OVERWRITTEN = load_rule(
    "SS034", "formula-overwritten", Severity.WARNING,
    title=("公式被手填的值盖掉", "A formula overwritten by a value"),
    why=("整列都是公式，只有这一格是手填的，别处改了它也不跟着变。", "The column is calculated; a cell typed over stays as it is when everything else changes."),
    fix=("从上一行把公式往下填。", "Fill the formula down again."),
    message=("{cell} 的{column}是手填的“{value}”，这一列别的行都是公式。", "{cell} holds '{value}' typed over a formula; the other rows of {column} are calculated."),
    hint=("请选中上一行的公式，往下填充到这一格。", "Select the formula above and fill it down into this cell."),
    many=("{in_sheet}的{column}列有 {count} 格公式被手填的值盖掉，第一处在 {cell}。", "{count} formulas under {column} in {sheet} are overwritten by values, the first at {cell}."),
)  # fmt: skip

REQUIRED_MISSING = load_rule(
    "SS013", "required-value-missing", Severity.ERROR,
    title=("必填项为空", "A required cell is blank"),
    why=("缺这一项，记录就没人负责、没法归类或算不进去。", "Without it nobody answers for the record, or it cannot be placed or counted."),
    fix=("补上。", "Fill it in."),
    message=("{cell} 的{column}为空，这是{record}的必填项。", "{cell} is blank: {record} has no {column}."),
    hint=("请补上{column}。", "Fill in {column}."),
    many=("{in_sheet}的{column}列有 {count} 行为空（共 {base} 行），第一行在 {cell}。", "{column} is blank in {count} of {base} rows of {sheet}, the first at {cell}."),
)  # fmt: skip

NOT_A_NUMBER = load_rule(
    "SS014", "not-a-number", Severity.ERROR,
    title=("应是数字，读不出来", "Not a number"),
    why=("读不出数字，合计和检查都不含它。", "What cannot be read as a number is left out of totals and checks."),
    fix=("改成数字；没有就留空。", "Enter a number, or leave it blank."),
    message=("{cell} 的{column}“{value}”不是数字，本次按未知处理。", "{cell} says '{value}' under {column}, which is no number; it counts as unknown."),
    hint=("请填数字，单位写在表头；暂时没有就留空。", "Enter the number alone, with its unit in the heading; leave it blank if there is none yet."),
    many=("{in_sheet}的{column}列有 {count} 个单元格不是数字，第一个是 {cell} 的“{value}”。", "{count} cells under {column} in {sheet} hold no number, the first '{value}' at {cell}."),
)  # fmt: skip

NUMBER_AS_TEXT = load_rule(
    "SS015", "number-as-text", Severity.ERROR,
    title=("数字存成了文本", "A number stored as text"),
    why=("文本数字在 Excel 的合计和排序里不算数。", "Excel leaves numbers stored as text out of totals and sorts them apart."),
    fix=("改成真正的数字。", "Turn it into a real number."),
    message=("{cell} 的{column}“{value}”是文本，Excel 合计时不会计入。", "{cell} holds '{value}' as text, so Excel's totals of {column} leave it out."),
    hint=("请改成数字 {number}。", "Enter it as the number {number}."),
    many=("{in_sheet}的{column}列有 {count} 个数字存成了文本，第一个是 {cell} 的“{value}”，Excel 合计时不会计入。",
          "{count} numbers under {column} in {sheet} are stored as text, the first '{value}' at {cell}; Excel's totals leave them out."),
)  # fmt: skip

TWO_READINGS = load_rule(
    "SS038", "number-read-two-ways", Severity.ERROR,
    title=("数字有两种读法", "A number that can be read two ways"),
    why=("12.500 可以是一万二千五，也可以是十二点五；猜错就差一千倍，所以不猜，也不计入合计。",
         "12.500 may be twelve and a half or twelve thousand five hundred; a wrong guess is off a thousandfold, so none is made and no total counts it."),
    fix=("改成真正的数字。", "Enter it as a real number."),
    message=("{cell} 的{column}“{value}”可以读成 {one}，也可以读成 {other}，本次按未知处理。", "{cell} says '{value}' under {column}, which may mean {one} or {other}; it counts as unknown."),
    hint=("请改成数字：{one} 或 {other}。", "Enter it as a number, {one} or {other}."),
    many=("{in_sheet}的{column}列有 {count} 个数字有两种读法，第一个是 {cell} 的“{value}”，本次按未知处理。", "{count} cells under {column} in {sheet} can be read two ways, the first '{value}' at {cell}; they count as unknown."),
)  # fmt: skip

UNIT_BY_FORMAT = load_rule(
    "SS067", "unit-by-number-format", Severity.INFO,
    title=("单位写在数字格式里", "A unit in the number format"),
    why=("格子里存的是 12，显示成 12万元：看的人按 12 万算，程序按 12 算，差一万倍。所以按显示的单位读，并说一声。",
         "A cell holds 12 and shows 12万元 or 12k: people read it with the unit, a program without. So it is read as it shows, and said."),
    fix=("不用管；不是这个意思的，换成不带单位的数字格式。", "Nothing to do; if that is not meant, give the cells a number format without a unit."),
    message=("{in_sheet}的{column}列，单位在数字格式里：{cell} 存的是 {stored}，显示成“{shown}”，本次读作 {read}。这样读的共 {count} 格。",
             "{sheet} shows a unit under {column} by number format: {cell} holds {stored} and shows '{shown}', so it was read as {read}. Cells read so: {count}."),
    hint=("读得不对的，把格子换成不带单位的数字格式；最清楚的是把单位写进列名。",
          "If that is not meant, give the cells a number format without a unit; clearest is to say the unit in the heading."),
)  # fmt: skip

UNIT_IN_DOUBT = load_rule(
    "SS068", "unit-in-doubt", Severity.ERROR,
    title=("看不准是什么单位的数", "A number whose unit is in doubt"),
    why=("列名、数字格式和旁边的格子说的单位不一样，猜错就差千倍万倍，所以不猜，也不计入合计。",
         "Heading, number format and the cells beside it say different units; a wrong guess is off a thousandfold, so none is made and no total counts it."),
    fix=("让单元格的数字格式和列名说同一个单位。", "Let the number format of the cells and the heading say the same unit."),
    message=("{cell} 的{column}显示成“{shown}”，可能是 {one}，也可能是 {other}，本次按未知处理。",
             "{cell} shows '{shown}' under {column}, which may mean {one} or {other}; it counts as unknown."),
    hint=("请让这一列的数字格式和列名说同一个单位（或都不带单位），再看数字对不对。",
          "Give the column one number format that says the unit of its heading, or none, and see that the number is right."),
    many=("{in_sheet}的{column}列有 {count} 个数看不准单位，第一个是 {cell}，显示成“{shown}”，可能是 {one}，也可能是 {other}；都按未知处理。",
          "{count} numbers under {column} in {sheet} leave their unit in doubt, the first at {cell}, which shows '{shown}' and may mean {one} or {other}; they count as unknown."),
    many_severity=Severity.ERROR,
)  # fmt: skip

FOREIGN_AMOUNT = load_rule(
    "SS036", "amount-in-another-currency", Severity.ERROR,
    title=("金额里写着别的币种", "An amount that names another currency"),
    why=("别的币种不能和本币直接相加；写在金额格里，Excel 也不会合计。",
         "Another currency cannot be added to the workbook's own, and as text in the cell Excel adds it to nothing."),
    fix=("金额格只填数字，币种写在币种列；没有汇率的，在参数表的汇率表里补上。",
         "Enter the number alone and its currency under Currency; add a missing rate to the rate table in Settings."),
    message=("{cell} 的{column}“{value}”是 {currency}，{effect}。", "{cell} says '{value}' under {column}, which is {currency}; {effect}."),
    hint=("请在金额里填 {number}，在币种列写 {currency}。", "Enter the number {number}, and {currency} under Currency."),
    many=("{in_sheet}的{column}列有 {count} 个金额写着别的币种，第一个是 {cell} 的“{value}”；没有汇率的不计入合计。",
          "{count} amounts under {column} in {sheet} name another currency, the first '{value}' at {cell}; those without a rate are in no total."),
)  # fmt: skip

NOT_A_WHOLE_NUMBER = load_rule(
    "SS016", "not-a-whole-number", Severity.ERROR,
    title=("应是整数", "Not a whole number"),
    why=("天数、次数、顺序只能是整数。", "Days, counts and orders are whole numbers."),
    fix=("改成整数。", "Enter a whole number."),
    message=("{cell} 的{column}是 {value}，这里要填整数。", "{cell} shows {value} under {column}, which takes whole numbers."),
    hint=("请改成整数。", "Enter a whole number."),
    many=("{in_sheet}的{column}列有 {count} 个单元格不是整数，第一个是 {cell} 的 {value}。", "{count} cells under {column} in {sheet} are no whole numbers, the first {value} at {cell}."),
)  # fmt: skip

NUMBER_OUT_OF_REACH = load_rule(
    "SS035", "number-out-of-reach", Severity.ERROR,
    title=("数字大得离谱", "A number beyond all reason"),
    why=("一个多敲了零的数，会把所有合计、排名和图表带偏。", "One number with a row of zeros too many swamps every total, ranking and chart."),
    fix=("改成真实的数。", "Enter the real number."),
    message=("{cell} 的{column}“{value}”超过了 {most}，本次按未知处理。", "{cell} says '{value}' under {column}, more than {most}; it counts as unknown."),
    hint=("请改成真实的数；暂时没有就留空。", "Enter the real number, or leave it blank if there is none yet."),
    many=("{in_sheet}的{column}列有 {count} 个数超过了 {most}，第一个是 {cell} 的“{value}”，都按未知处理。",
          "{count} numbers under {column} in {sheet} are more than {most}, the first '{value}' at {cell}; they count as unknown."),
)  # fmt: skip

PERCENT_AS_WHOLE = load_rule(
    "SS017", "percent-as-whole-number", Severity.ERROR,
    title=("百分比填成了整数", "A percentage typed as a whole number"),
    why=("百分比列里的 75 是 7500%。", "Under a percentage, 75 means 7,500 %."),
    fix=("填 75% 或 0.75。", "Enter 75 % or 0.75."),
    message=("{cell} 的{column} {value} 会被当成 {percent}，超过 100%。", "{cell} shows {value} under {column}, which means {percent}, more than 100 %."),
    hint=("请输入 {suggestion}。", "Enter {suggestion}."),
    many=("{in_sheet}的{column}列有 {count} 个值大于 1，会被当成百分之几百以上，第一个是 {cell} 的 {value}。",
          "{count} values under {column} in {sheet} are above 1 and so above 100 %, the first {value} at {cell}."),
)  # fmt: skip

PERCENT_NEGATIVE = load_rule(
    "SS018", "negative-percentage", Severity.ERROR,
    title=("百分比是负数", "A percentage below zero"),
    why=("概率、折扣、占比都在 0 到 100% 之间。", "Probabilities, discounts and shares lie between 0 and 100 %."),
    fix=("改成 0 到 100% 之间的值。", "Enter a value from 0 to 100 %."),
    message=("{cell} 的{column}是 {percent}，小于 0。", "{cell} shows {percent} under {column}, below zero."),
    hint=("请改成 0 到 100% 之间的值。", "Enter a value from 0 to 100 %."),
    many=("{in_sheet}的{column}列有 {count} 个负数，第一个在 {cell}。", "{count} values under {column} in {sheet} are below zero, the first at {cell}."),
)  # fmt: skip
