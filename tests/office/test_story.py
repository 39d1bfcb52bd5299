"""The whole month in LibreOffice: what we cache is what it computes, and sorting changes nothing but rows."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from sheetsales.cli.main import main
from tests.office.office import recalculated, sort_rows, wrong_values

pytestmark = pytest.mark.office
TODAY = "2026-11-02"
PIPELINE = {"zh": ("商机", "金额"), "en": ("Pipeline", "Amount")}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


def findings(book: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run("check", str(book), "--today", TODAY, "--json", *more) == 1
    return list(json.loads(capsys.readouterr().out)["findings"])


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sample(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("sample") / f"sample-{lang}.xlsx"
    assert run("new", str(book), "--lang", lang, "--sample", "--today", TODAY) == 0
    return book


def test_every_cached_value_of_the_sample_is_what_libreoffice_computes(sample: Path, tmp_path: Path) -> None:
    count, wrong = wrong_values(sample, tmp_path / "out")
    assert wrong == []
    assert count > 0


def test_what_home_says_of_today_is_what_libreoffice_computes(lang: str, tmp_path: Path) -> None:
    book = tmp_path / "today.xlsx"
    assert run("new", str(book), "--lang", lang, "--sample") == 0
    count, wrong = wrong_values(book, tmp_path / "out", of_today=True)
    assert wrong == []
    assert count > 15


def test_every_cached_value_of_the_report_is_what_libreoffice_computes(sample: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    assert run("report", str(sample), "--month", "2026-10", "--today", TODAY, "-o", str(report)) == 0
    count, wrong = wrong_values(report, tmp_path / "out")
    assert wrong == []
    assert count > 100


def test_a_checked_book_opens_and_its_links_are_right(sample: Path, tmp_path: Path) -> None:
    book = tmp_path / "checked.xlsx"
    shutil.copy(sample, book)
    assert run("check", str(book), "--today", TODAY) == 1
    count, wrong = wrong_values(book, tmp_path / "out")
    assert wrong == []
    assert count > 0


def test_sorting_rows_changes_nothing_but_rows(
    sample: Path, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_rows(found: list[dict[str, object]]) -> list[str]:
        def placeless(one: dict[str, object]) -> dict[str, object]:
            also = one.get("also")
            told = [placeless(other) for other in also] if isinstance(also, list) else also
            return {k: v for k, v in one.items() if k not in ("cell", "also")} | {"also": told}

        kept = [json.dumps(placeless(f), ensure_ascii=False, sort_keys=True) for f in found]
        return sorted(re.sub(r"!\$?[A-Z]+\$?\d+", "!", text) for text in kept)

    book = tmp_path / "book.xlsx"
    shutil.copy(recalculated(sample, tmp_path / "out"), book)
    before = findings(book, capsys)
    sort_rows(book, *PIPELINE[lang])
    after = findings(book, capsys)
    assert without_rows(after) == without_rows(before)
    assert [f["cell"] for f in after] != [f["cell"] for f in before]
