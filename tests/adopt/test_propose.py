"""What is certain about a workbook of the team's own, what is asked, and what answers do."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.adopt import Answers, ColumnAnswer, Proposal, SheetAnswer, propose
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.edits import AddSheet, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.schema.bind import bind
from sheetsales.schema.store import STORE_TABLE
from sheetsales.schema.workbook import STORE_SHEET

D = dt.date
FUNNEL = ["Company", "Deal Name", "Rep", "Status", "Price", "Sales stge", "Close Date", "Approx worth"]
FUNNEL_ROWS: list[list[Any]] = [
    ["Norbury", "Hall 2", "Priya", "presented", 300, "x", D(2026, 9, 1), "a"],
    ["Halden", "Audit", "Tom", "declined", 200, "x", D(2026, 9, 2), "b"],
    ["Kestrel", "Platform", "Tom", "won", 100, "x", D(2026, 9, 3), "c"],
    ["Aire", "Line 3", "Ewan", "waiting", 50, "x", D(2026, 9, 4), "d"],
]


def book(**sheets: Any) -> Workbook:
    return workbook_from_rows(sheets)


def funnel(*, headings: list[str] = FUNNEL) -> Workbook:
    return book(Deals=[headings, *FUNNEL_ROWS])


def stored(proposal: Proposal, workbook: Workbook) -> Workbook:
    """The workbook after its proposal was written."""
    (edit,) = proposal.edits(workbook)
    rows: list[Any]
    if isinstance(edit, AddSheet):
        rows = [edit.headings, *edit.rows]
    else:
        assert isinstance(edit, ReplaceRows)
        rows = [("key", "value"), *((r["key"], r["value"]) for r in edit.rows)]
    store = grid_from_rows(STORE_SHEET, rows, table=STORE_TABLE)
    others = tuple(g for g in workbook.grids if g.name != STORE_SHEET)
    return Workbook((*others, store), workbook.sha256)


def keys(proposal: Proposal) -> set[str]:
    return {b.column.key for t in proposal.tables for b in t.assigned.bound}


def asked(proposal: Proposal) -> dict[str, tuple[str, ...]]:
    return {q.about: tuple(o.code for o in q.options) for q in proposal.questions}


def test_what_is_sure_is_bound_and_the_rest_is_asked() -> None:
    proposal = propose(funnel())
    (table,) = proposal.tables
    assert (table.record.key, table.rows) == ("pipeline", 4)
    assert keys(proposal) == {"customer", "name", "owner", "stage", "expected_close"}
    assert asked(proposal) == {"Price": ("amount",), "waiting": ()}


def test_labels_become_codes_of_the_right_kind() -> None:
    values = propose(funnel()).values
    assert values == {"pipeline.stage": {"presented": "present", "declined": "lost", "won": "won"}}


def test_questions_show_shapes_and_no_values() -> None:
    (price, waiting) = propose(funnel()).questions
    assert price.shapes == ("999", "99")
    assert waiting.shapes == ()


def test_answers_bind_leave_alone_and_are_not_asked_again() -> None:
    answers = Answers(
        {
            "Deals": SheetAnswer(
                columns={"Price": ColumnAnswer("amount", Decimal(1000)), "Approx worth": ColumnAnswer("-")}
            )
        },
        {"pipeline.stage": {"waiting": "negotiate"}},
    )
    workbook = funnel()
    proposal = propose(workbook, answers)
    assert "amount" in keys(proposal)
    assert proposal.questions == ()
    again = stored(proposal, workbook)
    assert propose(again).edits(again) == ()
    (table,) = bind(again).tables
    assert table.by_key["amount"].factor == 1000
    assert bind(again).values["pipeline.stage"]["waiting"] == "negotiate"


def test_a_later_answer_has_the_last_word() -> None:
    workbook = funnel()
    first = stored(
        propose(workbook, Answers({"Deals": SheetAnswer(columns={"Price": ColumnAnswer("amount")})})),
        workbook,
    )
    second = propose(first, Answers({"Deals": SheetAnswer(columns={"Price": ColumnAnswer("-")})}))
    assert "amount" not in keys(second)
    assert "Price" not in asked(second)


def test_an_answered_value_left_alone_is_not_asked_again() -> None:
    proposal = propose(funnel(), Answers(values={"pipeline.stage": {"waiting": "-"}}))
    assert "waiting" not in asked(proposal)
    assert proposal.values["pipeline.stage"]["waiting"] == "-"
    assert "waiting" not in asked(propose(stored(proposal, funnel())))


def test_an_answered_record_reads_a_sheet_the_headings_did_not_tell() -> None:
    workbook = book(
        Sheet1=[["Customer", "Sales"], ["Norbury", 500], ["Halden", 300]], Deals=[FUNNEL, *FUNNEL_ROWS]
    )
    assert [t.sheet for t in propose(workbook).tables] == ["Deals"]
    assert propose(workbook).unread == ("Sheet1",)
    answers = Answers({"Sheet1": SheetAnswer("orders", columns={"Sales": ColumnAnswer("amount")})})
    proposal = propose(workbook, answers)
    assert {t.sheet: {b.column.key for b in t.assigned.bound} for t in proposal.tables}["Sheet1"] == {
        "customer",
        "amount",
    }


def test_an_answered_heading_row_is_taken() -> None:
    rows = [["Customer", "Sales", "Product"], ["who", "how much", "what"], ["Norbury", 500, "x"]]
    workbook = book(Sheet1=rows)
    columns = {"who": ColumnAnswer("customer"), "how much": ColumnAnswer("amount")}
    proposal = propose(workbook, Answers({"Sheet1": SheetAnswer("orders", 2, columns)}))
    assert proposal.tables[0].block.heading_row == 2
    assert keys(proposal) == {"customer", "amount"}


@pytest.mark.parametrize("row", [99, 3])
def test_a_heading_row_without_headings_ends_with_the_way_out(row: int) -> None:
    workbook = book(Sheet1=[["Customer", "Sales"], ["Norbury", 500], [None, 1]])
    with pytest.raises(BadRequest, match="heading_row"):
        propose(workbook, Answers({"Sheet1": SheetAnswer("orders", row)}))


def test_a_sheet_without_any_heading_cannot_be_answered() -> None:
    with pytest.raises(BadRequest, match="heading_row"):
        propose(book(Sheet1=[[1, 2], [3, 4]]), Answers({"Sheet1": SheetAnswer("orders")}))


def test_an_answer_for_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadRequest, match="Nowhere"):
        propose(funnel(), Answers({"Nowhere": SheetAnswer("orders")}))


def test_a_near_miss_is_only_proposed() -> None:
    headings = [*FUNNEL[:3], "Status", "Amuont", "x", "Close Date", "y"]
    proposal = propose(funnel(headings=headings))
    assert "amount" not in keys(proposal)
    assert asked(proposal)["Amuont"] == ("amount",)


def test_a_sheet_that_could_be_two_things_is_asked() -> None:
    rows = [
        ["客户名称", "联系人", "负责人", "下次跟进时间", "备注", "跟进日期"],
        ["甲", "王工", "李静", D(2026, 1, 1), "x", D(2026, 1, 1)],
    ]
    workbook = book(表=rows, Deals=[FUNNEL, *FUNNEL_ROWS])
    proposal = propose(workbook)
    assert [t.sheet for t in proposal.tables] == ["Deals"]
    (question,) = [q for q in proposal.questions if q.subject == "sheet"]
    assert (question.about, {o.code for o in question.options}) == ("表", {"activities", "customers"})
    answered = propose(workbook, Answers({"表": SheetAnswer("activities")}))
    assert [t.record.key for t in answered.tables] == ["activities", "pipeline"]


def test_a_workbook_of_ours_has_nothing_to_adopt() -> None:
    ours = grid_from_rows("商机", [["客户 *", "名称 *", "阶段 *"], ["甲", "乙", "报价"]], table="tblPipeline")
    workbook = book(商机=ours)
    proposal = propose(workbook)
    assert (proposal.tables, proposal.edits(workbook)) == ((), ())
    assert len(proposal.own) == 1
    assert proposal.notices == ()


def test_our_own_stages_stand_for_themselves() -> None:
    stages = grid_from_rows(
        "Stages",
        [["Code *", "Order *", "English name", "Kind *"], ["a", 1, "Presented", "Open"]],
        table="tblStages",
    )
    proposal = propose(book(Deals=[FUNNEL, *FUNNEL_ROWS], Stages=stages))
    assert "pipeline.stage" not in proposal.values
    assert proposal.notices == ()


def test_the_process_is_the_one_whose_stage_names_are_used() -> None:
    rows: list[Any] = [["客户名称", "项目名称", "负责人", "阶段", "预计金额"]]
    rows += [
        ["甲", "乙", "丙", stage, 5]
        for stage in ("客户沟通", "方案推荐与报价", "跟进谈判", "签单与合同执行", "丢单", "报价")
    ]
    proposal = propose(book(商机表=rows))
    assert proposal.preset == "sop"
    assert proposal.values["pipeline.stage"] == {
        "客户沟通": "comm",
        "方案推荐与报价": "offer",
        "跟进谈判": "nego",
        "签单与合同执行": "sign",
        "丢单": "lost",
        "报价": "offer",
    }
    assert propose(book(商机表=rows), Answers(preset="b2b")).preset == "b2b"


def test_a_column_of_too_many_texts_holds_no_labels() -> None:
    rows = [
        ["客户名称", "项目名称", "负责人", "阶段", "预计金额"],
        *(["甲", "乙", "丙", f"第{i}步", 5] for i in range(60)),
    ]
    proposal = propose(book(商机表=rows))
    assert proposal.values == {}
    assert proposal.questions == ()


def test_a_pasted_pivot_is_refused_with_its_name() -> None:
    with pytest.raises(NothingToDo, match="Sheet1"):
        propose(book(Info=[["This workbook"]], Sheet1=[["Row Labels", "Revenue"], ["Opportunity #279", 121]]))


def test_pay_alone_is_named_and_not_read() -> None:
    rows = [["业务员", "月份", "提成基数", "提成比例", "提成金额"], ["李静", "10月", 8000, 0.03, 240]]
    with pytest.raises(NothingToDo, match="commission"):
        propose(book(提成=rows))


def test_damaged_mappings_are_mended_by_adopting_again() -> None:
    store = grid_from_rows(STORE_SHEET, [["key", "value"], ["binding", "{broken"]], table=STORE_TABLE)
    workbook = Workbook((*funnel().grids, store))
    (edit,) = propose(workbook).edits(workbook)
    assert isinstance(edit, ReplaceRows)
    assert json.loads(str(edit.rows[0]["value"]))["tables"][0]["record"] == "pipeline"


def test_a_sheet_that_is_gone_is_forgotten() -> None:
    workbook = book(Deals=[FUNNEL, *FUNNEL_ROWS], Old=[FUNNEL, *FUNNEL_ROWS])
    answers = Answers({"Old": SheetAnswer("-")})
    after = stored(propose(workbook, answers), workbook)
    without = Workbook(tuple(g for g in after.grids if g.name != "Old"))
    assert [t.sheet for t in propose(without).tables] == ["Deals"]
    renamed = Workbook(tuple(g for g in after.grids if g.name != "Deals"))
    assert propose(renamed, Answers({"Old": SheetAnswer("pipeline")})).tables


def test_several_blocks_of_one_sheet_keep_their_answers() -> None:
    rows = [
        *[FUNNEL, *FUNNEL_ROWS],
        [],
        ["Customer Name", "Contact", "Phone", "Industry", "Owner"],
        ["Norbury", "Jo", "020 7946 0123", "Food", "Tom"],
    ]
    workbook = book(All=rows)
    after = stored(
        propose(workbook, Answers({"All": SheetAnswer(columns={"Price": ColumnAnswer("amount")})})), workbook
    )
    again = propose(after)
    assert [t.record.key for t in again.tables] == ["pipeline", "customers"]
    assert "amount" in keys(again)


def test_a_status_in_words_of_a_funnel_is_the_stage() -> None:
    words = ("Needs analysis", "Quotation sent", "In negotiation", "Won", "Lost", "Quotation sent")
    rows = [[f"Client {n}", f"Project {n}", word, "Ann Price", 1000 * n] for n, word in enumerate(words, 1)]
    workbook = book(Tracker=[["Client", "Project", "Status", "Rep", "Est. value"], *rows])
    proposal = propose(workbook)
    assert "stage" in keys(proposal)
    assert asked(proposal) == {}
    known = bind(stored(proposal, workbook)).values["pipeline.stage"]
    assert (known["Quotation sent"], known["In negotiation"]) == ("quote", "negotiate")
