"""Three workbooks of one group: two currencies, two languages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.indicators.team_book import day
from tests.rollup.simulated import simulated

TODAY: Final = day("11-02")
SAMPLES: Final = Path(__file__).parents[2] / "samples"
RATE: Final = "9.1"


@pytest.fixture(scope="session")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the three; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("teams")
    shutil.copy(SAMPLES / "sales-en.xlsx", folder / "1-leeds.xlsx")
    shutil.copy(SAMPLES / "sales-zh.xlsx", folder / "2-上海.xlsx")
    (folder / "more").mkdir()
    simulated(folder / "1-leeds.xlsx", folder / "more" / "3-york.xlsx", 3)
    return folder
