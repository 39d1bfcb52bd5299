"""Whom to coach: people with a low score or measure, what they do best, what to work on and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.reports.cells import as_excel_shows, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.score_table import FAIR, LOW, Measure, detail_row, judged, measures
from sheetsales.texts import Text

COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("total", "总分", "Score", "tenths"),
    figure("strength", "优点", "Strength"),
    figure("gap", "待提升", "To improve"),
    figure("figure", "数字", "Figure"),
    figure("advice", "建议", "Advice"),
    figure("coach", "辅导人", "Coach"),
)

ADVICE: Final[Mapping[str, Text]] = {
    "S1": Text("与辅导人过一遍在手商机", "Go through the open deals with the coach"),
    "S2": Text("定每周新客户的约访数", "Agree a number of first meetings a week"),
    "S3": Text("报价前先批折扣", "Have discounts approved before quoting"),
    "S4": Text("按周期排联系计划", "Plan contacts by their cadence"),
    "S5": Text("补齐到期步骤的证据", "Bring the evidence of due steps up to date"),
    "S6": Text("先清名下的错误", "Clear the own errors first"),
    "S7": Text("回访打低分的客户", "Call the customers who scored low"),
    "S8": Text("就评价里最低的一项谈一次", "Talk over the lowest item of the evaluation"),
    "S9": Text("每天先清到期的服务单", "Clear requests that fall due first thing each day"),
    "S10": Text("跟一位服务好的同事处理两单", "Handle two requests with a colleague who does it well"),
}


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    kept = measures(draft)
    points = {row: _points(draft, row, kept) for row in rows}
    means = {m.code: _mean([of[m.code] for of in points.values() if m.code in of]) for m in kept}
    found = [_of(draft, row, points[row], means, {m.code: m.title for m in kept}) for row in rows]
    keys = ("total", "strength", "gap", "figure", "advice", "coach")
    return {
        "name": [draft.name_of(row) for row in rows],
        **{key: [one.get(key) for one in found] for key in keys},
    }


def _of(
    draft: Draft,
    person: str,
    points: Mapping[str, float],
    means: Mapping[str, float],
    titles: Mapping[str, str],
) -> Mapping[str, str | float | None]:
    """What there is to say of somebody; nothing where the score and every measure are above the line."""
    total = shown(draft.filled["score"].get(person, "total"))
    if not points or total is None or min(total, *points.values()) >= LOW:
        return {}
    best = max(points, key=lambda code: points[code] - means[code])
    weakest = min(points, key=lambda code: points[code])
    above = draft.facts.people.in_charge_of(person, draft.facts.as_of)
    return {
        "total": total,
        "strength": titles[best] if points[best] >= FAIR else None,
        "gap": titles[weakest],
        "figure": _figure(draft, detail_row(person, weakest), points[weakest]),
        "advice": draft.speak(ADVICE[weakest]) if weakest in ADVICE else None,
        "coach": draft.name_of(above) if above else None,
    }


def _points(draft: Draft, person: str, kept: Sequence[Measure]) -> dict[str, float]:
    detail = draft.filled["score_detail"]
    found = ((m.code, shown(detail.get(detail_row(person, m.code), "points"))) for m in kept)
    return {code: points for code, points in found if points is not None}


def _mean(points: Sequence[float]) -> float:
    return sum(points) / len(points) if points else 0.0


def _figure(draft: Draft, row: str, points: float) -> str:
    """``25 ÷ 35``, and the points that makes."""
    detail = draft.filled["score_detail"]
    num, den = (
        f"{Decimal(as_excel_shows(shown(detail.get(row, key)) or 0.0, 0)):,}" for key in ("num", "den")
    )
    said = as_excel_shows(points, 1)
    return draft.say(f"{num} ÷ {den}，得 {said} 分", f"{num} ÷ {den}: {said} points")


COACHING = FigureTable(
    "coaching", "tblCoaching", Text("辅导建议", "Coaching"), COLUMNS,
    lambda draft: [person.id for person in judged(draft)], _given, lambda _: {}, full_only=True,
)  # fmt: skip
