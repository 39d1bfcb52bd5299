"""The team of a scene, and how advice names the person who is to act."""

from __future__ import annotations

from sheetsales.process.people import People, people
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import ask
from sheetsales.texts import Text


def people_of(scene: Scene) -> People:
    """The team, read once for all rules."""
    return scene.once(_people)


def _people(scene: Scene) -> People:
    return people(scene.book)


def ask_in_charge(scene: Scene, person_id: str) -> Text:
    """``请周敏`` or ``Ask Helen Marsh to``; ``请主管`` where the team does not say who is in charge."""
    return ask(scene.book, person_id) if person_id else Text("请主管", "Ask the manager to")
