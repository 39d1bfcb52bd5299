"""A run that fails speaks the workbook's language where nobody and no system says another."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsales.cli.main import main
from sheetsales.cli.output import book_language
from sheetsales.workflow.spoken import language_of_file

CHINESE = [["商户", "到期时间", "备注"], ["甲店", "2026-11-03", "上门"], ["乙店", "2026-11-04", "电话"]]
ENGLISH = [["Shop", "Expires", "Remark"], ["Corner", "2026-11-03", "visit"], ["Mall", "2026-11-04", "call"]]


def _file(folder: Path, rows: list[list[str]], name: str = "b.xlsx") -> Path:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / name)
    return folder / name


@pytest.fixture(autouse=True)
def _no_system_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHEETSALES_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sheetsales.cli.output.sys.platform", "linux")


def _said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "adopt", "report", "tasks add"])
def test_it_is_the_workbooks(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有认出" in _said([*command.split(), str(_file(tmp_path, CHINESE))], capsys)
    english = _said([*command.split(), str(_file(tmp_path, ENGLISH, "e.xlsx"))], capsys)
    assert "No sales data was recognised" in english


def test_what_is_asked_for_comes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No sales data" in _said(["check", str(_file(tmp_path, CHINESE)), "--lang", "en"], capsys)


def test_then_what_the_system_speaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "No sales data" in _said(["check", str(_file(tmp_path, CHINESE))], capsys)


def test_wrong_options_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有选项 --nosuch" in _said(["check", str(_file(tmp_path, CHINESE)), "--nosuch"], capsys)


def test_what_cannot_be_read_has_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    assert language_of_file(broken) is None
    assert language_of_file(_file(tmp_path, [], "blank.xlsx")) == "en"  # Sheet
    assert book_language(["check", "x" * 5000 + ".xlsx", str(tmp_path / "gone.xlsx")]) is None
