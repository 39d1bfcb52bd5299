"""``sheetsales rules``: the list, one rule explained, and a rule of one's own tried on a workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheetsales.cli.main import main
from sheetsales.rules.everything import CATALOGUE
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import LANGUAGES


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["rules", *words])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three deals and four rules, one of them waived for a deal, one broken, one off."""
    path = tmp_path_factory.mktemp("rules") / "book.xlsx"
    made = xlsxwriter.Workbook(path)
    sheets: dict[str, list[list[Any]]] = {
        "rules": [
            ["code", "name", "on", "severity", "table", "condition", "message_zh", "message_en"],
            [
                "M31",
                "大单",
                "是",
                "错误",
                "商机",
                'AND([@金额]>1000,OR([@阶段]="报价",[@阶段]="谈判"))',
                "太大。",
                "Big.",
            ],
            ["M32", "写错", "是", "提醒", "商机", "[@金頟]>1", "", ""],
            ["M33", "关着", "否", "提醒", "商机", "TODAY()>1", "", ""],
            ["M34", "没有", "是", "提醒", "商机", "[@金额]<0", "", ""],
        ],
        "pipeline": [
            ["id", "customer", "name", "stage", "owner", "amount"],
            ["O-0001", "甲厂", "一", "报价", "张三", 5000],
            ["O-0002", "甲厂", "二", "谈判", "张三", 6000],
            ["O-0003", "甲厂", "三", "报价", "张三", 10],
        ],
        "waivers": [["code", "record_id", "reason", "until"], ["M31", "O-0002", "主管批准", "2026-12-31"]],
    }
    for key, rows in sheets.items():
        record = RECORDS[key]
        sheet = made.add_worksheet(record.title.zh)
        for r, row in enumerate([[record.by_key[name].title.zh for name in rows[0]], *rows[1:]]):
            sheet.write_row(r, 0, row)
    made.close()
    return path


def test_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--lang", "en")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [info.code for info in CATALOGUE]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_them_as_json(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    listed = json.loads(run(capsys, "--json", "--lang", lang)[1])["rules"]
    assert [(r["code"], r["name"], r["severity"]) for r in listed] == [
        (i.code, i.name, i.severity.code) for i in CATALOGUE
    ]
    assert all(r["title"] and r["why"] and r["fix"] for r in listed)


def test_explains_one_by_code_or_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ss209", "--lang", "zh")
    assert code == 0
    assert out.splitlines()[:2] == ["SS209 stalled-deal · 提醒", "商机停滞"]
    assert "参数：" in out
    assert run(capsys, "stalled-deal", "--lang", "zh")[1] == out
    assert [r["code"] for r in json.loads(run(capsys, "SS209", "--json")[1])["rules"]] == ["SS209"]


def test_an_unknown_rule_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "stalled-deals", "--lang", "en")
    assert (code, err.splitlines()[0][:63]) == (
        2,
        "There is no rule 'stalled-deals'; the closest is 'stalled-deal'",
    )


@pytest.mark.parametrize(
    "words", [("test",), ("test", "a.xlsx"), ("SS204", "SS209"), ("test", "a", "b", "c")]
)
def test_other_words_are_refused_with_the_usage(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, _, err = run(capsys, *words, "--lang", "en")
    assert code == 2
    assert "test BOOK CODE" in err


def test_a_rule_tried_says_which_rows_and_why(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", str(book), "m31", "--today", "2026-11-02", "--lang", "zh")
    assert code == 1
    assert (
        out
        == """规则 M31（大单）：AND([@金额]>1000,OR([@阶段]="报价",[@阶段]="谈判"))

3 行里报 2 行，其中 1 行有豁免。
       2  [@金额]>1000
       3  OR([@阶段]="报价",[@阶段]="谈判")
         2  [@阶段]="报价"
         1  [@阶段]="谈判"

报出的行
  O-0001  商机!F2  金额 5,000，阶段 报价
    因为：[@阶段]="报价"
  O-0002  商机!F3  金额 6,000，阶段 谈判
    因为：[@阶段]="谈判"

只差一条的行
  O-0003  商机!F4  金额 10，阶段 报价
    缺：[@金额]>1000
"""
    )


def test_the_same_as_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", str(book), "M31", "--today", "2026-11-02", "--lang", "en", "--json")
    told = json.loads(out)
    assert code == 1
    assert (told["rule"]["code"], told["rule"]["on"], told["rule"]["table"]) == ("M31", True, "pipeline")
    assert (told["rows"], told["caught"], told["waived"], told["nearly"]) == (3, 2, 1, 1)
    assert [(p["holds"], p["alternative_of"]) for p in told["parts"]] == [
        (2, None),
        (3, None),
        (2, 1),
        (1, 1),
    ]
    assert told["first"][0] == {
        "record": "O-0001", "cell": "商机!F2", "values": {"Amount": "5,000", "Stage": "Quotation"},
        "holds": [True, True, True, False],
    }  # fmt: skip
    assert told["first_nearly"][0]["record"] == "O-0003"
    assert told["mistakes"] == []


def test_a_broken_rule_says_where(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", str(book), "M32", "--lang", "zh")
    assert code == 1
    assert "✕ 规则 M32（写错）没有检查：“商机”表没有列“金頟”，最接近的是“金额”" in out
    told = json.loads(run(capsys, "test", str(book), "M32", "--json", "--lang", "zh")[1])
    assert told["mistakes"][0]["cell"] == "规则!F3"


def test_a_rule_that_is_off_is_tried_too(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", str(book), "M33", "--lang", "en")
    assert code == 1
    assert "it is switched off" in out
    assert "Catches 3 of 3 rows." in out


def test_a_rule_that_catches_nothing_exits_with_none(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "test", str(book), "M34", "--lang", "en")[0] == 0


def test_a_rule_that_is_not_there_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "test", str(book), "M99", "--lang", "zh")
    assert code == 2
    assert "有：M31、M32、M33、M34。" in err


def test_a_workbook_without_rules_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = xlsxwriter.Workbook(tmp_path / "none.xlsx")
    sheet = made.add_worksheet("Pipeline")
    sheet.write_row(0, 0, [c.title.en for c in RECORDS["pipeline"].columns[:8]])
    sheet.write_row(1, 0, ["O-0001", "C", "N", "Won", 5, "S"])
    made.close()
    assert "has none yet" in run(capsys, "test", str(tmp_path / "none.xlsx"), "M1", "--lang", "en")[2]
