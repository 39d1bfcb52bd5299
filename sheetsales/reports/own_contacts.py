"""Which of the own customers are to be contacted in the coming week, those overdue first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sheetsales.indicators.contacts import Kept, kept_customers
from sheetsales.reports.customers_table import grade_name
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.texts import Text

DAYS_AHEAD: Final = 7
MOST_CONTACTS: Final = 20

COLUMNS: tuple[Figured, ...] = (
    figure("customer", "本周要联系", "To contact this week"),
    figure("due", "应联系", "Due", "date"),
    figure("late", "逾期天数", "Days overdue", "count"),
)


def _due(draft: Draft) -> list[tuple[dt.date, Kept]]:
    """The customers with the day their contact falls due, by cadence or as planned, the earliest first."""
    facts = draft.facts
    planned = facts.book.table("customers").get("next_contact")
    last = facts.as_of + dt.timedelta(days=DAYS_AHEAD)
    found = []
    for one in kept_customers(facts, draft.periods.told):
        asked = facts.as_of - dt.timedelta(days=one.due.over) if one.due is not None else None
        day = min((day for day in (asked, planned[one.row]) if day is not None), default=None)
        if day is not None and day <= last:
            found.append((day, one))
    return sorted(found, key=lambda item: (item[0], item[1].id))[:MOST_CONTACTS]


def _given(draft: Draft, _: Sequence[str]) -> Given:
    found = _due(draft)
    grades = draft.facts.book.table("customers").get("grade")
    return {
        "customer": [_named(draft, one, grades[one.row] or "") for _, one in found],
        "due": [day for day, _ in found],
        "late": [max(0, (draft.facts.as_of - day).days) or None for day, _ in found],
    }


def _named(draft: Draft, kept: Kept, grade: str) -> str:
    name = draft.customer_name(kept.id)
    return f"{name} {grade_name(draft, grade)}" if grade else name


OWN_CONTACTS = FigureTable(
    "own_contacts", "tblOwnContacts", Text("本周要联系的客户", "Customers to contact this week"), COLUMNS,
    lambda draft: [str(one.row) for _, one in _due(draft)] if draft.edition == "person" else [], _given, lambda _: {},
)  # fmt: skip
