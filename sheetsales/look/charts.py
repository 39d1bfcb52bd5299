"""Native charts in one calm manner: the title is the message, labels stand at the bars, one colour matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sheetsales.look import styles
from sheetsales.texts import Lang

ChartKind = Literal["column", "bar", "line"]


def new_chart(
    workbook: Any, kind: ChartKind, lang: Lang, title: str, *, stacked: bool = False, legend: bool = False
) -> Any:
    """A chart without frame, gridlines or decoration; bars start at zero and the value axis is hidden.

    Add series with ``series``; call ``show_value_axis`` where bars carry no labels.
    """
    options = {"type": kind, **({"subtype": "stacked"} if stacked else {})}
    chart = workbook.add_chart(options)
    chart.set_title(
        {"name": title, "name_font": _font(lang, 12, bold=True, colour=styles.INK), "overlay": False}
    )
    chart.set_legend({"position": "bottom", "font": _font(lang, 9)} if legend else {"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": styles.WHITE}})
    chart.set_plotarea({"border": {"none": True}, "fill": {"none": True}})
    category = _category_axis(lang, reverse=kind == "bar")
    value = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}
    _set_axes(chart, kind, category, value)
    return chart


def _set_axes(chart: Any, kind: ChartKind, category: dict[str, Any] | None, value: dict[str, Any]) -> None:
    """XlsxWriter calls the horizontal axis x: in bar charts that is the one of the values."""
    set_value, set_category = (
        (chart.set_x_axis, chart.set_y_axis) if kind == "bar" else (chart.set_y_axis, chart.set_x_axis)
    )
    set_value(value)
    if category is not None:
        set_category(category)


def _category_axis(lang: Lang, *, reverse: bool) -> dict[str, Any]:
    """Bars read from the top, so their category axis runs backwards."""
    return {
        "num_font": _font(lang, 9),
        "line": {"color": styles.HAIRLINE},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": False},
        "reverse": reverse,
    }


def show_value_axis(
    chart: Any, kind: ChartKind, lang: Lang, number_format: str, *, least: float | None = 0
) -> None:
    """Shows the value axis with pale gridlines; ``least`` None lets a line chart choose where it starts."""
    axis: dict[str, Any] = {
        "num_format": number_format,
        "num_font": _font(lang, 9),
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": styles.HAIRLINE, "width": 0.75}},
    }
    if least is not None:
        axis["min"] = least
    _set_axes(chart, kind, None, axis)


def series(
    name: str,
    categories: str,
    values: str,
    lang: Lang,
    *,
    colour: str = styles.ACCENT,
    label_format: str | None = None,
    points: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Bars for ``chart.add_series``; ``categories`` and ``values`` are ranges such as ``='Data'!$A$2:$A$7``.

    ``label_format`` puts the value at each bar; ``points`` colours single bars (see ``highlight``).
    """
    made: dict[str, Any] = {
        "name": name,
        "categories": categories,
        "values": values,
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 60,
    }
    if label_format is not None:
        made["data_labels"] = {
            "value": True,
            "num_format": label_format,
            "font": _font(lang, 9, colour=styles.INK),
        }
    if points:
        made["points"] = list(points)
    return made


def line_series(
    name: str, categories: str, values: str, *, colour: str = styles.ACCENT, thin: bool = False
) -> dict[str, Any]:
    """A line for ``chart.add_series``; ``thin`` and dashed for targets and the year before."""
    line: dict[str, Any] = {"color": colour, "width": 1.25 if thin else 2.25}
    if thin:
        line["dash_type"] = "dash"
    return {
        "name": name,
        "categories": categories,
        "values": values,
        "line": line,
        "marker": {"type": "none"},
    }


def highlight(
    count: int, chosen: int, *, colour: str = styles.ACCENT, rest: str = styles.GREY_SERIES
) -> list[dict[str, Any]]:
    """Colours for ``count`` bars of which the ``chosen`` one (from 0) matters."""
    return [
        {"fill": {"color": colour if i == chosen else rest}, "border": {"none": True}} for i in range(count)
    ]


def _font(lang: Lang, size: float, *, bold: bool = False, colour: str = styles.QUIET) -> dict[str, Any]:
    return {"name": styles.font(lang), "size": size, "bold": bold, "color": colour}
