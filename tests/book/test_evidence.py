"""What a cell under Evidence asks for, in either language."""

from __future__ import annotations

import pytest

from sheetsales.book.evidence import EvidenceReader, evidence_when
from sheetsales.book.process import NO_EVIDENCE, Evidence, Proof
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding
from sheetsales.texts import LANGUAGES, Lang
from tests.book.loading import Rows, load_sheets

VISIT, MEETING = Proof("activity", name="visit"), Proof("activity", name="meeting")
AMOUNT, DISCOUNT = Proof("column", "pipeline", "amount"), Proof("column", "pipeline", "discount")


def read(text: str | None, lang: Lang = "zh") -> Evidence:
    return EvidenceReader(Binding((), lang)).read(text)


@pytest.mark.parametrize(
    "text", ["activity:visit or activity:meeting", "跟进:拜访 或 跟进：会议", "方式:拜访或者方式:会议"]
)
def test_any_of_several(text: str) -> None:
    assert read(text).any_of == ((VISIT,), (MEETING,))


@pytest.mark.parametrize(
    "text", ["pipeline.amount and pipeline.discount", "金额和折扣", "金额、折扣", "商机.金额 且 Discount"]
)
def test_all_of_several(text: str) -> None:
    assert read(text).any_of == ((AMOUNT, DISCOUNT),)


@pytest.mark.parametrize("text", ["document", "文件", " Document "])
def test_a_document(text: str) -> None:
    assert read(text).any_of == ((Proof("document"),),)


@pytest.mark.parametrize("text", [None, "", "-", "无"])
def test_nothing_is_asked(text: str | None) -> None:
    assert read(text) is NO_EVIDENCE


def test_unknown_names_are_told_once_and_the_rest_is_read() -> None:
    found = read("审批时间 或 审批时间 and 金额 or 跟进:喝茶")
    assert found.unknown == ("审批时间", "跟进:喝茶")
    assert found.any_of == ((AMOUNT,),)


def test_a_language_has_evidence_of_its_own() -> None:
    text = "customers.credit_code@zh or pipeline.compliance@en"
    assert read(text, "zh").any_of == ((Proof("column", "customers", "credit_code"),),)
    assert read(text, "en").any_of == ((Proof("column", "pipeline", "compliance"),),)


@pytest.mark.parametrize(
    ("text", "record", "column"),
    [
        ("surveys.score", "surveys", "score"),
        ("quotes.date", "quotes", "date"),
        ("报价.报价日期", "quotes", "date"),
        ("Contracts: Reviewed by", "contracts", "reviewed_by"),
        ("回款：到账日期", "receipts", "received_on"),
    ],
)
def test_modules_are_known_by_key_or_by_what_they_are_called(text: str, record: str, column: str) -> None:
    assert read(text).any_of == ((Proof("column", record, column),),)


@pytest.mark.parametrize("text", ["报价.没有这列", "Quotes.Colour", "nothing.date", "quotes"])
def test_what_a_module_has_not_is_unknown(text: str) -> None:
    assert read(text).unknown == (text,)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_packaged_evidence_can_be_read(lang: Lang) -> None:
    for table in ("steps", "compliance"):
        for row in defaults.table(table):
            assert not read(row["evidence"], lang).unknown, row
    assert {evidence_when(row["evidence_when"]) for row in defaults.table("steps")} == {
        "",
        "above_own_discount_limit",
    }


def test_when_evidence_is_due() -> None:
    assert evidence_when("超出本人折扣权限") == "above_own_discount_limit"
    assert evidence_when("看情况") == "unknown"


STAGES: Rows = [["代码", "顺序", "中文名称", "英文名称", "类别"], ["quote", 1, "报价", "Quotation", "在手"], ["won", 2, "成交", "Won", "成交"],
          ["lost", 3, "输单", "Lost", "输单"]]  # fmt: skip
STEPS: Rows = [
    ["阶段", "顺序", "代码", "步骤", "责任角色", "期限（工作日）", "证据", "产出文件"],
    ["报价", 2, "QU4", "确认收到", "销售", 4, "跟进:电话", None],
    ["报价", 1, "QU1", "核价", "销售", 1, "金额 和 折扣", "测算表"],
    ["不存在", 1, "XX1", "没有阶段", "销售", 1, None, None],
    ["成交", None, "WO1", "签署归档", None, None, None, None],
]


def test_steps_belong_to_their_stage_in_order() -> None:
    process = load_sheets({"流程阶段": STAGES, "流程步骤": STEPS})[0].process
    assert [step.code for step in process.steps_of["quote"]] == ["QU1", "QU4"]
    first = process.steps_of["quote"][0]
    assert (first.due_days, first.documents, first.evidence.any_of) == (1, ("测算表",), ((AMOUNT, DISCOUNT),))
    assert [step.code for step in process.steps] == ["QU4", "QU1", "WO1"]
    assert process.checks == ()


def test_compliance_checks_by_code() -> None:
    rows: Rows = [
        ["编号", "检查", "证明", "证据", "严重程度"],
        ["C09", "合同经评审。", "有合同编号", "合同编号", "错误"],
    ]
    process = load_sheets({"流程阶段": STAGES, "合规": rows})[0].process
    assert process.check_of["C09"].severity == "error"
    assert process.steps == ()


def test_a_process_of_ones_own_has_the_steps_it_writes_down() -> None:
    assert load_sheets({"流程阶段": STAGES})[0].process.steps == ()


def test_the_packaged_process_has_its_own() -> None:
    process = load_sheets({"商机": [["编号", "客户", "名称", "阶段"], ["O-1", "C-1", "监测", "报价"]]})[
        0
    ].process
    assert process.packaged
    assert [step.code for step in process.steps_of["quote"]] == ["QU1", "QU2", "QU3", "QU4"]
    assert process.check_of["C07"].severity == "error"
