"""The module Improvement: Improvements, Risks, Meetings, SOP revisions."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.modules import sheet_of
from sheetsales.schema.record import Record, Signal
from sheetsales.texts import Text

PROBLEMS = Record(
    key="problems",
    title=sheet_of("problems").title,
    table=sheet_of("problems").table,
    purpose=Text("问题、建议、客户反馈和策略调整都记这里，一事一行。", "Problems, suggestions, customer feedback and changes of strategy, one row each."),
    id_column="id",
    name_column="problem",
    id_prefix="PB",
    money_column="amount",
    owner_column="owner",
    module="improve",
    blank_rows=20,
    signals=(
        Signal('AND(ISNUMBER({due}),{due}<TODAY(),NOT(OR({status}="{task_status:done}",{status}="{task_status:cancelled}")))', "due", "due", "watch"),
        Signal('OR({status}="{task_status:done}",{status}="{task_status:cancelled}")', "id", "result", "quiet"),
    ),
    anchors=(("problem",), ("action",), ("owner", "due", "cause", "result")),
    columns=(
        col("id", "编号", "ID", Kind.ID, width=9, example=("PB-011", "PB-011"), help=("留空由检查自动补。", "Leave blank and the check fills it.")),
        col("found_on", "提出日期", "Raised on", Kind.DATE, required=True, width=13, example=("2026-10-12", "2026-10-12"), help=("哪天提出的。", "The day it was raised.")),
        col("kind", "类别", "Kind", Kind.CHOICE, choices="problem_kind", required=True, width=10, example=("问题", "Problem"), help=("问题、建议、客户反馈或策略调整。", "Problem, suggestion, customer feedback or change of strategy.")),
        col("problem", "内容", "What", Kind.NOTE, required=True, width=40, example=("报价审批平均要 3 天", "Approvals take three days"), help=("现象和数字，别写结论。", "What is seen, with figures; no verdict.")),
        col("cause", "原因", "Cause", Kind.NOTE, width=30, help=("追问到能动手的那一层。", "Down to a level where something can be done.")),
        col("action", "措施", "Action", Kind.NOTE, width=34, help=("做什么能让它不再发生。", "What keeps it from happening again.")),
        col("owner", "负责人", "Owner", Kind.REF, ref="team", required=True, width=14, example=("陈立群", "Daniel Cole"), help=("谁负责办成。", "Who gets it done.")),
        col("due", "期限", "Due", Kind.DATE, required=True, width=13, example=("2026-11-15", "2026-11-15"), help=("哪天办完。", "The last day.")),
        col("status", "状态", "Status", Kind.CHOICE, choices="task_status", width=10, example=("进行中", "Doing"), help=("待办、进行中、完成或取消。", "Open, doing, done or cancelled.")),
        col("result", "结果", "Result", Kind.NOTE, width=30, help=("办完后用数字说话。", "In figures, once done.")),
        col("done_on", "完成日期", "Done on", Kind.DATE, folded=True, width=13, help=("哪天办完的。", "The day it was done.")),
        col("raised_by", "提出人", "Raised by", Kind.REF, ref="team", folded=True, width=14, help=("谁提的；采纳的要反馈本人。", "Who raised it; they hear what became of it.")),
        col("stage", "涉及阶段", "Stage", Kind.REF, ref="stages", folded=True, width=14, example=("报价", "Quotation"), help=("哪个阶段的事。", "The stage it concerns.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", folded=True, width=26, help=("客户反馈类填。", "For customer feedback.")),
        col("amount", "影响金额", "Value at stake", Kind.MONEY, folded=True, width=14, help=("估得出来的填。", "Where it can be estimated.")),
        col("measure", "看哪个指标", "Measure", Kind.REF, ref="indicators", folded=True, width=16, example=("销售周期", "Sales cycle"), help=("改没改好看哪个数。", "The indicator that shows whether it worked.")),
        col("before", "改进前", "Before", Kind.NUMBER, folded=True, width=10, example=("5", "5"), help=("改之前的数，前后对比表用。", "Before the change; feeds the before/after table.")),
        col("after", "改进后", "After", Kind.NUMBER, folded=True, width=10, example=("2", "2"), help=("改之后的数。", "After the change.")),
    ),
)  # fmt: skip

RISKS = Record(
    key="risks",
    title=sheet_of("risks").title,
    table=sheet_of("risks").table,
    purpose=Text("还没发生、但要提前应对的事。", "What has not happened yet and must be prepared for."),
    id_column="id",
    name_column="risk",
    id_prefix="RK",
    money_column="amount",
    owner_column="owner",
    module="improve",
    blank_rows=20,
    signals=(
        Signal('AND(ISNUMBER({due}),{due}<TODAY(),{status}<>"{risk_status:over}")', "due", "due", "watch"),
        Signal('{status}="{risk_status:over}"', "id", "status", "quiet"),
    ),
    anchors=(("risk",), ("owner",), ("likelihood", "impact", "response", "level")),
    columns=(
        col("id", "编号", "ID", Kind.ID, width=9, example=("RK-004", "RK-004"), help=("留空由检查自动补。", "Leave blank and the check fills it.")),
        col("risk", "风险", "Risk", Kind.NOTE, required=True, width=36, example=("集团审批拖到明年", "Group approval slips into next year"), help=("会发生什么、造成什么后果。", "What may happen, and with what effect.")),
        col("likelihood", "可能性", "Likelihood", Kind.CHOICE, choices="level3", required=True, width=10, example=("高", "High"), help=("高、中、低。", "High, medium or low.")),
        col("impact", "影响", "Impact", Kind.CHOICE, choices="level3", required=True, width=10, example=("高", "High"), help=("高、中、低。", "High, medium or low.")),
        col("level", "等级", "Level", Kind.INTEGER, written=True, width=8, example=("9", "9"), help=("可能性 × 影响（各 1 到 3），6 分及以上为重大；由 sheetsales 填写。", "Likelihood × impact (1–3 each); 6 and more is major; written by sheetsales.")),
        col("strategy", "应对方式", "Way", Kind.CHOICE, choices="risk_strategy", width=10, example=("控制", "Control"), help=("预防、转移、控制或接受。", "Prevent, transfer, control or accept.")),
        col("response", "应对措施", "Response", Kind.NOTE, width=36, help=("具体做什么；写得出日期才算措施。", "What is done; an action has a date.")),
        col("owner", "负责人", "Owner", Kind.REF, ref="team", required=True, width=14, example=("赵国梁", "Graham Whitlock"), help=("谁盯着。", "Who watches it.")),
        col("due", "复查日期", "Review by", Kind.DATE, required=True, width=13, example=("2026-11-16", "2026-11-16"), help=("下次看它的日期。", "The next time it is looked at.")),
        col("status", "状态", "Status", Kind.CHOICE, choices="risk_status", width=10, example=("监控中", "Watching"), help=("监控中、已发生、已解除。", "Watching, happened, over.")),
        col("category", "类别", "Category", Kind.CHOICE, choices="risk_kind", folded=True, width=10, example=("客户", "Customer"), help=("客户、价格、交付、回款、人员或合规。", "Customer, price, delivery, payment, people or compliance.")),
        col("stage", "阶段", "Stage", Kind.REF, ref="stages", folded=True, width=14, example=("谈判", "Negotiation"), help=("在哪个阶段冒出来。", "The stage it shows up in.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", folded=True, width=12, example=("O-0118", "O-0118"), help=("只关系到一单的填。", "Where it concerns one deal.")),
        col("amount", "涉及金额", "Value at stake", Kind.MONEY, folded=True, width=14, help=("留空取商机金额。", "Blank takes the deal's amount.")),
    ),
)  # fmt: skip

MEETINGS = Record(
    key="meetings",
    title=sheet_of("meetings").title,
    table=sheet_of("meetings").table,
    purpose=Text("一条结论一行；行动项由 sheetsales 转成任务。", "One row a decision; its action becomes a task."),
    name_column="topic",
    owner_column="owner",
    module="improve",
    blank_rows=20,
    anchors=(("date",), ("topic",), ("decision", "host", "action")),
    columns=(
        col("date", "日期", "Date", Kind.DATE, required=True, width=13, example=("2026-10-09", "2026-10-09"), help=("开会的日期。", "The day of the meeting.")),
        col("kind", "类别", "Kind", Kind.CHOICE, choices="meeting_kind", width=11, example=("周会", "Weekly"), help=("周会、月度总结、输单复盘、流程评审等。", "Weekly, monthly review, loss review, process review and so on.")),
        col("topic", "议题", "Topic", required=True, width=28, help=("讨论了什么。", "What was discussed.")),
        col("decision", "结论", "Decision", Kind.NOTE, required=True, width=40, help=("定了什么；总结写好的、差的、学到的。", "What was decided; a review says what went well, what did not, what was learned.")),
        col("action", "行动", "Action", width=28, help=("要做的事；填了它和负责人、期限，就会生成任务。", "What is to be done; with owner and due date it becomes a task.")),
        col("owner", "负责人", "Owner", Kind.REF, ref="team", width=14, help=("谁做。", "Who does it.")),
        col("due", "期限", "Due", Kind.DATE, width=13, help=("哪天做完。", "The last day.")),
        col("task", "任务", "Task", Kind.REF, ref="tasks", written=True, width=9, example=("T-084", "T-084"), help=("生成的任务编号，进度在任务表看。", "The task it became; its progress is in Tasks.")),
        col("host", "主持人", "Chair", Kind.REF, ref="team", folded=True, width=14, help=("谁主持。", "Who was in the chair.")),
        col("attendees", "参会人", "Attendees", Kind.LIST, ref="team", folded=True, width=24, help=("谁到了。", "Who was there.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", folded=True, width=12, example=("O-0056", "O-0056"), help=("输单复盘填哪单。", "The deal a loss review is about.")),
        col("notes", "纪要", "Minutes", Kind.NOTE, folded=True, width=40, help=("要点，三五句。", "The gist, a few lines.")),
    ),
)  # fmt: skip

SOP_REVISIONS = Record(
    key="sop_revisions",
    title=sheet_of("sop_revisions").title,
    table=sheet_of("sop_revisions").table,
    purpose=Text("流程每改一版记一行，写明为什么改、谁批的。", "One row a revision: why, and who approved it."),
    id_column="version",
    name_column="version",
    ids="given",
    module="improve",
    offered_as="sop_version",
    blank_rows=20,
    signals=(
        Signal('AND(ISNUMBER({next_review}),{next_review}<TODAY(),{result}="")', "next_review", "next_review", "watch"),
    ),
    anchors=(("version",), ("change",), ("effective_on", "why", "approved_by")),
    columns=(
        col("version", "版本", "Version", Kind.ID, required=True, width=10, example=("V2.1", "V2.1"), help=("V 加两段数字。", "V and two numbers.")),
        col("effective_on", "生效日期", "In force from", Kind.DATE, required=True, width=13, example=("2026-09-15", "2026-09-15"), help=("哪天起照新的来。", "From when it applies.")),
        col("change", "改了什么", "Change", Kind.NOTE, required=True, width=40, help=("从什么改成什么。", "From what to what.")),
        col("why", "为什么", "Why", Kind.NOTE, required=True, width=36, help=("哪个数、谁的反馈、市场什么变化。", "Which figure, whose feedback, what change in the market.")),
        col("source", "由来", "Prompted by", Kind.CHOICE, choices="revision_source", width=11, example=("数据", "Data"), help=("数据、销售反馈、客户反馈、市场或合规。", "Data, reps, customers, market or compliance.")),
        col("approved_by", "批准人", "Approved by", Kind.REF, ref="team", required=True, width=14, example=("周敏", "Helen Marsh"), help=("谁批的。", "Who approved it.")),
        col("training", "要培训", "Training needed", Kind.YES_NO, width=10, example=("是", "Yes"), help=("是的，14 天内全员训到。", "Yes: everyone is trained within 14 days.")),
        col("next_review", "下次评审", "Next review", Kind.DATE, required=True, width=13, example=("2026-12-15", "2026-12-15"), help=("最迟哪天再看一遍。", "When it is looked at again, at the latest.")),
        col("stages", "涉及阶段", "Stages", Kind.LIST, ref="stages", folded=True, width=18, example=("报价", "Quotation"), help=("改到哪些阶段。", "The stages it touches.")),
        col("proposed_by", "提议人", "Proposed by", Kind.REF, ref="team", folded=True, width=14, help=("谁提的。", "Who proposed it.")),
        col("result", "效果", "Effect", Kind.NOTE, folded=True, width=30, help=("下次评审时写，用数字。", "Filled at the next review, in figures.")),
    ),
)  # fmt: skip

RECORDS: tuple[Record, ...] = (PROBLEMS, RISKS, MEETINGS, SOP_REVISIONS)
