"""Where everything on the flow chart stands: rows of stages from left to right, their steps below in the lanes of the roles.

Connectors are straight, which every program draws alike. So a step stands beside the one before it in the same lane, and
above or below it where the work goes to another role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sheetsales.cells.shapes import BOTTOM, LEFT, RIGHT, TOP, Arrow, Box, Line, Place, Sketch
from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.sop.content import Chart, Lane, StageBox, StepBox

PREFIX: Final = "ss_sop_"
"""What the names of our shapes begin with."""
_STEP_WIDTH, _STEP_HEIGHT, _STEP_GAP = 94.0, 50.0, 14.0
_LEAST_STAGE, _STAGE_GAP = 186.0, 28.0
_LABEL, _LABEL_GAP = 96.0, 16.0
_LANE_AIR = 8.0
_WIDEST: Final = 1_340.0
"""So wide a row of stages may become: on A4 the smallest letters are still read."""
_PILL, _PILL_AIR = 22.0, 14.0
_ROW_GAP = 26.0
_NAME, _TEXT, _SMALL, _TIGHT = 11.0, 9.0, 8.5, 8.0
_STEP_LINES: Final = 2
"""More of them are written in smaller letters."""
_PAGE: Final = 0.66
"""How high A4 is for its width, within its margins."""
_SQUEEZED: Final = 1.25
"""So much higher than a page a chart may be to stand on one all the same."""
_TOP, _MARGIN, _HEADING = 98.0, 8.0, 1_100.0


@dataclass(frozen=True, slots=True)
class Laid:
    """The sketch, its size, and where a new page begins, in pixels."""

    sketch: Sketch
    width: float
    height: float
    breaks: tuple[float, ...] = ()


def lay_out(chart: Chart) -> Laid:
    """Everything in its place, the title on top."""
    top, left = _TOP, _MARGIN
    rows = _rows(chart.stages)
    boxes: list[Box] = list(_heading(chart))
    arrows: list[Arrow] = []
    tops, y, width = list[float](), top, 0.0
    whole = max((_row_width(row) for row in rows), default=_LEAST_STAGE)
    for n, stages in enumerate(rows):
        row = _Row(chart, n, stages, rows, left, y, whole)
        boxes += row.boxes()
        arrows += row.arrows()
        tops.append(y)
        y += row.height + _ROW_GAP
        width = max(width, row.right)
    boxes.sort(key=lambda box: not box.back)
    return Laid(Sketch(tuple(boxes), tuple(arrows)), width, y - _ROW_GAP, tuple(_breaks([*tops, y], width)))


def _breaks(tops: Sequence[float], width: float) -> Iterator[float]:
    """Where pages begin, above a row of stages, where one page would be too small to read; ``tops`` ends with the end."""
    room = width * _PAGE
    if tops[-1] <= room * _SQUEEZED:
        return
    start = 0.0
    for here, there in pairwise(tops):
        if there - start > room and here > start + _TOP:
            start = here - _ROW_GAP
            yield start


def _heading(chart: Chart) -> Iterator[Box]:
    """The title and the notes below it, as boxes without a frame: they may be moved like all else."""
    title = Line(chart.title, styles.TITLE_SIZE, bold=True, colour=styles.ACCENT[1:])
    yield Box(f"{PREFIX}title", Place(_MARGIN, 6, _HEADING, 34), (title,), "rectangle", None, None, left=True)
    notes = tuple(Line(text, _TEXT, colour=styles.QUIET[1:]) for text in chart.notes)
    where = Place(_MARGIN, 40, _HEADING, 14 + 16 * len(notes))
    yield Box(f"{PREFIX}notes", where, notes, "rectangle", None, None, left=True)


def _rows(stages: Sequence[StageBox]) -> list[list[StageBox]]:
    """As few rows as the widest allows, about equally wide."""
    widths = [_stage_width(stage) + _STAGE_GAP for stage in stages]
    count = _count(widths, _WIDEST)
    limit = _WIDEST
    for narrower in range(int(_WIDEST), int(_LEAST_STAGE), -20):
        if _count(widths, narrower) > count:
            break
        limit = float(narrower)
    rows: list[list[StageBox]] = []
    used = limit
    for stage, width in zip(stages, widths, strict=True):
        if used + width > limit and (not rows or rows[-1]):
            rows.append([])
            used = 0.0
        rows[-1].append(stage)
        used += width
    return rows


def _count(widths: Sequence[float], limit: float) -> int:
    rows, used = 1, 0.0
    for width in widths:
        if used and used + width > limit:
            rows, used = rows + 1, 0.0
        used += width
    return rows


def _row_width(row: Sequence[StageBox]) -> float:
    return sum(_stage_width(stage) + _STAGE_GAP for stage in row) - _STAGE_GAP


def _stage_width(stage: StageBox) -> float:
    columns = max((column for _, column in _columns(stage.steps)), default=-1) + 1
    return max(_LEAST_STAGE, columns * (_STEP_WIDTH + _STEP_GAP) - _STEP_GAP)


def _columns(steps: Sequence[StepBox], order: Sequence[str] = ()) -> list[tuple[StepBox, int]]:
    """Each step with its column: the same as the one before where the work goes to another lane whose place is free."""
    lanes = {key: n for n, key in enumerate(order or sorted({step.lane for step in steps}))}
    placed: list[tuple[StepBox, int]] = []
    taken: set[tuple[int, int]] = set()
    for step in steps:
        column, lane = 0, lanes[step.lane]
        if placed:
            before, column = placed[-1]
            low, high = sorted((lanes[before.lane], lane))
            way = {(n, column) for n in range(low, high + 1)} - {(lanes[before.lane], column)}
            if lane == lanes[before.lane] or taken & way:
                column += 1
            else:
                taken |= way  # the line runs there
        taken.add((lane, column))
        placed.append((step, column))
    return placed


def step_name(stage: StageBox, step: StepBox) -> str:
    return f"{PREFIX}{stage.code}_{step.code}"


class _Row:
    """One row of stages with the lanes below it."""

    def __init__(
        self, chart: Chart, number: int, stages: Sequence[StageBox], rows: Sequence[Sequence[StageBox]],
        left: float, top: float, whole: float,
    ) -> None:  # fmt: skip
        self.chart, self.number, self.stages, self.left, self.top = chart, number, stages, left, top
        self.before = rows[number - 1][-1] if number else None
        self.after = rows[number + 1][0] if number + 1 < len(rows) else None
        used = {step.lane for stage in stages for step in stage.steps}
        self.lanes = [lane for lane in chart.lanes if lane.key in used]
        self.order = [lane.key for lane in self.lanes]
        self.first = left + _LABEL + _LABEL_GAP
        self.right = self.first + whole + (_STAGE_GAP + _LINK if len(rows) > 1 else 0.0) + _LABEL_GAP
        self.moves_height = max((_moves_height(s) for s in stages), default=0.0)
        above = self.moves_height + _PILL_AIR if self.moves_height else 0.0
        self.stage_top = top + above
        self.stage_height = max(_stage_height(s) for s in stages)
        below = _PILL + _PILL_AIR if any(s.lost for s in stages) else 0.0
        self.lanes_top = self.stage_top + self.stage_height + below + _PILL_AIR
        self.height = (
            self.lanes_top - top + len(self.lanes) * _LANE if self.lanes else self.lanes_top - top - _PILL_AIR
        )
        self.places = list(self._places())

    def _places(self) -> Iterator[Place]:
        x = self.first
        for stage in self.stages:
            width = _stage_width(stage)
            yield Place(x, self.stage_top, width, self.stage_height)
            x += width + _STAGE_GAP

    def boxes(self) -> Iterator[Box]:
        for n, lane in enumerate(self.lanes):
            yield from self._lane(lane, self.lanes_top + n * _LANE)
        for stage, place in zip(self.stages, self.places, strict=True):
            yield _stage(stage, place)
            yield from self._ways_out(stage, place)
            for step, column in self._steps(stage):
                yield self._step(stage, step, column, place)
        yield from self._links()

    def _steps(self, stage: StageBox) -> list[tuple[StepBox, int]]:
        return _columns(stage.steps, self.order)

    def _lane(self, lane: Lane, y: float) -> Iterator[Box]:
        name = f"{PREFIX}lane{self.number + 1}_{lane.key}"
        width = self.right - self.left
        yield Box(
            name,
            Place(self.left, y, width, _LANE),
            (),
            "rectangle",
            _F9,
            _HAIR,
            0.75,
            back=True,
            about=lane.label,
        )
        colour = styles.WATCH[1:] if lane.empty else styles.ACCENT[1:]
        lines = tuple(Line(text, _TEXT, n == 0, colour) for n, text in enumerate(lane.label.split("\n")))
        place = Place(self.left, y, _LABEL, _LANE)
        yield Box(
            f"{name}_label", place, lines, "rectangle", styles.ACCENT_SURFACE[1:], _HAIR, 0.75, back=True
        )

    def _step(self, stage: StageBox, step: StepBox, column: int, place: Place) -> Box:
        y = self.lanes_top + self.order.index(step.lane) * _LANE + (_LANE - _STEP_HEIGHT) / 2
        where = Place(place.x + column * (_STEP_WIDTH + _STEP_GAP), y, _STEP_WIDTH, _STEP_HEIGHT)
        said = f"{step.code} {step.text}".strip()
        size = _TEXT if _lines_of(said, _STEP_WIDTH, _TEXT) <= _STEP_LINES else _TIGHT
        text = fitted(said, _STEP_WIDTH, size, 3)
        return Box(
            step_name(stage, step), where, (Line(text, size),), "rounded", "FFFFFF", styles.GREY_SERIES[1:], 1,
            dashed=step.optional, about=f"{step.code} {step.text}",
        )  # fmt: skip

    def _ways_out(self, stage: StageBox, place: Place) -> Iterator[Box]:
        if stage.moves:
            height = _moves_height(stage)
            where = Place(place.x, place.y - _PILL_AIR - height, _moves_width(stage), height)
            where = Place(place.x + (place.width - where.width) / 2, where.y, where.width, height)
            lines = tuple(Line(text, _SMALL, colour=styles.QUIET[1:]) for text in _moves(stage))
            yield Box(
                f"{PREFIX}{stage.code}_moves", where, lines, "rounded", "FFFFFF", styles.GREY_SERIES[1:], 0.75, dashed=True,
                about=" · ".join(stage.moves),
            )  # fmt: skip
        if stage.lost:
            width = min(place.width, 120.0)
            where = Place(
                place.x + (place.width - width) / 2, place.y + place.height + _PILL_AIR, width, _PILL
            )
            text = fitted(stage.lost, width, _SMALL, 1)
            line = Line(text, _SMALL, colour=styles.BAD[1:])
            yield Box(
                f"{PREFIX}{stage.code}_lost",
                where,
                (line,),
                "pill",
                "FFFFFF",
                styles.BAD[1:],
                0.75,
                about=stage.lost,
            )

    def _links(self) -> Iterator[Box]:
        """Where the row is broken: which stage comes before, and which one it goes on with."""
        last = self.places[-1]
        if self.before is not None and self.before.onward:
            yield self._link("from", self.chart.comes.format(stage=self.before.title), self.left)
        if self.after is not None and self.stages[-1].onward:
            text = self.chart.onward.format(stage=self.after.title)
            yield self._link("on", text, last.x + last.width + _STAGE_GAP)

    def _link(self, kind: str, text: str, x: float) -> Box:
        where = Place(x, self.stage_top + (self.stage_height - _LINK_HEIGHT) / 2, _LINK, _LINK_HEIGHT)
        line = Line(fitted(text, _LINK, _SMALL, 2), _SMALL, colour=styles.ACCENT[1:])
        return Box(
            self._link_name(kind), where, (line,), "rounded", "FFFFFF", styles.ACCENT[1:], 0.75, about=text
        )

    def _link_name(self, kind: str) -> str:
        return f"{PREFIX}link{self.number + 1}_{kind}"

    def arrows(self) -> Iterator[Arrow]:
        for here, there in pairwise(self.stages):
            if here.onward:
                yield _arrow(PREFIX + here.code, RIGHT, PREFIX + there.code, LEFT, styles.ACCENT, 1.75)
        for link in self._links():
            first, last = PREFIX + self.stages[0].code, PREFIX + self.stages[-1].code
            ends = (link.name, first) if link.name == self._link_name("from") else (last, link.name)
            yield _arrow(ends[0], RIGHT, ends[1], LEFT, styles.ACCENT, 1.75)
        for stage in self.stages:
            name = PREFIX + stage.code
            if stage.moves:
                yield _arrow(name, TOP, f"{name}_moves", BOTTOM, styles.QUIET, 0.75, dashed=True)
            if stage.lost:
                yield _arrow(name, BOTTOM, f"{name}_lost", TOP, styles.BAD, 0.75)
            yield from self._chain(stage)

    def _chain(self, stage: StageBox) -> Iterator[Arrow]:
        """From step to step; to another lane straight down or up."""
        placed = self._steps(stage)
        for (step, column), (after, later) in pairwise(placed):
            sites = RIGHT, LEFT
            if column == later:
                down = self.order.index(after.lane) > self.order.index(step.lane)
                sites = (BOTTOM, TOP) if down else (TOP, BOTTOM)
            yield _arrow(step_name(stage, step), sites[0], step_name(stage, after), sites[1], styles.QUIET, 1)


_LANE: Final = _STEP_HEIGHT + 2 * _LANE_AIR
_MOVES_WIDTH: Final = 210.0
_LINK: Final = 92.0
_LINK_HEIGHT: Final = 40.0
_F9, _HAIR = styles.SURFACE[1:], styles.HAIRLINE[1:]


def _arrow(
    start: str, start_site: int, end: str, end_site: int, colour: str, weight: float, *, dashed: bool = False
) -> Arrow:
    name = f"{start}_to_{end.removeprefix(PREFIX)}"
    return Arrow(name, start, start_site, end, end_site, colour[1:], weight, dashed)


def _stage(stage: StageBox, place: Place) -> Box:
    colours = {"plain": styles.INK[1:], "quiet": styles.QUIET[1:], "bad": styles.BAD[1:]}
    lines = [Line(_title(stage, place.width), _NAME, bold=True, colour=styles.ACCENT[1:])]
    lines += [Line(line.text, _TEXT, colour=colours[line.mood]) for line in stage.lines]
    border, weight = (styles.BAD[1:], 2.25) if stage.narrow else (styles.ACCENT[1:], 1.25)
    said = " · ".join((stage.title, *(line.text for line in stage.lines)))
    return Box(
        PREFIX + stage.code, place, tuple(lines), "rounded", styles.ACCENT_SURFACE[1:], border, weight,
        dashed=stage.optional, about=said,
    )  # fmt: skip


def _title(stage: StageBox, width: float) -> str:
    return fitted(stage.title, width, _NAME, 2)


def _stage_height(stage: StageBox) -> float:
    width = _stage_width(stage)
    lines = sum(_lines_of(line.text, width, _TEXT) for line in stage.lines)
    return 14 + _lines_of(_title(stage, width), width, _NAME) * 20 + lines * 17


def _moves(stage: StageBox) -> list[str]:
    return [fitted(text, _moves_width(stage), _SMALL, 2) for text in stage.moves]


def _moves_width(stage: StageBox) -> float:
    return min(_stage_width(stage), _MOVES_WIDTH)


def _moves_height(stage: StageBox) -> float:
    lines = sum(_lines_of(text, _moves_width(stage), _SMALL) for text in _moves(stage))
    return lines * 16 + 8 if lines else 0.0


def _units(width: float, size: float) -> float:
    """So many half-width characters of a size fit in a line; a point is four thirds of a pixel."""
    return (width - 8) / (size * 4 / 3 / 2)


def _lines_of(text: str, width: float, size: float) -> int:
    return wrapped_lines(text, _units(width, size) + 1.5)


def fitted(text: str, width: float, size: float, lines: int) -> str:
    """The text, cut with … where it takes more lines than that."""
    text = " ".join(text.split())
    if _lines_of(text, width, size) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _lines_of(text[:middle] + "…", width, size) <= lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
