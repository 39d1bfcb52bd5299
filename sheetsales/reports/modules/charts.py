"""The modules' charts: on-time delivery and satisfaction by month, what is owed by age."""

from __future__ import annotations

from typing import Any

from sheetsales.look import styles
from sheetsales.look.charts import line_series, new_chart, series, show_value_axis
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import as_excel_shows, shown
from sheetsales.reports.charts import percent
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.orders_table import has_rate
from sheetsales.reports.modules.scores_table import has_scores
from sheetsales.speech.money import money_scale


def delivery_chart(draft: Draft, blocks: Blocks) -> Any | None:
    """On-time delivery by month."""
    if not has_rate(blocks):
        return None
    block = blocks["delivery_trend"]
    delivered, kept, promised = (_sum(block, key) for key in ("delivered", "kept", "promised"))
    rate = percent(kept / promised) if promised else ""
    title = draft.say(f"12 个月交付 {delivered:.0f} 单，准时 {rate}", f"{delivered:.0f} delivered in twelve months, {rate} on time")  # fmt: skip
    chart = new_chart(draft.workbook, "column", draft.lang, title)
    name = draft.say("准时交付率", "On-time delivery")
    span = {key: f"={block.span(key)}" for key in ("month", "rate")}
    chart.add_series(series(name, span["month"], span["rate"], draft.lang, label_format="0%"))
    return chart


def ageing_chart(draft: Draft, blocks: Blocks) -> Any | None:
    """What is owed, by age; what is overdue in the colour of what is wrong."""
    block = blocks.get("ageing_bands")
    amounts = [shown(block.get(row, "amount")) or 0.0 for row in block.rows] if block is not None else []
    if block is None or not any(amounts):
        return None
    late = sum(amounts[1:])
    whole, overdue = draft.money.words(sum(amounts)), draft.money.words(late)
    title = draft.say(f"应收 {whole}，", f"{whole} outstanding, ") + (
        draft.say(f"逾期 {overdue}", f"{overdue} overdue")
        if late
        else draft.say("没有逾期", "nothing overdue")
    )
    chart = new_chart(draft.workbook, "bar", draft.lang, title)
    pattern, unit = money_scale(max(amounts), draft.lang, draft.currency)
    colours = [styles.ACCENT, *([styles.BAD] * (len(amounts) - 1))]
    points = [{"fill": {"color": c}, "border": {"none": True}} for c in colours]
    name = draft.say("未收", "Open") + (f" ({unit})" if unit else "")
    span = {key: f"={block.span(key)}" for key in ("band", "amount")}
    made = series(name, span["band"], span["amount"], draft.lang, label_format=pattern, points=points)
    chart.add_series(made)
    return chart


def satisfaction_chart(draft: Draft, blocks: Blocks) -> Any | None:
    """The mean score by month, with the target as a line."""
    if not has_scores(blocks):
        return None
    block = blocks["satisfaction_trend"]
    known = [mean for row in block.rows if (mean := shown(block.get(row, "mean"))) is not None]
    last = as_excel_shows(known[-1], 1)
    title = draft.say(f"最近一个有分的月份平均 {last}", f"{last} on average in the latest month scored")
    chart = new_chart(draft.workbook, "line", draft.lang, title, legend=True)
    months = f"={block.span('month')}"
    chart.add_series(line_series(draft.say("平均得分", "Mean score"), months, f"={block.span('mean')}"))
    if any(shown(block.get(row, "target")) is not None for row in block.rows):
        target = draft.say("目标", "Target")
        chart.add_series(line_series(target, months, f"={block.span('target')}", colour=styles.GREY_SERIES, thin=True))  # fmt: skip
    show_value_axis(chart, "line", draft.lang, "0", least=None)
    return chart


def channels_chart(draft: Draft, blocks: Blocks) -> Any | None:
    """What each channel cost and the margin it brought."""
    block = blocks.get("channels")
    if block is None:
        return None
    rows = block.rows[:-1]
    margins = [shown(block.get(row, "margin")) for row in rows]
    if None in margins or not any(shown(block.get(row, "cost")) for row in rows):
        return None
    money = [shown(block.get(row, "cost")) or 0.0 for row in rows] + [m or 0.0 for m in margins]
    whole = draft.money.words(sum(m or 0.0 for m in margins))
    spent = draft.money.words(sum(shown(block.get(row, "cost")) or 0.0 for row in rows))
    title = draft.say(
        f"12 个月花 {spent}，带来毛利 {whole}", f"{spent} spent in twelve months, {whole} of margin"
    )
    chart = new_chart(draft.workbook, "column", draft.lang, title, legend=True)
    pattern, unit = money_scale(max(money), draft.lang, draft.currency)
    names = f"={_part(block, 'source')}"
    for key, zh, en, colour in (
        ("cost", "费用", "Cost", styles.BAD),
        ("margin", "毛利", "Margin", styles.ACCENT),
    ):
        name = draft.say(zh, en) + (f" ({unit})" if unit else "")
        chart.add_series(
            series(name, names, f"={_part(block, key)}", draft.lang, colour=colour, label_format=pattern)
        )
    return chart


def _part(block: PlacedTable, key: str) -> str:
    """The column's cells of all rows but the total."""
    last = block.ref(block.rows[-2], key).rpartition("!")[2]
    return f"{block.ref(block.rows[0], key)}:{last}"


def _sum(block: PlacedTable, key: str) -> float:
    return sum(shown(block.get(row, key)) or 0.0 for row in block.rows)
