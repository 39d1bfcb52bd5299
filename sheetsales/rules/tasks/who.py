"""How the rules on tasks name a task and whoever is to act."""

from __future__ import annotations

from sheetsales.rules.persons import ask_in_charge, people_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import spoken_id
from sheetsales.texts import Text

_LONGEST = 30


def task(scene: Scene, row: int) -> Text:
    """``任务“访谈关键人”（T-031）`` or ``Task 'interview the buyer' (T-031)``."""
    table = scene.book.table("tasks")
    known, title = spoken_id(table.id(row)), " ".join(str(table.get("title")[row] or "").split())
    title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    if not title:
        called = known or str(table.row_cell(row))
        return Text(f"任务 {called} ", f"Task {called}")
    if not known:
        return Text(f"任务“{title}”", f"Task '{title}'")
    return Text(f"任务“{title}”（{known}）", f"Task '{title}' ({known})")


def in_charge(scene: Scene, assignee: str | None) -> str:
    """Who decides about a task: whoever the assignee reports to, else the manager."""
    return people_of(scene).in_charge_of(assignee or "", scene.today)


def ask_about(scene: Scene, assignee: str | None) -> Text:
    return ask_in_charge(scene, in_charge(scene, assignee))
