"""How mistakes are planted in the sheets of modules: other values in a row, or a row more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheetsales.template.story.drafts import Row, StoryDraft

Plant = Callable[[StoryDraft], None]


def where(draft: StoryDraft, record: str, wanted: dict[str, Any]) -> Row | None:
    """The first row that has these values; None where the story was cut before it, or is not told of that sheet."""
    rows = draft.rows.get(record, [])
    return next((row for row in rows if all(row.get(key) == value for key, value in wanted.items())), None)


def put(record: str, wanted: dict[str, Any], **values: Any) -> Plant:
    """Puts other values into cells of a row; texts that are days of the story move with it, None empties a cell."""

    def plant(draft: StoryDraft) -> None:
        row = where(draft, record, wanted)
        if row is not None:
            row |= told(draft, values)

    return plant


def told(draft: StoryDraft, values: dict[str, Any]) -> Row:
    """The values, days of the story as it is told."""
    return {key: draft.day(value) if key in _DAYS and value else value for key, value in values.items()}


_DAYS = frozenset(
    {
        "valid_from", "valid_to", "end_on", "ordered_on", "confirmed_on", "shipped_on", "delivered_on", "promised_on",
        "received_on", "returned_on", "closed_on", "answered_on", "date", "due", "done_on",
        "next_review", "updated_on", "hired_on",
    }
)  # fmt: skip


def copied(record: str, wanted: dict[str, Any], **values: Any) -> Plant:
    """Adds a row like another, with these values instead."""

    def plant(draft: StoryDraft) -> None:
        row = where(draft, record, wanted)
        if row is not None:
            draft.rows[record].append(row | told(draft, values))

    return plant
