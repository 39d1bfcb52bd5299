"""Formulas over a team's own cells, and when there are none: what programs would see otherwise than we do."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.cells.values import Formula
from sheetsales.reports.in_book.live import Live, Sums, before, between, one_of, same_as, shown
from tests.indicators.team_book import book_of, day

FIRST, LAST = day("10-01"), day("10-31")


def _deals(*closed: Any) -> Book:
    rows = [
        {"id": f"O-{n}", "customer": "K", "owner": "Ann", "stage": "Won", "amount": 10 * n, "closed_on": on}
        for n, on in enumerate(closed, 1)
    ]
    return book_of(pipeline=rows)


def test_a_sum_says_what_it_comes_to_and_how() -> None:
    sums = Sums(_deals(day("10-01"), day("10-31"), day("11-01")), "pipeline")
    in_october = between("closed_on", "$A$1", FIRST, "$A$2", LAST)
    found = sums.where(one_of("stage", ["Won", "After-sales"]), in_october, of="amount")
    assert found == Live(
        'SUM(SUMIFS(tblPipeline[Amount],tblPipeline[Stage],{"Won","After-sales"},tblPipeline[Closed on],">="&$A$1,'
        'tblPipeline[Closed on],"<="&$A$2))',
        30.0,
    )
    assert sums.where(same_as("owner", "$B$1", "ANN"), before("closed_on", "$A$2", LAST)) == Live(
        'COUNTIFS(tblPipeline[Owner],$B$1,tblPipeline[Closed on],"<"&$A$2)', 1.0
    )


@pytest.mark.parametrize("label", ["a*", "<5", " Won", "100", "12%", "x" * 201])
def test_texts_that_a_criterion_reads_otherwise(label: str) -> None:
    assert one_of("stage", [label]) is None
    assert same_as("stage", "$A$1", label) is None


def test_where_cells_cannot_be_asked_so_there_is_no_formula() -> None:
    sums = Sums(_deals(day("10-01")), "pipeline")
    won = one_of("stage", ["Won"])
    assert sums.where(None, won) is None
    assert sums.where(won, of="discount") is None
    assert sums.where(one_of("stage", ["Won", "Lost"]), one_of("owner", ["Ann", "Bob"])) is None, (
        "arrays would pair up"
    )
    in_october = between("closed_on", "$A$1", FIRST, "$A$2", LAST)
    assert Sums(_deals(46_300), "pipeline").where(in_october) is None, "a bare number is a day to a program"
    assert Sums(_deals("10/2026"), "pipeline").where(in_october) == Live(
        'COUNTIFS(tblPipeline[Closed on],">="&$A$1,tblPipeline[Closed on],"<="&$A$2)', 0.0
    )


def test_a_figure_is_a_formula_only_where_that_comes_to_it() -> None:
    assert shown(Live("1+1", 2.0), 2.0) == Formula("1+1", 2.0)
    assert shown(Live("1+1", 2.0), 3.0) == 3.0
    assert shown(None, 3.0) == 3.0
    assert shown(Live("1+1", 2.0), None) == "—"
