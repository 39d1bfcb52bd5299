"""Targets: company, teams, people; what is reached, what is missing, where the year ends up."""

from __future__ import annotations

import datetime as dt

from sheetsales.indicators import reasons, targets
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.forecast import cannot_forecast, weighted_forecast
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.indicators.won import won_amount
from sheetsales.reports.block import Appendix, Block, Heading
from sheetsales.reports.cells import Calc, Content, Dash, calc, divided, known, shown
from sheetsales.reports.cover_table import measure_name
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import MONTH, TO_DATE, Formulas, Span, quoted
from sheetsales.texts import Text

HEADINGS = (
    Heading("level", Text("层级", "Level")),
    Heading("name", Text("名称", "Name")),
    Heading("target", Text("本月目标", "Month target"), "money"),
    Heading("actual", Text("本月实际", "Actual"), "money"),
    Heading("attainment", Text("完成率", "Attainment"), "share"),
    Heading("gap", Text("缺口", "Gap"), "money"),
    Heading("pace", Text("进度比", "Pace"), "share"),
    Heading("year", Text("年目标", "Year target"), "money"),
    Heading("ytd", Text("年累计", "Year to date"), "money"),
    Heading("ytd_attainment", Text("占年目标", "Of year target"), "share"),
    Heading("forecast", Text("全年预测", "Year forecast"), "money"),
    Heading("forecast_attainment", Text("预测完成率", "Forecast ÷ target"), "share"),
    Heading("n", Text("单数", "n"), "count"),
)

LEVELS = {"company": Text("公司", "Company"), "team": Text("团队", "Team"), "person": Text("个人", "Person")}


def level_name(draft: Draft, scope: Scope) -> str:
    return draft.speak(LEVELS[scope.level])


def scopes(draft: Draft) -> list[Scope]:
    """The company, then teams by name, then people by attainment, lowest first, those without a target last."""
    facts, periods = draft.facts, draft.periods
    teams = set(facts.team_of.values())
    wanted = {
        row.scope
        for row in draft.targets.rows
        if row.measure == "won_amount" and _reaches(row.period, periods.year)
    }
    teams |= {s.key for s in wanted if s.level == "team"}
    people = {s.key for s in wanted if s.level == "person"}
    people |= {
        d.owner for d in facts.deals if d.owner and (d.state == "open" or d.closed_on in periods.to_date)
    }
    ordered = sorted(people, key=lambda p: _rank(draft, Scope("person", p)))
    return [COMPANY, *(Scope("team", t) for t in sorted(teams)), *(Scope("person", p) for p in ordered)]


def _reaches(label: str, year: Period) -> bool:
    return label[:4] in (year.label[:4], f"{year.last.year:04d}")


def _rank(draft: Draft, scope: Scope) -> tuple[bool, float, str]:
    month = draft.periods.month
    reached = targets.attainment(
        won_amount(draft.facts, month, scope), draft.targets.of("won_amount", month, scope)
    )
    return (not reached.known, reached.number if reached.known else 0.0, draft.scope_name(scope))


def target_block(draft: Draft, appendix: Appendix) -> Block:
    found = scopes(draft)
    rows = [f"{s.level}:{s.key}" for s in found]
    block = appendix.add("targets", Text("目标完成：签约额", "Targets: signed value"), HEADINGS, rows)
    for row, scope in zip(rows, found, strict=True):
        _fill(draft, block, row, scope)
    return block


def _who(block: Block, row: str, scope: Scope) -> tuple[tuple[str, str], ...]:
    """The criterion that narrows deals to the scope: its name in the row."""
    if scope.level == "company":
        return ()
    return (("owner" if scope.level == "person" else "team", block.local(row, "name")),)


def _fill(draft: Draft, block: Block, row: str, scope: Scope) -> None:
    f, facts, spans = Formulas(draft), draft.facts, draft.periods
    block.set(row, "level", level_name(draft, scope))
    block.set(row, "name", draft.scope_name(scope))
    at = {h.key: block.local(row, h.key) for h in HEADINGS}
    who = _who(block, row, scope)
    month, ytd = won_amount(facts, spans.month, scope), won_amount(facts, spans.to_date, scope)
    target, year = (
        draft.targets.of("won_amount", spans.month, scope),
        draft.targets.of("won_amount", spans.year, scope),
    )
    plan = block.set(row, "target", calc(_target_formula(draft, at, scope, spans.month), target))
    actual = block.set(row, "actual", calc(f.won_amount(MONTH, *who), month))
    block.set(row, "attainment", divided(at["actual"], at["target"], actual, plan, reasons.NO_TARGET))
    block.set(row, "gap", calc(f"{at['target']}-{at['actual']}", targets.gap(month, target)))
    block.set(row, "pace", _pace(draft, at, scope, month, target))
    whole = block.set(row, "year", calc(_target_formula(draft, at, scope, spans.year), year))
    so_far = block.set(row, "ytd", calc(f.won_amount(TO_DATE, *who), ytd))
    block.set(row, "ytd_attainment", divided(at["ytd"], at["year"], so_far, whole, reasons.NO_TARGET))
    forecast = block.set(row, "forecast", _forecast(draft, at, scope, ytd, who))
    block.set(
        row, "forecast_attainment", divided(at["forecast"], at["year"], forecast, whole, reasons.NO_TARGET)
    )
    block.set(row, "n", month.n if month.known else None)


def _target_formula(draft: Draft, at: dict[str, str], scope: Scope, period: Period) -> str:
    """The rows that make the target up, as ``Targets.of`` does."""
    name = quoted(measure_name(draft, "won_amount"))
    parts = draft.targets.parts("won_amount", period, scope)
    return Formulas(draft).target_of(name, at["level"], at["name"], parts, Span("year_start", "year_end"))


def _pace(draft: Draft, at: dict[str, str], scope: Scope, actual: Figure, target: Figure) -> Content:
    elapsed = targets.elapsed_share(draft.facts, draft.periods.month, scope)
    figure = targets.pace(actual, target, elapsed)
    whole = targets.elapsed_share(draft.facts, draft.periods.month)
    share = "month_elapsed" if whole.value == elapsed.value else f"{elapsed.value!r}"
    return calc(f"{at['actual']}/({at['target']}*{share})", figure)


def _forecast(
    draft: Draft, at: dict[str, str], scope: Scope, ytd: Figure, who: tuple[tuple[str, str], ...]
) -> Calc | Dash:
    """Won so far plus the weighted deals expected between tomorrow and the end of the fiscal year."""
    f, facts = Formulas(draft), draft.facts
    if reason := cannot_forecast(facts):
        return Dash(reason)
    rest = Period(facts.as_of + dt.timedelta(days=1), draft.periods.year.last, "")
    coming = weighted_forecast(facts, rest, scope, draft.chances)
    figure = Figure(ytd.number + coming.number, coming.n) if ytd.known else unknown(ytd.reason)
    expected = f'{f.column("expected")},">"&as_of,{f.column("expected")},"<="&year_end'
    return calc(f"{at['ytd']}+SUMIFS({f.column('weighted')},{expected}{f.where(who)})", figure)


def people_reached(block: Block) -> tuple[int, int, float, tuple[str, float] | None]:
    """Of people with a target: how many reached it, how many are under 80 %, the sum of their gaps, and the largest
    gap with its name."""
    people = [r for r in block.rows if r.startswith("person:") and known(block.get(r, "attainment"))]
    shares = [shown(block.get(r, "attainment")) or 0.0 for r in people]
    gaps = [(str(block.get(r, "name")), shown(block.get(r, "gap")) or 0.0) for r in people]
    short = [(name, gap) for name, gap in gaps if gap > 0]
    largest = max(short, key=lambda item: item[1], default=None)
    return sum(s >= 1 for s in shares), sum(s < 0.8 for s in shares), sum(gap for _, gap in short), largest
