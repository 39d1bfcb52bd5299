"""Where snapshots stand in a workbook's store: all that a check has to know of them on most days."""

from __future__ import annotations

from typing import Final

PREFIX: Final = "snapshot."
LAST_PROVISIONAL: Final = 10
"""The day of the next month up to which a snapshot is renewed."""


def about_key(month: str) -> str:
    """The key of the text that says when a month was kept."""
    return f"{PREFIX}{month}.about"
