"""How the rules on tasks name a task and whoever is to act."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.persons import ask_in_charge, people_of
from sheetsales.rules.scene import Scene
from sheetsales.texts import Text

UNDER_WAY: Final = frozenset({"open", "doing", None})
"""Tasks still to be done; a blank status is one nobody has set."""
_LONGEST = 30


def task(scene: Scene, row: int) -> Text:
    """``任务 T-031（访谈关键人）`` or ``Task T-031 (interview the buyer)``."""
    table = scene.book.table("tasks")
    known, title = table.id(row), " ".join(str(table.get("title")[row] or "").split())
    title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    if not known or not title:
        called = known or title or str(table.row_cell(row))
        return Text(f"任务 {called} ", f"Task {called}")
    return Text(f"任务 {known}（{title}）", f"Task {known} ({title})")


def in_charge(scene: Scene, assignee: str | None) -> str:
    """Who decides about a task: whoever the assignee reports to, else the manager."""
    return people_of(scene).in_charge_of(assignee or "", scene.today)


def ask_about(scene: Scene, assignee: str | None) -> Text:
    return ask_in_charge(scene, in_charge(scene, assignee))
