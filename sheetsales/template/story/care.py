"""The sheets of the modules Service and Contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sheetsales.template.story.cash import day_or_none
from sheetsales.template.story.drafts import Row
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang


def service_rows(lang: Lang) -> list[Row]:
    """The tickets of the last quarter."""
    return [
        {
            **{key: row[key] for key in ("id", "customer", "type", "owner")},
            "subject": row[f"subject_{lang}"],
            "resolution": row[f"resolution_{lang}"],
            "satisfaction": Decimal(row["satisfaction"]) if row["satisfaction"] else None,
            **{key: day_or_none(row[key]) for key in ("opened_on", "due", "answered_on", "closed_on")},
        }
        for row in source("service")
    ]


def survey_rows(customers: Sequence[Row], lang: Lang) -> list[Row]:
    """What the customers' contacts and the staff answered."""
    contact = {row["id"]: row["contact"] for row in customers}
    return [
        {
            "date": day_or_none(row["date"]),
            "customer": row["customer"],
            "respondent": contact.get(row["customer"]),
            "score": Decimal(row["score"]),
            "comment": row[f"comment_{lang}"],
            "kind": row["kind"],
        }
        for row in source("surveys")
    ]


def contact_rows(customers: Sequence[Row], lang: Lang) -> list[Row]:
    """Whom we deal with; a row without a name of its own is the customer's main contact."""
    by_id = {str(row["id"]): row for row in customers}
    return [
        {
            **{key: row[key] for key in ("id", "customer", "role", "attitude")},
            **_named(row, by_id[row["customer"]], lang),
        }
        for row in source("contacts")
    ]


def _named(row: Mapping[str, str], customer: Row, lang: Lang) -> Row:
    if row[f"name_{lang}"]:
        return {"name": row[f"name_{lang}"], "title": row[f"title_{lang}"]}
    known = ("title", "phone", "email", "wechat")
    return {"name": customer["contact"], **{key: customer.get(key) for key in known}}
