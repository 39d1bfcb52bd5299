"""Sheets that are written faster than XlsxWriter's own: formulas as they are, and many plain rows as text at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from sheetsales.cells.address import column_letters
from sheetsales.reports.cells import Calc, Content

_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}
_LONGEST_TEXT = 32_767
_KEPT = 4 << 20
"""Characters of a sheet that are kept in memory."""
_OFTEN_ALIKE = frozenset((str, dt.date, type(None)))
_AT_ONCE = 4096
"""Rows that are put together at once, column by column."""
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


def _escaped(text: str) -> str:
    """As text of XML; the standard library's own loads what opens web pages."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class ReportSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A sheet whose formulas are written as they are: we write none of the functions that need a prefix."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.lstrip("=")

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Any = None, value: str | float = 0
    ) -> int:
        """As XlsxWriter's, by numbers of rows and columns alone, without looking for functions that spill."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.lstrip("="), cell_format, value)
        return 0

    _write_formula = write_formula  # what Tables write their columns with

    write_string = Worksheet._write_string  # noqa: SLF001 - XlsxWriter's own also take the names of cells
    write_number = Worksheet._write_number  # noqa: SLF001
    write_blank = Worksheet._write_blank  # noqa: SLF001
    write_datetime = Worksheet._write_datetime  # noqa: SLF001

    def _check_dimensions(
        self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False
    ) -> int:
        """As XlsxWriter's, at once for a cell among those written before."""
        last_row, last_column = self.dim_rowmax, self.dim_colmax
        if (
            last_row is not None
            and last_column is not None
            and self.dim_rowmin <= row <= last_row
            and self.dim_colmin <= col <= last_column
        ):
            return 0
        found: int = super()._check_dimensions(row, col, ignore_row, ignore_col)
        return found

    def _calculate_spans(self) -> None:
        """The first and last column of every sixteen rows, as XlsxWriter has them, out of a look at each row."""
        spans: dict[int, tuple[int, int]] = {}
        for cells in (self.table, self.comments):
            for row, columns in cells.items():
                if columns:
                    first, last = spans.get(row // 16, (self.xls_colmax, 0))
                    spans[row // 16] = min(first, *columns), max(last, *columns)
        self.row_spans = {place: f"{first + 1}:{last + 1}" for place, (first, last) in spans.items()}

    def _write_rows(self) -> None:
        """The same text as XlsxWriter's, row by row instead of cell by cell."""
        self._calculate_spans()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells = self.table.get(row)
            if cells:
                self._write_row(row, self.row_spans.get(row // 16), self.row_info.get(row))
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif row in self.row_info or row in self.comments:
                self._write_empty_row(row, self.row_spans.get(row // 16), self.row_info.get(row))

    def _write_cells(self, row: int, cells: Mapping[int, Any]) -> None:
        """The same text as XlsxWriter's, put together at once for the kinds of cells there are many of."""
        parts: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            text = _WRITERS.get(cell.__class__)
            if text is not None and cell.format:
                style = cell.format._get_xf_index()  # noqa: SLF001
                parts.append(f'<c r="{column_letters(column + 1)}{row + 1}" s="{style}"{text(cell)}')
                continue
            self.fh.write("".join(parts))
            parts.clear()
            self._write_cell(row, column, cell)
        self.fh.write("".join(parts))


def _formula_text(cell: Any) -> str:
    """What follows the place of a cell with a formula."""
    value, kind = cell.value, ""
    if isinstance(value, bool):
        kind, value = ' t="b"', int(value)
    elif isinstance(value, str) and value:
        kind = ' t="e"' if value in _ERRORS else ' t="str"'
        value = _escaped(value)
    return f"{kind}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>"


def _calculated(content: Calc) -> str:
    """What follows the place of a data sheet's formula."""
    value = content.value
    kind, shown = (' t="str"', _escaped(value)) if isinstance(value, str) else ("", repr(value))
    return f"{kind}><f>{_escaped(content.formula)}</f><v>{shown}</v></c>"


def _number_text(cell: Any) -> str:
    return f"><v>{cell.number:.16G}</v></c>"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    CellFormulaTuple: _formula_text,
    CellNumberTuple: _number_text,
    CellDatetimeTuple: _number_text,
    CellStringTuple: lambda cell: f' t="s"><v>{cell.string}</v></c>',
    CellBlankTuple: lambda _: "/>",
}


class FastSheet(ReportSheet):
    """The first row is written as on any other sheet; ``fill`` takes the rows below it, each of which may be used up.

    Its rows are not known to XlsxWriter, so that no chart of the same workbook may draw from them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._body: list[str] = []
        self._longer: IO[str] | None = None

    def fill(self, rows: Iterable[Sequence[Content]], formats: Sequence[Any]) -> int:
        """Takes the rows from the second one on; returns the number of the last row, from 0. A format of None is the
        workbook's own default, and spares room."""
        ends = ['"' if style is None else f'" s="{style._get_xf_index()}"' for style in formats]  # noqa: SLF001 - XlsxWriter has no public way
        alike = {end: _Tails(self, end) for end in ends}
        rest, number = iter(rows), 1
        while block := list(islice(rest, _AT_ONCE)):
            numbers = [str(row) for row in range(number + 1, number + 1 + len(block))]
            columns = [
                self._column(f'<c r="{column_letters(c + 1)}', numbers, contents, alike[ends[c]])
                for c, contents in enumerate(zip(*block, strict=True))
            ]
            self._add(
                "".join(
                    f'<row r="{row}">{"".join(cells)}</row>'
                    for row, cells in zip(numbers, zip(*columns, strict=True), strict=True)
                )
            )
            number += len(block)
        return number - 1

    def _add(self, rows: str) -> None:
        """Some are kept in memory; what is more than that lies in a file until the sheet is written."""
        if sum(map(len, self._body)) < _KEPT:
            self._body.append(rows)
            return
        if self._longer is None:
            self._longer = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed once it is written
        self._longer.write(rows)

    def _column(
        self, start: str, numbers: Sequence[str], contents: Sequence[Content], tails: _Tails
    ) -> list[str]:
        """The cells of a column, "" for blank ones: they are not written."""
        kinds = set(map(type, contents))
        if kinds == {type(None)}:
            return [""] * len(contents)
        if kinds <= _OFTEN_ALIKE:
            found: Iterable[str] = map(tails.__getitem__, contents)
        else:
            found = (
                tails[content] if content.__class__ in _OFTEN_ALIKE else tails.end + self._value(content)
                for content in contents
            )
        return [f"{start}{row}{tail}" if tail else "" for row, tail in zip(numbers, found, strict=True)]

    def _value(self, content: Content) -> str:
        if isinstance(content, str):
            return self._text(content)
        if isinstance(content, int):
            return f"><v>{content}</v></c>"
        if isinstance(content, Calc):
            return _calculated(content)
        if isinstance(content, dt.date):
            return f"><v>{content.toordinal() - _DAY_ZERO}</v></c>"
        if isinstance(content, float | Decimal):
            return f"><v>{float(content)!r}</v></c>"
        raise TypeError(content)

    def _text(self, text: str) -> str:
        if not text.isprintable():
            text = text.translate(_CONTROL)
        index = self.str_table._get_shared_string_index(text[:_LONGEST_TEXT])  # noqa: SLF001
        return f' t="s"><v>{index}</v></c>'

    def _write_sheet_data(self) -> None:
        """XlsxWriter asks for the rows here: the heading its way, the others as they are."""
        last, self.dim_rowmax = self.dim_rowmax, 0  # type: ignore[has-type]  # XlsxWriter's own
        self._xml_start_tag("sheetData")
        self._write_rows()
        self.fh.writelines(self._body)
        if self._longer is not None:
            with self._longer as longer:
                longer.seek(0)
                copyfileobj(longer, self.fh, _KEPT)
        self._xml_end_tag("sheetData")
        self.dim_rowmax = last

    def stretch_table(self, last_row: int) -> None:
        """Lets the sheet's only table, made with one row, reach down to ``last_row``, from 0."""
        table = self.tables[-1]
        for key in ("range", "autofilter"):
            first, _, end = table[key].partition(":")
            table[key] = f"{first}:{end.rstrip('0123456789')}{last_row + 1}"
        self.dim_rowmax = max(self.dim_rowmax, last_row)


class _Tails(dict[Content, str]):
    """What follows the place of a cell of one format, by its text or day; "" for a blank one, which is not written."""

    def __init__(self, sheet: FastSheet, end: str) -> None:
        super().__init__({"": "", None: ""})
        self._sheet, self.end = sheet, end

    def __missing__(self, content: Content) -> str:
        tail = self[content] = self.end + self._sheet._value(content)  # noqa: SLF001 - part of the sheet
        return tail
