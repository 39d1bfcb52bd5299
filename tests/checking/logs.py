"""A stage log that tells of every deal just how it stands, so that a check has nothing to add to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

SEEN = dt.date(2026, 11, 1)


def log_of(deals: Iterable[Mapping[str, Any]], day: dt.date = SEEN) -> list[dict[str, Any]]:
    return [entry(day, deal) for deal in deals if deal.get("id") and deal.get("stage")]


def entry(day: dt.date, deal: Mapping[str, Any], before: str | None = None) -> dict[str, Any]:
    return {
        "seen_on": day,
        "opportunity": deal["id"],
        "from": before,
        "to": deal["stage"],
        "amount": deal.get("amount"),
        "expected_close": deal.get("expected_close"),
        "owner": deal.get("owner"),
    }
