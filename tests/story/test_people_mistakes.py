"""The mistakes planted in the sheets of the module People: each alone, and all together, is told by exactly its rules.

Training and headcount stand in the workbook everybody opens, evaluations and development in the manager's own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.template.story.people_mistakes import PEOPLE_MISTAKES
from sheetsales.template.story.sources import source
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.opening import open_both
from sheetsales.workflow.people_book import make_people_book

TODAY = dt.date(2026, 11, 2)
SHARED, OWN = ("training", "headcount", "sop_revisions"), ("evaluations", "development")
CAUSED = {row["id"]: (row["rule"], *row["also"].split(", ")) for row in source("people_mistakes")}


@cache
def told(lang: Lang, *mistakes: str, today: dt.date = TODAY, size: int = 150) -> tuple[Finding, ...]:
    """What loading and the rules over people find at level strict, with these mistakes planted and no other."""
    story = build_story(lang, "b2b", today, size, mistakes=mistakes, sheets=(*SHARED, *OWN))
    strict = {**story.settings, "level": "strict"}
    folder = Path(mkdtemp())
    shared, own = folder / "sales.xlsx", folder / "people.xlsx"
    build_workbook(
        shared, lang=lang, process="b2b", today=today, story=type(story)(lang, today, story.rows, strict, story.raw),
        records=with_modules(("people", "improve")),
    )  # fmt: skip
    make_people_book(own, shared, today=today, rows={key: story.rows[key] for key in OWN})
    opened = open_both(own, today=today)
    found = find(Scene(opened.book, today), opened.findings).findings
    return tuple(f for f in found if f.code.startswith("SS8") or f.record_key in (*SHARED, *OWN))


def codes(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.code for finding in findings)


def test_every_mistake_of_the_table_can_be_planted() -> None:
    assert [mistake.id for mistake in PEOPLE_MISTAKES] == list(CAUSED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_clean_rows_give_no_finding(lang: Lang) -> None:
    assert told(lang) == ()


@pytest.mark.parametrize("today", [dt.date(2026, 12, 7), dt.date(2027, 1, 25), dt.date(2027, 4, 12)])
def test_clean_rows_stay_clean_on_another_day(today: dt.date) -> None:
    assert told("en", today=today) == ()


def test_the_rows_of_further_teams_are_clean() -> None:
    assert told("zh", size=320) == ()


@pytest.mark.parametrize("mistake", CAUSED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_alone_causes_exactly_its_findings(lang: Lang, mistake: str) -> None:
    assert codes(told(lang, mistake)) == Counter(filter(None, CAUSED[mistake]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_together_cause_what_each_does_alone(lang: Lang) -> None:
    wanted = Counter(code for caused in CAUSED.values() for code in caused if code)
    assert codes(told(lang, *CAUSED)) == wanted
