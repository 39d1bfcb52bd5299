"""``import``: a statement booked into a workbook, what is not certain waiting until somebody claims it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.cli.main import main
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang
from sheetsales.workflow.importing import read_export
from sheetsales.workflow.making import make_workbook, tell_story

TODAY = dt.date(2026, 11, 30)
HEAD = "交易日期,借方发生额,贷方发生额,对方户名,摘要,交易流水号"
LINES = (
    '2026-11-03,,"217,900.00",黔露酒业有限公司,货款 HT2026-0117,1001',
    '2026-11-04,,"162,900.00",萧绡化纤有限公司,货款,1002',
    '2026-11-05,,"100,000.00",甬润机械有限公司,HT2026-0103 部分货款,1003',
    '2026-11-06,,"200,000.00",甬润机械有限公司,HT2026-0103 部分货款,1004',
    '2026-11-06,,"5,000.00",张三,还款,1005',
    '2026-11-06,,"5,000.00",张三,还款,',
    '2026-11-06,,"5,000.00",张三,还款,',
    '2026-11-06,"3,000.00",,房东,房租,1006',
    "2026-11-31,,7,张三,还款,1007",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("import") / "zh.xlsx"
    modules = ("orders",)
    story = tell_story("zh", "b2b", today=dt.date(2026, 11, 2), opportunities=150, seed=1, modules=modules)
    make_workbook(path, lang="zh", process="b2b", today=dt.date(2026, 11, 2), story=story, modules=modules)
    return path.read_bytes()


@pytest.fixture
def book(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(sample)
    return path


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "bank.csv"
    path.write_text("\n".join((HEAD, *LINES)), encoding="gb18030")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object, lang: Lang = "zh") -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["import", *map(str, arguments), "--today", TODAY.isoformat(), "--lang", lang])
    return int(ended.value.code or 0), capsys.readouterr().out


def rows(book: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(book)[sheet].iter_rows(min_row=2, values_only=True))


def booked(book: Path) -> list[tuple[Any, ...]]:
    return [r[1:7] for r in rows(book, "回款") if "[100" in str(r[10])]


def test_it_books_what_is_certain_and_lets_the_rest_wait(
    book: Path, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, book, statement, "--from", "bank")
    assert code == 1
    assert said.splitlines()[0] == "记入 4 笔，共 680,800.00："
    assert "  2026-11-03  217,900.00  黔露酒业有限公司  → HT2026-0117" in said
    assert "3 笔对不上，在“待认领”表里等着认领：" in said
    assert "1 行不记：付出去的钱，看不出是退给客户的；或别的单据。" in said
    assert "bank 第 10 行没读：日期看不懂。" in said
    day = dt.datetime
    assert booked(book) == [
        ("HT2026-0098", "验收款", day(2026, 11, 26), 162900, day(2026, 11, 4), 162900),
        ("HT2026-0103", "全款", day(2026, 11, 30), 331100, day(2026, 11, 5), 100000),
        ("HT2026-0117", "全款", day(2026, 11, 3), 217900, day(2026, 11, 3), 217900),
        ("HT2026-0103", "全款", None, None, day(2026, 11, 6), 200000),
    ]
    waiting = rows(book, "待认领")
    assert [(r[1], *r[3:6]) for r in waiting] == [
        (5000, "张三", "还款", "1005"),
        (5000, "张三", "还款", "2026-11-06 5000 张三"),
        (5000, "张三", "还款", "2026-11-06 5000 张三 #2"),
    ]


def test_nothing_is_booked_twice(book: Path, statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, book, statement, "--from", "bank")
    before = book.read_bytes()
    code, said = run(capsys, book, statement, "--from", "bank", lang="en")
    assert said.splitlines()[:2] == [
        "No payment can be placed for certain.",
        "7 payments are in the workbook already and not booked again.",
    ]
    assert code == 1  # a row could not be read
    assert book.read_bytes() == before


def test_a_claim_is_booked_by_the_next_import(
    book: Path, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, statement, "--from", "bank")
    opened = openpyxl.load_workbook(book)
    opened["待认领"]["I2"] = "HT2026-0094"
    opened["待认领"]["I3"] = "HT-unknown"
    opened.save(book)
    _, said = run(capsys, book, statement, "--from", "bank")
    assert "记入 1 笔，共 5,000.00：" in said
    assert "没有这个合同编号" in said
    assert [r[9] for r in rows(book, "待认领")] == [dt.datetime(2026, 11, 30), None, None]
    assert ("HT2026-0094", 5000) in [(r[1], r[6]) for r in rows(book, "回款")]
    _, again = run(capsys, book, statement, "--from", "bank")
    assert "没有能确定的回款。" in again


def test_money_in_another_currency_waits_whatever_contract_is_written(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "abroad.csv"
    export.write_text("日期,金额,付款人\n2026-11-03,US$5,张三\n", encoding="utf-8")
    assert run(capsys, book, export, "--from", "bank")[0] == 1
    opened = openpyxl.load_workbook(book)
    assert opened["待认领"]["C2"].value == "us$"
    opened["待认领"]["I2"] = "HT2026-0094"
    opened.save(book)
    _, said = run(capsys, book, export, "--from", "bank")
    assert "币种和工作簿不同" in said
    opened["待认领"]["B2"], opened["待认领"]["C2"] = 36, None
    opened.save(book)
    _, said = run(capsys, book, export, "--from", "bank")
    assert "记入 1 笔，共 36.00：" in said
    assert "等着认领" not in said  # known again, though its amount was changed


def test_what_waits_is_known_without_its_table(
    book: Path, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, statement, "--from", "bank")
    opened = openpyxl.load_workbook(book)
    del opened["待认领"].tables["tblToBeMatched"]
    opened["待认领"]["I2"] = "HT2026-0094"
    opened.save(book)
    with statement.open("a", encoding="gb18030") as more:
        more.write('\n2026-11-07,,"8,000.00",李四,还款,1008')
    _, said = run(capsys, book, statement, "--from", "bank")
    assert "记入 1 笔，共 5,000.00：" in said
    waiting = rows(book, "待认领")
    assert (len(waiting), waiting[0][9], waiting[-1][5]) == (4, dt.datetime(2026, 11, 30), "1008")


def test_a_sheet_of_that_name_stays_as_it_is(
    book: Path, statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("待认领")["A1"] = "失物"
    opened.save(book)
    _, said = run(capsys, book, statement, "--from", "bank")
    waiting = openpyxl.load_workbook(book).worksheets[-1]
    assert waiting.title != "待认领"
    assert f"在“{waiting.title}”表里等着认领" in said
    assert list(waiting.tables) == ["tblToBeMatched"]


def test_a_dry_run_and_json(book: Path, statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    code, said = run(capsys, book, statement, "--from", "bank", "--dry-run")
    assert said.splitlines()[0].startswith("会记入 4 笔")
    assert said.splitlines()[-1] == "这是预演，什么都没写。"
    _, document = run(capsys, book, statement, "--from", "bank", "--dry-run", "--json")
    found = json.loads(document)
    assert (len(found["booked"]), len(found["waiting"]), found["known"], found["went_out"]) == (4, 3, 0, 1)
    assert found["booked"][0]["parts"] == [
        {"contract": "HT2026-0117", "instalment": "full", "amount": 217900.0}
    ]
    assert found["unread"] == [{"sheet": "bank", "row": 10, "why": "日期看不懂"}]
    assert code == 1
    assert book.read_bytes() == before


def test_all_placed_is_clean(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = openpyxl.Workbook()
    sheet = export.worksheets[0]
    sheet.append(["往来单位", "业务日期", "实收金额", "合同号", "单据编号"])
    sheet.append(["黔露酒业有限公司", dt.date(2026, 11, 3), 217900, "HT2026-0117", "SK-1001"])
    export.save(tmp_path / "kingdee.xlsx")
    assert run(capsys, book, tmp_path / "kingdee.xlsx", "--from", "kingdee")[0] == 0


def test_what_cannot_be_done_is_refused(
    book: Path, statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = tmp_path / "plain.xlsx"
    make_workbook(plain, lang="zh", process="b2b", today=TODAY, story=None)
    with pytest.raises(BadRequest):
        read_export(tmp_path / "nothing.csv")
    (tmp_path / "old.xls").write_bytes(b"x")
    with pytest.raises(BadRequest):
        read_export(tmp_path / "old.xls")
    (tmp_path / "odd.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(BadRequest):
        read_export(tmp_path / "odd.csv")
    (tmp_path / "torn.csv").write_text('日期,金额\n2026-11-03,"' + "5" * 200_000, encoding="utf-8")
    with pytest.raises(BadRequest):
        read_export(tmp_path / "torn.csv")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("客户;电话\n甲;1\n", encoding="utf-8")
    for arguments in ((plain, statement), (book, wrong)):
        with pytest.raises(SystemExit) as ended:
            main(["import", *map(str, arguments), "--from", "bank", "--lang", "zh"])
        assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "工作簿里没有回款表" in said
    assert "找不到日期和金额的表头（按银行流水认）" in said


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.workflow.importing.MOST_BYTES", 1)
    (tmp_path / "big.csv").write_text("ab", encoding="utf-8")
    with pytest.raises(BadRequest):
        read_export(tmp_path / "big.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_text_files_of_every_kind(encoding: str, sign: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(f"日期{sign}金额\n2026-11-03{sign}5\n", encoding=encoding)
    assert read_export(path) == {"bank": [["日期", "金额"], ["2026-11-03", "5"]]}


BACK = (
    '2026-11-03,,"217,900.00",黔露酒业有限公司,货款 HT2026-0117,2001',
    '2026-11-10,"900.00",,黔露酒业有限公司,退货款 HT2026-0117,2002',
    '2026-11-11,"300.00",,黔露酒业有限公司,样品费,2003',
    '2026-11-12,"999,999.00",,黔露酒业有限公司,HT2026-0117 退款,2004',
    '2026-11-13,"50.00",,张三,退款,2005',
    '2026-11-14,"3,000.00",,房东,房租,2006',
)


def test_refunds_are_booked_or_wait_and_are_never_dropped(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "bank.csv"
    export.write_text("\n".join((HEAD, *BACK)), encoding="utf-8")
    code, said = run(capsys, book, export, "--from", "bank")
    assert code == 1
    assert said.splitlines()[0] == "记入 2 笔，共 217,000.00："
    assert "1 行不记：付出去的钱，看不出是退给客户的；或别的单据。" in said
    found = [r[1:7] for r in rows(book, "回款") if "[200" in str(r[10])]
    day = dt.datetime
    assert found[-1] == ("HT2026-0117", "退款", None, None, day(2026, 11, 10), -900)
    assert [(r[1], r[5], r[7]) for r in rows(book, "待认领")] == [
        (-300, "2003", "付出去的钱，看不出是不是退款"),
        (-999999, "2004", "退的比这份合同到账的还多"),
        (-50, "2005", "没有合同编号，付款人不在客户表里"),
    ]
    before = book.read_bytes()
    _, again = run(capsys, book, export, "--from", "bank")
    assert "5 笔早就在工作簿里，没有再记。" in again
    assert book.read_bytes() == before
    opened = openpyxl.load_workbook(book)
    opened["待认领"]["I2"] = "HT2026-0117"
    opened.save(book)
    _, said = run(capsys, book, export, "--from", "bank")
    assert "记入 1 笔，共 -300.00：" in said
    assert ("HT2026-0117", "退款", -300) in [(r[1], r[2], r[6]) for r in rows(book, "回款")]


def ledger(path: Path, *more: tuple[Any, ...]) -> Path:
    """Contracts with two pairs of payment columns, no Receipts sheet."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "合同"
    for cells in (
        ("合同编号", "客户名称", "合同金额（万元）", "签订日期", "第一次回款日期", "第一次回款金额", "第二次回款日期", "第二次回款金额", "业务员"),
        ("HT-2601", "甬润机械有限公司", 10, dt.date(2026, 9, 1), dt.date(2026, 9, 8), 3, None, None, "林晓燕"),
        ("HT-2602", "沪翎汽车电子", 20, dt.date(2026, 9, 2), None, None, None, None, "赵国梁"),
        *more,
    ):  # fmt: skip
        sheet.append(cells)
    made.save(path)
    with pytest.raises(SystemExit):
        main(["adopt", str(path), "--yes"])
    return path


def test_payments_go_into_the_next_free_pair_beside_their_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, export = ledger(tmp_path / "ledger.xlsx"), tmp_path / "bank.csv"
    lines = (
        '2026-11-03,,"50,000.00",甬润机械,HT-2601,1', '2026-11-04,,"20,000.00",甬润机械,HT-2601 尾款,2',
        '2026-11-05,,"60,000.00",,HT-2602,3', '2026-11-06,"10,000.00",,,HT-2602 退款,4',
    )  # fmt: skip
    export.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    capsys.readouterr()
    _, said = run(capsys, path, export, "--from", "bank")
    assert said.splitlines()[0] == "记入 3 笔，共 100,000.00："
    day = dt.datetime
    assert [r[4:8] for r in rows(path, "合同")] == [
        (day(2026, 9, 8), 3, day(2026, 11, 3), 5),
        (day(2026, 11, 5), 6, day(2026, 11, 6), -1),
    ]
    (waiting,) = rows(path, "待认领")
    assert (waiting[1], waiting[6], waiting[7]) == (20000, "HT-2601", "这份合同的回款列都填满了，请再加一组“日期、金额”列")  # fmt: skip
    before = path.read_bytes()
    _, again = run(capsys, path, export, "--from", "bank")
    assert "4 笔早就在工作簿里，没有再记。" in again
    assert path.read_bytes() == before


def test_a_payment_is_called_full_only_where_it_pays_the_whole_amount(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, export = tmp_path / "book.xlsx", tmp_path / "bank.csv"
    made = openpyxl.Workbook()
    made.worksheets[0].title = "合同"
    sheets = {
        "合同": (("合同编号", "客户名称", "合同金额", "签订日期", "业务员"), ("HT-2601", "甬润机械有限公司", 1000, dt.date(2026, 9, 1), "林晓燕"), ("HT-2602", "沪翎汽车电子", 500, dt.date(2026, 9, 2), "赵国梁")),
        "回款": (("合同编号", "款项", "到账日期", "到账金额", "备注"), ("HT-2600", "预付款", dt.date(2026, 8, 1), 5, None)),
    }  # fmt: skip
    for name, cells in sheets.items():
        sheet = made[name] if name in made.sheetnames else made.create_sheet(name)
        for row in cells:
            sheet.append(row)
    made.save(path)
    with pytest.raises(SystemExit):
        main(["adopt", str(path), "--yes"])
    lines = ("2026-11-03,,400,,HT-2601,1", "2026-11-04,,500,,HT-2602,2")
    export.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    capsys.readouterr()
    run(capsys, path, export, "--from", "bank")
    assert [(r[0], r[1], r[3]) for r in rows(path, "回款")][1:] == [
        ("HT-2601", None, 400),
        ("HT-2602", "全款", 500),
    ]
