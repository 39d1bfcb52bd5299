"""Figures against those kept in snapshots: how good forecasts were, what changed after closing, before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import BY_CODE, span_told
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import Period, shifted
from sheetsales.indicators.scope import COMPANY
from sheetsales.indicators.won import won_amount
from sheetsales.process.snapshot import KeptDeal, KeptFigure, Snapshot, Snapshots

_AHEAD = 3
"""Months a forecast looks ahead."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was forecast for a month at the end of the month ``of``, against what was won. ``error`` is forecast − actual;
    ``accuracy`` 1 − its share of the actual, not below 0, None where nothing was won or nothing forecast."""

    of: str
    weighted: float | None
    commit: float | None
    actual: float

    @property
    def error(self) -> float | None:
        return None if self.weighted is None else self.weighted - self.actual

    @property
    def accuracy(self) -> float | None:
        if self.error is None or self.actual <= 0:
            return None
        return max(0.0, 1 - abs(self.error) / self.actual)


def accuracies(snapshots: Snapshots, facts: Facts, month: Period) -> tuple[Accuracy, ...]:
    """Forecasts of the month, the latest first; none before it is over or where nobody knows what was won."""
    won = won_amount(facts, month)
    if facts.as_of < month.last or not won.known:
        return ()
    earlier = (snapshots.of(shifted(month, -back).label) for back in range(1, _AHEAD + 1))
    return tuple(
        Accuracy(then.month, kept.weighted, kept.commit, won.number)
        for then in earlier
        if then is not None
        for kept in then.forecasts
        if kept.month == month.label
    )


@dataclass(frozen=True, slots=True)
class Restated:
    """An indicator of a finalised month that comes out differently now; None is unknown."""

    code: str
    then: float | None
    now: float | None


def restated(kept: Snapshot, facts: Facts, month: Period) -> tuple[Restated, ...]:
    """The company's figures that changed since the month was kept, of those that rest on nothing later than the month."""
    found = []
    for figure in kept.figures:
        indicator = BY_CODE.get(figure.code)
        if figure.level != "company" or indicator is None or indicator.code in _OF_TODAY:
            continue
        now = indicator.compute(facts, span_told(indicator.code, month), COMPANY)
        value = now.number if now.known else None
        if not _same(figure.value, value):
            found.append(Restated(figure.code, figure.value, value))
    return tuple(found)


_OF_TODAY = frozenset({"satisfaction"})
"""Indicators that have no month of their own."""


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def changed_endings(kept: Snapshot, facts: Facts, month: Period) -> tuple[str, ...]:
    """The ids of deals that ended in the month otherwise than was kept: another result, day or amount, more or fewer."""
    then = {deal.id: _ending(deal) for deal in kept.deals if deal.state in ("won", "lost")}
    now = {
        deal.id: (deal.state, deal.closed_on, None if deal.amount is None else float(deal.amount))
        for deal in (*facts.won(month), *facts.lost(month))
        if deal.id
    }
    return tuple(sorted(key for key in then.keys() | now.keys() if then.get(key) != now.get(key)))


def _ending(deal: KeptDeal) -> tuple[object, ...]:
    return deal.state, deal.closed_on, deal.amount


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """An indicator in two kept months. ``redefined`` says that its definition is not the same in both."""

    code: str
    before: KeptFigure | None
    after: KeptFigure | None
    redefined: bool

    @property
    def change(self) -> float | None:
        values = [figure.value if figure is not None else None for figure in (self.before, self.after)]
        return None if values[0] is None or values[1] is None else values[1] - values[0]


def before_after(before: Snapshot, after: Snapshot) -> tuple[BeforeAfter, ...]:
    """The company's indicators of two months beside each other."""
    codes = dict.fromkeys(f.code for kept in (before, after) for f in kept.figures if f.level == "company")
    one, other = _definitions(before), _definitions(after)
    changed = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    return tuple(
        BeforeAfter(code, before.figure(code), after.figure(code), _rests_on(code, changed)) for code in codes
    )


_MONEY = ("currency",)
_RESTS_ON = {
    "satisfaction": ("satisfaction_full",),
    "aov": _MONEY,
    "avg_deal": _MONEY,
    "won_amount": _MONEY,
    "win_rate_value": _MONEY,
}
"""The settings that make an indicator mean something else. A target is none: it says what is wanted, not what is."""


def _rests_on(code: str, changed: Collection[tuple[str, str]]) -> bool:
    settings = _RESTS_ON.get(code, ())
    stages = code == "funnel_conversion" and any(kind == "stage" for kind, _ in changed)
    return stages or any(("setting", key) in changed for key in settings)


def together(months: Sequence[Snapshot], label: str) -> Snapshot:
    """Kept months as one: what adds up as its sum where every month knows it, all else unknown; definitions are the last
    month's."""
    last = months[-1]
    figures = tuple(_summed(figure, months) for figure in last.figures if figure.level == "company")
    return Snapshot(label, last.made_on, figures=figures, definitions=last.definitions)


def _summed(figure: KeptFigure, months: Sequence[Snapshot]) -> KeptFigure:
    indicator = BY_CODE.get(figure.code)
    found = [month.figure(figure.code) for month in months]
    values = [one.value for one in found if one is not None and one.value is not None]
    if indicator is None or not indicator.adds_up or len(values) < len(months):
        return replace(figure, value=None, n=None, target=None, status="")
    n = sum(one.n or 0 for one in found if one is not None)
    return replace(figure, value=sum(values), n=n, target=None, status="")


def _definitions(kept: Snapshot) -> Mapping[tuple[str, str], str]:
    return {(d.kind, d.key): d.value for d in kept.definitions}


@dataclass(frozen=True, slots=True)
class GradeMove:
    """A customer whose grade is another one than was kept; a blank is none."""

    customer: str
    then: str
    now: str


def grade_moves(kept: Snapshot, book: Book) -> Iterator[GradeMove]:
    """Customers that moved up or down since, in the order of their sheet."""
    then = {customer.id: customer.grade for customer in kept.customers}
    table = book.table("customers")
    for key, grade in zip(table.get("id"), table.get("grade"), strict=True):
        if key in then and (grade or "") != then[key]:
            yield GradeMove(key, then[key], grade or "")
