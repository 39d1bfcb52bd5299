"""Files that we made, known by the title in their properties."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sheetsales.workflow.places import title_of

_ZH: Final = ("销售管理流程表", "销售汇总", "销售周报")
_EN: Final = (
    "Monthly sales process table", "Quarterly sales process table", "Yearly sales process table", "Sales summary",
    "Weekly sales report",
)  # fmt: skip
_GROUP_ZH: Final = "集团销售管理流程表"
_GROUP_EN: Final = "Sales process table of the group"


def is_report(path: Path) -> bool:
    """Whether a file is the report of a workbook."""
    title = title_of(path)
    return title.startswith(_EN) or (title.endswith(_ZH) and not title.endswith(_GROUP_ZH))


def is_group_report(path: Path) -> bool:
    """Whether a file is the report of a group."""
    title = title_of(path)
    return title.startswith(_GROUP_EN) or title.endswith(_GROUP_ZH)
