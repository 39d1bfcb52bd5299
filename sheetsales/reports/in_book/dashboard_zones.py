"""The parts of a dashboard: each the cells it consists of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from sheetsales.cells.values import EditValue, Formula
from sheetsales.findings import Severity
from sheetsales.indicators.figure import Figure
from sheetsales.look.widths import shortened
from sheetsales.reports.cells import PERCENT, Calc, Content, shown
from sheetsales.reports.in_book.dashboard_facts import MONTHS, MOST_PEOPLE, MOST_STAGES, Board
from sheetsales.reports.in_book.dashboard_places import (
    BODY,
    DATA,
    DAYS,
    LEFT,
    LISTS,
    LONGEST_LIST,
    MIDDLE,
    RIGHT,
    TILE_COLUMNS,
    TILES,
    TITLES,
    WIDTHS,
    at,
)  # fmt: skip
from sheetsales.reports.in_book.laid import Said
from sheetsales.reports.in_book.live import Live
from sheetsales.reports.in_book.live import shown as live_or_value
from sheetsales.reports.in_book.looks import LookName
from sheetsales.reports.in_book.scene import state_of_month
from sheetsales.reports.material import Material
from sheetsales.reports.trend_table import month_name
from sheetsales.speech.days import SHORT_MONTHS

DASH = "—"
_COMPANY = "company:"


def state(board: Board) -> str:
    """Which month is shown and up to which day."""
    return state_of_month(board.scene, board.asked, board.draft.facts.as_of)


def _value(live: Live | None, figure: Figure) -> EditValue:
    return live_or_value(live, figure.number if figure.known else None)


def _number(content: Content) -> EditValue:
    """What a report's cell shows, as a plain value."""
    value = content.value if isinstance(content, Calc) else content
    found = shown(content)
    return found if found is not None else value if isinstance(value, str | dt.date) else DASH


def data(board: Board) -> Iterator[Said]:
    """The days and figures that formulas name, each with its name."""
    say, day, month = board.scene.say, DAYS, board.month
    typed, first = board.asked.typed, month.first
    by_cell = (
        f'IF($B$2="",DATE(YEAR({day["as_of"]}),MONTH({day["as_of"]}),1),DATE(LEFT($B$2,4),MID($B$2,6,2),1))'
    )
    is_plain = typed is None or (isinstance(typed, str) and typed == month.label)
    start: EditValue = Formula(by_cell, first) if is_plain else first
    label = f'YEAR({day["first"]})&"-"&RIGHT("0"&MONTH({day["first"]}),2)'
    won, lost, _ = board.win_rate()
    goal = _value(*board.target())
    gone = board.of_month.blocks["targets"].get(_COMPANY, "elapsed")
    told: list[tuple[str, str, EditValue, LookName]] = [
        (say("截至", "As of"), day["as_of"], board.scene.today, "date"),
        (say("月初", "First day"), day["first"], start, "date"),
        (say("月末", "Last day"), day["last"], Formula(f"EOMONTH({day['first']},0)", month.last), "date"),
        (say("十二个月起", "Twelve months from"), day["window"],
         Formula(f"EDATE({day['first']},{1 - MONTHS})", board.window.first), "date"),
        (say("月份", "Month"), day["label"], Formula(label, month.label), "right"),
        (say("已过工作日", "Working days gone"), day["gone"], _number(gone), "percent"),
        (say("目标", "Target"), day["target"], goal, "money"),
        (say("赢（12 个月）", "Won (12 months)"), day["won_n"], live_or_value(won, _ended(board, "won")), "count"),
        (say("输（12 个月）", "Lost (12 months)"), day["lost_n"], live_or_value(lost, _ended(board, "lost")), "count"),
        (say("图题：漏斗", "Title: funnel"), TITLES["funnel"], _funnel_title(board), "text"),
        (say("图题：每人", "Title: people"), TITLES["people"], _people_title(board), "text"),
        (say("图题：十二个月", "Title: months"), TITLES["trend"], _trend_title(board), "text"),
    ]  # fmt: skip
    for name, cell, value, look in told:
        row, column = at(cell)
        yield row, column - 1, name, "code"
        yield row, column, value, look


def _ended(board: Board, state: str) -> int:
    facts, window = board.draft.facts, board.draft.periods.window
    return len(facts.won(window) if state == "won" else facts.lost(window))


def _funnel_title(board: Board) -> str:
    deals = [deal for stage in board.stages for deal in board.in_stage(stage)]
    worth = board.draft.money.words(float(sum(deal.amount or 0 for deal in deals)))
    return board.scene.say(f"在手 {len(deals)} 单，{worth}", f"{len(deals)} open deals, {worth}")


def _people_title(board: Board) -> str:
    block = board.of_month.blocks["targets"]
    rates = [shown(block.get(f"person:{person}", "attainment")) for person in board.people]
    known = [rate for rate in rates if rate is not None]
    month = month_name(board.draft, board.month.first.month)
    reached = sum(rate >= 1 for rate in known)
    if not known:
        return board.scene.say(f"{month}每人签约额", f"Won value by person, {month}")
    return board.scene.say(
        f"{month}：{len(known)} 人有目标，{reached} 人达到",
        f"{month}: {reached} of {len(known)} with a target have reached it",
    )


def _trend_title(board: Board) -> str:
    block, month = board.of_month.blocks["targets"], month_name(board.draft, board.month.first.month)
    won, goal = (shown(block.get(_COMPANY, key)) for key in ("actual", "target"))
    if won is None:
        return board.scene.say("十二个月签约额", "Won value of twelve months")
    money = board.draft.money.words
    said = board.scene.say(f"{month}签约 {money(won)}", f"{month}: won {money(won)}")
    if goal is None:
        return said
    short = goal - won
    if short > 0:
        return said + board.scene.say(f"，差目标 {money(short)}", f", {money(short)} short of target")
    return said + board.scene.say(f"，超目标 {money(-short)}", f", {money(-short)} over target")


def tiles(board: Board) -> Iterator[Said]:
    """Six figures, each with its name above and what it rests on below."""
    scene, row = board.scene, TILES
    found = (
        (scene.say("签约额", "Won value"), "tile", *_won_tile(board)),
        (scene.say("进度比", "Pace"), "tile_percent", *_pace_tile(board)),
        (scene.say("赢单率（12 个月）", "Win rate (12 months)"), "tile_percent", *_rate_tile(board)),
        (scene.say("在手金额", "Open amount"), "tile", *_open_tile(board)),
        (scene.say("逾期任务", "Overdue tasks"), "tile_count", *_tasks_tile(board)),
        (scene.say("逾期客户", "Overdue customers"), "tile_count", *_customers_tile(board)),
    )
    looks: tuple[LookName, ...] = ("tile_name", "tile", "tile_note")
    for number, (name, look, figure, note) in enumerate(found):
        column = TILE_COLUMNS[number]
        for down, value in enumerate((name, figure, note)):
            here: LookName = look if down == 1 else looks[down]  # type: ignore[assignment]  # names of looks, as written above
            yield row + down, column, value, here
            yield row + down, column + 1, None, looks[down]


def _won_tile(board: Board) -> tuple[EditValue, EditValue]:
    scene, goal, money = board.scene, DAYS["target"], board.draft.money
    live, figure = board.won()
    target = board.target()[1]
    none = scene.say("没有设目标", "No target set")
    if not (figure.known and target.known and target.number > 0):
        return _value(live, figure), none
    before, between = scene.say("目标 ", "Target "), " · "
    share = figure.number / target.number
    formula = (
        f'IF(AND(ISNUMBER($A${TILES + 1}),N({goal})>0),"{before}"&{money.expression(goal)}&"{between}"&'
        f'{PERCENT.expression(f"$A${TILES + 1}/{goal}")},"{none}")'
    )
    said = f"{before}{money.words(target.number)}{between}{PERCENT.words(share)}"
    return _value(live, figure), Formula(formula, said)


def _pace_tile(board: Board) -> tuple[EditValue, EditValue]:
    block, scene = board.of_month.blocks["targets"], board.scene
    pace, gone = (shown(block.get(_COMPANY, key)) for key in ("pace", "elapsed"))
    won, goal, past = f"$A${TILES + 1}", DAYS["target"], DAYS["gone"]
    formula = f'IF(AND(ISNUMBER({won}),N({goal})>0,N({past})>0),{won}/({goal}*{past}),"{DASH}")'
    note = scene.say("签约额 ÷（目标 × 已过工作日）", "Won ÷ (target × days gone)")
    if gone is not None and gone >= 1:
        note = scene.say("这个月已过完", "The month is over")
    return (Formula(formula, pace) if pace is not None else DASH), note


def _rate_tile(board: Board) -> tuple[EditValue, EditValue]:
    _, _, rate = board.win_rate()
    least, won, lost = board.draft.facts.smallest_sample, DAYS["won_n"], DAYS["lost_n"]
    figure = rate.number if rate.known and rate.n >= least else None
    a, b = _ended(board, "won"), _ended(board, "lost")
    opening, middle = board.scene.say("赢 ", "Won "), board.scene.say(" · 输 ", " · lost ")
    formula = f'IF({won}+{lost}<{least},"{DASH}",{won}/({won}+{lost}))'
    note = Formula(f'"{opening}"&{won}&"{middle}"&{lost}', f"{opening}{a}{middle}{b}")
    return Formula(formula, DASH if figure is None else figure) if rate.known else DASH, note


def _open_tile(board: Board) -> tuple[EditValue, EditValue]:
    last = BODY + MOST_STAGES - 1
    deals = [deal for stage in board.stages for deal in board.in_stage(stage)]
    every = [d for d in board.now.draft.facts.open() if d.amount is not None]
    worth = float(sum(deal.amount or 0 for deal in every))
    summed = Live(f"SUM($C${BODY}:$C${last})", float(sum(deal.amount or 0 for deal in deals)))
    count = board.scene.say(" 单", " deals")
    note = Formula(f'SUM($B${BODY}:$B${last})&"{count}"', f"{len(deals)}{count}")
    if not board.scene.book.table("pipeline").has("amount"):
        return DASH, note
    return live_or_value(summed, worth), note


def _tasks_tile(board: Board) -> tuple[EditValue, EditValue]:
    live, count = board.overdue_tasks()
    if count is None:
        return DASH, board.scene.say("没有任务表", "No Tasks sheet")
    return live_or_value(live, count), board.scene.say("截止日已过、没完成", "Due day past, not done")


def _customers_tile(board: Board) -> tuple[EditValue, EditValue]:
    count = board.overdue_customers()
    if count is None:
        return DASH, board.scene.say("没有客户表或联系记录", "No customers or contacts on file")
    return count, board.scene.say("超过联系周期", "Beyond their cadence")


def funnel(board: Board) -> Iterator[Said]:
    """The open stages with their deals now."""
    for number in range(MOST_STAGES):
        row = BODY + number
        stage = board.stages[number] if number < len(board.stages) else None
        if stage is None:
            yield from _blank(row, LEFT, ("bare_text", "bare_count", "bare_money", "bare_count"))
            continue
        deals = board.in_stage(stage)
        count, worth = board.stage_figures(stage, f"$A{row}")
        priced = [deal.amount for deal in deals if deal.amount is not None]
        amount = float(sum(priced)) if any(priced) or not deals else None
        over = board.over(stage)
        yield row, 1, board.draft.stage_name(stage.code), "text"
        yield row, 2, live_or_value(count, len(deals)), "count"
        yield row, 3, _worth(worth, amount, f"$B{row}"), "money"
        yield row, 4, DASH if over is None else over, "count"


def _worth(live: Live | None, amount: float | None, count: str) -> EditValue:
    """What deals are worth; unknown where there are some and none has an amount."""
    if live is None or (amount is not None and live_or_value(live, amount) == amount):
        return DASH if amount is None else amount
    formula = f'IF(AND({count}>0,{live.text}=0),"{DASH}",{live.text})'
    return Formula(formula, DASH if amount is None else amount)


def everybody(board: Board) -> Iterator[Said]:
    """Everybody's target and what was won."""
    for number in range(MOST_PEOPLE):
        row = BODY + number
        if number >= len(board.people):
            yield from _blank(row, MIDDLE, ("bare_text", "bare_money", "bare_money", "bare_percent"))
            continue
        person = board.people[number]
        goal, won = board.person(person, f"$F{row}")
        rate = shown(board.of_month.blocks["targets"].get(f"person:{person}", "attainment"))
        formula = f'IF(AND(N($G{row})>0,ISNUMBER($H{row})),$H{row}/$G{row},"{DASH}")'
        yield row, MIDDLE, board.draft.name_of(person), "text"
        yield row, MIDDLE + 1, _value(*goal), "money"
        yield row, MIDDLE + 2, _value(*won), "money"
        yield row, MIDDLE + 3, Formula(formula, DASH if rate is None else rate), "percent"


def coming(board: Board) -> Iterator[Said]:
    """The next months as the forecast sees them."""
    block = board.now.blocks.get("outlook")
    rows = [row for row in block.rows if "·" not in row] if block else []
    for number in range(3):
        row = BODY + number
        if block is None or number >= len(rows):
            yield from _blank(row, RIGHT, ("bare_text", "bare_money", "bare_money", "bare_money"))
            continue
        yield row, RIGHT, rows[number], "text"
        for across, key in enumerate(("target", "commit", "weighted"), RIGHT + 1):
            yield row, across, _number(block.get(rows[number], key)), "money"


def stalled(board: Board) -> Iterator[Said]:
    """The largest stalled deals."""
    none = board.scene.say("没有停滞的商机", "No stalled deals")
    yield from _list(board.now, "stalled", LEFT, ("deal", "amount"), "money", none)


def overdue(board: Board) -> Iterator[Said]:
    """The best customers nobody has been in touch with."""
    none = board.scene.say("没有逾期的客户", "No customer is overdue")
    yield from _list(board.now, "customers_overdue", MIDDLE, ("owner", "days"), "count", none)


def _list(
    made: Material, key: str, column: int, keys: tuple[str, str], look: LookName, none: str
) -> Iterator[Said]:
    """Five customers, each over two columns, with two facts of each."""
    block = made.blocks.get(key)
    rows = block.rows[:LONGEST_LIST] if block else ()
    room = sum(WIDTHS[column - 1 : column + 1]) - 1
    for number in range(LONGEST_LIST):
        row = LISTS + 2 + number
        values: list[EditValue] = [none if not rows and number == 0 else None, None, None]
        if block is not None and number < len(rows):
            values = [_number(block.get(rows[number], name)) for name in ("customer", *keys)]
        first, second, third = values
        yield row, column, shortened(str(first), room) if first is not None else None, "text"
        yield row, column + 1, None, "text"
        yield row, column + 2, second, "text"
        yield row, column + 3, third, look


def problems(board: Board) -> Iterator[Said]:
    """The rules that most findings come from, errors and warnings."""
    counted = Counter(
        part.code for f in board.scene.findings if f.severity is not Severity.INFO for part in f.parts
    )
    found = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:LONGEST_LIST]
    for number in range(LONGEST_LIST):
        row = LISTS + 2 + number
        title = board.draft.rule_title(found[number][0]) if number < len(found) else None
        if not found and number == 0:
            title = board.scene.say("没有问题", "No problems found")
        yield row, RIGHT, title, "text"
        yield row, RIGHT + 1, None, "text"
        yield row, RIGHT + 2, None, "text"
        yield row, RIGHT + 3, found[number][1] if number < len(found) else None, "count"


def trend(board: Board) -> Iterator[Said]:
    """Twelve months of won value against target, which the chart draws."""
    cells = [(f"$B{DATA + 2 + n}", f"EOMONTH($B{DATA + 2 + n},0)") for n in range(MONTHS)]
    short = ",".join(f'"{name}"' for name in SHORT_MONTHS)
    for number, (month, live, won, goal) in enumerate(board.of_months(cells)):
        row = DATA + 2 + number
        name = month_name(board.draft, month.first.month)
        spoken = board.scene.say(f'MONTH($B{row})&"月"', f"INDEX({{{short}}},MONTH($B{row}))")
        yield row, 1, Formula(spoken, name), "text"
        yield row, 2, Formula(f"EDATE({DAYS['first']},{number + 1 - MONTHS})", month.first), "date"
        yield row, 3, live_or_value(live, won.number) if won.known else None, "money"
        yield row, 4, goal.number if goal.known else None, "money"


def _blank(row: int, column: int, looks: tuple[LookName, ...]) -> Iterator[Said]:
    for across, look in enumerate(looks):
        yield row, column + across, None, look
