"""The sample team's two workbooks, made once a language and copied for each test that writes."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from sheetsales.template.story.pay import plan_rows
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.people_book import make_people_book

TODAY = dt.date(2026, 11, 2)
QUARTER = "2026Q3"
BOOK, PEOPLE = "sales.xlsx", "people.xlsx"
MODULES = ("orders", "service")
Folder = Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    folders: dict[Lang, Path] = {}
    for lang in LANGUAGES:
        folder = folders[lang] = tmp_path_factory.mktemp(f"pay-{lang}")
        story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1, modules=MODULES)
        make_workbook(folder / BOOK, lang=lang, process="b2b", today=TODAY, story=story, modules=MODULES)
        rows = {
            "commission_plans": [
                {k: v for k, v in row.items() if v not in (None, "")} for row in plan_rows(lang)
            ]
        }
        make_people_book(folder / PEOPLE, folder / BOOK, today=TODAY, rows=rows)
    return folders


@pytest.fixture
def english(made: dict[Lang, Path], tmp_path: Path) -> Folder:
    return _copied(made["en"], tmp_path)


@pytest.fixture(params=LANGUAGES)
def both(request: pytest.FixtureRequest, made: dict[Lang, Path], tmp_path: Path) -> Folder:
    return _copied(made[request.param], tmp_path)


def _copied(folder: Path, to: Path) -> Path:
    for name in (BOOK, PEOPLE):
        shutil.copy(folder / name, to / name)
    return to
