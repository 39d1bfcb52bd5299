"""Page one: the whole story on one sheet of paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sheetsales.findings import Finding, Severity
from sheetsales.look import numbers, styles
from sheetsales.look.styles import Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.block import FORMATS, Block
from sheetsales.reports.cells import Calc, Content, Dash, known, mirror, put
from sheetsales.reports.cells import shown as known_number
from sheetsales.reports.closed_month import closed_clause
from sheetsales.reports.cover_table import COVER
from sheetsales.reports.draft import Draft
from sheetsales.speech.days import month as spoken_month
from sheetsales.texts import Text

PER_ROW = 4
_WIDE = 4
"""A tile is three columns wide, with a narrow one between it and the next."""
COLUMNS = PER_ROW * _WIDE - 1
_SENTENCE_WIDTH = 128
"""Characters a sentence has on a line."""
_COLUMN_WIDTH, _GAP_WIDTH = 11.5, 1.4
_TILE_ROWS = 5
_TILES_TOP = 3
SENTENCES_TOP = _TILES_TOP + 2 * (_TILE_ROWS + 1)
CHARTS_TOP = SENTENCES_TOP + 4
CHART_ROWS = 12
PROBLEMS_TOP = CHARTS_TOP + CHART_ROWS + 1
NO_MONEY = Text("没有金额", "No amount")
SURFACE: Style = {"bg_color": styles.SURFACE}


def write_cover(
    draft: Draft,
    sheet: Any,
    kpi: Block,
    sentences: Sequence[Content],
    findings: Sequence[Finding],
    today: dt.date,
) -> None:
    """Title, tiles, sentences and problems; the charts are laid on afterwards."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, COLUMNS - 1, _COLUMN_WIDTH)
    for gap in range(_WIDE - 1, COLUMNS, _WIDE):
        sheet.set_column(gap, gap, _GAP_WIDTH)
    _title(draft, sheet)
    for i, code in enumerate(COVER):
        _tile(draft, sheet, kpi, code, _TILES_TOP + (i // PER_ROW) * (_TILE_ROWS + 1), (i % PER_ROW) * _WIDE)
    sheet.set_row(_TILES_TOP + _TILE_ROWS, 7)
    sheet.set_row(SENTENCES_TOP - 1, 7)
    style = draft.style({"text_wrap": True, "font_size": 11})
    for i, sentence in enumerate(s for s in sentences if s is not None):
        row = SENTENCES_TOP + i
        said = sentence.value if isinstance(sentence, Calc) else sentence
        sheet.set_row(row, 4 + 16 * wrapped_lines(str(said), _SENTENCE_WIDTH))
        _merged(sheet, row, 0, COLUMNS - 1, sentence, style)
    sheet.set_row(CHARTS_TOP - 1, 7)
    for row in range(CHARTS_TOP, CHARTS_TOP + CHART_ROWS):
        sheet.set_row(row, 18)
    _problems(draft, sheet, findings, today)
    set_up_page(sheet, draft.lang, heading_rows=0, foot=draft.facts.book.settings.team_name)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _merged(
    sheet: Any, row: int, first: int, last: int, content: Content, style: Any, *, rows: int = 1
) -> None:
    if first != last or rows > 1:
        sheet.merge_range(row, first, row + rows - 1, last, "", style)
    put(sheet, row, first, content, style)


def cover_title(draft: Draft) -> str:
    """What the report is called, with its month."""
    month = draft.periods.month
    named = spoken_month(month.first.year, month.first.month)
    return draft.say(f"{named.zh}销售管理流程表", f"Monthly sales process table, {named.en}")


def cover_line(draft: Draft) -> str:
    """As of when, in which unit, what a dash means, and of a finalised month when it was and what changed since."""
    closed = closed_clause(draft)
    as_of = f"{draft.facts.as_of:%Y-%m-%d}"
    unit_zh = f"金额单位：{draft.money_unit}"
    unit_en = f"money in {draft.money_unit}" if draft.money_unit else "money in the workbook's currency"
    line = draft.say(
        f"截至 {as_of} · {unit_zh} · {numbers.UNKNOWN} 表示未知，原因写在旁边",
        f"As of {as_of} · {unit_en} · {numbers.UNKNOWN} means unknown, the reason stands beside it",
    )
    return f"{line} · {closed}" if closed else line


def _title(draft: Draft, sheet: Any) -> None:
    team = draft.facts.book.settings.team_name or None
    sheet.set_row(0, 30)
    _merged(sheet, 0, 0, 10, cover_title(draft), draft.style(styles.TITLE))
    _merged(sheet, 0, 11, COLUMNS - 1, team, draft.style(styles.RIGHT, {"bold": True}))
    sheet.set_row(1, 16)
    _merged(sheet, 1, 0, COLUMNS - 1, cover_line(draft), draft.style(styles.HELP))
    sheet.set_row(2, 6)


_STATUS_COLOURS = {"●": styles.GOOD, "▲": styles.WATCH, "✕": styles.BAD}


def _tile(draft: Draft, sheet: Any, kpi: Block, code: str, top: int, left: int) -> None:
    """Five rows: name and status, the figure, target and attainment, the bar, change and number of records."""
    right = left + _WIDE - 2
    actual = kpi.get(code, "actual")
    for offset, height in enumerate((19, 30, 17, 7, 18)):
        sheet.set_row(top + offset, height)
    _merged(
        sheet, top, left, right - 1, kpi.get(code, "name"), draft.style(SURFACE, {"bold": True, "indent": 1})
    )
    status = str(kpi.get(code, "status") or "")
    colour = _STATUS_COLOURS.get(status[:1], styles.QUIET)
    put(sheet, top, right, status, draft.style(SURFACE, styles.HELP, styles.RIGHT, {"font_color": colour}))
    large = draft.style(
        SURFACE,
        {"font_size": 20, "bold": True, "indent": 1, "num_format": tile_format(draft, kpi, code, "actual")},
        styles.LEFT,
    )
    _merged(sheet, top + 1, left, right, figure(draft, kpi, code), large)
    if isinstance(actual, Dash):
        _merged(
            sheet,
            top + 2,
            left,
            right,
            draft.speak(actual.reason),
            draft.style(SURFACE, styles.HELP, {"text_wrap": True, "indent": 1}),
            rows=3,
        )
        return
    _target_line(draft, sheet, kpi, code, top + 2, left)
    _bar(draft, sheet, kpi, code, top + 3, left, right)
    _change_line(draft, sheet, kpi, code, top + 4, left)


def few(draft: Draft, kpi: Block, code: str) -> bool:
    """Whether a rate rests on too few records to be told as a percentage."""
    n = kpi.get(code, "n")
    return kpi.look(code, "actual") == "share" and isinstance(n, int) and n < draft.facts.smallest_sample


def figure(draft: Draft, kpi: Block, code: str) -> Content:
    """The figure of a tile; a rate on few records as so many of so many."""
    actual, n = kpi.get(code, "actual"), kpi.get(code, "n")
    value = known_number(actual)
    if not few(draft, kpi, code) or value is None or not isinstance(n, int):
        return mirror(kpi.ref(code, "actual"), actual)
    ref, count = kpi.ref(code, "actual"), kpi.ref(code, "n")
    of = draft.say(" / ", " of ")
    return Calc(
        f'TEXT({ref}*{count},"0.#")&"{of}"&{count}', f"{value * n:.1f}".rstrip("0").rstrip(".") + f"{of}{n}"
    )


def tile_format(draft: Draft, kpi: Block, code: str, column: str) -> str:
    """The number format of a tile's figure or target."""
    look = kpi.look(code, column)
    if look == "sum":
        return draft.money_format
    if look == "days":
        return draft.say('0" 天"', '0" days"')
    return FORMATS[look]


def change_format(draft: Draft, kpi: Block, code: str) -> str:
    """The number format of a tile's change: a rate changes by points."""
    if kpi.look(code, "mom") == "points":
        return draft.say('"▲ "0.0" 个点";"▼ "0.0" 个点";0', '"▲ "0.0" pts";"▼ "0.0" pts";0')
    return FORMATS["change"]


def _target_line(draft: Draft, sheet: Any, kpi: Block, code: str, row: int, left: int) -> None:
    label = draft.style(SURFACE, styles.HELP, {"indent": 1})
    put(sheet, row, left, draft.say("目标", "Target"), label)
    target = kpi.get(code, "target")
    if isinstance(target, Dash):
        _merged(
            sheet,
            row,
            left + 1,
            left + 2,
            f"{numbers.UNKNOWN} {draft.speak(target.reason)}",
            draft.style(SURFACE, styles.HELP),
        )
        return
    value = draft.style(
        SURFACE,
        styles.HELP,
        styles.LEFT,
        {"num_format": tile_format(draft, kpi, code, "target"), "font_color": styles.INK},
    )
    put(sheet, row, left + 1, mirror(kpi.ref(code, "target"), target), value)
    told = told_as(draft, kpi, code)
    attained = kpi.get(code, told)
    pattern = attainment_format(draft, told)
    percent = draft.style(
        SURFACE, styles.HELP, styles.RIGHT, {"num_format": pattern, "font_color": styles.INK, "bold": True}
    )
    telling = known(attained) and not few(draft, kpi, code)
    put(sheet, row, left + 2, mirror(kpi.ref(code, told), attained) if telling else None, percent)


def told_as(draft: Draft, kpi: Block, code: str) -> str:
    """What a tile tells beside the target: of sums in a month that still runs the pace, else the attainment."""
    return "pace" if draft.periods.running and known(kpi.get(code, "pace")) else "attainment"


def attainment_format(draft: Draft, told: str) -> str:
    """The number format of what ``told_as`` names; a pace says that it is one."""
    return draft.say('"进度 "0%', '"pace "0%') if told == "pace" else "0%"


def _bar(draft: Draft, sheet: Any, kpi: Block, code: str, row: int, left: int, right: int) -> None:
    """The attainment as a bar from 0 to 100 %."""
    told = told_as(draft, kpi, code)
    attained = kpi.get(code, told)
    style = draft.style(SURFACE, {"font_size": 8, "num_format": ";;;"})
    if not known(attained) or few(draft, kpi, code):
        _merged(sheet, row, left, right, None, style)
        return
    _merged(sheet, row, left, right, mirror(kpi.ref(code, told), attained), style)
    sheet.conditional_format(row, left, row, right, {
        "type": "data_bar", "data_bar_2010": True, "bar_only": True, "bar_solid": True, "bar_color": styles.ACCENT,
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1, "bar_border_color": styles.GREY_SERIES,
    })  # fmt: skip


def _change_line(draft: Draft, sheet: Any, kpi: Block, code: str, row: int, left: int) -> None:
    label, change = draft.say("环比", "Change"), kpi.get(code, "mom")
    help_style = draft.style(SURFACE, styles.HELP, {"indent": 1})
    if isinstance(change, Dash):
        _merged(
            sheet, row, left, left + 1, f"{label} {numbers.UNKNOWN} {draft.speak(change.reason)}", help_style
        )
        _sample(draft, sheet, kpi, code, row, left + 2)
        return
    put(sheet, row, left, label, help_style)
    number = draft.style(
        SURFACE,
        styles.HELP,
        styles.LEFT,
        {"num_format": change_format(draft, kpi, code), "font_color": styles.INK},
    )
    put(sheet, row, left + 1, mirror(kpi.ref(code, "mom"), change), number)
    _sample(draft, sheet, kpi, code, row, left + 2)


def _sample(draft: Draft, sheet: Any, kpi: Block, code: str, row: int, column: int) -> None:
    """The number of records a figure rests on."""
    style = draft.style(SURFACE, styles.HELP, styles.RIGHT, {"num_format": '"n = "0'})
    put(sheet, row, column, kpi.get(code, "n"), style)


def top_problems(findings: Sequence[Finding], count: int = 3) -> list[Finding]:
    """The findings with most money at risk, one a record, worst first; information does not count."""
    chosen: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    ordered = sorted(findings, key=lambda f: (-(f.money or 0), -f.severity, f.code, f.record))
    for f in ordered:
        key = (f.record_key, f.record or str(f.at))
        if f.severity is Severity.INFO or key in seen:
            continue
        seen.add(key)
        chosen.append(f)
        if len(chosen) == count:
            break
    return chosen


def _problems(draft: Draft, sheet: Any, findings: Sequence[Finding], today: dt.date) -> None:
    row, say = PROBLEMS_TOP, draft.say
    headings = (
        (0, 9, say("最大的三个问题", "The three largest problems"), styles.LEFT),
        (10, 12, say("负责人", "Owner"), styles.LEFT),
        (13, 13, say("涉及金额", "At risk"), styles.RIGHT),
        (14, 14, say("发现日期", "Since"), styles.CENTRED),
    )
    for first, last, text, align in headings:
        _merged(sheet, row, first, last, text, draft.style(styles.HEADING, align))
    sheet.set_row(row, 19)
    chosen = top_problems(findings)
    for i, finding in enumerate(chosen, start=1):
        _problem(draft, sheet, row + i, f"{i}. {draft.speak(finding.message)}", finding, today)
    if not chosen:
        _merged(
            sheet,
            row + 1,
            0,
            COLUMNS - 1,
            say("没有错误或提醒。", "No errors or warnings."),
            draft.style(styles.LINED),
        )


def _problem(draft: Draft, sheet: Any, row: int, said: str, finding: Finding, today: dt.date) -> None:
    """One line: what it is, whose, how much is at risk, since when."""
    money: Content = finding.money if finding.money is not None else Dash(NO_MONEY)
    money_form = {"num_format": draft.money_format}
    sheet.set_row(row, 32)
    _merged(sheet, row, 0, 9, said, draft.style(styles.LINED, {"text_wrap": True}))
    _merged(sheet, row, 10, 12, draft.name_of(finding.owner), draft.style(styles.LINED))
    _merged(sheet, row, 13, 13, money, draft.style(styles.LINED, styles.RIGHT, money_form))
    since = draft.style(styles.LINED, styles.CENTRED, {"num_format": numbers.DATE})
    _merged(sheet, row, 14, 14, finding.since or today, since)
