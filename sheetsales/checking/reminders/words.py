"""Why to call somebody, as one colleague says it to another."""

from __future__ import annotations

import datetime as dt

from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day, weekday
from sheetsales.texts import Text


def due_text(step: str, due: dt.date, today: dt.date) -> Text:
    """A step, or just a contact where ``step`` is blank: overdue, due today, or due later this week."""
    when, days = day(due, today), (today - due).days
    if days > 0:
        ago = count_of(days, "day")
        if step:
            return Text(f"“{step}”原定 {when.zh}，过了 {days} 天", f"“{step}” was due {when.en}, {ago} ago")
        return Text(f"原定 {when.zh}联系，过了 {days} 天", f"contact was due {when.en}, {ago} ago")
    if days == 0:
        return Text(f"今天：{step}", f"today: {step}") if step else Text("今天该联系", "contact is due today")
    name = weekday(due)
    if step:
        return Text(f"{name.zh}（{when.zh}）前：{step}", f"by {name.en} {when.en}: {step}")
    return Text(f"{name.zh}（{when.zh}）前联系", f"contact is due by {name.en} {when.en}")


def silence_text(last: dt.date | None, today: dt.date) -> Text:
    if last is None:
        return Text("停住了，没有联系记录", "stalled, with no contact on record")
    when, days = day(last, today), (today - last).days
    return Text(
        f"停住了，上次联系是 {when.zh}（{days} 天前）",
        f"stalled; last contact {when.en}, {count_of(days, 'day')} ago",
    )


def close_text(close: dt.date, today: dt.date) -> Text:
    when = day(close, today)
    return Text(
        f"预计成交 {when.zh}已过，问清新的日期", f"expected close {when.en} has passed, ask for the new date"
    )
