"""Which indicators stand on the cover: those that the Indicators sheet gives a place, the usual ones in the others."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest

from sheetsales.reports.cover_table import COVER, on_cover
from sheetsales.reports.draft import Draft
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of
from tests.reports.conftest import TODAY, Made, report_of
from tests.reports.test_own_page import absent_tables, page, tiles

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def placed(**places: Any) -> tuple[str, ...]:
    """The cover of a workbook whose Indicators sheet gives these places."""
    rows = [{"code": code, "name": code, "cover": place} for code, place in places.items()]
    draft = SimpleNamespace(facts=SimpleNamespace(book=book_of(indicators=rows, pipeline=[])))
    return on_cover(cast("Draft", draft))


def test_the_usual_eight_where_nothing_is_placed() -> None:
    assert placed(won_amount=None) == COVER


def test_a_placed_one_takes_the_tile_of_the_usual_one() -> None:
    assert placed(coverage=3) == (*COVER[:2], "coverage", *COVER[3:])


def test_a_usual_one_that_is_moved_leaves_its_tile_to_the_one_it_displaced() -> None:
    assert placed(satisfaction=1) == ("satisfaction", *COVER[1:7], "won_amount")


def test_of_two_at_one_place_the_first_counts_and_what_is_no_place_is_none() -> None:
    assert placed(coverage=2, stalled=2, calls=9, visits=0) == (COVER[0], "coverage", *COVER[2:])


def test_all_eight_may_be_others() -> None:
    codes = ("coverage", "stalled", "calls", "visits", "load", "growth", "pace", "avg_deal")
    assert placed(**{code: i for i, code in enumerate(codes, 1)}) == codes


@pytest.fixture(params=LANGUAGES)
def placed_report(request: pytest.FixtureRequest, samples: dict[Lang, Path], tmp_path: Path) -> Made:
    """The short edition of the sample with indicators of every kind on its cover."""
    lang: Lang = request.param
    book = openpyxl.load_workbook(samples[lang])
    sheet = book["指标" if lang == "zh" else "Indicators"]
    column = [cell.value for cell in sheet[1]].index("封面" if lang == "zh" else "Cover")
    wanted = {"coverage": 2, "stalled": 3, "calls": 4, "load": 5, "training": 6, "contact_on_time": 8}
    for row in sheet.iter_rows(min_row=2):
        if str(row[0].value) in wanted:
            row[column].value = wanted[str(row[0].value)]
    book.save(tmp_path / "book.xlsx")
    return report_of(
        open_book(tmp_path / "book.xlsx", today=TODAY), tmp_path / "report.xlsx", lang, full=False
    )


def test_they_stand_there_with_what_the_list_says_of_them(placed_report: Made) -> None:
    zh = placed_report.lang == "zh"
    assert absent_tables(placed_report.path) == set()
    found = tiles(page(placed_report.path, "封面" if zh else "Cover"))
    if zh:
        assert list(found) == [
            "签约额",
            "商机储备倍数",
            "停滞商机占比",
            "电话数",
            "负荷率",
            "培训参与率",
            "销售周期",
            "联系及时率",
        ]
        assert found["商机储备倍数"] == [
            pytest.approx(1.55, abs=0.01),
            "✕ 预警",
            "目标 3.0",
            pytest.approx(0.517, abs=0.001),
            "n 11",
        ]
        assert found["停滞商机占比"][2:4] == ["不超过 10%", None]
        assert found["电话数"][4] == "上期 22 · n 95"
        assert found["培训参与率"][0] == "—"
        assert found["培训参与率"][2] == "没有“培训”表"
        assert "3 单" in str(found["签约额"][4])
    else:
        assert found["Calls"][4] == "before 22 · n 95"
        assert found["Training"][2] == "No Training sheet" if "Training" in found else len(found) == 8
