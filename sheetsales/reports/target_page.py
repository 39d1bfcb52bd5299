"""The page of targets: the company, its teams, its people, each level under a line of its own; short and long term."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import BY_CODE
from sheetsales.indicators.period import Period, month_of
from sheetsales.indicators.scope import COMPANY
from sheetsales.process.goals import MONEY
from sheetsales.reports.block import Appendix, Heading, Look, PlacedTable
from sheetsales.reports.cells import Content, Dash, calc, divided
from sheetsales.reports.cover_table import LOOKS, ONE_SCORE, YOUNG_COHORT, Row, measure_name, rows_of
from sheetsales.reports.draft import LEVELS, Draft
from sheetsales.reports.formulas import TO_DATE, TOLD, YEAR, Formulas, Span, quoted
from sheetsales.reports.material import Material
from sheetsales.reports.target_table import MEASURE, judged_by
from sheetsales.texts import Text

HEADINGS = (
    Heading("name", Text("名称", "Name")),
    Heading("target", Text("本月目标", "Month target"), "money"),
    Heading("actual", Text("本月实际", "Actual"), "money"),
    Heading("reached", Text("完成率", "Attainment"), "percent"),
    Heading("gap", Text("缺口", "Gap"), "gap"),
    Heading("ytd", Text("年累计", "Year to date"), "money"),
    Heading("ytd_attainment", Text("占全年目标", "Of year target"), "percent"),
    Heading("forecast_attainment", Text("年底预测完成", "Year forecast"), "percent"),
)
BAND = "level:"
_OF_YEAR = ("ytd", "ytd_attainment")
"""What the year to date is told by; where the year itself is told it says nothing more."""


def targets_view(material: Material) -> PlacedTable:
    """A line heads teams and people; the company stands first. While the month runs its pace stands where the attainment would."""
    draft, targets = material.draft, material.blocks.targets
    pace = judged_by(draft) == "pace"
    headings = [
        Heading("reached", Text("进度比", "Pace"), "percent") if pace and h.key == "reached" else h
        for h in HEADINGS
        if draft.periods.length != "year" or h.key not in _OF_YEAR
    ]
    view = PlacedTable.view("targets_page", headings, _with_bands(targets.rows))
    for row in view.rows:
        if row.startswith(BAND):
            level = row.removeprefix(BAND)
            view.set(row, "name", draft.speak(LEVELS[level]))
            continue
        for key in view.columns:
            column = key if key != "reached" else "pace" if pace else "attainment"
            view.set(row, key, targets.shows(row, column))
    return view


def target_note(draft: Draft) -> str:
    """What a quarter's or a year's target was added up from, where it is not set as such."""
    parts = draft.targets.parts(MEASURE, draft.periods.told)
    if len(parts) < 2:
        return ""
    labels = [part.period for part in parts]
    return draft.say(
        f"{draft.company}的目标由 {'、'.join(labels)} 的目标相加。",
        f"The target of the whole is that of {', '.join(labels)} added up.",
    )


def bands(block: PlacedTable) -> Sequence[str]:
    """The company, and the lines that head a level."""
    return [row for row in block.rows if row.startswith((BAND, "company:"))]


def _with_bands(rows: Sequence[str]) -> list[str]:
    found: list[str] = []
    for row in rows:
        level = row.partition(":")[0]
        band = BAND + level
        if level != "company" and band not in found:
            found.append(band)
        found.append(row)
    return found


HORIZON_HEADINGS = (
    Heading("measure", Text("衡量指标", "Measure")),
    Heading("month_target", Text("月目标", "Month target"), "count"),
    Heading("month_actual", Text("月实际", "Month"), "count"),
    Heading("quarter_target", Text("季目标", "Quarter target"), "count"),
    Heading("quarter_actual", Text("季累计", "Quarter to date"), "count"),
    Heading("year_target", Text("年目标", "Year target"), "count"),
    Heading("year_actual", Text("年累计", "Year to date"), "count"),
    Heading("year_share", Text("占全年目标", "Of year target"), "percent"),
)


class _Horizon:
    """One of the times that targets are set for: what it is called, how long it is, and as far as it has come."""

    def __init__(self, key: str, whole: Period, so_far: Period, spans: tuple[Span, Span]) -> None:
        self.key, self.whole, self.so_far = key, whole, so_far
        self.of_target, self.of_actual = spans


def horizon_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """The company's targets of the period, of the quarter and the year around it, beside what was reached in each; None
    without any."""
    horizons = _horizons(draft)
    measures = [m for m in BY_CODE if any(draft.targets.of(m, h.whole).known for h in horizons)]
    if not measures:
        return None
    title = Text("目标：月、季、年", "Targets: month, quarter, year")
    keys = ("measure", "year_share", *(f"{h.key}_{of}" for h in horizons for of in ("target", "actual")))
    headings = [heading for heading in HORIZON_HEADINGS if heading.key in keys]
    block = appendix.add("targets_horizon", title, headings, measures)
    known = {row.code: row for row in rows_of(draft)}
    for measure in measures:
        block.set(measure, "measure", measure_name(draft, measure))
        for horizon in horizons:
            _set(draft, block, measure, horizon, known.get(measure))
        if BY_CODE[measure].adds_up:
            cells = block.local(measure, "year_actual"), block.local(measure, "year_target")
            parts = block.get(measure, "year_actual"), block.get(measure, "year_target")
            block.set(measure, "year_share", divided(*cells, *parts, reasons.NO_TARGET))
    return block


def _horizons(draft: Draft) -> list[_Horizon]:
    spans = draft.periods
    quarter = spans.quarter
    begun = f"DATE({quarter.first.year},{quarter.first.month},1)"
    over = f"DATE({quarter.last.year},{quarter.last.month},{quarter.last.day})"
    to_date = Period(quarter.first, spans.told.last, "")
    found = [
        _Horizon("month", month_of(spans.told.first), spans.told, (TOLD, TOLD)),
        _Horizon("quarter", quarter, to_date, (Span(begun, over), Span(begun, "period_end"))),
        _Horizon("year", spans.year, spans.to_date, (YEAR, TO_DATE)),
    ]
    return [h for h in found if h.whole.span.months >= spans.told.span.months]


def _set(draft: Draft, block: PlacedTable, measure: str, horizon: _Horizon, row: Row | None) -> None:
    """The target, and what was reached so far; of a measure that has no formula as a number."""
    f, look = Formulas(draft), _look(measure)
    name, company = quoted(measure_name(draft, measure)), quoted(draft.company)
    target, parts = draft.targets.of(measure, horizon.whole), draft.targets.parts(measure, horizon.whole)
    formula = f.target_of(name, company, company, parts, horizon.of_target)
    block.set(measure, f"{horizon.key}_target", calc(formula, target), look)
    block.set(measure, f"{horizon.key}_actual", _actual(draft, measure, horizon, row), look)


def _actual(draft: Draft, measure: str, horizon: _Horizon, row: Row | None) -> Content:
    if row is None:
        figure = BY_CODE[measure].compute(draft.facts, horizon.so_far, COMPANY)
        return figure.number if figure.known else Dash(figure.reason)
    if row.timeless or row.rolling:
        return (
            calc(row.formula(TOLD), row.of(draft.periods.window))
            if row.timeless and horizon.key == draft.periods.length
            else Dash(_why(row))
        )
    figure = row.of(horizon.so_far)
    if measure in ("aov", "satisfaction") and horizon.of_actual not in (
        TOLD,
        TO_DATE,
    ):  # marked for those alone
        return figure.number if figure.known else Dash(figure.reason)
    return calc(row.formula(horizon.of_actual), figure, array=row.array)


def _why(row: Row) -> Text:
    return ONE_SCORE if row.timeless else YOUNG_COHORT


def _look(measure: str) -> Look:
    return "money" if measure in MONEY else LOOKS[BY_CODE[measure].unit]
