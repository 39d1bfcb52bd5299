"""A task that arises by itself, and by what it is known so that it arises once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from hashlib import blake2b

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class NewTask:
    """``key`` names the occasion: the same occasion never makes a second task, whatever became of the first.

    ``origin``, ``priority`` and ``region`` are codes, ``hours`` what it takes. ``assignee`` is None where allocation
    has to find somebody.
    """

    key: str
    title: Text
    due: dt.date
    hours: Decimal
    origin: str
    assignee: str | None = None
    customer: str | None = None
    opportunity: str | None = None
    stage: str | None = None
    step: str | None = None
    skill: str | None = None
    region: str | None = None
    priority: str = "mid"

    @property
    def mark(self) -> str:
        """What the workbook remembers of the occasion."""
        return blake2b(self.key.encode(), digest_size=6).hexdigest()
