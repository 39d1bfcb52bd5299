"""What is not counted in full: how many deals, how much money, which, and what becomes of them."""

from __future__ import annotations

from sheetsales.indicators.left_out import TWICE, LeftOut, copied_rows, left_out
from sheetsales.indicators.pipeline import amount_of
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Dash
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

HEADINGS = (
    Heading("what", Text("什么", "What")),
    Heading("deals", Text("单数", "Deals"), "count"),
    Heading("money", Text("金额", "Amount"), "money"),
    Heading("becomes", Text("怎么算的", "How it counts")),
    Heading("which", Text("哪些", "Which")),
)
MOST_NAMED = 5


def left_out_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """None where everything is counted in full."""
    found = list(left_out(draft.facts, draft.periods.told))
    twice = copied_rows(draft.facts)
    rows = [one.reason.key for one in found] + ([TWICE.key] if twice else [])
    if not rows:
        return None
    block = appendix.add("left_out", Text("没有算全的", "Not counted in full"), HEADINGS, rows)
    for one in found:
        _fill(draft, block, one)
    if twice:
        block.set(TWICE.key, "what", draft.speak(TWICE.title))
        block.set(TWICE.key, "deals", twice)
        block.set(TWICE.key, "becomes", draft.speak(TWICE.becomes))
    return block


def _fill(draft: Draft, block: PlacedTable, one: LeftOut) -> None:
    row = one.reason.key
    money = amount_of(draft.facts, one.deals)
    block.set(row, "what", draft.speak(one.reason.title))
    block.set(row, "deals", len(one.deals))
    block.set(row, "money", money.value if money.known else Dash(money.reason))
    block.set(row, "becomes", draft.speak(one.reason.becomes))
    block.set(row, "which", which(draft, one))


def which(draft: Draft, one: LeftOut) -> str:
    """The first of the deals by id, with the stage that is not understood where that is why."""
    named = [f"{d.id} {d.stage_word}".strip() for d in one.deals[:MOST_NAMED]]
    more = "" if len(one.deals) <= MOST_NAMED else draft.say("等", " …")
    return draft.say("、", ", ").join(named) + more
