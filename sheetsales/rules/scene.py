"""What every rule looks at: the book, the day, and what follows from both, worked out once and only when asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from sheetsales.book.book import Book
from sheetsales.book.identity import Identities
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar, working_calendar
from sheetsales.process.contact import LastContact, last_contact
from sheetsales.process.money import amounts
from sheetsales.process.stage_age import OverLimit, Stalled, over_limit, stalled

Result = TypeVar("Result")


@dataclass(frozen=True)
class Scene:
    """A book on a day. ``kept`` are the texts that earlier checks left in the workbook."""

    book: Book
    today: dt.date
    kept: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work_out: Callable[[Scene], Result]) -> Result:
        """What ``work_out`` makes of this scene, worked out for the first rule that asks and kept for the others."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self)
        known: Result = self._known[work_out]
        return known

    def if_known(self, work_out: Callable[[Scene], Result]) -> Result | None:
        """The same where a rule has asked for it, else None."""
        known: Result | None = self._known.get(work_out)
        return known

    @cached_property
    def identities(self) -> Identities:
        """How deals are known and called."""
        return Identities(self.deals)

    @property
    def deals(self) -> BookTable:
        return self.book.table("pipeline")

    @cached_property
    def stage_counts(self) -> Counter[str | None]:
        """Deals by stage."""
        return Counter(self.deals.get("stage"))

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar(self.book.settings)

    @cached_property
    def contact(self) -> LastContact | None:
        """The last activity of every deal; None where the workbook keeps no activities."""
        return last_contact(self.book, self.today)

    @cached_property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """Amounts of the deals in the workbook's currency, in sheet order; None where unknown."""
        return amounts(self.book)

    @cached_property
    def over_limit(self) -> tuple[OverLimit, ...]:
        return tuple(over_limit(self.book, self.today))

    @property
    def counts_working_days(self) -> bool:
        """Whether any result rests on the calendar; loading one takes a moment."""
        return self.contact is not None and bool(self.over_limit)

    @cached_property
    def stalled(self) -> tuple[Stalled, ...]:
        if not self.counts_working_days:
            return ()
        return tuple(stalled(self.book, self.over_limit, self.contact, self.calendar, self.today))
