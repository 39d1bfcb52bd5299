"""A chart as SVG: drawn for a width that a phone shows legibly, its text selectable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.look import styles
from sheetsales.reports.web.drawn import Picture, Series
from sheetsales.reports.web.markup import Markup, joined, tag
from sheetsales.reports.web.shown import text_of
from sheetsales.speech.widths import display_width

_WIDTH: Final = 480.0
_HEIGHT: Final = 220.0
_CHARACTER: Final = 6.6
"""The width of a Latin character at the size of the labels; a Chinese one is twice as wide."""
_BAR: Final = 26.0
_TALLEST_LABEL: Final = 18.0


def figure(picture: Picture) -> Markup:
    """The chart with its title above it and, where the workbook shows one, its legend below."""
    drawn = _bars(picture) if picture.across else _columns(picture)
    caption = tag("figcaption", picture.title)
    named = len(picture.series) > 1 or picture.legend
    return tag("figure", caption, drawn, _legend(picture) if named else None, class_="chart")


def _legend(picture: Picture) -> Markup:
    keys = (
        tag("span", tag("i", style=f"background:{one.colour}"), one.name, class_="key")
        for one in picture.series
        if one.name
    )
    return tag("p", *keys, class_="legend")


def _svg(picture: Picture, height: float, *content: str) -> Markup:
    box = f"0 0 {_WIDTH:g} {height:g}"
    return tag("svg", _hatch(picture), *content, viewBox=box, role="img", aria_label=picture.title)


def _hatch(picture: Picture) -> Markup | None:
    """The strokes of what is forecast, not done."""
    hatched = {one.colour for one in picture.series if one.hatched}
    patterns = (
        tag(
            "pattern",
            tag("path", d="M0 6L6 0", stroke=colour, stroke_width=1.6),
            id=f"h{colour[1:]}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for colour in sorted(hatched)
    )
    return tag("defs", *patterns) if hatched else None


def _fill(one: Series, at: int) -> dict[str, str]:
    if one.hatched:
        return {"fill": f"url(#h{one.colour[1:]})", "stroke": one.colour}
    return {"fill": one.colours[at] if at < len(one.colours) else one.colour}


def _most(picture: Picture) -> float:
    """The largest value that has to fit."""
    bars = [one for one in picture.series if not (one.line or one.marks)]
    highest = [
        value + (one.spread[i] if i < len(one.spread) else 0.0)
        for one in picture.series
        for i, value in enumerate(one.values)
        if value is not None
    ]
    if picture.stacked:
        highest += [sum(one.values[i] or 0.0 for one in bars) for i in range(len(picture.categories))]
    return max((value for value in highest if value > 0), default=1.0)


def _bars(picture: Picture) -> Markup:
    """Bars across, the first at the top; of several series side by side or one behind the other."""
    names = [_short(name, 20) for name in picture.categories]
    left = min(170.0, max((display_width(n) for n in names), default=0) * _CHARACTER + 12)
    stacked = picture.stacked or len(picture.series) == 1
    thick = _BAR if stacked else 15.0
    slot = (thick if stacked else thick * len(picture.series)) + 8
    scale = (_WIDTH - left - 60) / _most(picture)
    height = slot * len(names) + 6
    return _svg(
        picture,
        height,
        *(
            tag("text", name, x=_n(left - 8), y=_n(slot * i + slot / 2 + 5), text_anchor="end", class_="name")
            for i, name in enumerate(names)
        ),
        *(part for i in range(len(names)) for part in _across(picture, i, left, slot, thick, scale, stacked)),
        tag("path", d=f"M{_n(left)} 0V{_n(height)}", class_="axis"),
    )


def _across(
    picture: Picture, at: int, left: float, slot: float, thick: float, scale: float, stacked: bool
) -> Iterator[Markup]:
    start = left
    for k, one in enumerate(picture.series):
        value = one.values[at] if at < len(one.values) else None
        if value is None:
            continue
        top = slot * at + 4 + (0 if stacked else thick * k)
        wide = max(value, 0.0) * scale
        yield tag("rect", x=_n(start), y=_n(top), width=_n(wide), height=_n(thick - 2), **_fill(one, at))
        label = text_of(value, one.pattern) if one.pattern else ""
        inside = picture.stacked
        if label and (not inside or wide > len(label) * _CHARACTER + 6):
            x = start + wide / 2 if inside else start + wide + 5
            yield tag(
                "text",
                label,
                x=_n(x),
                y=_n(top + thick / 2 + 4),
                text_anchor="middle" if inside else None,
                class_="in" if inside else "out",
            )
        start += wide if picture.stacked else 0.0


def _columns(picture: Picture) -> Markup:
    """Columns that stand, with lines and marks over them."""
    count = max(len(picture.categories), 1)
    slot, foot, head = _WIDTH / count, 26.0, 22.0
    scale = (_HEIGHT - foot - head) / _most(picture)
    ground = _HEIGHT - foot
    bars = [one for one in picture.series if not (one.line or one.marks)]
    labels: list[Markup] = []
    return _svg(
        picture,
        _HEIGHT,
        *_category_names(picture.categories, slot),
        *(part for one in bars for part in _standing(picture, bars, one, slot, ground, scale, labels)),
        *(_line(one, slot, ground, scale) for one in picture.series if one.line),
        *(part for one in picture.series if one.marks for part in _marks(one, slot, ground, scale)),
        *labels,
        tag("path", d=f"M0 {_n(ground)}H{_n(_WIDTH)}", class_="axis"),
    )


def _category_names(names: Sequence[str], slot: float) -> Iterator[Markup]:
    """As many names as fit, counted from the last one."""
    widest = max((display_width(name) for name in names), default=1) * _CHARACTER + 8
    step = max(1, -int(-widest // slot))
    for i, name in enumerate(names):
        if (len(names) - 1 - i) % step == 0:
            x = min(slot * i + slot / 2, _WIDTH - widest / 2 + 4)
            yield tag("text", name, x=_n(x), y=_n(_HEIGHT - 8), text_anchor="middle", class_="name")


def _standing(
    picture: Picture,
    bars: Sequence[Series],
    one: Series,
    slot: float,
    ground: float,
    scale: float,
    labels: list[Markup],
) -> Iterator[Markup]:
    """The columns of a series; ``labels`` takes what is written over all that is drawn."""
    beside = 1 if picture.stacked else len(bars)
    wide = min(slot * 0.64, 90.0) / beside
    place = 0 if picture.stacked else bars.index(one)
    for i, value in enumerate(one.values):
        if value is None:
            continue
        under = sum(b.values[i] or 0.0 for b in bars[: bars.index(one)]) if picture.stacked else 0.0
        left = slot * i + slot / 2 - wide * beside / 2 + wide * place
        tall, foot = max(value, 0.0) * scale, ground - under * scale
        yield tag("rect", x=_n(left), y=_n(foot - tall), width=_n(wide), height=_n(tall), **_fill(one, i))
        spread = one.spread[i] * scale if i < len(one.spread) else 0.0
        middle = left + wide / 2
        if spread:
            yield _whisker(middle, foot - tall - spread, foot - max(tall - spread, 0.0))
        label = text_of(value, one.pattern) if one.pattern else ""
        if label and display_width(label) * _CHARACTER < slot + 6:
            labels.extend(_label(picture, label, middle, (foot, tall, spread), _fill(one, i)["fill"]))


def _label(
    picture: Picture, label: str, x: float, at: tuple[float, float, float], fill: str
) -> Iterator[Markup]:
    """The label over a column; within it where parts are stacked, at its foot where lines or marks cross its head."""
    foot, tall, spread = at
    crossed = any(one.line or one.marks for one in picture.series)
    high = tall > _TALLEST_LABEL
    if picture.stacked and not high:
        return
    y = foot - tall / 2 + 4 if picture.stacked else foot - 6 if crossed else foot - tall - spread - 6
    dark = fill.startswith("#") and fill not in (styles.GREY_SERIES, styles.HAIRLINE)
    within = (picture.stacked or crossed) and high
    kind = ("in" if dark else "over") if within else "out"
    yield tag("text", label, x=_n(x), y=_n(y), text_anchor="middle", class_=kind)


def _whisker(x: float, top: float, bottom: float) -> Markup:
    d = f"M{_n(x)} {_n(top)}V{_n(bottom)}M{_n(x - 4)} {_n(top)}h8M{_n(x - 4)} {_n(bottom)}h8"
    return tag("path", d=d, class_="whisker")


def _line(one: Series, slot: float, ground: float, scale: float) -> Markup:
    """Points joined; broken where there is none."""
    path, drawing = "", False
    for i, value in enumerate(one.values):
        if value is not None:
            path += f"{'L' if drawing else 'M'}{_n(slot * i + slot / 2)} {_n(ground - value * scale)}"
        drawing = value is not None
    dash = "5 3" if one.dashed else None
    return tag("path", d=path or "M0 0", stroke=one.colour, stroke_dasharray=dash, class_="line")


def _marks(one: Series, slot: float, ground: float, scale: float) -> Iterator[Markup]:
    for i, value in enumerate(one.values):
        if value is not None:
            y = ground - value * scale
            path = f"M{_n(slot * i + slot * 0.14)} {_n(y)}H{_n(slot * i + slot * 0.86)}"
            yield tag("path", d=path, stroke=one.colour, class_="line")


def hues() -> Markup:
    """The style sheet's part for charts."""
    return joined(
        (
            Markup(
                f".axis{{stroke:{styles.GREY_SERIES};fill:none}}.whisker{{stroke:{styles.QUIET};fill:none}}"
                ".line{fill:none;stroke-width:2}"
                f"svg text{{font-size:13px;fill:{styles.INK}}}svg .name{{fill:{styles.QUIET}}}"
                f"svg .in{{fill:{styles.WHITE};font-weight:600}}"
                f"svg .out{{paint-order:stroke;stroke:{styles.WHITE};stroke-width:3px;stroke-linejoin:round}}"
            ),
        )
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _short(name: str, most: int) -> str:
    """The name cut where it is too long to stand beside a bar."""
    if display_width(name) <= most + 4:
        return name
    kept = ""
    for char in name:
        if display_width(kept + char) > most + 2:
            break
        kept += char
    return kept + "…"
