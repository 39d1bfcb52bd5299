"""Time in stage: from stage since, delivery, the log or creation; and who is stalled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.contact import LastContact
from sheetsales.process.stage_age import Basis, over_limit, stalled, way_limits
from tests.rules.books import TODAY, make_book, packaged_stages

D = dt.date
PLAIN = WorkingCalendar()


def deal(**fields: Any) -> dict[str, Any]:
    return {
        "id": "O-1",
        "stage": "negotiate",
        "stage_since": None,
        "created_on": None,
        "delivery_on": None,
        **fields,
    }


def test_the_day_after_the_limit_is_over_it() -> None:
    rows = [deal(stage_since=D(2026, 10, 19)), deal(stage_since=D(2026, 10, 18))]
    (over,) = over_limit(make_book(pipeline=rows), TODAY)
    assert (over.row, over.days, over.limit, over.basis) == (1, 15, 14, Basis.STAGE_SINCE)


def test_a_won_deal_counts_from_delivery_and_not_at_all_without() -> None:
    rows = [deal(stage="won", stage_since=D(2026, 1, 1)), deal(stage="won", delivery_on=D(2026, 10, 1))]
    (over,) = over_limit(make_book(pipeline=rows), TODAY)
    assert (over.row, over.days, over.basis) == (1, 32, Basis.DELIVERY)


def test_the_log_stands_in_then_creation_against_the_whole_way() -> None:
    log = [{"opportunity": "O-1", "from": "quote", "to": "negotiate", "seen_on": D(2026, 10, 10)}]
    rows = [
        deal(),
        deal(id="O-2", created_on=D(2026, 9, 8)),
        deal(id="O-3", created_on=D(2026, 9, 7)),
        deal(id="O-4"),
    ]
    found = list(over_limit(make_book(pipeline=rows, stage_log=log), TODAY))
    assert [(o.row, o.basis, o.days, o.limit) for o in found] == [
        (0, Basis.LOG, 23, 14),
        (2, Basis.CREATED, 56, 55),
    ]


def test_stages_without_limit_end_what_creation_can_tell() -> None:
    stages = [replace(s, max_days=None) if s.code == "needs" else s for s in packaged_stages()]
    book = make_book(
        stages=stages,
        pipeline=[deal(created_on=D(2020, 1, 1)), deal(stage="needs", stage_since=D(2020, 1, 1))],
    )
    assert way_limits(book.process) == {"identify": 7, "contact": 14}
    assert list(over_limit(book, TODAY)) == []


def test_unknown_stages_are_left_out() -> None:
    rows = [deal(stage="elsewhere", stage_since=D(2020, 1, 1)), deal(stage=None, stage_since=D(2020, 1, 1))]
    assert list(over_limit(make_book(pipeline=rows), TODAY)) == []


def test_the_log_counts_the_last_time_a_deal_came_in() -> None:
    moves = [
        (D(2026, 10, 11), "quote", "negotiate"),
        (D(2026, 6, 1), None, "negotiate"),
        (D(2026, 7, 1), "negotiate", "quote"),
        (D(2026, 10, 27), "negotiate", "negotiate"),
        (None, "quote", "negotiate"),
    ]
    log = [{"opportunity": "O-1", "from": a, "to": b, "seen_on": day} for day, a, b in moves]
    (over,) = over_limit(make_book(pipeline=[deal()], stage_log=log), TODAY)
    assert (over.since, over.days, over.basis) == (D(2026, 10, 11), 22, Basis.LOG)


def test_a_log_that_saw_the_deal_last_elsewhere_does_not_say_since_when() -> None:
    log: list[dict[str, Any]] = [
        {"opportunity": "O-1", "from": None, "to": "negotiate", "seen_on": D(2026, 6, 1)},
        {"opportunity": "O-1", "from": "negotiate", "to": "quote", "seen_on": D(2026, 7, 1)},
    ]
    assert list(over_limit(make_book(pipeline=[deal()], stage_log=log), TODAY)) == []


def test_stalled_is_over_the_limit_and_out_of_contact() -> None:
    rows = [deal(id=f"O-{i}", stage_since=D(2026, 7, 14), customer=None) for i in range(3)]
    book = make_book(pipeline=rows)
    contact = LastContact({"O-0": D(2026, 10, 28), "O-1": D(2026, 10, 27)}, {})
    found = list(stalled(book, tuple(over_limit(book, TODAY)), contact, PLAIN, TODAY))
    assert [(s.over.row, s.last, s.silent, s.every) for s in found] == [
        (1, D(2026, 10, 27), 4, 3),
        (2, None, None, 3),
    ]


def test_silence_is_unknown_without_activities_or_interval_and_no_matter_once_won() -> None:
    rows = [deal(stage_since=D(2026, 7, 14)), deal(stage="won", delivery_on=D(2026, 7, 14))]
    stages = [replace(s, contact_every_days=None) if s.code == "negotiate" else s for s in packaged_stages()]
    book = make_book(pipeline=rows, stages=stages)
    over = tuple(over_limit(book, TODAY))
    assert len(over) == 2
    assert list(stalled(book, over, None, PLAIN, TODAY)) == []
    assert list(stalled(book, over, LastContact({}, {}), PLAIN, TODAY)) == []
