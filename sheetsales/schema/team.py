"""The Team sheet: who sells, where, with which skills and hours."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record, Signal
from sheetsales.schema.reference_columns import reference
from sheetsales.texts import Text

TEAM = Record(
    key="team",
    title=Text("人员", "Team"),
    table="tblTeam",
    purpose=Text("每人一行；离职的人不要删，把在职改为否。", "One row a person; never delete a leaver, set Active to no."),
    id_column="id",
    name_column="name",
    other_names=("email",),
    id_prefix="S",
    id_digits=2,
    id_dash=False,
    owner_column="id",
    offered="name",
    blank_rows=10,
    signals=(Signal('{active}="{yes_no:no}"', "id", "skills", "quiet"),),
    anchors=(("name",), ("role", "active", "weekly_hours", "level")),
    reference=reference("team"),
    columns=(
        col("id", "编号", "ID", Kind.ID, required=True, width=8, example=("S04", "S04"), help=("人员编号，不重复。", "A unique id.")),
        col("name", "姓名", "Name", required=True, width=16, help=("姓名，其他表用它引用。", "The name other sheets refer to.")),
        col("role", "角色", "Role", Kind.CHOICE, choices="role", required=True, width=10, help=("销售、组长或主管；决定折扣权限。", "Rep, lead or manager; sets the discount limit.")),
        col("team", "团队", "Team", width=14, help=("所在小组。", "The team they belong to.")),
        col("region", "区域", "Region", Kind.LIST, choices="region", width=16, help=("负责的区域，可多个。", "One or more regions.")),
        col("level", "级别", "Level", Kind.CHOICE, choices="seniority", width=10, help=("新人、熟手或资深。", "Junior, mid or senior.")),
        col("active", "在职", "Active", Kind.YES_NO, required=True, width=9, help=("离职填否。", "No once they have left.")),
        col("skills", "技能", "Skills", Kind.LIST, width=28, help=("会做什么，用、隔开。", "What they can do, separated by commas.")),
        col("languages", "语言", "Languages", Kind.LIST, folded=True, width=14, help=("能用哪些语言同客户谈。", "Languages they can sell in.")),
        col("products", "负责产品", "Products", Kind.LIST, folded=True, width=20, help=("负责哪些产品，用、隔开；留空什么都做。", "Products they sell, separated by commas; blank sells all.")),
        col("hired_on", "入职日期", "Hired on", Kind.DATE, folded=True, width=13, help=("入职日期。", "First working day.")),
        col("left_on", "离职日期", "Left on", Kind.DATE, folded=True, width=13, help=("最后工作日；在职留空。", "Last working day; blank while active.")),
        col("weekly_hours", "每周工时", "Weekly hours", Kind.NUMBER, folded=True, width=11, help=("留空按参数。", "Blank takes the setting.")),
        col("selling_share", "销售时间占比", "Selling share", Kind.PERCENT, folded=True, width=13, help=("留空按参数。", "Blank takes the setting.")),
        col("leave", "请假", "Leave", folded=True, width=24, example=("2026-11-09~2026-11-13", "2026-11-09~2026-11-13"), help=("从~到，多段用逗号隔开。", "From~to, several separated by commas.")),
        col("manager", "上级", "Manager", Kind.REF, ref="team", folded=True, width=14, help=("向谁汇报。", "Whom they report to.")),
        col("email", "邮箱", "E-mail", Kind.EMAIL, folded=True, width=26, help=("工作邮箱。", "Work e-mail.")),
    ),
)  # fmt: skip
