"""An allocation in two short sentences, for a message box."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sheetsales.planning.notices import overfull_texts
from sheetsales.planning.plan import Decided
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_MOST: Final = 6
"""So many people by name; the Allocation sheet has them all."""

_GIVEN = Text(
    "已分配 {count} 项任务：{people}；换人 {moved} 项。每人负荷见“分配”表。",
    "{tasks} shared out: {people}; {moved} changed hands. The Allocation sheet shows everybody's load.",
)
_PERSON = Text("{name} {count} 项", "{name} {count}")
_OTHERS = Text("另外 {people} 人 {count} 项", "{people} others {count}")
_NOBODY = Text(
    "有 {count} 项派不出去，原因写在任务表的分配理由里。",
    "Tasks that could not be given to anybody: {count}; the reason stands in each one's row.",
)
_NOTHING = Text("这段时间没有要分配的任务。", "There are no tasks to share out for these days.")


def brief(decided: Decided) -> Text:
    """How many tasks went to whom, how many changed hands, and how many nobody can do."""
    jobs, nobody = len(decided.allocation.assignments), len(decided.unassigned)
    if not jobs:
        return _NOTHING
    said = [_given(decided, jobs - nobody)] if jobs > nobody else []
    if nobody:
        said.append(_NOBODY.fill(count=nobody))
    said += overfull_texts(decided.book, decided.overfull)
    return Text("\n".join(text.zh for text in said), "\n".join(text.en for text in said))


def _given(decided: Decided, count: int) -> Text:
    by_person = Counter(found.person for found in decided.allocation.assignments if found.person)
    ranked = sorted(by_person.items(), key=lambda item: (-item[1], item[0]))
    people = [_PERSON.fill(name=decided.book.person_name(who), count=n) for who, n in ranked[:_MOST]]
    rest = ranked[_MOST:]
    if rest:
        people.append(_OTHERS.fill(people=len(rest), count=sum(n for _, n in rest)))
    named = listed(people)
    tasks = count_of(count, "task")
    return _GIVEN.fill(count=count, tasks=tasks, people=named, moved=len(decided.moved()))
