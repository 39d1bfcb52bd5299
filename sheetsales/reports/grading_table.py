"""The grading standard: what earns which grade, how many customers have it, and those whose grade says something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.indicators.grading import ASPECTS, Suggested, suggestions
from sheetsales.indicators.standard import Standard, standard
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST_NAMED: Final = 15
_MOST_POINTS: Final = 9

STANDARD_COLUMNS: tuple[Figured, ...] = (
    figure("grade", "等级", "Grade"),
    figure("points", "分数（满分 9）", "Points of 9"),
    figure("suggested", "按标准", "By the standard", "count", "COUNTIFS(customers[suggested],[@grade],customers[kept],1)"),
    figure("same", "等级相符", "Graded so", "count", "COUNTIFS(customers[suggested],[@grade],customers[grade],[@grade],customers[kept],1)"),
    figure("filed", "表里", "On file", "count", "COUNTIFS(customers[grade],[@grade],customers[kept],1)"),
)  # fmt: skip

OTHER_COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("owner", "负责人", "Owner"),
    figure("grade", "现等级", "Grade"),
    figure("suggested", "建议等级", "Suggested"),
    figure("aspects", "购买力/忠诚度/潜力", "Buying power / loyalty / potential"),
    figure("judged", "评估分", "Judged", "count"),
    figure("bought", "购买分", "Bought", "count"),
    figure("why", "依据", "Because"),
)


def _by(draft: Draft) -> Standard:
    return standard(draft.facts.book.settings)


def _standard(draft: Draft) -> list[str]:
    return (
        [step.grade for step in _by(draft).steps] if next(suggestions(draft.facts), None) is not None else []
    )


def _standard_given(draft: Draft, rows: Sequence[str]) -> Given:
    steps = _by(draft).steps
    above = [_MOST_POINTS + 1, *(step.least for step in steps)]
    spans = {step.grade: _span(max(step.least, 3), above[i] - 1) for i, step in enumerate(steps)}
    return {
        "grade": [text_of(draft.facts.book, "customers", "grade", row, draft.lang) for row in rows],
        "points": [spans[row] for row in rows],
    }


def _span(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{least}–{most}"


def contradictions(draft: Draft) -> list[Suggested]:
    """Customers graded otherwise than the standard says, the farthest off first."""
    grades = draft.facts.book.table("customers").get("grade")
    order = {step.grade: i for i, step in enumerate(_by(draft).steps)}
    other = [s for s in suggestions(draft.facts) if grades[s.row] in order and grades[s.row] != s.grade]
    return sorted(other, key=lambda s: (-abs(order[s.grade] - order[grades[s.row]]), s.row))


def _other_given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(s.row): s for s in contradictions(draft)}
    found = [by_row[row] for row in rows]
    table = draft.facts.book.table("customers")
    names = table.get("name")
    return {
        "customer": [names[s.row] or table.get("id")[s.row] for s in found],
        "owner": [draft.name_of(table.get("owner")[s.row] or "") for s in found],
        "grade": [_grade(draft, table.get("grade")[s.row]) for s in found],
        "suggested": [_grade(draft, s.grade) for s in found],
        "aspects": [_aspects(draft, s.row) for s in found],
        "judged": [s.judged for s in found],
        "bought": [s.bought for s in found],
        "why": [_why(draft, s) for s in found],
    }


def _grade(draft: Draft, code: str) -> str:
    return text_of(draft.facts.book, "customers", "grade", code, draft.lang)


def _aspects(draft: Draft, row: int) -> str:
    table = draft.facts.book.table("customers")
    said = (table.get(key)[row] for key in ASPECTS)
    words = (
        text_of(draft.facts.book, "customers", k, s, draft.lang) if s else "·"
        for k, s in zip(ASPECTS, said, strict=True)
    )
    return " / ".join(words)


def _why(draft: Draft, found: Suggested) -> str:
    if found.lapsed:
        return draft.say("一年没有成交，降一级", "no purchase in a year: one lower")
    if (found.bought or 0) > (found.judged or 0):
        return draft.say("按购买情况", "by what it bought")
    return draft.say("按三项评估", "by the three aspects")


def _no_names(_: Draft) -> Mapping[str, str]:
    return {}


GRADING = FigureTable(
    "grading", "tblGrading", Text("评级标准", "Grading standard"), STANDARD_COLUMNS, _standard, _standard_given, _no_names, full_only=True,
)  # fmt: skip
REGRADE = FigureTable(
    "regrade", "tblRegrade", Text("等级与标准不符的客户", "Customers graded otherwise"), OTHER_COLUMNS,
    lambda draft: [str(s.row) for s in contradictions(draft)[:MOST_NAMED]], _other_given, _no_names, full_only=True,
)  # fmt: skip


def suggested_grades(draft: Draft) -> Mapping[int, Content]:
    """Row of Customers → the suggested grade in words."""
    return {s.row: _grade(draft, s.grade) for s in suggestions(draft.facts)}


def grading_sentence(draft: Draft, regrade: PlacedTable | None) -> str:
    """How many customers are graded otherwise than the standard says."""
    if regrade is None:
        return draft.say("等级都与标准相符。", "Every grade agrees with the standard.")
    n = len(contradictions(draft))
    more = (
        draft.say(f"，列出最不符的 {MOST_NAMED} 家", f"; the {MOST_NAMED} farthest off are listed")
        if n > MOST_NAMED
        else ""
    )
    return draft.say(
        f"{n} 家客户的等级与标准不符{more}。",
        f"{count_of(n, 'customer')} graded otherwise than the standard says{more}.",
    )


def grading_note(draft: Draft) -> str:
    """How the standard counts."""
    by = _by(draft)
    d3, d2, o2, o3, t2, t3 = (f"{limit:g}" for limit in (*by.days, *by.orders, *by.times))
    return draft.say(
        f"评估分：购买力、忠诚度、潜力各 3（高）、2（中）、1（低）分，至少填两项。购买分：最近一次购买 {d3} 天内 3 分、{d2} 天内 2 分；12 个月购买 {o3} 次 3 分、{o2} 次 2 分；"
        f"金额达到每户平均的 {t3} 倍 3 分、{t2} 倍 2 分；其余各 1 分。取两者中高的，一年没有购买的降一级。",
        f"Judged: buying power, loyalty and potential count 3, 2 or 1, two of them at least. Bought: last purchase within {d3} days 3, within "
        f"{d2} days 2; {o3} purchases in twelve months 3, {o2} of them 2; {t3} times the average amount per customer 3, {t2} times 2; else 1 each. "
        "The better of both counts, one lower after a year without a purchase.",
    )
