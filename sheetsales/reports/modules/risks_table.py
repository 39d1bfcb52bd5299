"""9c Risks: those watched, the gravest first, and how many there are by likelihood and impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.process.risks import MAJOR, Risk, risks
from sheetsales.reports.cells import Content, Sentence
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
LEVELS: Final = ("high", "mid", "low")

COLUMNS: tuple[Figured, ...] = (
    figure("number", "编号", "No."),
    figure("risk", "风险", "Risk"),
    figure("level", "等级", "Level", "count"),
    figure("amount", "涉及金额", "At stake", "money"),
    figure("way", "应对方式", "Way"),
    figure("response", "措施", "Response"),
    figure("review", "复查日期", "Review by", "date"),
    figure("owner", "负责人", "Owner"),
    figure("category", "类别", "Category"),
)  # fmt: skip


def watched(draft: Draft) -> list[Risk]:
    """The gravest first, then the dearest; one nobody graded comes last."""
    if not draft.facts.book.has("risks"):
        return []
    found = [one for one in risks(draft.facts.book) if one.watched]
    return sorted(found, key=lambda one: (-(one.level or 0), -(one.amount or 0), one.row))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in watched(draft)}
    found = [by_row[row] for row in rows]
    table = draft.facts.book.table("risks")

    def said(key: str, row: int) -> str | None:
        code = table.get(key)[row]
        return text_of(draft.facts.book, "risks", key, code, draft.lang) if code else None

    return {
        "number": [one.id or None for one in found],
        "risk": [table.get("risk")[one.row] for one in found],
        "level": [one.level for one in found],
        "amount": [one.amount for one in found],
        "way": [said("strategy", one.row) for one in found],
        "response": [table.get("response")[one.row] for one in found],
        "review": [one.due for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
        "category": [said("category", one.row) for one in found],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


RISKS = FigureTable(
    "risks", "tblRiskList", Text("风险", "Risks"), COLUMNS, lambda draft: [str(one.row) for one in watched(draft)], _given, _names, full_only=True,
)  # fmt: skip


def _cell(impact: str) -> str:
    return f"COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[impact],{impact})"


MATRIX_COLUMNS: tuple[Figured, ...] = (
    figure("likelihood", "可能性＼影响", "Likelihood \\ impact"),
    figure("low", "影响低", "Low impact", "count", _cell("low")),
    figure("mid", "影响中", "Medium impact", "count", _cell("mid")),
    figure("high", "影响高", "High impact", "count", _cell("high")),
    figure("all", "合计", "Total", "count", "[@low]+[@mid]+[@high]"),
    figure("major", "其中重大", "Of these major", "count", 'COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[level],">=6")'),
    figure("amount", "重大的涉及金额", "At stake in major ones", "money", 'SUMIFS(risks[amount],risks[watched],1,risks[likelihood],[@is],risks[level],">=6")'),
    figure("is", "可能性条件", "Likelihood filter"),
)  # fmt: skip


def _called(draft: Draft, code: str) -> str:
    return text_of(draft.facts.book, "risks", "likelihood", code, draft.lang)


def _of_matrix(draft: Draft, rows: Sequence[str]) -> Given:
    names = [_called(draft, row) for row in rows]
    return {"likelihood": [draft.say(f"可能性{name}", f"{name} likelihood") for name in names], "is": names}


def _levels(draft: Draft) -> Mapping[str, Named]:
    return {**draft.periods.days(), **{code: _called(draft, code) for code in LEVELS}}


MATRIX = FigureTable(
    "risk_matrix", "tblRiskMatrix", Text("风险矩阵", "Risk matrix"), MATRIX_COLUMNS, lambda draft: LEVELS if watched(draft) else (), _of_matrix, _levels, full_only=True,
)  # fmt: skip


def risks_sentence(draft: Draft) -> Content:
    """How many are watched, how many of them are major, what is at stake, and how many reviews are overdue."""
    found, say, s = watched(draft), draft.say, Sentence()
    major = [one for one in found if (one.level or 0) >= MAJOR]
    late = sum(one.due is not None and one.due < draft.facts.as_of for one in found)
    s.clause(say(f"监控 {len(found)} 项，重大 {len(major)} 项", f"{len(found)} watched, {len(major)} major"))
    known = [one.amount for one in major if one.amount is not None]
    if known:
        money = draft.money.words(float(sum(known, Decimal())))
        s.clause(say(f"重大的涉及 {money}", f"{money} at stake in the major ones"), joint=say("；", "; "))
        if blank := len(major) - len(known):
            s.clause(say(f"{blank} 项没有金额", f"{blank} without an amount"), joint=say("，", ", "))
    s.clause(say(f"到期未复查 {late} 项", f"{count_of(late, 'review')} overdue"), joint=say("；", "; "))
    return s.end(say("。", "."))


def risks_note(draft: Draft) -> str:
    """What the level says."""
    return draft.say(
        "等级＝可能性 × 影响，各 1 到 3；6 及以上为重大。涉及金额没填的取商机金额，两样都没有的空着。",
        "Level is likelihood × impact, 1 to 3 each; from 6 on a risk is major. Where no value at stake is typed the deal's "
        "counts; without either it is blank.",
    )
