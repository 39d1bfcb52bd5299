"""What the open deals are likely to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import sqrt

from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.indicators.pipeline import is_stalled
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class WinChance:
    """The chance of winning from a stage: ``wins`` of ``ended`` deals that came through it, drawn to ``standard``
    with the weight of ``strength`` deals. Without history it is the standard itself."""

    stage: Stage
    standard: float
    wins: int
    ended: int
    strength: float

    @property
    def value(self) -> float:
        weight = self.strength + self.ended
        return (self.strength * self.standard + self.wins) / weight if weight > 0 else self.standard


def win_chances(facts: Facts) -> Mapping[str, WinChance]:
    """By stage code, for open stages that have a win probability; history comes from the stage log and ended deals."""
    wins: dict[str, int] = {}
    ended: dict[str, int] = {}
    if facts.log is not None:
        for deal in facts.deals:
            if deal.state not in ("won", "lost"):
                continue
            for code in {stay.stage for stay in facts.log.stays.get(deal.id, ())}:
                ended[code] = ended.get(code, 0) + 1
                wins[code] = wins.get(code, 0) + (deal.state == "won")
    strength = max(0.0, facts.book.settings.number("shrink_strength"))
    return {
        s.code: WinChance(s, s.win_probability, wins.get(s.code, 0), ended.get(s.code, 0), strength)
        for s in facts.book.process.stages
        if s.open and s.win_probability is not None
    }


def chance_of(facts: Facts, deal: Deal, chances: Mapping[str, WinChance]) -> float | None:
    """The chance of winning a deal: the one typed on it where the settings let that count, else its stage's; None
    where neither is known."""
    if deal.probability is not None and facts.typed_probability_counts:
        return deal.probability
    known = chances.get(deal.stage.code) if deal.stage is not None else None
    return known.value if known is not None else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a set of open deals may bring. ``spread`` is one standard deviation of the weighted sum."""

    deals: int
    weighted: float
    spread: float
    commit: Decimal
    best_case: Decimal

    @property
    def low(self) -> float:
        return max(0.0, self.weighted - self.spread)

    @property
    def high(self) -> float:
        return self.weighted + self.spread


def counts_in_forecast(facts: Facts, deal: Deal) -> bool:
    """Open and not stalled, with an amount and a chance that are known, not left out by its category, and expected
    within the horizon."""
    return can_be_weighed(facts, deal) and is_stalled(facts, deal) is not True


def stands_aside(facts: Facts, deal: Deal) -> bool:
    """Stalled, and therefore out of the forecast that it would be in."""
    return can_be_weighed(facts, deal) and is_stalled(facts, deal) is True


def can_be_weighed(facts: Facts, deal: Deal) -> bool:
    return is_awaited(facts, deal) and deal.amount is not None and _has_chance(facts, deal)


def is_awaited(facts: Facts, deal: Deal) -> bool:
    """Open, not left out by its category, and expected within the horizon, whatever it is worth."""
    return (
        deal.state == "open"
        and deal.category != "omitted"
        and (deal.expected_close is None or deal.expected_close <= facts.horizon)
    )


def _has_chance(facts: Facts, deal: Deal) -> bool:
    if deal.probability is not None and facts.typed_probability_counts:
        return True
    return deal.stage is not None and deal.stage.open and deal.stage.win_probability is not None


def outlook(facts: Facts, deals: Sequence[Deal], chances: Mapping[str, WinChance]) -> Outlook:
    """Σ amount × p, its standard deviation √Σ a²p(1−p), and what people committed to (best case includes it)."""
    weighted = variance = 0.0
    for deal in deals:
        p = chance_of(facts, deal, chances)
        if deal.amount is None or p is None:
            continue
        amount = float(deal.amount)
        weighted += amount * p
        variance += amount * amount * p * (1 - p)
    commit = total(d for d in deals if d.category == "commit")
    best = commit + total(d for d in deals if d.category == "best_case")
    return Outlook(len(deals), weighted, sqrt(variance), commit, best)


def due_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Deal]:
    """Deals in the forecast that are expected to close in the period."""
    return [d for d in awaited_in(facts, period, scope) if counts_in_forecast(facts, d)]


def awaited_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Deal]:
    """Open deals expected to close in the period, those too that nobody can weigh."""
    return [d for d in facts.open(scope) if is_awaited(facts, d) and d.expected_close in period]


def weighted_forecast(
    facts: Facts, period: Period, scope: Scope = COMPANY, chances: Mapping[str, WinChance] | None = None
) -> Figure:
    """Σ amount × chance of the open deals expected to close in the period; unknown where none of them can be weighed.
    ``chances`` spares working them out."""
    if reason := cannot_forecast(facts):
        return unknown(reason)
    awaited = awaited_in(facts, period, scope)
    deals = [d for d in awaited if counts_in_forecast(facts, d)]
    lost = [d for d in awaited if not can_be_weighed(facts, d)]
    if lost and len(lost) == len(awaited):
        return unknown(unweighed(lost), left_out=len(lost))
    found = outlook(facts, deals, chances if chances is not None else win_chances(facts))
    return Figure(found.weighted, len(deals), left_out=len(lost))


def unweighed(deals: Sequence[Deal]) -> Text:
    """Why deals cannot be weighed."""
    return reasons.OPEN_WITHOUT_AMOUNT if all(d.amount is None for d in deals) else reasons.NO_CHANCE


def cannot_forecast(facts: Facts) -> Text | None:
    """Why there can be no forecast by month; None where there can."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "amount", "expected_close"):
        return reason
    return no_chances(facts)


def no_chances(facts: Facts) -> Text | None:
    """Why no deal can be weighed; None where one can."""
    known = any(s.open and s.win_probability is not None for s in facts.book.process.stages)
    typed = facts.typed_probability_counts and any(d.probability is not None for d in facts.open())
    return None if known or typed else reasons.NO_PROBABILITY


def coming_months(facts: Facts, reported: Period, count: int = 3) -> tuple[Period, ...]:
    """The months the forecast looks at: those after the month reported, that month itself while it still runs."""
    first = reported if facts.as_of < reported.last else shifted(month_of(reported.first), 1)
    return tuple(shifted(first, i) for i in range(count))
