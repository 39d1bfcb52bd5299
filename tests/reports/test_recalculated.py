"""Every value a report stores is what LibreOffice computes, for books that make it hard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.period import month
from sheetsales.reports.editions import audience
from sheetsales.reports.monthly import build
from sheetsales.texts import Lang
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import day
from tests.office.office import wrong_values
from tests.reports.conftest import TODAY
from tests.reports.made_book import made_of
from tests.reports.odd_books import BOOKS, made
from tests.reports.test_invariants import random_book

pytestmark = [pytest.mark.office, pytest.mark.filterwarnings("ignore:.*extension is not supported")]


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.__name__)
def test_no_value_is_wrong(book: Callable[[], Book], tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    made(book(), path)
    wrong = wrong_values(path, tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)


def test_nor_in_a_month_that_still_runs(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    made(BOOKS[-2](), path, lang="zh", today=day("10-16"))
    wrong = wrong_values(path, tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("seed", [1, 8])
def test_nor_in_books_made_at_random(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    made_of(random_book(seed), path)
    wrong = wrong_values(path, tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)


def test_nor_on_a_persons_page(samples: dict[Lang, Path], tmp_path: Path) -> None:
    book = open_book(samples["zh"], today=TODAY).book
    path = tmp_path / "report.xlsx"
    whose = audience(book, "person", who="林晓燕")
    build(book, (), period=month(2026, 10), today=TODAY, path=path, lang="zh", full=False, audience=whose)
    wrong = wrong_values(path, tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)
