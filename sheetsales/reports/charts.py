"""The charts: funnel, trend against target, attainment by person, forecast range. Each title says its message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from sheetsales.look import styles
from sheetsales.look.charts import highlight, line_series, new_chart, series
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import as_excel_shows, known, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.outlook_table import ASIDE
from sheetsales.reports.period_words import spoken_period
from sheetsales.reports.target_table import judged_by, judged_people
from sheetsales.speech.money import money_scale

_TALL_ENOUGH = 0.12
"""Share of the chart's height a column needs to hold its label."""
MOST_PEOPLE = 12
"""Bars a chart of people shows at most."""


def percent(value: float) -> str:
    return as_excel_shows(value * 100, 0) + "%"


def funnel_chart(draft: Draft, stages: PlacedTable) -> Any | None:
    """Deals of twelve months by the furthest stage they ever came to; without a stage log, the deals open in each now."""
    way = [stage.code for stage in draft.facts.stages]
    reached = all(known(stages.get(code, "reached")) for code in way)
    column = "reached" if reached else "open"
    rows = [code for code in way if known(stages.get(code, column))]
    counts = [shown(stages.get(code, column)) or 0.0 for code in rows]
    if not any(counts):
        return None
    title = (
        _funnel_title(draft, counts) if reached else draft.say("在手商机：各阶段单数", "Open deals by stage")
    )
    chart = new_chart(draft.workbook, "bar", draft.lang, title)
    name = draft.say("走到或走过", "Reached") if reached else draft.say("在手", "Open")
    last = len(rows) - 1
    points = highlight(len(rows), last) if reached else ()
    made = series(
        name,
        _span(stages, rows, "stage"),
        _span(stages, rows, column),
        draft.lang,
        label_format="0",
        points=points,
    )
    if reached:
        made["data_labels"]["custom"] = [{"value": "=" + stages.ref(row, "reached_label")} for row in rows]
    chart.add_series(made)
    return chart


def _funnel_title(draft: Draft, counts: Sequence[float]) -> str:
    whole, won = counts[0], counts[-1]
    share = f"（{percent(won / whole)}）" if whole >= draft.facts.smallest_sample else ""
    return draft.say(
        f"近 12 个月新增商机 {whole:.0f} 单，成交 {won:.0f} 单{share}",
        f"{won:.0f} of {whole:.0f} deals opened in twelve months were won"
        + share.replace("（", " (").replace("）", ")"),
    )


_MARK = {
    "type": "long_dash",
    "size": 10,
    "fill": {"color": styles.INK},
    "border": {"color": styles.INK},
}
"""A target is a short mark: no line joins months that have nothing to do with each other."""


def _trend_title(draft: Draft, kpi: PlacedTable) -> str:
    """What was won and what is missing; of a month that still runs only what the chart shows."""
    won, target = (shown(kpi.get("won_amount", key)) for key in ("actual", "target"))
    if won is None or draft.periods.running:
        if draft.periods.length != "month":
            return draft.say("各月签约额", "Won value by month")
        return draft.say("近 12 个月签约额", "Won value, twelve months")
    money, named = draft.money.words, spoken_period(draft.periods, short=True)
    title = draft.say(f"{named.zh}签约 {money(won)}", f"{named.en}: {money(won)} won")
    if not target:
        return title
    if won == target:
        return title + draft.say("，正好达标", ", exactly on target")
    gap = money(abs(target - won))
    return title + (
        draft.say(f"，差目标 {gap}", f", {gap} short of target")
        if won < target
        else draft.say(f"，超目标 {gap}", f", {gap} above target")
    )


def trend_chart(draft: Draft, trend: PlacedTable, kpi: PlacedTable) -> Any | None:
    """Won value by month as columns, the target as a short mark."""
    amounts = [shown(trend.get(row, "amount")) for row in trend.rows]
    if not any(amounts):
        return None
    title = _trend_title(draft, kpi)
    chart = new_chart(draft.workbook, "column", draft.lang, title)
    categories = f"={trend.span('month')}"
    alone = draft.periods.length == "month"
    points = highlight(len(trend.rows), len(trend.rows) - 1) if alone else ()
    pattern, unit = money_scale(max(a or 0.0 for a in amounts), draft.lang, draft.currency)
    name = _in_unit(draft, draft.say("签约额", "Signed value"), unit)
    made = series(
        name, categories, f"={trend.span('amount')}", draft.lang, label_format=pattern, points=points,
        colour=styles.GREY_SERIES if alone else styles.ACCENT,
    )  # fmt: skip
    dark = [not alone or at == len(trend.rows) - 1 for at in range(len(trend.rows))]
    _label_inside(made, [_white() if on else {} for on in dark])
    chart.add_series(made)
    if min(amount or 0.0 for amount in amounts) < 0:  # more came back than was won
        chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    lines = _lines(draft, trend, categories)
    if lines:
        _combine(draft, chart, lines)
    return chart


def _lines(draft: Draft, trend: PlacedTable, categories: str) -> list[dict[str, Any]]:
    """What stands over the columns, where it is known: targets, and what was won a year before."""
    found = []
    if any(shown(trend.get(row, "target")) is not None for row in trend.rows):
        found.append(_marks(draft.say("目标", "Target"), categories, f"={trend.span('target')}"))
    if "year_ago" in trend.columns and any(shown(trend.get(row, "year_ago")) for row in trend.rows):
        name = draft.say("上年同期", "A year ago")
        values = f"={trend.span('year_ago')}"
        found.append(line_series(name, categories, values, colour=styles.GREY_SERIES, thin=True))
    return found


def _white() -> dict[str, Any]:
    """The font of a label on a dark column; one for each label, since XlsxWriter changes what it is given."""
    return {"font": {"color": styles.WHITE, "size": 9}}


def _label_inside(made: dict[str, Any], custom: list[dict[str, Any]]) -> None:
    """Labels at the foot of the columns, clear of lines that run over their heads; ``custom`` for each of them."""
    made["data_labels"]["position"] = "inside_base"
    made["data_labels"]["custom"] = [c or None for c in custom]


def _in_unit(draft: Draft, name: str, unit: str) -> str:
    """The name of a series with the unit of its labels."""
    return draft.say(f"{name}（{unit}）", f"{name} ({unit})") if unit else name


def stage_chart(material: Material) -> Any | None:
    """The share that passed each stage as columns, its standard as a mark; without such shares what came and went on."""
    draft, stages = material.draft, material.blocks.stages
    rows = [stage.code for stage in draft.facts.stages if stage.open]
    rows = [
        code for code in rows if known(stages.get(code, "through")) and known(stages.get(code, "standard"))
    ]
    if len(rows) < 2 or material.lowest is None or material.lowest[0].code not in rows:
        return flow_chart(draft, stages)
    nearest = material.lowest[0].code
    rate, standard = (percent(shown(stages.get(nearest, key)) or 0.0) for key in ("through", "standard"))
    name = draft.stage_name(nearest)
    title = draft.say(
        f"{name}通过率 {rate}，标准 {standard}", f"{name}: {rate} passed, the standard is {standard}"
    )
    chart = new_chart(draft.workbook, "column", draft.lang, title)
    categories, points = _span(stages, rows, "stage"), highlight(len(rows), rows.index(nearest))
    made = series(
        draft.say("通过率", "Passed"), categories, _span(stages, rows, "through"), draft.lang,
        colour=styles.GREY_SERIES, label_format="0%", points=points,
    )  # fmt: skip
    _label_inside(made, [_white() if code == nearest else {} for code in rows])
    chart.add_series(made)
    _add_marks(draft, chart, draft.say("标准", "Standard"), categories, _span(stages, rows, "standard"))
    return chart


def _add_marks(draft: Draft, chart: Any, name: str, categories: str, values: str) -> None:
    """Targets as short marks over the columns, told in a legend."""
    _combine(draft, chart, [_marks(name, categories, values)])


def _marks(name: str, categories: str, values: str) -> dict[str, Any]:
    marks = line_series(name, categories, values, colour=styles.INK)
    marks["line"] = {"none": True}
    marks["marker"] = _MARK
    return marks


def _combine(draft: Draft, chart: Any, lines: Sequence[dict[str, Any]]) -> None:
    """Lays lines over the columns, told in a legend."""
    line = draft.workbook.add_chart({"type": "line"})
    for one in lines:
        line.add_series(one)
    chart.combine(line)
    font = {"size": 9, "color": styles.QUIET, "name": styles.font(draft.lang)}
    chart.set_legend({"position": "bottom", "font": font})


def flow_chart(draft: Draft, stages: PlacedTable) -> Any | None:
    """This month's entries beside the moves on, by stage; the open amount where there is no stage log."""
    open_stages = [stage.code for stage in draft.facts.stages if stage.open]
    rows = [code for code in open_stages if known(stages.get(code, "open"))]
    if not rows:
        return None
    flow = all(known(stages.get(code, "advanced")) for code in rows)
    if flow and not any(shown(stages.get(code, key)) for code in rows for key in ("entered", "advanced")):
        return None

    span = partial(_span, stages, rows)
    if flow:
        chart = new_chart(
            draft.workbook,
            "bar",
            draft.lang,
            draft.say_of("本月进入与推进", "In and on, this month"),
            legend=True,
        )
        pairs = (
            ("entered", draft.say("进入", "Entered"), styles.GREY_SERIES),
            ("advanced", draft.say("推进", "Advanced"), styles.ACCENT),
        )
        for column, name, colour in pairs:
            chart.add_series(
                series(name, span("stage"), span(column), draft.lang, colour=colour, label_format="0")
            )
        return chart
    if not any(shown(stages.get(code, "amount")) for code in rows):
        return None
    chart = new_chart(draft.workbook, "bar", draft.lang, draft.say("在手金额按阶段", "Open amount by stage"))
    chart.add_series(
        series(
            draft.say("金额", "Amount"),
            span("stage"),
            span("amount"),
            draft.lang,
            label_format=draft.money_format,
        )
    )
    return chart


def people_chart(draft: Draft, targets: PlacedTable) -> Any | None:
    """Attainment by person, lowest first; pace while the month runs."""
    by = judged_by(draft)
    rows = judged_people(targets, by)
    if not rows:
        return None
    shares = [shown(targets.get(r, by)) or 0.0 for r in rows]
    if not any(shares):
        return None
    done = sum(s >= 1 for s in shares)
    title = draft.say(f"{len(rows)} 人中 {done} 人达标", f"{done} of {len(rows)} people on target")
    if by == "pace":
        title = draft.say(f"{len(rows)} 人中 {done} 人跟上进度", f"{done} of {len(rows)} people keeping pace")
    if len(rows) > MOST_PEOPLE:
        title += draft.say(f"；最低的 {MOST_PEOPLE} 人", f"; the lowest {MOST_PEOPLE}")
        rows, shares = rows[:MOST_PEOPLE], shares[:MOST_PEOPLE]
    chart = new_chart(draft.workbook, "bar", draft.lang, title)

    span = partial(_span, targets, rows)
    colours = [styles.GOOD if s >= 1 else styles.BAD if s < 0.8 else styles.WATCH for s in shares]
    points = [{"fill": {"color": c}, "border": {"none": True}} for c in colours]
    name = draft.say("进度比", "Pace") if by == "pace" else draft.say("完成率", "Attainment")
    chart.add_series(series(name, span("name"), span(by), draft.lang, label_format="0%", points=points))
    return chart


def load_chart(draft: Draft, tasks: PlacedTable | None) -> Any | None:
    """Load by person, highest first; over the line in the colour of what is wrong."""
    rows = [row for row in tasks.rows if known(tasks.get(row, "load"))][:MOST_PEOPLE] if tasks else []
    shares = [shown(tasks.get(row, "load")) or 0.0 for row in rows] if tasks else []
    if tasks is None or not any(shares):
        return None
    limit = draft.facts.book.settings.number("overload_share")
    full = sum(share > limit for share in shares)
    most = f"{tasks.get(rows[0], 'name')} {percent(shares[0])}"
    title = (
        draft.say(f"{full} 人超负荷，最高{most}", f"{full} overloaded, the highest {most}")
        if full
        else draft.say(f"没有人超负荷，最高{most}", f"Nobody overloaded, the highest {most}")
    )
    chart = new_chart(draft.workbook, "bar", draft.lang, title)
    colours = [styles.BAD if share > limit else styles.ACCENT for share in shares]
    points = [{"fill": {"color": c}, "border": {"none": True}} for c in colours]
    name, span = draft.say("负荷率", "Load"), partial(_span, tasks, rows)
    chart.add_series(series(name, span("name"), span("load"), draft.lang, label_format="0%", points=points))
    return chart


def outlook_chart(draft: Draft, outlook: PlacedTable) -> Any | None:
    """Weighted forecast with its range as bars of uncertainty, pale as what is still to come, the target as a mark."""
    months = [row for row in outlook.rows if row != ASIDE]
    if not any(shown(outlook.get(r, "weighted")) for r in months):
        return None
    first = months[0]
    target, weighted = shown(outlook.get(first, "target")), shown(outlook.get(first, "weighted")) or 0.0
    title = draft.say("未来三个月加权预测", "Weighted forecast, three months")
    if target:
        share = percent(weighted / target)
        title = draft.say(
            f"{first} 加权预测是目标的 {share}", f"{first}: the weighted forecast is {share} of target"
        )
    chart = new_chart(draft.workbook, "column", draft.lang, title, legend=True)
    categories = _span(outlook, months, "month")
    highest = max([shown(outlook.get(r, key)) or 0.0 for r in months for key in ("high", "target")])
    pattern, unit = money_scale(highest, draft.lang, draft.currency)
    name = draft.say("加权预测（须线为 ±1 个标准差）", "Weighted (whiskers: ±1 standard deviation)")
    name = _in_unit(draft, name, unit)
    made = series(
        name,
        categories,
        _span(outlook, months, "weighted"),
        draft.lang,
        label_format=pattern,
        colour=styles.GREY_SERIES,
    )
    spreads = [shown(outlook.get(r, "spread")) for r in months]
    spread = _span(outlook, months, "spread")
    made["y_error_bars"] = {
        "type": "custom", "plus_values": spread, "minus_values": spread, "plus_data": spreads, "minus_data": spreads,
        "line": {"color": styles.QUIET, "width": 1},
    }  # fmt: skip
    made["gap"] = 150
    heights = [shown(outlook.get(r, "weighted")) or 0.0 for r in months]
    _label_inside(made, [{} if v > highest * _TALL_ENOUGH else {"delete": True} for v in heights])
    chart.add_series(made)
    chart.set_y_axis(
        {"visible": False, "min": 0, "max": highest * 1.1 or 1, "major_gridlines": {"visible": False}}
    )
    planned = list(takewhile(lambda r: known(outlook.get(r, "target")), months))
    if len(planned) > 1:
        labels, values = (_span(outlook, planned, key) for key in ("month", "target"))
        _add_marks(draft, chart, draft.say("目标", "Target"), labels, values)
    return chart


def _span(block: PlacedTable, rows: Sequence[str], column: str) -> str:
    """The cells of some rows that follow one another."""
    return f"={block.ref(rows[0], column)}:{block.ref(rows[-1], column).rpartition('!')[2]}"


def checks_chart(draft: Draft, checks: PlacedTable) -> Any | None:
    """Errors and warnings by person."""
    rows = checks.rows[:MOST_PEOPLE]
    problems = {row: _problems(checks, row) for row in rows}
    if not any(problems.values()):
        return None
    most = max(rows, key=lambda row: problems[row])
    title = draft.say(f"{most}最多：{problems[most]} 处", f"Most with {most}: {problems[most]}")
    chart = new_chart(draft.workbook, "bar", draft.lang, title, stacked=True, legend=True)

    span = partial(_span, checks, rows)
    for column, name, colour in (
        ("error", draft.say("错误", "Errors"), styles.BAD),
        ("warning", draft.say("提醒", "Warnings"), styles.WATCH),
    ):
        made = series(name, span("name"), span(column), draft.lang, colour=colour, label_format="0;;")
        made["data_labels"]["font"]["color"] = styles.WHITE
        chart.add_series(made)
    return chart


def _problems(checks: PlacedTable, row: str) -> int:
    return sum(int(shown(checks.get(row, key)) or 0) for key in ("error", "warning"))
