"""5c Commission: what everybody gets for the period by which sum, and how each amount came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.look import styles
from sheetsales.look.charts import new_chart, series
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, Sentence, as_excel_shows, shown
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft, safe
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Case, Figured, Unless, figure, figure_by
from sheetsales.reports.figures.table import FigureTable, Given, Words
from sheetsales.reports.material import Blocks
from sheetsales.reports.pay_told import ToldLine
from sheetsales.speech.counts import count_of
from sheetsales.speech.money import money_scale
from sheetsales.texts import Text

MOST: Final = 60
"""Lines that the page has room for; the appendix has them all."""
MOST_PEOPLE: Final = 12
NO_TARGET: Final = Text("没有目标", "No target")
NO_BASE: Final = Text("基数为 0", "No base")
OPEN: Final = Text("{why}", "{why}")
STATUS: Final[Mapping[str, Text]] = {
    "none": Text("还没出草稿", "Not drafted"),
    "so_far": Text("至今", "So far"),
    "draft": Text("草稿，未批", "Draft, not approved"),
    "approved": Text("已批", "Approved"),
    "paid": Text("已发", "Paid"),
}
_BASED: Final = frozenset({"commission", "clawback", "held", "released"})

PAY_SLICES: Final = DataTable(
    "tblPaySlices",
    Text("提成数据", "Commission data"),
    (
        Field("line", Text("行", "Line")),
        Field("who", Text("姓名", "Name"), width=18),
        Field("plan", Text("方案", "Plan"), width=16),
        Field("kind", Text("类别", "Kind")),
        Field("deal", Text("商机", "Deal")),
        Field("receipt", Text("回款", "Receipt")),
        Field("share", Text("份额", "Share"), "share"),
        Field("factor", Text("系数", "Factor"), "money"),
        Field("base", Text("基数", "Base"), "cents"),
        Field("rate", Text("比例", "Rate"), "rate"),
        Field("amount", Text("金额", "Amount"), "cents"),
    ),
)
PAID: Final = "SUMIFS(pay_slices[amount],pay_slices[line],[@line])"
COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("plan", "方案", "Plan"),
    figure("results", "签约额", "Signed value", "money"),
    figure("target", "目标", "Target", "money"),
    figure_by("way", "attainment", "完成率", "Attainment", "share",
        Case("attained", "[@results]/[@target]", (Unless("[@target]=0", NO_TARGET),)),
    ),
    figure_by("based", "base", "基数", "Base", "cents",
        Case("base", "SUMIFS(pay_slices[base],pay_slices[line],[@line])", (Unless("[@unknown]=1", OPEN),)),
    ),
    figure_by("based", "rate", "比例", "Rate", "rate",
        Case("base", "[@pay]/[@base]", (Unless("[@base]=0", NO_BASE),)),
    ),
    figure("pay", "应发", "Payable", "cents", PAID, Unless("[@unknown]=1", OPEN)),
    figure("status", "状态", "Status"),
    figure("kind", "类别", "Kind"),
    figure("line", "行", "Line"),
    figure("way", "档位", "Tiers"),
    figure("based", "按基数", "On a base"),
    figure("unknown", "算不出", "Unknown", "count"),
)  # fmt: skip
PEOPLE_COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("pay", "应发", "Payable", "cents", "SUMIFS(pay_slices[amount],pay_slices[who],[@name])"),
    figure("status", "状态", "Status"),
)
HOW_COLUMNS: tuple[Figured, ...] = (
    figure("kind", "类别", "Kind"),
    figure("deal", "商机", "Deal"),
    figure("share", "份额", "Share", "share"),
    figure("factor", "系数", "Factor", "number"),
    figure("base", "基数", "Base", "cents"),
    figure("rate", "比例", "Rate", "rate"),
    figure("amount", "金额", "Amount", "cents"),
    figure("why", "怎么算的", "How it came about"),
)
OWN_COLUMNS: Final = ("plan", "status", "results", "attainment", "base", "rate", "pay")
OWN_WIDTHS: Final = (
    ("plan", 20.0), ("status", 18.0), ("results", 14.0), ("attainment", 14.0), ("base", 16.0), ("rate", 10.0), ("pay", 14.0),
)  # fmt: skip
HOW_WIDTHS: Final = (
    ("kind", 20.0), ("deal", 18.0), ("share", 14.0), ("factor", 14.0), ("base", 16.0), ("rate", 10.0), ("amount", 14.0),
    ("why", 70.0),
)  # fmt: skip


def is_told(draft: Draft) -> bool:
    """Whether the edition may tell of pay, and there is any."""
    return draft.pay is not None and bool(draft.pay.lines)


def pay_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """The slices, as formulas look at them."""
    for one in draft.pay.slices if draft.pay is not None else ():
        yield (
            one.line, draft.name_of(one.person), safe(one.plan) if one.plan else None, kind_of(draft, one.kind),
            one.deal or None, one.receipt or None, one.share, one.factor, one.base, one.rate, one.amount,
        )  # fmt: skip


def kind_of(draft: Draft, code: str) -> str:
    """What a kind of pay is called."""
    label = draft.facts.book.labels.get("pay_kind", {}).get(code)
    return draft.speak(label) if label else code


def _lines(draft: Draft) -> Mapping[str, ToldLine]:
    return {one.key: one for one in draft.pay.lines} if draft.pay is not None else {}


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_key = _lines(draft)
    found = [by_key[row] for row in rows]
    return {
        "name": [draft.name_of(one.person) for one in found],
        "plan": [_titled(draft, one) for one in found],
        "results": [one.results for one in found],
        "target": [one.target for one in found],
        "status": [draft.speak(STATUS[one.status]) for one in found],
        "kind": [kind_of(draft, one.kind) for one in found],
        "line": list(rows),
        "way": [one.way or None for one in found],
        "based": ["base" if one.kind in _BASED else None for one in found],
        "unknown": [1 if one.reason.en else None for one in found],
    }


def _titled(draft: Draft, one: ToldLine) -> str:
    """The plan where the line is earned by its tiers, else the kind of pay."""
    if one.kind == "commission":
        return one.plan
    return " ".join(filter(None, (kind_of(draft, one.kind), one.plan)))


def _words(draft: Draft, rows: Sequence[str]) -> list[Words]:
    by_key = _lines(draft)
    return [{"why": by_key[row].reason} for row in rows]


def _nothing(_: Draft) -> Mapping[str, Named]:
    return {}


def _people(draft: Draft) -> list[str]:
    """Everybody with pay, who gets most first; for managers, whose chart it makes."""
    if draft.edition != "manager":
        return []
    return list(dict.fromkeys(one.person for one in _lines(draft).values()))


def _of_people(draft: Draft, rows: Sequence[str]) -> Given:
    status = {one.person: one.status for one in _lines(draft).values()}
    return {
        "name": [draft.name_of(row) for row in rows],
        "status": [draft.speak(STATUS[status[row]]) for row in rows],
    }


def _own(draft: Draft) -> list[str]:
    """The slices of the person whose edition it is."""
    if draft.edition != "person" or draft.pay is None:
        return []
    return [str(at) for at in range(len(draft.pay.slices))]


def _how(draft: Draft, rows: Sequence[str]) -> Given:
    found = draft.pay.slices if draft.pay is not None else ()
    told = [found[int(row)] for row in rows]
    return {
        "kind": [kind_of(draft, one.kind) for one in told],
        "deal": [one.deal or None for one in told],
        "share": [one.share for one in told],
        "factor": [one.factor for one in told],
        "base": [one.base for one in told],
        "rate": [one.rate for one in told],
        "amount": [one.amount for one in told],
        "why": [draft.speak(one.why) for one in told],
    }


def _asked(draft: Draft) -> bool:
    return draft.edition == "person"


PAY = FigureTable(
    "pay", "tblPayFigures", Text("提成明细", "Commission"), COLUMNS, lambda draft: list(_lines(draft)), _given, _nothing, _words,
    full_only=True, asked=_asked,
)  # fmt: skip
PAY_PEOPLE = FigureTable(
    "pay_people", "tblPayPeople", Text("提成：每人", "Commission by person"), PEOPLE_COLUMNS, _people, _of_people, _nothing, full_only=True,
)  # fmt: skip
PAY_HOW = FigureTable(
    "pay_how", "tblPayHow", Text("提成怎么算的", "How commission came about"), HOW_COLUMNS, _own, _how, _nothing,
    full_only=True, asked=_asked,
)  # fmt: skip


def pay_sentence(draft: Draft) -> Content:
    """What is payable, its part of what was signed, what is taken back and what awaits approval."""
    told, say, s = draft.pay, draft.say, Sentence()
    if told is None:
        return None
    money, of = draft.money.words, told.label
    whole = sum((one.amount for one in told.slices), Decimal())
    head = money(float(whole))
    so_far = say("至今", " so far") if told.so_far else ""
    s.clause(say(f"{of} {so_far}应发提成 {head}", f"Commission payable for {of}{so_far} is {head}"))
    if told.signed:
        rate = as_excel_shows(float(whole / told.signed) * 100, 1)
        s.clause(say(f"占签约额 {rate}%", f"{rate}% of signed value"), joint=say("，", ", "))
    back = -sum((one.amount for one in told.slices if one.kind == "clawback"), Decimal())
    if back:
        taken = money(float(back))
        s.clause(say(f"扣回 {taken}", f"{taken} taken back"), joint=say("；", "; "))
    if told.drafts:
        n = len(told.drafts)
        s.clause(
            say(f"{n} 行待批", f"{count_of(n, 'row awaits', 'rows await')} approval"), joint=say("；", "; ")
        )
    return s.end(say("。", "."))


def pay_note(draft: Draft) -> str:
    """How to read the lines, and what is not settled."""
    told = draft.pay
    if told is None:
        return ""
    notes = [draft.say("比例 = 应发 ÷ 基数；逐单怎么来的见提成单（sheetsales pay）。", "Rate = payable ÷ base; statements show every slice (sheetsales pay).")]  # fmt: skip
    if n := len(told.unsettled):
        notes.append(draft.say(f"{n} 项没算进去或只算了一部分，用 sheetsales pay 看 {told.label} 的。", f"{count_of(n, 'thing')} left out or paid in part: sheetsales pay tells which for {told.label}."))  # fmt: skip
    return draft.say("", " ").join(notes)


def pay_chart(draft: Draft, blocks: Blocks) -> Any | None:
    """Who gets how much, most first."""
    block = blocks.get("pay_people")
    rows = [row for row in block.rows if shown(block.get(row, "pay"))][:MOST_PEOPLE] if block else []
    if block is None or not rows or draft.pay is None:
        return None
    amounts = [shown(block.get(row, "pay")) or 0.0 for row in rows]
    first = f"{block.get(rows[0], 'name')} {draft.money.words(amounts[0])}"
    title = draft.say(
        f"{draft.pay.label} 应发，最多的是{first}", f"Payable for {draft.pay.label}; the most: {first}"
    )
    chart = new_chart(draft.workbook, "bar", draft.lang, title)
    pattern, unit = money_scale(max(amounts), draft.lang, draft.currency)
    name = draft.say("应发", "Payable") + (f" ({unit})" if unit else "")
    names, paid = (_span(block, rows, key) for key in ("name", "pay"))
    chart.add_series(series(name, names, paid, draft.lang, colour=styles.ACCENT, label_format=pattern))
    return chart


def _span(block: PlacedTable, rows: Sequence[str], key: str) -> str:
    last = block.ref(rows[-1], key).rpartition("!")[2]
    return f"={block.ref(rows[0], key)}:{last}"


def height(blocks: Blocks) -> int:
    """The chart's, by how many it shows."""
    block = blocks.get("pay_people")
    return 70 + 20 * min(len(block.rows), MOST_PEOPLE) if block else 0
