"""The module Contacts: Contacts."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.modules import sheet_of
from sheetsales.schema.record import Record
from sheetsales.schema.reference_columns import reference
from sheetsales.texts import Text

CONTACTS = Record(
    key="contacts",
    title=sheet_of("contacts").title,
    table=sheet_of("contacts").table,
    purpose=Text("一家客户里每个要打交道的人一行。", "One row a person we deal with at a customer."),
    id_column="id",
    name_column="name",
    id_prefix="K",
    module="contacts",
    blank_rows=20,
    anchors=(("name",), ("customer",), ("phone", "email", "wechat", "title", "role")),
    reference=reference("contacts"),
    columns=(
        col("id", "编号", "ID", Kind.ID, width=9, example=("K-012", "K-012"), help=("联系人编号；留空由检查自动补。", "Contact id; leave blank and the check fills it.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", required=True, width=28, example=("C-021 甬润机械有限公司", "C-021 Norbury Machinery Ltd"), help=("哪家客户的人。", "Whose person.")),
        col("name", "姓名", "Name", required=True, width=12, example=("王建国", "Jo Tranter"), help=("全名，别只写“王总”。", "The full name, not 'Mr Ward' alone.")),
        col("title", "职务", "Title", width=14, example=("能源经理", "Energy Manager"), help=("名片上的职务。", "The title on the business card.")),
        col("role", "决策角色", "Part in the decision", Kind.CHOICE, choices="contact_role", width=12, example=("决策人", "Decides"), help=("谁拍板、谁把关、谁用、谁帮我们；打听清楚再填，不知道就留空。", "Who decides, screens, uses or helps us; leave blank until known.")),
        col("phone", "电话", "Phone", Kind.PHONE, width=16, example=("130 0000 0147", "01632 960147"), help=("按文本填，保留前面的 0。", "Kept as text so that a leading 0 survives.")),
        col("email", "邮箱", "E-mail", Kind.EMAIL, width=24, example=("wangjg@yongrun.example.cn", "j.tranter@norbury.example.com"), help=("工作邮箱。", "Work e-mail.")),
        col("wechat", "微信", "WeChat", folded=True, width=14, help=("微信号。", "WeChat id.")),
        col("attitude", "态度", "Attitude", Kind.CHOICE, choices="contact_attitude", folded=True, width=10, example=("支持", "For us"), help=("对我们的态度，凭最近一次见面。", "Towards us, as of the last meeting.")),
        col("left", "已离开", "Left", Kind.YES_NO, folded=True, width=9, example=("否", "No"), help=("离职或调岗填是，行留着。", "Yes once they have left or moved on; keep the row.")),
        col("notes", "备注", "Notes", Kind.NOTE, folded=True, width=30, help=("称呼习惯、忌讳等，别记隐私。", "How they like to be addressed and the like; nothing private.")),
    ),
)  # fmt: skip

RECORDS: tuple[Record, ...] = (CONTACTS,)
