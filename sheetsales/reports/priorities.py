"""What matters most today: at most one thing of each kind, whose it is, what is at stake, by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.owed import Owed
from sheetsales.indicators.pipeline import amount_of, is_stalled
from sheetsales.process.leave import worked_day
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.cells import PERCENT, Calc, Content, Dash, mirror, shown
from sheetsales.reports.cover_table import FAR
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import Formulas, quoted
from sheetsales.reports.material import Material
from sheetsales.reports.modules.priorities import late_orders, overdue_money
from sheetsales.reports.period_words import spoken_period
from sheetsales.reports.process_page import judged
from sheetsales.reports.process_table import STEP, undone
from sheetsales.reports.stage_page import stalled_for
from sheetsales.texts import Text

COUNT: Final = 3
_AT_ONCE, _SOON, _THIS_WEEK = 1, 2, 4
"""Working days after the day of the cover."""
_BEST_GRADES: Final = ("A", "B")
NO_MONEY = Text("没有金额", "No amount")

HEADINGS = (
    Heading("what", Text("本月优先事项", "First of all")),
    Heading("owner", Text("负责人", "Owner")),
    Heading("money", Text("影响金额", "At stake"), "sum"),
    Heading("due", Text("完成期限", "Due"), "date"),
)


@dataclass(frozen=True)
class Priority:
    """One thing to do. ``record`` tells what it is about, so that no two rows speak of the same; ``days`` are the working
    days it may take."""

    what: str
    owner: str
    money: Content
    days: int
    record: str


def priorities_view(material: Material) -> PlacedTable:
    """The three with most money at stake; none where nothing calls for it today."""
    draft = material.draft
    chosen = _chosen(material)
    view = PlacedTable.view("priorities", HEADINGS, [str(i) for i in range(1, len(chosen) + 1)])
    for row, one in zip(view.rows, chosen, strict=True):
        view.set(row, "what", one.what)
        view.set(row, "owner", draft.name_of(one.owner))
        view.set(row, "money", one.money)
        view.set(row, "due", _due(draft, material.today, one))
    return view


def _due(draft: Draft, today: dt.date, one: Priority) -> dt.date:
    return worked_day(draft.facts.calendar, {}, None, today, one.days)


def _chosen(material: Material) -> list[Priority]:
    """The largest of each kind, by money; one whose money is unknown stands last."""
    found: list[Priority] = []
    taken: set[str] = set()
    for kind in _KINDS:
        best = next((p for p in sorted(kind(material), key=_worth) if p.record not in taken), None)
        if best is not None:
            taken.add(best.record)
            found.append(best)
    return sorted(found, key=_worth)[:COUNT]


def _worth(one: Priority) -> float:
    money = shown(one.money)
    return float("inf") if money is None else -money


def _money_of(draft: Draft, deals: Sequence[Deal]) -> Content:
    """What deals are worth, over the data sheet."""
    f, worth = Formulas(draft), amount_of(draft.facts, deals)
    if not worth.known:
        return Dash(NO_MONEY)
    terms = (f"SUMIFS({f.column('amount')},{f.column('id')},{quoted(deal.id)})" for deal in deals)
    return Calc("+".join(terms), worth.number)


def _stalled(material: Material) -> Iterator[Priority]:
    """Stalled deals that a coming month would count, were they not."""
    draft, facts = material.draft, material.draft.facts
    for deal in facts.open():
        if deal.stage is None or deal.amount is None or is_stalled(facts, deal) is not True:
            continue
        stuck = stalled_for(facts, deal)
        stage = draft.stage_name(deal.stage.code)
        share = _share_of_forecast(material, deal)
        part = (
            draft.say(
                f"，若计入，占{share[0]}加权预测的 {share[1]}",
                f"; counted in, it would be {share[1]} of the forecast for {share[0]}",
            )
            if share
            else ""
        )
        what = draft.say(
            f"{deal.id} 在{stage}{stuck.zh}{part}",
            f"{deal.id} stalled in {stage} {stuck.en}{part}",
        )
        yield Priority(what, deal.owner, _money_of(draft, [deal]), _SOON, deal.id)


def _share_of_forecast(material: Material, deal: Deal) -> tuple[str, str] | None:
    """The month a stalled deal is expected in, and its share of that month's forecast with it."""
    outlook, chances = material.blocks["outlook"], material.chances
    month = f"{deal.expected_close:%Y-%m}" if deal.expected_close else ""
    chance = chances.get(deal.stage.code) if deal.stage is not None else None
    if month not in outlook.rows or chance is None or deal.amount is None:
        return None
    own = float(deal.amount) * (deal.probability if _typed(material, deal) else chance.value)  # type: ignore[operator]  # typed, so known
    whole = (shown(outlook.get(month, "weighted")) or 0.0) + own
    named = material.draft.say(f" {int(month[5:])} 月", month)
    return (named, PERCENT.words(own / whole)) if whole > 0 else None


def _typed(material: Material, deal: Deal) -> bool:
    return deal.probability is not None and material.draft.facts.typed_probability_counts


def _nothing_won(material: Material) -> Iterator[Priority]:
    """Teams, then people, with a target and nothing won; not while the month runs, when it may still come."""
    draft, targets = material.draft, material.blocks.targets
    if draft.periods.running:
        return
    for row in targets.rows:
        level, _, key = row.partition(":")
        won, gap = shown(targets.get(row, "actual")), shown(targets.get(row, "gap"))
        if level == "company" or won != 0 or not gap or gap <= 0:
            continue
        name, goal = targets.get(row, "name"), draft.money.words(shown(targets.get(row, "target")) or 0.0)
        year = shown(targets.get(row, "ytd_attainment"))
        named = spoken_period(draft.periods, short=True)
        zh, en = (
            (f"，全年进度 {PERCENT.words(year)}", f"; {PERCENT.words(year)} of the year's target")
            if year is not None and year <= FAR
            else ("", "")
        )
        what = draft.say(
            f"{name} {named.zh}签约 0（目标 {goal}）{zh}", f"{name} won nothing (target {goal}){en}"
        )
        owner = key if level == "person" else _leads(draft, key)
        yield Priority(
            what, owner, mirror(targets.ref(row, "gap"), targets.get(row, "gap")), _THIS_WEEK, f"goal {owner}"
        )


def _leads(draft: Draft, team: str) -> str:
    """Who answers for a team: its only member, else its lead, else the manager."""
    known, day = draft.team, draft.facts.as_of
    members = [p.id for p in known.all if p.team == team and known.there(p.id, day)]
    return members[0] if len(members) == 1 else known.in_charge_of_team(team, day)


def _customers(material: Material) -> Iterator[Priority]:
    """Customers of the best grades that nobody has spoken to for more than a cadence after they fell due."""
    draft, overdue = material.draft, material.blocks.get("customers_overdue")
    owners = draft.facts.book.table("customers")
    if overdue is None:
        return
    for row in overdue.rows:
        grade, days, every = (overdue.get(row, key) for key in ("grade", "days", "cadence"))
        if not str(grade).startswith(_BEST_GRADES) or not (shown(days) or 0) > (shown(every) or 0):
            continue
        name, late = overdue.get(row, "customer"), f"{shown(days):.0f}"
        what = draft.say(
            f"{name}（{grade} 级）逾期 {late} 天未联系",
            f"{name} (grade {grade}) is {late} days overdue for contact",
        )
        money = mirror(overdue.ref(row, "won12"), overdue.get(row, "won12"))
        owner = owners.get("owner")[int(row)] or ""
        days_left = _SOON if str(grade).startswith(_BEST_GRADES[0]) else _THIS_WEEK
        yield Priority(what, owner, money, days_left, f"customer {name}")


def _errors(material: Material) -> Iterator[Priority]:
    """Errors on deals that are still open."""
    draft = material.draft
    deals = {deal.id: deal for deal in draft.facts.open() if deal.id}
    found: dict[str, Finding] = {}
    for finding in material.findings:
        if (
            finding.severity is Severity.ERROR
            and finding.record_key == "pipeline"
            and finding.record in deals
        ):
            found.setdefault(finding.record, finding)
    for record, finding in found.items():
        yield Priority(
            draft.speak(finding.message),
            deals[record].owner,
            _money_of(draft, [deals[record]]),
            _AT_ONCE,
            record,
        )


def _steps(material: Material) -> Iterator[Priority]:
    """Steps beyond their warning level; what is at stake is the open deals that lack them."""
    draft, figures = material.draft, material.blocks["process"]
    open_deals = {deal.row for deal in draft.facts.open()}
    for row in figures.rows:
        if row.startswith(STEP) and judged(draft, figures, row)[0] == "bad":
            lacking = undone(draft, row)
            deals = {o.deal.id: o.deal for o in lacking if o.deal.row in open_deals}
            if lacking and deals:
                yield _step(draft, lacking, list(deals.values()))


def _step(draft: Draft, lacking: Sequence[Owed], deals: Sequence[Deal]) -> Priority:
    step, count = lacking[0].step, len(lacking)
    who = max(sorted({o.who for o in lacking}), key=[o.who for o in lacking].count)
    named = draft.say("、", ", ").join(deal.id for deal in deals)
    what = draft.say(
        f"步骤“{step.name.zh}”缺 {count} 项（{named}）",
        f"{count} of step “{step.name.en}” not done ({named})",
    )
    return Priority(what, who, _money_of(draft, deals), _THIS_WEEK, deals[0].id)


def _overdue_money(material: Material) -> Iterator[Priority]:
    """A contract with money overdue."""
    for what, owner, money, record in overdue_money(material.draft):
        yield Priority(what, owner, money, _AT_ONCE, record)


def _late_orders(material: Material) -> Iterator[Priority]:
    """An order whose promised day has passed."""
    for what, owner, money, record in late_orders(material.draft):
        yield Priority(what, owner, money, _AT_ONCE, record)


_KINDS: Final[tuple[Callable[[Material], Iterator[Priority]], ...]] = (
    _stalled, _nothing_won, _customers, _errors, _steps, _overdue_money, _late_orders,
)  # fmt: skip
