"""11b Products and markets, each pair of the two, and rivals: what was won over twelve months, and against whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sheetsales.formula.single import serial
from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.reports.block import Look, PlacedTable
from sheetsales.reports.cells import Content, Sentence, as_excel_shows, shown
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Case, Figured, Unless, figure, figure_by
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.market_data import OTHER_MARKET, Labels, Markets
from sheetsales.reports.work_data import UNSAID
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
FEW: Final = Text("样本少", "Few records")
NO_YEAR: Final = Text("一年前还没有数据", "No data of a year before")
NO_COST: Final = Text("缺成本", "No cost on file")

_END = '"<="&period_end'
_WON = f'market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],{_END}'
_LOST = f'market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],{_END}'
_BEFORE = 'market_deals[state],won,market_deals[closed],">="&EDATE(window_start,-12),market_deals[closed],"<"&window_start'
_ALL_WON = f"SUMIFS(market_deals[amount],{_WON})"


def _figures(*here: tuple[str, str]) -> tuple[Figured, ...]:
    """Deals, value, margin and win rate of the deals told apart by ``here``: what the column ``by`` says, and how."""

    def each(key: str, zh: str, en: str, look: Look, formula: str, *unless: Unless) -> Figured:
        cases = tuple(Case(value, formula.replace("HERE", there), unless) for value, there in here)
        return figure_by("by", key, zh, en, look, *cases)

    return (
        each("deals", "单数", "Deals won", "count", f"COUNTIFS(HERE,{_WON})"),
        each("value", "签约额", "Won value", "money", f"SUMIFS(market_deals[amount],HERE,{_WON})"),
        each("share", "占比", "Share", "share", f"[@value]/{_ALL_WON}", Unless(f"{_ALL_WON}=0", reasons.NOBODY_WON)),
        each("priced", "有毛利的单数", "With a margin", "count", f'COUNTIFS(HERE,{_WON},market_deals[margin],"<>")'),
        each("margin_rate", "毛利率", "Margin", "share", f'SUMIFS(market_deals[margin],HERE,{_WON})/SUMIFS(market_deals[amount],HERE,{_WON},market_deals[margin],"<>")', Unless("[@priced]=0", NO_COST)),
        each("lost", "输单", "Lost", "count", f"COUNTIFS(HERE,{_LOST})"),
        each("win_rate", "赢单率", "Win rate", "share", "[@deals]/([@deals]+[@lost])", Unless("[@deals]+[@lost]<least", FEW)),
        each("year", "上一年签约额", "Won the year before", "money", f"SUMIFS(market_deals[amount],HERE,{_BEFORE})"),
        each("change", "同比", "On last year", "change", "[@value]/[@year]-1", Unless("told_since>EDATE(window_start,-12)", NO_YEAR), Unless("[@year]<=0", reasons.NO_BASE)),
    )  # fmt: skip


COLUMNS: tuple[Figured, ...] = (
    figure("name", "产品或市场", "Product or market"),
    *_figures(("product", "market_deals[product],[@name]"), ("market", "market_deals[market],[@name]")),
    figure("rival", "输给谁最多", "Lost most to"),
    figure("by", "按", "By"),
)

PAIR_COLUMNS: tuple[Figured, ...] = (
    figure("product", "产品", "Product"),
    figure("market", "市场", "Market"),
    *_figures(("pair", "market_deals[product],[@product],market_deals[market],[@market]")),
    figure("by", "按", "By"),
)

Key = Callable[[Deal], str]


def _keys(draft: Draft) -> tuple[Key, Key]:
    """What tells the product and the market of a deal."""
    labels, markets = Labels(draft), Markets(draft)
    other = draft.speak(OTHER_MARKET)
    return (lambda d: labels.product(d.product)), (lambda d: markets.of_customer.get(d.customer) or other)


def _closed(draft: Draft) -> list[Deal]:
    facts, window = draft.facts, draft.periods.window
    return [*facts.won(window), *facts.lost(window)]


def _kept(draft: Draft) -> bool:
    return any(draft.facts.book.has(key) for key in ("costs", "markets", "competitors"))


def _ordered(deals: Iterable[Deal], key: Key) -> list[str]:
    """The names there are, the most won value first."""
    value: Counter[str] = Counter()
    for deal in deals:
        value[key(deal)] += int(deal.amount or 0) if deal.state == "won" else 0
    return sorted(value, key=lambda name: (-value[name], name))


def _rows(draft: Draft) -> list[str]:
    if not _kept(draft):
        return []
    product, market = _keys(draft)
    found = _closed(draft)
    unsaid = draft.speak(UNSAID)
    sold = {product(deal) for deal in draft.facts.won(draft.periods.window)}
    rows = [f"product:{name}" for name in _ordered(found, product) if name != unsaid or name in sold]
    if draft.facts.book.has("markets"):
        rows += [f"market:{name}" for name in _ordered(found, market)]
    return rows


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    split = [row.partition(":") for row in rows]
    product, market = _keys(draft)
    to = {"product": _lost_to(draft, product), "market": _lost_to(draft, market)}
    return {
        "name": [name for _, _, name in split],
        "by": [by for by, _, _ in split],
        "rival": [to[by].get(name) for by, _, name in split],
    }


def _lost_to(draft: Draft, key: Key) -> Mapping[str, str]:
    """The rival most deals of each were lost to, with how many."""
    labels, typed = Labels(draft), draft.facts.book.table("pipeline").get("competitor")
    found: dict[str, Counter[str]] = {}
    for deal in draft.facts.lost(draft.periods.window):
        if rival := labels.rival(typed[deal.row]):
            found.setdefault(key(deal), Counter())[rival] += 1
    best = {name: min(c.items(), key=lambda pair: (-pair[1], pair[0])) for name, c in found.items()}
    return {name: draft.say(f"{rival}（{n}）", f"{rival} ({n})") for name, (rival, n) in best.items()}


def _names(draft: Draft) -> Mapping[str, Named]:
    first = draft.facts.first_closing
    return {
        **draft.periods.days(),
        "won": draft.speak(STATES["won"]),
        "lost": draft.speak(STATES["lost"]),
        "least": float(draft.facts.smallest_sample),
        "told_since": serial(first) if first is not None else 0.0,
    }


PRODUCT_MARKET = FigureTable(
    "product_market", "tblProductMarket", Text("产品与市场（近 12 个月）", "Products and markets over twelve months"), COLUMNS, _rows, _given, _names, full_only=True,
)  # fmt: skip


def _pairs(draft: Draft) -> list[str]:
    """The pairs of product and market that anything was won in, the most first."""
    if not draft.facts.book.has("markets"):
        return []
    product, market = _keys(draft)
    won = draft.facts.won(draft.periods.window)
    return _ordered(won, lambda deal: f"{product(deal)}\n{market(deal)}")


def _of_pairs(_: Draft, rows: Sequence[str]) -> Given:
    split = [row.partition("\n") for row in rows]
    return {
        "product": [product for product, _, _ in split],
        "market": [market for _, _, market in split],
        "by": ["pair"] * len(rows),
    }


PAIRS = FigureTable(
    "product_by_market", "tblProductByMarket", Text("产品 × 市场（近 12 个月）", "Product × market over twelve months"), PAIR_COLUMNS, _pairs, _of_pairs, _names, full_only=True,
)  # fmt: skip

_AGAINST = "market_deals[rival],[@rival]"
RIVAL_COLUMNS: tuple[Figured, ...] = (
    figure("rival", "对手", "Competitor"),
    figure("met", "结束的单", "Deals closed", "count", "[@won]+[@lost]"),
    figure("won", "赢", "Won", "count", f"COUNTIFS({_AGAINST},{_WON})"),
    figure("lost", "输", "Lost", "count", f"COUNTIFS({_AGAINST},{_LOST})"),
    figure("win_rate", "赢单率", "Win rate", "share", "[@won]/[@met]", Unless("[@met]<least", FEW)),
    figure("lost_value", "输掉的金额", "Value lost", "money", f"SUMIFS(market_deals[amount],{_AGAINST},{_LOST})"),
    figure("open", "在手遇到", "Met in open deals", "count", f"COUNTIFS({_AGAINST},market_deals[state],open)"),
    figure("answer", "怎么应对", "Our answer"),
    figure("updated_on", "更新日期", "Updated on", "date"),
)  # fmt: skip


def _rivals(draft: Draft) -> list[str]:
    """Those met in deals that closed or are open, the most often lost to first."""
    if not _kept(draft):
        return []
    labels, typed = Labels(draft), draft.facts.book.table("pipeline").get("competitor")
    lost: Counter[str] = Counter()
    for deal in (*_closed(draft), *draft.facts.open()):
        if rival := labels.rival(typed[deal.row]):
            lost[rival] += int(deal.state == "lost")
    return sorted(lost, key=lambda name: (-lost[name], name))


def _of_rivals(draft: Draft, rows: Sequence[str]) -> Given:
    table, labels = draft.facts.book.table("competitors"), Labels(draft)
    at = {labels.rival(name).casefold(): row for row, name in enumerate(table.get("name")) if name}
    found = [at.get(row.casefold()) for row in rows]
    return {
        "rival": list(rows),
        "answer": [None if row is None else table.get("answer")[row] for row in found],
        "updated_on": [None if row is None else table.get("updated_on")[row] for row in found],
    }


def _of_open(draft: Draft) -> Mapping[str, Named]:
    return {**_names(draft), "open": draft.speak(STATES["open"])}


RIVALS = FigureTable(
    "rivals", "tblRivals", Text("竞争对手（近 12 个月）", "Competitors over twelve months"), RIVAL_COLUMNS, _rivals, _of_rivals, _of_open, full_only=True,
)  # fmt: skip


def markets_sentence(draft: Draft, blocks: Blocks) -> Content:
    """The product that makes most of sales, the thinnest margin, and whom most deals were lost to."""
    block, say, s = blocks.get("product_market"), draft.say, Sentence()
    rows = [row for row in block.rows if row.startswith("product:")] if block is not None else []
    if block is not None and rows and (share := shown(block.get(rows[0], "share"))) is not None:
        name, rate = block.get(rows[0], "name"), as_excel_shows(share * 100, 1)
        s.clause(say(f"{name}占签约额 {rate}%", f"{name} makes {rate}% of won value"))
    thin = _thinnest(block, rows, draft.facts.smallest_sample)
    if thin is not None and block is not None:
        rate = as_excel_shows((shown(block.get(thin, "margin_rate")) or 0) * 100, 1)
        name, n = block.get(thin, "name"), shown(block.get(thin, "priced")) or 0
        s.clause(say(f"毛利率最低的是{name}（{rate}%，n={n:.0f}）", f"the thinnest margin is {name} ({rate}%, n {n:.0f})"), joint=say("；", "; "))  # fmt: skip
    rivals = blocks.get("rivals")
    lost = shown(rivals.get(rivals.rows[0], "lost")) if rivals is not None else None
    if rivals is not None and lost:
        s.clause(say(f"输给{rivals.rows[0]}最多，{lost:.0f} 单", f"most losses went to {rivals.rows[0]}, {count_of(int(lost), 'deal')}"), joint=say("；", "; "))  # fmt: skip
    return s.end(say("。", ".")) if s.begun else None


def _thinnest(block: PlacedTable | None, rows: Sequence[str], least: int) -> str | None:
    """The product with the lowest margin, of those with enough deals."""
    if block is None:
        return None
    found = [
        (margin, row)
        for row in rows
        if (margin := shown(block.get(row, "margin_rate"))) is not None
        and (shown(block.get(row, "priced")) or 0) >= least
    ]
    return min(found)[1] if len(found) > 1 else None


def markets_note(draft: Draft) -> str:
    """How deals are put into markets."""
    least = draft.facts.smallest_sample
    return draft.say(
        f"近 12 个月。市场按客户的行业和区域归，对得上几个的算第一个，都对不上的在“其他市场”。赢单率不到 {least} 单的不写。",
        "Twelve months. A deal's market follows from its customer's industry and region: the first that fits, else Other markets. "
        f"Win rates on fewer than {least} deals are left out.",
    )
