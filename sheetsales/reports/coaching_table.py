"""Whom to coach: people with a low score or measure, what they do best, what to work on and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.process.people import people
from sheetsales.reports.block import Block
from sheetsales.reports.cells import as_excel_shows, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.score_table import FAIR, LOW, judged, measures
from sheetsales.texts import Text

COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("total", "总分", "Score", "tenths"),
    figure("strength", "优点", "Strength"),
    figure("gap", "待提升", "To improve"),
    figure("figure", "数字", "Figure"),
    figure("advice", "建议", "Advice"),
    figure("coach", "谁来带", "Coach"),
)

ADVICE: Final[Mapping[str, Text]] = {
    "S1": Text("与组长过一遍在手商机", "Go through the open deals with the lead"),
    "S2": Text("定每周新客户的约访数", "Agree a number of first meetings a week"),
    "S3": Text("报价前先批折扣", "Have discounts approved before quoting"),
    "S4": Text("按周期排联系计划", "Plan contacts by their cadence"),
    "S5": Text("补齐到期步骤的证据", "Bring the evidence of due steps up to date"),
    "S6": Text("先清名下的错误", "Clear the own errors first"),
    "S7": Text("回访打低分的客户", "Call the customers who scored low"),
}


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    found = [_of(draft, row) for row in rows]
    return {
        "name": [draft.name_of(row) for row in rows],
        **{
            key: [one.get(key) for one in found]
            for key in ("total", "strength", "gap", "figure", "advice", "coach")
        },
    }


def _of(draft: Draft, person: str) -> Mapping[str, str | float | None]:
    """What there is to say of somebody; nothing where the score and every measure are above the line."""
    score, detail = draft.filled["score"], draft.filled["score_detail"]
    total = shown(score.get(person, "total"))
    points = _points(draft, detail, person)
    if not points or total is None or min(total, *points.values()) >= LOW:
        return {}
    means = {code: _mean(draft, detail, code) for code in points}
    best = max(points, key=lambda code: points[code] - means[code])
    weakest = min(points, key=lambda code: points[code])
    titles = {m.code: m.title for m in measures(draft)}
    above = people(draft.facts.book).in_charge_of(person, draft.facts.as_of)
    return {
        "total": total,
        "strength": titles[best] if points[best] >= FAIR else None,
        "gap": titles[weakest],
        "figure": _figure(draft, detail, f"{person}|{weakest}", points[weakest]),
        "advice": draft.speak(ADVICE[weakest]) if weakest in ADVICE else None,
        "coach": draft.name_of(above) if above else None,
    }


def _points(draft: Draft, detail: Block, person: str) -> dict[str, float]:
    found = ((m.code, shown(detail.get(f"{person}|{m.code}", "points"))) for m in measures(draft))
    return {code: points for code, points in found if points is not None}


def _mean(draft: Draft, detail: Block, code: str) -> float:
    found = (shown(detail.get(f"{p.id}|{code}", "points")) for p in judged(draft))
    known = [points for points in found if points is not None]
    return sum(known) / len(known)


def _figure(draft: Draft, detail: Block, row: str, points: float) -> str:
    """``25 ÷ 35 = 71.4``."""
    num, den = (as_excel_shows(shown(detail.get(row, key)) or 0.0, 0) for key in ("num", "den"))
    said = as_excel_shows(points, 1)
    return draft.say(f"{num} ÷ {den}，得 {said} 分", f"{num} ÷ {den}: {said} points")


COACHING = FigureTable(
    "coaching", "tblCoaching", Text("辅导建议", "Coaching"), COLUMNS,
    lambda draft: [person.id for person in judged(draft)], _given, lambda _: {},
)  # fmt: skip
