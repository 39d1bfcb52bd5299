"""Next month's actions: those planned beside the targets, and a remedy for each thing that stands out, marked as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from sheetsales.findings import Finding, Severity
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.forecast import stands_aside
from sheetsales.indicators.period import parse_period
from sheetsales.indicators.won import won_amount
from sheetsales.process.workload import week_load
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.cells import as_excel_shows
from sheetsales.reports.cover_table import measure_name
from sheetsales.reports.customers_table import overdue_customers
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.stage_page import stalled_for
from sheetsales.reports.work_data import load_week, tasks_of_week
from sheetsales.speech.days import day_of_year
from sheetsales.texts import Text

HEADINGS = (
    Heading("action", Text("行动", "Action")),
    Heading("why", Text("来由", "Because")),
    Heading("owner", Text("负责人", "Owner")),
    Heading("due", Text("期限", "Due"), "date"),
    Heading("measure", Text("目标数", "To reach")),
)
SOON, NEXT, LATER = 1, 2, 4
"""Working days until something is due: errors on deals, stalled deals and best customers, anything else."""
_SIGNED: Final = "won_amount"


class Action(NamedTuple):
    """What somebody is to do by when; ``owner`` is a person's id, "" for nobody named."""

    action: str
    why: str
    owner: str
    due: dt.date | None
    measure: str = ""


def actions_block(material: Material) -> PlacedTable | None:
    """Those planned first; None where there is nothing to do."""
    draft = material.draft
    found = [*_planned(draft), *_suggested(material)]
    if not found:
        return None
    rows = [str(i) for i in range(len(found))]
    block = material.appendix.add("actions", Text("下月重点行动", "Next month's actions"), HEADINGS, rows)
    for row, action in zip(rows, found, strict=True):
        block.set(row, "action", action.action)
        block.set(row, "why", action.why)
        block.set(row, "owner", draft.name_of(action.owner) if action.owner else None)
        block.set(row, "due", action.due)
        block.set(row, "measure", action.measure or None)
    return block


def _planned(draft: Draft) -> Iterator[Action]:
    """The actions written beside targets of the coming month, or of the months of a coming quarter or year."""
    table = draft.facts.book.table("targets")
    coming, start = draft.periods.after, draft.facts.fiscal_start
    columns = (table.get(key) for key in ("period", "owner", "measure", "value", "actions"))
    known = draft.facts.people
    for period, owner, measure, value, text in zip(*columns, strict=True):
        of = parse_period(period, start) if text and period is not None else None
        if of is None or value is None or not (coming.first <= of.first and of.last <= coming.last):
            continue
        who = known.named(str(owner)) if owner else ()
        title = measure_name(draft, measure) if measure else ""
        why = draft.say(f"目标表 {period}：{title}", f"Targets {period}: {title}")
        yield Action(
            str(text), why, who[0].id if len(who) == 1 else "", of.last, f"{title} {float(value):,.6g}"
        )


def _suggested(material: Material) -> Iterator[Action]:
    """One remedy of each kind that stands out, always marked as suggested."""
    mark = material.draft.say("建议：", "Suggested: ")
    makers = (_stalled, _overdue, _error, _gap, _overload, _undone)
    for make in makers:
        found = make(material)
        if found is not None:
            yield found._replace(action=mark + found.action)


def _after(material: Material, workdays: int) -> dt.date:
    return material.draft.facts.calendar.workday_after(material.today, workdays)


def _stalled(material: Material) -> Action | None:
    """The stalled deal that is worth most."""
    draft, facts = material.draft, material.draft.facts
    deals = [d for d in facts.open() if stands_aside(facts, d)]
    if not deals:
        return None
    deal: Deal = max(deals, key=lambda d: d.amount or 0)
    stage = draft.stage_name(deal.stage.code) if deal.stage else ""
    worth, stuck = draft.money.words(float(deal.amount or 0)), stalled_for(facts, deal)
    return Action(
        draft.say(f"约见 {deal.id} 的决策人，定下一步", f"Meet the decision maker of {deal.id} and set the next step"),
        draft.say(f"{deal.id} 在{stage}{stuck.zh}", f"{deal.id} stalled in {stage} {stuck.en}"),
        deal.owner, _after(material, NEXT), worth,
    )  # fmt: skip


def _overdue(material: Material) -> Action | None:
    """The best customer that is overdue for longest."""
    draft, found = material.draft, overdue_customers(material.draft)
    if not found or found[0].due is None:
        return None
    one, due = found[0], found[0].due
    who = draft.customer_name(one.id)
    grade = draft.facts.book.table("customers").get("grade")[one.row] or ""
    return Action(
        draft.say(f"联系{who}并记一条跟进", f"Get in touch with {who} and log it"),
        draft.say(f"{grade} 级，逾期 {due.over} 天未联系", f"Grade {grade}, {due.over} days overdue"),
        one.owner,
        _after(material, NEXT if grade == "A" else LATER),
        draft.say(f"每 {one.every} 天一次", f"every {one.every} days"),
    )


def _error(material: Material) -> Action | None:
    """The error on a deal with most money at risk."""
    of_deals = (f for f in material.findings if f.deals or f.record_key == "pipeline")
    errors = [f for f in of_deals if f.severity is Severity.ERROR and f.money is not None]
    if not errors:
        return None
    worst: Finding = max(errors, key=lambda f: (f.money or 0, f.code))
    draft = material.draft
    money = draft.money.words(float(worst.money or 0))
    return Action(
        _phrase(draft, worst.hint), _phrase(draft, worst.message), worst.owner, _after(material, SOON), money
    )


def _phrase(draft: Draft, said: Text) -> str:
    """A sentence as the table's other cells are: without its full stop."""
    return draft.speak(said).removesuffix("。").removesuffix(".")


def _gap(material: Material) -> Action | None:
    """Of the people who won nothing in the month, the one furthest from the target; for the manager alone."""
    draft, facts = material.draft, material.draft.facts
    if draft.periods.running or draft.edition != "manager":
        return None
    told = draft.periods.told
    gaps: list[tuple[float, str]] = []
    for scope in dict.fromkeys(target.scope for target in draft.targets.rows):
        if scope.level != "person":
            continue
        target, won = draft.targets.of(_SIGNED, told, scope), won_amount(facts, told, scope)
        if target.known and target.number > 0 and won.known and won.number == 0:
            gaps.append((target.number, scope.key))
    if not gaps:
        return None
    gap, person = max(gaps)
    return Action(
        draft.say_of("与上级过一遍在手商机，定本月能签的单", "Go through the open deals with the superior and pick those to sign"),
        draft.say(f"{told.label} 签约 0，目标 {draft.money.words(gap)}", f"{told.label}: nothing won against {draft.money.words(gap)}"),
        person, _after(material, LATER), draft.money.words(gap),
    )  # fmt: skip


def _overload(material: Material) -> Action | None:
    """Whoever has most too much to do."""
    draft, facts = material.draft, material.draft.facts
    limit = facts.book.settings.number("overload_share")
    loads = (
        week_load(facts.book, facts.calendar, load_week(draft), tasks_of_week(draft))
        if facts.book.has("tasks")
        else []
    )
    full = [(float(one.share), one.person) for one in loads if one.share is not None and one.share > limit]
    if not full:
        return None
    share, person = max(full)
    said, name = as_excel_shows(share * 100, 0), draft.name_of(person)
    above, week = facts.people.in_charge_of(person, facts.as_of), day_of_year(load_week(draft))
    return Action(
        draft.say(f"把{name}的任务转出一部分", f"Pass on some of {name}'s tasks"),
        draft.say(f"{week.zh}那一周负荷 {said}%", f"A load of {said}% in the week of {week.en}"),
        above, _after(material, LATER), f"≤ {as_excel_shows(limit * 100, 0)}%",
    )  # fmt: skip


def _undone(material: Material) -> Action | None:
    """The deal that lacks most of the steps due."""
    draft = material.draft
    lacking: dict[tuple[str, str], int] = {}
    for owed in draft.owed:
        if not owed.done:
            key = (owed.deal.id, owed.who)
            lacking[key] = lacking.get(key, 0) + 1
    if not lacking:
        return None
    (deal, who), n = max(lacking.items(), key=lambda item: (item[1], item[0]))
    return Action(
        draft.say(f"补齐 {deal} 到期步骤的证据", f"Bring the due steps of {deal} up to date"),
        draft.say(f"{deal} 缺 {n} 项到期步骤", f"{deal} lacks {n} of the steps due"),
        who, _after(material, LATER), "100%",
    )  # fmt: skip


def actions_note(draft: Draft) -> str:
    """What is planned and what is only suggested."""
    return draft.say(
        "“建议”是报告按数据给的，由主管定；其余来自目标表的行动。",
        "What is suggested is drawn from the data and for the manager to decide; the rest are the actions of Targets.",
    )
