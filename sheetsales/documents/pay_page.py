"""A page on pay, written from top to bottom: titles, labelled values, tables whose figures are live."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.documents.document import money_format
from sheetsales.look import styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.texts import Lang, Text

RATE: Final = "0.0000%"
FACTOR: Final = "General"
TOTAL: Final[Style] = {"bold": True, "top": 1, "bottom": 6}


def share_format(value: Decimal | None) -> str:
    """As many digits as a share has, up to four: a format that drops noughts would leave the point."""
    digits = 0 if value is None else max(-(value * 100).normalize().as_tuple().exponent, 0)  # type: ignore[operator]  # a finite number
    return f"0.{'0' * min(digits, 4)}%" if digits else "0%"


class Page:
    """``row`` is the next free one; ``columns`` are widths in characters."""

    def __init__(
        self, workbook: Any, formats: Formats, lang: Lang, currency: str, name: str, columns: Sequence[float]
    ) -> None:
        self.formats, self.lang, self.widths = formats, lang, columns
        self.workbook, self.name = workbook, name
        self.sheet = workbook.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.money: Style = {**styles.RIGHT, "num_format": money_format(currency)}
        self.last = len(columns) - 1
        self.row = 0
        for at, width in enumerate(columns):
            self.sheet.set_column(at, at, width)

    def close(self, *, landscape: bool = True) -> None:
        set_up_page(self.sheet, self.lang, heading_rows=0, landscape=landscape)
        self.sheet.center_horizontally()

    def style(self, *parts: Style) -> Any:
        return self.formats.of(styles.BODY, *parts)

    def at(self, column: int, row: int | None = None) -> str:
        """The address of a cell; of the row being written unless another is named."""
        return f"{column_letters(column + 1)}{(self.row if row is None else row) + 1}"

    def define(self, name: str, column: int) -> None:
        """A cell of the row being written gets a name."""
        at = f"${column_letters(column + 1)}${self.row + 1}"
        self.workbook.define_name(name, f"={quote_sheet(self.name)}!{at}")

    def title(self, text: str, help: Text | None = None) -> None:  # noqa: A002 - what it is
        self.sheet.write_string(self.row, 0, text, self.formats.of(styles.TITLE))
        self.sheet.set_row(self.row, 28)
        self.row += 1
        if help is not None:
            self.note(help)

    def section(self, text: Text) -> None:
        self.row += 1
        for column in range(self.last + 1):
            self.sheet.write_blank(self.row, column, None, self.formats.of(styles.SECTION))
        self.sheet.write_string(self.row, 0, text.in_(self.lang), self.formats.of(styles.SECTION))
        self.row += 1

    def note(self, text: Text) -> None:
        """A paragraph over the whole width."""
        said = text.in_(self.lang)
        look = self.formats.of(styles.HELP, {"text_wrap": True, "valign": "top"})
        self.sheet.merge_range(self.row, 0, self.row, self.last, said, look)
        lines = wrapped_lines(said, sum(self.widths) * 1.1)
        self.sheet.set_row(self.row, 14.0 * lines + 4)
        self.row += 1

    def headings(self, titles: Sequence[Text | None], numbers: frozenset[int]) -> None:
        for column, title in enumerate(titles):
            look: Style = styles.RIGHT if column in numbers else styles.LEFT
            said = title.in_(self.lang) if title is not None else ""
            self.sheet.write_string(
                self.row, column, said, self.style(styles.HEADING, look, {"text_wrap": True})
            )
        lines = max(
            wrapped_lines(t.in_(self.lang), w)
            for t, w in zip(titles, self.widths, strict=False)
            if t is not None
        )
        self.sheet.set_row(self.row, 15.0 * lines + 7)
        self.row += 1

    def text(self, column: int, said: str, *parts: Style) -> None:
        self.sheet.write_string(self.row, column, said, self.style(styles.LINED, styles.LEFT, *parts))

    def number(self, column: int, value: Decimal | None, *parts: Style) -> None:
        if value is None:
            self.sheet.write_blank(self.row, column, None, self.style(styles.LINED, *parts))
        else:
            self.sheet.write_number(self.row, column, float(value), self.style(styles.LINED, *parts))

    def formula(self, column: int, text: str, value: Decimal, *parts: Style) -> None:
        self.sheet.write_formula(self.row, column, "=" + text, self.style(styles.LINED, *parts), float(value))

    def blanks(self, columns: Sequence[int], *parts: Style) -> None:
        for column in columns:
            self.sheet.write_blank(self.row, column, None, self.style(styles.LINED, *parts))

    def labelled(self, pairs: Sequence[tuple[Text, object]], at: Sequence[tuple[int, int]]) -> None:
        """Labels and values beside one another on a row; ``at`` are the columns of each label and value."""
        for (label, value), (first, second) in zip(pairs, at, strict=False):
            self.sheet.write_string(self.row, first, label.in_(self.lang), self.style(styles.QUIET_TEXT))
            if isinstance(value, Decimal):
                self.sheet.write_number(self.row, second, float(value), self.style(self.money))
            elif value is not None and not isinstance(value, str):
                self.sheet.write_datetime(
                    self.row, second, value, self.style({"num_format": "yyyy-mm-dd", "align": "left"})
                )
            else:
                self.sheet.write_string(self.row, second, str(value or ""), self.style())
        self.row += 1

    def tall(self, said: str, width: float) -> None:
        """The row being written as high as a text in a column of that width needs."""
        lines = wrapped_lines(said, width) if said else 1
        self.sheet.set_row(self.row, max(20.0, 15.0 * lines + 5))
