"""The Targets and Tasks sheets: what is to be reached, and what is to be done."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record, Signal
from sheetsales.schema.reference_columns import reference
from sheetsales.texts import Text

TARGETS = Record(
    key="targets",
    title=Text("目标", "Targets"),
    table="tblTargets",
    purpose=Text("公司、团队、个人的目标，一个数一行；合计要对得上。", "Targets for company, teams and people, one row a number; the sums must reconcile."),
    owner_column="owner",
    blank_rows=12,
    anchors=(("value",), ("owner", "measure", "period")),
    nameable=True,
    reference=reference("targets"),
    columns=(
        col("period", "期间", "Period", Kind.PERIOD, required=True, width=11, example=("2026-10", "2026-10"), help=("2026、2026Q4 或 2026-10。", "2026, 2026Q4 or 2026-10.")),
        col("level", "层级", "Level", Kind.CHOICE, choices="target_level", required=True, width=9, help=("公司、团队或个人。", "Company, team or person.")),
        col("owner", "负责人", "Owner", required=True, width=18, help=("公司名、团队名或人名。", "Company, team or person.")),
        col("measure", "衡量指标", "Measure", Kind.REF, ref="indicators", required=True, width=18, help=("指标表里的一个。", "One of the indicators.")),
        col("value", "目标值", "Value", Kind.NUMBER, required=True, width=15, help=("目标数；金额以元计。", "The number to reach; money in full units.")),
        col("baseline", "基数", "Baseline", Kind.NUMBER, folded=True, width=13, help=("去年同期或上期实际。", "What was reached before.")),
        col("stretch", "挑战值", "Stretch", Kind.NUMBER, folded=True, width=13, help=("跳一跳够得着的数。", "The ambitious figure.")),
        col("how_measured", "怎么衡量", "How measured", Kind.NOTE, folded=True, width=30, help=("数字从哪来。", "Where the figure comes from.")),
        col("resources", "资源", "Resources", Kind.NOTE, folded=True, width=30, help=("要什么支持。", "What it takes.")),
        col("actions", "行动", "Actions", Kind.NOTE, folded=True, width=36, help=("靠什么达成。", "How it will be reached.")),
        col("basis", "依据", "Rests on", Kind.NOTE, folded=True, written=True, width=44, help=("这个数怎么分出来的，由 sheetsales 填写。", "How the number came about; written by sheetsales.")),
    ),
)  # fmt: skip

TASKS = Record(
    key="tasks",
    title=Text("任务", "Tasks"),
    table="tblTasks",
    purpose=Text("要做的事：谁、何时、几小时。", "What is to be done, by whom, when, in how many hours."),
    id_column="id",
    name_column="title",
    id_prefix="T",
    owner_column="assignee",
    blank_rows=20,
    signals=(
        Signal(
            'AND(ISNUMBER({due}),{due}<TODAY(),NOT(OR({status}="{task_status:done}",{status}="{task_status:cancelled}")))',
            "due", "due", "watch",
        ),
        Signal('OR({status}="{task_status:done}",{status}="{task_status:cancelled}")', "id", "opportunity", "quiet"),
    ),
    anchors=(("title",), ("due", "assignee", "status")),
    nameable=True,
    reference=reference("tasks"),
    columns=(
        col("id", "编号", "ID", Kind.ID, required=True, width=9, help=("任务编号；留空由检查自动补。", "Task id; leave blank and the check fills it.")),
        col("title", "任务", "Title", required=True, width=34, help=("做什么，动词开头。", "What to do, starting with a verb.")),
        col("assignee", "执行人", "Assignee", Kind.REF, ref="team", width=14, help=("谁来做。", "Who does it.")),
        col("due", "截止日期", "Due", Kind.DATE, required=True, width=13, help=("最晚哪天做完。", "The last day.")),
        col("status", "状态", "Status", Kind.CHOICE, choices="task_status", width=10, help=("待办、进行中、完成或取消。", "Open, doing, done or cancelled.")),
        col("priority", "优先级", "Priority", Kind.CHOICE, choices="priority", width=9, help=("高、中、低。", "High, medium or low.")),
        col("hours", "工时", "Hours", Kind.NUMBER, required=True, width=8, help=("要用几小时。", "Hours it takes.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", width=26, help=("为哪家客户。", "For which customer.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", width=12, help=("为哪单。", "For which deal.")),
        col("from", "来由", "From", Kind.CHOICE, choices="task_from", folded=True, width=10, help=("步骤、目标、周期或手工。", "Step, target, cadence or manual.")),
        col("stage", "阶段", "Stage", Kind.REF, ref="stages", folded=True, width=14, help=("属于哪个阶段。", "The stage it belongs to.")),
        col("step", "步骤", "Step", Kind.REF, ref="steps", folded=True, width=10, help=("哪个步骤。", "The step it fulfils.")),
        col("skill", "所需技能", "Needs skill", folded=True, width=12, help=("需要的技能。", "The skill it takes.")),
        col("region", "区域", "Region", Kind.CHOICE, choices="region", folded=True, width=12, help=("在哪个区域。", "Where it is done.")),
        col("locked", "锁定", "Locked", Kind.YES_NO, folded=True, width=8, help=("分配时不换人。", "Allocation leaves the assignee alone.")),
        col("done_on", "完成日期", "Done on", Kind.DATE, folded=True, width=13, help=("哪天做完的。", "The day it was done.")),
        col("why", "分配理由", "Why this person", Kind.NOTE, folded=True, written=True, width=40, help=("为什么派给他，由 sheetsales 填写。", "Why this person; written by sheetsales.")),
        col("notes", "备注", "Notes", Kind.NOTE, folded=True, width=30, help=("其他。", "Anything else.")),
    ),
)  # fmt: skip
