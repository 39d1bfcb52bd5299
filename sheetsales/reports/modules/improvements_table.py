"""9a Improvements and 9b before and after: what is open or was done in the period, and what each change came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.indicators.scope import COMPANY
from sheetsales.process.improvements import Improvement, improvements
from sheetsales.reports.block import Look
from sheetsales.reports.cells import Content, Dash, Sentence, as_excel_shows
from sheetsales.reports.cover_table import LOOKS
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.indicators_table import said_of
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
_MONTHS: Final = 6
"""The most months that are looked at on either side of a change."""
NOT_COMPUTED: Final = Text("这个指标报告不算", "The report does not work that indicator out")
TOO_FRESH: Final = Text("完成以后还不满一个月", "Not a whole month since it was done")
ONE_SIDED: Final = Text("只填了一边", "Only one side is typed")
NO_BASE: Final = Text("改进前是 0", "It was 0 before")

COLUMNS: tuple[Figured, ...] = (
    figure("number", "编号", "No."),
    figure("kind", "类别", "Kind"),
    figure("what", "内容", "What"),
    figure("cause", "原因", "Cause"),
    figure("action", "措施", "Action"),
    figure("owner", "负责人", "Owner"),
    figure("due", "期限", "Due", "date"),
    figure("status", "状态", "Status"),
    figure("result", "结果", "Result"),
    figure("late", "逾期（天）", "Days over", "count"),
)  # fmt: skip


def _found(draft: Draft) -> list[Improvement]:
    """Open ones first, the longest overdue on top, then those done in the period."""
    if not draft.facts.book.has("problems"):
        return []
    day, told = draft.facts.as_of, draft.periods.told
    all_ = improvements(draft.facts.book, day)
    kept = [one for one in all_ if not one.done or one.done_on in told]
    return sorted(kept, key=lambda one: (one.done, one.due or dt.date.max, one.row))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in _found(draft)}
    found = [by_row[row] for row in rows]
    table, day = draft.facts.book.table("problems"), draft.facts.as_of

    def text(key: str) -> list[Content]:
        return [table.get(key)[one.row] for one in found]

    def said(key: str) -> list[Content]:
        return [_label(draft, key, table.get(key)[one.row]) for one in found]

    return {
        "number": text("id"), "kind": said("kind"), "what": text("problem"), "cause": text("cause"),
        "action": text("action"), "owner": [draft.name_of(one.owner) for one in found],
        "due": [one.due for one in found], "status": said("status"), "result": text("result"),
        "late": [(day - one.due).days if one.overdue(day) and one.due else None for one in found],
    }  # fmt: skip


def _label(draft: Draft, key: str, code: str | None) -> str | None:
    return text_of(draft.facts.book, "problems", key, code, draft.lang) if code else None


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


IMPROVEMENTS = FigureTable(
    "improvements", "tblImprovements", Text("改进事项", "Improvements"), COLUMNS, lambda draft: [str(one.row) for one in _found(draft)], _given, _names, full_only=True,
)  # fmt: skip


CHANGE_COLUMNS: tuple[Figured, ...] = (
    figure("what", "内容", "What"),
    figure("indicator", "指标", "Indicator"),
    figure("before", "改进前", "Before", "number"),
    figure("after", "改进后", "After", "number"),
    figure("difference", "差", "Difference", "number", "[@after]-[@before]"),
    figure("change", "变化", "Change", "change", "[@after]/[@before]-1", Unless("[@before]=0", NO_BASE)),
    figure("spans", "比的是", "Compared"),
    figure("done_on", "完成日期", "Done on", "date"),
    figure("owner", "负责人", "Owner"),
    figure("started_on", "提出日期", "Raised on", "date"),
    figure("n_before", "样本数（前）", "n before", "count"),
    figure("n_after", "样本数（后）", "n after", "count"),
    figure("definition", "口径", "Definition"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Change:
    """What one improvement came to, as typed, else the indicator over whole months on either side."""

    before: Figure | Text
    after: Figure | Text
    spans: Text
    look: Look


def changes(draft: Draft) -> list[Improvement]:
    """Those done that name an indicator or the figures, the latest first."""
    if not draft.facts.book.has("problems"):
        return []
    done = [one for one in improvements(draft.facts.book, draft.facts.as_of) if one.done]
    told = [one for one in done if one.measure or (one.before is not None and one.after is not None)]
    return sorted(told, key=lambda one: (-(one.done_on or dt.date.min).toordinal(), one.row))


def _change(draft: Draft, one: Improvement) -> _Change:
    if one.before is not None or one.after is not None:
        return _Change(_typed(one.before), _typed(one.after), Text("填写的数", "As typed"), "number")
    indicator = BY_CODE.get(one.measure)
    if indicator is None:
        return _Change(NOT_COMPUTED, NOT_COMPUTED, Text("", ""), "number")
    spans = compared(one, draft.facts.as_of)
    if spans is None:
        return _Change(TOO_FRESH, TOO_FRESH, Text("", ""), "number")
    before, after = (indicator.compute(draft.facts, span, COMPANY) for span in spans)
    named = " → ".join(_span(span) for span in spans)
    return _Change(_computed(before), _computed(after), Text(named, named), LOOKS[indicator.unit])


def _typed(side: float | None) -> Figure | Text:
    return ONE_SIDED if side is None else Figure(side)


def _computed(side: Figure) -> Figure | Text:
    return side if side.known else side.reason


def compared(one: Improvement, as_of: dt.date) -> tuple[Period, Period] | None:
    """As many whole months before the month it was raised in as have passed since the month it was done in, six at most;
    None while there is none, or a day is missing."""
    if one.found_on is None or one.done_on is None:
        return None
    first, start = shifted(month_of(one.done_on), 1), month_of(one.found_on)
    months = 0
    while months < _MONTHS and shifted(first, months).last <= as_of:
        months += 1
    if not months:
        return None
    return (
        Period(shifted(start, -months).first, shifted(start, -1).last, ""),
        Period(first.first, shifted(first, months - 1).last, ""),
    )


def _span(period: Period) -> str:
    first, last = (f"{day:%Y-%m}" for day in (period.first, period.last))
    return first if first == last else f"{first}–{last}"


def _sides(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in changes(draft)}
    found = [by_row[row] for row in rows]
    made = [_change(draft, one) for one in found]
    block = draft.filled["before_after"]
    for row, change in zip(rows, made, strict=True):
        for key in ("before", "after", "difference"):
            block.looks[row, key] = change.look
    book, table = draft.facts.book, draft.facts.book.table("problems")
    named = [definition(book, one.measure).title if one.measure else None for one in found]
    return {
        "what": [table.get("problem")[one.row] for one in found],
        "indicator": [draft.speak(title) if title else None for title in named],
        "before": [_side(change.before) for change in made],
        "after": [_side(change.after) for change in made],
        "spans": [draft.speak(change.spans) or None for change in made],
        "done_on": [one.done_on for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
        "started_on": [one.found_on for one in found],
        "n_before": [_n(change.before) for change in made],
        "n_after": [_n(change.after) for change in made],
        "definition": [said_of(draft, one.measure, "formula") if one.measure else None for one in found],
    }


def _side(side: Figure | Text) -> Content:
    return Dash(side) if isinstance(side, Text) else side.number


def _n(side: Figure | Text) -> int | None:
    return None if isinstance(side, Text) or not side.n else side.n


BEFORE_AFTER = FigureTable(
    "before_after", "tblBeforeAfter", Text("改进前后对比", "Before and after a change"), CHANGE_COLUMNS, lambda draft: [str(one.row) for one in changes(draft)], _sides, _names, full_only=True,
)  # fmt: skip


def improvements_sentence(draft: Draft) -> Content:
    """How many are open and overdue, and how many were done."""
    day, told, say, s = draft.facts.as_of, draft.periods.told, draft.say, Sentence()
    all_ = improvements(draft.facts.book, day)
    still, late = sum(not one.done for one in all_), sum(one.overdue(day) for one in all_)
    done = sum(one.done and one.done_on in told for one in all_)
    s.clause(say(f"未关闭 {still} 项，逾期 {late} 项", f"{still} open, {late} overdue"))
    s.clause(draft.say_of(f"本月完成 {done} 项", f"{done} done this month"), joint=say("；", "; "))
    return s.end(say("。", "."))


def changes_sentence(draft: Draft) -> Content:
    """What the latest change came to, and how many have figures."""
    found = [(one, _change(draft, one)) for one in changes(draft)]
    told = [(one, c) for one, c in found if isinstance(c.before, Figure) and isinstance(c.after, Figure)]
    say, s = draft.say, Sentence()
    if not told:
        s.clause(say("还没有前后都有数的改进", "No change has figures on both sides yet"))
        return s.end(say("。", "."))
    one, change = told[0]
    what = draft.facts.book.table("problems").get("problem")[one.row]
    before, after = (_spoken(side, change.look) for side in (change.before, change.after))
    n = len(told)
    s.clause(say(f"“{what}”由 {before} 到 {after}", f"'{what}' went from {before} to {after}"))
    s.clause(say(f"共 {n} 项有前后数", f"{count_of(n, 'change')} with figures"), joint=say("；", "; "))
    return s.end(say("。", "."))


def _spoken(side: Figure | Text, look: Look) -> str:
    if isinstance(side, Text):
        return "—"
    if look == "share":
        return f"{as_excel_shows(side.number * 100, 1)}%"
    return f"{side.number:,.10g}" if look == "number" else as_excel_shows(side.number, 1)


def changes_note(draft: Draft) -> str:
    """What is compared."""
    return draft.say(
        "填了前后数的照填写的比；没填的按指标算：完成以后的整月（最多 6 个月），对提出以前同样多个整月。前后两段时间里还有别的变化，数变了不等于是这一项的功劳。",
        "Typed figures are compared as typed; else the indicator is worked out over the whole months since it was done (six at "
        "most) and as many before it was raised. Other things change as well: that a figure moved does not prove what moved it.",
    )
