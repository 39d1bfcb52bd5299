"""The words on the sheet Reading."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

ASK: Final = Text("请回答", "Please answer")
BOUND: Final = Text("已认", "Read")
LEFT: Final = Text("不动", "Left alone")
UNREAD: Final = Text("没读", "Not read")
WHOLE_SHEET: Final = Text("（整张表）", "(the whole sheet)")
