"""The live figure of each module on Home: a formula over a Table of its sheets, with what it shows now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.schema.modules import LiveFigure
from sheetsales.template.story.model import StoryRow
from sheetsales.texts import Lang

UNKNOWN = "—"
Column = Callable[[str], str | None]
"""How a formula names a column of the figure's sheet by its key; None where the sheet has no such column."""


@dataclass(frozen=True, slots=True)
class HomeFigure:
    """A cell on Home: the formula with its value, and the number format that says what it is."""

    formula: Formula
    number_format: str


def home_figure(
    figure: LiveFigure, column: Column, rows: Sequence[StoryRow], lang: Lang
) -> HomeFigure | None:
    """The figure over a sheet that holds these rows; None where a column it needs is missing. Where nothing is told yet it
    shows a dash."""
    told, without = column(figure.column), column(figure.without) if figure.without else ""
    if told is None or without is None:
        return None
    if figure.adds_up:
        text = f'IF(COUNT({told})=0,"{UNKNOWN}",SUM({told}))'
    elif without:
        text = f'IF(COUNTA({told})=0,"{UNKNOWN}",COUNTIFS({told},"<>",{without},""))'
    else:
        text = f'IF(COUNTA({told})=0,"{UNKNOWN}",COUNTA({told}))'
    return HomeFigure(Formula(text, _value(figure, rows)), _format(figure.label.in_(lang)))


def _value(figure: LiveFigure, rows: Sequence[StoryRow]) -> str | int | float:
    if figure.adds_up:
        known = [value for row in rows if isinstance(value := row.get(figure.column), Decimal)]
        whole = float(sum(known))
        return (int(whole) if whole.is_integer() else whole) if known else UNKNOWN
    filled = [row for row in rows if row.get(figure.column) not in (None, "")]
    open_ = [row for row in filled if not figure.without or row.get(figure.without) in (None, "")]
    return len(open_) if filled else UNKNOWN


def _format(label: str) -> str:
    """Says before the figure what it is, whether it is above, below or 0, or a dash; blanks fill the cell on the right, so
    that it stands at the left whatever the cell's own alignment."""
    said, filled = f'"{label} "', "* "
    return ";".join(f"{said}{shown}{filled}" for shown in ("#,##0", "-#,##0", "0", "@"))
