"""6b Satisfaction: the period's scores by customer, the lowest first, beside the score before and what was done since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import definition
from sheetsales.indicators.period import shifted
from sheetsales.indicators.satisfaction import NO_ANSWER, satisfaction, scores, surveyed
from sheetsales.process.surveys import Answer
from sheetsales.reports.cells import Content, Dash, Sentence, as_excel_shows, shown
from sheetsales.reports.cover_table import standard_of
from sheetsales.reports.customers_table import grade_name
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
NOT_BEFORE: Final = Text("以前没打过分", "No score before")
NOT_SINCE: Final = Text("打分以后没有联系记录", "No contact since the score")
NO_STANDARD: Final = Text("没有设目标", "No target set")

COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("grade", "等级", "Grade"),
    figure("owner", "负责人", "Owner"),
    figure("score", "本期得分", "Score", "tenths"),
    figure("previous", "上次得分", "Previous", "tenths"),
    figure("change", "变化", "Change", "tenths", "[@score]-[@previous]"),
    figure("follow_up", "之后联系", "Contacted since", "date"),
    figure("comment", "原话", "Comment"),
)  # fmt: skip

TREND_COLUMNS: tuple[Figured, ...] = (
    figure("month", "月份", "Month"),
    figure("mean", "平均得分", "Mean score", "tenths"),
    figure("target", "目标", "Target", "tenths"),
    figure("n", "打分户数", "Customers", "count"),
)  # fmt: skip


@dataclass(frozen=True)
class _Scores:
    """The customers that gave a score in the period, and what is known of each."""

    draft: Draft

    @cached_property
    def of_period(self) -> dict[str, tuple[str, float]]:
        """Customer → owner and mean score, the lowest first."""
        if not surveyed(self.draft.facts):
            return {}
        found = scores(self.draft.facts, period=self.draft.periods.told)
        return {key: (owner, score) for key, owner, score in sorted(found, key=lambda s: (s[2], s[0]))}

    @cached_property
    def answers(self) -> Mapping[str, Sequence[Answer]]:
        found: dict[str, list[Answer]] = {}
        for one in self.draft.facts.answers:
            found.setdefault(one.customer, []).append(one)
        return found

    def last(self, customer: str) -> Answer:
        """The latest answer of the period that says something, else the latest."""
        mine = [a for a in self.answers[customer] if a.day in self.draft.periods.told]
        return max(mine, key=lambda a: (bool(a.comment), a.day))

    def before(self, customer: str) -> float | None:
        """The latest score before the period."""
        earlier = [a for a in self.answers[customer] if a.day < self.draft.periods.told.first]
        return max(earlier, key=lambda a: a.day).score if earlier else None

    def contacted(self, customer: str) -> Content:
        """The first contact after the latest answer."""
        touches = self.draft.facts.touches
        days: Sequence[dt.date] = touches.customers.get(customer, ()) if touches is not None else ()
        asked = max(a.day for a in self.answers[customer] if a.day in self.draft.periods.told)
        return min((day for day in days if day > asked), default=Dash(NOT_SINCE))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    data, table = _Scores(draft), draft.facts.book.table("customers")
    grades = dict(zip(table.get("id"), table.get("grade"), strict=True))
    before = [data.before(row) for row in rows]
    return {
        "customer": [draft.customer_name(row) for row in rows],
        "grade": [grade_name(draft, grades.get(row) or "") for row in rows],
        "owner": [draft.name_of(data.of_period[row][0]) for row in rows],
        "score": [data.of_period[row][1] for row in rows],
        "previous": [Dash(NOT_BEFORE) if score is None else score for score in before],
        "comment": [data.last(row).comment or None for row in rows],
        "follow_up": [data.contacted(row) for row in rows],
    }


def _months(draft: Draft) -> list[str]:
    last = draft.periods.last_month
    return [shifted(last, n).label for n in range(-11, 1)] if surveyed(draft.facts) else []


def _of_months(draft: Draft, rows: Sequence[str]) -> Given:
    facts, last = draft.facts, draft.periods.last_month
    full = facts.book.settings.number("satisfaction_full")
    found = [satisfaction(facts, shifted(last, n)) for n in range(-11, 1)]
    goal = standard_of("satisfaction", definition(facts.book, "satisfaction"))
    target: Content = Dash(NO_STANDARD) if goal is None else goal * full
    return {
        "month": list(rows),
        "mean": [one.number * full if one.known else Dash(NO_ANSWER, gap=True) for one in found],
        "target": [target] * len(rows),
        "n": [one.n or None for one in found],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


SATISFACTION = FigureTable(
    "satisfaction", "tblSatisfaction", Text("满意度", "Satisfaction"), COLUMNS, lambda draft: list(_Scores(draft).of_period), _given, _names, full_only=True,
)  # fmt: skip
SCORE_TREND = FigureTable(
    "satisfaction_trend", "tblSatisfactionTrend", Text("近 12 个月满意度", "Satisfaction of twelve months"), TREND_COLUMNS, _months, _of_months, _names, full_only=True,
)  # fmt: skip


def scores_sentence(draft: Draft) -> Content:
    """How many customers gave a score and the mean, how many are under the alert, and how that is on a year ago."""
    facts, say, s = draft.facts, draft.say, Sentence()
    now, full = satisfaction(facts, draft.periods.told), facts.book.settings.number("satisfaction_full")
    if not now.known:
        s.clause(draft.say_of("本月没有客户打分", "No customer gave a score this month"))
        return s.end(say("。", "."))
    alert = facts.book.settings.number("satisfaction_alert")
    found = [score for _, _, score in scores(facts, period=draft.periods.told)]
    low = sum(score < alert for score in found)
    mean = as_excel_shows(now.number * full, 1)
    s.clause(draft.say_of(f"本月 {now.n} 家打分，平均 {mean}", f"{count_of(now.n, 'customer')} scored {mean} on average"))  # fmt: skip
    s.clause(say(f"低于 {alert:g} 分 {low} 家", f"{low} under {alert:g}"), joint=say("；", ", "))
    then = satisfaction(facts, draft.periods.year_ago)
    if then.known:
        s.clause(_on_last_year(draft, (now.number - then.number) * full), joint=say("；", "; "))
    return s.end(say("。", "."))


def _on_last_year(draft: Draft, change: float) -> str:
    points = as_excel_shows(abs(change), 1)
    if points == "0.0":
        return draft.say("和一年前持平", "level with a year ago")
    if change > 0:
        return draft.say(f"较一年前升 {points}", f"up {points} on a year ago")
    return draft.say(f"较一年前降 {points}", f"down {points} on a year ago")


def has_scores(blocks: Blocks) -> bool:
    """Whether two of the twelve months have a mean to draw."""
    block = blocks.get("satisfaction_trend")
    return block is not None and sum(shown(block.get(row, "mean")) is not None for row in block.rows) > 1
