"""The sample with the module of people: two workbooks, the second with plans and drafts, and clean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsales.cli.main import main
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.joining import judged_plan_of_own
from sheetsales.workflow.opening import open_both
from tests.pay.conftest import TODAY
from tests.pay.sheets import parts

BEHIND = {"zh": "人员", "en": "people"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sample_with_people_has_a_second_workbook(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, own = tmp_path / "sales.xlsx", tmp_path / f"sales-{BEHIND[lang]}.xlsx"
    with pytest.raises(SystemExit):
        main(
            [
                "new",
                str(book),
                "--sample",
                "--with",
                "orders,people",
                "--lang",
                lang,
                "--today",
                str(TODAY),
                "--json",
            ]
        )
    assert json.loads(capsys.readouterr().out)["people"] == str(own)
    opened = open_both(own, today=TODAY)
    assert len(opened.book.table("commission_plans")) == 39
    assert set(opened.book.table("commission").get("period")) == {"2026Q3"}
    assert set(opened.book.table("commission").get("status")) == {"draft"}
    judged, _ = judged_plan_of_own(opened, TODAY)
    assert [f.code for f in judged.findings if f.code.startswith("SS80")] == []
    assert not any("SEN-2026" in text for text in parts(book).values())


def test_one_that_stands_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sales-people.xlsx").write_bytes(b"mine")
    with pytest.raises(SystemExit):
        main(
            [
                "new",
                str(tmp_path / "sales.xlsx"),
                "--sample",
                "--with",
                "people",
                "--lang",
                "en",
                "--today",
                str(TODAY),
            ]
        )
    assert "sales-people" not in capsys.readouterr().out
    assert (tmp_path / "sales-people.xlsx").read_bytes() == b"mine"
