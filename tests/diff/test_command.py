"""``sheetsales diff`` on files."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.cli.main import main
from sheetsales.errors import NotAWorkbook
from sheetsales.workflow import diffing


def book(path: Path, amount: float, *, chart: bool = False) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Pipeline")
        headings = ["ID", "Customer *", "Name *", "Stage *", "Amount (GBP)", "Owner *", "Created on *"]
        sheet.add_table(0, 0, 1, 6, {"name": "tblPipeline", "columns": [{"header": h} for h in headings]})
        sheet.write_row(1, 0, ["O-0001", "Norbury", "Monitoring", "Quotation", amount, "Ann", 46000])
        if chart:
            drawn = workbook.add_chart({"type": "column"})
            drawn.add_series({"values": "=Pipeline!$E$2:$E$2"})
            sheet.insert_chart("J2", drawn)
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["diff", *arguments])
    return int(end.value.code or 0)


def test_a_changed_amount_and_a_new_chart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = book(tmp_path / "a.xlsx", 100), book(tmp_path / "b.xlsx", 120, chart=True)
    assert run(str(a), str(b), "--lang", "en") == 1
    shown = capsys.readouterr().out
    assert "Pipeline: 1 changed" in shown
    assert "Amount (GBP): 100 → 120" in shown
    assert "Part xl/charts/chart1.xml: added" in shown
    assert run(str(a), str(b), "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["records"][0]["fields"][0]["cell"] == "Pipeline!E2"


def test_a_book_and_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = book(tmp_path / "a.xlsx", 100)
    assert run(str(a), str(a), "--lang", "zh") == 0
    assert capsys.readouterr().out == "两份工作簿内容相同。\n"


def test_what_is_no_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = book(tmp_path / "a.xlsx", 100)
    assert run(str(a), str(tmp_path / "none.xlsx")) == 2

    def broken(path: Path) -> None:
        raise zipfile.BadZipFile(str(path))

    monkeypatch.setattr(zipfile, "ZipFile", broken)
    with pytest.raises(NotAWorkbook):
        diffing._parts(a)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (1, "1", "1 (number) → 1 (text)"),
        (True, "TRUE", "True (yes or no) → TRUE (text)"),
        (1, True, "1 (number) → True (yes or no)"),
        ("a", "a ", "“a” → “a ”"),
        ("Ann", "Ann\u200b", "“Ann” → “Ann\\u200b”"),
        ("a b", "a\u00a0b", "“a b” → “a\\u00a0b”"),
        ("old", "new", "old → new"),
        (0, None, "0 → blank"),
    ],
)
def test_what_changed_can_be_seen(
    before: object, after: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("a.xlsx", before), ("b.xlsx", after)):
        made = xlsxwriter.Workbook(str(tmp_path / name))
        sheet = made.add_worksheet("S")
        sheet.write("A1", "Thing")
        sheet.write_string("A2", value) if isinstance(value, str) else sheet.write("A2", value)
        made.close()
    assert run(str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx"), "--lang", "en") == 1
    assert f"S!A2: {said}" in capsys.readouterr().out
