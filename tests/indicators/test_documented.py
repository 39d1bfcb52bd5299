"""Every indicator that can be computed stands in its documentation."""

from pathlib import Path

from sheetsales.indicators.catalogue import INDICATORS

DOCS = Path(__file__).parents[2] / "docs" / "indicators.md"


def test_every_indicator_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [i.code for i in INDICATORS if f"`{i.code}`" not in text] == []
