"""The sheets that hold the sales process itself: Stages, Steps, Compliance, Customer upkeep."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record
from sheetsales.texts import Text

STAGES = Record(
    key="stages",
    title=Text("流程阶段", "Stages"),
    table="tblStages",
    purpose=Text("销售流程的阶段和规矩；改这里，检查就照新的来。", "The stages of the process and their rules; change them here and the check follows."),
    id_column="code",
    name_column="name_zh",
    other_names=("name_en",),
    config=True,
    offered_as="stage",
    columns=(
        col("code", "代码", "Code", Kind.ID, required=True, width=11, help=("英文短码，定下后不改。", "A short code; never changed once used.")),
        col("order", "顺序", "Order", Kind.INTEGER, required=True, width=7, help=("从 1 起，不重复。", "From 1, no two alike.")),
        col("name_zh", "中文名称", "Chinese name", width=16, help=("下拉框里显示的名称。", "The name Chinese workbooks show.")),
        col("name_en", "英文名称", "English name", width=18, help=("英文工作簿显示的名称。", "The name English workbooks show.")),
        col("kind", "类别", "Kind", Kind.CHOICE, choices="stage_kind", required=True, width=9, help=("在手、成交、输单、售后、暂缓或筹划。", "Open, won, lost, after-sales, on hold or planning.")),
        col("win_probability", "赢率", "Win probability", Kind.PERCENT, width=11, help=("从本阶段最终成交的机会。", "The chance of winning from this stage.")),
        col("max_days", "期限", "Limit", Kind.INTEGER, unit=("天", "days"), width=10, help=("最多停留几个日历日；空为不限。", "Calendar days at most; blank for no limit.")),
        col("role", "责任角色", "Responsible", Kind.CHOICE, choices="role", width=11, help=("谁对本阶段负责。", "Who answers for the stage.")),
        col("person", "指定责任人", "Named person", Kind.REF, ref="team", width=13, help=("由一个人负责时写他的姓名；空为按角色。", "The one person who answers for it; blank goes by the role.")),
        col("deputy", "代理人", "Deputy", Kind.REF, ref="team", width=12, help=("责任人不在时由谁来做。", "Who stands in while that person is away.")),
        col("objective", "目的", "Objective", Kind.NOTE, width=36, help=("本阶段要达到什么。", "What the stage is to achieve.")),
        col("entry", "进入标准", "Entry standard", Kind.NOTE, width=40, help=("满足什么才算进入。", "What must hold to enter.")),
        col("exit", "完成标准", "Exit standard", Kind.NOTE, width=40, help=("满足什么才算走完。", "What must hold to move on.")),
        col("limit_from", "期限起算", "Limit counts from", Kind.CHOICE, choices="limit_from", folded=True, width=14, help=("从进入阶段日或交付日起算。", "From entering the stage or from delivery.")),
        col("min_activities", "最少跟进", "Least activities", Kind.INTEGER, folded=True, width=13, help=("本阶段至少几次跟进。", "Activities the stage needs at least.")),
        col("contact_every_days", "联系间隔", "Contact every", Kind.INTEGER, folded=True, unit=("工作日", "working days"), width=16, help=("至少每几个工作日联系一次。", "At least one contact in so many working days.")),
        col("required_fields", "必填列", "Required columns", Kind.NOTE, folded=True, width=40, help=("处于本阶段必须填好的列，用、隔开。", "Columns that must be filled in this stage, separated by commas.")),
        col("next_allowed", "可去", "Next stages", folded=True, width=28, help=("可以去的阶段代码；- 为终点，@back 为原阶段。", "Codes it may go to; - ends the path, @back is where it came from.")),
        col("may_be_skipped", "可跳过", "May be skipped", Kind.YES_NO, folded=True, width=13, help=("能否跳过本阶段。", "Whether deals may skip it.")),
        col("may_go_back", "可回退", "May go back", Kind.YES_NO, folded=True, width=12, help=("能否从本阶段退回。", "Whether deals may move back from it.")),
        col("compliance", "合规检查", "Compliance checks", Kind.LIST, folded=True, width=16, help=("离开前要答复的检查编号。", "Checks to be answered before leaving.")),
    ),
)  # fmt: skip

STEPS = Record(
    key="steps",
    title=Text("流程步骤", "Steps"),
    table="tblSteps",
    purpose=Text("每个阶段按顺序做哪些事、做到什么程度、多久做完。", "What is done in each stage, in order, how well and by when."),
    id_column="code",
    name_column="step",
    config=True,
    offered="code",
    offered_as="step",
    columns=(
        col("stage", "阶段", "Stage", Kind.REF, ref="stages", required=True, width=14, help=("属于哪个阶段。", "The stage it belongs to.")),
        col("order", "顺序", "Order", Kind.INTEGER, required=True, width=7, help=("阶段内的顺序。", "Order within the stage.")),
        col("code", "代码", "Code", Kind.ID, required=True, width=8, help=("步骤代码，不重复。", "A unique code.")),
        col("step", "步骤", "Step", required=True, width=18, help=("步骤名称。", "What it is called.")),
        col("objective", "目的", "Objective", Kind.NOTE, width=34, help=("为什么做这一步。", "What the step is for.")),
        col("what", "做什么", "What to do", Kind.NOTE, width=44, help=("具体怎么做。", "How it is done.")),
        col("standard", "标准", "Standard", Kind.NOTE, width=36, help=("做到什么程度算完成。", "What counts as done.")),
        col("role", "责任角色", "Responsible", Kind.CHOICE, choices="role", required=True, width=11, help=("谁来做。", "Who does it.")),
        col("person", "指定责任人", "Named person", Kind.REF, ref="team", width=13, help=("由一个人做时写他的姓名；空为按角色。", "The one person who does it; blank goes by the role.")),
        col("deputy", "代理人", "Deputy", Kind.REF, ref="team", width=12, help=("责任人不在时由谁来做。", "Who stands in while that person is away.")),
        col("due_days", "期限", "Due in", Kind.INTEGER, unit=("工作日", "working days"), width=14, help=("进入阶段后几个工作日内完成。", "Working days after entering the stage.")),
        col("hours", "工时", "Hours", Kind.NUMBER, folded=True, width=8, help=("熟手要用几小时。", "Hours an experienced rep needs.")),
        col("skill", "所需技能", "Needs skill", folded=True, width=12, help=("需要的技能。", "The skill it takes.")),
        col("evidence", "证据", "Evidence", folded=True, width=34, help=("哪一列或哪种跟进能证明做过。", "The column or activity that proves it.")),
        col("evidence_when", "证据条件", "Evidence when", folded=True, width=24, help=("什么情况下才要证据；空为总要。", "When the evidence is due; blank means always.")),
        col("document", "产出文件", "Document", folded=True, width=18, help=("本步产出的文件。", "The document it produces.")),
    ),
)  # fmt: skip

COMPLIANCE = Record(
    key="compliance",
    title=Text("合规", "Compliance"),
    table="tblCompliance",
    purpose=Text("离开阶段前要能证明的合规检查。", "Compliance checks that must be provable before a deal moves on."),
    id_column="code",
    name_column="check",
    config=True,
    columns=(
        col("code", "编号", "Code", Kind.ID, required=True, width=8, help=("检查编号。", "Code of the check.")),
        col("check", "检查", "Check", Kind.NOTE, required=True, width=56, help=("检查什么。", "What is checked.")),
        col("proof", "证明", "Proof", Kind.NOTE, width=36, help=("怎样算有证明。", "What proves it.")),
        col("evidence", "证据", "Evidence", width=36, help=("哪一列证明。", "The column that proves it.")),
        col("severity", "严重程度", "Severity", Kind.CHOICE, choices="severity", width=10, help=("没有证明时按什么程度报。", "How a missing proof is reported.")),
    ),
)  # fmt: skip

UPKEEP = Record(
    key="upkeep",
    title=Text("客户维护", "Upkeep"),
    table="tblUpkeep",
    purpose=Text("什么类型、什么等级的客户，多久联系一次、怎么维护。", "How often and how each type and grade of customer is looked after."),
    config=True,
    columns=(
        col("type", "类型", "Type", Kind.CHOICE, choices="customer_type", required=True, width=10, help=("客户类型。", "Customer type.")),
        col("grade", "等级", "Grade", Kind.CHOICE, choices="grade", required=True, width=8, help=("客户等级。", "Customer grade.")),
        col("cadence_days", "联系周期", "Contact every", Kind.INTEGER, unit=("天", "days"), required=True, width=14, help=("最长几个日历日联系一次。", "Calendar days between contacts at most.")),
        col("channels", "方式", "Channels", Kind.LIST, choices="activity_kind", width=16, help=("用什么方式联系。", "How to get in touch.")),
        col("how", "怎么联系", "How", Kind.NOTE, width=44, help=("联系的做法。", "How contact is kept.")),
        col("record", "记什么", "What to record", Kind.NOTE, width=40, help=("要记录的数据。", "Data to keep.")),
        col("service", "服务", "Service", Kind.NOTE, width=40, help=("享受什么服务。", "The service they get.")),
        col("tasks", "任务", "Tasks", Kind.NOTE, width=40, help=("由此产生的任务。", "Tasks that arise.")),
    ),
)  # fmt: skip
