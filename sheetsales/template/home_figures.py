"""The live figure of each module on Home: a formula over a Table of its sheets, with what it shows now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.modules import LiveFigure
from sheetsales.schema.workbook import RECORDS
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
    figure: LiveFigure, column: Column, rows: Sequence[StoryRow], lang: Lang, today: dt.date
) -> HomeFigure | None:
    """The figure over a sheet that holds these rows; None where a column it needs is missing. Where nothing is told yet it
    shows a dash."""
    told, *others = (
        column(key) if key else ""
        for key in (figure.column, figure.without, figure.this_year, figure.of_choice)
    )
    if told is None or None in others:
        return None
    text = _formula(figure, told, *map(str, others), lang=lang)
    return HomeFigure(Formula(text, _value(figure, rows, today)), _format(figure.label.in_(lang)))


def _formula(figure: LiveFigure, told: str, without: str, days: str, choice: str, *, lang: Lang) -> str:
    if days:
        year = f'{days},">="&DATE(YEAR(TODAY()),1,1),{days},"<"&DATE(YEAR(TODAY())+1,1,1)'
        text = f'IF(COUNT({told})=0,"{UNKNOWN}",SUMIFS({told},{year}))'
    elif figure.past:
        labels = (_label(figure, code, lang) for code in figure.ended)
        still = "".join(f',{choice},"<>{label}"' for label in labels)
        text = f'IF(COUNTA({told})=0,"{UNKNOWN}",COUNTIFS({told},"<"&TODAY(){still}))'
    elif figure.adds_up:
        text = f'IF(COUNT({told})=0,"{UNKNOWN}",SUM({told}))'
    elif without:
        text = f'IF(COUNTA({told})=0,"{UNKNOWN}",COUNTIFS({told},"<>",{without},""))'
    else:
        text = f'IF(COUNTA({told})=0,"{UNKNOWN}",COUNTA({told}))'
    return text


def _label(figure: LiveFigure, code: str, lang: Lang) -> str:
    """What a choice that ends a record is called."""
    choices = BY_KEY[RECORDS[figure.sheet].by_key[figure.of_choice].choices].choices
    return next(choice.label.in_(lang) for choice in choices if choice.code == code)


def _value(figure: LiveFigure, rows: Sequence[StoryRow], today: dt.date) -> str | int | float:
    if figure.adds_up:
        told = [row for row in rows if isinstance(row.get(figure.column), Decimal)]
        counted = [row for row in told if not figure.this_year or _year(row, figure.this_year) == today.year]
        whole = float(sum(value for row in counted if isinstance(value := row.get(figure.column), Decimal)))
        return (int(whole) if whole.is_integer() else whole) if told else UNKNOWN
    filled = [row for row in rows if row.get(figure.column) not in (None, "")]
    if figure.past:
        days = (row.get(figure.column) for row in filled if row.get(figure.of_choice) not in figure.ended)
        late = sum(isinstance(day, dt.date) and day < today for day in days)
        return late if filled else UNKNOWN
    open_ = [row for row in filled if not figure.without or row.get(figure.without) in (None, "")]
    return len(open_) if filled else UNKNOWN


def _year(row: StoryRow, column: str) -> int | None:
    day = row.get(column)
    return day.year if isinstance(day, dt.date) else None


def _format(label: str) -> str:
    """Says before the figure what it is, whether it is above, below or 0, or a dash; blanks fill the cell on the right, so
    that it stands at the left whatever the cell's own alignment."""
    said, filled = f'"{label} "', "* "
    return ";".join(f"{said}{shown}{filled}" for shown in ("#,##0", "-#,##0", "0", "@"))
