"""Two kept months, or quarters and years of them, beside each other: before and after."""

from __future__ import annotations

from sheetsales.errors import BadRequest
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.indicators.compared import BeforeAfter, before_after, together
from sheetsales.indicators.period import Period
from sheetsales.process.snapshot import KeptFigure, Snapshot, Snapshots
from sheetsales.reports.block import Appendix, Heading, Look, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.cover_table import LOOKS
from sheetsales.reports.draft import Draft
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

NOT_KEPT = Text(
    "那时没有这个数，或不能按月相加", "There was no such figure then, or its months do not add up"
)
NO_CHANGE = Text("两个里有一个未知", "One of the two is unknown")
REDEFINED = Text("口径变了", "Defined otherwise")


def both(snapshots: Snapshots, periods: tuple[Period, Period]) -> tuple[Snapshot, Snapshot]:
    """The two months, quarters or years as they were kept; raises ``BadRequest`` where a month of them was not."""
    before, after = (_kept(snapshots, period) for period in periods)
    return before, after


def _kept(snapshots: Snapshots, period: Period) -> Snapshot:
    months: list[Snapshot] = []
    for label in (month.label for month in period.months):
        kept = snapshots.of(label)
        if kept is None:
            there = listed(snapshots.months) if snapshots.months else Text("还没有", "none yet")
            raise BadRequest(
                Text(
                    f"{label} 没有留底，没法比。有留底的月份：{there.zh}；补一个用 sheetsales close --month {label}。",
                    f"{label} was not kept, so there is nothing to compare. Kept: {there.en}; sheetsales close --month {label} keeps it.",
                )
            )
        months.append(kept)
    return months[0] if len(months) == 1 else together(months, period.label)


def compare_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """One row for each indicator that one of the two knows."""
    if draft.compared is None:
        return None
    before, after = both(draft.snapshots, draft.compared)
    told = [row for row in before_after(before, after) if _known(row.before) or _known(row.after)]
    if not told:
        return None
    headings = (
        Heading("name", Text("指标", "Indicator")),
        Heading("before", Text(f"前（{before.month}）", f"Before ({before.month})")),
        Heading("after", Text(f"后（{after.month}）", f"After ({after.month})")),
        Heading("change", Text("变化", "Change")),
        Heading("n_before", Text("样本数（前）", "n before"), "count"),
        Heading("n_after", Text("样本数（后）", "n after"), "count"),
        Heading("note", Text("口径", "Definition")),
    )
    block = appendix.add(
        "compare", Text("前后对比", "Before and after"), headings, [row.code for row in told]
    )
    for row in told:
        _row(draft, block, row)
    return block


def _known(figure: KeptFigure | None) -> bool:
    return figure is not None and figure.value is not None


def _row(draft: Draft, block: PlacedTable, row: BeforeAfter) -> None:
    look: Look = LOOKS[BY_CODE[row.code].unit] if row.code in BY_CODE else "count"
    block.set(row.code, "name", draft.speak(definition(draft.facts.book, row.code).title))
    for key, figure in (("before", row.before), ("after", row.after)):
        block.set(row.code, key, _value(figure), look)
        block.set(row.code, f"n_{key}", figure.n if figure is not None and figure.value is not None else None)
    block.set(row.code, "change", _change(block, row, look), "points" if look == "share" else look)
    block.set(row.code, "note", draft.speak(REDEFINED) if row.redefined else None)


def _value(figure: KeptFigure | None) -> Content:
    return figure.value if figure is not None and figure.value is not None else Dash(NOT_KEPT)


def _change(block: PlacedTable, row: BeforeAfter, look: Look) -> Content:
    """What is after less what was before; of a rate in percentage points."""
    if row.change is None:
        return Dash(NO_CHANGE)
    times, factor = ("*100", 100) if look == "share" else ("", 1)
    formula = f"({block.local(row.code, 'after')}-{block.local(row.code, 'before')}){times}"
    return Calc(formula, row.change * factor)
