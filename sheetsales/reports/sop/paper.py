"""A sheet written from top to bottom for print: rows as high as their texts need, pages that begin where they are told to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sheetsales.look import styles
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.draft import Draft

_LINE: Final = 15.0


class Paper:
    """The sheet and the row that is written next; ``widths`` are those of its columns in characters."""

    def __init__(self, draft: Draft, name: str, widths: Sequence[float], *, landscape: bool = True) -> None:
        self.draft, self.widths = draft, tuple(widths)
        self.sheet: Any = draft.workbook.add_worksheet(name)
        self.row = 0
        self.breaks: list[int] = []
        self.sheet.hide_gridlines(2)
        for c, width in enumerate(widths):
            self.sheet.set_column(c, c, width)
        set_up_page(
            self.sheet, draft.lang, heading_rows=0, landscape=landscape, foot=draft.facts.book.settings.team_name
        )  # fmt: skip
        self.sheet.center_horizontally()

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def page(self) -> None:
        """The next row begins a new page."""
        if self.row:
            self.breaks.append(self.row)
            self.sheet.set_h_pagebreaks(self.breaks)

    def skip(self, points: float = 8) -> None:
        self.sheet.set_row(self.row, points)
        self.row += 1

    def title(self, text: str, right: str = "") -> None:
        """A heading across the sheet, what it rests on at its right."""
        self.sheet.set_row(self.row, 30)
        split = max(self.last - 2, 1) if right else self.last
        self._merge(0, split, text, styles.TITLE)
        if right:
            self._merge(split + 1, self.last, right, styles.HELP, {"align": "right"})
        self.row += 1

    def section(self, text: str) -> None:
        self.sheet.set_row(self.row, 22)
        self._merge(
            0, self.last, text, {"bold": True, "font_color": styles.ACCENT, "font_size": styles.SECTION_SIZE}
        )
        self.row += 1

    def text(self, text: str, *parts: styles.Style) -> None:
        """A paragraph across the sheet."""
        self._height([(text, sum(self.widths))])
        self._merge(0, self.last, text, {"text_wrap": True, "valign": "top"}, *parts)
        self.row += 1

    def fact(self, label: str, text: str) -> None:
        """A label, and what is to be said of it beside it."""
        self._height([(label, self.widths[0]), (text, sum(self.widths[1:]))])
        look = (styles.LINED, {"text_wrap": True, "valign": "top"})
        self.sheet.write_string(
            self.row, 0, label, self.draft.style(*look, {"bold": True, "bg_color": styles.SURFACE})
        )
        self._merge(1, self.last, text, *look)
        self.row += 1

    def headings(self, titles: Sequence[str], centred: Sequence[int] = ()) -> None:
        """The heading row of a table."""
        self._height(list(zip(titles, self.widths, strict=True)), least=20)
        for c, text in enumerate(titles):
            centre = {"align": "center"} if c in centred else {}
            self.sheet.write_string(
                self.row, c, text, self.draft.style(styles.HEADING, {"text_wrap": True}, centre)
            )
        self.row += 1

    def cells(
        self, texts: Sequence[object], *parts: styles.Style, least: float = 20, centred: Sequence[int] = ()
    ) -> None:
        """A row of a table; days stay days."""
        said = [str(text) if text is not None else "" for text in texts]
        self._height(list(zip(said, self.widths, strict=True)), least=least)
        for c, value in enumerate(texts):
            look: tuple[styles.Style, ...] = (styles.LINED, {"text_wrap": True, "valign": "vcenter"}, *parts)
            if c in centred:
                look = (*look, {"align": "center"})
            self._put(c, value, look)
        self.row += 1

    def _put(self, column: int, value: object, look: Sequence[styles.Style]) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.row, column, None, self.draft.style(*look))
        elif isinstance(value, str):
            self.sheet.write_string(self.row, column, value, self.draft.style(*look))
        elif isinstance(value, int):
            self.sheet.write_number(self.row, column, value, self.draft.style(*look))
        else:
            self.sheet.write_datetime(
                self.row, column, value, self.draft.style(*look, {"num_format": "yyyy-mm-dd"})
            )

    def _height(self, texts: Sequence[tuple[str, float]], least: float = 18) -> None:
        lines = max(wrapped_lines(text, width) if text else 1 for text, width in texts)
        self.sheet.set_row(self.row, max(least, lines * _LINE + 5))

    def _merge(self, first: int, last: int, text: str, *parts: styles.Style) -> None:
        style = self.draft.style(*parts)
        if first == last:
            self.sheet.write_string(self.row, first, text, style)
        else:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
            self.sheet.write_string(self.row, first, text, style)
