"""Map files written for the user, and refusals that say what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.adopt import propose
from sheetsales.adopt.looked import behind, looked_at
from sheetsales.adopt.mapfile import answers_from, read_map
from sheetsales.adopt.render import render
from sheetsales.adopt.whole_map import map_of
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest
from sheetsales.texts import LANGUAGES, Lang

DEALS: tuple[tuple[CellValue, ...], ...] = (
    ("客户名称", "项目名称", "阶段", "金额（万元）", "负责人", "心\n情"),
    *((f"甬江{n}厂", f"改造{n}", word, n, "李静", "好") for n, word in enumerate(("报价", "谈判", "待签合同", "成交"), 1)),
)  # fmt: skip
RENEWALS: tuple[tuple[CellValue, ...], ...] = (
    ("客户名称", "IP名称", "到期时间"),
    ("甬江厂", "小熊", "2026-12-01"),
    ("海宁厂", "小鹿", "2027-01-01"),
)
NOTES: tuple[tuple[CellValue, ...], ...] = (("随便写写",), ("第二行",))
PIVOT: tuple[tuple[CellValue, ...], ...] = (
    ("行标签", "求和项:项目名称"), ("李静", 10), ("总计", 10),
)  # fmt: skip


def _book(sheets: Mapping[str, Sequence[Sequence[CellValue]]]) -> Workbook:
    return workbook_from_rows({name: [list(row) for row in rows] for name, rows in sheets.items()})


def _file(path: Path, sheets: Mapping[str, Sequence[Sequence[CellValue]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def _run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(str(ended.value.code))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_of_everything_reads_the_workbook_as_it_was_read(lang: Lang, tmp_path: Path) -> None:
    workbook = _book({"跟进": DEALS, "续费": RENEWALS})
    before = propose(workbook)
    text = map_of(before, looked_at(workbook, ["跟进"]), lang, book="b.xlsx", file="m.toml")
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    after = propose(workbook, read_map(path))
    assert [(b.heading, b.column.key, b.factor) for t in after.tables for b in t.assigned.bound] == [
        (b.heading, b.column.key, b.factor) for t in before.tables for b in t.assigned.bound
    ]
    assert after.left == ("续费",)
    assert after.values["pipeline.stage"]["报价"] == "quote"
    assert after.values["pipeline.stage"]["待签合同"] == "-"
    assert not after.questions


def test_the_map_speaks_titles_and_remarks_what_is_asked() -> None:
    workbook = _book({"跟进": DEALS})
    text = map_of(propose(workbook), (), "zh", book="b.xlsx", file="m.toml")
    assert '"金额（万元）" = { column = "金额", factor = 10000 }' in text
    assert '"心 情" = "-"' in text
    assert '"待签合同" = "-"  # 问：谈判？' in text


def test_a_sheet_that_is_not_read_stands_in_it_to_be_filled_in() -> None:
    workbook = _book({"续费": RENEWALS})
    text = map_of(None, looked_at(workbook), "zh", book="b.xlsx", file="m.toml")
    assert 'record = "-"  # 最像' in text
    assert '"客户名称" = "客户"' in text or '"客户名称" = "名称"' in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_says_what_was_seen_and_leaves_a_map(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path / "book.xlsx", {"续费": RENEWALS, "说明": NOTES})
    assert _run("adopt", path, "--lang", lang) == 2
    said = capsys.readouterr().err
    if lang == "zh":
        assert "“续费”：第 1 行当列名；最像" in said
        assert "客户名称→" in said
        assert "“说明”：第 1 行当列名（随便写写），一个也不认识。" in said
        assert "已写好一份待填的对应文件 book.map.toml" in said
    else:
        assert "'续费': row 1 was taken for the headings; most like" in said
        assert "A map to fill in was left as book.map.toml" in said
    left = tmp_path / "book.map.toml"
    assert 'sheets."续费"' in left.read_text(encoding="utf-8")
    assert 'sheets."说明"' not in left.read_text(encoding="utf-8")
    left.write_text("mine", encoding="utf-8")
    assert _run("adopt", path, "--lang", lang) == 2
    assert left.read_text(encoding="utf-8") == "mine"


def test_filled_in_it_is_read(tmp_path: Path) -> None:
    path = _file(tmp_path / "book.xlsx", {"续费": RENEWALS})
    assert _run("adopt", path) == 2
    left = tmp_path / "book.map.toml"
    text = left.read_text(encoding="utf-8").replace('record = "-"', 'record = "合同"', 1)
    lines = [line for line in text.splitlines() if not line.startswith(('"IP', '"到期'))]
    left.write_text("\n".join([*lines, '"到期时间" = "到期日期"']), encoding="utf-8")
    assert _run("adopt", path, "--map", left) == 0


def test_a_dry_run_and_json_leave_no_file(tmp_path: Path) -> None:
    path = _file(tmp_path / "book.xlsx", {"续费": RENEWALS})
    assert _run("adopt", path, "--dry-run") == 2
    assert _run("adopt", path, "--json") == 2
    assert list(tmp_path.iterdir()) == [path]


def test_everything_understood_is_written_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path / "book.xlsx", {"跟进": DEALS})
    before, place = path.read_bytes(), tmp_path / "m.toml"
    assert _run("adopt", path, "--write-map", place, "--lang", "zh") == 0
    assert "认出的都写在" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert _run("adopt", path, "--write-map", place, "--lang", "zh") == 2
    assert "写不了" in capsys.readouterr().err


def test_a_pivot_names_the_sheet_behind_it() -> None:
    workbook = _book({"汇总": PIVOT, "跟进": DEALS})
    grid = workbook.grid("汇总")
    assert grid is not None
    assert behind(grid, workbook) == "跟进"
    proposal = propose(workbook)
    assert "粘贴过来的数据透视表，只有汇总没有明细。背后的明细像是“跟进”。" in render(proposal, "zh")
    (seen,) = [one for one in looked_at(workbook) if one.sheet == "汇总"]
    assert seen.told.en.endswith("The rows behind it look like '跟进'.")


def test_a_sheet_without_texts_has_no_headings() -> None:
    (seen,) = looked_at(_book({"数": [[1, 2], [3, 4]]}))
    assert seen.told.zh == "“数”：没有找到一行列名。"
    assert seen.missing == ()


@pytest.mark.parametrize(
    ("document", "place", "why"),
    [
        ({"sheets": {"A": {"record": "商机", "columns": {"价": "价钱"}}}}, "sheets.A.columns.价", "或 编号、客户、名称"),
        ({"sheets": {"A": {"columns": {"价": "价钱"}}}}, "sheets.A.columns.价", "先用 record 写明这张表是什么"),
        ({"sheets": {"A": {"record": "商机", "columns": {"a": "金额", "b": "amount"}}}}, "sheets.A.columns.b", "和“a”写成了同一列“金额”"),
        ({"sheets": {"A": {"record": "流程阶段"}, "B": {"record": "Stages"}}}, "sheets.B.record", "和工作表“A”都写成了流程阶段"),
        ({"sheets": {"A": {"record": "商机", "rows": 3}}}, "sheets.A.rows", "这里只能有 record、heading_row".replace("、", ", ")),
        ({"sheets": {"A": {"record": 3}}}, "sheets.A.record", "写法不对"),
        ({"values": {"商机.阶段": {"甲": "不存在的"}}}, "values.商机.阶段.甲", "潜在客户识别"),
        ({"process": "x"}, "process", "可以写：b2b、sop、project"),
    ],
)  # fmt: skip
def test_what_a_map_names_wrongly_is_refused_with_place_and_way_out(
    document: dict[str, object], place: str, why: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        answers_from(document, "m.toml")
    assert f"m.toml 的 {place} 不对：" in refused.value.text.zh
    assert why in refused.value.text.zh


def test_values_are_answered_by_titles_under_titles() -> None:
    answers = answers_from({"values": {"Pipeline.Stage": {"待签合同": "Won", "甲": "-"}}}, "m.toml")
    assert answers.values == {"pipeline.stage": {"待签合同": "Won", "甲": "-"}}


def test_a_value_that_stands_nowhere_is_refused() -> None:
    workbook = _book({"跟进": DEALS})
    with pytest.raises(BadRequest) as refused:
        propose(workbook, answers_from({"values": {"pipeline.stage": {"没这个": "won"}}}, "m"))
    assert "values.pipeline.stage 写了“没这个”，这一列里没有这个值。有：报价、谈判" in refused.value.text.zh
    with pytest.raises(BadRequest) as refused:
        propose(workbook, answers_from({"values": {"pipeline.reason": {"没这个": "price"}}}, "m"))
    assert "没有哪一列对应到它" in refused.value.text.zh or "没有这个值" in refused.value.text.zh


def test_to_leave_a_value_alone_that_is_not_there_now_does_no_harm() -> None:
    """A map serves next month's workbook too."""
    workbook = _book({"跟进": DEALS})
    leaving = answers_from({"values": {"pipeline.stage": {"没这个": "-"}}}, "m")
    assert propose(workbook, leaving).tables == propose(workbook).tables


def test_sheets_that_are_not_read_for_one_reason_share_a_line() -> None:
    workbook = _book({"汇总1": PIVOT, "汇总2": PIVOT, "汇总3": PIVOT, "跟进": DEALS})
    said = render(propose(workbook), "zh")
    assert "不读“汇总1”等 3 张表：粘贴过来的数据透视表" in said
    assert "'汇总1' and 2 more are not read: a pasted pivot" in render(propose(workbook), "en")
