"""Periods and what they consist of: a year of quarters, a quarter of months."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period, parse_period

_QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods of a workbook whose fiscal year starts in month ``start``."""

    start: int = 1

    def of(self, label: str) -> Period:
        """The period of a label that Targets can hold; raises ``ValueError`` for any other."""
        found = parse_period(label, self.start)
        if found is None:
            raise ValueError(label)
        return found

    def parts(self, label: str) -> tuple[str, ...]:
        """The quarters of a year, the months of a quarter, nothing for a month."""
        if "Q" in label:
            return self.months(label)
        return () if "-" in label else tuple(f"{label}Q{quarter}" for quarter in _QUARTERS)

    def months(self, label: str) -> tuple[str, ...]:
        """The months of a period, in order."""
        return tuple(month.label for month in self.of(label).months)


def kind(label: str) -> str:
    """``year``, ``quarter`` or ``month``."""
    if "Q" in label:
        return "quarter"
    return "month" if "-" in label else "year"
