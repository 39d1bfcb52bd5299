"""10b Headcount and budget: the posts planned, who is in them, and what their teams have spent of the budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period, parse_period
from sheetsales.process.costs import spent
from sheetsales.process.money import amounts
from sheetsales.process.people import folded
from sheetsales.reports.cells import Content, Sentence, as_excel_shows
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

NO_COSTS: Final = Text("没有费用表", "No Costs sheet")
NOT_BEGUN: Final = Text("期间还没开始", "The period has not begun")

COLUMNS: tuple[Figured, ...] = (
    figure("post", "岗位", "Post"),
    figure("period", "期间", "Period"),
    figure("planned", "编制", "Planned", "count"),
    figure("now", "现有", "In post", "count"),
    figure("gap", "差额", "Gap", "count", "[@planned]-[@now]"),
    figure("by", "到岗日期", "By", "date"),
    figure("budget", "预算", "Budget", "money"),
    figure("spent", "全组已花", "Spent by the team", "money", 'SUMIFS(costs[amount],costs[team],[@team],costs[day],">="&[@from],costs[day],"<="&[@until],costs[day],"<="&as_of)', Unless("costs_kept=0", NO_COSTS), Unless("[@from]>as_of", NOT_BEGUN)),
    figure("team", "团队", "Team"),
    figure("role", "角色", "Role"),
    figure("from", "从", "From", "date"),
    figure("until", "到", "Until", "date"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """A row of Headcount whose period has the day of the report in it or is still to come. ``budget`` is None where unknown."""

    row: int
    team: str
    role: str
    planned: int
    now: int
    period: Period
    budget: Decimal | None

    @property
    def gap(self) -> int:
        return self.planned - self.now


@dataclass(frozen=True, slots=True)
class _Plans:
    """``incomplete`` is how many rows lack what it takes: a period, a team or a number."""

    posts: tuple[Post, ...]
    incomplete: int


def _plans(draft: Draft) -> _Plans:
    facts = draft.facts
    table, filled, teams = facts.book.table("headcount"), facts.people.posts(facts.as_of), facts.people.teams
    budgets = amounts(facts.book, "headcount")
    found, incomplete = [], 0
    for row, (label, team, role, planned) in enumerate(
        zip(*map(table.get, ("period", "team", "role", "planned")), strict=True)
    ):
        period = parse_period(label, facts.fiscal_start) if label else None
        if period is None or not team or planned is None:
            incomplete += 1
        elif period.last >= facts.as_of:
            name, now = teams.get(folded(team), team), filled[folded(team), role or ""]
            found.append(Post(row, name, role or "", int(planned), now, period, budgets[row]))
    return _Plans(tuple(sorted(found, key=lambda one: (-one.gap, one.row))), incomplete)


def _told(posts: Iterable[Post]) -> Sequence[Post]:
    """Of each team and role the plan that comes first: a person in post fills one of this year and is no other next year."""
    found: dict[tuple[str, str], Post] = {}
    for one in sorted(posts, key=lambda one: (one.period.first, one.period.last, one.row)):
        found.setdefault((one.team, one.role), one)
    return tuple(found.values())


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in _plans(draft).posts}
    found, table = [by_row[row] for row in rows], draft.facts.book.table("headcount")
    roles = [
        text_of(draft.facts.book, "headcount", "role", one.role, draft.lang) if one.role else ""
        for one in found
    ]
    return {
        "post": [" · ".join(filter(None, (one.team, role))) for one, role in zip(found, roles, strict=True)],
        "team": [safe(one.team) for one in found],
        "role": [role or None for role in roles],
        "planned": [one.planned for one in found],
        "now": [one.now for one in found],
        "by": [table.get("due")[one.row] for one in found],
        "budget": [one.budget for one in found],
        "period": [table.get("period")[one.row] for one in found],
        "from": [one.period.first for one in found],
        "until": [one.period.last for one in found],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return {**draft.periods.days(), "costs_kept": float(draft.facts.book.has("costs"))}


HEADCOUNT = FigureTable(
    "headcount", "tblHeadcountFigures", Text("编制与费用预算", "Headcount and budget"), COLUMNS, lambda draft: [str(one.row) for one in _plans(draft).posts], _given, _names, full_only=True,
)  # fmt: skip


def headcount_sentence(draft: Draft) -> Content:
    """How many posts there are, how many are filled and open, and how much of the budgets that run is spent."""
    found, say, s = _told(_plans(draft).posts), draft.say, Sentence()
    plan, now = sum(one.planned for one in found), sum(one.now for one in found)
    gap = sum(max(one.gap, 0) for one in found)
    s.clause(
        say(
            f"编制 {plan} 人，现有 {now} 人，缺 {gap} 人",
            f"{count_of(plan, 'post')}, {now} filled, {gap} open",
        )
    )
    begun = [one for one in found if one.budget is not None and one.period.first <= draft.facts.as_of]
    budget = sum((one.budget or Decimal() for one in begun), Decimal())
    if draft.facts.book.has("costs") and budget:
        of = dict.fromkeys((one.team, one.period) for one in begun)
        rate = as_excel_shows(float(_spent(draft, of) / budget) * 100, 1)
        s.clause(say(f"预算已用 {rate}%", f"{rate}% of the budget is spent"), joint=say("；", "; "))
    return s.end(say("。", "."))


def _spent(draft: Draft, of: Iterable[tuple[str, Period]]) -> Decimal:
    """What teams spent in periods, up to the day."""
    facts = draft.facts
    return sum(
        (
            one.amount or Decimal()
            for team, period in of
            for one in spent(facts.book, period.first, min(period.last, facts.as_of))
            if facts.team_of.get(one.owner) == team
        ),
        Decimal(),
    )


def headcount_note(draft: Draft) -> str:
    """Which plan of several the sentence tells, and what it cannot."""
    plans, notes = _plans(draft), []
    if len(_told(plans.posts)) < len(plans.posts):
        notes.append(draft.say("同一岗位有几期计划的，上面只算最早的一期。", "Where a post has plans of several periods, the sentence tells the first."))  # fmt: skip
    if n := plans.incomplete:
        notes.append(draft.say(f"{n} 行没有期间、团队或人数，没算进去。", f"{count_of(n, 'row')} without a period, a team or a number left out."))  # fmt: skip
    return draft.say("", " ").join(notes)
