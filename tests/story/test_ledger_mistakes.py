"""The mistakes planted in the sheets of modules: each alone, and all together, is told by exactly its rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.book.load import load
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.template.story.ledger_mistakes import LEDGER_MISTAKES
from sheetsales.template.story.modules import TOLD
from sheetsales.template.story.sources import source
from sheetsales.texts import LANGUAGES, Lang

TODAY = dt.date(2026, 11, 2)
MODULES = ("orders", "service", "contacts", "improve", "market")
CAUSED = {row["id"]: (row["rule"], *row["also"].split(", ")) for row in source("ledger_mistakes")}


@cache
def told(lang: Lang, *mistakes: str) -> tuple[Finding, ...]:
    """What the rules over ledgers find at level strict, with these mistakes planted and no other."""
    story = build_story(lang, "b2b", TODAY, mistakes=mistakes, sheets=TOLD)
    strict = {**story.settings, "level": "strict"}
    path = Path(mkdtemp()) / "book.xlsx"
    build_workbook(
        path, lang=lang, process="b2b", today=TODAY, story=type(story)(lang, TODAY, story.rows, strict, story.raw),
        records=with_modules(MODULES),
    )  # fmt: skip
    workbook = read_workbook(path)
    book, _ = load(workbook, bind(workbook), today=TODAY)
    return tuple(f for f in find(Scene(book, TODAY), ()).findings if f.code.startswith(("SS6", "SS9")))


def codes(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.code for finding in findings)


def test_every_mistake_of_the_table_can_be_planted() -> None:
    assert [mistake.id for mistake in LEDGER_MISTAKES] == list(CAUSED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_clean_rows_give_no_finding(lang: Lang) -> None:
    assert told(lang) == ()


# One after the other in turn in each language: all of them stand together in both below.
@pytest.mark.parametrize(
    ("mistake", "lang"),
    [(mistake, LANGUAGES[place % len(LANGUAGES)]) for place, mistake in enumerate(CAUSED)],
)
def test_each_alone_causes_exactly_its_findings(mistake: str, lang: Lang) -> None:
    assert codes(told(lang, mistake)) == Counter(filter(None, CAUSED[mistake]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_together_cause_what_each_does_alone(lang: Lang) -> None:
    wanted = Counter(code for caused in CAUSED.values() for code in caused if code)
    assert codes(told(lang, *CAUSED)) == wanted
