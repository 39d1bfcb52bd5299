"""Evaluation by the Score sheet: every measure with what it was worked out from, so that a score can be added up by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.findings import Severity
from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import definition
from sheetsales.indicators.targets import elapsed_share
from sheetsales.process.appraisals import MOST, rating
from sheetsales.process.appraisals import PARTS as FORMS
from sheetsales.process.capacity import capacities
from sheetsales.process.people import Person
from sheetsales.reports.cells import known
from sheetsales.reports.cover_table import measure_name
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Case, Figured, Unless, figure, figure_by
from sheetsales.reports.figures.table import FigureTable, Given, Words
from sheetsales.reports.standing_table import AMOUNTS
from sheetsales.reports.tasks_table import SELL
from sheetsales.texts import Text

NEW_DAYS: Final = 90
NEW_WEIGHTS: Final[Mapping[str, float]] = {"results": 0.6, "process": 2.0}
"""How the weights of somebody's first days are counted: results less, the way of working more."""
HALF: Final = 0.5
"""Share of the weight that must be known of somebody who is ranked."""
PRESENT: Final = 2 / 3
IN_POST_MONTHS: Final = 3
LOW: Final = 60.0
FAIR: Final = 75.0
DISCOUNT: Final = 0.05
PARTS: Final[Mapping[str, Text]] = {
    "results": Text("结果", "Results"),
    "process": Text("过程", "Process"),
    "satisfaction": Text("满意度", "Satisfaction"),
    "conduct": Text("态度与服务", "Conduct and service"),
}
PART_OF: Final[Mapping[str, str]] = {
    "S1": "results", "S2": "results", "S3": "results", "S4": "process", "S5": "process", "S6": "process",
    "S7": "satisfaction", "S8": "conduct", "S9": "conduct", "S10": "conduct",
}  # fmt: skip

NO_OWN_TARGET = Text("没有个人目标", "No personal target")
NO_DISCOUNT = Text("成交的单都没有填折扣", "No won deal says its discount")
NO_RECORDS = Text("名下没有记录", "No records of their own")
NO_FORM = Text("没有评价表，人员工作簿里才有", "No evaluations here; they are in the people workbook")
NOT_RATED = Text("没有评价", "Not rated")
WHY = Text("{why}", "{why}")
FEW = Text("样本不足 {least}，未计", "Fewer than {least} records; not counted")
NONE_KNOWN = Text("没有一项有数据", "No measure has data")
HALF_UNKNOWN = Text("有数据的权重不到一半", "Less than half of the weight is known")
OUT = Text("{out}", "{out}")

_MINE = "deals[owner],[@name]"
_WON = f'deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,{_MINE}'
_SET = "targets[level],person,targets[owner],[@name]"
_BEFORE = '">="&results_start,targets[start],"<"&period_start'
_RATED = "scores[owner],[@name],scores[span],score_span"


def _target(measure: str) -> str:
    """The monthly targets from where results begin to the period told, and that period's by the working days gone."""
    mine = f"targets[measure],{measure},{_SET}"
    return (
        f"SUMIFS(targets[value],{mine},targets[length],1,targets[start],{_BEFORE})"
        f"+SUMIFS(targets[value],{mine},targets[in_period],1)*gone"
    )


def _no_target(measure: str) -> Unless:
    mine = f'targets[measure],{measure},{_SET},targets[value],">0"'
    before = f"COUNTIFS({mine},targets[length],1,targets[start],{_BEFORE})"
    return Unless(f"AND({before}=0,COUNTIFS({mine},targets[in_period],1)=0)", NO_OWN_TARGET)


_NOT_LISTED = Unless(f'COUNTIFS({_WON},deals[list],">0")=0', NO_DISCOUNT)
_FEW = Unless("[@n]<least", FEW)
_CLOSED = 'requests[owner],[@name],requests[closed_on],">="&period_start,requests[closed_on],"<="&period_end'
_REQUESTS = f"COUNTIFS({_CLOSED})+SUMIFS(requests[overdue],requests[owner],[@name])"
UNKNOWN: Final = "-"
"""How a measure is worked out that nothing in the workbook tells of."""
_FORMS: Final[Mapping[str, str]] = {"S8": "attitude", "S10": "service_quality"}
_FINDINGS = "findings[owner],[@name],findings[severity]"

DETAIL_COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("code", "编号", "Code"),
    figure("measure", "评分项", "Measure"),
    figure("part", "维度", "Dimension"),
    figure_by("how", "num", "分子", "Numerator", "tenths",
        Case("S1", f"SUMIFS(deals[amount],{_WON})", (_no_target("won_amount"),)),
        Case("S2", f"COUNTIFS({_WON},deals[new],1)", (_no_target("new_customers"),)),
        Case("S3", f'SUMIFS(deals[list],{_WON})-SUMIFS(deals[amount],{_WON},deals[list],">0")', (_NOT_LISTED,)),
        Case("S4", "SUMIFS(contacts[met],contacts[owner],[@name])"),
        Case("S5", "SUMIFS(steps[on_time],steps[who],[@name])"),
        Case("S6", f"COUNTIFS({_FINDINGS},error)*5+COUNTIFS({_FINDINGS},warning)"),
        Case("S7", f"SUMIFS(scores[score],{_RATED})"),
        Case("S8", "[@rated]"),
        Case("S9", f"COUNTIFS({_CLOSED},requests[in_time],1)"),
        Case("S10", "[@rated]"),
        Case(UNKNOWN, "0", (Unless("0=0", WHY),)),
    ),
    figure_by("how", "den", "分母", "Denominator", "tenths",
        Case("S1", _target("won_amount"), (_no_target("won_amount"),)),
        Case("S2", _target("new_customers"), (_no_target("new_customers"),)),
        Case("S3", f"SUMIFS(deals[list],{_WON})", (_NOT_LISTED,)),
        Case("S4", "COUNTIFS(contacts[owner],[@name])"),
        Case("S5", "COUNTIFS(steps[who],[@name])-COUNTIFS(steps[who],[@name],steps[undated],1)"),
        Case("S6", "[@records]/100", (Unless("[@records]=0", NO_RECORDS),)),
        Case("S7", f"COUNTIFS({_RATED})*full"),
        Case("S8", "[@top]"),
        Case("S9", _REQUESTS),
        Case("S10", "[@top]"),
    ),
    figure_by("how", "n", "样本数", "n", "count",
        Case("S4", "COUNTIFS(contacts[owner],[@name])"),
        Case("S5", "COUNTIFS(steps[who],[@name])-COUNTIFS(steps[who],[@name],steps[undated],1)"),
        Case("S7", f"COUNTIFS({_RATED})"),
        Case("S8", "[@raters]"),
        Case("S9", _REQUESTS),
        Case("S10", "[@raters]"),
    ),
    figure_by("how", "points", "得分", "Points", "tenths",
        Case("S1", "MIN(cap,100*[@num]/[@den])"),
        Case("S2", "MIN(cap,100*[@num]/[@den])"),
        Case("S3", "MAX(0,MIN(100,100-1000*([@num]/[@den]-allowed)))"),
        Case("S4", "100*[@num]/[@den]", (_FEW,)),
        Case("S5", "100*[@num]/[@den]", (_FEW,)),
        Case("S6", "MAX(0,100-[@num]/[@den])"),
        Case("S7", "100*[@num]/[@den]", (_FEW,)),
        Case("S8", "100*[@num]/[@den]"),
        Case("S9", "100*[@num]/[@den]", (_FEW,)),
        Case("S10", "100*[@num]/[@den]"),
        Case(UNKNOWN, "[@num]"),
    ),
    figure("weight", "权重", "Weight", "share"),
    figure("weighted", "加权分", "Weighted", "tenths", "[@points]*[@weight]"),
    figure("records", "名下记录", "Own records", "count"),
    figure("rated", "评价得分", "Rating", "tenths"),
    figure("top", "评价满分", "Full rating", "count"),
    figure("raters", "评价人数", "Raters", "count"),
    figure("how", "算法", "Kind"),
)  # fmt: skip

_ALL = "score_detail[name],[@name]"
_KNOWN = f'{_ALL},score_detail[points],">=0"'


_ROOM: Final = 2001
"""More than any measure has tenths of points: figures side by side in one number compare one after the other."""


def _tie(code: str) -> str:
    """A measure's tenths of points where scores are level, 0 where nothing is known of it."""
    return f'ROUND(10*SUMIFS(score_detail[points],{_KNOWN},score_detail[code],"{code}"),0)'


def _ahead(among: str) -> str:
    """How many are ahead: by score; where level by attainment, discounts, satisfaction, new customers."""
    return (
        f'COUNTIFS([{among}],1,[first],">"&[@first])'
        f'+COUNTIFS([{among}],1,[first],[@first],[second],">"&[@second])'
    )


def _part(key: str) -> Figured:
    of, title = f"score_detail[part],{key}", PARTS[key]
    weight = f"SUMIFS(score_detail[weight],{_KNOWN},{of})"
    formula = f"ROUND(SUMIFS(score_detail[weighted],{_ALL},{of})/{weight},1)"
    return figure(key, title.zh, title.en, "tenths", formula, Unless(f"{weight}=0", NONE_KNOWN))


COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    *map(_part, PARTS),
    figure("known", "有数据的权重", "Weight known", "share", f"ROUND(SUMIFS(score_detail[weight],{_KNOWN})/SUMIFS(score_detail[weight],{_ALL}),2)"),
    figure("total", "总分", "Score", "tenths", f"ROUND(SUMIFS(score_detail[weighted],{_ALL})/SUMIFS(score_detail[weight],{_KNOWN}),1)", Unless("[@known]=0", NONE_KNOWN)),
    figure("in_post", "在岗", "In post", "count"),
    figure("first", "比较一", "Compared 1", "count", f"ROUND([@total]*10,0)*{_ROOM**2}+{_tie('S1')}*{_ROOM}+{_tie('S3')}"),
    figure("second", "比较二", "Compared 2", "count", f"{_tie('S7')}*{_ROOM}+{_tie('S2')}"),
    figure("ranked", "参加排名", "Ranked", "count", f"IF(AND([@in_post]=1,[@known]>={HALF}),1,0)"),
    figure("rank", "名次", "Rank", "count", f"1+{_ahead('ranked')}", Unless("[@in_post]=0", OUT), Unless("[@ranked]=0", HALF_UNKNOWN)),
    figure("errors", "未处理错误", "Open errors", "count", f"COUNTIFS({_FINDINGS},error)"),
    figure("able", "有评优资格", "Eligible", "count", f"IF(AND([@ranked]=1,[@errors]=0,[@total]>={LOW:g}),1,0)"),
    figure("honour", "荣誉", "Honour", "text", f"IF([@able]=1,IF({_ahead('able')}=0,star,fit),IF([@ranked]=0,only,IF([@errors]=0,low,unfit)))"),
    figure("missing", "缺", "Missing"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the Score sheet."""

    code: str
    title: str
    weight: float


def measures(draft: Draft) -> list[Measure]:
    """What people are judged by: the rows of the workbook's own Score sheet that carry a weight."""
    table = draft.facts.book.table("score")
    columns = zip(*(table.get(key) for key in ("code", "measure", "weight")), strict=True)
    return [
        Measure(code, title or code, float(weight))
        for row, (code, title, weight) in enumerate(columns)
        if code and weight and table.by_id[code] == row
    ]


def judged(draft: Draft) -> list[Person]:
    """The reps and leads who work there on the day of the report; nobody where there is no Score sheet."""
    if not measures(draft):
        return []
    known = draft.facts.people
    return [p for p in known.all if p.role in SELL and known.there(p.id, draft.facts.as_of)]


_AND: Final = "\x1f"
"""Between a person and a measure: no cell holds it, while ids may hold any other character."""


def detail_row(person: str, code: str) -> str:
    """The key of what somebody scored on a measure among the rows of the detail."""
    return f"{person}{_AND}{code}"


def _detail_rows(draft: Draft) -> list[str]:
    codes = [m.code for m in measures(draft)]
    return [detail_row(person.id, code) for person in judged(draft) for code in codes]


def _detail_given(draft: Draft, rows: Sequence[str]) -> Given:
    pairs = [row.split(_AND) for row in rows]
    by_code = {m.code: m for m in measures(draft)}
    records = _records(draft)
    rated = [_rating(draft, person, code) for person, code in pairs]
    looks = draft.filled["score_detail"].looks
    looks.update(
        {(row, key): "money" for row in rows if row.split(_AND)[1] in AMOUNTS for key in ("num", "den")}
    )
    return {
        "name": [draft.name_of(person) for person, _ in pairs],
        "code": [code for _, code in pairs],
        "measure": [by_code[code].title for _, code in pairs],
        "part": [draft.speak(PARTS[PART_OF.get(code, "conduct")]) for _, code in pairs],
        "weight": [by_code[code].weight * _times(draft, person, code) for person, code in pairs],
        "records": [records.get(person, 0) if code == "S6" else None for person, code in pairs],
        "rated": [one.points for one in rated],
        "top": [one.top for one in rated],
        "raters": [one.raters for one in rated],
        "how": [
            UNKNOWN if _why_unknown(draft, code, one) else code
            for (_, code), one in zip(pairs, rated, strict=True)
        ],
    }


@dataclass(frozen=True, slots=True)
class _Rated:
    """What somebody scored on a form, of how much, by how many; None where nobody rated them."""

    points: float | None = None
    top: int | None = None
    raters: int | None = None


def _rating(draft: Draft, person: str, code: str) -> _Rated:
    """The latest rating on a form: the sum of its items, else the mean that was typed."""
    if code not in _FORMS:
        return _Rated()
    facts, form = draft.facts, _FORMS[code]
    found = rating(facts.appraisals, person, facts.as_of, facts.fiscal_start)
    mean = getattr(found, form) if found is not None else None
    if found is None or mean is None:
        return _Rated()
    items = [found.items[key] for key in FORMS[form] if key in found.items] or [mean]
    return _Rated(sum(items), MOST * len(items), found.n)


def _why_unknown(draft: Draft, code: str, rated: _Rated) -> Text | None:
    """Why nothing tells of a measure; None where something does."""
    book = draft.facts.book
    if code == "S9":
        return None if book.has("service") else reasons.no_sheet("service")
    if code not in _FORMS or rated.points is not None:
        return None
    return NOT_RATED if book.has("evaluations") else NO_FORM


def _times(draft: Draft, person: str, code: str) -> float:
    """What a weight is multiplied with for somebody new."""
    hired = draft.facts.people.by_id[person].hired_on
    is_new = hired is not None and (draft.facts.as_of - hired).days <= NEW_DAYS
    return NEW_WEIGHTS.get(PART_OF.get(code, ""), 1.0) if is_new else 1.0


def _records(draft: Draft) -> Mapping[str, int]:
    """How many customers, deals and tasks there are by person."""
    book = draft.facts.book
    found: dict[str, int] = {}
    for record, key in (("customers", "owner"), ("pipeline", "owner"), ("tasks", "assignee")):
        for person in book.table(record).get(key):
            if person is not None:
                found[person] = found.get(person, 0) + 1
    return found


def _names(draft: Draft) -> Mapping[str, Named]:
    facts, say = draft.facts, draft.say
    gone = elapsed_share(facts, draft.periods.told)
    allowed = definition(facts.book, "true_discount").target
    return {
        **draft.periods.days(),
        **{key: draft.speak(text) for key, text in PARTS.items()},
        "won": draft.speak(STATES["won"]),
        "person": draft.level_name("person"),
        "won_amount": measure_name(draft, "won_amount"),
        "new_customers": measure_name(draft, "new_customers"),
        "error": draft.speak(Severity.ERROR.text),
        "warning": draft.speak(Severity.WARNING.text),
        "gone": gone.number if gone.known else 1.0,
        "cap": facts.book.settings.number("score_cap"),
        "score_span": draft.score_span("window"),
        "full": facts.book.settings.number("satisfaction_full"),
        "allowed": DISCOUNT if allowed is None else allowed,
        "least": float(facts.smallest_sample),
        "star": draft.say_of("★ 月度之星", "★ Top performer"),
        "fit": say("有评优资格", "Eligible"),
        "low": say("不到 60 分", "Below 60"),
        "unfit": say("有错误未处理", "Errors still open"),
        "only": say("只作参考", "For reference"),
    }


def _detail_words(draft: Draft, rows: Sequence[str]) -> list[Words]:
    least = draft.facts.smallest_sample
    pairs = [row.split(_AND) for row in rows]
    whys = (_why_unknown(draft, code, _rating(draft, person, code)) for person, code in pairs)
    return [{"least": least, "why": why or Text("", "")} for why in whys]


def _rows(draft: Draft) -> list[str]:
    return [person.id for person in judged(draft)]


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    outs = _why_out(draft, rows)
    kept = measures(draft)
    return {
        "name": [draft.name_of(row) for row in rows],
        "in_post": [0 if out is not None else 1 for out in outs],
        "missing": [_missing(draft, row, kept) for row in rows],
    }


def _words(draft: Draft, rows: Sequence[str]) -> list[Words]:
    return [{"out": out or Text("", "")} for out in _why_out(draft, rows)]


def _why_out(draft: Draft, people: Sequence[str]) -> list[Text | None]:
    """Why each is not ranked whatever the score; None for those who are."""
    facts, month = draft.facts, draft.periods.told
    time = capacities(facts.book, facts.calendar, month.first, facts.as_of)
    days = facts.calendar.workdays_between(draft.periods.before.last, facts.as_of)
    return [_out(draft, person, time[person].workdays < days * PRESENT) for person in people]


def _out(draft: Draft, person: str, away: bool) -> Text | None:
    hired, as_of = draft.facts.people.by_id[person].hired_on, draft.facts.as_of
    if hired is not None and _months(hired) + IN_POST_MONTHS > _months(as_of):
        return Text("到岗不满三个月", "Less than three months in post")
    return Text("在岗不到三分之二", "Away for more than a third of the days") if away else None


def _months(day: dt.date) -> float:
    return day.year * 12 + day.month + day.day / 32


def _missing(draft: Draft, person: str, kept: Sequence[Measure]) -> str | None:
    """The measures without data, by their names."""
    detail = draft.filled["score_detail"]
    lacking = [m.title for m in kept if not known(detail.get(detail_row(person, m.code), "points"))]
    return draft.say("、", ", ").join(lacking) or None


DETAIL = FigureTable(
    "score_detail", "tblScoreDetail", Text("评分明细", "Scores in detail"), DETAIL_COLUMNS, _detail_rows, _detail_given, _names, _detail_words, full_only=True,
)  # fmt: skip
SCORE = FigureTable(
    "score", "tblScoreFigures", Text("评价", "Evaluation"), COLUMNS, _rows, _given, _names, _words, full_only=True,
)  # fmt: skip
