"""The data sheets: opportunities, stage moves, targets, findings, satisfaction scores, activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.cells.address import column_letters
from sheetsales.findings import Finding
from sheetsales.indicators import reasons
from sheetsales.indicators.cycle import days_to_close
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.flow import goes_on, is_dropped
from sheetsales.indicators.forecast import (
    WinChance,
    can_be_weighed,
    chance_of,
    is_awaited,
    no_chances,
)
from sheetsales.indicators.pipeline import is_stalled, over_limit, stage_age
from sheetsales.indicators.rates import began_at_the_top
from sheetsales.indicators.won import is_new_business
from sheetsales.process.periods import YEAR, month_number
from sheetsales.process.stays import Stay
from sheetsales.reports.cells import Calc, Content
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.sums import Sums
from sheetsales.texts import Text

STATES: dict[str, Text] = {
    "open": Text("在手", "Open"),
    "won": Text("成交", "Won"),
    "lost": Text("输单", "Lost"),
    "hold": Text("暂缓", "On hold"),
    "unknown": Text("未知", "Unknown"),
}

DEALS = DataTable(
    "tblDeals",
    Text("商机数据", "Deals data"),
    (
        Field("id", Text("编号", "ID"), width=9),
        Field("customer", Text("客户", "Customer"), width=26),
        Field("name", Text("名称", "Name"), width=26),
        Field("owner", Text("负责人", "Owner")),
        Field("team", Text("团队", "Team")),
        Field("stage", Text("阶段", "Stage"), width=15),
        Field("state", Text("状态", "State"), help=Text("截至报告日的状态；之后才结束的仍算在手。", "As of the day of the report; a deal that ended later is still open."), needs=("stage",)),
        Field("amount", Text("金额", "Amount"), "money", Text("折合默认币种。", "In the default currency."), needs=("amount",)),
        Field("created", Text("创建日期", "Created on"), "date"),
        Field("closed", Text("关闭日期", "Closed on"), "date", needs=("closed_on",)),
        Field("expected", Text("预计成交", "Expected close"), "date", needs=("expected_close",)),
        Field("since", Text("进入阶段日期", "Stage since"), "date"),
        Field("age", Text("停留天数", "Days in stage"), "count"),
        Field("over", Text("超期", "Over limit"), "count", Text("1 为超过阶段期限。", "1 where it is past the stage's limit.")),
        Field("stalled", Text("停滞", "Stalled"), "count", Text("1 为超期且超过联系间隔没有跟进。", "1 where it is past the limit and out of contact.")),
        Field("lead", Text("首阶段线索", "Top of funnel"), "count", Text("1 为从首阶段开始的线索。", "1 where it began in the first stage.")),
        Field("furthest", Text("走到第几步", "Furthest stage"), "count", Text("走过的最远阶段是第几个，首阶段为 1，成交最大。", "The furthest stage it ever came to, from 1; winning is the last.")),
        Field("new", Text("新客户首单", "First order"), "count", Text("1 为新客户的第一笔成交：第一次成交，且不是复购或续约。", "1 for the first win of a new customer: its first on file, and no repeat or renewal.")),
        Field("buyer_told", Text("本月首单", "First in this month"), "count", Text("1 为该客户本月第一笔，用来数客户。", "1 for a customer's first win in the month: counts customers.")),
        Field("buyer_year", Text("当年首单", "First in year"), "count", Text("1 为该客户本财年第一笔，用来数客户。", "1 for a customer's first win in the fiscal year: counts customers.")),
        Field("cycle", Text("周期天数", "Cycle days"), "count", Text("从首次接触到关闭的天数，成交单才有。", "Days from first contact to closing, won deals only.")),
        Field("category", Text("预测类别", "Forecast category")),
        Field("awaited", Text("等待成交", "Awaited"), "count", Text("1 为在手且在预测期限内，不论有没有金额。", "1 where it is open and expected within the horizon, whatever is known of its amount.")),
        Field("chance", Text("赢率", "Win chance"), "share", Text("手填的概率，没填的按阶段赢率（按自己的历史修正）；只有等待成交的商机才有。", "The typed probability, else the stage's chance, corrected by own history; only for awaited deals.")),
        Field("weighted", Text("加权金额", "Weighted"), "money", needs=("stage", "amount")),
        Field("aside", Text("停滞另列", "Set aside"), "money", Text("停滞商机的加权金额，不计入预测。", "Weighted amount of stalled deals, which is not in the forecast.")),
        Field("variance", Text("方差", "Variance"), "count", Text("金额² × 赢率 ×（1 − 赢率），用来算区间。", "Amount² × chance × (1 − chance), for the range."), 12),
        Field("kind", Text("类别", "Kind")),
        Field("reason", Text("输单原因", "Reason lost"), help=Text("输单才有；没写的是“（未填）”。", "Lost deals only; (blank) where nobody wrote one."), width=14),
        Field("list", Text("标价金额", "At list price"), "money", Text("成交单：金额 ÷（1 − 折扣）；没填折扣的空白。", "Won deals: amount ÷ (1 − discount); blank where no discount is known."), needs=("amount", "discount")),
    ),
)  # fmt: skip

MOVES = DataTable(
    "tblMoves",
    Text("阶段变动", "Stage moves"),
    (
        Field("deal", Text("商机", "Opportunity")),
        Field("stage", Text("阶段", "Stage"), width=15),
        Field("entered", Text("进入日期", "Entered"), "date", Text("空白：记录开始前已在本阶段。", "Blank: it was there before the log began.")),
        Field("left", Text("离开日期", "Left"), "date", Text("空白：还在本阶段。", "Blank: it is still there.")),
        Field("to", Text("去向", "To"), width=15),
        Field("way", Text("走向", "Outcome")),
        Field("fate", Text("首次进入的结果", "Fate of first stay"), help=Text(
            "该商机第一次进入本阶段后：通过＝到过更后面的阶段，输了＝没通过就输单，未定＝还没结果；再次进入的空白。",
            "After the deal's first time in the stage: passed = came to a later stage, lost = lost before that, undecided = "
            "neither yet; blank for later visits."), width=16),
    ),
    Sums(by=("stage", "way", "fate"), months=("entered", "left"), whole=lambda row, at, told: row[at["left"]] in told),
)  # fmt: skip

WAYS: dict[str, Text] = {
    "on": Text("推进", "On"),
    "lost": Text("输单", "Lost"),
    "other": Text("其他", "Other"),
    "": Text("", ""),
}

FATES: dict[str, Text] = {
    "passed": Text("通过", "Passed"),
    "lost": Text("输了", "Lost"),
    "undecided": Text("未定", "Undecided"),
    "": Text("", ""),
}

TARGETS = DataTable(
    "tblTargets",
    Text("目标数据", "Targets data"),
    (
        Field("period", Text("期间", "Period")),
        Field("start", Text("起始", "Starts on"), "date"),
        Field("length", Text("月数", "Months"), "count", Text("0 为长期目标，来自指标表。", "0 for a standing target from Indicators.")),
        Field("level", Text("层级", "Level")),
        Field("owner", Text("名称", "Name"), width=18),
        Field("measure", Text("衡量指标", "Measure"), width=20),
        Field("value", Text("目标值", "Target"), "money"),
        Field("in_year", Text("计入全年", "In the year"), "count", Text("1 为全年目标的一部分：没有全年目标的，由季度和月份合成。", "1 for a part of the fiscal year's target: quarters and months make it up where none is set for the year.")),
        Field("in_period", Text("计入本月", "Part of the month"), "count", Text("1 为本月目标的一部分。", "1 for a part of the month's target.")),
    ),
)  # fmt: skip

FINDINGS = DataTable(
    "tblFindings",
    Text("检查数据", "Findings data"),
    (
        Field("severity", Text("严重程度", "Severity")),
        Field("code", Text("代码", "Code"), width=9),
        Field("owner", Text("负责人", "Owner")),
        Field("record", Text("记录", "Record")),
        Field("cell", Text("单元格", "Cell"), width=16),
        Field("problem", Text("问题", "What is wrong"), "note", width=70),
        Field("advice", Text("怎么办", "What to do"), "note", width=60),
        Field("money", Text("涉及金额", "Money at risk"), "money"),
        Field("counted", Text("计入金额", "Money counted"), "money", Text("同一记录的金额只计一次。", "A record's money counts once.")),
        Field("since", Text("发现日期", "Since"), "date"),
    ),
)  # fmt: skip

SCORES = DataTable(
    "tblScores",
    Text("满意度数据", "Scores data"),
    (
        Field("customer", Text("客户", "Customer"), width=30),
        Field("owner", Text("负责人", "Owner")),
        Field("score", Text("评分", "Score"), "count", needs=("satisfaction",)),
        Field(
            "span",
            Text("时间", "Time"),
            help=Text(
                "有满意度调查的，一家一期取平均；没有的是客户表里最近一次的分。",
                "With surveys the mean of a customer's answers in that time; without them the latest score in Customers.",
            ),
        ),
    ),
)

ACTIVITIES = DataTable(
    "tblActivities",
    Text("跟进次数", "Activity counts"),
    (
        Field("month", Text("月份", "Month")),
        Field("start", Text("起始", "Starts on"), "date"),
        Field("owner", Text("销售", "Rep")),
        Field("all", Text("合计", "All"), "count"),
        Field("calls", Text("电话", "Calls"), "count"),
        Field("visits", Text("拜访和演示", "Visits and demos"), "count"),
    ),
)

_AT = {key: column_letters(DEALS.column(key) + 1) for key in ("amount", "since", "chance", "stage")}


def deal_rows(
    draft: Draft, chances: dict[str, WinChance], chance_formula: str
) -> Iterator[Sequence[Content]]:
    """One row a deal. ``chance_formula`` looks the chance of a stage up, ``{stage}`` standing for the stage's cell."""
    facts = draft.facts
    firsts = {d.row for d in facts.first_wins.values() if is_new_business(facts, d)}
    told, years = first_in(facts, draft.periods.told.span.months), first_in(facts, YEAR)
    labels = facts.book.labels.get("pipeline.forecast_category") or facts.book.labels.get("forecast") or {}
    kinds = {k: draft.speak(t) for k, t in facts.book.labels.get("deal_kind", {}).items()}
    discounts = facts.book.table("pipeline").get("discount")
    states = {state: draft.speak(text) for state, text in STATES.items()}
    categories = {code: draft.speak(text) for code, text in labels.items()}
    teams = {person: draft.team_of(person) or draft.name_of("") for person in {d.owner for d in facts.deals}}
    furthest = facts.furthest
    for i, deal in enumerate(facts.deals, start=2):
        won, awaited = deal.state == "won", is_awaited(facts, deal)
        yield (
            deal.id,
            draft.customer_name(deal.customer),
            deal.name,
            draft.name_of(deal.owner),
            teams[deal.owner],
            _stage_of(draft, deal),
            states[deal.state],
            deal.amount,
            deal.created_on,
            deal.closed_on,
            deal.expected_close,
            deal.stage_since if deal.state == "open" else None,
            *_open_cells(facts, deal, i),
            1 if deal.created_on is not None and began_at_the_top(facts, deal.id) else None,
            furthest[deal.row],
            1 if deal.row in firsts else None,
            1 if deal.row in told else None,
            1 if deal.row in years else None,
            days_to_close(facts, deal) if won else None,
            categories.get(deal.category or "") if deal.state == "open" else None,
            1 if awaited else None,
            *(_forecast_cells(facts, deal, i, chances, chance_formula) if awaited else _NO_FORECAST),
            kinds.get(deal.kind or ""),
            loss_reason(draft, deal) if deal.state == "lost" else None,
            _at_list(deal.amount, discounts[deal.row]) if won else None,
        )


NO_STAGE = Text("（阶段不详）", "(stage not known)")
"""What stands under stage where an open deal is in none that is known."""


def _stage_of(draft: Draft, deal: Deal) -> str | None:
    if deal.stage is not None:
        return draft.stage_name(deal.stage.code)
    return draft.speak(NO_STAGE) if deal.state == "open" else deal.stage_word or None


def loss_reason(draft: Draft, deal: Deal) -> str:
    """Why a deal was lost, in words that formulas can ask for; ``(blank)`` where nobody wrote it."""
    code = draft.facts.book.table("pipeline").get("reason")[deal.row]
    return (
        draft.name_of("")
        if code is None
        else safe(text_of(draft.facts.book, "pipeline", "reason", code, draft.lang))
    )


def _at_list(amount: Decimal | None, discount: float | None) -> float | None:
    """What a deal was worth before its discount; None where either is not known or can't be meant."""
    if amount is None or discount is None or not 0 <= discount < 1:
        return None
    return float(amount) / (1 - float(discount))


def _open_cells(facts: Facts, deal: Deal, row: int) -> tuple[Content, Content, Content]:
    if deal.state != "open":
        return None, None, None
    age = stage_age(facts, deal)
    days = None if age is None else Calc(f"as_of-{_AT['since']}{row}", age)
    return days, 1 if over_limit(facts, deal) else None, 1 if is_stalled(facts, deal) else None


_NO_FORECAST: Final = (None, None, None, None)


def _forecast_cells(
    facts: Facts, deal: Deal, row: int, chances: dict[str, WinChance], chance_formula: str
) -> tuple[Content, Content, Content, Content]:
    """Chance, weighted amount, the weighted amount set aside where it is stalled, variance."""
    chance = chance_of(facts, deal, chances) if can_be_weighed(facts, deal) else None
    if chance is None or deal.amount is None:
        return None, None, None, None
    amount, typed = float(deal.amount), deal.probability is not None and facts.typed_probability_counts
    a, p = f"{_AT['amount']}{row}", f"{_AT['chance']}{row}"
    shown = chance if typed else Calc(chance_formula.format(stage=f"{_AT['stage']}{row}"), chance)
    weighted = Calc(f"{a}*{p}", amount * chance)
    if is_stalled(facts, deal) is True:
        return shown, None, weighted, None
    return shown, weighted, None, Calc(f"{a}^2*{p}*(1-{p})", amount**2 * chance * (1 - chance))


def lacking(facts: Facts, keys: Sequence[str]) -> Text | None:
    """Why the deals' sheet cannot serve with these fields; None where it can."""
    table = facts.book.table("pipeline")
    needed = DEALS.needs(keys)
    if reason := reasons.missing(table, *(c.key for c in table.record.columns if c.key in needed)):
        return reason
    return no_chances(facts) if "weighted" in keys else None


def first_in(facts: Facts, months: int) -> set[int]:
    """Rows of the deals that were a customer's first with an amount in their month, fiscal quarter or fiscal year."""
    found: dict[tuple[str, int], Deal] = {}
    for deal in facts.deals:
        if deal.state != "won" or deal.closed_on is None or deal.amount is None or not deal.customer:
            continue
        number = month_number(deal.closed_on) - facts.fiscal_start + 1
        key = deal.customer, number // months
        other = found.get(key)
        if other is None or other.closed_on is None or deal.closed_on < other.closed_on:
            found[key] = deal
    return {deal.row for deal in found.values()}


def move_rows(draft: Draft, since: dt.date) -> Iterator[Sequence[Content]]:
    """One row a stay that was still going on at ``since`` or began later; earlier ones touch no figure."""
    facts = draft.facts
    lost = {s.code for s in facts.book.process.stages if s.lost}
    fates = {key: draft.speak(text) for key, text in FATES.items()}
    ways = {key: draft.speak(text) for key, text in WAYS.items()}
    for stay in facts.log.all() if facts.log else ():
        if stay.left is not None and stay.left < since:
            continue
        way = "" if not stay.to else "on" if goes_on(facts, stay) else "lost" if stay.to in lost else "other"
        yield (
            stay.deal,
            draft.stage_name(stay.stage) or stay.stage,
            stay.entered,
            stay.left,
            draft.stage_name(stay.to) or stay.to,
            ways[way],
            fates[_fate(facts, stay)],
        )


def _fate(facts: Facts, stay: Stay) -> str:
    if not stay.first:
        return ""
    return "passed" if stay.passed else "lost" if is_dropped(facts, stay) else "undecided"


def money_once(findings: Iterable[Finding]) -> list[tuple[Finding, Decimal | None]]:
    """The findings, worst first, each with the money it adds: that of a deal or other record counts with its first only."""
    counted: set[tuple[str, str]] = set()
    found: list[tuple[Finding, Decimal | None]] = []
    for f in sorted(findings, key=lambda f: (-f.severity, -(f.money or 0), f.code)):
        own = [(f.record, f.money)] if f.money is not None and f.record else []
        of = "pipeline" if f.deals else f.record_key
        added = [(known, money) for known, money in f.deals or own if (of, known) not in counted]
        counted.update((of, known) for known, _ in added)
        found.append((f, sum((money for _, money in added), Decimal(0)) if added else None))
    return found


def finding_rows(draft: Draft, findings: Iterable[Finding]) -> Iterator[Sequence[Content]]:
    """One row a finding, worst first."""
    for f, adds in money_once(findings):
        yield (
            draft.speak(f.severity.text),
            f.code,
            draft.name_of(f.owner),
            f.record,
            str(f.at) if f.at else None,
            draft.speak(f.message),
            draft.speak(f.hint),
            f.money,
            adds,
            f.since,
        )


def activity_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """Activities by month and rep, of the twelve months reported, up to the day of the facts."""
    facts, window = draft.facts, draft.periods.window
    table = facts.book.table("activities")
    counts: dict[tuple[int, int, str], list[int]] = {}
    for day, rep, kind in zip(table.get("date"), table.get("rep"), table.get("kind"), strict=True):
        if day is None or not window.first <= day <= facts.as_of:
            continue
        count = counts.setdefault((day.year, day.month, rep or ""), [0, 0, 0])
        count[0] += 1
        count[1] += kind == "call"
        count[2] += kind in ("visit", "demo")
    for (year, month, rep), count in sorted(counts.items()):
        yield f"{year}-{month:02d}", dt.date(year, month, 1), draft.name_of(rep), *count
