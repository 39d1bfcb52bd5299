"""The days the formulas compare with, each in a named cell."""

from __future__ import annotations

import datetime as dt

from sheetsales.indicators.targets import elapsed_share
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

HEADINGS = (
    Heading("name", Text("名称", "Name")),
    Heading("value", Text("值", "Value"), "date"),
    Heading("meaning", Text("含义", "Meaning")),
)

_MEANINGS: dict[str, Text] = {
    "as_of": Text("报告截至哪天", "The day the report stands for"),
    "period_start": Text("本月第一天", "First day of the month"),
    "period_end": Text("本月最后一天", "Last day of the month"),
    "prev_start": Text("上月第一天", "First day of the month before"),
    "prev_end": Text("上月最后一天", "Last day of the month before"),
    "last_year_start": Text("上年同月第一天", "First day of the month a year ago"),
    "last_year_end": Text("上年同月最后一天", "Last day of the month a year ago"),
    "year_start": Text("财年第一天", "First day of the fiscal year"),
    "year_end": Text("财年最后一天", "Last day of the fiscal year"),
    "window_start": Text("近十二个月第一天", "First day of the last twelve months"),
    "results_start": Text("财季第一天", "First day of the fiscal quarter"),
    "checked_on": Text("检查日期", "The day of the check"),
    "period_elapsed": Text("本月已过工作日占比", "Share of the month's working days gone"),
}


def days_block(draft: Draft, appendix: Appendix, today: dt.date) -> PlacedTable:
    """Fills the table and defines a name for each of its values."""
    values = {**draft.periods.days(), "checked_on": today}
    block = appendix.add("days", Text("公式里用的日期", "Days used in formulas"), HEADINGS, list(_MEANINGS))
    elapsed = elapsed_share(draft.facts, draft.periods.told)
    for name, meaning in _MEANINGS.items():
        block.set(name, "name", name)
        block.set(name, "meaning", draft.speak(meaning))
        if name == "period_elapsed":
            block.set(name, "value", elapsed.number if elapsed.known else 1.0, "share")
        else:
            block.set(name, "value", values[name])
        draft.define(name, block.ref(name, "value"))
    return block
