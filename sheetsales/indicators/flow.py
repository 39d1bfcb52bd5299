"""Deals flowing through the stages, as the stage log tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import pairwise

from sheetsales.book.process import Stage
from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.process.stays import Stay
from sheetsales.texts import Text


def log_gap(facts: Facts, since: dt.date) -> Text | None:
    """Why the stage log cannot tell about the time from ``since`` on; None where it can."""
    if facts.log is None:
        return reasons.NO_LOG
    if not facts.log.covers(since):
        day = facts.log.first_day.isoformat()
        return Text(f"阶段记录从 {day} 才开始", f"The stage log begins on {day} only")
    return None


def _count(facts: Facts, stage: Stage, since: dt.date, takes: Callable[[Stay], bool]) -> Figure:
    if reason := log_gap(facts, since):
        return unknown(reason)
    count = sum(1 for stay in _stays(facts, stage) if takes(stay))
    return Figure(count, count)


def _stays(facts: Facts, stage: Stage) -> Iterable[Stay]:
    return facts.log.by_stage.get(stage.code, ()) if facts.log else ()


def entered(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that came into the stage in the period."""
    return _count(facts, stage, period.first, lambda stay: stay.entered in period)


def open_at_start(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that were in the stage as the period began."""

    def there(stay: Stay) -> bool:
        came = stay.entered is None or stay.entered < period.first
        return came and (stay.left is None or stay.left >= period.first)

    return _count(facts, stage, period.first, there)


def advanced(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that left the stage in the period for a later one that is not a loss."""
    return _count(facts, stage, period.first, lambda stay: stay.left in period and goes_on(facts, stay))


def lost_from(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that were lost out of the stage in the period."""
    lost = {s.code for s in facts.book.process.stages if s.lost}
    return _count(facts, stage, period.first, lambda stay: stay.left in period and stay.to in lost)


def goes_on(facts: Facts, stay: Stay) -> bool:
    """Whether a stay ended with a move to a later stage, rather than back, to hold or to a loss."""
    return facts.order.get(stay.to, -1) > facts.order.get(stay.stage, 10**9)


def stage_conversion(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that passed the stage ÷ deals that entered it in the period; any later stage counts as passed.

    A deal counts once, by its first entry, and is followed to the day of the facts. Deals that skipped the stage
    did not enter it, so the product of the stages is not the funnel.
    """
    if reason := log_gap(facts, period.first):
        return unknown(reason)
    stays = [stay for stay in _stays(facts, stage) if stay.first and stay.entered in period]
    return share(sum(1 for stay in stays if stay.passed), len(stays), len(stays), reasons.NO_ENTRY)


def standard_conversion(facts: Facts, stage: Stage) -> Figure:
    """What the process expects: win probability of the stage ÷ that of the next one on the way."""
    way = facts.stages
    if stage not in way or stage == way[-1]:
        return unknown(reasons.NO_PROBABILITY)
    here, there = stage.win_probability, way[way.index(stage) + 1].win_probability
    return Figure(here / there) if here and there else unknown(reasons.NO_PROBABILITY)


def through_rate(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Of the deals that entered the stage in the period and whose fate is decided, the share that passed it.

    Decided: passed, or lost without passing. Deals still there, on hold or gone back are left out and counted, so a
    stage full of young deals does not look narrow.
    """
    if reason := log_gap(facts, period.first):
        return unknown(reason)
    stays = [stay for stay in _stays(facts, stage) if stay.first and stay.entered in period]
    passed = sum(1 for stay in stays if stay.passed)
    dropped = sum(1 for stay in stays if is_dropped(facts, stay))
    decided = passed + dropped
    return share(passed, decided, decided, reasons.NO_ENTRY, len(stays) - decided)


def is_dropped(facts: Facts, stay: Stay) -> bool:
    """Whether the deal was lost without ever coming past the stage."""
    return bool(stay.to) and not stay.passed and stay.deal in facts.lost_ids


def of_standard(facts: Facts, stage: Stage, period: Period) -> Figure:
    """The share of decided deals that pass the stage ÷ the stage's own standard."""
    rate, standard = through_rate(facts, stage, period), standard_conversion(facts, stage)
    if not rate.known or not standard.known:
        return unknown((rate if not rate.known else standard).reason, rate.n)
    return share(rate.number, standard.number, rate.n, reasons.NO_PROBABILITY)


def lowest(facts: Facts, period: Period) -> tuple[Stage, Stage, float] | None:
    """The stage that passes least against its own standard, the one after it, and the ratio; of stages with enough
    decided deals, None where there are none."""
    found: tuple[Stage, Stage, float] | None = None
    for here, there in pairwise(facts.stages):
        ratio = of_standard(facts, here, period)
        if ratio.known and ratio.n >= facts.smallest_sample and (found is None or ratio.number < found[2]):
            found = (here, there, ratio.number)
    return found


def bottleneck(facts: Facts, period: Period) -> tuple[Stage, Stage] | None:
    """The stage, and the one after it, that falls short of its own standard by most; None where none does."""
    found = lowest(facts, period)
    return found[:2] if found is not None and found[2] < 1 else None


def there_at_end(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Deals that were in the stage as the period, or what has gone of it, ended."""
    return _count(facts, stage, period.first, lambda stay: stay.left is None)


def days_of_leavers(facts: Facts, stage: Stage, period: Period) -> Figure:
    """Median days in the stage of the stays that ended in the period."""
    if reason := log_gap(facts, period.first):
        return unknown(reason)
    left = [stay for stay in _stays(facts, stage) if stay.left in period]
    days = [float(n) for stay in left if (n := stay.days(facts.as_of)) is not None]
    if not days:
        return unknown(reasons.NOBODY_LEFT, left_out=len(left))
    return Figure(median(days), len(days), left_out=len(left) - len(days))
