"""The mistakes that can be planted in the sheets of the module People, one fault each in otherwise clean data.

``people_mistakes.tsv`` says of each what it looks like and which findings it causes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from sheetsales.template.story.drafts import StoryDraft
from sheetsales.template.story.mistake import Mistake
from sheetsales.template.story.plan import LEAVER
from sheetsales.template.story.planting import Plant, copied, put, where
from sheetsales.template.story.shifting import rated_on


def _rated(draft: StoryDraft, person: str) -> dict[str, Any]:
    """What finds the latest rating of somebody."""
    return {"period": rated_on(draft.today), "person": person}


def _rating(person: str, **values: Any) -> Plant:
    return lambda draft: put("evaluations", _rated(draft, person), **values)(draft)


def _again(draft: StoryDraft) -> None:
    copied("evaluations", _rated(draft, "S05"), commitments=Decimal(2))(draft)


def _of_leaver(draft: StoryDraft) -> None:
    copied("evaluations", _rated(draft, "S05"), person=LEAVER)(draft)


def _unrated(draft: StoryDraft) -> None:
    row = where(draft, "evaluations", _rated(draft, "S06"))
    if row is not None:
        draft.rows["evaluations"].remove(row)


def _no_process(draft: StoryDraft) -> None:
    for row in draft.rows.get("training", ()):
        if "S07" in cast("tuple[str, ...]", row["expected"]):
            row["kind"] = "skills"


def _stranger(draft: StoryDraft) -> None:
    name = "小王" if draft.lang == "zh" else "Joe Marsh"
    put("training", {"id": "TR-002"}, expected=("S02", "S03", "S04", "S05", "S06", "S08", name))(draft)


def _elsewhere(draft: StoryDraft) -> None:
    row = next((r for r in draft.rows.get("headcount", ()) if r["planned"] == Decimal(2)), None)
    if row is not None:
        row["team"] = "华北一组" if draft.lang == "zh" else "Northern"


PEOPLE_MISTAKES: tuple[Mistake, ...] = (
    Mistake("Y39", put("training", {"id": "TR-008"}, person=None)),
    Mistake("Y40", put("training", {"id": "TR-006"}, sop_version=None)),
    Mistake("Y41", _unrated),
    Mistake("Y42", _rating("S04", commitments=Decimal(80))),
    Mistake("Y43", _rating("S02", evaluator="S02")),
    Mistake("Y44", put("development", {"id": "DP-002"}, due="2026-09-30")),
    Mistake("Y80", _no_process),
    Mistake("Y81", _stranger),
    Mistake("Y82", _again),
    Mistake("Y83", _of_leaver),
    Mistake("Y84", put("development", {"id": "DP-004"}, person=LEAVER)),
    Mistake("Y85", put("development", {"id": "DP-003"}, result=None)),
    Mistake("Y86", put("headcount", {"planned": Decimal(3)}, due="2026-09-01")),
    Mistake("Y87", _elsewhere),
)
"""All mistakes of the people's sheets, in the order of ``people_mistakes.tsv``."""
