"""The plans by which the team is paid, of the year the story is told in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.template.story.drafts import Row
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang

_FROM, _TO = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
_PAYS: Final = frozenset({"tier", "cap", "bonus", "honour", "guarantee"})
"""Kinds that hold for the year alone; how a deal is weighed and shared holds on."""


def plan_rows(lang: Lang) -> list[Row]:
    """The rows of Commission plans."""
    return [
        {
            **{key: row[key] for key in ("kind", "plan", "basis", "period")},
            "name": row[f"name_{lang}"],
            "applies_to": row[f"applies_{lang}"],
            **{key: Decimal(row[key]) if row[key] else None for key in ("from", "to", "value")},
            "gate": row[f"gate_{lang}"],
            "note": row[f"note_{lang}"],
            **({"valid_from": _FROM, "valid_to": _TO} if row["kind"] in _PAYS else {}),
        }
        for row in source("commission_plans")
    ]
