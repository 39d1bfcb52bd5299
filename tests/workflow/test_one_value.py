"""One odd value never stops a run, nor does a key that stands twice make anything count twice."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.commands import exit_code

SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"
TODAY = ["--today", "2026-11-02"]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def cell(workbook: Any, sheet: str, heading: str, row: int) -> Any:
    found = next(c for c in workbook[sheet][1] if str(c.value or "").startswith(heading))
    return workbook[sheet].cell(row, found.column)


def stage_twice(workbook: Any) -> None:
    sheet = workbook["Stages"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(3, column).value = sheet.cell(4, column).value


def list_code_gone(workbook: Any) -> None:
    for at in workbook["Lists"][3]:
        at.value = None


def many_digits(workbook: Any) -> None:
    cell(workbook, "Pipeline", "Name", 2).value = int("9" * 300)
    cell(workbook, "Customers", "Phone", 2).value = int("1" * 300)


def last_day(workbook: Any) -> None:
    for sheet, heading in (("Pipeline", "Next step on"), ("Customers", "Next contact"), ("Tasks", "Due")):
        cell(workbook, sheet, heading, 2).value = dt.date(9999, 12, 31)


def no_numbers(workbook: Any) -> None:
    for row, text in enumerate(("nan", "inf", "1e400", "-Infinity", "NaN"), 2):
        cell(workbook, "Team", "Weekly hours", row).value = text
        cell(workbook, "Targets", "Value", row).value = text
        cell(workbook, "Activities", "Minutes", row).value = text


def truths(workbook: Any) -> None:
    for row in range(2, 9):
        cell(workbook, "Team", "Selling share", row).value = True


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("sample") / "b.xlsx"
    openpyxl.load_workbook(SAMPLE).save(path)
    return opened(path)


def opened(path: Path) -> dict[str, Any]:
    out = path.with_suffix(".json")
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert exit_code(["report", str(path), "--month", "2026-10", *TODAY, "--json", "--dry-run"]) == 0
    out.write_text(said.getvalue(), encoding="utf-8")
    found: dict[str, Any] = json.loads(said.getvalue())["open"]
    return found


@pytest.mark.parametrize("change", [stage_twice, list_code_gone, many_digits, last_day, no_numbers, truths])
def test_the_rest_goes_on(
    change: Callable[[Any], None],
    tmp_path: Path,
    untouched: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "b.xlsx"
    workbook = openpyxl.load_workbook(SAMPLE)
    change(workbook)
    workbook.save(path)
    assert opened(path)["deals"] == untouched["deals"]
    for command in (["check"], ["allocate"], ["remind"]):
        assert exit_code([*command, str(path), *TODAY, "--dry-run"][: 4 if command == ["remind"] else 5]) in (
            0,
            1,
        )
    assert "fault" not in capsys.readouterr().err


@pytest.mark.parametrize("day", ["9999-12-31", "1900-01-01", "0001-01-01"])
def test_a_day_out_of_reach_is_refused_in_one_sentence(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "b.xlsx"
    openpyxl.load_workbook(SAMPLE).save(path)
    assert exit_code(["check", str(path), "--today", day, "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"{day} is out of reach: choose a day from 2000 to 2099.\n"


def test_without_closing_dates_there_is_a_report_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.xlsx"
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "Deals"
    sheet.append(["Deal ID", "Customer", "Deal", "Stage", "Amount", "Owner", "Expected close", "Created"])
    for i, stage in enumerate(("Quotation", "Won", "Lost", "Negotiation"), 1):
        days = dt.date(2026, 11, 20), dt.date(2026, 9, 1)
        sheet.append([f"D-{i}", f"C{i}", f"Deal {i}", stage, 100 * i, "Bob", *days])
    workbook.save(path)
    found = opened(path)
    assert (found["deals"], found["amount"]) == (2, 500.0)
    assert "fault" not in capsys.readouterr().err


@pytest.mark.parametrize(("said", "left_out"), [("美元", 2), ("RMB", 0), ("人民币（CNY）", 0), ("银子", 2)])
def test_words_for_currencies_in_an_adopted_book(said: str, left_out: int, tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "商机"
    sheet.append(
        ["商机编号", "客户", "商机名称", "阶段", "金额", "负责人", "预计成交日期", "创建日期", "币种"]
    )
    for i in range(1, 5):
        days = dt.date(2026, 12, 1), dt.date(2026, 9, 1)
        sheet.append(
            [f"D-{i}", f"客户{i}", f"单{i}", "报价", 100, "王芳", *days, said if i % 2 else "人民币"]
        )
    workbook.save(path)
    assert exit_code(["adopt", str(path), "--yes"]) == 0
    assert opened(path)["amount"] == 100 * (4 - left_out)
