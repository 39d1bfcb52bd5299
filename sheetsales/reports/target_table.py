"""Targets: company, teams, people; what is reached, what is missing, where the year ends up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sheetsales.indicators import reasons, targets
from sheetsales.indicators.forecast import weighted_forecast
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.indicators.won import won_amount
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, Dash, known, shown
from sheetsales.reports.cover_table import FIRST_DAYS, measure_name
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given, Words
from sheetsales.texts import Text

MEASURE = "won_amount"
ANY = "*"

_MINE = "targets[measure],measure,targets[level],[@level],targets[owner],[@name]"
_TOLD = f"{_MINE},targets[in_period],1"
_YEAR = f"{_MINE},targets[period],year"
_PARTS = f"{_MINE},targets[in_year],1"
_COMING = 'deals[expected],">"&as_of,deals[expected],"<="&year_end'


_WHO = "deals[team],[@team_is],deals[owner],[@owner_is]"


def _won(first: str) -> str:
    return f'deals[state],won,deals[closed],">="&{first},deals[closed],"<="&period_end,{_WHO}'


def _priced(first: str) -> str:
    return f'{_won(first)},deals[amount],"<>"'


_NO_MONTH, _NO_YEAR = Text("{no_month}", "{no_month}"), Text("{no_year}", "{no_year}")
_NO_FORECAST = Text("{no_forecast}", "{no_forecast}")
_NO_TARGET = Unless("[@target]<=0", reasons.NO_TARGET)
_NO_YEAR_TARGET = Unless("[@year]<=0", reasons.NO_TARGET)

COLUMNS: tuple[Figured, ...] = (
    figure("level", "层级", "Level"),
    figure("name", "名称", "Name"),
    figure("target", "本月目标", "Target of the month", "money", f"SUMIFS(targets[value],{_TOLD})", Unless(f"COUNTIFS({_TOLD})=0", _NO_MONTH)),
    figure("actual", "本月实际", "Actual", "money", f"SUMIFS(deals[amount],{_won('period_start')})", Unless("AND([@won]>0,[@n]=0)", reasons.NO_AMOUNT)),
    figure("attainment", "完成率", "Attainment", "share", "[@actual]/[@target]", _NO_TARGET),
    figure("gap", "缺口", "Gap", "money", "[@target]-[@actual]"),
    figure("elapsed", "已过工作日占比", "Working days gone", "share"),
    figure("pace", "进度比", "Pace", "share", "[@actual]/([@target]*[@elapsed])", Unless("[@target]*[@elapsed]<=0", reasons.NO_WORKDAYS)),
    figure("year", "年目标", "Year target", "money", f"IF(COUNTIFS({_YEAR})>0,SUMIFS(targets[value],{_YEAR}),SUMIFS(targets[value],{_PARTS}))",
           Unless(f"AND(COUNTIFS({_YEAR})=0,COUNTIFS({_PARTS})=0)", _NO_YEAR)),
    figure("ytd", "年累计", "Year to date", "money", f"SUMIFS(deals[amount],{_won('year_start')})", Unless("AND([@ytd_won]>0,[@ytd_n]=0)", reasons.NO_AMOUNT)),
    figure("ytd_attainment", "占年目标", "Of year target", "share", "[@ytd]/[@year]", _NO_YEAR_TARGET),
    figure("forecast", "全年预测", "Year forecast", "money", f"[@ytd]+SUMIFS(deals[weighted],{_COMING},{_WHO})",
           Unless(f'AND(COUNTIFS(deals[awaited],1,{_COMING},{_WHO})>0,COUNTIFS(deals[chance],"<>",{_COMING},{_WHO})=0)', _NO_FORECAST)),
    figure("forecast_attainment", "预测完成率", "Forecast ÷ target", "share", "[@forecast]/[@year]", _NO_YEAR_TARGET),
    figure("team_is", "团队条件", "Team filter"),
    figure("owner_is", "负责人条件", "Owner filter"),
    figure("n", "单数", "n", "count", f"COUNTIFS({_priced('period_start')})"),
    figure("won", "成交单数", "Deals won", "count", f"COUNTIFS({_won('period_start')})"),
    figure("ytd_n", "年累计单数", "n to date", "count", f"COUNTIFS({_priced('year_start')})"),
    figure("ytd_won", "年累计成交单数", "Won to date", "count", f"COUNTIFS({_won('year_start')})"),
)  # fmt: skip
"""``n`` counts the deals won that carry an amount, which the value rests on. The filters are what a deal's team and owner
have to be: ``*`` is anybody."""


def scopes(draft: Draft) -> list[Scope]:
    """The company, then teams by name, then people by attainment, lowest first, those without a target last."""
    facts, periods = draft.facts, draft.periods
    teams = set(facts.team_of.values())
    wanted = {
        row.scope
        for row in draft.targets.rows
        if row.measure == MEASURE and _reaches(row.period, periods.year)
    }
    teams |= {s.key for s in wanted if s.level == "team"}
    people = {s.key for s in wanted if s.level == "person"}
    people |= {d.owner for d in facts.deals if d.state == "open" or d.closed_on in periods.to_date}
    ordered = sorted(people, key=lambda p: _rank(draft, Scope("person", p)))
    return [COMPANY, *(Scope("team", t) for t in sorted(teams)), *(Scope("person", p) for p in ordered)]


def _reaches(label: str, year: Period) -> bool:
    return label[:4] in (year.label[:4], f"{year.last.year:04d}")


def _rank(draft: Draft, scope: Scope) -> tuple[bool, float, str]:
    month = draft.periods.told
    reached = targets.attainment(
        won_amount(draft.facts, month, scope), draft.targets.of(MEASURE, month, scope)
    )
    return (not reached.known, reached.number if reached.known else 0.0, draft.scope_name(scope))


def _rows(draft: Draft) -> list[str]:
    return [f"{s.level}:{s.key}" for s in scopes(draft)]


def _scope(row: str) -> Scope:
    return Scope(*row.split(":", 1))  # type: ignore[arg-type]  # rows are made from scopes


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    found = [_scope(row) for row in rows]
    return {
        "level": [draft.level_name(scope.level) for scope in found],
        "name": [draft.scope_name(scope) for scope in found],
        "team_is": [draft.scope_name(s) if s.level == "team" else ANY for s in found],
        "owner_is": [draft.scope_name(s) if s.level == "person" else ANY for s in found],
        "elapsed": [_elapsed(draft, scope) for scope in found],
    }


def _names(draft: Draft) -> dict[str, Named]:
    spans = draft.periods
    return {
        **spans.days(),
        "won": draft.speak(STATES["won"]),
        "measure": measure_name(draft, MEASURE),
        "year": spans.year.label,
    }


def _elapsed(draft: Draft, scope: Scope) -> Content:
    figure = targets.elapsed_share(draft.facts, draft.periods.told, scope)
    return figure.number if figure.known else Dash(figure.reason)


def _words(draft: Draft, rows: Sequence[str]) -> list[Words]:
    """Why each row has no target, for the month or the year, or no forecast, should it have none."""
    spans, kept = draft.periods, draft.targets
    rest = Period(draft.facts.as_of + dt.timedelta(days=1), spans.year.last, "")
    return [
        {
            "no_month": kept.of(MEASURE, spans.told, scope).reason,
            "no_year": kept.of(MEASURE, spans.year, scope).reason,
            "no_forecast": weighted_forecast(draft.facts, rest, scope, draft.chances).reason,
        }
        for scope in map(_scope, rows)
    ]


TABLE = FigureTable(
    "targets", "tblTargetFigures", Text("目标完成：签约额", "Targets: signed value"), COLUMNS, _rows, _given, _names, _words,
)  # fmt: skip


def judged_by(draft: Draft) -> str:
    """The column people are judged by: attainment of a month that is over, pace of one that runs, nothing in its first
    days."""
    if not draft.periods.running:
        return "attainment"
    gone = targets.elapsed_share(draft.facts, draft.periods.told).n
    return "pace" if gone >= FIRST_DAYS else ""


def judged_people(block: PlacedTable, column: str) -> list[str]:
    """The rows of people of whom the column is known."""
    return (
        [r for r in block.rows if r.startswith("person:") and known(block.get(r, column))] if column else []
    )


def people_reached(block: PlacedTable, column: str) -> tuple[int, int, float, tuple[str, float] | None]:
    """Of the people judged by a column: how many reached it, how many are under 80 %, the sum of their gaps, and the
    largest gap with its name."""
    people = judged_people(block, column)
    shares = [shown(block.get(r, column)) or 0.0 for r in people]
    gaps = [(str(block.get(r, "name")), shown(block.get(r, "gap")) or 0.0) for r in people]
    short = [(name, gap) for name, gap in gaps if gap > 0]
    largest = max(short, key=lambda item: item[1], default=None)
    return sum(s >= 1 for s in shares), sum(s < 0.8 for s in shares), sum(gap for _, gap in short), largest
