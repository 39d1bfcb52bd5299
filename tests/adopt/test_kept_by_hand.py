"""Lists that teams keep by hand of training, competitors, costs, meetings, risks and problems: adopted by what they mean,
titles, sums and days as people write them and all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from sheetsales.adopt import propose
from sheetsales.cli.main import main
from sheetsales.workflow.opening import open_book
from tests.binding.books import book as made

DAY, DUE, TODAY = dt.date(2026, 10, 14), dt.date(2026, 10, 20), dt.date(2026, 11, 2)
SHEETS: Final[dict[str, list[list[Any]]]] = {
    "培训记录": [
        ["2026年销售部培训记录"],
        [None],
        ["序号", "培训日期", "培训内容", "培训讲师", "应到人员", "实到人员", "课时", "考核成绩", "备注"],
        [1, "2026.3.5", "新品介绍", "周敏", "林晓燕、吴昊", "林晓燕", 2, None, "吴昊请假"],
        [2, DAY, "谈判技巧", "陈立群", "全员", "林晓燕、吴昊", 1.5, 85, None],
        [None, None, None, None, None, None, None, None, None],
        ["合计", None, None, None, None, None, 3.5, None, None],
    ],
    "Training log": [
        ["Training log 2026"],
        ["Date", "Session", "Trainer", "Invited", "Attended", "Hours", "Result", "Comments"],
        [DAY, "Closing", "Helen Marsh", "all", "Daniel Cole; Laura Bennett", 2, None, None],
        [
            "14/10/26",
            "Negotiating",
            "Daniel Cole",
            "Laura Bennett, Owen Hughes",
            "Laura Bennett",
            1,
            70,
            "Owen ill",
        ],
    ],
    "竞品分析": [
        ["竞争对手分析表（2026版）"],
        ["竞争对手", "主打产品", "价格（万元）", "优势", "劣势", "我们的打法", "更新时间", "更新人"],
        ["智汇能源", "网关", 3.2, "便宜", "交付慢", "讲案例", DAY, "吴昊"],
        ["科远", None, "面议", "品牌", None, "比服务", "2026年6月", "林晓燕"],
    ],
    "Competitors": [
        [
            "Competitor",
            "Products",
            "Price level",
            "Strengths",
            "Weaknesses",
            "How we win",
            "Last updated",
            "Owner",
        ],
        ["Zenith", "Gateway", "low", "cheap", "slow", "references", DAY, "Laura Bennett"],
        ["Corvane", None, "on request", "brand", None, "service", "June", "Daniel Cole"],
    ],
    "费用报销": [
        ["销售费用明细"],
        ["日期", "费用类别", "金额", "经办人", "客户名称", "用途", "审批人", "备注"],
        [DAY, "差旅", "1,280.50", "林晓燕", "甬润机械", "拜访", "周敏", None],
        ["10月15日", "招待费", 560, "吴昊", None, "客户餐叙", None, "发票未到"],
        ["小计", None, 1840.5, None, None, None, None, None],
    ],
    "Marketing spend": [
        ["Date", "Category", "Channel", "Amount (GBP)", "Campaign", "Spent by", "Budget", "Notes"],
        [DAY, "Exhibition", "Exhibition", "4,200", "Subcon 2026", "Laura Bennett", 4000, None],
        ["2026-10-20", "Advertising", "Website", 650, "Search ads", "Daniel Cole", None, "monthly"],
    ],
    "会议纪要": [
        ["销售部会议纪要"],
        ["会议日期", "会议主题", "会议决议", "行动项", "责任人", "完成时间", "主持人", "参会人员"],
        [DAY, "周会", "每周一过谈判超期", "列名单", "陈立群", DUE, "周敏", "全员"],
        [None, None, "补客户联系人", "重做联系人表", "赵国梁", "10月底", None, None],
    ],
    "Minutes": [
        ["Meeting minutes"],
        [
            "Meeting date",
            "Subject",
            "Decisions",
            "Action item",
            "Responsible",
            "Deadline",
            "Chair",
            "Present",
        ],
        [
            DAY,
            "Weekly",
            "Look at stuck deals on Mondays",
            "List them",
            "Daniel Cole",
            DUE,
            "Helen Marsh",
            "all",
        ],
        [None, None, "Update contacts", "Redo the list", "Graham Whitlock", "end of October", None, None],
    ],
    "风险登记表": [
        ["风险登记"],
        ["风险描述", "发生概率", "影响程度", "应对措施", "负责人", "复查日期", "状态"],
        ["大客户集中", "高", "高", "开发新客户", "周敏", DAY, "监控中"],
    ],
    "问题跟踪": [
        ["问题清单"],
        ["提出日期", "问题描述", "原因分析", "改进措施", "责任人", "计划完成", "状态", "效果"],
        [DAY, "审批慢", "三级签字", "授权组长", "周敏", DAY, "进行中", None],
    ],
}
BOUND: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "培训记录": ("training", ("date", "topic", "trainer", "expected", "person", "hours", "score", "notes")),
    "Training log": (
        "training",
        ("date", "topic", "trainer", "expected", "person", "hours", "score", "notes"),
    ),
    "竞品分析": ("competitors", ("name", "product", "strength", "weakness", "answer", "updated_on")),
    "Competitors": ("competitors", ("name", "product", "strength", "weakness", "answer", "updated_on")),
    "费用报销": ("costs", ("date", "kind", "amount", "owner", "customer", "approved_by", "notes")),
    "Marketing spend": (
        "costs",
        ("date", "kind", "channel", "amount", "campaign", "owner", "budget", "notes"),
    ),
    "会议纪要": ("meetings", ("date", "topic", "decision", "action", "owner", "due", "host", "attendees")),
    "Minutes": ("meetings", ("date", "topic", "decision", "action", "owner", "due", "host", "attendees")),
    "风险登记表": ("risks", ("risk", "likelihood", "impact", "response", "owner", "due", "status")),
    "问题跟踪": ("problems", ("found_on", "problem", "cause", "action", "owner", "due", "status", "result")),
}
"""What each is, and the columns that are read, in the order they stand."""


@pytest.mark.parametrize("name", SHEETS)
def test_they_are_known_by_what_they_mean(name: str) -> None:
    (table,) = propose(made({name: SHEETS[name]})).tables
    assert (table.record.key, tuple(bound.column.key for bound in table.assigned.bound)) == BOUND[name]


@pytest.mark.parametrize("name", SHEETS)
def test_their_rows_are_read_and_nothing_is_lost(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kept.xlsx"
    book = Workbook()
    book.worksheets[0].title = name
    for row in SHEETS[name]:
        book.worksheets[0].append(row)
    book.save(path)
    before = list(load_workbook(path)[name].iter_rows(values_only=True))
    with pytest.raises(SystemExit):
        main(["adopt", str(path), "--yes"])
    capsys.readouterr()
    table = open_book(path, today=TODAY).book.table(BOUND[name][0])
    first = next(key for key in BOUND[name][1] if key not in ("date", "found_on"))
    assert [value for value in table.get(first) if value is not None] == [
        value for value in table.get(first) if value
    ]
    assert len(table) == ROWS.get(name, 2)
    assert list(load_workbook(path)[name].iter_rows(values_only=True))[: len(before)] == before


ROWS: Final = {"风险登记表": 1, "问题跟踪": 1}
"""How many records there are where it is not two: titles, blank rows and sums are none."""
