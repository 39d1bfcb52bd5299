"""Headings of instalments that stand side by side (第一次回款日期, 第一次回款金额, 第二次…): which of them make one instalment."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.headings import normalise

_NUMBER: Final = r"[一二三四五六七八九十\d]{1,3}"
_CAME_ZH: Final = r"回款|收款|到账|到款|来款|收到|已收|实收|实付|已付|付款"
_GROUP: Final = regex(
    rf"第?(?P<zh>{_NUMBER})[次期笔批](?:款项?)?|(?P<named>首[付期次笔]款?|预付款?|定金|订金|发货款?|到货款?|验收款?|质保[金款]?|尾款|余款|进度款)"
    rf"|(?:{_CAME_ZH})(?:日期|时间|金额)?(?P<after>\d{{1,2}})(?!\d)"
    r"|\b(?P<en>(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|final|last)\b|(?:deposit|down ?payment|balance|retention|advance)\b)"
    r"|\b(?:payment|receipt|instal?ment|milestone|paid|received)(?: (?:date|amount|on))?[ #]*(?P<number>\d{1,2})\b",
    re.IGNORECASE,
)
"""What tells one instalment from another: its number in a row of them, or its name."""
_CAME: Final = regex(rf"{_CAME_ZH}|paid|payment|received|receipt", re.IGNORECASE)
"""Money that came in; a name and a day alone (预付款日期) may as well be what is agreed."""
_DAY: Final = regex(r"日期|时间|日$|\bdate\b|\bon\b|\bwhen\b", re.IGNORECASE)
_AGREED: Final = regex(r"应[收付回]|计划|预计|约定|due|planned|expected|scheduled|agreed", re.IGNORECASE)
_BESIDE: Final = (
    ("invoiced_on", regex(r"开票(?:日期|时间)|invoice(?:d)? (?:date|on)", re.IGNORECASE)),
    ("invoice_no", regex(r"发票|invoice", re.IGNORECASE)),
    ("method", regex(r"方式|method|\bby\b", re.IGNORECASE)),
    ("notes", regex(r"备注|说明|remark|comment|note", re.IGNORECASE)),
)
_NO_MONEY: Final = regex(
    r"比例|%|percent|未|欠|状态|节点|条件|人$|status|terms|outstanding|unpaid|open", re.IGNORECASE
)
_BARE_DAY: Final = frozenset({"日期", "时间", "回款日期", "回款时间", "收款日期", "到账日期", "到款日期", "付款日期", "date", "date paid", "paid on", "date received", "received on", "payment date"})  # fmt: skip
_BARE_MONEY: Final = frozenset({"回款金额", "收款金额", "到账金额", "到款金额", "付款金额", "回款", "收款", "到账", "amount paid", "paid", "amount received", "received", "payment amount", "payment"})  # fmt: skip
_NAMES: Final = frozenset({"deposit", "down payment", "downpayment", "balance", "retention", "advance"})
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading: its column, its text, and the text that stands over it and its neighbours, "" where none does."""

    column: int
    text: str
    above: str = ""

    @property
    def whole(self) -> str:
        return f"{self.above} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class InstalmentColumns:
    """One instalment: what the headings call it, and the heading of each of its columns by the keys of Receipts."""

    name: str
    columns: Mapping[str, Titled]


def instalments(headings: Sequence[Titled]) -> tuple[InstalmentColumns, ...]:
    """The instalments that headings lay out side by side, each with the day and the money that came in at least; none
    where the headings do not say that the money came in."""
    found: dict[str, dict[str, Titled]] = {}
    names: dict[str, str] = {}
    for heading in headings:
        key, name, role = _read(heading)
        if role:
            names.setdefault(key, name)
            found.setdefault(key, {}).setdefault(role, heading)
    _add_bare_days(found, headings)
    if not found:
        found, names = _pairs(headings)
    whole = {key: columns for key, columns in found.items() if {"received_on", "amount"} <= columns.keys()}
    return tuple(InstalmentColumns(names[key], columns) for key, columns in whole.items())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _without_unit(text: str) -> str:
    """The text without a unit in brackets; other brackets say something."""
    unit = normalise(text).unit
    plain = _plain(text)
    return re.sub(rf"\s*[(\[]\s*{re.escape(unit)}\s*[)\]]", "", plain, flags=re.IGNORECASE) if unit else plain


def _read(heading: Titled) -> tuple[str, str, str]:
    """Which instalment a heading belongs to, what it is called, and which column of it it is; "" for none."""
    whole = _without_unit(heading.whole)
    match = _GROUP.search(whole)
    if match is None or _NO_MONEY.search(whole):
        return "", "", ""
    token = match[match.lastgroup or 0]
    rest = whole[: match.start()] + " " + whole[match.end() :]
    said = match[0] if match.lastgroup in ("after", "number") else rest
    role = _role(heading.text if heading.above else whole)
    is_agreed = role in ("due_on", "due_amount") or role in dict(_BESIDE)
    if not is_agreed and not _CAME.search(said):
        return "", "", ""
    is_name = match.lastgroup == "named" or token.casefold() in _NAMES
    return token.casefold(), token if is_name else _name(heading, whole), role


def _role(text: str) -> str:
    for key, words in _BESIDE:
        if words.search(text):
            return key
    if _AGREED.search(text):
        return "due_on" if _DAY.search(text) or text.casefold().endswith("due date") else "due_amount"
    return "received_on" if _DAY.search(text) else "amount"


def _name(heading: Titled, whole: str) -> str:
    """What the instalment is called: the text over its columns, else the heading without day and amount."""
    if heading.above:
        return _plain(heading.above)
    bare = re.sub(r"日期|时间|金额|\b(?:date|amount|on)\b", " ", whole, flags=re.IGNORECASE)
    return " ".join(bare.split())


def _add_bare_days(found: Mapping[str, dict[str, Titled]], headings: Sequence[Titled]) -> None:
    """A bare 日期 beside each amount (第一次回款, 日期, 第二次回款, 日期) is its day: all of them after it, or all before."""
    lacking = [columns for columns in found.values() if "amount" in columns and "received_on" not in columns]
    taken = {h.column for columns in found.values() for h in columns.values()}
    bare = {
        h.column: h
        for h in headings
        if h.column not in taken and not h.above and _plain(h.text).casefold() in _BARE_DAY
    }
    for step in (1, -1):
        days = [bare.get(columns["amount"].column + step) for columns in lacking]
        if lacking and all(days):
            for columns, day in zip(lacking, days, strict=True):
                if day is not None:
                    columns["received_on"] = day
            return


def _pairs(headings: Sequence[Titled]) -> tuple[dict[str, dict[str, Titled]], dict[str, str]]:
    """Day and money under the same two headings again and again, in turn, without a number."""
    roles = [(_bare_role(h), h) for h in headings]
    kept = [(role, h) for role, h in roles if role]
    order = [role for role, _ in kept]
    times = Counter(order)
    in_turn = all(a != b for a, b in pairwise(order))
    if not in_turn or times["amount"] < _FEWEST or times["amount"] != times["received_on"]:
        return {}, {}
    found: dict[str, dict[str, Titled]] = {}
    for at in range(0, len(kept), 2):
        found[str(at // 2 + 1)] = dict(kept[at : at + 2])
    return found, {key: _numbered(columns.values(), int(key)) for key, columns in found.items()}


def _bare_role(heading: Titled) -> str:
    text = _without_unit(heading.whole).casefold()
    return "received_on" if text in _BARE_DAY else "amount" if text in _BARE_MONEY else ""


def _numbered(headings: Iterable[Titled], number: int) -> str:
    chinese = any(ch >= "\u3400" for heading in headings for ch in heading.text)
    return f"第{number}次回款" if chinese else f"Payment {number}"
