"""Targets on any other measure than signed value: what is reached, or why nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sheetsales.indicators import reasons, targets
from sheetsales.indicators.catalogue import BY_CODE, Indicator, definition
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period, parse_period
from sheetsales.indicators.scope import Scope
from sheetsales.indicators.targets import Target
from sheetsales.process.goals import ADDS_UP, AT_MOST_ONE, MONEY
from sheetsales.reports.block import Appendix, Heading, Look, PlacedTable
from sheetsales.reports.cells import Dash
from sheetsales.reports.cover_table import LOWER_IS_BETTER, STATUS_WORDS, measure_name
from sheetsales.reports.draft import LEVELS, Draft
from sheetsales.reports.target_table import MEASURE
from sheetsales.texts import Text

HEADINGS = (
    Heading("measure", Text("衡量指标", "Measure")),
    Heading("level", Text("层级", "Level")),
    Heading("name", Text("名称", "Name")),
    Heading("period", Text("期间", "Period")),
    Heading("target", Text("目标", "Target"), "count"),
    Heading("actual", Text("实际", "Actual"), "count"),
    Heading("attainment", Text("完成率", "Attainment"), "share"),
    Heading("status", Text("状态", "Status")),
    Heading("n", Text("样本数", "n"), "count"),
)
_LEVELS = tuple(LEVELS)


class Other(NamedTuple):
    """A target with the time it is held against: the period told where it is set for that, or for all months in it, else
    the quarter or year around."""

    target: Target
    period: Period


def other_targets(draft: Draft) -> list[Other]:
    """Of everybody and each measure the shortest target around the period told, by measure, level and name."""
    found: dict[tuple[str, Scope], Other] = {}
    for other in _around(draft):
        key = (other.target.measure, other.target.scope)
        known = found.get(key)
        if known is None or other.period.span.months < known.period.span.months:
            found[key] = other
    return sorted(found.values(), key=lambda other: _rank(draft, other.target))


def _around(draft: Draft) -> Iterator[Other]:
    told = draft.periods.told
    for target in draft.targets.rows:
        if target.measure == MEASURE:
            continue
        whole = draft.targets.of(target.measure, told, target.scope)
        if told.span.months > 1 and whole.known and target.measure in ADDS_UP:
            yield Other(
                replace(target, period=told.label, span=told.span, value=Decimal(str(whole.value))), told
            )
            continue
        period = parse_period(target.period, draft.facts.fiscal_start)
        if period is not None and period.first <= told.first and told.last <= period.last:
            yield Other(target, period)


def _rank(draft: Draft, target: Target) -> tuple[int, str, int, str]:
    order = list(BY_CODE)
    place = order.index(target.measure) if target.measure in BY_CODE else len(order)
    return place, target.measure, _LEVELS.index(target.scope.level), draft.scope_name(target.scope)


def other_targets_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """None where there are no such targets."""
    found = other_targets(draft)
    if not found:
        return None
    rows = [f"{o.target.measure}|{o.target.scope.level}|{o.target.scope.key}" for o in found]
    title = Text("其他指标的目标", "Targets on other measures")
    block = appendix.add("targets_other", title, HEADINGS, rows)
    for row, other in zip(rows, found, strict=True):
        _fill(draft, block, row, other)
    return block


def _fill(draft: Draft, block: PlacedTable, row: str, other: Other) -> None:
    target, period = other
    indicator, defined = BY_CODE.get(target.measure), definition(draft.facts.book, target.measure)
    look = _look(target.measure, indicator)
    wanted, actual = Figure(float(target.value), 1), _actual(draft, indicator, period, target.scope)
    block.set(row, "measure", measure_name(draft, target.measure))
    block.set(row, "level", draft.level_name(target.scope.level))
    block.set(row, "name", draft.scope_name(target.scope))
    block.set(row, "period", target.period)
    block.set(row, "target", wanted.number, look)
    block.set(row, "actual", actual.number if actual.known else Dash(actual.reason), look)
    block.set(row, "n", actual.n if actual.known else None)
    if defined.direction == "lower":
        block.set(row, "attainment", Dash(LOWER_IS_BETTER))
    else:
        reached = targets.attainment(actual, wanted)
        block.set(row, "attainment", reached.number if reached.known else Dash(reached.reason))
    if indicator is not None and draft.facts.as_of >= period.last:
        least = draft.facts.smallest_sample
        status = defined.status(actual, wanted.number, least, adds_up=indicator.adds_up)
        block.set(row, "status", draft.speak(STATUS_WORDS[status]))


def _actual(draft: Draft, indicator: Indicator | None, period: Period, scope: Scope) -> Figure:
    if indicator is None:
        return unknown(reasons.NOT_MEASURED)
    return indicator.compute(draft.facts, period, scope)


def _look(measure: str, indicator: Indicator | None) -> Look:
    """How a measure reads; of one that nobody computes by what it is."""
    if measure in MONEY:
        return "money"
    if indicator is not None:
        return "share" if indicator.unit == "share" else "days" if indicator.unit == "days" else "count"
    return "share" if measure in AT_MOST_ONE else "count"
