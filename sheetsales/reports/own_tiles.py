"""The eight tiles of a person's page: the own value, year, steps, tasks, calls, visits, contacts and rows to put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from sheetsales.findings import Severity
from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import definition
from sheetsales.indicators.figure import Figure
from sheetsales.reports.block import FORMATS, PlacedTable
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Content, Sentence, known, mirror, shown
from sheetsales.reports.cover_lines import NO_TARGET, TENTH
from sheetsales.reports.cover_table import FIRST_DAYS, STATUS_WORDS
from sheetsales.reports.customers_table import ALL, NO_KNOWN
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.tiles import Tile, cover_tile, unknown_tile
from sheetsales.texts import Text

NO_TASKS = Text("没有本人的任务", "No tasks of one's own")
NO_STEPS = Text("没有流程步骤可查", "No steps to look at")
_GAP = " · "


def own_tiles(material: Material) -> tuple[Tile, ...]:
    """The tiles in their order."""
    return tuple(make(material) for make in _TILES)


def _row(material: Material, key: str) -> tuple[PlacedTable, str] | None:
    """The person's row of a table; None where there is none."""
    block, person = material.blocks.get(key), material.draft.person
    return (block, person) if block is not None and person in block.rows else None


def _cell(block: PlacedTable, row: str, key: str) -> tuple[str, Content]:
    return block.ref(row, key), block.get(row, key)


def _mirrored(block: PlacedTable, row: str, key: str) -> Content:
    return mirror(*_cell(block, row, key))


def _of(block: PlacedTable, row: str, part: str, whole: str) -> Content:
    """``86/91``."""
    (a, done), (b, due) = _cell(block, row, part), _cell(block, row, whole)
    x, y = shown(done), shown(due)
    if x is None or y is None:
        return None
    return Calc(f'TEXT({a},"0")&"/"&TEXT({b},"0")', f"{COUNT.words(x)}/{COUNT.words(y)}")


def _missing(draft: Draft, said: Sentence, target: tuple[str, Content], actual: tuple[str, Content]) -> None:
    """How much is missing to a target, or over it."""
    (wanted, a), (reached, b) = target, actual
    goal, value = shown(a), shown(b)
    if goal is None or value is None:
        return
    short = value < goal
    words = draft.say("还差 ", "") if short else draft.say("超 ", "")
    after = draft.say("", " to go") if short else draft.say("", " over")
    formula = f"{wanted}-{reached}" if short else f"{reached}-{wanted}"
    said.clause(words, (formula, abs(goal - value), draft.money), after, joint=_GAP)


def _light(draft: Draft, code: str, actual: Figure, target: float | None, *, adds_up: bool) -> str:
    status = definition(draft.facts.book, code).status(
        actual, target, draft.facts.smallest_sample, adds_up=adds_up
    )
    return draft.speak(STATUS_WORDS[status])


def _won(material: Material) -> Tile:
    """What was won, against the own target of the period."""
    draft, kpi = material.draft, material.blocks.kpi
    tile = cover_tile(draft, kpi, "won_amount")
    if tile.unknown:
        return tile
    said = Sentence()
    said.clause((*_cell(kpi, "won_count", "actual"), COUNT), draft.say(" 单", " won"))
    _missing(draft, said, _cell(kpi, "won_amount", "target"), _cell(kpi, "won_amount", "actual"))
    return replace(tile, context=said.end("") if said.begun else None)


def _year(material: Material) -> Tile:
    """The year so far: the light by the plan to date, the bar by the year's target."""
    draft, kpi = material.draft, material.blocks.kpi
    name, row = draft.say("年累计", "Year to date"), "won_amount"
    value = kpi.get(row, "ytd")
    if not known(value):
        return unknown_tile(draft, name, getattr(value, "reason", NO_TARGET))
    goal, said = Sentence(), Sentence()
    goal.clause(draft.say("全年目标 ", "year's target "), (*_cell(kpi, row, "year_target"), draft.money))
    _missing(draft, said, _cell(kpi, row, "year_target"), _cell(kpi, row, "ytd"))
    plan, reached = shown(kpi.get(row, "ytd_target")), kpi.get(row, "year_attainment")
    share = _mirrored(kpi, row, "year_attainment") if known(reached) else None
    return Tile(
        name, _mirrored(kpi, row, "ytd"), draft.money_format,
        _light(draft, row, Figure(shown(value), 1), plan or None, adds_up=True),
        goal.end("") if goal.begun else draft.speak(NO_TARGET), share, bar=share,
        context=said.end("") if said.begun else None,
    )  # fmt: skip


def _steps(material: Material) -> Tile:
    """Steps done of those that fell due."""
    draft, name = material.draft, material.draft.say("流程步骤", "Process steps")
    found = _row(material, "process_people")
    if found is None:
        return unknown_tile(draft, name, NO_STEPS)
    block, row = found
    rate, due = block.get(row, "done_rate"), shown(block.get(row, "due")) or 0.0
    share = _mirrored(block, row, "done_rate") if known(rate) else None
    target = definition(draft.facts.book, "step_on_time").target
    light = _light(draft, "step_on_time", Figure(shown(rate), int(due)), target, adds_up=False)
    said = Sentence()
    said.clause(
        draft.say("未完成 ", ""),
        (
            f"{block.ref(row, 'due')}-{block.ref(row, 'done')}",
            due - (shown(block.get(row, "done")) or 0.0),
            COUNT,
        ),
        draft.say(" 项", " not done"),
    )
    goal = (
        draft.say("目标 ", "target ") + PERCENT.words(target)
        if target is not None
        else draft.speak(NO_TARGET)
    )
    return Tile(name, _of(block, row, "done", "due"), FORMATS["text"], light, goal, share, bar=share, context=said.end(""))  # fmt: skip


def _tasks(material: Material) -> Tile:
    """Tasks done in time of those due; what is open and late."""
    draft, name = material.draft, material.draft.say("任务按时完成", "Tasks in time")
    found = _row(material, "tasks")
    if found is None:
        return unknown_tile(draft, name, NO_TASKS)
    block, row = found
    late = int(shown(block.get(row, "overdue")) or 0)
    share = _mirrored(block, row, "on_time_rate") if known(block.get(row, "on_time_rate")) else None
    said = Sentence()
    said.clause(draft.say("待办 ", ""), (*_cell(block, row, "open"), COUNT), draft.say(" 项", " open"))
    said.clause(
        draft.say("逾期 ", ""),
        (*_cell(block, row, "overdue"), COUNT),
        draft.say(" 项", " overdue"),
        joint=_GAP,
    )
    light = draft.say(f"✕ 逾期 {late}", f"✕ {late} overdue") if late else ""
    goal = draft.say_of("本月到期的任务", "of those due this month")
    return Tile(name, _of(block, row, "in_time", "due"), FORMATS["text"], light, goal, share, bar=share, context=said.end(""))  # fmt: skip


def _activity(code: str, zh: str, en: str) -> Callable[[Material], Tile]:
    """Calls or visits against the own quota, of which the part due by now counts."""

    def make(material: Material) -> Tile:
        draft, name = material.draft, material.draft.say(zh, en)
        found = _row(material, "quotas")
        if found is None:
            return unknown_tile(
                draft,
                name,
                reasons.no_sheet("activities") if not draft.facts.book.has("activities") else NO_TARGET,
            )
        block, row = found
        quota, rate, gone = (
            shown(block.get(row, key)) for key in (f"{code}_quota", f"{code}_rate", "elapsed")
        )
        share = _mirrored(block, row, f"{code}_rate") if rate is not None and quota else None
        goal, said = Sentence(), Sentence()
        goal.clause(
            draft.say("目标 ", "target "),
            (*_cell(block, row, f"{code}_quota"), TENTH if quota and quota % 1 else COUNT),
        )
        days = (shown(block.get(row, "days")) or 0.0) * (gone or 0.0)
        if days > 0:
            each = f"{block.ref(row, code)}/({block.ref(row, 'days')}*{block.ref(row, 'elapsed')})"
            said.clause(
                draft.say("日均 ", ""),
                (each, (shown(block.get(row, code)) or 0.0) / days, TENTH),
                draft.say(" 次", " a day"),
            )
        due = (quota or 0.0) * (gone or 0.0) if days >= FIRST_DAYS else 0.0
        light = _light(draft, code, Figure(shown(block.get(row, code)), 1), due or None, adds_up=True)
        return Tile(
            name, _mirrored(block, row, code), FORMATS["count"], light,
            goal.end("") if quota else draft.speak(NO_TARGET), share, bar=share, context=said.end("") if said.begun else None,
        )  # fmt: skip

    return make


def _contacts(material: Material) -> Tile:
    """Customers overdue for contact, and how many of those due were contacted in time."""
    draft, name = material.draft, material.draft.say("逾期未联系", "Overdue contacts")
    block = material.blocks.get("customers_grade")
    if block is None or not known(block.get(ALL, "overdue")):
        return unknown_tile(draft, name, NO_KNOWN)
    due, rate = int(shown(block.get(ALL, "due")) or 0), block.get(ALL, "rate")
    share = _mirrored(block, ALL, "rate") if known(rate) else None
    goal, said = Sentence(), Sentence()
    goal.clause(
        draft.say_of("本月应联系 ", ""), (*_cell(block, ALL, "due"), COUNT), draft.say(" 家", " fell due")
    )
    said.clause(draft.say("按期 ", ""), (*_cell(block, ALL, "met"), COUNT), draft.say(" 家", " on time"))
    said.clause(
        draft.say("补联系 ", ""),
        (*_cell(block, ALL, "caught_up"), COUNT),
        draft.say(" 家", " caught up"),
        joint=_GAP,
    )
    target = definition(draft.facts.book, "contact_on_time").target
    light = _light(draft, "contact_on_time", Figure(shown(rate), due), target, adds_up=False)
    return Tile(name, _mirrored(block, ALL, "overdue"), draft.say('0" 家"', "0"), light, goal.end(""), share, bar=share, context=said.end(""))  # fmt: skip


def _mend(material: Material) -> Tile:
    """What a check found in the own rows."""
    draft, found = material.draft, material.findings
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    days = [(material.today - finding.since).days for finding in found if finding.since is not None]
    light = (
        draft.say(f"✕ {errors} 处错误", f"✕ {errors} errors" if errors > 1 else "✕ 1 error") if errors else ""
    )
    rest = len(found) - errors
    oldest = draft.say(f"最久 {max(days)} 天", f"oldest {max(days)} days") if days else None
    return Tile(
        draft.say("要清的数据", "Rows to put right"), len(found), draft.say('0" 处"', "0"), light,
        draft.say(f"其他 {rest} 处", f"{rest} others") if rest else draft.say("没有别的", "nothing else"), context=oldest,
    )  # fmt: skip


_TILES: Final[tuple[Callable[[Material], Tile], ...]] = (
    _won, _year, _steps, _tasks, _activity("calls", "电话", "Calls"), _activity("visits", "拜访（含演示）", "Visits, demos"), _contacts, _mend,
)  # fmt: skip


def own_sentences(material: Material) -> Iterator[tuple[Text, Content]]:
    """What was won and done, and the three things to do first."""
    draft, kpi = material.draft, material.blocks.kpi
    say, said = draft.say, Sentence()
    said.clause(say("签约 ", ""), (*_cell(kpi, "won_amount", "actual"), draft.money), say("", " won"))
    said.clause(
        say("是目标的 ", ""),
        (*_cell(kpi, "won_amount", "attainment"), PERCENT),
        say("", " of target"),
        joint=say("，", ", "),
    )
    found = _row(material, "process_people")
    if found is not None:
        block, row = found
        said.clause(
            draft.say_of("本月步骤应完成 ", ""), (*_cell(block, row, "due"), COUNT), say(" 项，完成 ", " steps due, "),
            (*_cell(block, row, "done"), COUNT), say(" 项", " done"), joint=say("；", "; "),
        )  # fmt: skip
    yield Text("签约", "Won"), said.end(say("。", "."))
    first = material.blocks["priorities"]
    if first.rows:
        things = [str(first.get(row, "what")).rstrip("。.") for row in first.rows]
        yield Text("先做", "First"), say("；", "; ").join(things) + say("。", ".")
