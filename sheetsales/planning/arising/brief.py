"""Tasks that arose in a few short sentences, for a message box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.planning.arising.arise import SOURCES, Arisen
from sheetsales.planning.arising.lacking import lacking
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_ADDED: Final = Text(
    "已在任务表加 {count} 项：{sources}。早已有的 {known} 项没有重复加。",
    "Added {count:task|tasks} to Tasks: {sources}. {known} {known:?was|were} known already and not added again.",
)
_SOURCE: Final = Text("{what} {count}", "{count} from {what}")
_NONE: Final = Text(
    "没有新任务；早已有的 {known} 项没有重复加。", "No new tasks; {known} {known:?is|are} known already."
)
_MISSING: Final = Text("还没有东西可以变成任务：", "There is nothing yet that tasks could come from:")


def brief(arisen: Arisen) -> Iterator[Text]:
    """What was added and from what; where nothing could be, what is missing for it."""
    count = len(arisen.all)
    if count:
        parts = [
            _SOURCE.fill(what=what, count=len(arisen.tasks[name]))
            for name, what, _ in SOURCES
            if arisen.tasks.get(name)
        ]
        yield _ADDED.fill(count=count, known=arisen.known, sources=listed(parts))
        return
    missing = lacking(arisen.book) if not arisen.known else []
    if missing:
        yield _MISSING
        yield from missing
    else:
        yield _NONE.fill(known=arisen.known)
