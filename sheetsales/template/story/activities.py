"""The activity log: who was in touch with whom, what was said and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from sheetsales.template.story.deals import quote_no, reason_note
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.plan import WHALE, Deal
from sheetsales.template.story.sources import Row, source
from sheetsales.template.story.timeline import Touch
from sheetsales.template.story.words import customers_by_id, fact, goods, money, pick, place_of
from sheetsales.texts import Lang, Text

ActivityRow = dict[str, StoryValue]
_OUTLINE = Text("访谈提纲", "interview outline")
_SOP_OUTLINE = Text("沟通提纲", "call plan")


@lru_cache(maxsize=1)
def _texts() -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in source("activities"):
        found[row["slot"]].append(row)
    return {slot: tuple(rows) for slot, rows in found.items()}


def activity_rows(touches: Sequence[Touch], lang: Lang) -> list[ActivityRow]:
    """One row a contact, in the order given; the next step's day is that of the deal's next contact."""
    following = _following(touches)
    used: Counter[tuple[str, str]] = Counter()
    rows = []
    for number, touch in enumerate(touches):
        seen = used[touch.customer, touch.slot]
        used[touch.customer, touch.slot] += 1
        rows.append(_row(touch, lang, following.get(number), seen))
    return rows


def _following(touches: Sequence[Touch]) -> dict[int, dt.date]:
    """By a touch's number, the day of the deal's next contact."""
    found: dict[int, dt.date] = {}
    waiting: dict[str, int] = {}
    for number, touch in enumerate(touches):
        if touch.deal is None:
            continue
        if touch.deal.id in waiting:
            found[waiting[touch.deal.id]] = touch.on
        waiting[touch.deal.id] = number
    return found


def wording(touch: Touch, seen: int) -> Row:
    """Which texts a contact uses: another one each time a customer meets the same occasion."""
    texts = _texts()[touch.slot]
    return texts[(int(touch.customer[2:]) * 5 + len(touch.slot) + seen) % len(texts)]


def _row(touch: Touch, lang: Lang, following: dt.date | None, seen: int) -> ActivityRow:
    texts = wording(touch, seen)
    fills = _fills(touch, lang)
    kind = "email" if lang == "en" and texts["kind"] == "wechat" else texts["kind"]
    row: ActivityRow = {
        "date": touch.on,
        "rep": touch.rep,
        "customer": touch.customer,
        "kind": kind,
        "content": _in_terms_of(touch.deal, texts[lang].format(**fills), lang),
        "result": texts[f"{lang}_result"].format(**fills),
        "next_step": texts[f"{lang}_next"].format(**fills),
        "minutes": Decimal(texts["minutes"]),
    }
    if texts[f"{lang}_feedback"]:
        row["feedback"] = texts[f"{lang}_feedback"]
    if touch.deal is not None:
        row["opportunity"] = touch.deal.id
        _what_next(row, touch.deal, following, lang)
    else:
        del row["next_step"]
    return row


def _what_next(row: ActivityRow, deal: Deal, following: dt.date | None, lang: Lang) -> None:
    """Says when the next step is; where the deal went no further, what became of it instead."""
    if following is not None:
        row["next_on"] = following
    elif deal.is_open:
        row |= {"next_on": deal.next_on} if deal.id != WHALE else {}
    else:
        del row["next_step"]
        if deal.now.stage == "lost" and row["date"] != deal.closed_on and row["kind"] != "meeting":
            row["result"] = reason_note(deal, lang)


def _fills(touch: Touch, lang: Lang) -> dict[str, str]:
    """What stands in for the placeholders of a wording."""
    customer = customers_by_id()[touch.customer]
    deal = touch.deal
    fills = {
        "contact": customer[f"contact_{lang}"],
        "short": customer[f"short_{lang}"],
        "place": pick(f"place.{customer['industry']}", touch.on.day, lang),
        "score": customer["satisfaction"],
    }
    if deal is not None:
        fills |= {
            "place": place_of(deal, lang),
            "fact": fact(deal, lang),
            "goods": goods(deal, lang),
            "product": pick(f"product.{deal.product}", 0, lang),
            "amount": money(deal.amount, lang),
            "terms": _in_a_sentence(pick("terms", deal.terms, lang)),
            "quote": quote_no(deal),
        }
    return fills | {f"{key}_en": fills[key] for key in ("place", "fact", "product") if key in fills}


def _in_terms_of(deal: Deal | None, text: str, lang: Lang) -> str:
    """The text with the document's name in the process that the deal follows."""
    sop = deal is not None and any(visit.code == "comm" for visit in deal.path)
    return text.replace(_OUTLINE.in_(lang), _SOP_OUTLINE.in_(lang)) if sop else text


def _in_a_sentence(text: str) -> str:
    return text[:1].lower() + text[1:]
