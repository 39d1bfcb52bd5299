"""SS201, SS202, SS203, SS205: days of closing that cannot be, or that the stage denies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked, count_in, stages_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

CLOSED_IN_FUTURE = RuleInfo(
    code="SS201",
    name="closed-in-future",
    severity=Severity.ERROR,
    title=Text("关闭日期在将来", "Closed in the future"),
    why=Text(
        "还没到的日子不能成交，也不能输单；写了，这单就算进了将来的月份。",
        "Nothing is won or lost on a day to come; the deal would count in a month that has not begun.",
    ),
    fix=Text(
        "改成实际签约或输单的日期；还没定下来的，把阶段改回去，日期填到预计成交。",
        "Enter the day it was signed or lost; if it is not settled, move the stage back and use Expected close.",
    ),
    example=Text(
        "商机 O-0088 的关闭日期是 11 月 20 日，今天才 11 月 2 日。",
        "O-0088 is said to have closed on 20 November, but today is 2 November.",
    ),
)

CLOSED_BEFORE_CREATED = RuleInfo(
    code="SS202",
    name="closed-before-created",
    severity=Severity.ERROR,
    title=Text("关闭或预计成交早于创建", "Closing before it was created"),
    why=Text(
        "还没创建就成交，销售周期成了负数，预测也跟着错。",
        "A deal that ends before it began makes the sales cycle negative and the forecast wrong.",
    ),
    fix=Text("核对两个日期，改掉填错的那个。", "Compare both days and correct the wrong one."),
    example=Text(
        "商机 O-0012 的关闭日期 3 月 1 日早于创建日期 3 月 10 日。",
        "O-0012 closed on 1 March, before it was created on 10 March.",
    ),
)

OPEN_WITH_CLOSED_DATE = RuleInfo(
    code="SS203",
    name="open-with-closed-date",
    severity=Severity.WARNING,
    title=Text("没结束却有关闭日期", "Open, but with a closed date"),
    why=Text(
        "阶段说还在跟，日期说已经结束，统计只能信一个。",
        "The stage says it goes on, the date that it is over; figures can only believe one of them.",
    ),
    fix=Text(
        "已经结束的，把阶段改为成交或输单；没有结束的，清空关闭日期。",
        "If it is over, mark it won or lost; if not, clear the closed date.",
    ),
    example=Text(
        "商机 O-0031 还在报价阶段，却填了关闭日期 10 月 12 日。",
        "O-0031 is still in Quotation but closed on 12 October.",
    ),
)

CLOSE_BEYOND_HORIZON = RuleInfo(
    code="SS205",
    name="close-beyond-horizon",
    severity=Severity.INFO,
    title=Text("预计成交太远", "Expected close is far off"),
    why=Text(
        "太远的预计成交多半是随手填的，不计入预测。",
        "A close that far away is mostly a guess; the forecast leaves it out.",
    ),
    fix=Text(
        "同客户确认时间；一年内不会买的，转暂缓并填重启日期。",
        "Ask the customer when; if it will not be within the year, put it on hold with a restart date.",
    ),
    settings=("close_horizon_days",),
    example=Text(
        "商机 O-0064 预计 2028 年 3 月 1 日成交，离今天 485 天，超过 365 天。",
        "O-0064 is expected on 1 March 2028, 485 days ahead against 365.",
    ),
)

_FUTURE = Text(
    "{deal}的关闭日期是 {date}，今天才 {today}。",
    "{deal} is said to have closed on {date}, but today is {today}.",
)
_FUTURE_HINT = Text(
    "{ask}改成实际日期；还没签字或没定的，把阶段改回去，日期填到预计成交。",
    "{ask} enter the real day; if it is not settled, move the stage back and use Expected close.",
)
_BEFORE = {
    "closed_on": Text(
        "{deal}的关闭日期 {date}早于创建日期 {created}。",
        "{deal} closed on {date}, before it was created on {created}.",
    ),
    "expected_close": Text(
        "{deal}的预计成交 {date}早于创建日期 {created}。",
        "{deal} is expected to close on {date}, before it was created on {created}.",
    ),
}
_BEFORE_HINT = Text(
    "{ask}核对这两个日期，改掉填错的那个。", "{ask} compare the two days and correct the wrong one."
)
_OPEN = Text(
    "{deal}还在{stage}阶段，却填了关闭日期 {date}。",
    "{deal} is still in {stage} but has a closed date, {date}.",
)
_OPEN_HINT = Text(
    "{ask}改阶段为成交或输单；没有结束的，清空关闭日期。",
    "{ask} mark it won or lost; if it is not over, clear the date.",
)
_FAR = Text(
    "{deal}预计 {date}成交，离今天 {days} 天，超过 {limit} 天，不计入预测。",
    "{deal} is expected on {date}, {ahead} ahead against {limit}, so the forecast leaves it out.",
)
_FAR_HINT = Text(
    "{ask}同客户确认时间；近期不会买的，转暂缓并填重启日期。",
    "{ask} ask the customer when; if it will not be soon, put it on hold with a restart date.",
)


def closed_in_future(scene: Scene) -> Iterator[Finding]:
    deals, today = scene.deals, scene.today
    goes_on = stages_of(scene, "open", "hold", "plan")
    hits = [
        (row, closed)
        for row, (closed, stage) in enumerate(zip(deals.get("closed_on"), deals.get("stage"), strict=True))
        if closed is not None and closed > today and stage not in goes_on
    ]

    def say(row: int, closed: dt.date) -> Said:
        message = _FUTURE.fill(deal=deal(scene, row), date=day(closed, today), today=day(today, today))
        return Said("closed_on", message, _FUTURE_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(CLOSED_IN_FUTURE, hits, say)


def closed_before_created(scene: Scene) -> Iterator[Finding]:
    hits = [hit for column in _BEFORE for hit in _before(scene, column)]

    def say(row: int, fact: tuple[str, dt.date, dt.date]) -> Said:
        column, *days = fact
        closed, created = (day(d, scene.today) for d in days)
        message = _BEFORE[column].fill(deal=deal(scene, row), date=closed, created=created)
        return Said(column, message, _BEFORE_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(CLOSED_BEFORE_CREATED, sorted(hits), say)


def _before(scene: Scene, column: str) -> Iterator[tuple[int, tuple[str, dt.date, dt.date]]]:
    """The deals whose day comes before their creation."""
    deals = scene.deals
    if not (deals.has(column) and deals.has("created_on")):
        return
    for row, (closing, created) in enumerate(zip(deals.get(column), deals.get("created_on"), strict=True)):
        if closing is not None and created is not None and closing < created:
            yield row, (column, closing, created)


def open_with_closed_date(scene: Scene) -> Iterator[Finding]:
    deals = scene.deals
    goes_on = stages_of(scene, "open", "hold")
    hits = [
        (row, closed)
        for row, (closed, stage) in enumerate(zip(deals.get("closed_on"), deals.get("stage"), strict=True))
        if closed is not None and stage in goes_on
    ]

    def say(row: int, closed: dt.date) -> Said:
        stage = stage_name(scene.book.process.by_code[deals.get("stage")[row]])
        message = _OPEN.fill(deal=deal(scene, row), stage=stage, date=day(closed, scene.today))
        return Said("closed_on", message, _OPEN_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(OPEN_WITH_CLOSED_DATE, hits, say, base=count_in(scene, goes_on))


def close_beyond_horizon(scene: Scene) -> Iterator[Finding]:
    deals, today = scene.deals, scene.today
    limit = int(scene.book.settings.number("close_horizon_days"))
    open_stages = stages_of(scene, "open")
    last = today + dt.timedelta(days=min(max(limit, 0), 99_999))
    pairs = enumerate(zip(deals.get("expected_close"), deals.get("stage"), strict=True))
    hits = [
        (row, due) for row, (due, stage) in pairs if due is not None and due > last and stage in open_stages
    ]

    def say(row: int, due: dt.date) -> Said:
        days = (due - today).days
        message = _FAR.fill(
            deal=deal(scene, row), date=day(due, today), days=days, ahead=count_of(days, "day"), limit=limit
        )
        return Said("expected_close", message, _FAR_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(
        CLOSE_BEYOND_HORIZON, hits, say, base=count_in(scene, open_stages)
    )


CLOSING_DATE_RULES: tuple[Rule, ...] = (
    Rule(CLOSED_IN_FUTURE, closed_in_future, Level.BASIC),
    Rule(CLOSED_BEFORE_CREATED, closed_before_created, Level.BASIC),
    Rule(OPEN_WITH_CLOSED_DATE, open_with_closed_date, Level.BASIC),
    Rule(CLOSE_BEYOND_HORIZON, close_beyond_horizon),
)
