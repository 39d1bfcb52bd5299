"""The whole story of one team, put together."""

from __future__ import annotations

import datetime as dt

from sheetsales.schema.defaults import Preset
from sheetsales.template.story.model import Story
from sheetsales.template.story.people import COMPANY, team_rows
from sheetsales.texts import Lang

MASTER_DAY = dt.date(2026, 11, 2)
"""The day as of which the story is told; for another day everything moves by whole weeks."""


def build_story(
    lang: Lang, process: Preset, today: dt.date, opportunities: int = 150, seed: int = 1
) -> Story:
    """The sample story as of ``today``, moved from its own day by whole weeks."""
    shift = dt.timedelta(weeks=(today - MASTER_DAY).days // 7)
    rows = {
        "team": tuple(team_rows(lang, shift)),
        "customers": (),
        "pipeline": (),
        "activities": (),
        "tasks": (),
        "targets": (),
        "stage_log": (),
    }
    settings = {"team_name": COMPANY[lang], "report_month": "2026-10"}
    return Story(lang, today, rows, settings)
