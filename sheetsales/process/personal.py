"""Tasks that are a person's own: a quota, a review of one's own, a meeting one chairs. Nobody else can do them."""

from __future__ import annotations

import re
from typing import Final

from sheetsales.book.book import Book
from sheetsales.regex import regex
from sheetsales.texts import Text

CALLS: Final = Text(
    "本周电话 {count} 个（每天 {each} 个，已打 {done} 个）",
    "Calls this week: {count} ({each} a day, {done} made)",
)
VISITS: Final = Text("本周拜访 {count} 次（已拜访 {done} 次）", "Visits this week: {count} ({done} made)")
LEADS: Final = Text(
    "本月新增线索 {count} 家（已登记 {done} 家）", "New leads this month: {count} ({done} logged)"
)
GAP: Final = Text(
    "{month} 签约还差 {gap}：约需成交 {deals} 单，在手要有 {needed} 单（单均 {average}，赢单率 {rate}）",
    "{gap} short of {month}'s target: deals to win: {deals}, to have open: {needed} (average {average}, win rate {rate})",
)
REVIEW: Final = Text(
    "同{owner}过一遍{deal}：推进、暂缓还是放手",
    "Go through {deal} with {owner}: move on, hold or let go",
)
LOSS: Final = Text(
    "同{owner}复盘输单{deal}：输在哪一步、下次怎么做",
    "Review the loss of {deal} with {owner}: where it was lost, what to do next time",
)
"""The titles of tasks that arise for one person and no other."""

_PLACE: Final = regex(r"\\\{\w+\\\}")
_OURS: Final = regex(
    "|".join(
        _PLACE.sub(".+", re.escape(said))
        for title in (CALLS, VISITS, LEADS, GAP, REVIEW, LOSS)
        for said in (title.zh, title.en)
    )
)
_CHAIRED: Final = regex(
    r"(主持|召集).*会|(自评|述职)|(个人|本人)\S*(总结|复盘|小结|周报|月报)"
    r"|^\s*(?:chair|host)\b.*\b(?:meeting|review|stand-?up|call)\b"
    r"|\b(?:own|self|personal)[- ](?:review|appraisal|assessment|report|summary)\b",
    re.IGNORECASE,
)
"""What people write themselves for what is theirs; only where the task is for no customer and no deal."""


def personal_tasks(book: Book) -> frozenset[int]:
    """The rows of Tasks that belong to a person: they are not shared out, nor counted as load, and lapse with who leaves."""
    table = book.table("tasks")
    columns = (table.get(key) for key in ("from", "title", "customer", "opportunity"))
    return frozenset(
        row
        for row, (origin, title, customer, deal) in enumerate(zip(*columns, strict=True))
        if origin == "target" or (title and _is_own(" ".join(str(title).split()), bool(customer or deal)))
    )


def _is_own(title: str, for_customer: bool) -> bool:
    return bool(_OURS.fullmatch(title)) or (not for_customer and bool(_CHAIRED.search(title)))
