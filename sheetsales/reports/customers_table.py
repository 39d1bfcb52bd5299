"""Customers: by grade with what was to be done and what was, those overdue, by kind of business, by type and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.book.labels import text_of
from sheetsales.indicators import reasons
from sheetsales.indicators.compared import grade_moves
from sheetsales.indicators.contacts import Kept, kept_customers
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, Dash, as_excel_shows, shown
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.work_data import UNRATED, UNSAID
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

ALL = "*"
NO_SCORE = Text("没有评分", "No score")
NO_KNOWN = Text("没有跟进记录，不知道联系过没有", "No activities, so nobody knows of contacts")
NOBODY = Text("没有成交的客户", "Nobody bought")
NONE_NEW = Text("12 个月没有新建的客户", "No customer was entered in twelve months")

_HERE = "customers[kept],1,customers[grade],[@grade_is]"


def _count(flag: str) -> str:
    return f"COUNTIFS({_HERE},customers[{flag}],1)"


_UNKNOWN = Unless("contacts_known=0", NO_KNOWN)
GRADE_COLUMNS: tuple[Figured, ...] = (
    figure("grade", "等级", "Grade"),
    figure("count", "户数", "Customers", "count", f"COUNTIFS({_HERE})"),
    figure("won", "签约额", "Won value", "money", 'SUMIFS(customers[won],customers[grade],[@grade_is])'),
    figure("share", "占比", "Share", "share", '[@won]/SUM(customers[won])', Unless('SUM(customers[won])=0', reasons.NOBODY_WON)),
    figure("due", "应联系", "Due", "count", _count("due"), _UNKNOWN),
    figure("met", "按期联系", "On time", "count", _count("met"), _UNKNOWN),
    figure("carried", "月初逾期", "Overdue at start", "count", _count("carried"), _UNKNOWN),
    figure("caught_up", "已补", "Caught up", "count", _count("caught_up"), _UNKNOWN),
    figure("caught", "已补/月初逾期", "Caught up / overdue at start", "text", '[@caught_up]&"/"&[@carried]', _UNKNOWN),
    figure("overdue", "月末逾期", "Overdue at end", "count", f'COUNTIFS({_HERE},customers[over],">0")', _UNKNOWN),
    figure("scored", "评分数", "Scores", "count", f'COUNTIFS({_HERE},customers[score],"<>")'),
    figure("satisfaction", "满意度", "Satisfaction", "tenths", f"SUMIFS(customers[score],{_HERE})/[@scored]", Unless("[@scored]=0", NO_SCORE)),
    figure("rate", "及时率", "On time share", "share", "[@met]/[@due]", Unless("[@due]=0", reasons.NO_CONTACT_DUE)),
    figure("cadence", "联系周期", "Cadence"),
    figure("upkeep", "维护做法", "Upkeep"),
    figure("grade_is", "等级条件", "Grade filter"),
)  # fmt: skip

OVERDUE_COLUMNS: tuple[Figured, ...] = (
    figure("customer", "客户", "Customer"),
    figure("grade", "等级", "Grade"),
    figure("owner", "负责人", "Owner"),
    figure("last", "上次联系", "Last contact", "date"),
    figure("cadence", "周期（天）", "Cadence (days)", "count"),
    figure("days", "逾期天数", "Days overdue", "count"),
    figure("won12", "12 月签约额", "Won in 12 months", "money", 'SUMIFS(customers[won12],customers[id],[@id])'),
    figure("next", "下次联系", "Next contact", "date"),
    figure("id", "编号", "ID"),
)  # fmt: skip

_KIND = "deals[kind],[@kind]"
_IN_MONTH = 'deals[closed],">="&period_start,deals[closed],"<="&period_end'
_IN_YEAR = 'deals[closed],">="&window_start,deals[closed],"<="&period_end'
KIND_COLUMNS: tuple[Figured, ...] = (
    figure("kind", "类别", "Kind"),
    figure("count", "本月成交", "Deals won", "count", f"COUNTIFS(deals[state],won,{_KIND},{_IN_MONTH})"),
    figure("won", "签约额", "Won value", "money", f"SUMIFS(deals[amount],deals[state],won,{_KIND},{_IN_MONTH})"),
    figure("share", "占比", "Share", "share", f"[@won]/SUMIFS(deals[amount],deals[state],won,{_IN_MONTH})", Unless(f"SUMIFS(deals[amount],deals[state],won,{_IN_MONTH})=0", reasons.NOBODY_WON)),
    figure("n", "12 月结束", "Closed in 12 m", "count", f"COUNTIFS(deals[state],won,{_KIND},{_IN_YEAR})+COUNTIFS(deals[state],lost,{_KIND},{_IN_YEAR})"),
    figure("win_rate", "赢单率(12 月)", "Win rate (12 m)", "share", f"COUNTIFS(deals[state],won,{_KIND},{_IN_YEAR})/[@n]", Unless("[@n]<least", Text("样本少", "Few records"))),
    figure("priced", "12 月有金额", "Priced in 12 m", "count", f'COUNTIFS(deals[state],won,{_KIND},{_IN_YEAR},deals[amount],"<>")'),
    figure("average", "单均(12 月)", "Average deal (12 m)", "money", f"SUMIFS(deals[amount],deals[state],won,{_KIND},{_IN_YEAR})/[@priced]", Unless("[@priced]=0", reasons.NOBODY_WON)),
    figure("closed", "12 月有周期", "With a cycle", "count", f'COUNTIFS(deals[state],won,{_KIND},{_IN_YEAR},deals[cycle],"<>")'),
    figure("cycle", "周期中位(12 月)", "Median cycle (12 m)", "days", f'MEDIANIFS(deals[cycle],deals[state],won,{_KIND},deals[closed],">="&window_start,deals[closed],"<="&period_end)', Unless("[@closed]=0", reasons.NOBODY_WON)),
)  # fmt: skip


def _class_columns(key: str, zh: str, en: str) -> tuple[Figured, ...]:
    """Customers by one of their choices, and how many of those entered in twelve months bought."""
    mine = f"customers[{key}],[@class]"
    return (
        figure("class", zh, en),
        figure("customers", "户数", "Customers", "count", f"COUNTIFS({mine})"),
        figure("buyers", "12 月成交户", "Buyers in 12 m", "count", f'COUNTIFS({mine},customers[buys],">0")'),
        figure("won", "12 月签约额", "Won in 12 m", "money", f"SUMIFS(customers[won12],{mine})"),
        figure("often", "每户单数", "Deals a buyer", "tenths", f"SUMIFS(customers[buys],{mine})/[@buyers]", Unless("[@buyers]=0", NOBODY)),
        figure("new", "12 月新建", "New in 12 m", "count", f"COUNTIFS({mine},customers[new12],1)"),
        figure("conversion", "新建成交率", "New that bought", "share", f"COUNTIFS({mine},customers[new12],1,customers[bought],1)/[@new]", Unless("[@new]=0", NONE_NEW)),
    )  # fmt: skip


def _grades(draft: Draft) -> list[str]:
    """The codes of grades there are, in order, "" for customers without one, then all of them."""
    kept = kept_customers(draft.facts, draft.periods.told)
    if not kept:
        return []
    codes = draft.facts.book.table("customers").get("grade")
    used = {codes[one.row] or "" for one in kept}
    known = [code for code in draft.facts.book.labels.get("grade", {}) if code in used]
    others = sorted(code for code in used if code and code not in known)
    return [*known, *others, *([""] if "" in used else []), ALL]


def grade_name(draft: Draft, code: str) -> str:
    """What a grade is called; ``ALL`` of them are the total, "" is none."""
    if not code:
        return draft.speak(UNRATED)
    if code == ALL:
        return draft.say("合计", "Total")
    return text_of(draft.facts.book, "customers", "grade", code, draft.lang)


def _grade_given(draft: Draft, rows: Sequence[str]) -> Given:
    kept = kept_customers(draft.facts, draft.periods.told)
    codes = draft.facts.book.table("customers").get("grade")
    return {
        "grade": [grade_name(draft, row) for row in rows],
        "cadence": [_cadences(draft, [k for k in kept if (codes[k.row] or "") == row]) for row in rows],
        "upkeep": [_upkeep(draft, row) for row in rows],
        "grade_is": [ALL if row == ALL else grade_name(draft, row) for row in rows],
    }


def _cadences(draft: Draft, kept: Sequence[Kept]) -> str | None:
    """``15–30 天``: the days between contacts that Upkeep asks of these customers."""
    days = sorted({one.every for one in kept if one.every is not None})
    if not days:
        return None
    span = f"{days[0]}" if len(days) == 1 else f"{days[0]}–{days[-1]}"
    return draft.say(f"{span} 天", f"{span} days")


def _upkeep(draft: Draft, code: str) -> str | None:
    """What Upkeep says is done for customers of a grade, of the type most of them are."""
    table = draft.facts.book.table("upkeep")
    customers = draft.facts.book.table("customers")
    types = [t for t, g in zip(customers.get("type"), customers.get("grade"), strict=True) if g == code and t]
    if not types:
        return None
    most = max(sorted(set(types)), key=types.count)
    columns = zip(table.get("type"), table.get("grade"), table.get("how"), strict=True)
    return next((str(how) for kind, grade, how in columns if (kind, grade) == (most, code) and how), None)


def overdue_customers(draft: Draft) -> list[Kept]:
    """Customers overdue at the end, by grade and then the longest first."""
    kept = kept_customers(draft.facts, draft.periods.told)
    grades = draft.facts.book.table("customers").get("grade")
    late = [one for one in kept if one.due is not None and one.due.over > 0]
    return sorted(late, key=lambda one: (grades[one.row] or "~", -(one.due.over if one.due else 0), one.id))


def _overdue_given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in overdue_customers(draft)}
    found = [by_row[row] for row in rows]
    table = draft.facts.book.table("customers")
    return {
        "customer": [draft.customer_name(one.id) for one in found],
        "grade": [grade_name(draft, table.get("grade")[one.row] or "") for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
        "last": [_last(one) for one in found],
        "cadence": [one.every for one in found],
        "days": [one.due.over if one.due else None for one in found],
        "next": [table.get("next_contact")[one.row] for one in found],
        "id": [table.get("id")[one.row] for one in found],
    }


NEVER = Text("没有联系记录，从创建日期算起", "Never contacted; counted from the day of entry")


def _last(one: Kept) -> Content:
    return one.due.last if one.due is not None and one.due.last is not None else Dash(NEVER)


def _kinds(draft: Draft) -> list[str]:
    if not draft.facts.book.table("pipeline").has("kind"):
        return []
    labels = draft.facts.book.labels.get("deal_kind", {})
    used = {deal.kind for deal in draft.facts.deals}
    return [code for code in labels if code in used]


def _class_rows(draft: Draft, key: str) -> list[str]:
    table = draft.facts.book.table("customers")
    if not table.has(key):
        return []
    labels = draft.facts.book.labels.get(table.record.by_key[key].choices, {})
    used = set(table.get(key))
    known = [code for code in labels if code in used]
    return [*known, *sorted(c for c in used if c and c not in known), *([""] if None in used else [])]


def _class_names(draft: Draft, key: str, rows: Sequence[str]) -> Given:
    book, blank = draft.facts.book, draft.speak(UNSAID)
    return {"class": [text_of(book, "customers", key, row, draft.lang) if row else blank for row in rows]}


def _class_table(key: str, name: str, zh: str, en: str) -> FigureTable:
    return FigureTable(
        f"customers_{key}",
        name,
        Text(f"客户按{zh}", f"Customers by {en.lower()}"),
        _class_columns(key, zh, en),
        lambda draft: _class_rows(draft, key),
        lambda draft, rows: _class_names(draft, key, rows),
        lambda _: {},
        full_only=True,
    )


def _names(draft: Draft) -> Mapping[str, Named]:
    return {
        **draft.periods.days(),
        "won": draft.speak(STATES["won"]),
        "lost": draft.speak(STATES["lost"]),
        "least": float(draft.facts.smallest_sample),
        "contacts_known": float(draft.facts.touches is not None),
    }


def _kind_given(draft: Draft, rows: Sequence[str]) -> Given:
    labels = draft.facts.book.labels.get("deal_kind", {})
    return {"kind": [draft.speak(labels[row]) for row in rows]}


BY_GRADE = FigureTable(
    "customers_grade", "tblCustomersGrade", Text("客户按等级", "Customers by grade"), GRADE_COLUMNS, _grades, _grade_given, _names,
)  # fmt: skip
OVERDUE = FigureTable(
    "customers_overdue", "tblCustomersOverdue", Text("逾期未联系的客户", "Customers overdue for contact"), OVERDUE_COLUMNS,
    lambda draft: [str(one.row) for one in overdue_customers(draft)], _overdue_given, _names,
)  # fmt: skip
BY_KIND = FigureTable(
    "customers_kind", "tblCustomersKind", Text("新购、复购、续约", "New, repeat and renewal"), KIND_COLUMNS, _kinds, _kind_given, _names, full_only=True,
)  # fmt: skip
BY_TYPE = _class_table("type", "tblCustomersType", "类型", "Type")
BY_SOURCE = _class_table("source", "tblCustomersSource", "来源", "Source")


def customers_sentence(draft: Draft, grades: PlacedTable | None, overdue: PlacedTable | None) -> str:
    """How many are overdue, the longest of them, what was carried over and caught up, what fell due and was met."""
    if grades is None or not isinstance(shown(grades.get(ALL, "due")), float):
        return ""
    say, figures = (
        draft.say,
        {key: int(shown(grades.get(ALL, key)) or 0) for key in ("due", "met", "carried", "caught_up")},
    )
    parts = [_late(draft, overdue)]
    if figures["carried"]:
        c, u = figures["carried"], figures["caught_up"]
        parts.append(
            draft.say_of(
                f"月初已逾期 {c} 家，补联系 {u} 家", f"{c} overdue as the month began, {u} of them caught up"
            )
        )
    d, m = figures["due"], figures["met"]
    parts.append(
        draft.say_of(f"本月应联系 {d} 家，按期联系 {m} 家", f"{d} fell due, {m} on time")
        if d
        else draft.say_of("本月没有应联系的", "none fell due")
    )
    return say("；", "; ").join(parts) + say("。", ".")


def _late(draft: Draft, overdue: PlacedTable | None) -> str:
    if overdue is None:
        return draft.say("没有逾期未联系的客户", "No customer is overdue a contact")
    n = len(overdue.rows)
    best = sum(overdue.get(row, "grade") == "A" for row in overdue.rows)
    longest = max(overdue.rows, key=lambda row: shown(overdue.get(row, "days")) or 0)
    who, owner = overdue.get(longest, "customer"), overdue.get(longest, "owner")
    days = as_excel_shows(shown(overdue.get(longest, "days")) or 0, 0)
    return draft.say(
        f"逾期未联系 {n} 家，其中 A 级 {best} 家；最久{who}已逾期 {days} 天，负责人{owner}",
        f"{count_of(n, 'customer')} overdue a contact ({best} grade A); longest: {who}, {days} days ({owner})",
    )


def customers_note(draft: Draft) -> str:
    """What falls due is counted from."""
    return (
        draft.say_of(
            "应联系：上次联系（没有则为创建日期）加联系周期落在本月；月初已经逾期的另列。周期取自客户维护表，类型和等级矛盾时取较短的。休眠和流失的客户不计。",
            "Due is the last contact (else the day of entry) plus the cadence, where that day lies in the month; overdue as the month began "
            "stands apart. Cadences are those of Upkeep, the tighter where type and grade disagree. Dormant and lost customers are "
            "left out.",
        )
        + _moved(draft)
        + _strangers(draft)
    )


def _moved(draft: Draft) -> str:
    """How many customers came to a better and to a lower grade since last month's snapshot."""
    if draft.kept_before is None:
        return ""
    moves = [m for m in grade_moves(draft.kept_before, draft.facts.book) if m.then and m.now]
    up = sum(m.now < m.then for m in moves)
    return draft.say_of(
        f"比上月末升级 {up} 家，降级 {len(moves) - up} 家。",
        f" Since last month's end {up} came up and {len(moves) - up} down a grade.",
    )


def _strangers(draft: Draft) -> str:
    """How many deals won in the month are of customers that Customers does not know."""
    table = draft.facts.book.table("customers")
    known = set(table.get("id")) | set(table.get("name"))
    n = sum(deal.customer not in known for deal in draft.facts.won(draft.periods.told))
    if not n:
        return ""
    return draft.say(
        f"另有 {n} 单成交的客户不在客户表里。",
        f" {count_of(n, 'more deal')} won by customers that are not in Customers.",
    )
