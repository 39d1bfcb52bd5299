"""7b Cash and ageing: what each contract still owes and how long it is overdue, and what came in by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.indicators.cash import (
    OLDER_THAN_DATA,
    dso,
    left_out,
    simple_dso,
)
from sheetsales.process.receivables import Account, ageing_limits
from sheetsales.reports.cells import PERCENT, Content, Sentence, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.rows import ModuleData
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 25
"""Contracts that the page names; the appendix has them all."""
ALL: Final = "*"
_MINE: Final = "accounts[contract],[@contract_is]"
_OPEN: Final = "instalments[open],instalments[contract],[@contract_is],instalments[late]"

COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("contract", "合同", "Contract"),
    figure("receivable", "应收余额", "Receivable", "money", f"SUMIFS(accounts[amount],{_MINE})-SUMIFS(accounts[received],{_MINE})-SUMIFS(accounts[returned],{_MINE})"),
    figure("not_due", "未到期", "Not due", "money", f'SUMIFS({_OPEN},"<=0")'),
    figure("late_1", "逾期第一段", "Overdue, first", "money", f'SUMIFS({_OPEN},">0",instalments[late],"<="&first_limit)'),
    figure("late_2", "逾期第二段", "Overdue, second", "money", f'SUMIFS({_OPEN},">"&first_limit,instalments[late],"<="&second_limit)'),
    figure("late_3", "逾期第三段", "Overdue, longest", "money", f'SUMIFS({_OPEN},">"&second_limit)'),
    figure("owner", "负责人", "Owner"),
    figure("overdue", "逾期合计", "Overdue in all", "money", "[@late_1]+[@late_2]+[@late_3]"),
    figure("rest", "没有应收日期", "No due day", "money", "[@receivable]-[@not_due]-[@overdue]"),
    figure("amount", "合同金额", "Contract amount", "money", f"SUMIFS(accounts[amount],{_MINE})"),
    figure("received", "已到账", "Received", "money", f"SUMIFS(accounts[received],{_MINE})"),
    figure("returned", "退款和抵扣", "Given back", "money", f"SUMIFS(accounts[returned],{_MINE})"),
    figure("contract_is", "合同条件", "Contract filter"),
)  # fmt: skip


def limits(draft: Draft) -> tuple[int, int]:
    """The first two limits of the Settings, in days overdue; a single one stands for both."""
    found = ageing_limits(draft.facts.book.settings)
    return found[0], found[1] if len(found) > 1 else found[0]


def _titles(draft: Draft) -> Mapping[str, Text]:
    """The ageing columns by their limits."""
    first, second = limits(draft)
    return {
        "late_1": Text(f"1–{first} 天", f"1–{first} days"),
        "late_2": Text(f"{first + 1}–{second} 天", f"{first + 1}–{second} days"),
        "late_3": Text(f"{second + 1} 天以上", f"Over {second} days"),
    }


def _owing(draft: Draft) -> list[Account]:
    """The accounts with anything open, the most overdue money first."""
    day, bounds = draft.facts.as_of, limits(draft)
    found = [one for one in draft.facts.receivables(day).accounts if one.receivable]
    ages = {one.key: one.ageing(day, bounds) for one in found}
    return sorted(found, key=lambda a: (-ages[a.key].overdue, -(a.receivable or 0), a.key))


def _rows(draft: Draft) -> list[str]:
    owing = [one.key for one in _owing(draft)]
    return [*owing, ALL] if owing else []


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    data, total = ModuleData(draft), draft.say("合计", "Total")
    accounts = [data.accounts.get(row) for row in rows]
    names = [data.contract_name(one) if one is not None else ALL for one in accounts]
    return {
        "customer": [
            draft.customer_name(one.customer) or None if one is not None else total for one in accounts
        ],
        "contract": [name if name != ALL else None for name in names],
        "owner": [draft.name_of(one.owner) if one is not None else None for one in accounts],
        "contract_is": names,
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    first, second = limits(draft)
    return {**draft.periods.days(), "first_limit": float(first), "second_limit": float(second)}


AGEING = FigureTable(
    "ageing", "tblAgeing", Text("回款与账龄", "Cash and ageing"), COLUMNS, _rows, _given, _names, titles=_titles,
)  # fmt: skip


_FAR: Final = 1_000_000
"""More days than anything is overdue, and less than anything is ahead."""
BAND_COLUMNS: tuple[Figured, ...] = (
    figure("band", "账龄", "Age"),
    figure("amount", "金额", "Amount", "money", 'SUMIFS(instalments[open],instalments[late],">="&[@least],instalments[late],"<="&[@most])'),
    figure("count", "期数", "Instalments", "count", 'COUNTIFS(instalments[open],">0",instalments[late],">="&[@least],instalments[late],"<="&[@most])'),
    figure("least", "从（天）", "From (days)", "count"),
    figure("most", "到（天）", "To (days)", "count"),
)  # fmt: skip


def _of_bands(draft: Draft, rows: Sequence[str]) -> Given:
    first, second = limits(draft)
    titles = _titles(draft)
    names = [
        draft.say("未到期", "Not due"),
        *(draft.speak(titles[key]) for key in ("late_1", "late_2", "late_3")),
    ]
    return {
        "band": names[: len(rows)],
        "least": [-_FAR, 1, first + 1, second + 1],
        "most": [0, first, second, _FAR],
    }


BANDS = FigureTable(
    "ageing_bands", "tblAgeingBands", Text("应收账龄", "Receivable by age"), BAND_COLUMNS,
    lambda draft: ["not_due", "late_1", "late_2", "late_3"] if _owing(draft) else [], _of_bands, _names,
)  # fmt: skip


def cash_sentence(draft: Draft, blocks: Blocks) -> Content:
    """What came in, what is outstanding and overdue, days outstanding, and what falls due next."""
    block = blocks.get("ledger_figures")
    if block is None or "receivable" not in block.rows:
        return None
    say, s = draft.say, Sentence()

    def cell(code: str) -> tuple[str, Content]:
        return block.ref(code, "actual"), block.get(code, "actual")

    s.clause(draft.say_of("本月回款 ", ""), (*cell("received_amount"), draft.money), say("", " came in"))
    stop = say("；", "; ")
    s.clause(say("应收 ", ""), (*cell("receivable"), draft.money), say("", " outstanding"), joint=stop)
    if shown(block.get("overdue_amount", "actual")) == 0:
        s.clause(say("没有逾期", "nothing overdue"), joint=say("，", ", "))
    else:
        s.clause(
            say("逾期 ", ""),
            (*cell("overdue_amount"), draft.money),
            say("", " overdue"),
            joint=say("，", ", "),
        )
        s.clause(say("（占 ", " ("), (*cell("overdue_share"), PERCENT), say("）", ")"))
    days = dso(draft.facts, draft.periods.told)
    if days.known:
        s.clause(say(f"回款天数 {days.number:.0f} 天", f"{days.number:.0f} days outstanding"), joint=stop)
    following = draft.say_of("下月", "next month")
    s.clause(say(f"{following}到期 ", ""), (*cell("expected_cash"), draft.money), say("", f" falls due {following}"), joint=stop)  # fmt: skip
    return s.end(say("。", "."))


def _beyond(draft: Draft) -> list[str]:
    """What no instalment lays out, and what was paid beyond the contract, which is taken off the total."""
    say, bounds = draft.say, limits(draft)
    owing = _owing(draft)
    owed = [one.ageing(draft.facts.as_of, bounds).rest for one in owing if (one.receivable or 0) > 0]
    over = [-one.receivable for one in owing if one.receivable is not None and one.receivable < 0]
    found = []
    if rest := sum(owed, Decimal()):
        money = draft.money.words(float(rest))
        found.append(say(f"其中 {money}没有排应收日期", f"{money} of it has no due day"))
    if over:
        money, k = draft.money.words(float(sum(over, Decimal()))), len(over)
        found.append(say(f"{k} 份合同多收了 {money}，已从应收里减去", f"{count_of(k, 'contract')} paid {money} more than agreed, taken off the total"))  # fmt: skip
    return found


def cash_note(draft: Draft) -> str:
    """What is in no figure, what no instalment lays out, and the other way to count days."""
    period, say = draft.periods.told, draft.say
    parts = []
    out = left_out(draft.facts, period)
    if out:
        parts.append(say(f"另有 {out} 笔没算进去：合同没有金额，或钱没有日期、没有对上合同", f"{out} more are in no figure: contracts without an amount, or money without a day or a contract"))  # fmt: skip
    parts += _beyond(draft)
    simple, back = simple_dso(draft.facts, period), dso(draft.facts, period)
    if simple.known and back.known:
        parts.append(say(f"回款天数按签约额倒推；按近三个月平均是 {simple.number:.0f} 天", f"Days outstanding are counted back over signed value; by the average of three months they are {simple.number:.0f}"))  # fmt: skip
    elif back.reason == OLDER_THAN_DATA:
        parts.append(draft.speak(OLDER_THAN_DATA))
    parts.append(say("账龄从应收日期起算，退款和抵扣已减去", "Ageing starts at the due day; refunds and credits are taken off"))  # fmt: skip
    return say("；", ". ").join(parts) + say("。", ".")
