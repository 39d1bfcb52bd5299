"""The small configuration sheets: Settings, Score, Indicators, Lists, Rules, Waivers."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record
from sheetsales.texts import Text

SETTINGS = Record(
    key="settings",
    title=Text("参数", "Settings"),
    table="tblSettings",
    purpose=Text("团队名称、币种、日历和各种界线；改值即生效。", "Team name, currency, calendar and thresholds; change a value and it applies."),
    id_column="name",
    name_column="name",
    config=True,
    columns=(
        col("group", "分组", "Group", Kind.CHOICE, choices="setting_group", width=10, help=("参数属于哪一组。", "What it belongs to.")),
        col("name", "名称", "Name", required=True, width=22, help=("参数名称，不改。", "The setting's name; leave as it is.")),
        col("value", "值", "Value", Kind.ANY, width=20, help=("在这里改。", "Change it here.")),
        col("explain", "说明", "Explanation", Kind.NOTE, width=64, help=("这个参数管什么。", "What it governs.")),
    ),
)  # fmt: skip

SCORE = Record(
    key="score",
    title=Text("评分", "Score"),
    table="tblScore",
    purpose=Text("评价销售的各项权重，合计 100%。", "How people are scored; weights add up to 100 %."),
    id_column="code",
    name_column="measure",
    config=True,
    columns=(
        col("code", "编号", "Code", Kind.ID, required=True, width=8, help=("评分项编号。", "Code of the measure.")),
        col("dimension", "维度", "Dimension", width=14, help=("评价维度。", "The dimension.")),
        col("measure", "评分项", "Measure", required=True, width=22, help=("评什么。", "What is scored.")),
        col("weight", "权重", "Weight", Kind.PERCENT, required=True, width=9, help=("合计必须为 100%。", "All weights add up to 100 %.")),
        col("source", "依据", "Source", width=28, help=("数字从哪来。", "Where the figure comes from.")),
        col("formula", "算法", "Formula", Kind.NOTE, width=56, help=("怎么算分。", "How the points are worked out.")),
        col("direction", "方向", "Direction", Kind.CHOICE, choices="direction", width=10, help=("越高越好还是越低越好。", "Whether higher or lower is better.")),
    ),
)  # fmt: skip

INDICATORS = Record(
    key="indicators",
    title=Text("指标", "Indicators"),
    table="tblIndicators",
    purpose=Text("每个指标一个定义、一个目标、一条预警线。", "One definition, one target and one warning level for each indicator."),
    id_column="code",
    name_column="name",
    config=True,
    offered="name",
    offered_as="indicator",
    columns=(
        col("code", "代码", "Code", Kind.ID, required=True, width=20, help=("指标代码，目标表用它。", "The code Targets refers to.")),
        col("name", "名称", "Name", required=True, width=20, help=("指标名称。", "What it is called.")),
        col("meaning", "含义", "Meaning", Kind.NOTE, width=40, help=("说明什么。", "What it tells.")),
        col("formula", "算法", "Formula", Kind.NOTE, width=48, help=("怎么算。", "How it is worked out.")),
        col("target", "目标", "Target", Kind.ANY, width=14, help=("默认目标；空为不设。", "Default target; blank for none.")),
        col("direction", "方向", "Direction", Kind.CHOICE, choices="direction", width=10, help=("越高越好、越低越好或区间。", "Higher, lower or a range is better.")),
        col("warning", "预警线", "Warning level", Kind.ANY, width=14, help=("过了这条线就报警。", "Past this level it warns.")),
        col("cover", "封面", "Cover", Kind.INTEGER, width=8, help=("放在月报封面第几格，1–8；空的格子用默认指标。", "Its tile on a report's cover, 1 to 8; tiles that none is given keep the usual ones.")),
    ),
)  # fmt: skip

LISTS = Record(
    key="lists",
    title=Text("选项", "Lists"),
    table="tblLists",
    purpose=Text("下拉框里的选项；自己的选项加在同一列表下面即可。", "What the drop-downs offer; add your own rows to a list."),
    config=True,
    columns=(
        col("list", "列表", "List", required=True, width=16, help=("属于哪个列表。", "The list it belongs to.")),
        col("code", "代码", "Code", Kind.ID, required=True, width=16, help=("英文短码。", "A short code.")),
        col("zh", "中文", "Chinese", width=20, help=("中文显示。", "What Chinese workbooks show.")),
        col("en", "英文", "English", width=20, help=("英文显示。", "What English workbooks show.")),
    ),
)  # fmt: skip

RULES = Record(
    key="rules",
    title=Text("规则", "Rules"),
    table="tblRules",
    purpose=Text("打开、关闭规则或改严重程度；也可写自己的规则。", "Switch rules on or off, change their severity, or write your own."),
    id_column="code",
    name_column="name",
    config=True,
    columns=(
        col("code", "编号", "Code", Kind.ID, required=True, width=9, help=("规则编号，如 SS301 或 M01。", "Such as SS301 or M01.")),
        col("name", "名称", "Name", width=30, help=("规则名称。", "What it is called.")),
        col("on", "启用", "On", Kind.YES_NO, required=True, width=8, help=("是否检查。", "Whether it is checked.")),
        col("severity", "严重程度", "Severity", Kind.CHOICE, choices="severity", width=11, help=("错误、提醒或信息。", "Error, warning or information.")),
        col("table", "数据表", "Table", width=14, help=("查哪张表。", "The table it looks at.")),
        col("condition", "条件", "Condition", Kind.NOTE, width=60, help=("Excel 公式，成立即报。", "An Excel formula; a row is reported where it holds.")),
        col("message_zh", "中文提示", "Chinese message", Kind.NOTE, width=44, help=("报什么。", "What it says in Chinese.")),
        col("message_en", "英文提示", "English message", Kind.NOTE, width=44, help=("英文提示。", "What it says in English.")),
    ),
)  # fmt: skip

WAIVERS = Record(
    key="waivers",
    title=Text("豁免", "Waivers"),
    table="tblWaivers",
    purpose=Text("经批准不报的个别情况，要有原因和期限。", "Single cases that are approved exceptions, with reason and end date."),
    blank_rows=5,
    config=True,
    columns=(
        col("code", "规则", "Rule", Kind.ID, required=True, width=10, help=("规则编号。", "Code of the rule.")),
        col("record_id", "记录编号", "Record ID", Kind.ID, required=True, width=14, help=("豁免哪条记录。", "The record it is for.")),
        col("reason", "原因", "Reason", Kind.NOTE, required=True, width=44, help=("谁批的、为什么。", "Who approved it and why.")),
        col("until", "有效期至", "Until", Kind.DATE, required=True, width=13, help=("到这天为止，含当天。", "The last day it holds.")),
    ),
)  # fmt: skip
