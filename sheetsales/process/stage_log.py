"""What the stage log tells of all deals: which was in which stage from when to when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.history import History
from sheetsales.process.stays import Stay, way_of


@dataclass(frozen=True)
class StageLog:
    """All stays up to a day, by deal. ``first_seen`` is the day it first saw the deals that never moved."""

    stays: Mapping[str, tuple[Stay, ...]]
    first_day: dt.date
    first_seen: Mapping[str, dt.date]

    def covers(self, day: dt.date) -> bool:
        """Whether the log had begun by that day, give or take the first days of a month off."""
        return self.first_day <= day + dt.timedelta(days=7)

    @cached_property
    def by_stage(self) -> Mapping[str, tuple[Stay, ...]]:
        """The stays in each stage."""
        found: dict[str, list[Stay]] = defaultdict(list)
        for stay in self.all():
            found[stay.stage].append(stay)
        return {stage: tuple(stays) for stage, stays in found.items()}

    def all(self) -> Iterable[Stay]:
        for stays in self.stays.values():
            yield from stays

    def stage_at_end(self, deal: str) -> Stay | None:
        """The stay a deal was in when the log's last day ended."""
        stays = self.stays.get(deal)
        return stays[-1] if stays else None


def read_log(book: Book, as_of: dt.date, created: Mapping[str, dt.date | None]) -> StageLog | None:
    """The stage log up to ``as_of``; None where the workbook has none or it begins later.

    ``created`` is when each deal was opened.
    """
    history = History(book, as_of)
    if history.began is None:
        return None
    stays = history.all_stays(created, way_of(book.process))
    still = [deal for deal, found in stays.items() if len(found) == 1]
    first = {deal: day for deal in still if (day := history.first_seen(deal)) is not None}
    return StageLog(stays, history.began, first)
