"""Stages and steps with an objective, and with people named for them instead of a role."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.facts import gather
from sheetsales.indicators.owed import owed_steps
from sheetsales.indicators.period import month
from sheetsales.schema import defaults
from sheetsales.texts import Text
from tests.indicators.team_book import TODAY, book_of, day, open_deal

TEAM = (
    {"id": "S01", "name": "Ann", "role": "rep", "active": "yes", "leave": None},
    {"id": "S02", "name": "Bob", "role": "rep", "active": "yes", "leave": "2026-10-08"},
)
STAGES = (
    {"code": "quote", "order": 1, "name_en": "Quotation", "kind": "open", "objective": "A price that wins"},
    {"code": "won", "order": 2, "name_en": "Won", "kind": "won", "objective": None},
    {"code": "lost", "order": 3, "name_en": "Lost", "kind": "lost", "objective": None},
)


def _book(**step: Any) -> Book:
    row = {
        "stage": "quote", "order": 1, "code": "Q1", "step": "Call", "role": "rep", "due_days": 2, "evidence": "pipeline.next_step",
        "objective": "An answer", "person": None, "deputy": None,
    }  # fmt: skip
    deal = {"id": "O-0001", "customer": "K", "name": "Deal", "owner": "S01", **open_deal("Quotation")}
    return book_of(
        team=TEAM,
        stages=STAGES,
        steps=[row | step],
        pipeline=[deal | {"next_step": None, "stage_since": day("10-06")}],
    )


def _owes(**step: Any) -> list[str]:
    return [owed.who for owed in owed_steps(gather(_book(**step), TODAY), month(2026, 10))]


def test_the_objective_is_read_with_stage_and_step() -> None:
    process = _book().process
    assert process.by_code["quote"].objective == Text("A price that wins", "A price that wins")
    assert process.steps[0].objective == Text("An answer", "An answer")


def test_who_is_named_for_a_step_owes_it() -> None:
    assert _owes() == ["S01"]
    assert _owes(person="Bob") == ["S02"]


def test_the_deputy_owes_it_while_that_person_is_away() -> None:
    assert _owes(person="Bob", deputy="Ann") == ["S01"]  # due on 8 October
    assert _owes(person="Bob", deputy="Ann", due_days=3) == ["S02"]


@pytest.mark.parametrize("preset", defaults.PRESETS)
def test_every_packaged_stage_and_step_says_what_it_is_for(preset: str) -> None:
    rows = (*defaults.stages(preset), *defaults.steps(preset))
    assert all(row["objective_zh"] and row["objective_en"] for row in rows)
