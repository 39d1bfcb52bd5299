"""The tables of the week: from open at its start to open at its end, deal by deal, by person, what is due next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.indicators.forecast import counts_in_forecast, outlook
from sheetsales.indicators.pipeline import is_stalled
from sheetsales.indicators.scope import person
from sheetsales.indicators.week import INTO, OUT_OF, Change, Kind, Week
from sheetsales.look import numbers
from sheetsales.process.workload import UNDER_WAY
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import quoted
from sheetsales.speech.lists import listed
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Text

KINDS: Final[dict[Kind, Text]] = {
    "start": Text("期初在手", "Open at start"),
    "new": Text("新增", "New"),
    "back": Text("恢复在手", "Open again"),
    "won": Text("成交", "Won"),
    "lost": Text("输单", "Lost"),
    "held": Text("暂缓或其他", "On hold or other"),
    "amount": Text("金额变动", "Amount changed"),
    "stage": Text("阶段变动", "Stage changed"),
    "expected": Text("预计成交改期", "Expected close moved"),
}
END: Final = "end"
_BRIDGE: Final[tuple[Kind, ...]] = (*INTO, *OUT_OF, "amount")
_NEXT_DAYS: Final = 7

CHANGES: Final = DataTable(
    "tblWeek",
    Text("周变动", "Week's changes"),
    (
        Field("deal", Text("商机", "Opportunity")),
        Field("customer", Text("客户", "Customer")),
        Field("owner", Text("负责人", "Owner")),
        Field("change", Text("变动", "Change")),
        Field("amount", Text("金额", "Amount"), "money"),
        Field("before", Text("从", "From"), width=16),
        Field("after", Text("到", "To"), width=16),
    ),
)


def change_rows(draft: Draft, week: Week) -> Iterator[Sequence[Content]]:
    """One row for each deal that was open at the start, then one for each change."""
    for change in week.changes:
        deal = change.deal
        yield (
            deal.id,
            draft.customer_name(deal.customer),
            draft.name_of(deal.owner),
            draft.speak(KINDS[change.kind]),
            change.amount,
            _told(draft, change.before, change.kind),
            _told(draft, change.after, change.kind),
        )


def _told(draft: Draft, value: str | dt.date | Decimal | None, kind: Kind) -> str | None:
    match value:
        case None:
            return numbers.UNKNOWN if kind in ("amount", "expected") else None
        case dt.date():
            return value.isoformat()
        case Decimal():
            return spoken_money(value, draft.lang, draft.currency)
        case _:
            return draft.stage_name(value) or value


def bridge_block(draft: Draft, appendix: Appendix, week: Week) -> PlacedTable:
    """From open at the start to open at the end, in deals and in money; every row counts rows of the week's changes."""
    headings = (
        Heading("what", Text("在手商机", "Open deals")),
        Heading("deals", Text("单数", "Deals"), "count"),
        Heading("amount", Text("金额", "Amount"), "money"),
        Heading("unpriced", Text("没有金额的单", "Without an amount"), "count"),
    )
    rows = [kind for kind in _BRIDGE if kind in ("start", "new", "won", "lost") or week.of(kind)]
    block = appendix.add(
        "week_bridge", Text("在手商机的变化", "How open deals changed"), headings, [*rows, END]
    )
    change, amount = (CHANGES.ref(draft, key) for key in ("change", "amount"))
    for kind in rows:
        found, name = week.of(kind), quoted(draft.speak(KINDS[kind]))
        sign = -1 if kind in OUT_OF else 1
        block.set(kind, "what", draft.speak(KINDS[kind]))
        if kind != "amount":
            block.set(
                kind, "deals", Calc(f"{'-' if sign < 0 else ''}COUNTIFS({change},{name})", sign * len(found))
            )
            priced = sum(one.amount is None for one in found)
            block.set(kind, "unpriced", Calc(f'COUNTIFS({change},{name},{amount},"")', priced))
        block.set(kind, "amount", Calc(f"SUMIFS({amount},{change},{name})", float(_sum(found))))
    block.set(END, "what", draft.say("期末在手", "Open at end"))
    _total(block, rows, "deals", len(week.after.open()))
    _total(block, rows, "amount", float(sum((d.amount or 0 for d in week.after.open()), Decimal(0))))
    return block


def _sum(changes: Sequence[Change]) -> Decimal:
    return sum((one.amount for one in changes if one.amount is not None), Decimal(0))


def _total(block: PlacedTable, rows: Sequence[str], column: str, value: float) -> None:
    first, last = block.local(rows[0], column), block.local(rows[-1], column)
    block.set(END, column, Calc(f"SUM({first}:{last})", value))


def changes_block(draft: Draft, appendix: Appendix, week: Week) -> PlacedTable | None:
    """Deal by deal what changed, the most money first."""
    told = [change for change in week.changes if change.kind != "start"]
    if not told:
        return None
    told.sort(key=lambda one: (-abs(one.amount or one.deal.amount or Decimal(0)), one.deal.id))
    headings = (
        Heading("deal", Text("商机", "Deal")),
        Heading("owner", Text("负责人", "Owner")),
        Heading("change", Text("变动", "Change")),
        Heading("before", Text("从", "From")),
        Heading("after", Text("到", "To")),
        Heading("amount", Text("金额", "Amount"), "money"),
    )
    rows = [str(at) for at in range(len(told))]
    block = appendix.add("week_changes", Text("逐单变动", "Deal by deal"), headings, rows)
    for row, change in zip(rows, told, strict=True):
        block.set(row, "deal", _called(draft, change.deal.customer, change.deal.name, change.deal.id))
        block.set(row, "owner", draft.name_of(change.deal.owner))
        block.set(row, "change", draft.speak(KINDS[change.kind]))
        block.set(row, "before", _told(draft, change.before, change.kind))
        block.set(row, "after", _told(draft, change.after, change.kind))
        shown = change.deal.amount if change.amount is None or change.kind in OUT_OF else change.amount
        block.set(row, "amount", Dash(NO_AMOUNT) if shown is None else shown)
    return block


NO_AMOUNT: Final = Text("还没有填金额", "No amount yet")
NO_CATEGORY: Final = Text("商机表里没有“预测类别”列", "Pipeline has no Forecast category column")
NO_CHANCE: Final = Text(
    "在手商机没有能加权的（停滞的不算）", "No open deal can be weighed; stalled ones do not count"
)


def _called(draft: Draft, customer: str, name: str, key: str) -> str:
    who = " · ".join(part for part in (draft.customer_name(customer), name) if part)
    return draft.say(f"{who}（{key}）", f"{who} ({key})") if who else key


def people_block(draft: Draft, appendix: Appendix, week: Week) -> PlacedTable | None:
    """By person: open, committed, best case and weighted, what came and went, and what help is wanted."""
    facts = week.after
    owners = sorted({d.owner for d in (*facts.open(), *(c.deal for c in week.changes))}, key=draft.name_of)
    if not owners:
        return None
    headings = (
        Heading("name", Text("负责人", "Owner")),
        Heading("open", Text("在手单数", "Open deals"), "count"),
        Heading("amount", Text("在手金额", "Open amount"), "money"),
        Heading("commit", Text("承诺", "Commit"), "money"),
        Heading("best", Text("争取", "Best case"), "money"),
        Heading("weighted", Text("加权", "Weighted"), "money"),
        Heading("moved", Text("新增/成交/输单", "New/won/lost")),
        Heading("help", Text("要帮的", "Needs help with")),
    )
    block = appendix.add("week_people", Text("按人", "By person"), headings, owners)
    for owner in owners:
        _person(draft, block, week, owner)
    return block


def _person(draft: Draft, block: PlacedTable, week: Week, owner: str) -> None:
    facts = week.after
    deals = facts.open(person(owner))
    weighed = [d for d in deals if counts_in_forecast(facts, d)]
    found = outlook(facts, weighed, draft.chances)
    block.set(owner, "name", draft.name_of(owner))
    block.set(owner, "open", len(deals))
    priced = [d.amount for d in deals if d.amount is not None]
    block.set(owner, "amount", sum(priced, Decimal(0)) if priced or not deals else Dash(NO_AMOUNT))
    categories = facts.book.table("pipeline").has("forecast_category")
    block.set(owner, "commit", found.commit if categories else Dash(NO_CATEGORY))
    block.set(owner, "best", found.best_case if categories else Dash(NO_CATEGORY))
    block.set(owner, "weighted", found.weighted if weighed or not deals else Dash(NO_CHANCE))
    moved = [sum(c.deal.owner == owner for c in week.of(kind)) for kind in ("new", "won", "lost")]
    block.set(owner, "moved", "/".join(map(str, moved)))
    block.set(owner, "help", _help(draft, week, owner))


def _help(draft: Draft, week: Week, owner: str) -> str | None:
    """Stalled deals and overdue tasks."""
    facts = week.after
    stalled = [
        draft.customer_name(d.customer) or d.name or d.id
        for d in facts.open(person(owner))
        if is_stalled(facts, d)
    ]
    late = sum(due < facts.as_of for who, due, _ in _tasks(draft) if who == owner)
    parts = []
    if stalled:
        some = listed(dict.fromkeys(stalled), most=2)
        count = len(stalled)
        parts.append(draft.say(f"停滞 {count} 单（{some.zh}）", f"{count} stalled ({some.en})"))
    if late:
        parts.append(draft.say(f"逾期任务 {late} 项", f"{late} overdue {'task' if late == 1 else 'tasks'}"))
    return draft.say("；", "; ").join(parts) or None


def _tasks(draft: Draft) -> Iterator[tuple[str, dt.date, str]]:
    """Who has what to do by when, of tasks that are still open."""
    table = draft.facts.book.table("tasks")
    columns = (table.get(key) for key in ("assignee", "due", "title", "status"))
    for who, due, title, status in zip(*columns, strict=True):
        if status in UNDER_WAY and due is not None:
            yield who or "", due, title or ""


def due_block(draft: Draft, appendix: Appendix, week: Week) -> PlacedTable | None:
    """What is due in the seven days after: expected closes, next steps, tasks; by day."""
    first = week.after.as_of + dt.timedelta(days=1)
    last = week.after.as_of + dt.timedelta(days=_NEXT_DAYS)
    found = sorted(_due(draft, week, first, last), key=lambda one: (one[0], one[2], one[1]))
    if not found:
        return None
    headings = (
        Heading("day", Text("日期", "Day"), "date"),
        Heading("what", Text("要做的", "What is due")),
        Heading("who", Text("负责人", "Owner")),
        Heading("amount", Text("金额", "Amount"), "money"),
    )
    rows = [str(at) for at in range(len(found))]
    block = appendix.add("week_due", Text("接下来七天", "The next seven days"), headings, rows)
    for row, (day, what, who, amount) in zip(rows, found, strict=True):
        block.set(row, "day", day)
        block.set(row, "what", what)
        block.set(row, "who", who)
        block.set(row, "amount", amount)
    return block


def _due(
    draft: Draft, week: Week, first: dt.date, last: dt.date
) -> Iterator[tuple[dt.date, str, str, Decimal | None]]:
    table = draft.facts.book.table("pipeline")
    steps, days = table.get("next_step"), table.get("next_step_on")
    for deal in week.after.open():
        name, who = _called(draft, deal.customer, deal.name, deal.id), draft.name_of(deal.owner)
        if deal.expected_close is not None and first <= deal.expected_close <= last:
            yield (
                deal.expected_close,
                draft.say(f"预计成交：{name}", f"expected to close: {name}"),
                who,
                deal.amount,
            )
        day = days[deal.row]
        if day is not None and first <= day <= last:
            step = steps[deal.row] or draft.say("下一步", "next step")
            yield day, draft.say(f"{step}：{name}", f"{step}: {name}"), who, deal.amount
    for owner, day, title in _tasks(draft):
        if first <= day <= last:
            yield day, draft.say(f"任务：{title}", f"task: {title}"), draft.name_of(owner), None
