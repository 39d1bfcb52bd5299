"""The report's own data sheets: real Tables that every figure is a formula over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from sheetsales.dataclass import dataclass
from sheetsales.look import numbers, styles
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft
from sheetsales.reports.sums import COUNT_HELP, COUNT_TITLE, Counted, Sums
from sheetsales.speech.widths import display_width
from sheetsales.texts import Text

Sort = Literal["text", "money", "date", "count", "share", "note", "cents", "rate"]

_FORMATS: dict[Sort, str] = {
    "text": numbers.GENERAL,
    "note": numbers.GENERAL,
    "money": numbers.MONEY,
    "date": numbers.DATE,
    "count": numbers.GENERAL,
    "share": numbers.PERCENT,
    "cents": numbers.CENTS,
    "rate": numbers.RATE,
}
_WIDTHS: dict[Sort, int] = {
    "text": 12,
    "note": 40,
    "money": 13,
    "date": 12,
    "count": 10,
    "share": 9,
    "cents": 14,
    "rate": 9,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a data sheet; ``needs`` are the columns of the workbook that it is made from, where it may lack them."""

    key: str
    title: Text
    sort: Sort = "text"
    help: Text | None = None
    width: int | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataTable:
    """One data sheet and the Table on it. ``name`` is the Table's name in formulas; ``sums`` says how rows are added up where
    there are very many, None where each of them is looked for."""

    name: str
    sheet: Text
    fields: tuple[Field, ...]
    sums: Sums | None = None

    def column(self, key: str) -> int:
        """The position of a field, from 0."""
        return next(i for i, f in enumerate(self.fields) if f.key == key)

    def needs(self, keys: Iterable[str]) -> frozenset[str]:
        """The columns of the workbook that fields are made from."""
        return frozenset(need for key in keys for need in self.fields[self.column(key)].needs)

    def ref(self, draft: Draft, key: str) -> str:
        """A whole column in a formula: ``tblDeals[金额]``."""
        field = self.fields[self.column(key)]
        return f"{self.name}[{draft.speak(field.title)}]"

    def of_sums(self) -> DataTable:
        """The same with a column that says how many rows each of its rows is."""
        return replace(self, fields=(*self.fields, COUNT))

    def counted(self, draft: Draft) -> Counted:
        """How formulas count its rows where they are sums."""
        by = self.sums.by if self.sums is not None else ()
        headings = frozenset(draft.speak(self.fields[self.column(key)].title) for key in by)
        return Counted(self.of_sums().ref(draft, COUNT.key), headings)


COUNT = Field("rows", COUNT_TITLE, "count", COUNT_HELP)
_PORTRAIT_WIDTH = 110
"""Narrower data sheets print upright: more rows on a page."""


def write_table(draft: Draft, table: DataTable, rows: Iterable[Sequence[Content]]) -> None:
    """Adds the data sheet, hidden: who wants the rows shows it, and nobody prints it. A table without rows keeps one blank row, as Excel wants it."""
    from sheetsales.reports.fast_sheet import FastSheet  # it loads XlsxWriter

    sheet = draft.workbook.add_worksheet(draft.speak(table.sheet), FastSheet)
    sheet.set_tab_color(styles.GREY_SERIES)
    sheet.hide_gridlines(1)
    last = sheet.fill(rows, [_cell_style(draft, f.sort) for f in table.fields])
    sheet.add_table(0, 0, 1, len(table.fields) - 1, _table_options(draft, table))
    sheet.stretch_table(max(last, 1))
    _dress(draft, sheet, table)


def _alignment(sort: Sort) -> styles.Style:
    return (
        styles.CENTRED
        if sort == "date"
        else styles.RIGHT
        if sort in ("money", "count", "share", "cents", "rate")
        else styles.LEFT
    )


def _cell_style(draft: Draft, sort: Sort) -> Any:
    """The format of a column's cells, None where the default will do: texts and plain counts."""
    if sort in ("text", "note", "count"):
        return None
    return draft.style(_alignment(sort), {"num_format": _FORMATS[sort]})


def _table_options(draft: Draft, table: DataTable) -> dict[str, object]:
    columns = [
        {
            "header": draft.speak(f.title),
            "header_format": draft.formats.of(styles.HEADING, _alignment(f.sort)),
        }
        for f in table.fields
    ]
    return {"name": table.name, "columns": columns, "style": None, "autofilter": True}


def _dress(draft: Draft, sheet: Any, table: DataTable) -> None:
    whole = 0
    for i, field in enumerate(table.fields):
        title = draft.speak(field.title)
        width = field.width or _WIDTHS[field.sort]
        width = max(width, display_width(title) + 4)
        whole += width
        sheet.set_column(i, i, width)
        if field.help is not None:
            sheet.write_comment(0, i, draft.speak(field.help), {"x_scale": 1.6})
    sheet.freeze_panes(1, 1)
    set_up_page(sheet, draft.lang, landscape=whole > _PORTRAIT_WIDTH)
    sheet.hide()
