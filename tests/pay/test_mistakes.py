"""Mistakes planted in the sample's plans and statements are found, exactly these, alone and all together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from sheetsales.template.story.drafts import Row
from sheetsales.template.story.pay import plan_rows
from sheetsales.texts import Lang
from sheetsales.workflow.joining import judged_plan_of_own
from sheetsales.workflow.opening import open_both
from sheetsales.workflow.people_book import make_people_book
from tests.pay.conftest import BOOK, PEOPLE, TODAY

Plant = Callable[[list[Row]], None]


def _set(plan: str, nth: int, **values: object) -> Plant:
    """Other values in the nth row of a plan, from 0."""

    def plant(rows: list[Row]) -> None:
        [row for row in rows if row["plan"] == plan][nth].update(values)  # type: ignore[arg-type]  # what cells hold

    return plant


MISTAKES: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "third tier from 105 per cent": (_set("REP-2026", 2, **{"from": Decimal("1.05")}), ("SS801",)),
    "first tier to 85 per cent": (_set("LEAD-2026", 0, to=Decimal("0.85")), ("SS802",)),
    "a rate of 3": (_set("SEN-2026", 1, value=Decimal(3)), ("SS803",)),
    "happiness as a gate": (_set("MGR-2026", 2, gate="happiness>=0.85"), ("SS804",)),
    "a level nobody has": (_set("SEN-2026", 0, applies_to="Rep: Senior, Veteran"), ("SS807",)),
}
WITHOUT_JUNIORS = "REP-2026"


IN_CHINESE: dict[str, tuple[str, int, dict[str, str]]] = {
    "happiness as a gate": ("MGR-2026", 2, {"gate": "开心度>=0.85"}),
    "a level nobody has": ("SEN-2026", 0, {"applies_to": "销售：资深、老手"}),
}
"""What is said in words is planted in the words of the language."""


def found(folder: Path, rows: list[Row]) -> list[str]:
    path = folder / PEOPLE
    path.unlink(missing_ok=True)
    told = [{k: v for k, v in row.items() if v not in (None, "")} for row in rows]
    make_people_book(path, folder / BOOK, today=TODAY, rows={"commission_plans": told})
    judged, _ = judged_plan_of_own(open_both(path, today=TODAY), TODAY)
    return sorted(f.code for f in judged.findings if f.code.startswith("SS80"))


def test_the_plans_as_they_are_have_no_findings(english: Path) -> None:
    assert found(english, plan_rows("en")) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_each_alone(english: Path, name: str) -> None:
    plant, codes = MISTAKES[name]
    rows = plan_rows("en")
    plant(rows)
    assert found(english, rows) == list(codes)


def test_all_together(english: Path) -> None:
    rows = plan_rows("en")
    for plant, _ in MISTAKES.values():
        plant(rows)
    assert found(english, rows) == sorted(code for _, codes in MISTAKES.values() for code in codes)


def test_all_together_in_chinese(made: dict[Lang, Path], tmp_path: Path) -> None:
    copy(made["zh"] / BOOK, tmp_path / BOOK)
    rows = plan_rows("zh")
    assert found(tmp_path, rows) == []
    for name, (plant, _) in MISTAKES.items():
        plan, nth, words = IN_CHINESE.get(name, ("", 0, {}))
        (_set(plan, nth, **words) if words else plant)(rows)
    assert found(tmp_path, rows) == sorted(code for _, codes in MISTAKES.values() for code in codes)


def test_juniors_left_out_of_a_plan(english: Path) -> None:
    rows = plan_rows("en")
    for row in rows:
        if row["plan"] == WITHOUT_JUNIORS:
            row["applies_to"] = "Rep: Mid"
    assert found(english, rows) == ["SS805"]


def test_a_plan_that_ended_leaves_people_without(english: Path) -> None:
    """The seniors' plan ends in June: a lead's own deals and three reps have none; the lead still leads."""
    rows = plan_rows("en")
    for row in rows:
        if row["plan"] == "SEN-2026":
            row["valid_to"] = dt.date(2026, 6, 30)
    assert found(english, rows) == ["SS805", "SS805"]
