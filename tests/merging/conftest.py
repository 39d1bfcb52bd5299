from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.crowded import crowded
from tests.merging.out_and_back import TODAY


@pytest.fixture(name="book")
def make_book(tmp_path: Path) -> Path:
    """A workbook of which everybody has a copy."""
    (tmp_path / "out").mkdir()
    book = crowded(tmp_path / "sales.xlsx")
    split(book, tmp_path / "out", Asked(), today=TODAY)
    return book
