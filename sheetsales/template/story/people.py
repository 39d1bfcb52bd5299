"""The team: eight people in four regional teams, one of whom has left."""

from __future__ import annotations

import datetime as dt

from sheetsales.template.story.model import StoryRow, StoryValue
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang

MANAGER = "S01"
LEAD = "S02"
COMPANY = {"zh": "澄远仪器", "en": "Aldermoor Instruments"}
TEAMS = {
    "east": {"zh": "华东组", "en": "South East"},
    "north": {"zh": "华北组", "en": "North"},
    "south": {"zh": "华南组", "en": "South West"},
    "west": {"zh": "西南华中组", "en": "Scotland and Midlands"},
}
TEAM_OF = {
    "S02": "east", "S03": "east", "S07": "east", "S04": "north", "S08": "north", "S05": "south", "S06": "west",
}  # fmt: skip
REGIONS_OF = {
    "S01": ("national",), "S02": ("east", "central"), "S03": ("east",), "S04": ("north",), "S05": ("south",),
    "S06": ("southwest", "central"), "S07": ("east",), "S08": ("north",),
}  # fmt: skip
SHARE_OF_TIME = {"manager": "0.2", "lead": "0.4", "rep": "0.7"}


def name_of(person: str, lang: Lang) -> str:
    """The name of a team member by id."""
    return next(row[lang] for row in source("team") if row["id"] == person)


def team_rows(lang: Lang, shift: dt.timedelta) -> list[dict[str, StoryValue]]:
    """One row a person; ``shift`` moves every date."""
    return [_person(row, lang, shift) for row in source("team")]


def _person(row: dict[str, str], lang: Lang, shift: dt.timedelta) -> dict[str, StoryValue]:
    person: dict[str, StoryValue] = {
        "id": row["id"],
        "name": row[lang],
        "role": row["role"],
        "region": REGIONS_OF[row["id"]],
        "level": row["level"],
        "active": "no" if row["left"] else "yes",
        "skills": tuple(row[f"skills_{lang}"].replace("、", ",").replace(", ", ",").split(",")),
        "hired_on": dt.date.fromisoformat(row["hired"]) + shift,
    }
    return person


__all__ = ["COMPANY", "LEAD", "MANAGER", "REGIONS_OF", "TEAMS", "TEAM_OF", "StoryRow", "name_of", "team_rows"]
