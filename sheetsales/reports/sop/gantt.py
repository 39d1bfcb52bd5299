"""The Gantt chart: open tasks and the steps under way, a row each, over the working days around today.

It is cells and two conditional formats, no chart, so that it prints, sorts and filters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any, Final

from sheetsales.cells.address import column_letters
from sheetsales.dataclass import dataclass
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.owed import running_steps
from sheetsales.look import styles
from sheetsales.look.workbook import set_up_page
from sheetsales.process.workload import UNDER_WAY
from sheetsales.reports.draft import Draft
from sheetsales.speech.widths import display_width
from sheetsales.texts import Text

SHEET: Final = Text("甘特图", "Gantt chart")
_BEFORE, _AFTER = 5, 20
"""Working days shown before today and from then on."""
_HOURS_A_DAY: Final = 8
_MOST: Final = 400
"""Rows; more are told, not drawn."""
_HEAD: Final = 4
_TEXTS: Final = (
    Text("负责人", "Person"), Text("事项", "What"), Text("商机 / 客户", "Deal / customer"), Text("开始", "Start"),
    Text("截止", "Due"), Text("状态", "Status"),
)  # fmt: skip
_WIDTHS: Final = (17, 34, 28, 11, 11, 14)
_DAY_WIDTH: Final = 3.3
_TODAY: Final = "$A$3"
"""The day the file is of: what it shows is of that day, whenever it is opened."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing to be done."""

    who: str
    what: str
    about: str
    start: dt.date
    due: dt.date


def bars_of(draft: Draft, now: Facts) -> list[Bar]:
    """Open tasks that have a day, and steps that open deals are at, by person and day."""
    order = {p.id: n for n, p in enumerate(draft.team.all)}
    found = [*_tasks(draft, now), *_steps(draft, now)]
    found.sort(key=lambda pair: (order.get(pair[0], len(order)), pair[0], pair[1].due, pair[1].what))
    return [bar for _, bar in found]


def _tasks(draft: Draft, now: Facts) -> Iterator[tuple[str, Bar]]:
    table = now.book.table("tasks")
    columns = (
        table.get(key) for key in ("title", "assignee", "due", "status", "hours", "customer", "opportunity")
    )
    for title, who, due, status, hours, customer, deal in zip(*columns, strict=True):
        if title and due is not None and status in UNDER_WAY:
            days = max(ceil(float(hours or 0) / _HOURS_A_DAY), 1)
            about = " ".join(filter(None, (deal, draft.customer_name(customer) if customer else "")))
            yield who or "", Bar(draft.name_of(who or ""), title, about, _back(now, due, days - 1), due)


def _back(now: Facts, due: dt.date, days: int) -> dt.date:
    """So many working days before."""
    start, calendar = due, now.calendar
    while days > 0:
        start -= dt.timedelta(days=1)
        days -= calendar.is_workday(start)
    return start


def _steps(draft: Draft, now: Facts) -> Iterator[tuple[str, Bar]]:
    """Steps that no open task stands for."""
    table = now.book.table("tasks")
    rows = zip(table.get("opportunity"), table.get("step"), table.get("status"), strict=True)
    planned = {(deal, step) for deal, step, status in rows if status in UNDER_WAY}
    for owed in running_steps(now):
        if (owed.deal.id, owed.step.code) in planned:
            continue
        what = f"{owed.step.code} {draft.speak(owed.step.name)}"
        about = f"{owed.deal.id} {draft.customer_name(owed.deal.customer)}".strip()
        yield owed.who, Bar(draft.name_of(owed.who), what, about, min(owed.entered, owed.due), owed.due)


def write_gantt(draft: Draft, now: Facts) -> int:
    """Adds the sheet; returns how many rows it has."""
    today = now.as_of
    bars = bars_of(draft, now)
    shown, days = bars[:_MOST], _days(now, today)
    sheet = draft.workbook.add_worksheet(draft.speak(SHEET))
    sheet.hide_gridlines(2)
    for c, width in enumerate(_WIDTHS):
        sheet.set_column(c, c, width)
    sheet.set_column(len(_WIDTHS), len(_WIDTHS) + len(days) - 1, _DAY_WIDTH)
    _title(draft, sheet, bars, today)
    _headings(draft, sheet, days, today)
    for n, bar in enumerate(shown):
        first = not n or bar.who != shown[n - 1].who
        _row(draft, sheet, _HEAD + n, bar, today, days, first=first)
    _colours(draft, sheet, len(shown), days)
    _finish(draft, sheet, len(shown), days)
    return len(shown)


def _days(now: Facts, today: dt.date) -> list[dt.date]:
    """Working days; today is one of them whatever day it is."""
    calendar = now.calendar
    first = _back(now, today, _BEFORE)
    found = [first]
    while len(found) < _BEFORE + _AFTER + 1:
        after = calendar.workday_after(found[-1], 1)
        found.append(today if found[-1] < today < after else after)
    return found


def _title(draft: Draft, sheet: Any, bars: Sequence[Bar], today: dt.date) -> None:
    say = draft.say
    late = sum(bar.due < today for bar in bars)
    said = say(
        f"未完成的任务和在手商机该做的步骤，共 {len(bars)} 项，逾期 {late} 项。只列工作日；今天 {today} 有边框。",
        f"Open tasks and the steps open deals are at: {len(bars)}, of them {late} overdue. Working days only; today, {today}, is framed.",
    )
    if len(bars) > _MOST:
        said += say(f"这里列前 {_MOST} 项。", f" The first {_MOST} are listed here.")
    if not bars:
        said = say(
            "没有未完成的任务，也没有在手商机该做的步骤。", "There are no open tasks and no steps under way."
        )
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, draft.speak(SHEET), draft.style(styles.TITLE))
    sheet.write_string(1, 0, said, draft.style(styles.HELP))
    day = {"num_format": '"今天 "yyyy-mm-dd' if draft.lang == "zh" else '"Today "yyyy-mm-dd', "align": "left"}
    sheet.write_datetime(2, 0, dt.datetime.combine(today, dt.time()), draft.style(styles.HELP, day))


def _headings(draft: Draft, sheet: Any, days: Sequence[dt.date], today: dt.date) -> None:
    sheet.set_row(_HEAD - 1, 20)
    for c, text in enumerate(_TEXTS):
        sheet.write_string(_HEAD - 1, c, draft.speak(text), draft.style(styles.HEADING))
    small = {"font_size": 9, "align": "center"}
    for n, day in enumerate(days):
        column = len(_TEXTS) + n
        if not n or day.month != days[n - 1].month:
            month = draft.say(f"{day.month} 月", day.strftime("%b") if draft.lang == "en" else "")
            sheet.write_string(
                _HEAD - 2, column, month, draft.style({"font_size": 9, "font_color": styles.QUIET})
            )
        look = {"bg_color": styles.BAD} if day == today else {}
        style = draft.style(styles.HEADING, small, {"num_format": "d"}, look)
        sheet.write_datetime(_HEAD - 1, column, dt.datetime.combine(day, dt.time()), style)


def _row(
    draft: Draft, sheet: Any, row: int, bar: Bar, today: dt.date, days: Sequence[dt.date], *, first: bool
) -> None:
    top: styles.Style = {"top": 1, "top_color": styles.ACCENT} if first else {}
    look = draft.style(styles.LINED, top)
    status, colour = _status(draft, bar, today)
    texts = (_cut(bar.who, _WIDTHS[0]), _cut(bar.what, _WIDTHS[1]), _cut(bar.about, _WIDTHS[2]))
    for c, text in enumerate(texts):
        sheet.write_string(row, c, text, look if c else draft.style(styles.LINED, top, {"bold": first}))
    date = draft.style(styles.LINED, top, styles.CENTRED, {"num_format": "yyyy-mm-dd"})
    for c, day in ((3, bar.start), (4, bar.due)):
        sheet.write_datetime(row, c, dt.datetime.combine(day, dt.time()), date)
    sheet.write_string(row, 5, status, draft.style(styles.LINED, top, {"font_color": colour}))
    for n, day in enumerate(days):
        frame: styles.Style = (
            {"left": 1, "right": 1, "left_color": styles.BAD, "right_color": styles.BAD}
            if day == today
            else {}
        )
        sheet.write_blank(row, len(_TEXTS) + n, None, draft.style(styles.LINED, top, frame))


def _cut(text: str, width: float) -> str:
    """As much as fits on one line."""
    if display_width(text) <= width - 1:
        return text
    kept = text
    while display_width(kept) > width - 3:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _status(draft: Draft, bar: Bar, today: dt.date) -> tuple[str, str]:
    say = draft.say
    if bar.due < today:
        days = draft.facts.calendar.workdays_between(bar.due, today)
        return say(f"✕ 逾期 {days} 天", f"✕ {days} {'day' if days == 1 else 'days'} late"), styles.BAD
    if bar.due == today:
        return say("▲ 今天到期", "▲ due today"), styles.WATCH
    if bar.start > today:
        return say("未开始", "not begun"), styles.QUIET
    return say("进行中", "under way"), styles.INK


def _colours(draft: Draft, sheet: Any, count: int, days: Iterable[dt.date]) -> None:
    """From start to due in the accent; what is overdue in red, up to today."""
    if not count:
        return
    first, last = column_letters(len(_TEXTS) + 1), column_letters(len(_TEXTS) + len(list(days)))
    row, head = _HEAD + 1, f"{first}${_HEAD}"
    area = f"{first}{row}:{last}{_HEAD + count}"
    late = f"AND($E{row}<{_TODAY},{head}>=$D{row},{head}<={_TODAY})"
    due = f"AND({head}>=$D{row},{head}<=$E{row})"
    for formula, colour in ((late, "#E39A9A"), (due, "#7FA3C7")):
        sheet.conditional_format(
            area, {"type": "formula", "criteria": f"={formula}", "stop_if_true": True,
                   "format": draft.formats.change({"bg_color": colour})}
        )  # fmt: skip


def _finish(draft: Draft, sheet: Any, count: int, days: Sequence[dt.date]) -> None:
    set_up_page(sheet, draft.lang, heading_rows=0, foot=draft.facts.book.settings.team_name)
    sheet.repeat_rows(_HEAD - 2, _HEAD - 1)
    sheet.freeze_panes(_HEAD, 2)
    if count:
        sheet.autofilter(_HEAD - 1, 0, _HEAD + count - 1, len(_TEXTS) - 1)
    sheet.print_area(0, 0, _HEAD + max(count, 1) - 1, len(_TEXTS) + len(days) - 1)
