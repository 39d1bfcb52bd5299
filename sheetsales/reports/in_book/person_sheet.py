"""A person's weekly review: what was done, what is due, which rows to put right, targets and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.cells.canvas import AreaSignal, Canvas, Drawn, Rectangle
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.indicators.period import Period
from sheetsales.indicators.week import Change
from sheetsales.look.widths import shortened
from sheetsales.process.people import Person
from sheetsales.regex import regex
from sheetsales.reports.in_book.laid import Group, Laid, Said
from sheetsales.reports.in_book.live import Live, Sums, Test, between, one_of, shown
from sheetsales.reports.in_book.looks import ACCENT, BAD, PLACE, LookName, palette
from sheetsales.reports.in_book.person_facts import PersonWeek
from sheetsales.reports.in_book.scene import Scene
from sheetsales.texts import Text

KEY: Final = "person"
DASH: Final = "—"
WIDTHS: Final = (16.0, 10.0, 14.0, 12.0, 18.0, 12.0, 17.0, 17.0)
COLUMNS: Final = len(WIDTHS)
GOALS, DONE, DUE, MEND, WORDS = 4, 10, 18, 34, 46
"""The rows of the sections' titles; their headings stand below."""
MOST_MOVES, MOST_DUE, MOST_MEND = 5, 13, 9
_MEND_LINES, _MEND_HEIGHT = 4, 57.0
_ODD: Final = regex(r"\W")
_FIELDS: Final = (
    Text("难点", "Difficulties"), Text("要的支持", "Help I need"), Text("我的承诺", "I commit to"),
)  # fmt: skip
_SECTIONS: Final = (
    (GOALS, Text("目标和缺口", "Targets and what is missing")),
    (DONE, Text("上周做了什么", "What I did last week")),
    (DUE, Text("本周到期", "Due this week")),
    (MEND, Text("我的行要改", "My rows to put right")),
    (WORDS, Text("给组长", "To my lead")),
)
_HEADINGS: Final = (
    (GOALS, (Text("期间", "Period"), Text("", ""), Text("目标", "Target"), Text("实际", "Actual"), Text("还差", "Missing"),
             Text("完成率", "Attainment"), Text("约合几单", "In deals"), Text("", ""))),
    (DONE, (Text("事", "What"), Text("", ""), Text("完成", "Done"), Text("应完成", "Asked"), Text("变动的商机", "Deals that moved"),
            Text("", ""), Text("从", "From"), Text("到", "To"))),
    (DUE, (Text("日期", "Day"), Text("类别", "Kind"), Text("事", "What"), Text("", ""), Text("", ""), Text("客户 / 商机", "Customer, deal"),
           Text("", ""), Text("", ""))),
    (MEND, (Text("单元格", "Cell"), Text("", ""), Text("问题", "What is wrong"), Text("", ""), Text("", ""),
            Text("怎么办", "What to do"), Text("", ""), Text("", ""))),
)  # fmt: skip
_RIGHT: Final = frozenset({"目标", "实际", "还差", "完成率", "约合几单", "完成", "应完成"})


def slug(person: Person) -> str:
    """The person's id as part of a defined name."""
    return _ODD.sub("_", person.id).lower()


def person_sheet(scene: Scene, which: str) -> Laid | None:
    """The sheet of the person whose id reads so in names; None where Team has nobody such."""
    person = next((one for one in scene.current.team.all if slug(one) == which), None)
    if person is None:
        return None
    week, name = PersonWeek(scene, person), scene.current.name_of(person.id)
    group = f"ss_person_{which}_"
    return Laid(
        f"{KEY}_{which}",
        scene.say(f"周-{name}", f"Week-{name}"),
        Canvas(
            palette(scene.current.money_format),
            tuple(_fixed(scene, name)),
            last=(WORDS + len(_FIELDS), COLUMNS),
            heights=_heights(),
            merged=tuple(_merged()),
            signals=_signals(),
            landscape=False,
            one_page=True,
            footer=scene.say("&L&8&A&R&8第 &P 页，共 &N 页", "&L&8&A&R&8Page &P of &N"),
            tab=ACCENT,
        ),
        WIDTHS,
        (
            Group(group + "state", ((2, 1, _state(week), "quiet"),)),
            Group(group + "today", ((2, COLUMNS, scene.today, "quiet_date"),)),
            Group(group + "goals", tuple(_goals(week))),
            Group(group + "done", tuple(_done(week))),
            Group(group + "moves", tuple(_moves(week))),
            Group(group + "due", tuple(_due(week))),
            Group(group + "mend", tuple(_mend(week))),
            Group(group + "words", tuple(_words()), typed=True),
        ),
        placed=True,
    )


def _fixed(scene: Scene, name: str) -> Iterator[Drawn]:
    yield Drawn(1, 1, scene.say(f"{name} · 周回顾", f"{name} · weekly review"), PLACE["title"])
    for row, title in _SECTIONS:
        for column in range(1, COLUMNS + 1):
            yield Drawn(row, column, scene.speak(title) if column == 1 else None, PLACE["section"])
    for row, titles in _HEADINGS:
        for column, title in enumerate(titles, 1):
            look: LookName = "heading_right" if title.zh in _RIGHT else "heading_line"
            yield Drawn(row + 1, column, scene.speak(title) or None, PLACE[look])
    for number, field in enumerate(_FIELDS, 1):
        yield Drawn(WORDS + number, 1, scene.speak(field), PLACE["label"])


def _heights() -> tuple[tuple[int, float], ...]:
    heads = [(row, 22.0) for row, _ in _SECTIONS] + [(row + 1, 20.0) for row, _ in _HEADINGS]
    body = [
        (row, 18.0)
        for first, many in ((GOALS, 3), (DONE, MOST_MOVES), (DUE, MOST_DUE))
        for row in range(first + 2, first + 2 + many)
    ]
    mend = [(MEND + 2 + n, _MEND_HEIGHT) for n in range(MOST_MEND)]
    words = [(WORDS + n, 34.0) for n in range(1, len(_FIELDS) + 1)]
    return ((1, 28.0), (2, 18.0), *heads, *body, *mend, *words)


def _merged() -> Iterator[Rectangle]:
    for row in range(MEND + 2, MEND + 2 + MOST_MEND):
        yield from ((row, 1, row, 2), (row, 3, row, 5), (row, 6, row, 8))
    for row in range(WORDS + 1, WORDS + 1 + len(_FIELDS)):
        yield row, 2, row, COLUMNS


def _signals() -> tuple[AreaSignal, ...]:
    """What was due before today, which stands at the right of the second row, is red."""
    first, last = DUE + 2, DUE + 1 + MOST_DUE
    return (AreaSignal((first, 1, last, 1), f"AND(ISNUMBER($A{first}),$A{first}<$H$2)", BAD),)


def _state(week: PersonWeek) -> str:
    say, last, this = week.scene.say, week.last_week, week.this_week
    return say(
        f"上周 {last.first} 至 {last.last} · 本周 {this.first} 至 {this.last} · 每次检查更新",
        f"Last week {last.first} to {last.last} · this week {this.first} to {this.last} · renewed by every check",
    )


def _goals(week: PersonWeek) -> Iterator[Said]:
    average = week.average()
    for number, (name, span) in enumerate(week.spans()):
        row = GOALS + 2 + number
        goal, won = week.goal(span)
        target = goal.number if goal.known else None
        actual = won.number if won.known else None
        missing = None if target is None or actual is None else max(target - actual, 0.0)
        rate = None if not target or actual is None or target <= 0 else actual / target
        yield row, 1, name, "text"
        yield row, 2, None, "text"
        yield row, 3, DASH if target is None else target, "money"
        yield row, 4, shown(_won(week, span), actual), "money"
        yield (
            row,
            5,
            _formula(f'IF(COUNT($C{row},$D{row})<2,"{DASH}",MAX($C{row}-$D{row},0))', missing),
            "money",
        )
        yield (
            row,
            6,
            _formula(f'IF(AND(N($C{row})>0,ISNUMBER($D{row})),$D{row}/$C{row},"{DASH}")', rate),
            "percent",
        )
        deals = (
            None if missing is None or not average.known or average.number <= 0 else missing / average.number
        )
        yield row, 7, DASH if deals is None else -(-deals // 1), "count"
        yield row, 8, None, "text"


def _formula(text: str, value: float | None) -> Formula:
    return Formula(text, DASH if value is None else value)


def _won(week: PersonWeek, span: Period) -> Live | None:
    """What the person won in a span, by the team's own cells."""
    scene = week.scene
    table = scene.book.table("pipeline")
    kinds = {stage.code for stage in scene.book.process.stages if stage.kind in ("won", "after")}
    pairs = zip(table.get("stage"), table.raw.get("stage", ()), strict=False)
    texts = dict.fromkeys(str(raw) for code, raw in pairs if code in kinds and isinstance(raw, str))
    first, last = span.first, span.last
    days = between(
        "closed_on", f"DATE({first.year},{first.month},{first.day})", first,
        f"DATE({last.year},{last.month},{last.day})", last,
    )  # fmt: skip
    owner: Test | None = one_of("owner", [scene.current.name_of(week.person.id)])
    return Sums(scene.book, "pipeline").where(one_of("stage", list(texts)), days, owner, of="amount")


def _done(week: PersonWeek) -> Iterator[Said]:
    for number, done in enumerate(week.done()):
        row = DONE + 2 + number
        yield row, 1, done.name, "text"
        yield row, 2, None, "text"
        yield row, 3, DASH if done.count is None else done.count, "count"
        yield row, 4, DASH if done.asked is None else round(done.asked, 1), "right"


def _moves(week: PersonWeek) -> Iterator[Said]:
    none = week.scene.say("没有变动", "None moved")
    for number in range(MOST_MOVES):
        row = DONE + 2 + number
        if number >= len(week.moves):
            told: EditValue = none if number == 0 else None
            yield from (
                (row, 5, told, "text"),
                (row, 6, None, "text"),
                (row, 7, None, "text"),
                (row, 8, None, "text"),
            )
            continue
        change = week.moves[number]
        customer = week.draft.customer_name(change.deal.customer)
        yield row, 5, shortened(f"{change.deal.id} {customer}", _room(5, 6)), "text"
        yield row, 6, None, "text"
        yield row, 7, shortened(_stage(week, change.before), _room(7, 7)), "text"
        yield row, 8, shortened(_after(week, change), _room(8, 8)), "text"


def _room(first: int, last: int) -> float:
    """The characters that fit into a line of these columns."""
    return sum(WIDTHS[first - 1 : last]) - 2


def _stage(week: PersonWeek, code: object) -> str:
    return (week.draft.stage_name(code) or code) if isinstance(code, str) and code else DASH


def _after(week: PersonWeek, change: Change) -> str:
    if change.kind == "new":
        return week.scene.say("新建", "New")
    return _stage(week, change.after)


def _due(week: PersonWeek) -> Iterator[Said]:
    """By day; the last row says how many more there are."""
    found = week.to_do
    many = len(found) if len(found) <= MOST_DUE else MOST_DUE - 1
    for number in range(MOST_DUE):
        row = DUE + 2 + number
        values: tuple[EditValue, ...] = (None, None, None, None)
        if number < many:
            one = found[number]
            values = (
                one.day,
                one.kind,
                shortened(one.what, _room(3, 5)),
                shortened(one.whom, _room(6, 8)),
            )
        elif number == many and len(found) > many:
            more = len(found) - many
            values = (
                None,
                None,
                week.scene.say(f"另有 {more} 项，见“任务”表", f"{more} more, see Tasks"),
                None,
            )
        elif number == 0:
            values = (None, None, week.scene.say("本周没有到期的", "Nothing is due this week"), None)
        text: LookName = "text" if number <= len(found) else "bare_text"
        looks: tuple[tuple[int, EditValue, LookName], ...] = (
            (1, values[0], "date" if text == "text" else "bare_date"), (2, values[1], text), (3, values[2], text), (4, None, text), (5, None, text),
            (6, values[3], text), (7, None, text), (8, None, text),
        )  # fmt: skip
        yield from ((row, column, value, look) for column, value, look in looks)


def _mend(week: PersonWeek) -> Iterator[Said]:
    """The worst first; the last row says how many more there are."""
    found, scene = week.to_mend, week.scene
    many = len(found) if len(found) <= MOST_MEND else MOST_MEND - 1
    room = _MEND_LINES * (_room(3, 5) - 2)
    for number in range(MOST_MEND):
        row = MEND + 2 + number
        cell: EditValue = None
        what: str | None = None
        todo: str | None = None
        if number < many:
            one = found[number]
            cell = Link(str(one.at), str(one.at)) if one.at else None
            what, todo = shortened(scene.speak(one.message), room), shortened(scene.speak(one.hint), room)
        elif number == many and len(found) > many:
            more = len(found) - many
            what = scene.say(f"另有 {more} 处，见“检查结果”表", f"{more} more, see Findings")
        elif number == 0:
            what = scene.say("没有要改的", "Nothing to put right")
        yield row, 1, cell, "link"
        yield row, 2, None, "text"
        yield row, 3, what, "wrapped"
        yield from ((row, column, None, "wrapped") for column in (4, 5))
        yield row, 6, todo, "wrapped"
        yield from ((row, column, None, "wrapped") for column in (7, 8))


def _words() -> Iterator[Said]:
    for number in range(1, len(_FIELDS) + 1):
        for column in range(2, COLUMNS + 1):
            yield WORDS + number, column, None, "typed_text"
