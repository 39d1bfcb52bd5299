"""Everything the indicators count, gathered once: deals as of a day, contacts, stage log, calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.indicators.deals import Deal, read_deals
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.appraisals import Appraisal, appraisals
from sheetsales.process.calendar import WorkingCalendar, working_calendar
from sheetsales.process.contact import LastContact, first_contact, last_contact
from sheetsales.process.deal_state import State
from sheetsales.process.people import People, people
from sheetsales.process.periods import fiscal_start
from sheetsales.process.stage_age import way_limits
from sheetsales.process.stage_log import StageLog, read_log
from sheetsales.process.stays import Stay
from sheetsales.process.touches import Touches, touches
from sheetsales.process.training import Session, sessions

if TYPE_CHECKING:
    from sheetsales.process.order_facts import Order
    from sheetsales.process.quotations import Quotation
    from sheetsales.process.receivables import Receivables
    from sheetsales.process.sales import Sale
    from sheetsales.process.surveys import Answer


@dataclass(frozen=True)
class Facts:
    """A workbook's records as of the end of a day. ``deals`` existed by then; what came later is not in them."""

    book: Book
    as_of: dt.date
    deals: tuple[Deal, ...]
    log: StageLog | None

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar(self.book.settings)

    @cached_property
    def fiscal_start(self) -> int:
        """The month the fiscal year starts in, 1 where the setting is no month."""
        return fiscal_start(self.book.settings)

    @cached_property
    def appraisals(self) -> tuple[Appraisal, ...]:
        """Whom evaluations rate, and how."""
        return appraisals(self.book)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Training sessions on file."""
        return sessions(self.book)

    @cached_property
    def horizon(self) -> dt.date:
        """Deals expected later than this are left out of the forecast."""
        return self.as_of + dt.timedelta(days=int(self.book.settings.number("close_horizon_days")))

    @cached_property
    def typed_probability_counts(self) -> bool:
        """Whether a probability typed on a deal comes before its stage's."""
        return self.book.settings.yes("use_typed_probability")

    @cached_property
    def smallest_sample(self) -> int:
        return int(self.book.settings.number("min_n"))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages a deal passes on its way to being won: open ones in order, then the first won one."""
        ordered = sorted(self.book.process.stages, key=lambda s: s.order)
        return tuple(s for s in ordered if s.open) + tuple(s for s in ordered if s.kind == "won")[:1]

    @cached_property
    def furthest(self) -> Mapping[int, int]:
        """Row of a deal → the furthest of ``stages`` it ever came to, from 1, by the stage log and where it is now; on
        hold and lost deals by what came before, the first stage where nobody knows."""
        place = {stage.order: at for at, stage in enumerate(self.stages, start=1)}
        last = max(place, default=0)
        at = {code: place.get(min(order, last), 1) for code, order in self.order.items()}
        stays = self.log.stays if self.log is not None else {}
        found = {}
        for deal in self.deals:
            here = at.get(deal.stage.code, 1) if deal.stage is not None else 1
            been = stays.get(deal.id)
            found[deal.row] = max(here, *(at.get(stay.stage, 1) for stay in been)) if been else here
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Stage code → its place, of stages that are no loss and no waiting."""
        return {s.code: s.order for s in self.book.process.stages if s.open or s.won}

    @cached_property
    def team_of(self) -> Mapping[str, str]:
        """Person id → team, for those whose team is known."""
        team = self.book.table("team")
        return {p: t for p, t in zip(team.get("id"), team.get("team"), strict=True) if p and t}

    @cached_property
    def _region_of(self) -> Mapping[str, str]:
        customers = self.book.table("customers")
        return {c: r for c, r in zip(customers.get("id"), customers.get("region"), strict=True) if c and r}

    @cached_property
    def customer_since(self) -> Mapping[str, dt.date]:
        """Customer id → the day the customer was entered, of those where it is known."""
        table = self.book.table("customers")
        rows = zip(table.get("id"), table.get("name"), table.get("created_on"), strict=True)
        found: dict[str, dt.date] = {}
        for key, name, day in rows:
            for known in filter(None, (key, name)):
                if day is not None:
                    found.setdefault(known, day)
        return found

    @cached_property
    def first_contact(self) -> Mapping[str, dt.date]:
        """Opportunity id → its first activity up to the day."""
        return first_contact(self.book, self.as_of)

    @property
    def first_seen(self) -> Mapping[str, dt.date]:
        """Opportunity id → the day the stage log first saw it in the stage it is in, of those that never moved."""
        return self.log.first_seen if self.log is not None else {}

    @cached_property
    def contact(self) -> LastContact | None:
        """The last activity of every deal up to the day; None where the workbook keeps no activities."""
        return last_contact(self.book, self.as_of)

    @cached_property
    def people(self) -> People:
        """Everybody in Team."""
        return people(self.book)

    @cached_property
    def touches(self) -> Touches | None:
        """The days of contact up to the day; None where the workbook does not tell."""
        return touches(self.book, self.as_of)

    @cached_property
    def by_period(self) -> dict[tuple[str, Period], Any]:
        """What fell due in a period, kept as it is asked for (see ``contacts`` and ``owed``)."""
        return {}

    def receivables(self, day: dt.date) -> Receivables:
        """What customers owed on a day, kept as it is asked for."""
        from sheetsales.process.receivables import receivables  # only workbooks with such sheets take it

        found: Receivables = self._on_day("receivables", day, receivables)
        return found

    def orders(self, day: dt.date) -> tuple[Order, ...]:
        """The orders as they stood on a day."""
        from sheetsales.process.order_facts import orders

        found: tuple[Order, ...] = self._on_day("orders", day, orders)
        return found

    @cached_property
    def ledger_sales(self) -> tuple[Sale, ...]:
        """What ledgers say was sold up to the day, beside the deals."""
        if not any(map(self.book.has, ("contracts", "orders", "receipts"))):
            return ()
        from sheetsales.process.sales import ledger_sales

        placed = self.orders(self.as_of) if self.book.has("orders") else ()
        won: dict[str, list[tuple[dt.date | None, Decimal | None]]] = {}
        for deal in self.in_state("won"):
            won.setdefault(deal.customer or "", []).append((deal.closed_on, deal.amount))
        return tuple(ledger_sales(self.book, self.as_of, placed, won))

    def quotations(self, day: dt.date) -> tuple[Quotation, ...]:
        """The quotations sent up to a day."""
        from sheetsales.process.quotations import quotations

        found: tuple[Quotation, ...] = self._on_day("quotations", day, quotations)
        return found

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What customers answered up to the day."""
        from sheetsales.process.surveys import answers

        return answers(self.book, self.as_of)

    def _on_day(self, what: str, day: dt.date, read: Callable[[Book, dt.date], Any]) -> Any:
        if (what, day) not in self._by_day:
            self._by_day[what, day] = read(self.book, day)
        return self._by_day[what, day]

    @cached_property
    def _by_day(self) -> dict[tuple[str, dt.date], Any]:
        return {}

    @cached_property
    def judged_stalled(self) -> dict[int, bool | None]:
        """Row of a deal → whether it is stalled, kept as it is asked for."""
        return {}

    @cached_property
    def limits_so_far(self) -> Mapping[str, int]:
        """Open stage → the most days from the first stage to its end."""
        return way_limits(self.book.process)

    @cached_property
    def _by_scope(self) -> Mapping[Scope, tuple[Deal, ...]]:
        """Deals by person, team, product and region, each in sheet order; those without owner under a blank person."""
        found: dict[str, dict[str, list[Deal]]] = {
            level: {} for level in ("person", "team", "product", "region")
        }
        people, teams, products, regions = found.values()
        team_of, region_of = self.team_of, self._region_of
        for deal in self.deals:
            people.setdefault(deal.owner, []).append(deal)
            if team := team_of.get(deal.owner):
                teams.setdefault(team, []).append(deal)
            if deal.product:
                products.setdefault(deal.product, []).append(deal)
            if region := region_of.get(deal.customer):
                regions.setdefault(region, []).append(deal)
        return {
            Scope(level, key): tuple(deals)  # type: ignore[arg-type]  # keys are levels
            for level, by_key in found.items()
            for key, deals in by_key.items()
        }

    def of(self, scope: Scope) -> tuple[Deal, ...]:
        """The deals of a scope; a deal counts for its owner, whoever helped."""
        return self.deals if scope.level == "company" else self._by_scope.get(scope, ())

    def counts_for(self, scope: Scope, person: str | None) -> bool:
        """Whether a person's row counts for a scope: the company's, their own, their team's."""
        if scope.level == "company":
            return True
        if scope.level == "team":
            return self.team_of.get(person or "") == scope.key
        return scope.level == "person" and person == scope.key

    @cached_property
    def _in_state(self) -> dict[tuple[str, Scope], tuple[Deal, ...]]:
        """Deals by state and scope, gathered as they are asked for."""
        return {}

    def in_state(self, state: State, scope: Scope = COMPANY) -> tuple[Deal, ...]:
        """The deals of a scope that are open, won, lost or on hold."""
        found = self._in_state.get((state, scope))
        if found is None:
            found = tuple(d for d in self.of(scope) if d.state == state)
            self._in_state[state, scope] = found
        return found

    def won(self, period: Period, scope: Scope = COMPANY) -> list[Deal]:
        """Deals of stage kind won or after whose closed-on day lies in the period."""
        return _closed_in(self.in_state("won", scope), period)

    def lost(self, period: Period, scope: Scope = COMPANY) -> list[Deal]:
        return _closed_in(self.in_state("lost", scope), period)

    def open(self, scope: Scope = COMPANY) -> tuple[Deal, ...]:
        """Deals in an open stage; those on hold are not in it."""
        return self.in_state("open", scope)

    def is_archived(self, period: Period) -> bool:
        """Whether records of a period stand in an archive that is not at hand."""
        return self.book.since is not None and period.first < self.book.since

    @cached_property
    def first_closing(self) -> dt.date | None:
        """The earliest day a deal was won or lost: of the time before, nothing is recorded."""
        return min((d.closed_on for d in self.deals if d.closed_on is not None), default=None)

    @cached_property
    def first_record(self) -> dt.date | None:
        """The earliest day that any deal tells of, by that day or later; of the time before, nothing is recorded."""
        table = self.book.table("pipeline")
        days = (day for key in ("created_on", "closed_on") for day in table.get(key) if day is not None)
        return min(days, default=None)

    @cached_property
    def lost_ids(self) -> frozenset[str]:
        return frozenset(d.id for d in self.deals if d.state == "lost")

    @cached_property
    def first_wins(self) -> Mapping[str, Deal]:
        """Customer → the deal they first bought with."""
        first: dict[str, Deal] = {}
        for deal in self.deals:
            if deal.state == "won" and deal.closed_on is not None and deal.customer:
                earlier = first.get(deal.customer)
                if earlier is None or earlier.closed_on is None or deal.closed_on < earlier.closed_on:
                    first[deal.customer] = deal
        return first


def _closed_in(deals: Iterable[Deal], period: Period) -> list[Deal]:
    first, last = period.first, period.last
    return [d for d in deals if d.closed_on is not None and first <= d.closed_on <= last]


def gather(book: Book, as_of: dt.date) -> Facts:
    """The facts of a workbook as of the end of a day.

    Where the stage log knows the stage a deal was in that day, it counts, not the present one: a month reported
    late still shows the stages as they were.
    """
    deals = read_deals(book, as_of)
    log = read_log(book, as_of, {d.id: d.created_on for d in deals})
    if log is not None:
        deals = tuple(_as_logged(d, log.stage_at_end(d.id), book.process.by_code, as_of) for d in deals)
    return Facts(book, as_of, deals, log)


def _as_logged(deal: Deal, stay: Stay | None, stages: Mapping[str, Stage], as_of: dt.date) -> Deal:
    """The deal in hand or on hold in the stage the log had it in that day, and since when where the row does not say.

    A row that says it came into its present stage by that day is right even where the log has not seen it yet; where
    its stage cannot be read, the log knows.
    """
    if stay is None or deal.state not in ("open", "hold"):
        return deal
    stage = stages.get(stay.stage)
    if stage is not None and "hold" in (stage.kind, deal.state):
        later = deal.stage_since is not None and deal.stage_since > as_of
        if not later or stage.kind not in ("open", "hold"):
            return deal
        return replace(deal, stage=stage, state=stage.kind, stage_since=stay.entered)
    if stage == deal.stage:
        return deal if deal.stage_since is not None else replace(deal, stage_since=stay.entered)
    if stage is not None and (stage.won or stage.lost):  # it had ended by then, whatever date was typed
        return replace(deal, stage=stage, state="won" if stage.won else "lost", stage_since=None)
    if stage is None or not stage.open:
        return deal
    if not deal.stage_word and deal.stage_since is not None and deal.stage_since <= as_of:
        return deal
    return replace(deal, stage=stage, stage_since=stay.entered)


def deals_by_stage(deals: Iterable[Deal]) -> dict[str, list[Deal]]:
    """Deals by the code of their stage; those without a known stage under a blank code."""
    found: dict[str, list[Deal]] = {}
    for deal in deals:
        found.setdefault(deal.stage.code if deal.stage else "", []).append(deal)
    return found
