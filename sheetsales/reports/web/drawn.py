"""A native chart told as plain data: the same series, with the values their cells show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sheetsales.cells.address import column_number
from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.regex import regex
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Calc, Content, shown

_RANGE: Final = regex(r"=(?:'(.*)'|([^'!]+))!\$([A-Z]+)\$([0-9]+)(?::\$\3\$([0-9]+))?")


@dataclass(frozen=True)
class Series:
    """One series: ``values`` by category, None for a gap; ``colours`` of single bars; ``spread`` up and down of each.

    ``line`` are points joined, ``marks`` points alone; ``pattern`` is the number format of labels, "" for none.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    colours: tuple[str, ...] = ()
    pattern: str = ""
    spread: tuple[float, ...] = ()
    line: bool = False
    marks: bool = False
    dashed: bool = False
    hatched: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart: bars lie across, columns stand."""

    title: str
    across: bool
    stacked: bool
    legend: bool
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def picture(chart: Any, blocks: Iterable[PlacedTable]) -> Picture:
    """The chart as it was drawn for the workbook, its ranges looked up in the tables of the appendix."""
    cells = tuple(blocks)
    parts = [chart, *([chart.combined] if chart.combined else [])]
    made = tuple(_series(one, part is not chart, cells) for part in parts for one in part.series)
    kind = type(chart).__name__
    if kind not in ("ChartBar", "ChartColumn", "ChartLine"):
        raise TypeError(kind)
    return Picture(
        chart.title.name or "",
        kind == "ChartBar",
        "stacked" in (chart.subtype or ""),
        chart.legend.get("position") not in (None, "none"),
        tuple(_label(c) for c in _contents(chart.series[0]["categories"], cells)),
        tuple(_as_line(s) for s in made) if kind == "ChartLine" else made,
    )


def _as_line(one: Series) -> Series:
    return Series(one.name, one.values, one.colour, line=not one.marks, marks=one.marks, dashed=one.dashed)


def _series(one: Mapping[str, Any], combined: bool, blocks: Sequence[PlacedTable]) -> Series:
    fill, line, pattern = one["fill"], one["line"], one["pattern"] or {}
    drawn = _colour(line.get("color"), "")
    colour = _colour(pattern.get("fg_color") or fill.get("color"), drawn or styles.ACCENT)
    marked = one["marker"] or {}
    marker = marked.get("type") not in (None, "none")
    if marker and combined:
        drawn = _colour((marked.get("fill") or {}).get("color"), drawn)
    return Series(
        one["name"] or "",
        tuple(shown(content) for content in _contents(one["values"], blocks)),
        drawn or colour if combined else colour,
        tuple(_colour((point or {}).get("fill", {}).get("color"), colour) for point in one["points"] or ()),
        (one["labels"] or {}).get("num_format") or "",
        _spread(one["error_bars"]),
        line=combined and not marker,
        marks=combined and marker,
        dashed=bool(line.get("dash_type")),
        hatched=bool(pattern),
    )


def _spread(bars: Mapping[str, Any]) -> tuple[float, ...]:
    told = bars.get("y_error_bars") or bars.get("x_error_bars") or {}
    return tuple(float(value or 0) for value in told.get("plus_data") or ())


def _colour(colour: Any, other: str) -> str:
    if colour is None:
        return other
    return f"#{colour._rgb_hex_value()}"  # noqa: SLF001 - XlsxWriter has no public way


def _label(content: Content) -> str:
    value = content.value if isinstance(content, Calc) else content
    return "" if value is None else str(value)


def _contents(reference: str, blocks: Sequence[PlacedTable]) -> tuple[Content, ...]:
    """What the cells of a range hold; a chart may only point into a table of the appendix."""
    match = _RANGE.fullmatch(reference)
    if match is not None:
        sheet = (match[1] or match[2]).replace("''", "'")
        first, last = int(match[4]), int(match[5] or match[4])
        for block in blocks:
            top = block.top + 2
            if block.sheet == sheet and top <= first <= last < top + len(block.rows):
                key = block.headings[column_number(match[3]) - 1].key
                return tuple(block.get(row, key) for row in block.rows[first - top : last - top + 1])
    raise LookupError(reference)
