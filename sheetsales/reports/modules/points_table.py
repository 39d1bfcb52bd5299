"""6d Points: what customers earned, used and have left, and what of it expires soon, by customer and by grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.process.points import moves, remaining
from sheetsales.reports.cells import Content, Sentence
from sheetsales.reports.customers_table import ALL, grade_name
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

Row = Sequence[Content]
MOST: Final = 20
AHEAD: Final = dt.timedelta(days=90)
"""Points that expire within them are worth a call."""
_KINDS: Final = ("earned", "used", "expired", "adjusted")

POINTS: Final = DataTable(
    "tblPointFacts",
    Text("积分数据", "Points data"),
    (
        Field("date", Text("日期", "Date"), "date"),
        Field("customer", Text("客户", "Customer"), width=28),
        Field("grade", Text("等级", "Grade")),
        Field("first", Text("客户首行", "First of customer"), "count", Text("1 为这家客户的第一行。", "1 for a customer's first row.")),
        Field("earned", Text("获得", "Earned"), "count"),
        Field("used", Text("使用", "Used"), "count"),
        Field("expired", Text("过期", "Expired"), "count"),
        Field("adjusted", Text("调整", "Adjusted"), "count"),
        Field("left", Text("这一行还剩", "Left of it"), "count", Text("先用快到期的。", "What expires soonest is used first.")),
        Field("valid_to", Text("有效期至", "Valid until"), "date"),
        Field("soon", Text("快到期", "Expires soon"), "count", Text("1 为 90 天内到期。", "1 where it expires within 90 days.")),
        Field("lapsed", Text("已过有效期", "Past its day"), "count", Text("1 为过了有效期，还没按过期记掉。", "1 where its day has passed and nobody wrote it off.")),
    ),
)  # fmt: skip


def _sums(column: str, asked: str) -> tuple[Figured, ...]:
    here = f"points[{column}],[@{asked}]"
    return (
        figure("earned", "获得", "Earned", "number", f"SUMIFS(points[earned],{here})"),
        figure("used", "使用", "Used", "number", f"SUMIFS(points[used],{here})"),
        figure("expired", "过期", "Expired", "number", f"SUMIFS(points[expired],{here})"),
        figure("adjusted", "调整", "Adjusted", "number", f"SUMIFS(points[adjusted],{here})"),
        figure("left", "剩余", "Left", "number", "[@earned]-[@used]-[@expired]+[@adjusted]"),
        figure("soon", "90 天内到期", "Expires in 90 days", "number", f"SUMIFS(points[left],{here},points[soon],1)"),
        figure("lapsed", "已过有效期未记", "Past its day", "number", f"SUMIFS(points[left],{here},points[lapsed],1)"),
    )  # fmt: skip


COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("grade", "等级", "Grade"),
    *_sums("customer", "customer"),
    figure("owner", "负责人", "Owner"),
)
GRADE_COLUMNS: tuple[Figured, ...] = (
    figure("grade", "等级", "Grade"),
    figure("customers", "户数", "Customers", "count", "COUNTIFS(points[grade],[@asked],points[first],1)"),
    *_sums("grade", "asked"),
    figure("asked", "等级条件", "Grade filter"),
)


@dataclass(frozen=True)
class _Ledger:
    """The rows of the ledger up to the day of the report that say whose, when, what and how many."""

    draft: Draft

    @cached_property
    def moved(self) -> Sequence[float | None]:
        return moves(self.draft.facts.book)

    @cached_property
    def left(self) -> Sequence[float | None]:
        return remaining(self.draft.facts.book, self.draft.facts.as_of)

    @cached_property
    def customers(self) -> Mapping[str, str]:
        """Customer → its name, no two alike, by what is left, most first."""
        table, sums = self.draft.facts.book.table("loyalty"), dict[str, float]()
        for key, left, move in zip(table.get("customer"), self.left, self.moved, strict=True):
            if left is not None:
                sums[key] = sums.get(key, 0.0) + (move or 0.0)
        names: dict[str, str] = {}
        taken: set[str] = set()
        for key in sorted(sums, key=lambda key: (-sums[key], key)):
            name = safe(self.draft.customer_name(key))
            names[key] = f"{name} ({safe(key)})" if name.casefold() in taken else name
            taken.add(names[key].casefold())
        return names

    def of_customers(self, column: str) -> Mapping[str, str]:
        table = self.draft.facts.book.table("customers")
        return {k: v for k, v in zip(table.get("id"), table.get(column), strict=True) if k and v}

    @cached_property
    def grades(self) -> Mapping[str, str]:
        return self.of_customers("grade")

    @property
    def unread(self) -> int:
        """Rows that cannot count, for what they do not say."""
        table = self.draft.facts.book.table("loyalty")
        whole = zip(table.get("customer"), table.get("date"), self.moved, strict=True)
        return sum(not key or day is None or move is None for key, day, move in whole)

    def ends(self, row: int) -> tuple[bool, bool]:
        """Whether what is left of a row expires soon, and whether it was past its day already."""
        day, end = self.draft.facts.as_of, self.draft.facts.book.table("loyalty").get("valid_to")[row]
        if end is None or not self.left[row]:
            return False, False
        return day <= end <= day + AHEAD, end < day

    @property
    def in_hand(self) -> float:
        """What all customers have left, less what some took too much."""
        counted = zip(self.left, self.moved, strict=True)
        return round(sum(move or 0.0 for left, move in counted if left is not None), 6)

    def total(self, which: int) -> float:
        return sum(left for row, left in enumerate(self.left) if left and self.ends(row)[which])


def point_rows(draft: Draft) -> Iterator[Row]:
    ledger, table = _Ledger(draft), draft.facts.book.table("loyalty")
    kinds, days, keys, valid = (table.get(key) for key in ("kind", "date", "customer", "valid_to"))
    seen: set[str] = set()
    for row, left in enumerate(ledger.left):
        if left is None:
            continue
        key, move = keys[row], ledger.moved[row] or 0.0
        sides = [
            None if kind != kinds[row] else move if kind in ("earned", "adjusted") else -move
            for kind in _KINDS
        ]
        soon, lapsed = ledger.ends(row)
        yield (
            days[row], ledger.customers[key], grade_name(draft, ledger.grades.get(key, "")), None if key in seen else 1,
            *sides, left, valid[row], 1 if soon else None, 1 if lapsed else None,
        )  # fmt: skip
        seen.add(key)


def _rows(draft: Draft) -> list[str]:
    return list(_Ledger(draft).customers) if draft.facts.book.has("loyalty") else []


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    ledger = _Ledger(draft)
    owners = ledger.of_customers("owner")
    return {
        "customer": [ledger.customers[row] for row in rows],
        "grade": [grade_name(draft, ledger.grades.get(row, "")) for row in rows],
        "owner": [draft.name_of(owners.get(row, "")) for row in rows],
    }


def _grades(draft: Draft) -> list[str]:
    """The grades of those customers, those without one behind them, and all of them."""
    found = {_Ledger(draft).grades.get(key, "") for key in _rows(draft)}
    return [*sorted(found, key=lambda code: (not code, code)), ALL] if found else []


def _of_grades(draft: Draft, rows: Sequence[str]) -> Given:
    named = [grade_name(draft, row) for row in rows]
    return {
        "grade": named,
        "asked": ["*" if row == ALL else name for row, name in zip(rows, named, strict=True)],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


BY_CUSTOMER = FigureTable(
    "points", "tblPoints", Text("积分", "Points"), COLUMNS, _rows, _given, _names, full_only=True,
)  # fmt: skip
BY_GRADE = FigureTable(
    "points_grade", "tblPointsByGrade", Text("积分（按等级）", "Points by grade"), GRADE_COLUMNS, _grades, _of_grades, _names, full_only=True,
)  # fmt: skip


def points_sentence(draft: Draft) -> Content:
    """How many customers hold how many points, what of it expires soon or should have, and what could not be counted."""
    ledger, say, s = _Ledger(draft), draft.say, Sentence()
    stop = say("；", "; ")
    n, left = len(ledger.customers), ledger.in_hand
    s.clause(say(f"{n} 家客户有积分往来，手里还有 {_said(left)} 分", f"{count_of(n, 'customer')} with {_said(left)} points in hand"))  # fmt: skip
    soon, lapsed, unread = ledger.total(0), ledger.total(1), ledger.unread
    if soon:
        s.clause(say(f"90 天内到期 {_said(soon)} 分", f"{_said(soon)} expire within 90 days"), joint=stop)
    if lapsed:
        s.clause(say(f"{_said(lapsed)} 分过了有效期，还没记过期", f"{_said(lapsed)} are past their day and not written off"), joint=stop)  # fmt: skip
    if unread:
        s.clause(say(f"{unread} 行缺客户、日期、类别或积分，没有计入", f"{count_of(unread, 'entry', 'entries')} without customer, date, kind or points not counted"), joint=stop)  # fmt: skip
    return s.end(say("。", "."))


def _said(points: float) -> str:
    return f"{points:,.10g}"


def points_note(draft: Draft) -> str:
    """How what is left falls to what was earned."""
    return draft.say(
        "截至报告日；剩余 = 获得 − 使用 − 过期 + 调整。使用先抵快到期的；没写有效期的不算到期。",
        "As of the day of the report; left = earned − used − expired + adjusted. What expires soonest is used first; points without a day never expire.",
    )
