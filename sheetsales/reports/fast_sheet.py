"""Sheets that are written faster than XlsxWriter's own: formulas as they are, and many plain rows as text at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet

from sheetsales.cells.address import column_letters
from sheetsales.reports.cells import Calc, Content

_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}
_LONGEST_TEXT = 32_767


class ReportSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A sheet whose formulas are written as they are: we write none of the functions that need a prefix."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.lstrip("=")


class FastSheet(ReportSheet):
    """The first row is written as on any other sheet; ``fill`` takes the rows below it, each of which may be used up.

    Its rows are not known to XlsxWriter, so that no chart of the same workbook may draw from them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._body: list[str] = []

    def fill(self, rows: Iterable[Sequence[Content]], formats: Sequence[Any]) -> int:
        """Takes the rows from the second one on; returns the number of the last row, from 0. A format of None is the
        workbook's own default, and spares room."""
        starts = [f'<c r="{column_letters(c + 1)}' for c in range(len(formats))]
        ends = ['"' if style is None else f'" s="{style._get_xf_index()}"' for style in formats]  # noqa: SLF001 - XlsxWriter has no public way
        tails: dict[str | dt.date, str] = {}
        number = 1
        for number, row in enumerate(rows, start=2):
            cells = []
            for start, end, content in zip(starts, ends, row, strict=True):
                if content is None or content == "":
                    continue
                if isinstance(content, str | dt.date):
                    tail = tails.get(content)
                    if tail is None:
                        tail = tails[content] = self._value(content)
                else:
                    tail = self._value(content)
                cells.append(f"{start}{number}{end}{tail}")
            self._body.append(f'<row r="{number}">{"".join(cells)}</row>')
        return number - 1

    def _value(self, content: Content) -> str:
        if isinstance(content, str):
            return self._text(content)
        if isinstance(content, int):
            return f"><v>{content}</v></c>"
        if isinstance(content, Calc):
            kind, value = (
                (' t="str"', escape(content.value))
                if isinstance(content.value, str)
                else ("", repr(content.value))
            )
            return f"{kind}><f>{escape(content.formula)}</f><v>{value}</v></c>"
        if isinstance(content, dt.date):
            return f"><v>{content.toordinal() - _DAY_ZERO}</v></c>"
        if isinstance(content, float | Decimal):
            return f"><v>{float(content)!r}</v></c>"
        raise TypeError(content)

    def _text(self, text: str) -> str:
        index = self.str_table._get_shared_string_index(text.translate(_CONTROL)[:_LONGEST_TEXT])  # noqa: SLF001
        return f' t="s"><v>{index}</v></c>'

    def _write_sheet_data(self) -> None:
        """XlsxWriter asks for the rows here: the heading its way, the others as they are."""
        last, self.dim_rowmax = self.dim_rowmax, 0  # type: ignore[has-type]  # XlsxWriter's own
        self._xml_start_tag("sheetData")
        self._write_rows()
        self.fh.write("".join(self._body))
        self._xml_end_tag("sheetData")
        self.dim_rowmax = last

    def stretch_table(self, last_row: int) -> None:
        """Lets the sheet's only table, made with one row, reach down to ``last_row``, from 0."""
        table = self.tables[-1]
        for key in ("range", "autofilter"):
            first, _, end = table[key].partition(":")
            table[key] = f"{first}:{end.rstrip('0123456789')}{last_row + 1}"
        self.dim_rowmax = max(self.dim_rowmax, last_row)
