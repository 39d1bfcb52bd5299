"""The guide to rules you write names every function there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sheetsales.formula.functions import FUNCTIONS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["rules-you-write.md", "rules-you-write.zh-CN.md"])
def test_the_guide_lists_every_function(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    table = re.search(r"(?m)^\| \| \|\n\|---\|---\|\n((?:\|.*\n)+)", text)
    assert table
    assert set(re.findall(r"\b[A-Z][A-Z0-9]*\b", table[1])) == set(FUNCTIONS)
