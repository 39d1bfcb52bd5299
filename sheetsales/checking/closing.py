"""Which month's snapshot a check keeps, and what it consists of.

The first check after a month's end takes it; it is provisional and taken anew, once a day, up to the tenth. ``close``
finalises it before that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sheetsales.checking import memory
from sheetsales.checking.judge import Judged
from sheetsales.checking.starting import all_parts
from sheetsales.process.snapshot_keys import LAST_PROVISIONAL, about_key
from sheetsales.speech.days import day
from sheetsales.speech.days import month as spoken_month
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.process.snapshot import KeptFinding, Snapshot

LAST_CHECK: Final = "check.month"
"""The month of the last check: the next one in a later month is the first after a month's end."""

_TAKEN: Final = Text(
    "{month}的数已留底，以后的月报拿它来比；{until}前每天第一次检查会更新，sheetsales close 可提前定稿。",
    "The figures of {month} are kept, for later reports to compare with; the first check of a day renews them until {until}, "
    "sheetsales close finalises them before.",
)


def with_snapshot(judged: Judged, store: Mapping[str, str]) -> Judged:
    """The same, the workbook also to remember the month, and the snapshot of the one before where that is due."""
    if judged.unchanged:
        return judged
    month = _label(judged.today)
    kept: Mapping[str, str] = {LAST_CHECK: month}
    summary = judged.summary
    if judged.book.table("pipeline").bound and _is_due(store, judged.today):
        before = _before(judged.today)
        kept = {**kept, **kept_texts(snapshot_of(judged, before), store)}
        if about_key(before) not in store:
            until = judged.today.replace(day=LAST_PROVISIONAL)
            said = _TAKEN.fill(
                month=spoken_month(int(before[:4]), int(before[5:])), until=day(until, judged.today)
            )
            summary = replace(summary, notices=(*summary.notices, said))
    return replace(judged, store={**judged.store, **kept}, summary=summary)


def snapshot_of(judged: Judged, month: str, closed_on: dt.date | None = None) -> Snapshot:
    """A month as it is seen now; finalised where ``closed_on`` says when."""
    from sheetsales.indicators.period import month as period  # of all checks, one a month needs indicators
    from sheetsales.indicators.snapshots import taken

    of = period(int(month[:4]), int(month[5:]))
    return taken(judged.book, of, _findings(judged), today=judged.today, closed_on=closed_on)


def kept_texts(snapshot: Snapshot, store: Mapping[str, str]) -> dict[str, str]:
    """The texts that keep a snapshot in the store, and blanks for what is no longer kept there."""
    from sheetsales.process.snapshot import outdated, written

    return {**written(snapshot), **outdated(store, snapshot.month)}


def _is_due(store: Mapping[str, str], today: dt.date) -> bool:
    """Whether a snapshot of the month before is to be taken: there is none and this is the first check since, or there
    is one of an earlier day that may still change."""
    month = _before(today)
    made, _, closed = store.get(about_key(month), "").partition("\t")
    if made:
        return not closed and made < today.isoformat() and today.day <= LAST_PROVISIONAL
    return _used_before(store, today)


def _used_before(store: Mapping[str, str], today: dt.date) -> bool:
    """Whether an earlier month saw a check; of checks that did not keep the month, the oldest finding tells."""
    last = store.get(LAST_CHECK)
    if last:
        return last < _label(today)
    days = memory.read_since(store.get(memory.SINCE, "")).values()
    return min(days, default=today) < today.replace(day=1)


def _findings(judged: Judged) -> Iterator[KeptFinding]:
    """Those that stand in the Findings sheet, then those that the level holds back."""
    from sheetsales.process.snapshot import KeptFinding

    told = all_parts(judged.findings)
    for finding in told:
        yield KeptFinding(*finding.identity, int(finding.severity), finding.owner, 1)
    for identity in sorted(judged.found - {finding.identity for finding in told}):
        yield KeptFinding(*identity, None, "", 0)


def _label(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def _before(today: dt.date) -> str:
    return _label(today.replace(day=1) - dt.timedelta(days=1))
