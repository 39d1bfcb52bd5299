"""The facts by whom and when they count: deals by person and month, money by deal, the parts of a lead and a manager."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeVar

from sheetsales.commission.facts import NOTHING, WHOLE, Aim, Deal, Facts, Receipt, Return, Seller
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import Span, month_number

Scope = Literal["own", "team", "department"]
_Row = TypeVar("_Row", Receipt, Return)
LEVEL_OF: Final[Mapping[Scope, str]] = {"own": "person", "team": "team", "department": "company"}


class Position(NamedTuple):
    """Somebody as what they are paid for: their own deals, their team's, or the whole department's."""

    seller: Seller
    scope: Scope

    @property
    def role(self) -> str:
        """The role whose plan holds; a lead's own deals follow the plan of a rep."""
        return {"own": "rep", "team": "lead", "department": "manager"}[self.scope]

    def aim(self, measure: str, span: Span) -> Aim:
        key = {"own": self.seller.id, "team": self.seller.team, "department": ""}[self.scope]
        return Aim(LEVEL_OF[self.scope], key, measure, span)


_SCOPES: Final[Mapping[str, tuple[Scope, ...]]] = {
    "rep": ("own",), "lead": ("team", "own"), "manager": ("department",)
}  # fmt: skip


def positions(seller: Seller) -> tuple[Position, ...]:
    """What somebody is paid for by their role; nothing where Team does not say it."""
    return tuple(Position(seller, scope) for scope in _SCOPES.get(seller.role, ()))


class Portion(NamedTuple):
    """A deal and which share of it counts for the tiers and for the base; the two differ for a lead's own deals."""

    deal: Deal
    reached: Decimal
    based: Decimal


def span_around(month: int, months: int, fiscal_start: int) -> Span:
    """The month, quarter or year a month lies in."""
    return Span(month - (month - fiscal_start + 1) % months, months)


@dataclass(frozen=True)
class Ledger:
    """The same facts, found quickly; only what happened up to ``facts.as_of``."""

    facts: Facts

    @cached_property
    def deals(self) -> Mapping[str, Deal]:
        return {deal.id: deal for deal in self.facts.deals if deal.closed_on <= self.facts.as_of}

    @cached_property
    def sellers(self) -> Mapping[str, Seller]:
        return {seller.id: seller for seller in self.facts.sellers}

    @cached_property
    def received(self) -> Mapping[str, Sequence[Receipt]]:
        """Deal → its money by day."""
        return self._by_deal(self.facts.receipts)

    @cached_property
    def returned(self) -> Mapping[str, Sequence[Return]]:
        return self._by_deal(self.facts.returns)

    def _by_deal(self, rows: Iterable[_Row]) -> Mapping[str, Sequence[_Row]]:
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: (r.day, r.id)):
            if row.day <= self.facts.as_of:
                found[row.deal].append(row)
        return found

    @cached_property
    def _closed(self) -> Mapping[int, Sequence[Deal]]:
        """Month → the deals closed in it."""
        found: dict[int, list[Deal]] = defaultdict(list)
        for deal in self.deals.values():
            found[month_number(deal.closed_on)].append(deal)
        return found

    @cached_property
    def _closed_by(self) -> Mapping[tuple[str, int], Sequence[Portion]]:
        """Person and month → their deals; a leaver's half of what a successor won is apart."""
        found: dict[tuple[str, int], list[Portion]] = defaultdict(list)
        for month, deals in self._closed.items():
            for deal in deals:
                for person, share in deal.shares:
                    if not self.is_leavers(deal, person):
                        found[person, month].append(Portion(deal, share, share))
        return found

    def is_leavers(self, deal: Deal, person: str) -> bool:
        """Whether that person had left when somebody else won the deal: paid at the winner's rate."""
        seller = self.sellers.get(person)
        return (
            person != deal.owner
            and seller is not None
            and seller.left_on is not None
            and seller.left_on < deal.closed_on
        )

    def owner_of(self, deal: Deal) -> Position | None:
        """Who won a deal, as one paid for own deals; None where Team has nobody of that id."""
        owner = self.sellers.get(deal.owner)
        return Position(owner, "own") if owner is not None else None

    @cached_property
    def inherited(self) -> Mapping[str, Sequence[tuple[Deal, Decimal]]]:
        """Leaver → the deals others won after them, and their share."""
        found: dict[str, list[tuple[Deal, Decimal]]] = defaultdict(list)
        for deal in self.deals.values():
            for person, share in deal.shares:
                if self.is_leavers(deal, person):
                    found[person].append((deal, share))
        return found

    @cached_property
    def _teams(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for seller in self.facts.sellers:
            if seller.team:
                found[seller.team].add(seller.id)
        return {team: frozenset(members) for team, members in found.items()}

    def portions(self, position: Position, span: Span) -> Iterator[Portion]:
        """The deals closed in a period that count for a position, by day."""
        months = range(span.start, span.start + span.months)
        if position.scope == "own":
            for month in months:
                yield from self._closed_by.get((position.seller.id, month), ())
        elif position.scope == "department":
            for month in months:
                yield from (Portion(deal, WHOLE, WHOLE) for deal in self._closed.get(month, ()))
        else:
            for month in months:
                yield from self._of_team(position, month)

    def _of_team(self, position: Position, month: int) -> Iterator[Portion]:
        for deal in self._closed.get(month, ()):
            found = self.portion(position, deal)
            if found is not None:
                yield found

    def portion(self, position: Position, deal: Deal, *, leavers: bool = False) -> Portion | None:
        """What of a deal counts for a position; None where nothing does. ``leavers`` takes in a leaver's part of what a
        successor won."""
        if position.scope == "department":
            return Portion(deal, WHOLE, WHOLE)
        me, members = position.seller.id, self._teams.get(position.seller.team, frozenset())
        own = team = NOTHING
        for person, share in deal.shares:
            if person == me:
                own += share
            if person in members:
                team += share
        if position.scope == "own":
            return Portion(deal, own, own) if own and (leavers or not self.is_leavers(deal, me)) else None
        return Portion(deal, team, team - own) if team else None

    @cached_property
    def came(self) -> Mapping[int, Sequence[Receipt]]:
        """Month → the money for deals we know, by day."""
        found: dict[int, list[Receipt]] = defaultdict(list)
        for deal, rows in self.received.items():
            if deal in self.deals:
                for row in rows:
                    found[month_number(row.day)].append(row)
        return {month: sorted(rows, key=lambda r: (r.day, r.id)) for month, rows in found.items()}

    @cached_property
    def _came_to(self) -> Mapping[tuple[str, int], Sequence[Receipt]]:
        """Person and month → the money for their deals."""
        found: dict[tuple[str, int], list[Receipt]] = defaultdict(list)
        for month, rows in self.came.items():
            for row in rows:
                for person, _ in self.deals[row.deal].shares:
                    found[person, month].append(row)
        return found

    def money(self, position: Position, span: Span) -> Iterator[tuple[Receipt, Portion]]:
        """The money that came in a period for deals that count for a position."""
        for month in range(span.start, span.start + span.months):
            own = position.scope == "own"
            rows = self._came_to.get((position.seller.id, month), ()) if own else self.came.get(month, ())
            for row in rows:
                portion = self.portion(position, self.deals[row.deal])
                if portion is not None:
                    yield row, portion

    def went_back(self, span: Span) -> Iterator[Return]:
        """The returns of a period, by day."""
        return (
            row for month in range(span.start, span.start + span.months) for row in self._back.get(month, ())
        )

    @cached_property
    def _back(self) -> Mapping[int, Sequence[Return]]:
        found: dict[int, list[Return]] = defaultdict(list)
        for row in sorted(self.facts.returns, key=lambda r: (r.day, r.id)):
            if row.deal in self.deals and row.day <= self.facts.as_of:
                found[month_number(row.day)].append(row)
        return found

    def given_back(self, deal: Deal, span: Span) -> Decimal:
        """What of a deal was returned within a period."""
        rows = self.returned.get(deal.id)
        if not rows:
            return NOTHING
        return sum((r.amount for r in rows if span.first <= r.day <= span.last), NOTHING)


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, the last of the month where it has no such day."""
    number = month_number(day) + months
    last = Span(number, 1).last
    return last.replace(day=min(day.day, last.day))
