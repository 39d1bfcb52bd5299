"""From a judged workbook to its facts; nothing here is worked out in another way than for the workbook's own report."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import blake2s

from sheetsales.book.book import Book
from sheetsales.book.own_currency import rates
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.indicators import flow
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.forecast import (
    WinChance,
    awaited_in,
    cannot_forecast,
    chance_of,
    coming_months,
    counts_in_forecast,
    due_in,
    no_chances,
    outlook,
    win_chances,
)
from sheetsales.indicators.owed import owed_steps
from sheetsales.indicators.period import Period, shifted
from sheetsales.indicators.pipeline import cannot_tell_stalled, is_stalled
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.indicators.targets import Targets, read_targets
from sheetsales.indicators.won import won_amount, won_count
from sheetsales.process.money import amounts as amounts_of
from sheetsales.reports.group.facts import (
    BookFacts,
    FindingRow,
    ForecastRow,
    Money,
    MonthRow,
    PersonRow,
    StageName,
    StageRow,
    TeamRow,
)
from sheetsales.reports.periods import Periods
from sheetsales.texts import Text

MEASURE = "won_amount"
TREND = 12
"""Months of the trend."""
MARK = 6
"""Bytes a deal is known by."""


@dataclass(frozen=True)
class Origin:
    """Where the facts come from, as far as the book itself does not tell."""

    place: str
    digest: str
    book_id: str = ""
    holder: str = ""
    edited: str = ""


def reduced(
    book: Book, findings: Sequence[Finding], period: Period, today: dt.date, origin: Origin
) -> BookFacts:
    """The facts of a workbook for a month, as of ``today`` or its end, whichever is earlier."""
    facts = gather(book, min(today, period.last))
    return _Reduction(facts, Periods(period, facts.fiscal_start, facts.as_of), findings).made(origin)


class _Reduction:
    """One workbook while it is reduced."""

    def __init__(self, facts: Facts, spans: Periods, findings: Sequence[Finding]) -> None:
        self.facts, self.spans, self.findings = facts, spans, findings
        self.targets: Targets = read_targets(facts.book)
        self.chances: Mapping[str, WinChance] = win_chances(facts)
        self.period = spans.told

    def made(self, origin: Origin) -> BookFacts:
        facts, book = self.facts, self.facts.book
        own = rates(book.settings)
        return BookFacts(
            origin.place, book.settings.team_name, book.lang, own.currency, tuple(sorted(own.rates.items())),
            origin.digest, origin.book_id, origin.holder, origin.edited, facts.as_of, self.spans.to_date.first,
            len(facts.deals), marks(book), self._target(COMPANY), self._target(COMPANY, self.spans.year),
            tuple(self._people()), tuple(self._teams()), tuple(self._open_stages()), tuple(self._stages()),
            tuple(self._forecast()), tuple(self._months()), tuple(self._found()), tuple(self._why()),
        )  # fmt: skip

    def _target(self, scope: Scope, period: Period | None = None) -> Money:
        return _money(self.targets.of(MEASURE, period or self.period, scope))

    def _people(self) -> Iterator[PersonRow]:
        """Everybody who has a deal, a target, a step or a finding; nobody's in a row of their own, which is always there."""
        facts, book = self.facts, self.facts.book
        steps = owed_steps(facts, self.period)
        due, done = Counter(s.who for s in steps), Counter(s.who for s in steps if s.done)
        found = Counter((f.owner, f.severity) for f in self.findings)
        ids = {d.owner for d in facts.deals} | set(due) | {owner for owner, _ in found}
        ids |= {t.scope.key for t in self.targets.rows if t.scope.level == "person" and t.measure == MEASURE}
        for key in sorted(ids | {""}):
            scope = Scope("person", key)
            won = [facts.won(span, scope) for span in (self.period, self.spans.to_date)]
            counts = [won_count(facts, span, scope).value for span in (self.period, self.spans.to_date)]
            yield PersonRow(
                key, book.person_name(key) if key else "", facts.team_of.get(key) or "",
                self._target(scope) if key else None, self._target(scope, self.spans.year) if key else None,
                _whole(counts[0]), sum(d.amount is not None for d in won[0]), _money(won_amount(facts, self.period, scope)),
                _whole(counts[1]), _money(won_amount(facts, self.spans.to_date, scope)),
                *self._in_hand(facts.open(scope)), due[key], done[key],
                *(found[key, severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)),
            )  # fmt: skip

    def _in_hand(
        self, deals: Sequence[Deal]
    ) -> tuple[int, int, Money, float | None, float | None, int | None, Money]:
        unpriced = sum(d.amount is None for d in deals)
        known = self.facts.book.table("pipeline").has("amount") and (not deals or unpriced < len(deals))
        stalled = self._stalled(deals)
        year_end = self.spans.year.last
        coming = [d for d in deals if d.expected_close and self.facts.as_of < d.expected_close <= year_end]
        return (
            len(deals), unpriced, total(deals) if known else None, self._weighted(deals),
            None if cannot_forecast(self.facts) else self._weighted(coming),
            None if stalled is None else len(stalled), None if stalled is None else total(stalled),
        )  # fmt: skip

    def _stalled(self, deals: Iterable[Deal]) -> list[Deal] | None:
        return (
            None
            if cannot_tell_stalled(self.facts)
            else [d for d in deals if is_stalled(self.facts, d) is True]
        )

    def _weighted(self, deals: Sequence[Deal]) -> float | None:
        if no_chances(self.facts) or (deals and all(d.amount is None for d in deals)):
            return None
        counted = [d for d in deals if counts_in_forecast(self.facts, d)]
        return outlook(self.facts, counted, self.chances).weighted

    def _teams(self) -> Iterator[TeamRow]:
        teams = set(self.facts.team_of.values())
        teams |= {t.scope.key for t in self.targets.rows if t.scope.level == "team" and t.measure == MEASURE}
        for team in sorted(teams):
            scope = Scope("team", team)
            yield TeamRow(team, self._target(scope), self._target(scope, self.spans.year))

    def _open_stages(self) -> Iterator[StageRow]:
        found: dict[tuple[str, str], list[Deal]] = defaultdict(list)
        for deal in self.facts.open():
            found[deal.owner, deal.stage.code if deal.stage else ""].append(deal)
        there = {stage for _, stage in found}
        for stage in self.facts.book.process.stages:
            if stage.open and stage.code not in there:  # known to be empty, which is not unknown
                yield StageRow("", stage.code, 0, Decimal(0), 0.0, None if self._stalled(()) is None else 0)
        for (person, code), deals in sorted(found.items()):
            stalled = self._stalled(deals)
            amount = total(deals) if any(d.amount is not None for d in deals) else None
            yield StageRow(
                person, code, len(deals), amount, self._weighted(deals), None if stalled is None else len(stalled),
            )  # fmt: skip

    def _stages(self) -> Iterator[StageName]:
        for stage in sorted(self.facts.book.process.stages, key=lambda s: s.order):
            counts = (
                of(self.facts, stage, self.period) for of in (flow.entered, flow.advanced, flow.lost_from)
            )
            yield StageName(stage.code, stage.order, stage.name, *(_whole(c.value) for c in counts))

    def _forecast(self) -> Iterator[ForecastRow]:
        if cannot_forecast(self.facts):
            return
        for month in coming_months(self.facts, self.spans.last_month):
            by_owner: dict[str, list[Deal]] = defaultdict(list)
            due = due_in(self.facts, month)
            if not due and not awaited_in(self.facts, month):
                yield ForecastRow("", month.label, 0, 0.0, 0.0, Decimal(0), Decimal(0))
            for deal in due:
                by_owner[deal.owner].append(deal)
            for person, deals in sorted(by_owner.items()):
                found = outlook(self.facts, deals, self.chances)
                yield ForecastRow(
                    person, month.label, found.deals, found.weighted, self._variance(deals), found.commit, found.best_case,
                )  # fmt: skip

    def _variance(self, deals: Iterable[Deal]) -> float:
        """As ``outlook`` has it, unrounded by the root: variances of several workbooks add up."""
        pairs = ((float(d.amount or 0), chance_of(self.facts, d, self.chances) or 0.0) for d in deals)
        return sum(amount * amount * p * (1 - p) for amount, p in pairs)

    def _months(self) -> Iterator[MonthRow]:
        """The months up to the one told with what was won, those of the forecast with their targets alone."""
        last = self.spans.last_month
        for month in (shifted(last, i) for i in range(1 - TREND, 1)):
            yield MonthRow(month.label, _money(won_amount(self.facts, month)), self._target(COMPANY, month))
        for month in coming_months(self.facts, last):
            if month.first > last.first:
                yield MonthRow(month.label, None, self._target(COMPANY, month))

    def _found(self) -> Iterator[FindingRow]:
        found = Counter((f.owner, f.code, f.severity.code) for f in self.findings)
        for (person, code, severity), count in sorted(found.items()):
            yield FindingRow(person, code, severity, count)

    def _why(self) -> Iterator[tuple[str, Text]]:
        """The figures of the whole workbook that are unknown, with the reason."""
        facts = self.facts
        told: dict[str, Text | None] = {
            "won": won_amount(facts, self.period).reason,
            "target": self.targets.of(MEASURE, self.period).reason,
            "year_target": self.targets.of(MEASURE, self.spans.year).reason,
            "forecast": cannot_forecast(facts) or no_chances(facts),
            "stalled": cannot_tell_stalled(facts),
        }
        for month in coming_months(facts, self.spans.last_month):
            awaited = awaited_in(facts, month)
            if not told["forecast"] and awaited and not due_in(facts, month):
                told["forecast"] = _UNWEIGHED
        yield from ((key, reason) for key, reason in told.items() if reason is not None and reason.zh)


_UNWEIGHED = Text(
    "有的月份，预计成交的商机都没有金额或赢率",
    "In some month none of the deals expected can be weighed: amounts or chances are missing",
)


def marks(book: Book) -> bytes:
    """A short hash of every deal's id, customer, name, amount and first day, one behind the other."""
    table = book.table("pipeline")
    rows = zip(
        *(table.get(key) for key in ("id", "customer", "name", "created_on")), amounts_of(book), strict=True
    )
    return b"".join(
        sorted({blake2s(repr(row).encode(), digest_size=MARK).digest() for row in rows if any(row[:3])})
    )


def _money(figure: Figure) -> Money:
    return None if figure.value is None else Decimal(str(figure.value))


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float | Decimal) else None
