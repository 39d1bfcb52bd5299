"""What came of collecting, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.speech.lists import listed
from sheetsales.texts import Text
from sheetsales.workflow.collecting import CollectResult

_MOST: Final = 4
_FOUND: Final = Text(
    "收回 {n} 份副本：{cells} 格，新增 {rows} 行，待定 {asked} 处",
    "{n:copy|copies} collected: {cells:cell|cells}, {rows:row|rows} added, {asked} to decide",
)
_OTHER: Final = Text("{file}：{why}", "{file}: {why}")
_MORE: Final = Text(
    "另有 {n} 个文件有话要说，用命令 collect 看全部。",
    "And {n:file|files} more; the command collect tells all.",
)
_SETTLED: Final = Text("照冲突表定了 {n} 处。", "{n:decision|decisions} of Conflicts carried out.")
_WAITING: Final = Text(
    "有 {n} 处等着定：在“合并冲突”表的“取哪个”里选，再点一次。",
    "{n:decision waits|decisions wait}: choose under Take on the sheet Conflicts and click once more.",
)
_MISSING: Final = Text("还没交：{names}", "Not handed in yet: {names}")


def found(result: CollectResult) -> Text:
    """The counts in a sentence."""
    merged = [came for came in result.came if came.fate == "merged"]
    return _FOUND.fill(
        n=len(merged),
        cells=sum(came.cells for came in merged),
        rows=sum(came.rows for came in merged),
        asked=result.waiting,
    )


def brief(result: CollectResult) -> Iterator[Text]:
    """The counts, what a file leaves undone, what waits, and who has not handed in."""
    yield found(result)
    if result.settled:
        yield _SETTLED.fill(n=result.settled)
    odd = [came for came in result.came if came.fate != "already" and (*came.said, *came.told)]
    for came in odd[:_MOST]:
        yield _OTHER.fill(file=came.place.name, why=(*came.said, *came.told)[0])
    if len(odd) > _MOST:
        yield _MORE.fill(n=len(odd) - _MOST)
    if result.waiting:
        yield _WAITING.fill(n=result.waiting)
    if result.missing:
        yield _MISSING.fill(names=listed([issue.name for issue in result.missing]))
