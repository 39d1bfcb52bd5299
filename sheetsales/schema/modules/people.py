"""The module People: Commission plans, Commission, Training, Development, Evaluations, Headcount."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.modules import sheet_of
from sheetsales.schema.record import Record, Signal
from sheetsales.texts import Text

COMMISSION_PLANS = Record(
    key="commission_plans",
    title=sheet_of("commission_plans").title,
    table=sheet_of("commission_plans").table,
    purpose=Text("提成档位、系数、奖金、封顶，一条规则一行。", "Tiers, factors, bonuses and caps, one rule a row."),
    module="people",
    home="people",
    blank_rows=20,
    anchors=(("value",), ("from", "to"), ("plan", "kind", "applies_to")),
    columns=(
        col("kind", "类别", "Kind", Kind.CHOICE, choices="plan_kind", required=True, width=10, example=("档位", "Tier"), help=("档位、系数、封顶、分成、奖金、保底、荣誉、并列、说明。", "Tier, factor, cap, share, bonus, guarantee, honour, tie-break, rule.")),
        col("plan", "方案", "Plan", required=True, width=12, example=("REP-2026", "REP-2026"), help=("方案代码；同代码各行合成一个方案。", "Its code; rows with one code make one plan.")),
        col("name", "名称", "Name", width=18, example=("销售提成", "Rep commission"), help=("给人看的名称。", "What people call it.")),
        col("applies_to", "适用", "Applies to", width=18, example=("rep:junior,mid", "rep:junior,mid"), help=("角色，可加级别：rep:junior,mid。", "A role, with levels if need be: rep:junior,mid.")),
        col("basis", "依据", "Basis", width=14, example=("attainment", "attainment"), help=("attainment 按完成率，amount 按金额，discount 按折扣。", "attainment, amount or discount.")),
        col("period", "周期", "Period", width=10, example=("quarter", "quarter"), help=("month、quarter、year 或 deal。", "month, quarter, year or deal.")),
        col("from", "下限", "From", Kind.NUMBER, width=10, example=("0.6", "0.6"), help=("完成率写 0.6，金额写元；系数行从“超过”这个数起。", "0.6 for attainment, full units for money; a factor applies above it.")),
        col("to", "上限", "To", Kind.NUMBER, width=10, example=("1", "1"), help=("最高一档留空；系数行含这个数。", "Blank on the top tier; a factor includes it.")),
        col("value", "值", "Value", Kind.NUMBER, width=10, example=("0.025", "0.025"), help=("档位、系数、分成填比例，其余填金额。", "A rate for tiers, factors and shares, else money.")),
        col("gate", "条件", "Gate", width=24, example=("satisfaction>=0.85", "satisfaction>=0.85"), help=("不满足时按下一档（没有下一档按 0）。", "Where it fails, the tier below applies.")),
        col("note", "说明", "Note", Kind.NOTE, width=36, help=("用大白话写给销售看。", "In plain words, for the reps.")),
    ),
)  # fmt: skip

COMMISSION = Record(
    key="commission",
    title=sheet_of("commission").title,
    table=sheet_of("commission").table,
    purpose=Text("sheetsales 算，主管批，财务发；批过的行不再改。", "Worked out by sheetsales, approved by the manager; approved rows never change."),
    money_column="amount",
    owner_column="person",
    module="people",
    home="people",
    blank_rows=1,
    anchors=(("person",), ("amount",), ("rate", "base")),
    columns=(
        col("period", "期间", "Period", Kind.PERIOD, written=True, width=11, example=("2026Q3", "2026Q3"), help=("算哪一期。", "The period paid for.")),
        col("person", "人员", "Person", Kind.REF, ref="team", written=True, width=14, example=("林晓燕", "Laura Bennett"), help=("发给谁。", "Who is paid.")),
        col("plan", "方案", "Plan", written=True, width=14, example=("SEN-2026", "SEN-2026"), help=("按哪个方案或奖项。", "The plan or bonus.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", written=True, width=12, example=("O-0086", "O-0086"), help=("哪单；奖金类为空。", "The deal; blank for bonuses.")),
        col("base", "基数", "Base", Kind.MONEY, written=True, width=14, example=("378100", "378100"), help=("乘过系数和分成之后的基数。", "After factor and share.")),
        col("rate", "比例", "Rate", Kind.PERCENT, written=True, width=9, example=("3.03%", "3.03%"), help=("本期实际提成率。", "The effective rate of the period.")),
        col("amount", "提成", "Commission", Kind.MONEY, written=True, width=14, example=("11456.43", "11456.43"), help=("应发；扣回为负。", "Payable; clawbacks are negative.")),
        col("kind", "类别", "Kind", Kind.CHOICE, choices="pay_kind", written=True, width=14, help=("提成、扣回、保底、奖金、荣誉、补差、结转、暂扣或释放。", "Commission, clawback, guarantee, bonus, honour, adjustment, carried, held or released.")),
        col("share", "分成", "Share", Kind.PERCENT, written=True, width=9, help=("本人占这单几成。", "The person's share of the deal.")),
        col("factor", "系数", "Factor", Kind.NUMBER, written=True, width=9, help=("折扣或回款天数的系数。", "Factor by discount or days late.")),
        col("why", "怎么算的", "How it came about", Kind.NOTE, written=True, width=50, help=("一步步写明，本人看得懂。", "Step by step, for the person to follow.")),
        col("status", "状态", "Status", Kind.CHOICE, choices="pay_status", width=10, example=("草稿", "Draft"), help=("草稿、已批、已发；已批的行不再重算。", "Draft, approved or paid; approved rows are not worked out again.")),
        col("approved_by", "审批人", "Approved by", Kind.REF, ref="team", width=14, example=("周敏", "Helen Marsh"), help=("谁批的。", "Who approved it.")),
        col("confirmed_on", "本人确认", "Confirmed on", Kind.DATE, width=14, help=("本人看过并确认的日期。", "The day the person saw and agreed it.")),
        col("query", "异议", "Query", Kind.NOTE, width=26, help=("本人有疑问时写在这里。", "The person's own question.")),
        col("receipt", "回款", "Receipt", Kind.REF, ref="receipts", folded=True, written=True, width=12, help=("按回款计提的，是哪一笔。", "On cash basis, which receipt.")),
        col("paid_on", "发放日期", "Paid on", Kind.DATE, folded=True, width=13, help=("发放日期。", "The day it was paid.")),
    ),
)  # fmt: skip

TRAINING = Record(
    key="training",
    title=sheet_of("training").title,
    table=sheet_of("training").table,
    purpose=Text("一场培训一行：应到谁、实到谁。", "One row a session: who was due, who came."),
    id_column="id",
    name_column="topic",
    id_prefix="TR",
    module="people",
    blank_rows=20,
    anchors=(("topic",), ("date",), ("person", "trainer", "hours", "expected")),
    columns=(
        col("id", "编号", "ID", Kind.ID, width=9, example=("TR-007", "TR-007"), help=("留空由检查自动补。", "Leave blank and the check fills it.")),
        col("date", "日期", "Date", Kind.DATE, required=True, width=13, example=("2026-10-14", "2026-10-14"), help=("哪天培训。", "The day of the session.")),
        col("topic", "主题", "Topic", required=True, width=28, example=("竞品应对话术", "Answering competitors"), help=("讲什么，或哪版流程。", "What about, or which SOP version.")),
        col("kind", "类别", "Kind", Kind.CHOICE, choices="training_kind", width=10, example=("竞品", "Competitors"), help=("产品、市场、竞品、技巧或流程。", "Product, market, competitors, skills or process.")),
        col("expected", "应到", "Due to attend", Kind.LIST, ref="team", required=True, width=24, example=("全员", "all"), help=("应参加的人，用、隔开；全员写“全员”。", "Who was due, separated by commas; 'all' for everyone.")),
        col("person", "实到", "Attended", Kind.LIST, ref="team", width=24, example=("陈立群、林晓燕", "Daniel Cole, Laura Bennett"), help=("到了的人；补训另起一行。", "Who came; a repeat session is a row of its own.")),
        col("trainer", "讲师", "Trainer", folded=True, width=12, help=("谁讲的。", "Who gave it.")),
        col("score", "成绩", "Score", Kind.NUMBER, folded=True, width=9, help=("有考核的一人一行填分数，60 及格。", "Where there is a test, one row a person; 60 passes.")),
        col("hours", "课时", "Hours", Kind.NUMBER, folded=True, width=8, example=("2", "2"), help=("几小时。", "Length in hours.")),
        col("sop_version", "流程版本", "SOP version", Kind.REF, ref="sop_revisions", folded=True, width=12, example=("V2.1", "V2.1"), help=("讲的是哪版流程。", "The version taught.")),
        col("notes", "备注", "Notes", Kind.NOTE, folded=True, width=30, help=("材料在资料库的编号等。", "Such as the library number of the slides.")),
    ),
)  # fmt: skip

DEVELOPMENT = Record(
    key="development",
    title=sheet_of("development").title,
    table=sheet_of("development").table,
    purpose=Text("每人每年两三行，补短板、长本事。", "Two or three rows a person a year."),
    id_column="id",
    name_column="goal",
    id_prefix="DP",
    owner_column="person",
    module="people",
    home="people",
    blank_rows=20,
    signals=(
        Signal('AND(ISNUMBER({due}),{due}<TODAY(),NOT(OR({status}="{task_status:done}",{status}="{task_status:cancelled}")))', "due", "due", "watch"),
    ),
    anchors=(("person",), ("goal",), ("action", "due", "coach", "skill")),
    columns=(
        col("id", "编号", "ID", Kind.ID, width=9, example=("DP-003", "DP-003"), help=("留空由检查自动补。", "Leave blank and the check fills it.")),
        col("person", "人员", "Person", Kind.REF, ref="team", required=True, width=14, example=("孙可", "Sophie Kerr"), help=("谁的计划。", "Whose plan.")),
        col("goal", "发展目标", "Goal", required=True, width=28, example=("独立完成谈判", "Negotiates alone"), help=("做到什么程度，能看得见。", "What will be visibly different.")),
        col("action", "做什么", "What is done", Kind.NOTE, width=34, help=("跟访、演练、读什么、带什么单。", "Shadowing, practice, reading, a deal to lead.")),
        col("due", "期限", "Due", Kind.DATE, required=True, width=13, example=("2026-12-31", "2026-12-31"), help=("哪天看结果。", "The day it is looked at.")),
        col("coach", "辅导人", "Coach", Kind.REF, ref="team", width=14, example=("陈立群", "Daniel Cole"), help=("谁带。", "Who coaches.")),
        col("skill", "补的技能", "Skill", width=12, example=("谈判", "negotiation"), help=("用人员表里的技能名；完成后加到人员表。", "As named in Team; add it there once done.")),
        col("status", "状态", "Status", Kind.CHOICE, choices="task_status", width=10, example=("进行中", "Doing"), help=("待办、进行中、完成或取消。", "Open, doing, done or cancelled.")),
        col("result", "结果", "Result", Kind.NOTE, folded=True, width=30, help=("到期时怎么样。", "How it stood on the day.")),
    ),
)  # fmt: skip

EVALUATIONS = Record(
    key="evaluations",
    title=sheet_of("evaluations").title,
    table=sheet_of("evaluations").table,
    purpose=Text("每人每季一行，八项各打 1 到 5 分。", "One row a person a quarter, eight items scored 1 to 5."),
    module="people",
    home="people",
    blank_rows=20,
    anchors=(("person",), ("period",), ("attitude", "service_quality", "evaluator", "teamwork")),
    columns=(
        col("period", "期间", "Period", Kind.PERIOD, required=True, width=11, example=("2026Q3", "2026Q3"), help=("2026Q3 或 2026-10。", "2026Q3 or 2026-10.")),
        col("person", "被评价人", "Person", Kind.REF, ref="team", required=True, width=14, example=("吴昊", "Owen Hughes"), help=("评谁。", "Who is rated.")),
        col("evaluator", "评价人", "Rated by", Kind.REF, ref="team", required=True, width=14, example=("周敏", "Helen Marsh"), help=("直接上级；不能自评。", "The direct manager; never oneself.")),
        col("commitments", "守信", "Commitments", Kind.INTEGER, width=8, example=("4", "4"), help=("1 到 5 分。1：答应的事多次没做也没说；3：个别延误，会提前说；5：说到做到，提前完成。", "1 to 5. 1: Promises missed without a word; 3: Occasional delay, announced beforehand; 5: Delivers as promised, often early.")),
        col("teamwork", "配合", "Teamwork", Kind.INTEGER, width=8, example=("4", "4"), help=("1 到 5 分。1：不回应同事请求；3：能按时配合；5：主动补位、分享客户信息。", "1 to 5. 1: Ignores colleagues' requests; 3: Helps when asked, in time; 5: Steps in unasked and shares customer knowledge.")),
        col("learning", "学习", "Learning", Kind.INTEGER, width=8, example=("3", "3"), help=("1 到 5 分。1：培训缺席，同样的错一再犯；3：按要求参加并用上；5：主动找方法并教别人。", "1 to 5. 1: Skips training, repeats mistakes; 3: Attends and applies it; 5: Finds better ways and teaches them.")),
        col("conduct", "守规矩", "Conduct", Kind.INTEGER, width=9, example=("5", "5"), help=("1 到 5 分。1：绕过审批或归属规则；3：守规矩，偶尔要提醒；5：发现问题主动上报。", "1 to 5. 1: Bypasses approval or ownership rules; 3: Complies, seldom reminded; 5: Reports problems unprompted.")),
        col("response", "响应", "Response", Kind.INTEGER, width=8, example=("4", "4"), help=("1 到 5 分。1：经常超过承诺时间；3：多数按时；5：总在承诺时间内，先报进度。", "1 to 5. 1: Often late; 3: Mostly on time; 5: Always in time, reports progress first.")),
        col("competence", "专业", "Competence", Kind.INTEGER, width=9, example=("4", "4"), help=("1 到 5 分。1：答非所问，靠售后兜底；3：常见问题能当场答；5：能诊断问题并给出办法。", "1 to 5. 1: Answers miss the point; 3: Handles the usual on the spot; 5: Diagnoses and proposes a fix.")),
        col("closure", "闭环", "Closing the loop", Kind.INTEGER, width=9, example=("3", "3"), help=("1 到 5 分。1：问题挂着没人管；3：按期关闭；5：关闭后回访并防止再发。", "1 to 5. 1: Issues left open; 3: Closed in time; 5: Checks back and prevents a repeat.")),
        col("communication", "沟通", "Communication", Kind.INTEGER, width=9, example=("4", "4"), help=("1 到 5 分。1：客户多次抱怨沟通；3：清楚、礼貌；5：客户主动表扬。", "1 to 5. 1: Repeated complaints; 3: Clear and courteous; 5: Praised by customers.")),
        col("comment", "评语", "Comment", Kind.NOTE, width=36, help=("优点一句，待提升一句。", "One line on strengths, one on what to improve.")),
        col("discussed_on", "反馈日期", "Discussed on", Kind.DATE, width=14, help=("和本人谈过的日期。", "The day it was discussed with the person.")),
        col("own_comment", "本人意见", "Own comment", Kind.NOTE, width=30, help=("本人的看法，原话。", "The person's own view, in their words.")),
        col("attitude", "态度", "Attitude", Kind.NUMBER, folded=True, width=9, example=("4", "4"), help=("前四项平均；没分项的可直接填 1 到 5。", "Mean of the first four; may be typed where items are not used.")),
        col("service_quality", "服务质量", "Service quality", Kind.NUMBER, folded=True, width=10, example=("3.75", "3.75"), help=("后四项平均；同上。", "Mean of the last four; as above.")),
    ),
)  # fmt: skip

HEADCOUNT = Record(
    key="headcount",
    title=sheet_of("headcount").title,
    table=sheet_of("headcount").table,
    purpose=Text("各组要几个人、什么时候到岗、要什么条件。", "How many people each team needs, by when, with what requirements."),
    money_column="budget",
    module="people",
    blank_rows=20,
    anchors=(("planned",), ("team", "role"), ("current", "criteria", "due")),
    columns=(
        col("period", "期间", "Period", Kind.PERIOD, required=True, width=11, example=("2027", "2027"), help=("年或季度。", "A year or quarter.")),
        col("team", "团队", "Team", required=True, width=14, example=("华东组", "South East"), help=("与人员表的团队同名。", "As in Team.")),
        col("role", "角色", "Role", Kind.CHOICE, choices="role", required=True, width=10, example=("销售", "Rep"), help=("销售、组长或主管。", "Rep, lead or manager.")),
        col("planned", "编制人数", "Planned", Kind.INTEGER, required=True, width=10, example=("3", "3"), help=("期末要有几个人。", "How many at the end of the period.")),
        col("current", "现有人数", "In post", Kind.INTEGER, written=True, width=10, example=("2", "2"), help=("人员表在职人数，由 sheetsales 填写。", "Active people in Team; written by sheetsales.")),
        col("due", "到岗日期", "In post by", Kind.DATE, width=13, example=("2027-03-01", "2027-03-01"), help=("最晚哪天到岗。", "The last day to have them in post.")),
        col("criteria", "招聘条件", "Requirements", Kind.NOTE, width=36, help=("经验、行业、必须会什么。", "Experience, industry, must-haves.")),
        col("budget", "费用预算", "Expense budget", Kind.MONEY, width=14, example=("180000", "180000"), help=("这个组这一期的销售费用预算。", "The team's sales expense budget for the period.")),
    ),
)  # fmt: skip

RECORDS: tuple[Record, ...] = (COMMISSION_PLANS, COMMISSION, TRAINING, DEVELOPMENT, EVALUATIONS, HEADCOUNT)
