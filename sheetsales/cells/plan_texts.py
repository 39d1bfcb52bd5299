"""What writing and reading edit plans share: the fields of a format, and how a wrong plan is told."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

FORMAT_FIELDS: Final = ("number_format", "bold", "fill", "colour", "wrap", "width", "height")
WRONG: Final = Text("修改计划的 {where} 不对：{why}", "The edit plan is wrong at {where}: {why}")
