"""The story's wordings in both languages, and the facts that fill them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache

from sheetsales.speech.days import day_of_year
from sheetsales.template.story.plan import WHALE, Deal
from sheetsales.template.story.sources import Row, source
from sheetsales.texts import Lang, Text

_WHALE_NAME = Text("集团 17 条产线节能改造", "Group-wide retrofit of 17 lines")


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[Text, ...]]:
    found: dict[str, list[Text]] = defaultdict(list)
    for row in source("words"):
        found[row["list"]].append(Text(row["zh"], row["en"]))
    return {key: tuple(texts) for key, texts in found.items()}


def pick(name: str, number: int, lang: Lang) -> str:
    """One wording of a list; any number picks one."""
    texts = _lists()[name]
    return texts[number % len(texts)].in_(lang)


@lru_cache(maxsize=1)
def customers_by_id() -> dict[str, Row]:
    """The customers' source rows."""
    return {row["id"]: row for row in source("customers")}


def money(amount: Decimal, lang: Lang) -> str:
    """An amount as people write it in a note: 22.3 万元, £223,000."""
    if lang == "en":
        return f"£{amount:,.0f}"
    tens = (amount / 10_000).quantize(Decimal("0.01")).normalize()
    return f"{tens:f} 万元"


def day_text(day: dt.date, lang: Lang) -> str:
    """A day as people write it in a note: 10 月 12 日, 12 October."""
    return day_of_year(day).in_(lang)


def place_of(deal: Deal, lang: Lang) -> str:
    return pick(f"place.{customers_by_id()[deal.customer]['industry']}", deal.place, lang)


def deal_name(deal: Deal, lang: Lang) -> str:
    """What is being sold and where, recognisable at a glance."""
    if deal.id == WHALE:
        return _WHALE_NAME.in_(lang)
    kind = f"renewal.{deal.product}" if deal.kind == "renewal" else f"name.{deal.product}"
    name = pick(kind, deal.text, lang).format(place=place_of(deal, lang))
    return name[:1].upper() + name[1:]


def facts(deal: Deal, lang: Lang) -> dict[str, str]:
    """The figures behind a deal's texts: they are the same in both languages."""
    yearly = (deal.amount * (50 + deal.text % 30) / 100 / 1000).quantize(Decimal(1)) * 1000
    return {
        "n": str(deal.quantity),
        "p": str(12 + deal.text % 24),
        "p2": str(3 + deal.text % 9),
        "g": str(8 + deal.text % 11),
        "cost": money(yearly, lang),
        "place": place_of(deal, lang),
    }


def fact(deal: Deal, lang: Lang) -> str:
    """The problem the customer has, with its figures."""
    return pick(f"fact.{deal.product}", deal.text // 3, lang).format(**facts(deal, lang))


def need(deal: Deal, lang: Lang) -> str:
    """Background, problem, impact and expected result, with figures."""
    goal = pick("goal", deal.text // 5, lang).format(**facts(deal, lang))
    parts = (fact(deal, lang), pick("impact", deal.text // 7, lang), goal)
    return ("" if lang == "zh" else " ").join(parts)


def goods(deal: Deal, lang: Lang) -> str:
    return pick(f"goods.{deal.product}", 0, lang).format(n=deal.quantity)
