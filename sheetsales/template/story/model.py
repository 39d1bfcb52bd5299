"""What a story is: the rows of every record sheet of a sample workbook, as codes, ids, dates and Decimals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang

StoryValue = str | dt.date | Decimal | tuple[str, ...] | None
RawValue = str | int | float | bool | dt.date | None
StoryRow = Mapping[str, StoryValue]
RawKey = tuple[str, int, str]
"""Record key, row index from 0, column key."""


_PLANTED_AMONG = 200


@dataclass(frozen=True)
class Story:
    """A sample team's year.

    ``rows`` holds, per record key, rows by column key: REF columns hold ids, CHOICE columns codes (open lists a code
    or a free word), LIST columns tuples, yes/no columns ``yes`` or ``no``; a missing key is a blank cell.
    ``settings`` are values by setting key. ``raw`` are cells to be written exactly as they stand, instead of what
    ``rows`` says, None for a blank: the planted mistakes.
    """

    lang: Lang
    today: dt.date
    rows: Mapping[str, Sequence[StoryRow]]
    settings: Mapping[str, str]
    raw: Mapping[RawKey, RawValue] = field(default_factory=dict)

    @property
    def deal_count(self) -> int:
        """The opportunities, without the totals row that may be planted among the first of them."""
        rows = self.rows["pipeline"]
        return len(rows) - sum("customer" not in rows[at] for at in range(min(len(rows), _PLANTED_AMONG)))
