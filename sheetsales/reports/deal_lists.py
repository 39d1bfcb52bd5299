"""The deals behind the figures: what was won and lost in the month, why deals are lost, and the dates of those open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.book.process import Stage
from sheetsales.indicators import reasons
from sheetsales.indicators.cycle import days_to_close
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, shown
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.deals_data import STATES, loss_reason
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import short_day
from sheetsales.texts import LANGUAGES, Text

WON_COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("name", "商机", "Deal"),
    figure("amount", "金额", "Amount", "money"),
    figure("owner", "负责人", "Owner"),
    figure("closed_on", "成交日期", "Won on", "date"),
    figure("kind", "类别", "Kind"),
    figure("cycle", "周期（天）", "Cycle (days)", "count"),
)

LOST_COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("name", "商机", "Deal"),
    figure("amount", "金额", "Amount", "money"),
    figure("owner", "负责人", "Owner"),
    figure("closed_on", "输单日期", "Lost on", "date"),
    figure("stage", "输在哪个阶段", "Lost in"),
    figure("reason", "原因", "Reason"),
    figure("competitor", "竞争对手", "Competitor"),
)

_LOST = (
    'deals[state],lost,deals[reason],[@reason],deals[closed],">="&window_start,deals[closed],"<="&period_end'
)
REASON_COLUMNS: tuple[Figured, ...] = (
    figure("reason", "原因", "Reason"),
    figure("count", "单数", "Deals", "count", f"COUNTIFS({_LOST})"),
    figure(
        "amount",
        "金额",
        "Amount",
        "money",
        f"SUMIFS(deals[amount],{_LOST})",
        Unless("[@unpriced]=[@count]", reasons.LOST_AMOUNTS_BLANK),
    ),
    figure("unpriced", "没有金额的单", "Without an amount", "count", f'COUNTIFS({_LOST},deals[amount],"")'),
)

OPEN_COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("name", "在手商机", "Open deal"),
    figure("amount", "金额", "Amount", "money"),
    figure("owner", "负责人", "Owner"),
    figure("expected", "预计成交", "Expected close", "date"),
    figure("stage", "阶段", "Stage"),
    figure("entered", "进入本阶段", "Entered", "date"),
    figure("next", "下一步，何时", "Next step, by"),
    figure("next_step", "下一步", "Next step"),
    figure("next_on", "下一步日期", "On", "date"),
)
MOST_OPEN: Final = 12
"""Open deals that the page names; all of them stand in the data."""


def _by_row(deals: Sequence[Deal]) -> list[str]:
    return [str(deal.row) for deal in deals]


def _of(facts: Facts, rows: Sequence[str]) -> list[Deal]:
    by_row = {deal.row: deal for deal in facts.deals}
    return [by_row[int(row)] for row in rows]


def _closed(deals: Sequence[Deal]) -> list[Deal]:
    return sorted(deals, key=lambda d: (-(d.amount or 0), d.id))


def _field(draft: Draft, deal: Deal, key: str) -> Content:
    value = draft.facts.book.table("pipeline").get(key)[deal.row]
    return value if value is None else str(value)


def _choice(draft: Draft, deal: Deal, key: str) -> str | None:
    code = _field(draft, deal, key)
    return text_of(draft.facts.book, "pipeline", key, str(code), draft.lang) if code is not None else None


def named(draft: Draft, deal: Deal) -> str:
    """A deal by its name and id."""
    return draft.say(f"{deal.name}（{deal.id}）", f"{deal.name} ({deal.id})") if deal.name else deal.id


def _won(draft: Draft, rows: Sequence[str]) -> Given:
    deals = _of(draft.facts, rows)
    return {
        **_both(draft, deals),
        "kind": [_choice(draft, d, "kind") for d in deals],
        "cycle": [days_to_close(draft.facts, d) for d in deals],
    }


def _lost(draft: Draft, rows: Sequence[str]) -> Given:
    deals = _of(draft.facts, rows)
    return {
        **_both(draft, deals),
        "stage": [_lost_in(draft, d) for d in deals],
        "reason": [loss_reason(draft, d) for d in deals],
        "competitor": [_field(draft, d, "competitor") for d in deals],
    }


def _both(draft: Draft, deals: Sequence[Deal]) -> dict[str, Sequence[Content]]:
    return {
        "customer": [draft.customer_name(d.customer) for d in deals],
        "name": [named(draft, d) for d in deals],
        "amount": [d.amount for d in deals],
        "owner": [draft.name_of(d.owner) for d in deals],
        "closed_on": [d.closed_on for d in deals],
    }


def _lost_in(draft: Draft, deal: Deal) -> str | None:
    """The stage that a deal was lost out of, by the stage log."""
    log = draft.facts.log
    lost = {s.code for s in draft.facts.book.process.stages if s.lost}
    left = [s.stage for s in log.stays.get(deal.id, ()) if s.to in lost] if log is not None else []
    return draft.stage_name(left[-1]) if left else None


def _reasons(draft: Draft) -> list[str]:
    """Those of the last twelve months, the most frequent first."""
    found = Counter(loss_reason(draft, d) for d in draft.facts.lost(draft.periods.window))
    return [reason for reason, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def _open(draft: Draft) -> list[Deal]:
    """Open deals, those furthest on first and then by the day they are expected."""
    order = draft.facts.order
    return sorted(
        draft.facts.open(),
        key=lambda d: (-order.get(d.stage.code, 0) if d.stage else 1, str(d.expected_close or "9"), d.id),
    )


def _open_given(draft: Draft, rows: Sequence[str]) -> Given:
    deals = _of(draft.facts, rows)
    days = draft.facts.book.table("pipeline").get("next_step_on")
    return {
        "customer": [draft.customer_name(d.customer) for d in deals],
        "name": [named(draft, d) for d in deals],
        "owner": [draft.name_of(d.owner) for d in deals],
        "stage": [draft.stage_name(d.stage.code) if d.stage else d.stage_word or None for d in deals],
        "entered": [d.stage_since for d in deals],
        "amount": [d.amount for d in deals],
        "next": [_next(draft, d, days[d.row]) for d in deals],
        "next_step": [_field(draft, d, "next_step") for d in deals],
        "next_on": [days[d.row] for d in deals],
        "expected": [d.expected_close for d in deals],
    }


def _next(draft: Draft, deal: Deal, day: dt.date | None) -> str | None:
    """The next step and its day in one; the year where it is another one."""
    step = str(_field(draft, deal, "next_step") or "")
    by = "" if day is None else draft.speak(short_day(day, draft.facts.as_of))
    if not step or not by:
        return step or by or None
    return draft.say(f"{step}（{by}）", f"{step} ({by})")


def _lost_names(draft: Draft) -> Mapping[str, Named]:
    return {**draft.periods.days(), "lost": draft.speak(STATES["lost"])}


WON = FigureTable(
    "won", "tblWon", Text("本月成交的商机", "Deals won in the month"), WON_COLUMNS,
    lambda draft: _by_row(_closed(draft.facts.won(draft.periods.told))), _won, lambda _: {}, full_only=True,
)  # fmt: skip
LOST = FigureTable(
    "lost", "tblLost", Text("本月输掉的商机", "Deals lost in the month"), LOST_COLUMNS,
    lambda draft: _by_row(_closed(draft.facts.lost(draft.periods.told))), _lost, lambda _: {}, full_only=True,
)  # fmt: skip
LOSS_REASONS = FigureTable(
    "loss_reasons", "tblLossReasons", Text("近 12 个月输单原因", "Why deals were lost in twelve months"), REASON_COLUMNS,
    _reasons, lambda _, rows: {"reason": list(rows)}, _lost_names, full_only=True,
)  # fmt: skip
OPEN = FigureTable(
    "open_deals", "tblOpenDeals", Text("在手商机", "Open deals"), OPEN_COLUMNS,
    lambda draft: _by_row(_open(draft)[:MOST_OPEN]), _open_given, lambda _: {}, full_only=True,
    asked=lambda draft: draft.edition == "person",
)  # fmt: skip


def open_dates(draft: Draft) -> DataTable:
    """The data sheet of open deals with the day each came to every stage on the way."""
    way = [stage for stage in draft.facts.stages if stage.open]
    return DataTable(
        "tblOpenDates",
        Text("在手商机日期", "Open deals by date"),
        (
            Field("id", Text("编号", "ID"), width=9),
            Field("customer", Text("客户", "Customer"), width=26),
            Field("name", Text("名称", "Name"), width=26),
            Field("owner", Text("负责人", "Owner")),
            Field("stage", Text("阶段", "Stage"), width=15),
            Field("amount", Text("金额", "Amount"), "money"),
            *(Field(stage.code, title, "date") for stage, title in zip(way, _entered(way), strict=True)),
            Field("next_step", Text("下一步", "Next step"), width=26),
            Field("next_on", Text("下一步日期", "Next step on"), "date"),
            Field("expected", Text("预计成交", "Expected close"), "date"),
        ),
    )


def _entered(way: Sequence[Stage]) -> list[Text]:
    """What the columns are called; stages of one name are told apart by their order, as a table wants it."""
    names = [Text(f"进入{stage.name.zh}", f"Entered {stage.name.en}") for stage in way]
    twice = Counter(name.in_(lang).casefold() for name in names for lang in LANGUAGES)
    return [
        name
        if twice[name.zh.casefold()] == 1 == twice[name.en.casefold()]
        else Text(f"{name.zh} {at}", f"{name.en} {at}")
        for at, name in enumerate(names, 1)
    ]


def open_date_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """One row an open deal; of a stage it came to more than once the last day counts."""
    facts = draft.facts
    way = [stage.code for stage in facts.stages if stage.open]
    steps = facts.book.table("pipeline")
    for deal in _open(draft):
        stays = facts.log.stays.get(deal.id, ()) if facts.log is not None else ()
        days = {stay.stage: stay.entered for stay in stays}
        if deal.stage is not None and deal.stage_since is not None:
            days[deal.stage.code] = deal.stage_since
        yield (
            deal.id,
            draft.customer_name(deal.customer),
            deal.name,
            draft.name_of(deal.owner),
            draft.stage_name(deal.stage.code) if deal.stage else deal.stage_word or None,
            deal.amount,
            *(days.get(code) for code in way),
            _field(draft, deal, "next_step"),
            steps.get("next_step_on")[deal.row],
            deal.expected_close,
        )


def won_sentence(draft: Draft, won: PlacedTable | None, lost: PlacedTable | None) -> str:
    """How many deals were won and lost in the month, and the largest of each."""
    said = [
        _of_largest(draft, block, zh, en)
        for block, zh, en in ((won, "成交", "won"), (lost, "输单", "lost"))
        if block is not None
    ]
    if not said:
        return draft.say_of("本月没有成交，也没有输单。", "Nothing was won or lost in the month.")
    return draft.say("；", "; ").join(said) + draft.say("。", ".")


def _of_largest(draft: Draft, block: PlacedTable, zh: str, en: str) -> str:
    n, first = len(block.rows), block.rows[0]
    amount = shown(block.get(first, "amount"))
    customer, owner = block.get(first, "customer"), block.get(first, "owner")
    most = draft.money.words(amount) if amount else ""
    largest = draft.say(
        f"，最大的是{customer} {most}（{owner}）", f", the largest {customer}, {most} ({owner})"
    )
    return draft.say(f"{zh} {n} 单", f"{count_of(n, 'deal')} {en}") + (largest if amount else "")


def open_note(draft: Draft) -> str:
    """How many open deals the page leaves to the data."""
    more = len(draft.facts.open()) - MOST_OPEN
    if more <= 0:
        return ""
    return draft.say(
        f"另有 {more} 单，见数据表“{open_dates(draft).sheet.zh}”。",
        f"{count_of(more, 'more deal')}: see the sheet {open_dates(draft).sheet.en}.",
    )
