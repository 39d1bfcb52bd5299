"""The scores that honours go by: those of the evaluation, of everybody it would honour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sheetsales.commission.bonuses import SCORE, SCORE_TIES
from sheetsales.commission.facts import Facts, Measured
from sheetsales.commission.figure_names import title_of
from sheetsales.commission.ledger import span_around
from sheetsales.commission.plans import PlanRow, Plans
from sheetsales.indicators.period import parse_period
from sheetsales.process.periods import Span, label_of
from sheetsales.schema.store import read_store
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.findings import Finding
    from sheetsales.reports.judgement import Judgement
    from sheetsales.workflow.opening import Opened

_TENTHS: Final = 10
_OWN: Final = frozenset({"attainment", "ytd_attainment", "won_amount", "score"})
_UNRANKED: Final = Text(
    "荣誉 {plan}（{name}）按{figure}评，这里没有这个数；请按报告评定，手工加一行，“怎么算的”留空。",
    "The honour {plan} ({name}) goes by {figure}, which is not known here; decide it by the report and add a row, with How it "
    "came about left blank.",
)
_NOBODY: Final = Text(
    "荣誉 {plan}（{name}）：{period} 没有人符合条件（见报告的评价页：有错误未处理、不到 60 分或数据不够的不评）。",
    "The honour {plan} ({name}): nobody qualifies for {period} (see the evaluation in the report: open errors, a score below "
    "60 or too little data rule people out).",
)


def by_score(plans: Plans) -> tuple[PlanRow, ...]:
    """The honours that go to the highest score."""
    rows = plans.of_kind("honour")
    return tuple(row for row in rows if row.months and row.gate and row.gate[0].name == "score")


def score_spans(plans: Plans, span: Span, as_of: dt.date, start: int) -> tuple[Span, ...]:
    """The periods of theirs that end in this one and are over."""
    sizes = sorted({row.months for row in by_score(plans)})
    ends = range(span.start, span.start + span.months)
    parts = (span_around(month, size, start) for size in sizes for month in ends)
    whole = (part for part in parts if part.start + part.months <= span.start + span.months)
    return tuple(part for part in dict.fromkeys(whole) if part.last <= as_of)


def undecided(facts: Facts, span: Span, start: int) -> Iterator[Text]:
    """Honours that end in the period and go to nobody: by a figure that is not known here, or by a score nobody has."""
    known = {m.code for m in facts.measures} | _OWN
    for row in facts.plans.of_kind("honour"):
        ends = bool(row.months) and span.months >= row.months
        if ends and row.gate and row.gate[0].name not in known:
            yield _UNRANKED.fill(plan=row.plan, name=row.name, figure=title_of(row.gate[0].name))
    scored = {m.span for m in facts.measures if m.code == SCORE}
    for row in by_score(facts.plans):
        for part in score_spans(facts.plans, span, facts.as_of, start):
            if part.months == row.months and row.holds(part.last) and part not in scored:
                yield _NOBODY.fill(plan=row.plan, name=row.name, period=label_of(part, start))


def scores(
    opened: Opened,
    spans: Iterable[Span],
    today: dt.date,
    start: int,
    findings: Sequence[Finding] | None = None,
) -> dict[Measured, Decimal]:
    """The score of everybody the evaluation would honour, with what decides between equals; nobody else's. Without
    ``findings`` it goes by those of a check of both workbooks."""
    from sheetsales.checking.judge import judge  # much to import, for plans that honour scores alone
    from sheetsales.reports.judgement import judgements

    book = opened.book
    if findings is None:
        store = read_store(opened.workbook)
        findings = judge(opened.workbook, book, opened.findings, today=today, store=store).findings
    found: dict[Measured, Decimal] = {}
    for span in spans:
        period = parse_period(label_of(span, start), start)
        judged = judgements(book, findings, period, today=today, lang=book.lang) if period is not None else ()
        for one in judged:
            if one.able and one.total is not None:
                found |= {Measured(code, one.id, span): value for code, value in _figures(one)}
    return found


def _figures(one: Judgement) -> Iterator[tuple[str, Decimal]]:
    points = {m.code: m.points for m in one.measured}
    yield SCORE, Decimal(str(round(one.total or 0, 1)))
    for code, _ in SCORE_TIES:
        yield code, Decimal(round(_TENTHS * (points.get(code.partition(":")[2]) or 0)))
