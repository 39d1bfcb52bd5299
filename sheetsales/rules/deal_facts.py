"""Small facts on deals that many rules ask for: stages by kind, how many deals are in them, whom to ask, what is blank."""

from __future__ import annotations

from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import ask
from sheetsales.texts import Text


def stages_of(scene: Scene, *kinds: str) -> frozenset[str]:
    """The codes of the stages of these kinds."""
    return frozenset(s.code for s in scene.book.process.stages if s.kind in kinds)


def count_in(scene: Scene, stages: frozenset[str]) -> int:
    """How many deals are in these stages."""
    return sum(scene.stage_counts[code] for code in stages)


def asked(scene: Scene, row: int) -> Text:
    """The start of an advice to the deal's owner."""
    return ask(scene.book, scene.deals.get("owner")[row])


def left_blank(table: BookTable, key: str, row: int) -> bool:
    """Whether nothing stands in the cell: what stands there and cannot be read is another finding."""
    if table.get(key)[row] is not None:
        return False
    raw = table.raw.get(key)
    return raw is None or is_blank(raw[row])
