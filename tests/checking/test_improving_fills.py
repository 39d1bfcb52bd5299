"""What `check --fix` fills in Improvement and Market: levels, balances, and tasks out of meetings, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.planning.arising.arise import arise
from sheetsales.process.meeting_actions import pressing
from sheetsales.schema.bind import bind
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import Story, build_story
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.mending import Mended, mend

TODAY = dt.date(2026, 11, 2)
MODULES = ("improve", "market")
Row = dict[str, Any]
Change = Callable[[Row], Row]


def sample(folder: Path, lang: Lang = "zh", modules: tuple[str, ...] = MODULES, **changes: Change) -> Path:
    """The sample with the modules, its rows changed as said per record."""
    path = folder / "book.xlsx"
    story = build_story(lang, "b2b", TODAY, mistakes=(), sheets=TOLD)
    rows = {key: list(found) for key, found in story.rows.items()}
    for record, change in changes.items():
        rows[record] = [change(dict(row)) for row in rows[record]]
    build_workbook(
        path, lang=lang, process="b2b", today=TODAY, story=Story(lang, TODAY, rows, story.settings), records=with_modules(modules),
    )  # fmt: skip
    return path


def told(mended: Mended) -> dict[str, int]:
    found: dict[str, int] = {}
    for fix in mended.fixes.fixed:
        found[fix.what.name] = found.get(fix.what.name, 0) + 1
    return {key: n for key, n in found.items() if key != "FOLLOWED"}


def book_of(path: Path) -> Book:
    workbook = read_workbook(path)
    return load(workbook, bind(workbook), today=TODAY)[0]


def column(path: Path, record: str, key: str) -> list[Any]:
    return list(book_of(path).table(record).get(key))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_actions_become_tasks_whose_numbers_stand_beside_them(tmp_path: Path, lang: Lang) -> None:
    path = sample(tmp_path, lang)
    assert told(mend(path, today=TODAY)) == {"ROW_ADDED": 2, "LINKED": 2}
    book = book_of(path)
    linked = [task for task in book.table("meetings").get("task") if task]
    assert linked == ["T-097", "T-098"]
    tasks = book.table("tasks")
    made = {key: [tasks.get(key)[tasks.by_id[id_]] for id_ in linked] for key in ("assignee", "due", "status", "from", "opportunity", "customer")}  # fmt: skip
    assert made == {
        "assignee": ["S03", "S02"], "due": [dt.date(2026, 11, 13), dt.date(2026, 11, 4)], "status": ["open", "open"],
        "from": ["meeting", "meeting"], "opportunity": ["O-0100", None], "customer": ["C-005", None],
    }  # fmt: skip
    assert told(mend(path, today=TODAY)) == {}


def test_a_dry_run_says_so_and_writes_nothing(tmp_path: Path) -> None:
    path = sample(tmp_path)
    before = path.read_bytes()
    assert told(mend(path, today=TODAY, dry_run=True))["ROW_ADDED"] == 2
    assert path.read_bytes() == before


def test_a_task_that_stands_there_is_named_and_not_made_again(tmp_path: Path) -> None:
    def renamed(row: Row) -> Row:
        if row["id"] != "T-096":
            return row
        return row | {"title": "合并 C-021 和 C-058", "assignee": "S02", "due": dt.date(2026, 11, 4)}

    path = sample(tmp_path, tasks=renamed)
    assert told(mend(path, today=TODAY)) == {"ROW_ADDED": 1, "LINKED": 2}
    assert [task for task in column(path, "meetings", "task") if task] == ["T-097", "T-096"]


def test_who_has_left_or_is_not_named_gets_no_task(tmp_path: Path) -> None:
    path = sample(tmp_path, meetings=lambda row: row | {"owner": "S08" if row["date"].day == 16 else None})
    assert told(mend(path, today=TODAY)) == {}
    assert pressing(book_of(path), TODAY) == []


def test_what_old_meetings_decided_and_is_past_is_left_alone(tmp_path: Path) -> None:
    path = sample(tmp_path)
    whats = [(one.day, one.due) for one in pressing(book_of(path), TODAY)]
    assert whats == [(dt.date(2026, 10, 16), dt.date(2026, 11, 13)), (dt.date(2026, 10, 26), dt.date(2026, 11, 4))]  # fmt: skip
    later = [one.day for one in pressing(book_of(path), dt.date(2026, 11, 9))]
    assert later == [dt.date(2026, 10, 16), dt.date(2026, 10, 26)]
    assert pressing(book_of(path), dt.date(2026, 11, 16)) == []


def test_the_week_s_tasks_take_actions_along_once(tmp_path: Path) -> None:
    path = sample(tmp_path)
    book = book_of(path)
    found = arise(book, {}, today=TODAY).tasks["meetings"]
    assert [(task.assignee, task.origin, task.opportunity) for task in found] == [("S03", "meeting", "O-0100"), ("S02", "meeting", None)]  # fmt: skip
    mend(path, today=TODAY)
    assert arise(book_of(path), {}, today=TODAY).tasks["meetings"] == ()


def test_a_loss_reviewed_in_a_meeting_takes_no_other_review(tmp_path: Path) -> None:
    with_review = sample(tmp_path)
    reviewed = {task.opportunity for task in arise(book_of(with_review), {}, today=TODAY).tasks["losses"]}
    assert "O-0100" not in reviewed


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"), [("low", "low", 1), ("high", "mid", 6), ("mid", None, 7)]
)
def test_levels_of_risks_are_written_where_both_are_known(tmp_path: Path, likelihood: str, impact: str | None, level: int) -> None:  # fmt: skip
    path = sample(tmp_path, risks=lambda row: row | {"likelihood": likelihood, "impact": impact, "level": 7})
    mend(path, today=TODAY)
    assert set(column(path, "risks", "level")) == {level}


def test_balances_follow_the_days_not_the_rows(tmp_path: Path) -> None:
    path = sample(tmp_path, loyalty=lambda row: {key: v for key, v in row.items() if key != "balance"})
    assert told(mend(path, today=TODAY))["BALANCED"] == 14
    book = book_of(path)
    table = book.table("loyalty")
    mine = {key: table.get("balance")[table.by_id[key]] for key in ("LP-006", "LP-014", "LP-011")}
    assert mine == {"LP-006": 2822, "LP-014": 822, "LP-011": 4133}
    assert "BALANCED" not in told(mend(path, today=TODAY))


def test_tenths_of_points_add_up_as_people_see_them(tmp_path: Path) -> None:
    path = sample(tmp_path, loyalty=lambda row: row | {"customer": "C-021", "kind": "earned", "points": 0.1, "date": TODAY})  # fmt: skip
    mend(path, today=TODAY)
    assert column(path, "loyalty", "balance")[-1] == 1.4


def test_rows_nobody_can_place_have_no_balance(tmp_path: Path) -> None:
    path = sample(tmp_path, loyalty=lambda row: row | {"kind": None, "balance": None})
    assert "BALANCED" not in told(mend(path, today=TODAY))


@pytest.mark.parametrize("modules", [("improve",), ("market",)])
def test_either_module_alone_is_filled_as_well(tmp_path: Path, modules: tuple[str, ...]) -> None:
    path = sample(tmp_path, modules=modules)
    assert set(told(mend(path, today=TODAY))) == (
        {"ROW_ADDED", "LINKED"} if modules == ("improve",) else set()
    )
