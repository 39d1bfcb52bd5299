"""A new sheet laid out freely: its cells with their looks, and how it is seen and printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sheetsales.backends.ooxml.cell_write import CellWriter
from sheetsales.backends.ooxml.new_cell import encoded_new
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import DECLARATION
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.parts.texts import to_xml
from sheetsales.cells.address import CellRef, column_letters, quote_sheet
from sheetsales.cells.canvas import Canvas, CellLook, Drawn
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import Link

_PLAIN = CellLook()
_TITLES = "_xlnm.Print_Titles"
_AREA = "_xlnm.Print_Area"


def table_corner(edit: AddSheet) -> tuple[int, int]:
    """Row and column of the Table's first heading."""
    return (edit.canvas.top, edit.canvas.left) if edit.canvas else (1, 1)


def table_range(edit: AddSheet) -> str:
    """``A5:L52``."""
    row, column = table_corner(edit)
    return range_text(row, column, row + max(len(edit.rows), 1), column + len(edit.headings) - 1)


def drawn_cells(edit: AddSheet, canvas: Canvas) -> list[Drawn]:
    """Every cell of the sheet, those of the Table too, by row and column."""
    cells = list(canvas.cells)
    for across, heading in enumerate(edit.headings):
        look = canvas.headings[across] if across < len(canvas.headings) else -1
        cells.append(Drawn(canvas.top, canvas.left + across, heading, look))
    for down, row in enumerate(edit.rows, 1):
        for across, value in enumerate(row):
            look = canvas.body[across] if across < len(canvas.body) else -1
            cells.append(Drawn(canvas.top + down, canvas.left + across, value, look))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def canvas_xml(
    book: OpenBook,
    edit: AddSheet,
    canvas: Canvas,
    spaces: tuple[str, str],
    table: str | None,
    drawing: str | None,
) -> tuple[bytes, int]:
    """The sheet's part and how many cells it holds; ``table`` and ``drawing`` are relationships, None without."""
    cells = drawn_cells(edit, canvas)
    rows = b"".join(_rows(book, edit, canvas, cells))
    tab = f'<tabColor rgb="FF{canvas.tab.upper()}"/>' if canvas.tab else ""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>'
        for n, width in enumerate(edit.widths, 1)
    )
    head = (
        f'<worksheet xmlns="{spaces[0]}" xmlns:r="{spaces[1]}"><sheetPr>{tab}<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{_dimension(cells)}"/><sheetViews>{_view(canvas)}</sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{f"<cols>{widths}</cols>" if widths else ""}<sheetData>'
    )
    tail = f"</sheetData>{_merged(canvas)}{_signals(book, canvas)}{_print(canvas)}"
    tail += f'<drawing r:id="{drawing}"/>' if drawing else ""
    tail += f'<tableParts count="1"><tablePart r:id="{table}"/></tableParts>' if table else ""
    count = sum(cell.value is not None for cell in cells)
    return DECLARATION + head.encode() + rows + tail.encode() + b"</worksheet>", count


def _dimension(cells: list[Drawn]) -> str:
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    return range_text(
        min(rows, default=1), min(columns, default=1), max(rows, default=1), max(columns, default=1)
    )


def _rows(book: OpenBook, edit: AddSheet, canvas: Canvas, cells: list[Drawn]) -> Iterator[bytes]:
    styles = _Styles(book, canvas)
    writer = CellWriter(b"", book.date1904)
    heights = {row: f' ht="{high:g}"' for row, high in canvas.fitted}
    heights |= {row: f' ht="{high:g}" customHeight="1"' for row, high in canvas.heights}
    there = {number: list(group) for number, group in groupby(cells, key=lambda cell: cell.row)}
    for number in sorted(there.keys() | heights.keys()):
        high = heights.get(number, "")
        written = b"".join(_cell(book, writer, styles, edit, cell) for cell in there.get(number, ()))
        yield f'<row r="{number}"{high}>'.encode() + written + b"</row>"


def _cell(book: OpenBook, writer: CellWriter, styles: _Styles, edit: AddSheet, cell: Drawn) -> bytes:
    at = CellRef(edit.name, cell.row, cell.column)
    style, value = styles.of(cell.look), cell.value
    place = f"{column_letters(cell.column)}{cell.row}"
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'.encode()
    encoded = encoded_new(book, writer, edit, at, value)
    if encoded.format is not None:
        style = book.styles.suiting(style, encoded.format)
    if isinstance(value, Link):
        style = book.styles.as_link(style)
    return f'<c r="{place}" s="{style}"'.encode() + encoded.tail


class _Styles:
    """The number of each look of the canvas, made when the first cell has it."""

    def __init__(self, book: OpenBook, canvas: Canvas) -> None:
        self._book, self._looks = book, canvas.looks
        self._made: dict[int, int] = {}

    def of(self, look: int) -> int:
        if look not in self._made:
            self._made[look] = self._style(self._looks[look] if look >= 0 else _PLAIN)
        return self._made[look]

    def _style(self, look: CellLook) -> int:
        made = Look(
            look.number_format,
            look.bold,
            look.colour,
            look.fill,
            look.wrap,
            look.line,
            look.size,
            look.align,
            "center",
            look.indent,
        )
        return self._book.styles.with_look(0, made)


def _view(canvas: Canvas) -> str:
    pane = ""
    if canvas.frozen:
        first = canvas.frozen
        pane = f'<pane ySplit="{first - 1}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
        pane += f'<selection pane="bottomLeft" activeCell="A{first}" sqref="A{first}"/>'
    return f'<sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView>'


def _merged(canvas: Canvas) -> str:
    areas = "".join(f'<mergeCell ref="{range_text(*area)}"/>' for area in canvas.merged)
    return f'<mergeCells count="{len(canvas.merged)}">{areas}</mergeCells>' if areas else ""


def _signals(book: OpenBook, canvas: Canvas) -> str:
    return "".join(
        f'<conditionalFormatting sqref="{range_text(*signal.area)}"><cfRule type="expression" '
        f'dxfId="{book.styles.signal(signal.colour, signal.fill)}" priority="{number}">'
        f"<formula>{to_xml(signal.formula).decode()}</formula></cfRule></conditionalFormatting>"
        for number, signal in enumerate(canvas.signals, 1)
    )


def _print(canvas: Canvas) -> str:
    way = "landscape" if canvas.landscape else "portrait"
    high = "1" if canvas.one_page else "0"
    footer = (
        f"<headerFooter><oddFooter>{to_xml(canvas.footer).decode()}</oddFooter></headerFooter>"
        if canvas.footer
        else ""
    )
    return (
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{way}" fitToHeight="{high}"/>{footer}'
    )


def set_print_names(book: OpenBook, edit: AddSheet, canvas: Canvas) -> None:
    """The names by which programs know what is printed of a sheet, and which rows on every page."""
    scope = book.entry(edit.name).index
    sheet = quote_sheet(edit.name)
    row, column = canvas.last
    book.workbook.set_name(_AREA, f"{sheet}!$A$1:${column_letters(column)}${row}", scope)
    if canvas.repeated:
        first, last = canvas.repeated
        book.workbook.set_name(_TITLES, f"{sheet}!${first}:${last}", scope)
