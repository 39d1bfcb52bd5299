"""The customers: who they are, how they are looked after, and when they are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sheetsales.schema.defaults import table
from sheetsales.template.story.codes import credit_code, digits_credit_code, phone, registration_no
from sheetsales.template.story.days import last_business
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.people import name_of
from sheetsales.template.story.plan import HEIR, LEAVER, MASTER_DAY, Deal
from sheetsales.template.story.sources import Row, source
from sheetsales.template.story.timeline import Touch
from sheetsales.template.story.words import pick
from sheetsales.texts import Lang, Text

CustomerRow = dict[str, StoryValue]
_SHORT_ZERO = {"C-014": "01482937"}
_HANDED_OVER = Text(
    "原{who}的客户，2026 年 7 月 1 日移交{heir}。",
    "Formerly {who}'s account, handed to {heir} on 1 July 2026.",
)
_OLD = dt.date(2025, 9, 1)


def customer_rows(
    deals: Sequence[Deal], touches: Sequence[Touch], lang: Lang, now: dt.date = MASTER_DAY
) -> list[CustomerRow]:
    """One row a customer; last and next contact follow from the contacts and the open deals."""
    last = {touch.customer: touch.on for touch in touches}
    return [
        _row(n, row, deals, last[row["id"]], lang, now) for n, row in enumerate(source("customers"), start=1)
    ]


def _row(
    number: int, row: Row, deals: Sequence[Deal], last: dt.date, lang: Lang, now: dt.date
) -> CustomerRow:
    own = [deal for deal in deals if deal.customer == row["id"]]
    customer: CustomerRow = {
        key: row[key] for key in ("id", "type", "grade", "owner", "industry", "size", "region")
    }
    customer |= {key: row[key] for key in ("source", "buying_power", "loyalty", "potential")}
    customer |= {
        "name": row[lang],
        "short_name": row[f"short_{lang}"],
        "contact": row[f"contact_{lang}"],
        "title": pick("title", number, lang),
        "phone": phone(1000 + number * 7 if lang == "en" and number % 2 else number * 7, lang),
        "address": row[f"address_{lang}"],
        "email": email(row, lang),
        "lifecycle": _lifecycle(row, own),
        "created_on": dt.date.fromisoformat(row["created_on"]),
        "last_contact": last,
        "next_contact": _next_contact(row, own, last, now),
    }
    if lang == "zh":
        made = digits_credit_code if row["id"] in _SHORT_ZERO else credit_code
        customer |= {
            "credit_code": made(row["admin"], 14_829_37 * number),
            "wechat": f"{row['slug_zh']}_{row['py']}",
        }
    else:
        customer["registration_no"] = _SHORT_ZERO.get(row["id"]) or registration_no(number)
    if row["satisfaction"]:
        customer["satisfaction"] = Decimal(row["satisfaction"])
    if row["was"]:
        customer["notes"] = _HANDED_OVER.in_(lang).format(who=name_of(LEAVER, lang), heir=name_of(HEIR, lang))
    return customer


def email(row: Row, lang: Lang) -> str:
    """The contact's address under a domain kept for examples."""
    if lang == "zh":
        return f"{row['py']}@{row['slug_zh']}.example.cn"
    first, *_, surname = row["contact_en"].lower().split(" ")
    return f"{first[0]}.{surname}@{row['slug_en']}.example.com"


def _lifecycle(row: Row, own: Sequence[Deal]) -> str:
    if row["type"] != "potential" and (
        dt.date.fromisoformat(row["created_on"]) < _OLD or any(d.now.stage in ("won", "after") for d in own)
    ):
        return "customer"
    if any(deal.is_open for deal in own):
        return "prospect"
    return "lead"


def _next_contact(row: Row, own: Sequence[Deal], last: dt.date, now: dt.date) -> dt.date:
    """The earliest next step of an open deal, else a cadence after the last contact, never in the past."""
    steps = [deal.next_on for deal in own if deal.is_open and deal.next_on]
    if steps:
        return min(steps)
    cadence = next(
        int(up["cadence_days"])
        for up in table("upkeep")
        if (up["type"], up["grade"]) == (row["type"], row["grade"])
    )
    return max(last_business(last + dt.timedelta(days=cadence)), now)
