"""The process table of the sample's October, worked out apart from the product; and where there is nothing to work with."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.texts import Lang
from tests.indicators.team_book import book_of, day
from tests.reports.conftest import Made
from tests.reports.odd_books import made, poorest

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

Row = tuple[str, int, int, int, int, float | None]
STEPS: tuple[Row, ...] = (
    ("ID1", 38, 38, 6, 32, None),
    ("ID2", 38, 38, 6, 32, None),
    ("ID3", 34, 34, 20, 14, None),
    ("ID4", 31, 31, 30, 1, 1.0),
    ("CO1", 21, 21, 21, 0, 1.0),
    ("CO2", 14, 14, 3, 11, None),
    ("CO3", 10, 10, 10, 0, 1.0),
    ("NE1", 13, 12, 12, 0, 0.9231),
    ("NE2", 8, 7, 7, 0, 0.875),
    ("NE3", 8, 7, 3, 4, None),
    ("NE4", 4, 3, 3, 0, 0.75),
    ("NE5", 4, 3, 3, 0, 0.75),
    ("PR1", 5, 5, 0, 5, None),
    ("PR2", 5, 5, 2, 3, None),
    ("PR3", 3, 3, 3, 0, 1.0),
    ("PR4", 3, 3, 3, 0, 1.0),
    ("QU1", 16, 15, 0, 15, None),
    ("QU2", 0, 0, 0, 0, None),
    ("QU3", 13, 12, 0, 12, None),
    ("QU4", 9, 8, 8, 0, 0.8889),
    ("NG1", 7, 5, 5, 0, 0.7143),
    ("NG2", 5, 4, 4, 0, 0.8),
    ("NG3", 5, 4, 0, 4, None),
    ("NG4", 2, 2, 0, 2, None),
    ("NG5", 1, 1, 1, 0, 1.0),
    ("WO1", 4, 4, 0, 4, None),
    ("WO2", 5, 5, 5, 0, 1.0),
    ("WO3", 4, 4, 4, 0, 1.0),
    ("WO4", 3, 3, 3, 0, 1.0),
    ("AF1", 2, 2, 2, 0, 1.0),
    ("AF2", 1, 1, 0, 1, None),
    ("AF3", 1, 1, 1, 0, 1.0),
    ("AF4", 2, 2, 0, 2, None),
    ("LO1", 7, 7, 0, 7, None),
    ("LO2", 2, 2, 2, 0, 1.0),
    ("LO3", 7, 7, 0, 7, None),
)
"""Step, due, done, on time, done on an unknown day, share on time of those whose day is known where at most a fifth is not."""
PEOPLE = {
    "何嘉怡": (59, 49),
    "吴昊": (40, 40),
    "周敏": (5, 3),
    "孙可": (50, 50),
    "林晓燕": (86, 86),
    "赵国梁": (50, 50),
    "陈立群": (44, 44),
}
"""Due and done of whoever owed the steps: the owner, of steps of leads the owner's superior. One deal has no owner and the
independent count leaves it out; the product tells it in a row of its own."""


def table(report: Made, first: str) -> Iterator[dict[str, object]]:
    """The rows of a table of the appendix by heading, found by the heading of its first column."""
    sheet: Worksheet = report.values["附表" if report.lang == "zh" else "Appendix"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(rows) if first in row[:5] and len([c for c in row if c]) > 9)
    for row in rows[top + 1 :]:
        if not any(row[1:]):
            return
        yield {str(k): v for k, v in zip(rows[top], row, strict=True) if k}


def number(value: object) -> float:
    return float(str(value))


def test_every_step_as_worked_out_apart(reports: dict[Lang, Made]) -> None:
    rows = {row["代码"]: row for row in table(reports["zh"], "阶段 / 步骤")}
    found = [
        (
            code,
            *(int(number(rows[code][k])) for k in ("应完成", "已完成", "按时", "日期不详")),
            None if rows[code]["按时率"] == "—" else round(number(rows[code]["按时率"]), 4),
        )
        for code, *_ in STEPS
    ]
    assert found == list(STEPS)


def test_the_whole_and_the_people_add_up(reports: dict[Lang, Made]) -> None:
    rows = list(table(reports["zh"], "阶段 / 步骤"))
    assert [rows[-1][k] for k in ("应完成", "已完成", "按时")] == [335, 323, 167]
    bands = [row for row in rows if row["代码"] is None][:-1]
    assert sum(number(row["应完成"]) for row in bands) == 335
    people = {row["责任人"]: (row["应完成"], row["已完成"]) for row in table(reports["zh"], "未完成步骤")}
    assert people == PEOPLE | {"（未填）": (1, 1)}


def test_the_page_tells_stages_by_what_passed_and_steps_by_what_was_done(reports: dict[Lang, Made]) -> None:
    rows = [[cell.value for cell in row] for row in reports["zh"].values["流程表"].iter_rows()]
    assert rows[1][0] == (
        "本月应完成步骤 335 项，已完成 323 项（96%）；未完成 12 项集中在 2 单：O-0122 11 项（何嘉怡、周敏）、O-0129 1 项（周敏）。"
    )
    by_label = {str(row[0]): row for row in rows}
    quotation = by_label["报价"]
    assert (round(number(quotation[4]), 4), quotation[5], quotation[7]) == (0.6667, "74%（61）", "▲ 缺 3 项")
    assert by_label["谈判"][7] == "✕ 停滞 1 单 286 万元"
    assert by_label["QU1  核价"][1:8] == [
        "销售 5 人", "1 个工作日", "金额与测算表一致，折扣已填，没有折扣填 0。", 16, 15, 0.9375, "● 缺 1 项（O-0122）",
    ]  # fmt: skip
    assert by_label["NG1  定谈判底线"][7] == "✕ 缺 2 项（O-0122、O-0129）"
    assert by_label["QU2  折扣审批"][4:8] == [None, None, None, "证据“审批时间”不是列名，见检查"]
    assert by_label["NE4  摸清决策和预算"][7] == "缺 1 项（O-0122）"  # too few for a light
    assert by_label["周敏"][3] == "O-0122（NG1）、O-0129（NG1）"


def test_the_english_page_says_the_same_in_its_own_words(reports: dict[Lang, Made]) -> None:
    rows = {str(row[0].value): [c.value for c in row] for row in reports["en"].values["Process"].iter_rows()}
    assert any("steps fell due" in label and "on 2 deals: O-0122" in label for label in rows)
    assert rows["NG1  Set the walk-away line"][7] == "✕ 2 not done (O-0122, O-0129)"
    assert rows["Quotation"][5] == "74% (61)"


def test_without_steps_stages_stand_alone(tmp_path: Path) -> None:
    made(poorest(), tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)
    texts = [str(c.value) for row in book["Process"].iter_rows() for c in row if c.value is not None]
    assert any("There is no stage log" in text for text in texts)


def test_a_step_is_owed_once_its_time_is_over_and_not_of_deals_that_went_back(tmp_path: Path) -> None:
    """Without a log the stage a deal is in counts, from the day it entered."""
    deals = [
        {
            "id": "O-1",
            "customer": "K",
            "name": "D",
            "owner": "S1",
            "stage": "quote",
            "amount": 5,
            "discount": None,
            "stage_since": day("10-12"),
        },
        {
            "id": "O-2",
            "customer": "K",
            "name": "E",
            "owner": "S1",
            "stage": "quote",
            "amount": 5,
            "discount": None,
            "stage_since": day("10-30"),
        },
    ]
    team = [{"id": "S1", "name": "Ann", "role": "rep", "active": "yes"}]
    made(book_of(team=team, pipeline=deals), tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)
    due = {(row[0].value, row[3].value) for row in book["Steps data"].iter_rows(min_row=2)}
    assert ("QU1", "O-1") in due
    assert ("QU4", "O-2") not in due


@pytest.mark.parametrize(("deputy", "shown"), [("S2", "Ann (deputy Bo)"), (None, "Ann")])
def test_who_is_named_for_a_stage_or_step_stands_beside_it(
    tmp_path: Path, deputy: str | None, shown: str
) -> None:
    stages = [
        {"code": code, "order": n, "name_en": code, "kind": code, "person": "S1", "deputy": deputy}
        for n, code in enumerate(("open", "won", "lost"), 1)
    ]
    steps = [
        {"stage": "open", "order": 1, "code": "C1", "step": "Call", "role": "rep", "due_days": 1}
        | {"person": "S1", "deputy": deputy, "evidence": "amount"}
    ]
    team = [{"id": p, "name": n, "role": "rep", "active": "yes"} for p, n in (("S1", "Ann"), ("S2", "Bo"))]
    deals = [{"id": "O-1", "customer": "K", "owner": "S2", "stage": "open", "amount": 5}]
    made(book_of(team=team, stages=stages, steps=steps, pipeline=deals), tmp_path / "report.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)["Process"]
    told = [cell.value for row in sheet.iter_rows() for cell in row]
    assert told.count(shown) == 2
