"""Signed value against target by month, of twelve months or of the quarter or year told: what the trend chart draws."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.figure import unknown
from sheetsales.indicators.period import shifted
from sheetsales.indicators.won import won_amount, won_count
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import calc, divided, for_chart
from sheetsales.reports.cover_table import measure_name
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import Formulas, Span, quoted
from sheetsales.speech.days import SHORT_MONTHS
from sheetsales.texts import Text

HEADINGS = (
    Heading("month", Text("月份", "Month")),
    Heading("start", Text("起始", "Starts on"), "date"),
    Heading("amount", Text("签约额", "Signed value"), "money"),
    Heading("target", Text("目标", "Target"), "money"),
    Heading("attainment", Text("完成率", "Attainment"), "share"),
    Heading("count", Text("成交单数", "Deals won"), "count"),
)
YEAR_AGO = Heading("year_ago", Text("上年同期", "A year ago"), "money")
"""Beside the months of a quarter or a year."""
NOT_BEGUN = Text("还没开始", "Not begun")


def month_name(draft: Draft, number: int) -> str:
    return draft.say(f"{number}月", SHORT_MONTHS[number - 1])


def trend_block(draft: Draft, appendix: Appendix) -> PlacedTable:
    """The twelve months that end with a month; those of a quarter or year with what was won a year before."""
    f, told = Formulas(draft), draft.periods.told
    alone = draft.periods.length == "month"
    months = [shifted(told, i) for i in range(-11, 1)] if alone else list(told.months)
    title = (
        Text("近十二个月签约额", "Signed value, twelve months")
        if alone
        else Text("各月签约额", "Signed value by month")
    )
    headings = HEADINGS if alone else (*HEADINGS, YEAR_AGO)
    block = appendix.add("trend", title, headings, [m.label for m in months])
    company = quoted(draft.company)
    for month in months:
        row = month.label
        block.set(row, "month", month_name(draft, month.first.month))
        block.set(row, "start", month.first)
        start = block.local(row, "start")
        span = Span(start, f"EOMONTH({start},0)")
        won = won_amount(draft.facts, month) if month.first <= draft.facts.as_of else unknown(NOT_BEGUN)
        amount = block.set(row, "amount", for_chart(calc(f.won_amount(span), won)))
        if not alone:
            before = Span(f"EDATE({start},-12)", f"EOMONTH({start},-12)")
            then = won_amount(draft.facts, shifted(month, -12))
            block.set(row, "year_ago", for_chart(calc(f.won_amount(before), then)))
        name = quoted(measure_name(draft, "won_amount"))
        target = draft.targets.of("won_amount", month)
        plan = block.set(
            row,
            "target",
            for_chart(calc(f.target_of_months(name, company, company, Span(start, start)), target)),
        )
        cells = block.local(row, "amount"), block.local(row, "target")
        block.set(row, "attainment", divided(*cells, amount, plan, reasons.NO_TARGET))
        block.set(row, "count", calc(f.ended("won", span), won_count(draft.facts, month)))
    return block
