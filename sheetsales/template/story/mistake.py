"""What a plantable mistake is."""

from __future__ import annotations

from collections.abc import Callable

from sheetsales.dataclass import dataclass
from sheetsales.template.story.drafts import StoryDraft


@dataclass(frozen=True, slots=True)
class Mistake:
    """One plantable mistake; ``plant`` changes nothing where the story was cut before its record."""

    id: str
    plant: Callable[[StoryDraft], None]
