from __future__ import annotations

from sheetsales.book.choices import ChoiceReader, Labels
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.references import RefReader, Target
from sheetsales.cells.build import grid_from_rows
from sheetsales.texts import NO_TEXT, Text
from tests.book.loading import DAY, Rows, flag_of, load_sheets, read

TITLE, ADVICE = Text("客户表", "Customers"), Text("加上", "Add it")


def target(*pairs: tuple[str, str]) -> Target:
    return Target(TITLE, ADVICE, [i for i, _ in pairs], [(n, i) for i, n in pairs])


def labels_of(*rows: tuple[str, str, str, str]) -> Labels:
    book, _ = load_sheets({"选项": [("列表", "代码", "中文", "英文"), *rows]})
    return {key: dict(labels) for key, labels in book.labels.items()}


def test_ids_names_and_labels() -> None:
    reader = RefReader(
        target(("C-021", "甬润机械"), ("1023", "东海 食品"), ("C-022", "East Sea")), {"老东海": "1023"}
    )
    assert read(reader, "C-021", "甬润机械", "C-021 甬润机械", "c-021 旧名", 1023.0, "EAST  sea", "老东海", None) == [
        "C-021", "C-021", "C-021", "C-021", "1023", "C-022", "1023", None,
    ]  # fmt: skip


def test_unknown_names_come_with_the_nearest_one() -> None:
    reader = RefReader(target(("C-021", "甬润机械"), ("C-022", "东海食品")), {})
    assert read(reader, "甬润机戒", "C021", "???") == [(None, "SS032")] * 3
    assert flag_of(reader, "甬润机戒").details["nearest"] == closest("甬润机械")
    assert flag_of(reader, "C021").details["nearest"] == closest("C-021")
    assert flag_of(reader, "???").details["nearest"] == NO_TEXT


def test_doubled_names_need_the_id() -> None:
    pairs = [(f"C-{i}", "同名") for i in range(6)]
    reader = RefReader(target(*pairs, ("C-7", "SAME"), ("C-8", "same ")), {})
    assert read(reader, "同名", "C-3 同名", "Same") == [(None, "SS033"), "C-3", (None, "SS033")]
    assert flag_of(reader, "同名").details["candidates"] == Text(
        "C-0、C-1、C-2、C-3等", "C-0, C-1, C-2, C-3 and 2 more"
    )


def test_one_record_under_several_names_is_one() -> None:
    assert Target(TITLE, ADVICE, ["a"], [("x", "a"), ("x", "a"), ("X", "a")]).find("x") == ("a",)


def test_choices_by_code_and_by_label_of_either_language() -> None:
    labels = labels_of(("等级", "x", "", ""), ("客户等级", "S", "特级", ""))
    reader = ChoiceReader("grade", labels, {"金牌": "A"}, "zh")
    assert read(reader, "a", "Ｂ", "S", "特级", "金牌", " C ", None) == ["A", "B", "S", "S", "A", "C", None]
    assert read(reader, "特", 1.0) == [(None, "SS030"), (None, "SS030")]
    assert flag_of(reader, "特").details["nearest"] == closest(Text("特级", "特级"))


def test_open_lists_keep_what_they_do_not_know() -> None:
    reader = ChoiceReader("industry", labels_of(), {}, "en")
    assert read(reader, "Auto parts", " 造船 ", 7.0) == ["auto", "造船", "7"]
    assert read(ChoiceReader("own list", labels_of(), {}, "en"), "x") == ["x"]


def test_long_lists_are_not_told_whole() -> None:
    rows = [("grade", f"G{i}", f"级{i}", f"Grade {i}") for i in range(20)]
    details = flag_of(ChoiceReader("grade", labels_of(*rows), {}, "en"), "?").details
    assert details["choices"] == Text(
        "A、B、C、D、级0、级1、级2、级3等", "A, B, C, D, Grade 0, Grade 1, Grade 2, Grade 3 and 16 more"
    )


def test_the_workbooks_own_label_wins_over_a_packaged_one() -> None:
    labels = labels_of(("level3", "mid", "高", "Upper"))
    assert read(ChoiceReader("level3", labels, {}, "zh"), "高") == ["mid"]


def test_a_blank_code_of_a_closed_list_is_the_one_its_label_names() -> None:
    rows = (("Kind of stage", "", "售后", "After-sales"), ("阶段类别", "Won", "签下", "Signed"))
    labels = labels_of(*rows)["stage_kind"]
    assert set(labels) == set(labels_of()["stage_kind"])
    assert labels["after"].en == "After-sales"
    assert labels["won"].en == "Signed"


def test_nearest_among_many_names() -> None:
    near = Nearest(f"客户公司{i}有限公司" for i in range(1000))
    assert near.of("客户公司777有限公司x") == "客户公司777有限公司"
    assert near.of("zz") is None
    assert near.of("") is None
    assert Nearest(["x", ""]).of("X") == "x"
    assert Nearest([]).of("x") is None
    many = Nearest(["ab", *[str(i) for i in range(300)]])
    assert many.of("a") is None


def test_of_names_that_are_as_close_the_first_is_said() -> None:
    """Whatever order a set of their letters comes in, which differs from run to run."""
    near = Nearest(f"Linmore {chr(a)}{chr(b)} Ltd" for a in range(65, 91) for b in range(65, 75))
    assert near.of("Linmore 12 Ltd") == "Linmore AA Ltd"


def test_after_some_hundred_questions_it_stays_silent() -> None:
    near = Nearest(["abc"])
    answers = [near.of("abd") for _ in range(305)]
    assert answers[0] == "abc"
    assert answers[-1] is None


def test_a_log_begun_under_the_packaged_process_is_read_by_the_stages_drafted_since() -> None:
    stages: Rows = [
        ("代码", "顺序", "中文名称", "性质"),
        ("quote", 1, "已报价", "进行中"),
        ("won", 2, "谈判", "成交"),
    ]
    log: Rows = [
        ("记录日期", "商机", "原阶段", "新阶段"),
        (DAY, "O-1", None, "报价"),
        (DAY, "O-2", "报价", "谈判"),
        (DAY, "O-3", "Quotation", "客户接触"),
    ]
    book, _ = load_sheets(
        {
            "流程阶段": grid_from_rows("流程阶段", stages, table="tblStages"),
            "阶段记录": grid_from_rows("阶段记录", log, table="tblStageLog"),
        }
    )
    table = book.table("stage_log")
    assert list(table.get("to")) == ["quote", "won", None], "the workbook's own names come first"
    assert list(table.get("from")) == [None, "quote", "quote"]
