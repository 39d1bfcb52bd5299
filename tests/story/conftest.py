"""Stories shared by the tests: telling one takes a moment, so each is told once."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from sheetsales.schema.defaults import PRESETS, Preset
from sheetsales.template.story import Story, build_story
from sheetsales.texts import LANGUAGES, Lang

TODAY = dt.date(2026, 11, 2)


@cache
def told(lang: Lang, process: Preset, planted: bool) -> Story:
    return build_story(lang, process, TODAY) if planted else build_story(lang, process, TODAY, mistakes=())


@pytest.fixture(scope="session")
def zh() -> Story:
    """The Chinese story without planted mistakes."""
    return told("zh", "b2b", planted=False)


@pytest.fixture(scope="session")
def en() -> Story:
    """The English story without planted mistakes."""
    return told("en", "b2b", planted=False)


@pytest.fixture(scope="session", params=[(lang, p) for lang in LANGUAGES for p in PRESETS], ids=str)
def clean(request: pytest.FixtureRequest) -> tuple[Story, Preset]:
    """Each language and process without planted mistakes, and the process."""
    lang, process = request.param
    return told(lang, process, planted=False), process


@pytest.fixture(scope="session", params=LANGUAGES)
def planted(request: pytest.FixtureRequest) -> Story:
    """The story as a sample workbook carries it."""
    return told(request.param, "b2b", planted=True)
