"""The sheet that is the process: every stage and step with its objective, who, by when, to what standard, and the month's result."""

from __future__ import annotations

from typing import Final

from sheetsales.cells.address import column_letters
from sheetsales.cells.canvas import AreaSignal, Canvas, Drawn
from sheetsales.look.widths import row_height, wrapped_lines
from sheetsales.pages import Column, Page, Row
from sheetsales.pages.keeper import plain
from sheetsales.reports.cells import Calc
from sheetsales.reports.in_book.laid import Group, Laid
from sheetsales.reports.in_book.looks import ACCENT, BAD, BAND, GOOD, PLACE, WATCH, LookName, palette
from sheetsales.reports.in_book.process_rows import TABLE, process_rows
from sheetsales.reports.in_book.scene import Asked, Scene, asked_month, months_offered, state_of_month
from sheetsales.reports.material import Material
from sheetsales.reports.process_page import process_caption, process_note, steps_sentence
from sheetsales.schema.shown_sheets import SHOWN
from sheetsales.texts import Text

KEY: Final = "process"
TITLE: Final = next(sheet.title for sheet in SHOWN if sheet.key == KEY)
MONTH: Final = "ss_process_month"
_SAID, _NOTE, _STATE = "ss_process_said", "ss_process_note", "ss_process_state"
_BLOCKS: Final = ("stages", "process")
_COLUMNS: Final[tuple[tuple[Column, LookName], ...]] = (
    (Column("code", Text("代码", "Code"), 10), "code"),
    (Column("label", Text("阶段 / 步骤", "Stage / step"), 24, wrap=True), "wrapped"),
    (Column("objective", Text("目的", "Objective"), 25, wrap=True), "wrapped"),
    (Column("responsible", Text("责任人", "Responsible"), 16, wrap=True), "wrapped"),
    (Column("deadline", Text("时间节点", "Deadline"), 13, wrap=True), "wrapped"),
    (Column("standard", Text("操作标准", "Standard"), 34, wrap=True), "wrapped"),
    (Column("target", Text("目标", "Target"), 8), "right"),
    (Column("actual", Text("实际", "Actual"), 11), "right"),
    (Column("rate", Text("完成率", "Done"), 8, "0%"), "percent"),
    (Column("result", Text("评价", "Result"), 25, wrap=True), "wrapped"),
    (Column("improvement", Text("改进措施", "Improvement"), 24, wrap=True), "wrapped"),
)
PAGE: Final = Page(TITLE, TABLE, tuple(column for column, _ in _COLUMNS), ("code",), ("code", "label"))
_HEADINGS: Final = 6
_INDENT: Final = 1
_REACH: Final = 400
_RIGHT: Final = ("target", "actual", "rate")


def process_sheet(scene: Scene) -> Laid:
    """The sheet for the month somebody chose on it."""
    asked = asked_month(scene, MONTH)
    material = scene.material(asked.month, _BLOCKS)
    rows = process_rows(material, scene.speak(PAGE.columns[0].title))
    width = len(_COLUMNS)
    heights = tuple(_height(row) for row in rows)
    return Laid(
        KEY,
        scene.speak(TITLE),
        Canvas(
            palette(material.draft.money_format),
            (
                Drawn(1, 1, scene.speak(TITLE), PLACE["title"]),
                Drawn(2, 1, scene.say("月份", "Month"), PLACE["label"]),
            ),
            last=(_HEADINGS + len(rows), width),
            top=_HEADINGS,
            headings=tuple(
                PLACE["heading_right" if column.key in _RIGHT else "heading"] for column, _ in _COLUMNS
            ),
            fitted=tuple(enumerate(heights, _HEADINGS + 1)),
            body=tuple(PLACE[look] for _, look in _COLUMNS),
            heights=((1, 28.0), (2, 20.0), (3, 18.0), (4, 15.0), (5, 6.0), (_HEADINGS, 24.0)),
            signals=_signals(),
            frozen=_HEADINGS + 1,
            repeated=(_HEADINGS, _HEADINGS),
            footer=scene.say("&L&8&A&R&8第 &P 页，共 &N 页", "&L&8&A&R&8Page &P of &N"),
            tab=ACCENT,
        ),
        tuple(column.width for column, _ in _COLUMNS),
        _groups(scene, material, asked),
        PAGE,
        tuple(rows),
        typed=("improvement",),
        offers=(((2, 2, 2, 2), months_offered(scene)),),
        heights=heights,
    )


def _height(row: Row) -> float:
    """As many lines as the longest text of the row takes in its column."""
    texts = ((column, plain(row[column.key])) for column, _ in _COLUMNS if column.wrap)
    return row_height(max(wrapped_lines(str(text or ""), column.width - _INDENT) for column, text in texts))


def _groups(scene: Scene, material: Material, asked: Asked) -> tuple[Group, ...]:
    said = steps_sentence(material)
    told = said.value if isinstance(said, Calc) else said
    state = state_of_month(scene, asked, material.draft.facts.as_of, process_caption(material.draft))
    return (
        Group(MONTH, ((2, 2, None, "typed"),), typed=True),
        Group(_STATE, ((2, 3, state, "quiet"),)),
        Group(_SAID, ((3, 1, None if told is None else str(told), "said"),)),
        Group(_NOTE, ((4, 1, process_note(material.draft), "quiet"),)),
    )


def _signals() -> tuple[AreaSignal, ...]:
    """Stages stand out as bands; a judgement has the colour of its sign."""
    first, last = _HEADINGS + 1, _HEADINGS + _REACH
    at = {column.key: place for place, (column, _) in enumerate(_COLUMNS, 1)}
    result = column_letters(at["result"])
    judged = (first, at["result"], last, at["result"])
    band = f"ISTEXT(${column_letters(at['target'])}{first})"
    signs = [
        (f'LEFT(${result}{first},1)="{sign}"', colour)
        for sign, colour in (("●", GOOD), ("▲", WATCH), ("✕", BAD))
    ]
    return (
        *(AreaSignal(judged, f"AND({band},{sign})", colour, BAND) for sign, colour in signs),
        *(AreaSignal(judged, sign, colour) for sign, colour in signs),
        AreaSignal((first, 1, last, len(_COLUMNS)), band, ACCENT, BAND),
    )
