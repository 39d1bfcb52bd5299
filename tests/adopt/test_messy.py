"""Workbooks as people really keep them, adopted from their files."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.adopt.render import render
from sheetsales.backends.reader import read_workbook
from sheetsales.book.load import load
from sheetsales.cli.main import main
from sheetsales.schema.bind import bind
from sheetsales.workflow.adopting import keep, propose_for
from tests.adopt.messy import MONTHS, chinese_tracker, english_year

TODAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = chinese_tracker(tmp_path_factory.mktemp("messy") / "跟进表.xlsx")
    keep(propose_for(path))
    return path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = english_year(tmp_path_factory.mktemp("messy") / "sales 2026.xlsx")
    keep(propose_for(path))
    return path


def test_the_tracker_is_read_as_it_is_meant(tracker: Path) -> None:
    workbook = read_workbook(tracker)
    binding = bind(workbook)
    assert (binding.adopted, binding.language) == (True, "zh")
    assert [(r.sheet, r.kind) for r in binding.refused] == [("汇总", "pivot")]
    pipeline, customers = binding.of("pipeline"), binding.of("customers")
    assert [(t.first_row, t.last_row) for t in pipeline] == [(5, 8), (10, 13)]
    assert {c.heading: c.column.key for c in pipeline[0].columns} == {
        "客户名称": "customer",
        "项目名称": "name",
        "负责人": "owner",
        "跟进\n阶段": "stage",
        "预计金额": "amount",
        "赢率（%）": "probability",
        "预计成交日期": "expected_close",
        "登记日期": "created_on",
        "下次跟进": "next_step_on",
        "跟进情况": "last_contact",
        "备注": "notes",
    }
    assert pipeline[0].by_key["amount"].factor == 10_000
    assert pipeline[0].by_key["probability"].factor == Decimal("0.01")
    assert customers[0].by_key["phone"].heading == "手机"


def test_the_tracker_loads_with_amounts_in_full_and_stages_of_the_right_kind(tracker: Path) -> None:
    workbook = read_workbook(tracker)
    book, _ = load(workbook, bind(workbook), today=TODAY)
    deals = book.table("pipeline")
    assert len(deals) == 8
    assert list(deals.get("amount")) == [385_000, None, 125_000, 210_000, 860_000, 68_000, 150_000, 450_000]
    kinds = [book.process.by_code[code].kind for code in deals.get("stage")]
    assert kinds == ["open", "open", "open", "lost", "open", "won", "open", "hold"]
    assert deals.get("probability")[0] == pytest.approx(0.4)


def test_the_year_reads_twelve_sheets_as_one_record(year: Path) -> None:
    workbook = read_workbook(year)
    binding = bind(workbook)
    orders = binding.of("orders")
    assert [t.sheet for t in orders] == list(MONTHS)
    wanted = {"ordered_on", "customer", "product", "quantity", "price", "amount", "owner"}
    assert all(wanted <= set(t.by_key) for t in orders)
    book, _ = load(workbook, binding, today=TODAY)
    lines = book.table("orders")
    assert len(lines) == sum(4 + n % 3 for n in range(1, 11))
    assert None not in lines.get("amount")
    assert "Total" not in lines.get("customer")


def test_the_years_deals_are_in_thousands_and_split_by_stage(year: Path) -> None:
    workbook = read_workbook(year)
    binding = bind(workbook)
    (deals,) = binding.of("pipeline")
    assert deals.by_key["amount"].factor == 1000
    assert deals.by_key["expected_close"].split_by_stage
    book, _ = load(workbook, binding, today=TODAY)
    table = book.table("pipeline")
    assert table.get("amount")[:2] == [Decimal(48_000), Decimal(19_500)]
    assert table.get("closed_on")[3] == dt.date(2026, 10, 9)
    assert table.get("expected_close")[0] == dt.date(2026, 12, 4)


class TestCommand:
    """``sheetsales adopt`` as typed."""

    @pytest.fixture
    def messy(self, tmp_path: Path) -> Path:
        return english_year(tmp_path / "year.xlsx")

    @pytest.fixture(autouse=True)
    def _english(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHEETSALES_LANG", "en")

    def run(self, *arguments: str | Path) -> int:
        with pytest.raises(SystemExit) as caught:
            main(["adopt", *map(str, arguments)])
        assert isinstance(caught.value.code, int)
        return caught.value.code

    def test_yes_keeps_what_is_sure_and_a_second_run_writes_nothing(
        self, messy: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(messy, "--yes") == 0
        said = capsys.readouterr().out
        assert "Open deals → Pipeline" in said
        assert "Closing soon" in said
        assert "hidden sheet _sheetsales" in said
        before = messy.read_bytes()
        assert self.run(messy, "--yes") == 0
        assert "already" in capsys.readouterr().out
        assert messy.read_bytes() == before

    def test_without_a_yes_nothing_is_written(self, messy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = messy.read_bytes()
        assert self.run(messy) == 0
        assert "--yes" in capsys.readouterr().out
        assert messy.read_bytes() == before

    def test_a_dry_run_writes_nothing(self, messy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = messy.read_bytes()
        assert self.run(messy, "--yes", "--dry-run") == 0
        assert "was not changed" in capsys.readouterr().out
        assert messy.read_bytes() == before

    def test_a_map_file_answers(self, messy: Path, tmp_path: Path) -> None:
        answers = tmp_path / "map.toml"
        answers.write_text('[values."pipeline.stage"]\n"Closing soon" = "hold"\n', encoding="utf-8")
        assert self.run(messy, "--map", answers) == 0
        assert bind(read_workbook(messy)).values["pipeline.stage"]["Closing soon"] == "hold"

    def test_json_is_one_document(self, messy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(messy, "--json", "--dry-run") == 0
        document = json.loads(capsys.readouterr().out)
        assert document["written"] is False
        assert len(document["sheets"]) == 13
        assert document["sheets"][0]["columns"][0] == {
            "heading": "Date",
            "cell": "Jan!A1",
            "column": "ordered_on",
            "factor": "1",
            "split_by_stage": False,
        }
        assert document["questions"][0]["value"] == "Closing soon"
        assert document["unread"] == ["Year"]
        assert document["plan"]["edits"][0]["op"] == "add_sheet"
        assert self.run(messy, "--json") == 0
        assert "plan" not in json.loads(capsys.readouterr().out)

    def test_a_workbook_without_sales_ends_with_exit_two(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        import xlsxwriter

        path = tmp_path / "pivot.xlsx"
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet("Sheet1")
            sheet.write_row(0, 0, ["Row Labels", "Revenue"])
            sheet.write_row(1, 0, ["Opportunity #279", 121])
        assert self.run(path, "--yes") == 2
        assert "pivot table" in capsys.readouterr().err


def test_the_proposal_reads_well_in_chinese(tmp_path: Path) -> None:
    shown = render(propose_for(chinese_tracker(tmp_path / "a.xlsx")).proposal, "zh")
    assert "重点客户跟进2026 → 商机（列名在第 4 行，8 行数据）" in shown
    assert "单位换算：×10000" in shown
    assert "已丢单 = 输单" in shown
    assert "不读“汇总”：粘贴过来的数据透视表" in shown
    assert "按自带流程（b2b）算" in shown


def test_months_alike_are_shown_once(tmp_path: Path) -> None:
    shown = render(propose_for(english_year(tmp_path / "a.xlsx")).proposal, "en")
    assert "Jan and 1 more → Orders" in shown
    assert shown.count("Order Date") == 1
    assert "Not recognised, so not read: Year." in shown
    assert "Questions (1)" in shown
    assert '"Closing soon" = "-"  # or "negotiate"' in shown
