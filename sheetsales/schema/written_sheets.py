"""The sheets that sheetsales writes: Findings, their count by person, and the Stage log."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record, Signal
from sheetsales.texts import Text

FINDINGS = Record(
    key="findings",
    title=Text("检查结果", "Findings"),
    table="tblFindings",
    purpose=Text("每次检查重写；点单元格直达问题处。", "Rewritten by every check; click a cell to go to the problem."),
    written=True,
    signals=(
        Signal('{severity}="{severity:error}"', "severity", "severity", "bad", "bad"),
        Signal('{severity}="{severity:warning}"', "severity", "severity", "watch", "watch"),
        Signal('{severity}="{severity:info}"', "severity", "severity", "information", "information"),
    ),
    columns=(
        col("severity", "严重程度", "Severity", Kind.CHOICE, choices="severity", written=True, width=11),
        col("code", "代码", "Code", Kind.ID, written=True, width=9),
        col("sheet", "工作表", "Sheet", written=True, width=12),
        col("cell", "单元格", "Cell", Kind.LINK, written=True, width=14),
        col("record", "记录", "Record", Kind.ID, written=True, width=12),
        col("column", "列", "Column", written=True, width=14),
        col("value", "值", "Value", written=True, width=18),
        col("problem", "问题", "What is wrong", Kind.NOTE, written=True, width=64),
        col("advice", "怎么办", "What to do", Kind.NOTE, written=True, width=64),
        col("owner", "负责人", "Owner", written=True, width=14),
        col("since", "发现日期", "Since", Kind.DATE, written=True, width=13),
    ),
)  # fmt: skip

STAGE_LOG = Record(
    key="stage_log",
    title=Text("阶段记录", "Stage log"),
    table="tblStageLog",
    purpose=Text("商机的变化史，只增不改。", "The history of every deal; only ever added to."),
    written=True,
    hidden=True,
    columns=(
        col("seen_on", "发现日期", "Seen on", Kind.DATE, written=True, width=13),
        col("opportunity", "商机", "Opportunity", Kind.ID, written=True, width=12),
        col("from", "原阶段", "From", Kind.REF, ref="stages", written=True, width=16),
        col("to", "新阶段", "To", Kind.REF, ref="stages", written=True, width=16),
        col("amount", "金额", "Amount", Kind.MONEY, written=True, width=14),
        col("expected_close", "预计成交", "Expected close", Kind.DATE, written=True, width=14),
        col("owner", "负责人", "Owner", Kind.REF, ref="team", written=True, width=14),
    ),
)  # fmt: skip

BY_PERSON = Record(
    key="by_person",
    title=Text("按人汇总", "By person"),
    table="tblByPerson",
    purpose=Text("检查结果按人数一数，每次检查重写。", "The findings counted by person; rewritten by every check."),
    written=True,
    columns=(
        col("owner", "负责人", "Owner", written=True, width=16),
        col("errors", "错误", "Errors", Kind.INTEGER, written=True, width=10),
        col("warnings", "提醒", "Warnings", Kind.INTEGER, written=True, width=10),
        col("amount", "涉及金额", "Amount at risk", Kind.MONEY, written=True, width=16),
        col("oldest", "最早发现", "Oldest", Kind.DATE, written=True, width=13),
    ),
)  # fmt: skip
