"""What an indicator says: a value, or why there is none, and how many records it rests on."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

Number = Decimal | float | int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``value`` None means unknown, and ``reason`` says why; never 0 instead.

    ``n`` is the number of records it rests on, ``left_out`` how many could not be counted for want of a value.
    """

    value: Number | None
    n: int = 0
    reason: Text = NO_TEXT
    left_out: int = 0

    @property
    def known(self) -> bool:
        return self.value is not None

    @property
    def number(self) -> float:
        """The value of a known figure, for formulas and comparisons."""
        if self.value is None:
            raise ValueError(self.reason.en)
        return float(self.value)


def unknown(reason: Text, n: int = 0, left_out: int = 0) -> Figure:
    return Figure(None, n, reason, left_out)


def share(part: Number, whole: Number, n: int, reason: Text, left_out: int = 0) -> Figure:
    """part ÷ whole; unknown for the reason given where the whole is not above 0."""
    if whole <= 0:
        return unknown(reason, n, left_out)
    return Figure(float(part) / float(whole), n, left_out=left_out)


def median(values: list[float]) -> float:
    """The middle value, the mean of the two middle ones where their number is even. Needs at least one."""
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2
