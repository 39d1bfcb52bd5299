"""What the cover says of months that were finalised: when, and what came out otherwise since."""

from __future__ import annotations

from sheetsales.indicators.catalogue import BY_CODE, Unit, definition
from sheetsales.indicators.compared import Restated, changed_endings, restated
from sheetsales.indicators.period import Period
from sheetsales.look.numbers import UNKNOWN, spoken_percent
from sheetsales.reports.draft import Draft
from sheetsales.speech.money import spoken_money

_MOST_FIGURES, _MOST_DEALS = 2, 3


def closed_clause(draft: Draft) -> str:
    """``月末定稿 2026-11-03；定稿后改动：签约额 64.5 万元→66.1 万元（O-0102）``; "" where no month was finalised."""
    clauses = [_clause(draft, month) for month in draft.periods.told.months]
    return draft.say("；", "; ").join(filter(None, clauses))


def _clause(draft: Draft, month: Period) -> str:
    """Of one month; a quarter or a year says which."""
    kept = draft.snapshots.of(month.label)
    if kept is None or kept.closed_on is None:
        return ""
    of = "" if month == draft.periods.told else f"{month.label} "
    closed = draft.say(f"{of}月末定稿 {kept.closed_on}", f"{of}finalised {kept.closed_on}")
    changed = restated(kept, draft.facts, month)
    if not changed:
        return closed
    joint = draft.say("、", ", ")
    figures = joint.join(_told(draft, one) for one in changed[:_MOST_FIGURES])
    if len(changed) > _MOST_FIGURES:
        figures += draft.say(f" 等 {len(changed)} 个指标", f" and {len(changed) - _MOST_FIGURES} more")
    deals = changed_endings(kept, draft.facts, month)
    named = joint.join(deals[:_MOST_DEALS]) + (draft.say(" 等", " …") if len(deals) > _MOST_DEALS else "")
    cause = draft.say(f"（{named}）", f" ({named})") if deals else ""
    return draft.say(f"{closed}；定稿后改动：{figures}{cause}", f"{closed}; changed since: {figures}{cause}")


def _told(draft: Draft, one: Restated) -> str:
    name = draft.speak(definition(draft.facts.book, one.code).title)
    unit = BY_CODE[one.code].unit
    return f"{name} {_value(draft, one.then, unit)}→{_value(draft, one.now, unit)}"


def _value(draft: Draft, value: float | None, unit: Unit) -> str:
    if value is None:
        return UNKNOWN
    match unit:
        case "money":
            return spoken_money(value, draft.lang, draft.currency)
        case "share":
            return spoken_percent(value)
        case _:
            return f"{value:,.1f}".removesuffix(".0")
