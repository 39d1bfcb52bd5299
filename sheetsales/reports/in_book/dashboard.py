"""The dashboard: a month at a glance, with formulas over the team's own sheets wherever those come to the figure."""

from __future__ import annotations

from typing import Final

from sheetsales.cells.address import column_letters
from sheetsales.cells.canvas import AreaChart, AreaSeries, AreaSignal, Canvas, Drawn
from sheetsales.indicators.catalogue import definition
from sheetsales.look.styles import font
from sheetsales.reports.in_book import dashboard_zones as zones
from sheetsales.reports.in_book.dashboard_facts import MEASURE, Board
from sheetsales.reports.in_book.dashboard_places import (
    BODY,
    CHARTS,
    COLUMNS,
    DATA,
    DAYS,
    LEFT,
    LISTS,
    MIDDLE,
    MONTH,
    OWN,
    OWN_ROWS,
    PRINTED,
    RIGHT,
    STATE,
    TILE_COLUMNS,
    TILES,
    TITLES,
    WIDTHS,
    ZONES,
    at,
)  # fmt: skip
from sheetsales.reports.in_book.laid import Group, Laid, OwnTable
from sheetsales.reports.in_book.looks import ACCENT, BAD, GOOD, GREY_SERIES, INK, PLACE, LookName, palette
from sheetsales.reports.in_book.scene import Scene, asked_month, months_offered
from sheetsales.schema.shown_sheets import SHOWN
from sheetsales.texts import Text

KEY: Final = "dashboard"
TITLE: Final = next(sheet.title for sheet in SHOWN if sheet.key == KEY)
_CHART_HEIGHT: Final = 280
_PIXELS_A_CHARACTER: Final = 7.0
_PIXELS_BESIDE: Final = 5
_WARNING: Final = 0.8
"""Where the workbook's indicator says no other."""

_HEADINGS: Final = (
    (ZONES, LEFT, (Text("阶段", "Stage"), Text("单数", "Deals"), Text("金额", "Amount"), Text("超期", "Over limit"))),
    (ZONES, MIDDLE, (Text("姓名", "Name"), Text("目标", "Target"), Text("实际", "Actual"), Text("完成率", "Attainment"))),
    (ZONES, RIGHT, (Text("月份", "Month"), Text("目标", "Target"), Text("承诺", "Commit"), Text("加权", "Weighted"))),
    (LISTS, LEFT, (Text("客户", "Customer"), Text("", ""), Text("商机", "Deal"), Text("金额", "Amount"))),
    (LISTS, MIDDLE, (Text("客户", "Customer"), Text("", ""), Text("负责人", "Owner"), Text("逾期天数", "Days late"))),
    (LISTS, RIGHT, (Text("问题", "Problem"), Text("", ""), Text("", ""), Text("处数", "Count"))),
    (DATA, LEFT, (Text("月份", "Month"), Text("从", "From"), Text("签约额", "Won value"), Text("目标", "Target"))),
)  # fmt: skip
_SECTIONS: Final = (
    (ZONES, LEFT, Text("漏斗（现在）", "Funnel now")),
    (ZONES, MIDDLE, Text("每人完成", "Attainment by person")),
    (ZONES, RIGHT, Text("后三个月", "Next three months")),
    (OWN, RIGHT, Text("自己的指标（自己填，刷新不动）", "Your own figures (never touched)")),
    (LISTS, LEFT, Text("停滞的商机", "Stalled deals")),
    (LISTS, MIDDLE, Text("逾期未联系的客户", "Customers overdue for contact")),
    (LISTS, RIGHT, Text("最多的问题", "Most frequent problems")),
    (DATA, LEFT, Text("图表和公式用的数", "What charts and formulas use")),
)
_OWN_COLUMNS: Final[tuple[tuple[Text, LookName, LookName], ...]] = (
    (Text("名称", "Name"), "heading", "text"),
    (Text("数值", "Value"), "heading_right", "own"),
    (Text("说明", "Note"), "heading", "text"),
)
_RIGHT: Final = frozenset(
    {"单数", "金额", "超期", "目标", "实际", "完成率", "承诺", "加权", "逾期天数", "处数", "签约额"}
)


def dashboard(scene: Scene) -> Laid:
    """The dashboard of the month somebody chose on it."""
    asked = asked_month(scene, MONTH)
    board = Board(scene, asked, DAYS)
    draft = board.draft
    stages, people = len(board.stages), len(board.people)
    return Laid(
        KEY,
        scene.speak(TITLE),
        Canvas(
            palette(draft.money_format),
            tuple(_fixed(scene)),
            last=(PRINTED, COLUMNS),
            top=OWN + 1,
            left=RIGHT,
            headings=tuple(PLACE[heading] for _, heading, _ in _OWN_COLUMNS),
            body=tuple(PLACE[body] for *_, body in _OWN_COLUMNS),
            heights=_heights(),
            merged=tuple(
                (TILES + down, column, TILES + down, column + 1)
                for column in TILE_COLUMNS
                for down in range(3)
            ),
            signals=_signals(board),
            charts=_charts(scene, draft.money_format, stages, people),
            one_page=True,
            footer=scene.say("&L&8&A&R&8第 &P 页，共 &N 页", "&L&8&A&R&8Page &P of &N"),
            tab=ACCENT,
        ),
        WIDTHS,
        (
            Group(MONTH, ((2, 2, None, "typed"),), typed=True),
            Group(STATE, ((2, 3, zones.state(board), "quiet"),)),
            Group("ss_dash_data", tuple(zones.data(board))),
            Group("ss_dash_tiles", tuple(zones.tiles(board))),
            Group("ss_dash_funnel", tuple(zones.funnel(board))),
            Group("ss_dash_people", tuple(zones.everybody(board))),
            Group("ss_dash_months", tuple(zones.coming(board))),
            Group("ss_dash_stalled", tuple(zones.stalled(board))),
            Group("ss_dash_overdue", tuple(zones.overdue(board))),
            Group("ss_dash_problems", tuple(zones.problems(board))),
            Group("ss_dash_trend", tuple(zones.trend(board))),
        ),
        offers=(((2, 2, 2, 2), months_offered(scene)),),
        placed=True,
        own=OwnTable("tblDashboardOwn", tuple(scene.speak(title) for title, *_ in _OWN_COLUMNS), OWN_ROWS),
    )


def _fixed(scene: Scene) -> list[Drawn]:
    cells = [
        Drawn(1, 1, scene.speak(TITLE), PLACE["title"]),
        Drawn(2, 1, scene.say("月份", "Month"), PLACE["label"]),
    ]
    for row, column, title in _SECTIONS:
        wide = COLUMNS if row == DATA else 4
        cells += [
            Drawn(row, column + n, scene.speak(title) if n == 0 else None, PLACE["section"])
            for n in range(wide)
        ]
    for row, column, titles in _HEADINGS:
        cells += [
            Drawn(row + 1, column + n, scene.speak(t) or None, PLACE[_look(t)]) for n, t in enumerate(titles)
        ]
    return cells


def _look(title: Text) -> LookName:
    return "heading_right" if title.zh in _RIGHT else "heading"


def _heights() -> tuple[tuple[int, float], ...]:
    body = [
        (row, 18.0)
        for first, many in ((BODY, 12), (LISTS + 2, 5), (DATA + 2, 12))
        for row in range(first, first + many)
    ]
    heads = [(row, 22.0) for row in (ZONES, LISTS, DATA)] + [(row + 1, 20.0) for row in (ZONES, LISTS, DATA)]
    return ((1, 28.0), (2, 20.0), (TILES, 18.0), (TILES + 1, 28.0), (TILES + 2, 18.0), *heads, *body)


def _signals(board: Board) -> tuple[AreaSignal, ...]:
    """People are judged once a month is over; what is overdue is red."""
    first, last, rate, late = BODY, BODY + 11, MIDDLE + 3, LEFT + 3
    warning = definition(board.scene.book, MEASURE).warning or _WARNING
    cell, tile = f"${column_letters(rate)}{first}", TILES + 1
    over = f"AND(ISNUMBER({cell}),{DAYS['gone']}>=1"
    red = f"${column_letters(late)}{first}"
    return (
        AreaSignal((first, rate, last, rate), f"{over},{cell}>=1)", GOOD),
        AreaSignal((first, rate, last, rate), f"{over},{cell}<{warning:g})", BAD),
        AreaSignal((first, late, last, late), f"AND(ISNUMBER({red}),{red}>0)", BAD),
        *(
            AreaSignal(
                (tile, c, tile, c),
                f"AND(ISNUMBER({column_letters(c)}{tile}),{column_letters(c)}{tile}>0)",
                BAD,
            )
            for c in TILE_COLUMNS[4:]
        ),
    )


def _charts(scene: Scene, money: str, stages: int, people: int) -> tuple[AreaChart, ...]:
    letters, head = font(scene.lang), ZONES + 1
    deep, wide = BODY + max(stages, 1) - 1, BODY + max(people, 1) - 1
    first, last = DATA + 2, DATA + 13
    return (
        AreaChart(
            "ss_dash_funnel", at(TITLES["funnel"]), "bar", (BODY, LEFT, deep, LEFT),
            (AreaSeries((head, LEFT + 1), (BODY, LEFT + 1, deep, LEFT + 1), ACCENT),),
            (CHARTS, LEFT), _pixels(LEFT), _CHART_HEIGHT, "0", letters,
        ),
        AreaChart(
            "ss_dash_people", at(TITLES["people"]), "column", (BODY, MIDDLE, wide, MIDDLE),
            (
                AreaSeries((head, MIDDLE + 2), (BODY, MIDDLE + 2, wide, MIDDLE + 2), ACCENT),
                AreaSeries((head, MIDDLE + 1), (BODY, MIDDLE + 1, wide, MIDDLE + 1), INK, marks=True),
            ),
            (CHARTS, MIDDLE), _pixels(MIDDLE), _CHART_HEIGHT, money, letters,
        ),
        AreaChart(
            "ss_dash_trend", at(TITLES["trend"]), "column", (first, LEFT, last, LEFT),
            (
                AreaSeries((DATA + 1, LEFT + 2), (first, LEFT + 2, last, LEFT + 2), GREY_SERIES, labels=False),
                AreaSeries((DATA + 1, LEFT + 3), (first, LEFT + 3, last, LEFT + 3), INK, marks=True),
            ),
            (CHARTS, RIGHT), _pixels(RIGHT), _CHART_HEIGHT, money, letters,
        ),
    )  # fmt: skip


def _pixels(column: int) -> int:
    """How wide four columns are, of which a chart leaves a little free."""
    return (
        int(sum(width * _PIXELS_A_CHARACTER + _PIXELS_BESIDE for width in WIDTHS[column - 1 : column + 3]))
        - 6
    )
