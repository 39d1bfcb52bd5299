"""What the team's and the personal edition show of the evaluation: the first three names, or the own score."""

from __future__ import annotations

from typing import Final

from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Dash, as_excel_shows
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

NO_DATA = Text("没有数据，或样本太少", "No data, or too few records")
LOW = 75.0
AMOUNTS: Final = frozenset({"S1", "S3"})
"""The measures worked out from amounts of money, which are printed without tenths."""

HONOUR_HEADINGS = (
    Heading("rank", Text("名次", "Rank"), "count"),
    Heading("name", Text("姓名", "Name")),
    Heading("honour", Text("荣誉", "Honour")),
)
OWN_HEADINGS = (
    Heading("measure", Text("评分项", "Measure")),
    Heading("num", Text("分子", "Numerator"), "tenths"),
    Heading("den", Text("分母", "Denominator"), "tenths"),
    Heading("points", Text("得分", "Points"), "tenths"),
    Heading("weight", Text("权重", "Weight"), "share"),
)


def honours_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """The first three, without scores; None where nobody is ranked."""
    told = draft.standing
    if told is None or not told.first:
        return None
    rows = [str(i) for i in range(len(told.first))]
    block = appendix.add(
        "honours", Text("评价：前三名", "Evaluation: the first three"), HONOUR_HEADINGS, rows
    )
    for row, place in zip(rows, told.first, strict=True):
        for key in ("rank", "name", "honour"):
            block.set(row, key, getattr(place, key) or None)
    return block


def own_score_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """Each measure of the own score with what it was worked out from."""
    told = draft.standing
    if told is None or not told.own:
        return None
    rows = [one.code for one in told.own]
    block = appendix.add("own_score", Text("自己的评分", "Own score"), OWN_HEADINGS, rows)
    for row, one in zip(rows, told.own, strict=True):
        block.set(row, "measure", one.title)
        block.set(row, "weight", one.weight)
        for key in ("num", "den", "points"):
            value = getattr(one, key)
            block.set(row, key, Dash(NO_DATA) if value is None and one.points is None else value)
        if one.code in AMOUNTS:
            block.looks[row, "num"] = block.looks[row, "den"] = "money"
    return block


def honours_sentence(draft: Draft) -> str:
    """How many are judged, and their mean where that tells of nobody."""
    told = draft.standing
    if told is None:
        return ""
    if told.mean is None:
        least = draft.facts.smallest_sample
        return draft.say(
            f"{told.judged} 人参加评价；不足 {least} 人，不显示平均分。",
            f"{told.judged} are judged; with fewer than {least} no mean is shown.",
        )
    mean = as_excel_shows(told.mean, 1)
    return draft.say(
        f"{told.judged} 人参加评价，平均 {mean} 分。", f"{told.judged} are judged, {mean} on average."
    )


def own_sentence(draft: Draft) -> str:
    """The own score, how much of the weight it rests on, the rank where it is told, and the weakest measure below the line."""
    told = draft.standing
    if told is None or told.total is None:
        return draft.say("还没有一项有数据，没有总分。", "No measure has data yet, so there is no score.")
    total, known = as_excel_shows(told.total, 1), as_excel_shows(100 * (told.known or 0), 0)
    weak = min(
        (one for one in told.own if one.points is not None and one.points < LOW),
        key=lambda one: one.points or 0.0,
        default=None,
    )
    said = draft.say(
        f"总分 {total}（有数据的权重 {known}%）", f"Score {total} ({known}% of the weight known)"
    )
    if told.rank is not None:
        said += draft.say(f"，名次 {told.rank}/{told.ranked}", f", rank {told.rank} of {told.ranked}")
    if weak is None:
        return said + draft.say("。", ".")
    points = as_excel_shows(weak.points or 0.0, 1)
    return said + draft.say(f"；待提升：{weak.title} {points} 分。", f"; to improve: {weak.title}, {points}.")
