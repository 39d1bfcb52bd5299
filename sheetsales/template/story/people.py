"""The team: eight people in four regional teams, one of whom has left."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.sources import Row, source
from sheetsales.texts import Lang

MANAGER, LEAD = "S01", "S02"
COMPANY = {"zh": "澄远仪器", "en": "Aldermoor Instruments"}
TEAMS = {
    "east": {"zh": "华东组", "en": "South East"},
    "north": {"zh": "华北组", "en": "North"},
    "south": {"zh": "华南组", "en": "South West"},
    "west": {"zh": "西南华中组", "en": "Scotland and Midlands"},
}
_TEAM_OF = {
    "S02": "east", "S03": "east", "S07": "east", "S04": "north", "S08": "north", "S05": "south", "S06": "west",
}  # fmt: skip
_REGIONS_OF = {
    "S01": ("national",), "S02": ("east", "central"), "S03": ("east",), "S04": ("north",), "S05": ("south",),
    "S06": ("southwest", "central"), "S07": ("east",), "S08": ("north",),
}  # fmt: skip
_SELLING_SHARE = {"manager": "0.2", "lead": "0.4", "rep": "0.7"}
_WEEKLY_HOURS = Decimal(40)
_MAIL_ZH = {
    "S01": "zhoumin", "S02": "chenlq", "S03": "linxy", "S04": "zhaogl", "S05": "hejy", "S06": "wuhao", "S07": "sunke",
    "S08": "machi",
}  # fmt: skip


def name_of(person: str, lang: Lang) -> str:
    """The name of a team member by id."""
    return next(row[lang] for row in source("team") if row["id"] == person)


def team_rows(lang: Lang) -> list[dict[str, StoryValue]]:
    """One row a person."""
    return [_person(row, lang) for row in source("team")]


def _person(row: Row, lang: Lang) -> dict[str, StoryValue]:
    person: dict[str, StoryValue] = {
        "id": row["id"],
        "name": row[lang],
        "role": row["role"],
        "region": _REGIONS_OF[row["id"]],
        "level": row["level"],
        "active": "no" if row["left"] else "yes",
        "skills": tuple(row[f"skills_{lang}"].split("、" if lang == "zh" else ", ")),
        "languages": ("中文",) if lang == "zh" else ("English",),
        "hired_on": dt.date.fromisoformat(row["hired"]),
        "weekly_hours": _WEEKLY_HOURS,
        "selling_share": Decimal(_SELLING_SHARE[row["role"]]),
        "email": _email(row, lang),
    }
    if row["id"] in _TEAM_OF:
        person["team"] = TEAMS[_TEAM_OF[row["id"]]][lang]
    if row["left"]:
        person["left_on"] = dt.date.fromisoformat(row["left"])
    if row["role"] != "manager":
        person["manager"] = MANAGER if row["role"] == "lead" or row["id"] not in ("S03", "S07") else LEAD
    return person


def _email(row: Row, lang: Lang) -> str:
    if lang == "zh":
        return f"{_MAIL_ZH[row['id']]}@chengyuan.example.cn"
    return f"{row['en'].lower().replace(' ', '.')}@aldermoor.example.com"
