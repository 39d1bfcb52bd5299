"""The eight cover indicators: this month against target, last month, last year and the year to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons, targets
from sheetsales.indicators.catalogue import BY_CODE, ROLLING, Definition, Status, Unit, definition
from sheetsales.indicators.cycle import mean_days
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period
from sheetsales.indicators.satisfaction import surveyed
from sheetsales.indicators.scope import COMPANY
from sheetsales.process.goals import ADDS_UP
from sheetsales.reports.block import Appendix, Heading, Look, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash, calc, divided, mirror
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import (
    BEFORE,
    PLANNED,
    TO_DATE,
    TOLD,
    WINDOW,
    YEAR,
    YEAR_AGO,
    Formulas,
    Span,
    quoted,
)
from sheetsales.texts import Text

COVER = (
    "won_amount", "won_count", "new_customers", "funnel_conversion", "win_rate_count", "aov", "cycle_days", "satisfaction",
)  # fmt: skip

RECEIVED = "received_amount"
"""Stands second on the cover where receipts are kept; the number of deals then joins the first tile."""


TILES = 8


def on_cover(draft: Draft) -> tuple[str, ...]:
    """The eight indicators of the cover: those that the Indicators sheet gives a place, the usual ones in the others."""
    book = draft.facts.book
    usual = [RECEIVED if code == "won_count" and book.has("receipts") else code for code in COVER]
    places: dict[int, str] = dict(_placed(book))
    rest = [code for code in usual if code not in places.values()]
    for code in [c for c in rest if usual.index(c) not in places]:
        places[usual.index(code)] = code
        rest.remove(code)
    places |= zip([place for place in range(TILES) if place not in places], rest, strict=False)
    return tuple(places[place] for place in range(TILES))


def _placed(book: Book) -> Iterator[tuple[int, str]]:
    """Place, from 0, and code of the indicators that the workbook places; the first of two at one place."""
    table = book.table("indicators")
    taken: set[int] = set()
    for code, row in table.by_id.items():
        place = table.get("cover")[row]
        if place is not None and place in range(1, TILES + 1) and place not in taken:
            taken.add(place)
            yield int(place) - 1, code


def listed_on_cover(draft: Draft) -> frozenset[str]:
    """Those of them that are worked out in the list of all indicators, not in the cover's own table."""
    return frozenset(on_cover(draft)) - {*COVER, RECEIVED}


HEADINGS = (
    Heading("name", Text("指标", "Indicator")),
    Heading("actual", Text("本月实际", "Actual"), "count"),
    Heading("target", Text("目标", "Target"), "count"),
    Heading("attainment", Text("完成率", "Attainment"), "share"),
    Heading("pace", Text("进度比", "Pace"), "share"),
    Heading("last", Text("上月", "Last month"), "count"),
    Heading("mom", Text("环比", "On last month"), "change"),
    Heading("yoy", Text("同比", "On last year"), "change"),
    Heading("ytd", Text("年累计", "Year to date"), "count"),
    Heading("ytd_target", Text("年累计目标", "YTD target"), "count"),
    Heading("ytd_attainment", Text("占同期计划", "Of plan to date"), "share"),
    Heading("year_target", Text("全年目标", "Year target"), "count"),
    Heading("year_attainment", Text("占全年目标", "Of year target"), "share"),
    Heading("status", Text("状态", "Status")),
    Heading("n", Text("样本数", "n"), "count"),
    Heading("mean", Text("平均数", "Mean"), "days"),
)

SCORED: Mapping[Span, str] = {TOLD: "month", BEFORE: "before", YEAR_AGO: "year_ago", TO_DATE: "to_date", YEAR: "to_date", WINDOW: "window"}  # fmt: skip
"""What each span is called that scores are told for."""

STATUS_WORDS: dict[Status, Text] = {
    "good": Text("● 达标", "● On target"),
    "watch": Text("▲ 关注", "▲ Watch"),
    "bad": Text("✕ 预警", "✕ Off target"),
    "few": Text("样本少", "Few records"),
    "": Text("", ""),
}

LOWER_IS_BETTER = Text("越低越好，只看状态", "Lower is better: see the status")
ONE_SCORE = Text("只有最近一次评分", "latest scores only")
YOUNG_COHORT = Text("按 12 个月一批算", "12-month cohort")
FIRST_DAYS = 5
"""Working days of a month before which nothing is judged."""
RATE_OF_TIME = Text("比率和平均数没有时间进度", "Rates and averages have no pace")
LOOKS: dict[Unit, Look] = {
    "money": "sum",
    "count": "count",
    "share": "share",
    "days": "days",
    "ratio": "tenths",
}


@dataclass(frozen=True)
class Row:
    """What makes one indicator's row: how it is computed for a span of time, and the formula for it."""

    code: str
    unit: Unit
    adds_up: bool
    of: Callable[[Period], Figure]
    formula: Callable[[Span], str]
    array: bool = False
    rolling: bool = False
    timeless: bool = False


def rows_of(draft: Draft) -> list[Row]:
    f, facts = Formulas(draft), draft.facts
    full = facts.book.settings.number("satisfaction_full")
    formulas: dict[str, Callable[[Span], str]] = {
        "won_amount": f.won_amount,
        "won_count": lambda span: f.ended("won", span),
        "new_customers": lambda span: f.ended("won", span, ("new", "1")),
        "funnel_conversion": f.funnel,
        "win_rate_count": f.win_rate,
        "aov": lambda span: f.per_customer(span, "buyer_year" if span is TO_DATE else "buyer_told"),
        "cycle_days": f.median_cycle,
        "satisfaction": lambda span: f.satisfaction(full, draft.score_span(SCORED[span])),
        RECEIVED: f.received,
    }
    made = []
    for code in dict.fromkeys((*COVER, *(c for c in on_cover(draft) if c == RECEIVED))):
        indicator = BY_CODE[code]

        def of(period: Period, compute: Callable[..., Figure] = indicator.compute) -> Figure:
            return compute(facts, period, COMPANY)

        made.append(
            Row(
                code,
                indicator.unit,
                indicator.adds_up,
                of,
                formulas[code],
                array=code == "cycle_days",
                rolling=code in ROLLING,
                timeless=code == "satisfaction" and not surveyed(facts),
            )
        )
    return made


def cover_block(draft: Draft, appendix: Appendix) -> PlacedTable:
    """Fills the table of cover indicators and names its cells ``kpi_…``."""
    title = Text("封面指标", "Cover indicators")
    rows = rows_of(draft)
    block = appendix.add("kpi", title, HEADINGS, [row.code for row in rows])
    for row in rows:
        _fill(draft, block, row)
        draft.define(f"kpi_{row.code}", block.ref(row.code, "actual"))
    return block


def _fill(draft: Draft, block: PlacedTable, row: Row) -> None:
    defined = definition(draft.facts.book, row.code)
    look = LOOKS[row.unit]
    spans = draft.periods
    actual = row.of(spans.window if row.rolling else spans.told)
    block.set(row.code, "name", draft.speak(defined.title))
    block.set(
        row.code, "actual", calc(row.formula(WINDOW if row.rolling else TOLD), actual, array=row.array), look
    )
    block.set(row.code, "n", actual.n if actual.known else None)
    if row.array:
        block.set(
            row.code, "mean", calc(Formulas(draft).mean_cycle(TOLD), mean_days(draft.facts, spans.told))
        )
    target = _set_target(draft, block, row, defined)
    _compare(draft, block, row, actual)
    _to_date(draft, block, row)
    _attain(draft, block, row, defined, actual, target)


def _set_target(draft: Draft, block: PlacedTable, row: Row, defined: Definition) -> Figure:
    """The month's own target, else, for a rate or an average, the standard of the Indicators sheet."""
    f, month = Formulas(draft), draft.periods.told
    figure, parts = draft.targets.of(row.code, month), draft.targets.parts(row.code, month)
    name, level = _criteria(draft, row.code)
    if not figure.known and (standard := standard_of(row.code, defined)) is not None:
        figure = Figure(standard, 1)
        formula = f.target(name, level, level, period=quoted(standing(draft)))
    else:
        formula = f.target_of(name, level, level, parts, TOLD)
    block.set(row.code, "target", calc(formula, figure), LOOKS[row.unit])
    return figure


def standard_of(code: str, defined: Definition) -> float | None:
    """What the Indicators sheet sets for any time; sums and counts have targets only in Targets."""
    return None if code in ADDS_UP else defined.target


def standing(draft: Draft) -> str:
    """The label of targets that hold for every period."""
    return draft.say("长期", "Standing")


def measure_name(draft: Draft, code: str) -> str:
    return draft.speak(definition(draft.facts.book, code).title)


def _criteria(draft: Draft, code: str) -> tuple[str, str]:
    return quoted(measure_name(draft, code)), quoted(draft.company)


def _compare(draft: Draft, block: PlacedTable, row: Row, actual: Figure) -> None:
    """Last month and the change on it; rates change in points, and a cohort still running has no last month."""
    spans = draft.periods
    if row.timeless or row.rolling:
        for column in ("last", "mom", "yoy"):
            block.set(row.code, column, Dash(ONE_SCORE if row.timeless else YOUNG_COHORT))
        return
    before = row.of(spans.before)
    block.set(row.code, "last", calc(row.formula(BEFORE), before, array=row.array), LOOKS[row.unit])
    if spans.running:
        day = workday(draft)
        block.set(row.code, "mom", Dash(day))
        block.set(row.code, "yoy", Dash(day))
        return
    now, then = block.local(row.code, "actual"), block.local(row.code, "last")
    if row.unit == "share":
        points = targets.points(actual, before)
        block.set(row.code, "mom", calc(f"({now}-{then})*100", points), "points")
    else:
        block.set(row.code, "mom", _told(f"{now}/{then}-1", targets.change(actual, before)))
    year_ago = row.of(spans.year_ago)
    formula = (
        f"({now}-{row.formula(YEAR_AGO)})*100"
        if row.unit == "share"
        else f"{now}/({row.formula(YEAR_AGO)})-1"
    )
    if row.array:
        block.set(row.code, "yoy", Dash(year_ago.reason if not year_ago.known else RATE_OF_TIME))
    elif row.unit == "share":
        block.set(row.code, "yoy", calc(formula, targets.points(actual, year_ago)), "points")
    else:
        block.set(row.code, "yoy", _told(formula, targets.change(actual, year_ago)))


FAR = 9.99
TOO_FAR = Text("超过 999%，比较没有意义", "over 999%: nothing to compare")


def _told(formula: str, change: Figure) -> Calc | Dash:
    """A change that still says something."""
    return Dash(TOO_FAR) if change.known and abs(change.number) > FAR else calc(formula, change)


def workday(draft: Draft) -> Text:
    """How far a month that still runs has come."""
    gone = targets.elapsed_share(draft.facts, draft.periods.told).n
    return Text(f"本月还没过完，第 {gone} 个工作日", f"month still running, working day {gone}")


def _to_date(draft: Draft, block: PlacedTable, row: Row) -> None:
    spans, look = draft.periods, LOOKS[row.unit]
    f = Formulas(draft)
    if row.timeless:
        block.set(row.code, "ytd", Dash(ONE_SCORE))
    else:
        block.set(row.code, "ytd", calc(row.formula(TO_DATE), row.of(spans.to_date), array=row.array), look)
    name, level = _criteria(draft, row.code)
    if row.adds_up:
        plan, parts = draft.targets.of(row.code, spans.planned), draft.targets.parts(row.code, spans.planned)
        block.set(row.code, "ytd_target", calc(f.target_of(name, level, level, parts, PLANNED), plan), look)
        year, parts = draft.targets.of(row.code, spans.year), draft.targets.parts(row.code, spans.year)
        block.set(row.code, "year_target", calc(f.target_of(name, level, level, parts, YEAR), year), look)
    else:
        target = block.get(row.code, "target")
        block.set(row.code, "ytd_target", mirror(block.local(row.code, "target"), target), look)


def _attain(
    draft: Draft, block: PlacedTable, row: Row, defined: Definition, actual: Figure, target: Figure
) -> None:
    cells = {c: block.local(row.code, c) for c in ("actual", "target", "ytd", "ytd_target", "year_target")}
    if defined.direction == "lower":
        parts = block.get(row.code, "target"), block.get(row.code, "actual")
        share = divided(cells["target"], cells["actual"], *parts, reasons.NO_TARGET)
        block.set(row.code, "attainment", share)
        block.set(row.code, "ytd_attainment", Dash(LOWER_IS_BETTER))
    else:
        for column, over, under in (
            ("attainment", "actual", "target"),
            ("ytd_attainment", "ytd", "ytd_target"),
            ("year_attainment", "ytd", "year_target"),
        ):
            parts = block.get(row.code, over), block.get(row.code, under)
            if column != "year_attainment" or row.adds_up:
                share = divided(cells[over], cells[under], *parts, reasons.NO_TARGET)
                too_far = isinstance(share, Calc) and float(share.value) > FAR
                block.set(row.code, column, Dash(TOO_FAR) if too_far else share)
    block.set(row.code, "pace", _pace(draft, block, row, actual, target))
    due = _due_by_now(draft, row, target)
    status = defined.status(actual, due, draft.facts.smallest_sample, adds_up=row.adds_up)
    block.set(row.code, "status", draft.speak(STATUS_WORDS[status]))


def _due_by_now(draft: Draft, row: Row, target: Figure) -> float | None:
    """What the light compares with: the target, or of sums its share of working days gone while the month still runs;
    nothing in the first working days, when a day more or less decides."""
    if not target.known:
        return None
    elapsed = targets.elapsed_share(draft.facts, draft.periods.told)
    if draft.periods.running and (not elapsed.known or elapsed.n < FIRST_DAYS):
        return None
    return target.number * (elapsed.number if row.adds_up and elapsed.known else 1.0) or None


def _pace(draft: Draft, block: PlacedTable, row: Row, actual: Figure, target: Figure) -> Content:
    if not row.adds_up:
        return Dash(RATE_OF_TIME)
    elapsed = targets.elapsed_share(draft.facts, draft.periods.told)
    figure = targets.pace(actual, target, elapsed)
    here = f"{block.local(row.code, 'actual')}/({block.local(row.code, 'target')}*period_elapsed)"
    return calc(here, figure)


def standing_targets(draft: Draft) -> list[tuple[str, float]]:
    """Cover indicators that are rates or averages with a standard in the Indicators sheet."""
    standards = ((code, standard_of(code, definition(draft.facts.book, code))) for code in COVER)
    return [(code, standard) for code, standard in standards if standard is not None]
