"""What a plan has to say besides who does what: who is overfull, what was left out, what was asked, what was assumed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.book.book import Book
from sheetsales.planning.plan import Decided
from sheetsales.planning.work import LeftOut
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_MOST: Final = 6


def notices(decided: Decided) -> tuple[Text, ...]:
    """All of it, what matters most first."""
    guesses = (_GUESSES.fill(year=decided.work.window.last.year),) if decided.work.guesses else ()
    full = overfull_texts(decided.book, decided.overfull)
    return (*full, *_strange_regions(decided), *_left_out(decided), *guesses)


def overfull_texts(book: Book, found: tuple[tuple[str, float], ...]) -> tuple[Text, ...]:
    """A sentence for each who has more than fits, the rest in one."""
    said = []
    for person, used in found[:_MOST]:
        text = _NO_TIME if used == float("inf") else _OVERFULL
        said.append(text.fill(name=book.person_name(person), used=f"{used:,.0%}"))
    rest = len(found) - _MOST
    return (*said, _OTHERS.fill(count=rest)) if rest > 0 else tuple(said)


def _strange_regions(decided: Decided) -> Iterator[Text]:
    table = decided.book.table("tasks")
    for word, rows in decided.work.strange_regions.items():
        at = table.cell(rows[0], "region") or table.row_cell(rows[0])
        yield _STRANGE.fill(word=word, count=len(rows), tasks=count_of(len(rows), "task"), cell=at)


def _left_out(decided: Decided) -> Iterator[Text]:
    table = decided.book.table("tasks")
    for why, (column, text) in _LEFT_OUT.items():
        rows = [row for row, because in decided.work.left_out.items() if because is why]
        if not rows:
            continue
        at = table.cell(rows[0], column) or table.row_cell(rows[0])
        words = {str(table.raw[column][row]) for row in rows} if column in table.raw else set()
        yield text.fill(
            count=len(rows),
            tasks=count_of(len(rows), "task"),
            cell=at,
            words=listed(sorted(words), most=_MOST),
        )


_OVERFULL = Text(
    "{name}的任务占可用工时 {used}，做不完：请改截止日期、减任务，或补人手。",
    "{name} is left at {used} of the hours there are, which cannot be done: move due dates, drop tasks or find help.",
)
_NO_TIME = Text(
    "{name}这几天没有可用工时，名下却还有任务：请改派或改截止日期。",
    "{name} has no hours these days and still has tasks: pass them on or move their due dates.",
)
_OTHERS = Text(
    "另有 {count} 人超负荷，见“分配”表。", "People overloaded besides: {count}; see the Allocation sheet."
)
_STRANGE = Text(
    "区域“{word}”不在清单里，人员表也没有人负责（{count} 项任务，第一项在 {cell}），分配没有用它。是哪个区域？请改写，或加到清单和人员表。",
    "The region '{word}' stands neither in Lists nor with anybody in Team ({tasks}, the first is {cell}), so it was not "
    "used. Which region is meant? Write it as Lists does, or add it there and in Team.",
)
_LEFT_OUT: Final = {
    LeftOut.UNKNOWN_PERSON: ("assignee", Text(
        "{count} 项的执行人人员表里认不出（{words}；第一项在 {cell}），没有动。请改成人员表里的写法。",
        "Left alone: {tasks} with an assignee that Team does not tell ({words}; the first is {cell}). Write it as Team does.",
    )),
    LeftOut.OWN: ("title", Text(
        "{count} 项是个人自己的（定额、本人的复盘、主持的会），不参加分配，也不计负荷。",
        "Not shared out and no part of the load: {tasks} of people's own (quotas, own reviews, meetings they chair).",
    )),
    LeftOut.OWN_LAPSES: ("assignee", Text(
        "{count} 项是已离职的人自己的定额或复盘（第一项在 {cell}），不转给别人；请把状态改为取消。",
        "Not passed on: {tasks} that belonged to somebody who has left, such as quotas (the first is {cell}). Set their "
        "status to cancelled.",
    )),
    LeftOut.OWN_NOBODYS: ("assignee", Text(
        "{count} 项只能由一个人自己做，却没有写是谁（第一项在 {cell}）。请填执行人。",
        "Without a name: {tasks} that only one person can do (the first is {cell}). Enter whose.",
    )),
    LeftOut.NO_HOURS: ("hours", Text(
        "{count} 项没有可用的工时数，没有参加分配（第一项在 {cell}）。请填上小时数。",
        "Left out for want of usable hours: {tasks} (the first is {cell}). Enter the hours.",
    )),
    LeftOut.NO_DUE: ("due", Text(
        "{count} 项没有截止日期，没有参加分配（第一项在 {cell}）。请填上日期。",
        "Left out for want of a due date: {tasks} (the first is {cell}). Enter one.",
    )),
}  # fmt: skip
_GUESSES = Text(
    "{year} 年的放假安排还没公布，只扣除了周末；公布后请更新，或在参数的“额外假日”里补上。",
    "The public holidays of {year} are not known yet, so only weekends are off; add them under Extra holidays in Settings.",
)
