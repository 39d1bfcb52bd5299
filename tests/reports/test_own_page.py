"""A person's page: the own figures, what is missing, what to do first; unknown is told, and nothing is of others."""

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.checking.judge import judge
from sheetsales.findings import Finding, Severity
from sheetsales.reports.editions import audience
from sheetsales.reports.judgement import Judgement, standing
from sheetsales.reports.monthly import build
from sheetsales.reports.standing import Place
from sheetsales.texts import LANGUAGES, Lang, same
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of, day, move, open_deal, won
from tests.reports.conftest import TODAY
from tests.reports.test_editions import OCTOBER, _texts

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
SCORES = {"zh": ("107.5", "102.2", "41.6", "34.5", "29.1", "93.5")}


def page(path: Path, name: str = "封面") -> Any:
    return openpyxl.load_workbook(path, data_only=True)[name]


def tiles(sheet: Any) -> dict[str, list[Any]]:
    """The name of each tile → its figure, light, target, share and context."""
    found = {}
    for top in (4, 10):
        for left in (1, 5, 9, 13):
            cell = sheet.cell
            found[str(cell(top, left).value)] = [
                cell(top + 1, left).value,
                cell(top, left + 2).value,
                cell(top + 2, left).value,
                cell(top + 2, left + 2).value,
                cell(top + 4, left).value,
            ]
    return found


def made(
    book: Book, tmp_path: Path, who: str = "S01", lang: Lang = "zh", findings: Sequence[Finding] = ()
) -> Path:
    path = tmp_path / "own.xlsx"
    whose = audience(book, "person", who=who)
    build(book, findings, period=OCTOBER, today=TODAY, path=path, lang=lang, full=False, audience=whose)
    return path


@pytest.fixture(scope="module")
def of_sample(samples: dict[Lang, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every part of one person's short edition of the Chinese sample, and the file."""
    folder = tmp_path_factory.mktemp("own")
    opened = open_book(samples["zh"], today=TODAY)
    judged = judge(opened.workbook, opened.book, opened.findings, today=TODAY, store=opened.store)
    whose = audience(judged.book, "person", who="林晓燕")
    path, web = folder / "own.xlsx", folder / "own.html"
    build(judged.book, judged.findings, period=OCTOBER, today=TODAY, path=path, lang="zh", full=False, web=web, audience=whose)  # fmt: skip
    return {**_texts(path, web), "path": str(path)}


def test_the_page_has_the_own_figures(of_sample: Mapping[str, str]) -> None:
    sheet = page(Path(of_sample["path"]))
    assert sheet["A1"].value == "林晓燕 · 2026 年 10 月"
    found = tiles(sheet)
    assert list(found) == [
        "签约额", "年累计", "流程步骤", "任务按时完成", "电话", "拜访（含演示）", "逾期未联系", "要清的数据",
    ]  # fmt: skip
    assert found["签约额"] == [
        331_100,
        "● 达标",
        "目标 16 万元",
        pytest.approx(2.069, abs=0.001),
        "1 单 · 超 17.1 万元",
    ]
    assert found["年累计"][4] == "超 18.6 万元"
    assert found["流程步骤"][0] == "91/91"
    assert found["任务按时完成"][4] == "待办 14 项 · 逾期 0 项"
    assert found["电话"][2] == "目标 144"
    assert found["要清的数据"][:2] == [7, "✕ 3 处错误"]
    texts = [str(cell.value) for row in sheet.iter_rows(min_row=16, max_row=28) for cell in row if cell.value]
    assert any(text.startswith("绍锦印染有限公司（A 级）逾期 38 天未联系") for text in texts)
    assert "反应车间漏气诊断（O-0033）" in texts
    assert "绍锦印染有限公司 A" in texts


def test_it_is_one_sheet_and_the_score_stands_on_the_next(of_sample: Mapping[str, str]) -> None:
    book = openpyxl.load_workbook(of_sample["path"])
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["封面", "评价"]
    assert book["封面"].page_setup.fitToHeight in (1, None)
    assert len(book["封面"].row_breaks.brk) == 0


def test_no_part_holds_a_score_or_rank_of_others(of_sample: Mapping[str, str]) -> None:
    own = "102.2"
    assert own in of_sample["html"]
    others = "|".join(re.escape(score) for score in SCORES["zh"] if score != own)
    pattern = re.compile(rf"(?<![0-9.])({others})(?![0-9%])")
    assert [name for name, text in of_sample.items() if pattern.search(text)] == []
    assert "名次" not in of_sample["html"]
    for name in ("吴昊", "何嘉怡", "赵国梁", "孙可"):
        assert [part for part, text in of_sample.items() if name in text] == []


@pytest.mark.parametrize(("shows", "rank", "ranked"), [(True, 2, 2), (False, None, 0)])
def test_the_own_rank_is_told_where_the_setting_says_so(shows: bool, rank: int | None, ranked: int) -> None:
    judged = [Judgement(p, Place(p, n, ""), 50.0, 1.0, ()) for p, n in (("A", 1), ("B", 2), ("C", None))]
    whose = audience(book_of(team=[{"id": "B", "name": "B"}], pipeline=[]), "person", who="B")
    told = standing(whose, judged, 5, own_rank=shows)
    assert told is not None
    assert (told.rank, told.ranked) == (rank, ranked)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_setting_puts_the_rank_into_the_sentence(
    lang: Lang, samples: dict[Lang, Path], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(samples[lang])
    named = "个人版显示名次" if lang == "zh" else "Show own rank"
    (name,) = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == named)
    name.offset(0, 1).value = "是" if lang == "zh" else "yes"
    book.save(tmp_path / "book.xlsx")
    opened = open_book(tmp_path / "book.xlsx", today=TODAY)
    who = "林晓燕" if lang == "zh" else "Laura Bennett"
    path = made(opened.book, tmp_path, who, lang)
    own = page(path, "评价" if lang == "zh" else "Evaluation")
    assert ("名次 2/5" if lang == "zh" else "rank 2 of 5") in str(own["A2"].value)


def alone() -> Book:
    pipeline = [{"id": "O-1", "name": "Line", "customer": "K", "owner": "S01", **open_deal("quote", 500)}]
    return book_of(team=[{"id": "S01", "name": "Ana", "role": "rep", "active": "yes"}], pipeline=pipeline)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_nobody_knows_says_why(lang: Lang, tmp_path: Path) -> None:
    found = tiles(page(made(alone(), tmp_path, lang=lang), "封面" if lang == "zh" else "Cover"))
    figures = [tile[0] for tile in found.values()]
    assert figures.count("—") >= 4
    assert all(tile[2] for tile in found.values())
    assert ("没有本人的任务" if lang == "zh" else "No tasks of one's own") in [
        tile[2] for tile in found.values()
    ]


def test_a_target_that_is_missed_says_what_is_missing(tmp_path: Path) -> None:
    won_too = [{"id": "O-2", "customer": "K", "owner": "S01", **won("10-05", 4_000)}]
    book = book_of(
        team=[{"id": "S01", "name": "Ana", "role": "rep", "active": "yes"}], pipeline=won_too,
        targets=[{"period": p, "level": "person", "owner": "S01", "measure": "won_amount", "value": v} for p, v in (("2026-10", 10_000), ("2026", 40_000))],
        tasks=[{"id": "T1", "title": "x", "assignee": "S01", "due": day("10-20"), "hours": 2, "status": "open"}],
        stage_log=[move("10-01", "O-2", None, "quote")],
    )  # fmt: skip
    found = tiles(page(made(book, tmp_path)))
    assert found["签约额"][4] == "1 单 · 还差 6,000 元"
    assert found["年累计"][4] == "还差 3.6 万元"
    assert found["任务按时完成"][1] == "✕ 逾期 1"
    sheet = page(made(book, tmp_path))
    texts = [str(cell.value) for row in sheet.iter_rows(min_row=16) for cell in row if cell.value]
    assert {"没有在手商机。", "本周没有要联系的客户。", "没有要改的数据。"} <= set(texts)


def test_more_rows_to_put_right_than_the_page_holds_get_a_page(tmp_path: Path) -> None:
    text = same("wrong")
    some = [
        Finding("SS201", Severity.WARNING, text, text, None, "pipeline", "O-1", owner="S01", since=dt.date(2026, 10, 30))
    ] * 9  # fmt: skip
    book = openpyxl.load_workbook(made(alone(), tmp_path, findings=some))
    assert "检查" in book.sheetnames
    assert "检查" not in openpyxl.load_workbook(made(alone(), tmp_path, findings=some[:7])).sheetnames
    assert tiles(page(made(alone(), tmp_path, findings=some)))["要清的数据"] == [
        9,
        "",
        "其他 9 处",
        None,
        "最久 3 天",
    ]


def absent_tables(path: Path) -> set[str]:
    """The Tables that formulas of a workbook name and that are not in it."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
    whole = "".join(parts)
    return set(re.findall(r"(tbl[A-Za-z]+)\[", whole)) - set(
        re.findall(r'displayName="(tbl[A-Za-z]+)"', whole)
    )


def test_every_table_that_formulas_name_is_there(of_sample: Mapping[str, str]) -> None:
    assert absent_tables(Path(of_sample["path"])) == set()
