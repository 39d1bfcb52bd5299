"""How the columns of a record's sheet look: what shows their values, their format and width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.look import numbers, styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.widths import NARROWEST, WIDEST, fitting_width
from sheetsales.schema import defaults
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.speech.widths import display_width
from sheetsales.template.config_rows import Share
from sheetsales.template.labels import Labels, Shown
from sheetsales.template.layout import Layout
from sheetsales.template.story.model import StoryRow, StoryValue

_WIDEST_NOTE = 60
_WIDEST_NAME = 48
"""Names of customers and deals may be wider than other texts: cut off, two of them look alike."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How the cells of one column are shown and formatted.

    ``formula`` is a calculated column's; ``number_format`` tells the format of a cell that depends on its row.
    """

    column: Column
    show: Callable[[StoryValue], Shown]
    format: Any
    width: float
    formula: str = ""
    number_format: Callable[[StoryRow], str] | None = None


def pens(layout: Layout, rows: Sequence[StoryRow], formats: Formats, labels: Labels) -> list[Pen]:
    """A pen for each column; widths follow the heading and what some rows show."""
    formulas = calculated(layout)
    made = []
    for column, heading in zip(layout.columns, layout.headings, strict=True):
        show = labels.shower(column)
        lengths = sorted(map(display_width, _texts(column, show, rows)))
        width = column_width(column, heading, lengths, layout.record)
        by_row = _number_format(layout.record.key, column)
        made.append(
            Pen(
                column,
                show,
                formats.of(cell_style(column, report=layout.record.written)),
                width,
                formulas.get(column.key, ""),
                by_row,
            )
        )
    return made


def _number_format(record_key: str, column: Column) -> Callable[[StoryRow], str] | None:
    """Where rows differ: cells that hold anything, and targets, which are shares for some measures."""
    if column.kind is Kind.ANY:
        return lambda row: format_of(row.get(column.key))
    if record_key == "targets" and column.kind is Kind.NUMBER:
        shares = frozenset(row["code"] for row in defaults.indicators() if row["target"].endswith("%"))
        return lambda row: numbers.PERCENT if row.get("measure") in shares else numbers.NUMBER
    return None


def format_of(value: StoryValue) -> str:
    """The number format of a cell that may hold anything."""
    if isinstance(value, Share):
        return numbers.PERCENT
    return numbers.NUMBER if isinstance(value, Decimal) else numbers.TEXT


def calculated(layout: Layout) -> dict[str, str]:
    """Calculated columns by key: a customer as drop-downs offer it follows id and name at once."""
    if layout.record.key != "customers":
        return {}
    identity, name = layout.this_row("id"), layout.this_row("name")
    return {"label": f'IF({name}="","",TRIM({identity}&" "&{name}))'}


def cell_style(column: Column, *, report: bool = False) -> Style:
    """How a cell of the column looks, hairline below included.

    ``report`` is for sheets that are written as a whole: there is nothing to tell apart, and nobody types.
    """
    style: dict[str, Any] = {**styles.BODY, **styles.LINED, "num_format": numbers.BY_KIND[column.kind]}
    style.update(alignment(column))
    if column.kind is Kind.NOTE:
        style["text_wrap"] = True
    if column.kind is Kind.LINK:
        style.update(styles.LINK)
    if column.written and not report:
        style["font_color"] = styles.QUIET
    if (report and style["num_format"] == numbers.TEXT) or column.key == "label":
        style["num_format"] = (
            numbers.GENERAL
        )  # numbers too long for a text cell show as ###, formulas as text
    return style


def alignment(column: Column) -> Style:
    """Codes and dates centred, numbers right, text left; notes, which fill their width, begin with a little air."""
    if column.kind in numbers.CENTRED or column.key == "order":
        return styles.CENTRED
    if column.kind in numbers.NUMERIC or column.kind is Kind.ANY:
        return styles.RIGHT
    return {**styles.LEFT, "indent": 1} if column.kind is Kind.NOTE else styles.LEFT


def column_width(column: Column, heading: str, lengths: Sequence[int], record: Record) -> float:
    """Wide enough for the heading and, within limits, every text; notes of records for most texts on two lines.

    ``lengths`` are the display widths of the texts, ascending.
    """
    least = column.width or NARROWEST
    if column.kind is not Kind.NOTE:
        widest = _WIDEST_NAME if column.kind is Kind.REF or column.key == record.name_column else WIDEST
        return fitting_width(heading, _at(lengths, 1), least=least, most=widest)
    usual = 0 if record.config else _at(lengths, 0.8) / 2
    return fitting_width(heading, usual, least=least, most=max(least, _WIDEST_NOTE))


def _at(lengths: Sequence[int], share: float) -> int:
    """The length that this share of the texts does not pass; 0 where there are none."""
    return lengths[min(int(len(lengths) * share), len(lengths) - 1)] if lengths else 0


def _texts(column: Column, show: Callable[[StoryValue], Shown], rows: Sequence[StoryRow]) -> list[str]:
    shown = (show(row.get(column.key)) for row in rows)
    return [text for text in shown if isinstance(text, str)]
