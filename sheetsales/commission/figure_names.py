"""What people call the figures that plans name, and how conditions read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from sheetsales.commission.gates import Condition
from sheetsales.schema import defaults
from sheetsales.texts import Text

_OWN: Final[Mapping[str, Text]] = {
    "attainment": Text("完成率", "attainment"),
    "ytd_attainment": Text("年累计完成率", "year-to-date attainment"),
    "months_since_hire": Text("入职月数", "months since hire"),
    "new_customer": Text("新客户", "new customer"),
    "n": Text("样本数", "n"),
    "paid_in_full": Text("收齐", "paid in full"),
    "days": Text("天数", "days"),
    "score": Text("得分", "score"),
    "satisfaction": Text("满意度", "satisfaction"),
}
_SHARES: Final = frozenset(
    {"attainment", "ytd_attainment", "satisfaction", "forecast_accuracy", "true_discount"}
)


def title_of(code: str) -> Text:
    """What a figure is called."""
    if code in _OWN:
        return _OWN[code]
    row = defaults.indicator(code)
    return Text(row["zh"], row["en"].lower()) if row else Text(code, code)


def value_of(code: str, value: Decimal) -> str:
    """A figure as people write it: shares in per cent."""
    if code in _SHARES:
        return f"{value * 100:.1f}".rstrip("0").rstrip(".") + "%"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def said(gate: Iterable[Condition]) -> Text:
    """Conditions in words of the sheet."""
    found = [
        Text(*(f"{title}{c.sign}{value_of(c.name, c.limit)}" if c.sign else title for title in _both(c.name)))
        for c in gate
    ]
    return Text(" 且 ".join(t.zh for t in found), " and ".join(t.en for t in found))


def _both(code: str) -> tuple[str, str]:
    title = title_of(code)
    return title.zh, title.en


def names() -> Mapping[str, str]:
    """Title of a figure, lower case, in either language → its code."""
    titles = {
        title.casefold(): row["code"]
        for row in defaults.indicators()
        for title in (row["zh"], row["en"])
        if title
    }
    own = {title.casefold(): code for code, text in _OWN.items() for title in (text.zh, text.en)}
    return {**titles, **own}
