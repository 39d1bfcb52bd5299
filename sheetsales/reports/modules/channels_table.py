"""11a Channels: what each source cost and brought over twelve months; spending comes before winning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.indicators.marketing import NONE_NEW, cac, cost, cost_ratio, source_of
from sheetsales.process.costs import costs
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, Sentence, as_excel_shows, shown
from sheetsales.reports.customers_table import ALL
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.market_data import Labels
from sheetsales.reports.work_data import UNSAID
from sheetsales.texts import Text

NO_COST: Final = Text("没花钱", "Cost nothing")
NO_CHANNEL: Final = Text("没写渠道", "No channel named")
NO_MARGIN: Final = Text("成交的都没有成本，算不出毛利", "No deal won has a cost on file, so no margin")

_TENTH: Final = 10
_YEAR = '">="&window_start'
_END = '"<="&period_end'
_FROM = "market_deals[source],[@is]"
_WON = f"market_deals[state],won,market_deals[closed],{_YEAR},market_deals[closed],{_END}"

COLUMNS: tuple[Figured, ...] = (
    figure("source", "来源", "Source"),
    figure("cost", "费用", "Cost", "money", f"SUMIFS(costs[amount],costs[channel],[@is],costs[day],{_YEAR},costs[day],{_END})"),
    figure("leads", "新线索", "New leads", "count", "COUNTIFS(customers[source],[@is],customers[new12],1)"),
    figure("deals", "新商机", "New deals", "count", f"COUNTIFS({_FROM},market_deals[created],{_YEAR},market_deals[created],{_END})"),
    figure("won", "成交", "Won", "count", f"COUNTIFS({_FROM},{_WON})"),
    figure("value", "签约额", "Won value", "money", f"SUMIFS(market_deals[amount],{_FROM},{_WON})"),
    figure("new", "新客户", "New customers", "count", f"COUNTIFS({_FROM},{_WON},market_deals[new],1)"),
    figure("cac", "获客成本", "Cost per new customer", "money", "[@cost]/[@new]", Unless("[@is]=unsaid", NO_CHANNEL), Unless("[@new]=0", NONE_NEW)),
    figure("priced", "有毛利的单数", "Won with a margin", "count", f'COUNTIFS({_FROM},{_WON},market_deals[margin],"<>")'),
    figure("margin", "毛利", "Margin", "money", f"SUMIFS(market_deals[margin],{_FROM},{_WON})", Unless("AND([@priced]=0,[@won]>0)", NO_MARGIN)),
    figure("return", "投入产出", "Return", "ratio", "([@margin]-[@cost])/[@cost]", Unless("[@is]=unsaid", NO_CHANNEL), Unless("[@cost]<=0", NO_COST)),
    figure("is", "来源条件", "Source filter"),
)  # fmt: skip


def _rows(draft: Draft) -> list[str]:
    """The sources that anything came from or was spent on, in the order of the list, "" for none, then all of them."""
    book = draft.facts.book
    if not book.has("costs"):
        return []
    used = set(source_of(draft.facts)) | {one.channel for one in costs(book)}
    used |= {source or "" for source in book.table("customers").get("source")}
    known = [code for code in book.labels.get("source", {}) if code in used]
    others = sorted(code for code in used if code and code not in known)
    return [*known, *others, *([""] if "" in used else []), ALL]


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    labels = Labels(draft)
    total = draft.say("合计", "Total")
    return {
        "source": [total if row == ALL else labels.source(row) for row in rows],
        "is": [ALL if row == ALL else labels.source(row) for row in rows],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return {**draft.periods.days(), "won": draft.speak(STATES["won"]), "unsaid": draft.speak(UNSAID)}


CHANNELS = FigureTable(
    "channels", "tblChannels", Text("渠道（近 12 个月）", "Channels over twelve months"), COLUMNS, _rows, _given, _names, full_only=True,
)  # fmt: skip


def channels_sentence(draft: Draft, blocks: Blocks) -> Content:
    """What was spent, as a share of what was won and for each new customer, and which channel returned most."""
    facts, say, s = draft.facts, draft.say, Sentence()
    window = draft.periods.window
    money, ratio, each = (of(facts, window) for of in (cost, cost_ratio, cac))
    if not money.known:
        s.clause(draft.speak(money.reason))
        return s.end(say("。", "."))
    spent = draft.money.words(money.number)
    s.clause(say(f"近 12 个月费用 {spent}", f"{spent} spent in twelve months"))
    if ratio.known:
        rate = as_excel_shows(ratio.number * 100, 1)
        s.clause(say(f"占签约额 {rate}%", f"{rate}% of won value"), joint=say("，", ", "))
    if each.known:
        words = draft.money.words(each.number)
        s.clause(
            say(f"每个新客户 {words}（n={each.n}）", f"{words} a new customer (n {each.n})"),
            joint=say("，", ", "),
        )
    best = _best(draft, blocks.get("channels"))
    if best:
        s.clause(best, joint=say("；", "; "))
    return s.end(say("。", "."))


def _best(draft: Draft, block: PlacedTable | None) -> str:
    """The channel that returned most, of those with enough deals that cost a tenth of all or more: next to nothing spent
    returns any number of times."""
    whole = shown(block.get(ALL, "cost")) or 0.0 if block is not None else 0.0
    found = [
        (value, row)
        for row in (block.rows if block is not None else ())
        if block is not None
        and row not in (ALL, "")
        and (value := shown(block.get(row, "return"))) is not None
        and (shown(block.get(row, "won")) or 0) >= draft.facts.smallest_sample
        and (shown(block.get(row, "cost")) or 0) * _TENTH >= whole
    ]
    if not found or block is None:
        return ""
    value, row = max(found)
    name, n, times = block.get(row, "source"), shown(block.get(row, "won")) or 0, as_excel_shows(value, 1)
    return draft.say(f"投入产出最高的是{name}，{times} 倍（n={n:.0f}）", f"the best return is {name}, {times} times its cost (n {n:.0f})")  # fmt: skip


def channels_note(draft: Draft) -> str:
    """How channels are counted."""
    facts = draft.facts
    blank = sum(not one.channel for one in costs(facts.book) if one.amount is not None)
    out = draft.say_of(f"{blank} 笔费用没写渠道，在“（未填）”行。", f" Costs without a channel: {blank}, in the row (blank).") if blank else ""  # fmt: skip
    return (
        draft.say(
            "花钱在先、成交在后，所以看 12 个月。投入产出＝（毛利 − 费用）÷ 费用，上面只说费用占一成以上的渠道。合计的获客成本和投入产出含全部费用和成交；指标“渠道投入产出”只算花了钱的渠道。",
            "Spending comes before winning, hence twelve months. Return is (margin − cost) ÷ cost; the sentence speaks of channels that took a tenth of all cost or more. The total "
            "has all costs and all deals in it, the indicator Return on channel only channels that cost money.",
        )
        + out
    )
