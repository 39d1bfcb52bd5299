"""How the customer rules name a customer."""

from __future__ import annotations

from sheetsales.rules.scene import Scene
from sheetsales.rules.words import customer
from sheetsales.texts import Text


def who(scene: Scene, row: int) -> Text:
    """The customer, with the space that stands in Chinese between an id and the next character."""
    called = customer(scene.book, row)
    return Text(called.zh if called.zh.endswith("）") else f"{called.zh} ", called.en)
