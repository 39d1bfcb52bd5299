"""Workbooks made at random with a stage log, steps and evidence: deals that go on, back, on hold and are lost."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from sheetsales.book.book import Book
from tests.indicators.team_book import book_of

_WAY = ("identify", "contact", "needs", "present", "quote", "negotiate")
_ENDS = ("won", "lost", "hold")
_LAST = dt.date(2026, 11, 1)


def secret(person: int) -> str:
    """A word that stands in every record of that person alone."""
    return f"Q{chr(65 + person)}ZX"


def amount(person: int, n: int) -> int:
    """An amount that only a deal of that person has, and no sum of theirs is likely to be."""
    return Random(person * 10_000 + n).randrange(1_000_003, 9_999_991)


def logged_book(seed: int) -> Book:
    """Two to five people in two teams with deals, customers, tasks, activities, targets and pay."""
    random = Random(1_000 + seed)
    many = random.randrange(2, 6)
    team = [
        {"id": f"S{i:02d}", "name": f"Person {secret(i)}", "role": "lead" if i == 0 else "rep", "team": f"Team {i % 2}",
         "active": "yes", "hired_on": dt.date(2024, 1, 1), "weekly_hours": 40, "selling_share": 0.7,
         "manager": "S00" if i else None}
        for i in range(many)
    ]  # fmt: skip
    sheets: dict[str, Any] = {
        key: [] for key in ("pipeline", "stage_log", "activities", "customers", "tasks", "targets")
    }
    for n in range(random.randrange(6, 26)):
        _deal(random, sheets, n, random.randrange(many))
    for i in range(many):
        word, owner = secret(i), f"S{i:02d}"
        sheets["tasks"].append({"id": f"T-{word}", "title": f"{word} task", "assignee": owner, "due": dt.date(2026, 10, 14), "hours": 3, "status": "open"})  # fmt: skip
        sheets["targets"].append({"period": "2026-10", "level": "person", "owner": owner, "measure": "won_amount", "value": amount(i, 900)})  # fmt: skip
    pay = [
        {"plan": "P", "person": f"S{i:02d}", "period": "2026-10", "amount": amount(i, 950)}
        for i in range(many)
    ]
    weights = (0.35, 0.08, 0.07, 0.08, 0.07, 0.05, 0.15, 0.05, 0.05, 0.05)
    score = [
        {"code": f"S{i}", "measure": f"Measure {i}", "weight": share} for i, share in enumerate(weights, 1)
    ]
    return book_of(team=team, steps=_STEPS, score=score, commission=pay, **sheets)


def _deal(random: Random, sheets: dict[str, list[dict[str, Any]]], n: int, person: int) -> None:
    """A deal with its moves: mostly on, sometimes back, on hold or lost."""
    key, word, owner = f"O-{secret(person)}-{n}", secret(person), f"S{person:02d}"
    day = dt.date(2026, 7, 1) + dt.timedelta(random.randrange(110))
    path, at, born = [], 0, day
    stage = _WAY[0]
    sheets["stage_log"].append(_move(day, key, None, stage, owner))
    path.append((day, stage))
    for _ in range(random.randrange(0, 9)):
        day += dt.timedelta(random.randrange(1, 16))
        if day > _LAST or stage in ("won", "lost"):
            break
        before, at = stage, _next(random, at)
        stage = _WAY[at] if 0 <= at < len(_WAY) else "won"
        if random.random() < 0.18:
            stage = random.choice(_ENDS)
        if stage == before:
            continue
        sheets["stage_log"].append(_move(day, key, before, stage, owner))
        path.append((day, stage))
    since = path[-1][0]
    ended = stage in ("won", "lost")
    sheets["pipeline"].append({
        "id": key, "customer": f"C-{word}", "name": f"{word} deal {n}", "stage": stage, "owner": owner, "amount": amount(person, n),
        "created_on": born, "stage_since": since, "closed_on": since if ended else None, "reason": "price" if stage == "lost" else None,
        "expected_close": dt.date(2026, 11, 20), "next_step": f"{word} next" if random.random() < 0.7 else None, "kind": "new",
    })  # fmt: skip
    if all(row["id"] != f"C-{word}" for row in sheets["customers"]):
        sheets["customers"].append({"id": f"C-{word}", "name": f"{word} Ltd", "owner": owner, "grade": "A", "type": "high", "created_on": dt.date(2026, 6, 1)})  # fmt: skip
    for when, _ in path:
        if random.random() < 0.7:
            late = dt.timedelta(random.randrange(0, 6))
            sheets["activities"].append({"date": when + late, "rep": owner, "customer": f"C-{word}", "opportunity": key, "kind": random.choice(("call", "visit")), "content": f"{word} spoke"})  # fmt: skip


def _next(random: Random, at: int) -> int:
    return max(0, at + random.choice((1, 1, 1, 2, -1)))


def _move(day: dt.date, deal: str, before: str | None, after: str, owner: str) -> dict[str, Any]:
    return {"seen_on": day, "opportunity": deal, "from": before, "to": after, "amount": None, "expected_close": None, "owner": owner}  # fmt: skip


_STEPS = [
    {"stage": stage, "order": i, "code": f"X{i}", "step": f"Step {i}", "role": "rep" if i % 3 else "lead", "due_days": 1 + i % 4, "evidence": evidence}
    for i, (stage, evidence) in enumerate((
        ("identify", "activity:call or activity:visit"), ("contact", "activity:visit"), ("needs", "pipeline.next_step"),
        ("present", "activity:call and pipeline.next_step"), ("quote", "pipeline.amount"), ("negotiate", "activity:visit"),
    ))
]  # fmt: skip
