"""The buttons: what each is called, what it does, where it stands. A new button is one row."""

from __future__ import annotations

from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text

Action = Literal["check", "report", "run", "fix", "tasks", "allocate", "collect", "import", "undo"]
MODULE: Final = "SheetsalesButtons"
"""The name of our module in a workbook's VBA project."""


@dataclass(frozen=True, slots=True)
class Button:
    """``action`` is what a click asks for; ``sheets`` are the record sheets it stands on besides Home.

    ``enabled`` is False for a button whose command is not there yet: it is known, but drawn nowhere.
    """

    action: Action
    caption: Text
    purpose: Text
    sheets: tuple[str, ...] = ()
    enabled: bool = True
    icon: str = ""

    def shown(self, lang: Lang) -> str:
        """What is written on it: a sign that the fonts of every Office have, and the caption."""
        return f"{self.icon} {self.caption.in_(lang)}".strip()

    @property
    def macro(self) -> str:
        """The name of its Sub."""
        return f"Sheetsales{self.action.capitalize()}"


BUTTONS: Final[tuple[Button, ...]] = (
    Button("check", Text("检查数据", "Check data"), Text("检查数据和阶段规则，结果写到“检查结果”表。", "Checks data and stage rules; results go to the Findings sheet."), ("findings",), icon="✓"),
    Button("fix", Text("安全修复", "Fix safe problems"), Text("改掉不会改错的问题，如多余空格。", "Mends what cannot be mended wrongly, such as stray spaces."), ("findings",), icon="✎"),
    Button("tasks", Text("本周任务", "This week's tasks"), Text("把本周该做的事加进“任务”表；加过的不再加。", "Adds what is to be done this week to Tasks; nothing is added twice."), ("tasks",), icon="☑"),
    Button("report", Text("生成月报", "Monthly report"), Text("在工作簿旁边生成月度销售管理流程表。", "Makes the monthly sales process table beside the workbook."), icon="▤"),
    Button("run", Text("本月一键完成", "Run the month"), Text("检查，再生成月报。", "Checks, then makes the monthly report."), icon="▶"),
    Button("allocate", Text("分配任务", "Allocate tasks"), Text("把到期的待办任务派给能做、有空的人，结果写到“分配”表。", "Gives due tasks to people who can do them and have time; see the Allocation sheet."), ("tasks",), icon="⇄"),
    Button("collect", Text("收回副本", "Collect copies"), Text("收回各人的副本，两边改得不一样的写到“合并冲突”表。", "Merges the copies that came back; what both sides changed goes to the Conflicts sheet."), icon="⊕"),
    Button("import", Text("导入", "Import"), Text("取最新的导出文件：点一次先看，再点一次才写入。", "Takes the newest export: the first click shows what would come in, the second takes it."), icon="↓"),
    Button("undo", Text("撤销", "Undo last run"), Text("把上次运行写入的内容恢复原样。", "Puts back what the last run wrote."), ("findings",), icon="↶"),
)  # fmt: skip


def enabled() -> tuple[Button, ...]:
    """The buttons that are drawn, in order."""
    return tuple(button for button in BUTTONS if button.enabled)
