"""The sample's chart in both languages, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.reports.sop.build import Sop
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.opening import open_book
from tests.reports.sop.processes import TODAY, chart


@pytest.fixture(scope="session")
def sample_charts(samples: dict[Lang, Path]) -> dict[Lang, Sop]:
    return {lang: chart(open_book(samples[lang], today=TODAY).book, lang) for lang in LANGUAGES}
