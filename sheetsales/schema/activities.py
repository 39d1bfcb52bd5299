"""The Activities sheet: every call, visit and message."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record
from sheetsales.schema.reference_columns import reference
from sheetsales.texts import Text

ACTIVITIES = Record(
    key="activities",
    title=Text("跟进记录", "Activities"),
    table="tblActivities",
    purpose=Text("一次联系一行，当天记。", "One row a contact, logged the same day."),
    owner_column="rep",
    blank_rows=20,
    anchors=(
        ("customer", "opportunity"),
        ("date",),
        ("content", "kind", "result", "next_step", "next_on", "minutes", "feedback"),
    ),
    nameable=True,
    reference=reference("activities"),
    columns=(
        col("date", "日期", "Date", Kind.DATE, required=True, width=13, help=("联系的日期。", "The day of the contact.")),
        col("rep", "销售", "Rep", Kind.REF, ref="team", required=True, width=14, help=("谁联系的。", "Who made the contact.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", required=True, width=28, help=("联系的是哪家客户。", "Which customer.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", width=12, help=("关于哪单；一般联系留空。", "Which deal; blank for a general contact.")),
        col("kind", "方式", "Kind", Kind.CHOICE, choices="activity_kind", required=True, width=10, help=("电话、拜访、微信、邮件、演示或会议。", "Call, visit, WeChat, e-mail, demo or meeting.")),
        col("content", "内容", "Content", Kind.NOTE, required=True, width=40, help=("见了谁、谈了什么、对方怎么说。", "Whom you met, what was said, how they answered.")),
        col("result", "结果", "Result", width=24, help=("谈成了什么。", "What came of it.")),
        col("next_step", "下一步", "Next step", width=24, help=("接下来做什么。", "What comes next.")),
        col("next_on", "下次日期", "Next on", Kind.DATE, width=13, help=("下一步哪天。", "When.")),
        col("minutes", "时长", "Minutes", Kind.NUMBER, folded=True, unit=("分钟", "min"), width=11, help=("用了多少分钟。", "How long it took.")),
        col("feedback", "客户反馈", "Feedback", Kind.NOTE, folded=True, width=30, help=("客户的评价或意见。", "What the customer thinks of us.")),
    ),
)  # fmt: skip
