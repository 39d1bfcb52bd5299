"""Forecast: what the coming months may bring, and what is missing to their targets."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.indicators import reasons
from sheetsales.indicators.forecast import (
    Outlook,
    WinChance,
    awaited_in,
    can_be_weighed,
    cannot_forecast,
    chance_of,
    coming_months,
    counts_in_forecast,
    due_in,
    is_awaited,
    outlook,
    stands_aside,
    unweighed,
)
from sheetsales.indicators.period import Period
from sheetsales.indicators.rates import win_rate_count
from sheetsales.indicators.won import won_amount
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Calc, Dash, as_excel_shows, calc, known, shown
from sheetsales.reports.cover_table import measure_name
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import WINDOW, Formulas, Span, quoted
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

HEADINGS = (
    Heading("month", Text("月份", "Month")),
    Heading("start", Text("起始", "Starts on"), "date"),
    Heading("deals", Text("单数", "Deals"), "count"),
    Heading("target", Text("目标", "Target"), "money"),
    Heading("won", Text("已签", "Won so far"), "money"),
    Heading("commit", Text("承诺", "Commit"), "money"),
    Heading("best", Text("争取(含承诺)", "Best case (incl. commit)"), "money"),
    Heading("weighted", Text("加权预测", "Weighted"), "money"),
    Heading("spread", Text("标准差", "Standard deviation"), "money"),
    Heading("low", Text("区间低", "Low"), "money"),
    Heading("high", Text("区间高", "High"), "money"),
    Heading("range", Text("区间", "Range")),
    Heading("gap", Text("缺口", "Gap"), "money"),
    Heading("rate", Text("赢单率(12月)", "Win rate (12 m)"), "share"),
    Heading("needed", Text("需新增商机金额", "New pipeline needed"), "money"),
    Heading("coverage", Text("储备倍数", "Coverage"), "ratio"),
)

NO_CATEGORY = reasons.no_column("pipeline", "forecast_category")
LARGE_SHARE = 0.3
MOST_NAMED = 5
NO_RATE = Text("近十二个月没有赢单率", "No win rate for the last twelve months")


ASIDE = "·aside"
"""The row of stalled deals, which are in no month of the forecast."""


def outlook_block(draft: Draft, appendix: Appendix, chances: Mapping[str, WinChance]) -> PlacedTable:
    months = coming_months(draft.facts, draft.periods.last_month)
    stalled = [d for d in draft.facts.open() if stands_aside(draft.facts, d)]
    rows = [m.label for m in months] + ([ASIDE] if stalled else [])
    block = appendix.add("outlook", Text("预测", "Forecast"), HEADINGS, rows)
    for month in months:
        block.set(month.label, "month", month.label)
        block.set(month.label, "start", month.first)
        _plan(draft, block, month)
        if reason := _unknown(draft, month):
            for key in BROUGHT:
                block.set(month.label, key, Dash(reason))
        else:
            _bring(draft, block, month, outlook(draft.facts, due_in(draft.facts, month), chances))
    if stalled:
        _aside(draft, block, outlook(draft.facts, stalled, chances))
    return block


def _aside(draft: Draft, block: PlacedTable, found: Outlook) -> None:
    """What the stalled deals would bring, whenever they are expected."""
    column = Formulas(draft).column("aside")
    block.set(ASIDE, "month", draft.say("停滞（另列）", "Stalled, set apart"))
    block.set(ASIDE, "deals", Calc(f'COUNTIFS({column},"<>")', found.deals))
    block.set(ASIDE, "weighted", Calc(f"SUM({column})", found.weighted))


BROUGHT = (
    "deals",
    "commit",
    "best",
    "weighted",
    "spread",
    "low",
    "high",
    "range",
    "gap",
    "needed",
    "coverage",
)
"""Columns that rest on the deals expected in the month."""


def _unknown(draft: Draft, month: Period) -> Text | None:
    """Why nothing is known of what a month may bring: nobody can say, or none of its deals can be weighed."""
    if reason := cannot_forecast(draft.facts):
        return reason
    awaited = awaited_in(draft.facts, month)
    return unweighed(awaited) if awaited and not due_in(draft.facts, month) else None


def _span(block: PlacedTable, row: str) -> Span:
    start = block.local(row, "start")
    return Span(start, f"EOMONTH({start},0)")


def _plan(draft: Draft, block: PlacedTable, month: Period) -> None:
    f = Formulas(draft)
    company = quoted(draft.company)
    name = quoted(measure_name(draft, "won_amount"))
    start = block.local(month.label, "start")
    target, parts = draft.targets.of("won_amount", month), draft.targets.parts("won_amount", month)
    block.set(
        month.label, "target", calc(f.target_of(name, company, company, parts, Span(start, start)), target)
    )
    block.set(
        month.label, "rate", calc(f.win_rate(WINDOW), win_rate_count(draft.facts, draft.periods.window))
    )
    if month == draft.periods.told:
        block.set(month.label, "won", calc("kpi_won_amount", won_amount(draft.facts, month)))
    elif month.first <= draft.facts.as_of:
        formula = f.won_amount(_span(block, month.label))
        block.set(month.label, "won", calc(formula, won_amount(draft.facts, month)))


def _bring(draft: Draft, block: PlacedTable, month: Period, found: Outlook) -> None:
    f, row = Formulas(draft), month.label
    due = f.within("expected", _span(block, row))
    at = {h.key: block.local(row, h.key) for h in HEADINGS}
    counted = f'{f.column("weighted")},"<>"'
    block.set(row, "deals", Calc(f"COUNTIFS({due},{counted})", found.deals))
    block.set(row, "weighted", Calc(f"SUMIFS({f.column('weighted')},{due})", found.weighted))
    block.set(row, "spread", Calc(f"SQRT(SUMIFS({f.column('variance')},{due}))", found.spread))
    block.set(row, "low", Calc(f"MAX(0,{at['weighted']}-{at['spread']})", found.low))
    block.set(row, "high", Calc(f"{at['weighted']}+{at['spread']}", found.high))
    span = f'TEXT({at["low"]},"#,##0")&"–"&TEXT({at["high"]},"#,##0")'
    block.set(row, "range", Calc(span, f"{_whole(found.low)}–{_whole(found.high)}"))
    _promised(draft, block, row, due, found)
    _missing(draft, block, row, at, found, due)


def _whole(amount: float) -> str:
    return f"{int(as_excel_shows(amount, 0)):,}"


def _promised(draft: Draft, block: PlacedTable, row: str, due: str, found: Outlook) -> None:
    f = Formulas(draft)
    if not draft.facts.book.table("pipeline").has("forecast_category"):
        block.set(row, "commit", Dash(NO_CATEGORY))
        block.set(row, "best", Dash(NO_CATEGORY))
        return
    labels = (
        draft.facts.book.labels.get("pipeline.forecast_category")
        or draft.facts.book.labels.get("forecast")
        or {}
    )
    sums = {
        code: f'SUMIFS({f.column("amount")},{due},{f.column("weighted")},"<>",{f.column("category")},{quoted(draft.speak(labels[code]))})'
        for code in ("commit", "best_case")
        if code in labels
    }
    block.set(row, "commit", Calc(sums["commit"], float(found.commit)))
    block.set(row, "best", Calc(f"{block.local(row, 'commit')}+{sums['best_case']}", float(found.best_case)))


def _missing(
    draft: Draft, block: PlacedTable, row: str, at: dict[str, str], found: Outlook, due: str
) -> None:
    f = Formulas(draft)
    target, rate = block.get(row, "target"), block.get(row, "rate")
    for content in (target, block.get(row, "won")):
        if isinstance(content, Dash):
            for key in ("gap", "needed", "coverage"):
                block.set(row, key, content)
            return
    won, won_ref = (
        shown(block.get(row, "won")) or 0.0,
        f"-{at['won']}" if known(block.get(row, "won")) else "",
    )
    left = (shown(target) or 0.0) - won
    gap = left - found.weighted
    block.set(row, "gap", Calc(f"{at['target']}{won_ref}-{at['weighted']}", gap))
    chance = shown(rate)
    if not chance:
        block.set(row, "needed", Dash(NO_RATE))
    else:
        block.set(row, "needed", Calc(f"MAX(0,{at['gap']})/{at['rate']}", max(0.0, gap) / chance))
    amount = float(sum(d.amount or 0 for d in due_in(draft.facts, _month(draft, row))))
    if left <= 0:
        block.set(row, "coverage", Dash(reasons.TARGET_REACHED))
        return
    total = f'SUMIFS({f.column("amount")},{due},{f.column("weighted")},"<>")'
    block.set(row, "coverage", Calc(f"{total}/({at['target']}{won_ref})", amount / left))


def _month(draft: Draft, label: str) -> Period:
    return next(m for m in coming_months(draft.facts, draft.periods.last_month) if m.label == label)


def outweighs(draft: Draft) -> tuple[str, str] | None:
    """The deal that is more than three tenths of the coming month's forecast, and its share; None where there is none."""
    facts = draft.facts
    first = due_in(facts, coming_months(facts, draft.periods.last_month)[0])
    weights = {d.id: float(d.amount or 0) * (chance_of(facts, d, draft.chances) or 0) for d in first}
    whole = sum(weights.values())
    deal = max(weights, key=lambda key: weights[key], default="")
    if not deal or weights[deal] <= whole * LARGE_SHARE:
        return None
    return deal, as_excel_shows(100 * weights[deal] / whole, 0) + "%"


def outlook_note(draft: Draft) -> str:
    """What the forecast rests on: how many deals, those set apart, deals without a date to come."""
    facts = draft.facts
    if cannot_forecast(facts):
        return ""
    counted = [d for d in facts.open() if counts_in_forecast(facts, d)]
    aside = [d for d in facts.open() if stands_aside(facts, d)]
    least = int(facts.book.settings.number("forecast_min_deals"))
    notes = []
    if len(counted) < least:
        notes.append(
            Text(
                f"计入预测的商机 {len(counted)} 单，少于 {least} 单，请同时看承诺和争取",
                f"Only {len(counted)} deals are in the forecast, fewer than {least}: look at commit and best case too",
            )
        )
    if aside:
        named = ", ".join(d.id for d in aside[:MOST_NAMED]) + (" …" if len(aside) > MOST_NAMED else "")
        notes.append(
            Text(
                f"停滞的 {len(aside)} 单另列，不计入各月：{named}",
                f"{count_of(len(aside), 'stalled deal')} set apart, in no month: {named}",
            )
        )
    unpriced = [d for d in facts.open() if is_awaited(facts, d) and not can_be_weighed(facts, d)]
    if unpriced:
        notes.append(
            Text(
                f"另有 {len(unpriced)} 单没有金额或赢率，加权算不了",
                f"{count_of(len(unpriced), 'deal')} more without an amount or a chance, which nobody can weigh",
            )
        )
    undated = [d for d in counted if d.expected_close is None or d.expected_close <= facts.as_of]
    if undated:
        notes.append(
            Text(
                f"另有 {len(undated)} 单预计成交已过或没填，不在各月里",
                f"{count_of(len(undated), 'more deal has', 'more deals have')} an expected close that has passed or is blank: in no month",
            )
        )
    return draft.say("；", "; ").join(draft.speak(n) for n in notes) + draft.say("。", ".") if notes else ""
