"""Charts of a new sheet: the drawing they lie on, and a part for each with what its cells hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import DECLARATION
from sheetsales.backends.ooxml.spans import escape, escape_attribute
from sheetsales.backends.parts.serials import number_text
from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.cells.charts import Chart, ChartKind
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import EditValue, Formula

DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_OFFICE: Final = ("http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml")
_EMU: Final = 9_525
"""English Metric Units in a pixel."""
_COLOURS: Final = ("1F4E79", "A6A6A6", "C55A11", "548235")


def add_drawing(book: OpenBook, edit: AddSheet, sheet_part: str) -> str | None:
    """Parts for the charts of a new sheet; returns the relationship its XML has to name, None without charts."""
    if not edit.charts:
        return None
    strict = book.package.is_strict
    made = [_chart_xml(edit, chart, strict) for chart in edit.charts]

    def lies(number: int, relation: str) -> str:
        return _anchor(edit, edit.charts[number - 1], number, relation, strict)

    return drawing_of(book, sheet_part, made, lies)


def drawing_of(
    book: OpenBook, sheet_part: str, charts: Sequence[bytes], lies: Callable[[int, str], str]
) -> str:
    """A drawing with these charts; ``lies`` tells where the chart of a number (from 1) and a relationship lies on it."""
    strict = book.package.is_strict
    folder = book.workbook.part.rpartition("/")[0]
    folder = folder + "/" if folder else ""
    drawing = book.package.free_name(folder + "drawings/drawing{}.xml")
    anchors = []
    for number, chart in enumerate(charts, 1):
        part = book.package.free_name(folder + "charts/chart{}.xml")
        book.package.add(part, chart, _CHART_TYPE)
        anchors.append(lies(number, book.package.relate(drawing, "chart", part)))
    spaces = spaces_of(strict)
    root = f'<xdr:wsDr xmlns:xdr="{spaces["xdr"]}" xmlns:a="{spaces["a"]}">'
    book.package.add(drawing, DECLARATION + f"{root}{''.join(anchors)}</xdr:wsDr>".encode(), DRAWING_TYPE)
    return book.package.relate(sheet_part, "drawing", drawing)


def spaces_of(strict: bool) -> dict[str, str]:
    """The namespaces of drawings and charts by the prefixes used here."""
    if strict:
        root = f"{_OFFICE[1]}/"
        names = {
            "xdr": "drawingml/spreadsheetDrawing",
            "a": "drawingml/main",
            "c": "drawingml/chart",
            "r": "officeDocument/relationships",
        }
    else:
        root = f"{_OFFICE[0]}/"
        names = {
            "xdr": "drawingml/2006/spreadsheetDrawing", "a": "drawingml/2006/main", "c": "drawingml/2006/chart",
            "r": "officeDocument/2006/relationships",
        }  # fmt: skip
    return {key: root + name for key, name in names.items()}


def _anchor(edit: AddSheet, chart: Chart, number: int, relation: str, strict: bool) -> str:
    spaces = spaces_of(strict)
    title = escape_attribute(chart.title).decode()
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{len(edit.headings) + 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{chart.row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{chart.width * _EMU}" cy="{chart.height * _EMU}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="{title}" descr="{title}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{spaces["c"]}"><c:chart xmlns:c="{spaces["c"]}" xmlns:r="{spaces["r"]}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
    )


def _chart_xml(edit: AddSheet, chart: Chart, strict: bool) -> bytes:
    spaces = spaces_of(strict)
    declared = " ".join(f'xmlns:{key}="{spaces[key]}"' for key in ("c", "a", "r"))
    series = "".join(_series(edit, chart, number) for number in range(len(chart.series)))
    kind = "lineChart" if chart.kind == "line" else "barChart"
    shape = '<c:grouping val="standard"/><c:varyColors val="0"/>'
    if chart.kind != "line":
        shape = f'<c:barDir val="{"bar" if chart.kind == "bar" else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    tail = '<c:marker val="1"/>' if chart.kind == "line" else '<c:gapWidth val="60"/>'
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    xml = (
        f'<c:chartSpace {declared}><c:roundedCorners val="0"/><c:chart>{_title(chart.title)}'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:{kind}>{shape}{series}{tail}'
        f'<c:axId val="50010001"/><c:axId val="50010002"/></c:{kind}>{axes(chart.kind, chart.number_format)}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )
    return DECLARATION + xml.encode()


def _title(text: str) -> str:
    said = escape(text).decode()
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r>'
        f'<a:rPr sz="1200" b="1"/><a:t>{said}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def axes(kind: ChartKind, number_format: str) -> str:
    """The two axes; those of a bar chart change places."""
    lies = kind == "bar"
    code = escape_attribute(number_format).decode()
    turned = "maxMin" if lies else "minMax"
    crosses = "max" if lies else "autoZero"
    return (
        f'<c:catAx><c:axId val="50010001"/><c:scaling><c:orientation val="{turned}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lies else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="50010002"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="50010002"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if lies else "l"}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>'
        f'</a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="{code}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="50010001"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _series(edit: AddSheet, chart: Chart, number: int) -> str:
    heading = chart.series[number]
    column, names = edit.headings.index(heading), edit.headings.index(chart.categories)
    colour = f'<a:solidFill><a:srgbClr val="{_COLOURS[number % len(_COLOURS)]}"/></a:solidFill>'
    look = (
        f"<c:spPr>{colour}</c:spPr>"
        if chart.kind != "line"
        else f'<c:spPr><a:ln w="28575">{colour}</a:ln></c:spPr>'
    )
    code = escape_attribute(chart.number_format).decode()
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )
    head = cache("str", f"{_sheet(edit)}!${column_letters(column + 1)}$1", [heading], "")
    cats = cache("str", _range(edit, names), [chart_text(row[names]) for row in edit.rows], "")
    values = cache("num", _range(edit, column), [chart_number(row[column]) for row in edit.rows], code)
    invert = "" if chart.kind == "line" else '<c:invertIfNegative val="0"/>'
    marker = '<c:marker><c:symbol val="none"/></c:marker>' if chart.kind == "line" else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{head}</c:tx>{look}{invert}{marker}{labels}'
        f"<c:cat>{cats}</c:cat><c:val>{values}</c:val></c:ser>"
    )


def cache(kind: str, reference: str, values: Sequence[str | None], code: str) -> str:
    """A reference and the points it held when it was written; ``kind`` is ``str`` or ``num``."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(value).decode()}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    form = f"<c:formatCode>{code}</c:formatCode>" if kind == "num" else ""
    return (
        f"<c:{kind}Ref><c:f>{escape(reference).decode()}</c:f><c:{kind}Cache>{form}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _sheet(edit: AddSheet) -> str:
    return quote_sheet(edit.name)


def _range(edit: AddSheet, column: int) -> str:
    letters = column_letters(column + 1)
    return f"{_sheet(edit)}!${letters}$2:${letters}${max(len(edit.rows), 1) + 1}"


def chart_text(value: EditValue) -> str | None:
    """A cell as the label of a point."""
    held = value.value if isinstance(value, Formula) else value
    return None if held is None else str(held)


def chart_number(value: EditValue) -> str | None:
    """A cell as the value of a point, None for what is no number."""
    held = value.value if isinstance(value, Formula) else value
    if isinstance(held, bool) or not isinstance(held, int | float | Decimal):
        return None
    return number_text(float(held)).decode()
