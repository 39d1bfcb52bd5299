"""Charts over areas of a sheet that is laid out freely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.backends.ooxml.canvas_sheet import drawn_cells
from sheetsales.backends.ooxml.new_chart import axes, cache, chart_number, chart_text, drawing_of, spaces_of
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import DECLARATION
from sheetsales.backends.ooxml.spans import escape_attribute
from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.cells.canvas import AreaChart, AreaSeries, Canvas, Rectangle
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import EditValue

_EMU = 9_525
Cells = Mapping[tuple[int, int], EditValue]
"""The cells of the sheet by row and column."""


def add_area_charts(book: OpenBook, edit: AddSheet, canvas: Canvas, sheet_part: str) -> str | None:
    """Parts for the charts of the canvas; returns the relationship the sheet's XML has to name, None without charts."""
    if not canvas.charts:
        return None
    strict = book.package.is_strict
    cells = {(cell.row, cell.column): cell.value for cell in drawn_cells(edit, canvas)}
    made = [_chart_xml(edit.name, chart, cells, strict) for chart in canvas.charts]

    def lies(number: int, relation: str) -> str:
        return _anchor(canvas.charts[number - 1], number, relation, strict)

    return drawing_of(book, sheet_part, made, lies)


def _anchor(chart: AreaChart, number: int, relation: str, strict: bool) -> str:
    """Where the chart lies on its drawing."""
    spaces = spaces_of(strict)
    name = escape_attribute(chart.name).decode()
    row, column = chart.corner
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{chart.width * _EMU}" cy="{chart.height * _EMU}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="{name}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{spaces["c"]}"><c:chart xmlns:c="{spaces["c"]}" xmlns:r="{spaces["r"]}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
    )


def _chart_xml(sheet: str, chart: AreaChart, cells: Cells, strict: bool) -> bytes:
    """The chart's part, with what its cells hold."""
    spaces = spaces_of(strict)
    declared = " ".join(f'xmlns:{key}="{spaces[key]}"' for key in ("c", "a", "r"))
    bars = [series for series in chart.series if not series.marks]
    marks = [series for series in chart.series if series.marks]
    order = {id(series): n for n, series in enumerate(chart.series)}
    plots = _plot(sheet, chart, bars, cells, order) + _marks(sheet, chart, marks, cells, order)
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    xml = (
        f'<c:chartSpace {declared}><c:roundedCorners val="0"/><c:chart>{_title(sheet, chart, cells)}'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plots}'
        f"{axes(chart.kind, chart.number_format)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/>'
        '</a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="E5E7EB"/></a:solidFill></a:ln></c:spPr>'
        f"{_letters(chart)}</c:chartSpace>"
    )
    return DECLARATION + xml.encode()


def _letters(chart: AreaChart, size: int = 900, bold: str = "") -> str:
    font = escape_attribute(chart.font).decode()
    faces = f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/>' if chart.font else ""
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{size}"{bold}><a:solidFill><a:srgbClr val="1F2937"/></a:solidFill>{faces}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def _title(sheet: str, chart: AreaChart, cells: Cells) -> str:
    told = cache("str", _cell(sheet, chart.title), [chart_text(cells.get(chart.title))], "")
    return f'<c:title><c:tx>{told}</c:tx><c:overlay val="0"/>{_letters(chart, 1000, " b=" + chr(34) + "1" + chr(34))}</c:title>'


def _plot(
    sheet: str, chart: AreaChart, series: Sequence[AreaSeries], cells: Cells, order: Mapping[int, int]
) -> str:
    if not series:
        return ""
    kind = "lineChart" if chart.kind == "line" else "barChart"
    shape = '<c:grouping val="standard"/><c:varyColors val="0"/>'
    if chart.kind != "line":
        way = "bar" if chart.kind == "bar" else "col"
        shape = f'<c:barDir val="{way}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    tail = '<c:marker val="1"/>' if chart.kind == "line" else '<c:gapWidth val="50"/>'
    body = "".join(_series(sheet, chart, one, cells, order[id(one)]) for one in series)
    return f'<c:{kind}>{shape}{body}{tail}<c:axId val="50010001"/><c:axId val="50010002"/></c:{kind}>'


def _marks(
    sheet: str, chart: AreaChart, series: Sequence[AreaSeries], cells: Cells, order: Mapping[int, int]
) -> str:
    """A short stroke for each point and no line between them."""
    if not series:
        return ""
    body = "".join(_series(sheet, chart, one, cells, order[id(one)]) for one in series)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{body}<c:marker val="1"/>'
        '<c:axId val="50010001"/><c:axId val="50010002"/></c:lineChart>'
    )


def _series(sheet: str, chart: AreaChart, series: AreaSeries, cells: Cells, number: int) -> str:
    code = escape_attribute(chart.number_format).decode()
    fill = f'<a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill>'
    is_line = chart.kind == "line" or series.marks
    if series.marks:
        look = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        after = f'<c:marker><c:symbol val="dash"/><c:size val="12"/><c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr></c:marker>'
    elif is_line:
        look, after = (
            f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr>',
            '<c:marker><c:symbol val="none"/></c:marker>',
        )
    else:
        look, after = f"<c:spPr>{fill}</c:spPr>", '<c:invertIfNegative val="0"/>'
    told = "1" if series.labels and not series.marks else "0"
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/>'
        f'<c:showVal val="{told}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )
    head = cache("str", _cell(sheet, series.name), [chart_text(cells.get(series.name))], "")
    names = [chart_text(value) for value in _values(chart.categories, cells)]
    numbers = [chart_number(value) for value in _values(series.values, cells)]
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{head}</c:tx>{look}{after}{labels}'
        f"<c:cat>{cache('str', _area(sheet, chart.categories), names, '')}</c:cat>"
        f"<c:val>{cache('num', _area(sheet, series.values), numbers, code)}</c:val>"
        + ('<c:smooth val="0"/>' if is_line else "")
        + "</c:ser>"
    )


def _values(area: Rectangle, cells: Cells) -> list[EditValue]:
    first_row, first_column, last_row, last_column = area
    return [
        cells.get((row, column))
        for row in range(first_row, last_row + 1)
        for column in range(first_column, last_column + 1)
    ]


def _cell(sheet: str, at: tuple[int, int]) -> str:
    return f"{quote_sheet(sheet)}!${column_letters(at[1])}${at[0]}"


def _area(sheet: str, area: Rectangle) -> str:
    first_row, first_column, last_row, last_column = area
    return f"{quote_sheet(sheet)}!${column_letters(first_column)}${first_row}:${column_letters(last_column)}${last_row}"
