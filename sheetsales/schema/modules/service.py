"""The module Service: Service, Surveys."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.modules import sheet_of
from sheetsales.schema.record import Record, Signal
from sheetsales.texts import Text

SERVICE = Record(
    key="service",
    title=sheet_of("service").title,
    table=sheet_of("service").table,
    purpose=Text("一张服务单一行，从受理到办结。", "One row a request, from opening to closing."),
    id_column="id",
    name_column="subject",
    id_prefix="SV",
    owner_column="owner",
    module="service",
    blank_rows=20,
    signals=(
        Signal('AND(ISNUMBER({due}),{due}<TODAY(),{closed_on}="")', "due", "due", "watch"),
        Signal('{closed_on}<>""', "id", "resolution", "quiet"),
    ),
    anchors=(("customer",), ("opened_on",), ("resolution", "answered_on", "closed_on", "satisfaction", "subject")),
    columns=(
        col("id", "服务单号", "Ticket no.", Kind.ID, width=9, example=("SV-018", "SV-018"), help=("留空由检查自动补。", "Leave blank and the check fills it.")),
        col("opened_on", "受理日期", "Opened on", Kind.DATE, required=True, width=13, example=("2026-10-26", "2026-10-26"), help=("客户找来的日期。", "The day the customer got in touch.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", required=True, width=28, example=("C-006 津砺重工集团有限公司", "C-006 Thornabell Heavy Industries Group Ltd"), help=("哪家客户。", "Which customer.")),
        col("type", "类型", "Kind", Kind.CHOICE, choices="service_type", width=10, example=("故障", "Fault"), help=("故障、咨询、投诉、安装或维保。", "Fault, question, complaint, installation or maintenance.")),
        col("subject", "问题描述", "What it is about", Kind.NOTE, required=True, width=36, example=("3 号空压机数据中断", "Compressor 3 sends no data"), help=("客户怎么说的，现象写清楚。", "What the customer said, with the symptom.")),
        col("owner", "处理人", "Owner", Kind.REF, ref="team", required=True, width=14, example=("赵国梁", "Graham Whitlock"), help=("谁负责到底。", "Who sees it through.")),
        col("due", "应办结", "Due", Kind.DATE, width=13, example=("2026-10-29", "2026-10-29"), help=("答应客户的日期；留空按参数加工作日。", "The day promised; blank adds the working days in Settings.")),
        col("answered_on", "答复日期", "Answered on", Kind.DATE, width=13, example=("2026-10-26", "2026-10-26"), help=("第一次正式答复客户的日期。", "The first real answer.")),
        col("closed_on", "办结日期", "Closed on", Kind.DATE, width=13, help=("客户认可解决的日期。", "The day the customer agreed it was solved.")),
        col("resolution", "处理结果", "Outcome", Kind.NOTE, width=30, help=("怎么解决的，根子在哪。", "How it was solved, and the cause.")),
        col("satisfaction", "满意度", "Satisfaction", Kind.NUMBER, folded=True, unit=("分", "0–100"), width=11, help=("回访打分，0 到 100。", "Score on the follow-up call, 0–100.")),
        col("answer_hours", "答复用时", "Hours to answer", Kind.NUMBER, folded=True, unit=("小时", "hours"), width=11, example=("3", "3"), help=("记小时的团队填；不填按工作日算。", "For teams that count hours; otherwise working days count.")),
        col("waited_days", "等客户", "Waiting for customer", Kind.INTEGER, folded=True, unit=("天", "days"), width=11, example=("2", "2"), help=("等客户提供条件的工作日数，不算我们超期。", "Working days lost waiting for the customer; not held against us.")),
        col("order_no", "订单编号", "Order no.", Kind.ID, folded=True, width=14, help=("关于哪张订单。", "About which order.")),
        col("priority", "优先级", "Priority", Kind.CHOICE, choices="priority", folded=True, width=9, help=("高、中、低。", "High, medium or low.")),
        col("contact", "联系人", "Contact", folded=True, width=12, help=("客户方找我们的人。", "Who got in touch.")),
    ),
)  # fmt: skip

SURVEYS = Record(
    key="surveys",
    title=sheet_of("surveys").title,
    table=sheet_of("surveys").table,
    purpose=Text("一人一次打分一行，原话照记。", "One row an answer; keep the customer's own words."),
    module="service",
    blank_rows=20,
    anchors=(("score",), ("date",), ("customer", "respondent"), ("comment", "respondent", "rep")),
    columns=(
        col("date", "日期", "Date", Kind.DATE, required=True, width=13, example=("2026-10-20", "2026-10-20"), help=("打分日期。", "The day of the answer.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", width=28, example=("C-055 佛釉陶瓷有限公司", "C-055 Clayhanger Ceramics Ltd"), help=("哪家客户；员工匿名调查留空。", "Which customer; blank for anonymous staff surveys.")),
        col("respondent", "受访人", "Respondent", width=12, example=("何铭辉", "Steve Hocking"), help=("谁打的分；员工调查不填。", "Who answered; blank for staff.")),
        col("score", "得分", "Score", Kind.NUMBER, required=True, unit=("分", "0–100"), width=9, example=("90", "90"), help=("按参数里的满分打，默认 100。", "Out of the full score in Settings, 100 by default.")),
        col("comment", "原话", "Comment", Kind.NOTE, width=40, help=("客户怎么说的，照记。", "In the customer's own words.")),
        col("rep", "服务人", "Rep", Kind.REF, ref="team", folded=True, width=14, help=("当时是谁在服务；留空按客户负责人。", "Who served them then; blank takes the customer's owner.")),
        col("kind", "对象", "Asked", Kind.CHOICE, choices="survey_kind", folded=True, width=9, example=("客户", "Customer"), help=("客户或员工；留空为客户。", "Customer or staff; blank means customer.")),
    ),
)  # fmt: skip

RECORDS: tuple[Record, ...] = (SERVICE, SURVEYS)
