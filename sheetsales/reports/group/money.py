"""The group's currency, and what one unit of every workbook's own is worth in it by the workbooks' rate tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.reports.group.facts import BookFacts
from sheetsales.texts import NO_TEXT, Text

_ASKED = Text("命令里给的", "Given with the command")
_OWN = Text("集团自己的币种", "The group's own currency")
_SAID = Text("{n} 个工作簿的汇率表", "Rate tables of {n:workbook|workbooks}")
_MOST = Text(
    "{n} 个工作簿的汇率表；另有 {others}",
    "Rate tables of {n:workbook|workbooks}; others say {others}",
)
_TURNED = Text("由 {n} 个工作簿的反向汇率倒算", "Turned round from {n:workbook's|workbooks'} rate")
_TIE = Text(
    "汇率表说法不一：{others}。用 --rate {code}=… 定一个",
    "The rate tables disagree: {others}. Settle it with --rate {code}=…",
)
_NONE = Text(
    "没有工作簿写了 {code} 对 {currency} 的汇率。用 --rate {code}=… 给一个，或填进一个工作簿的汇率表",
    "No workbook says what {code} is in {currency}. Give it with --rate {code}=…, or in some workbook's rate table",
)
_NAMELESS = Text("工作簿没有写币种", "The workbook names no currency")
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in the group's, None where nobody knows; ``said`` is whence, or why not."""

    code: str
    value: Decimal | None
    said: Text = NO_TEXT


def group_currency(books: Iterable[BookFacts]) -> str:
    """The currency of most workbooks, of those alike the first by its code; "" where none names one."""
    counts = Counter(book.currency for book in books if book.currency)
    return min(counts, key=lambda code: (-counts[code], code), default="")


def group_rates(books: Sequence[BookFacts], currency: str, asked: Mapping[str, Decimal]) -> tuple[Rate, ...]:
    """A rate for every currency that a workbook reckons in, the group's own first."""
    codes = sorted({book.currency for book in books} | {currency}, key=lambda code: (code != currency, code))
    return tuple(_rate(code, books, currency, asked) for code in codes)


def _rate(code: str, books: Sequence[BookFacts], currency: str, asked: Mapping[str, Decimal]) -> Rate:
    if code == currency:
        return Rate(code, Decimal(1), _OWN)
    if code in asked:
        return Rate(code, asked[code], _ASKED)
    if not code:
        return Rate(code, None, _NAMELESS)
    direct = Counter(rate for b in books if b.currency == currency for c, rate in b.rates if c == code)
    if direct:
        return _agreed(code, direct)
    turned = Counter(
        round(1 / rate, _DIGITS) for b in books if b.currency == code for c, rate in b.rates if c == currency
    )
    if turned:
        found = _agreed(code, turned)
        said = _TURNED.fill(n=turned.total()) if len(turned) == 1 else found.said
        return Rate(code, found.value, said)
    return Rate(code, None, _NONE.fill(code=code, currency=currency))


def _agreed(code: str, said: Counter[Decimal]) -> Rate:
    """What most tables say; nothing where two are said as often."""
    ordered = sorted(said.items(), key=lambda item: (-item[1], item[0]))
    (rate, n), rest = ordered[0], ordered[1:]
    others = ", ".join(f"{value.normalize():f} ({count})" for value, count in rest)
    if rest and rest[0][1] == n:
        both = ", ".join(f"{value.normalize():f} ({count})" for value, count in ordered)
        return Rate(code, None, _TIE.fill(code=code, others=both))
    return Rate(code, rate, (_MOST if rest else _SAID).fill(n=n, others=others))
