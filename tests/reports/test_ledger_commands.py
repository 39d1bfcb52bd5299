"""The small report of workbooks without deals, as people ask for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.cli.main import main
from sheetsales.errors import NothingToDo
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.reporting import report
from tests.reports.test_ledger import CONTRACTS, TODAY


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "合同台账"
    for row in CONTRACTS:
        sheet.append(list[Any](row))
    made.save(path)
    return path


def _exit(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(str(ended.value.code))


def _adopted(file: Path) -> None:
    answers = file.with_name("map.toml")
    answers.write_text('[sheets."合同台账"]\nrecord = "合同"\n', encoding="utf-8")
    assert _exit("adopt", str(file), "--map", str(answers)) == 0


def test_run_refuses_an_edition_before_it_writes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _adopted(file)
    before = file.read_bytes()
    assert _exit("run", str(file), "--today", "2026-11-30", "--lang", "zh", "--edition", "team") == 2
    assert "没有个人版和团队版" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_the_commands_make_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _adopted(file)
    capsys.readouterr()
    options = ["--today", "2026-11-30", "--lang", "zh"]
    assert _exit("report", str(file), *options, "--json") == 0
    assert json.loads(capsys.readouterr().out)["from"][0]["month"] == {"rows": 1, "amount": 1000.0}
    assert _exit("report", str(file), *options) == 0  # an earlier one of ours is replaced
    assert "2026 年 10 月签约额" in capsys.readouterr().out
    assert _exit("report", str(file), *options, "--html", str(file.with_suffix(".html")), "--force") == 0
    assert "这份汇总没有网页版" in capsys.readouterr().out
    assert _exit("run", str(file), *options) in (0, 1)
    assert _exit("report", str(file), "--today", "2026-11-30", "--month", "2027-02") == 2


def test_a_workbook_with_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Team"
    for row in (("Name", "Role", "Email"), ("Ann", "Rep", "a@b.com"), ("Bob", "Manager", "b@b.com")):
        sheet.append(row)
    made.save(path)
    with pytest.raises(NothingToDo):
        report(path, Asked(today=TODAY))
