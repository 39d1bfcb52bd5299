"""How names of a template are spelled: by their keys, and in Chinese as a team would say them."""

from __future__ import annotations

from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

CELL, SENTENCE, REPORT = "kpi_", "txt_", "rep_"
TABLE, WHOLE, BLOCK = ("tbl_", "表_"), ("rp_", "数据_"), ("each_", "每_")
SENTENCES, REPORTS = (SENTENCE, "句_"), (REPORT, "报告_")
PREFIXES: Final = (CELL, *SENTENCES, *REPORTS, *TABLE, *WHOLE, *BLOCK)
"""Names that begin so are meant for us."""


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a name: its key, its Chinese spelling, and what it gives."""

    key: str
    zh: str
    means: Text


PARTS: Final[tuple[Word, ...]] = (
    Word("target", "目标", Text("目标", "target")),
    Word("attainment", "完成率", Text("完成率（实际 ÷ 目标）", "attainment (actual ÷ target)")),
    Word("pace", "进度比", Text("进度比：没过完的期间按已过工作日折算", "pace: attainment by working days gone, while the period runs")),
    Word("previous", "上期", Text("上一期的数", "the period before")),
    Word("change", "环比", Text("比上一期：金额和个数是变化率，比率是百分点", "change on the period before: a share; of rates, percentage points")),
    Word("yoy", "同比", Text("比去年同期，写法同上", "change on last year, likewise")),
    Word("ytd", "年累计", Text("年累计", "year to date")),
    Word("ytd_plan", "年累计计划", Text("年累计目标", "target for the year to date")),
    Word("ytd_attainment", "占同期计划", Text("年累计 ÷ 年累计目标", "year to date ÷ its target")),
    Word("year_target", "全年目标", Text("全年目标", "target for the whole year")),
    Word("year_attainment", "占全年目标", Text("年累计 ÷ 全年目标", "year to date ÷ year target")),
    Word("status", "状态", Text("● 达标、▲ 关注、✕ 预警", "● on target, ▲ watch, ✕ off target")),
    Word("n", "样本数", Text("样本数", "how many records it rests on")),
    Word("reason", "原因", Text("没有数时的原因，有数时空着", "why it is unknown; blank where it is known")),
)  # fmt: skip
"""What may follow an indicator's code, after a low line."""

OF_COVER: Final = {
    "pace": "pace", "change": "mom", "yoy": "yoy", "ytd": "ytd", "ytd_plan": "ytd_target", "ytd_attainment": "ytd_attainment",
    "year_target": "year_target", "year_attainment": "year_attainment",
}  # fmt: skip
"""Parts that only the indicators of the cover have, with the column of their table."""

REPORT_WORDS: Final[tuple[Word, ...]] = (
    Word("title", "标题", Text("报告标题", "the report's title")),
    Word("month", "期间", Text("期间，如 2026-10", "the period, such as 2026-10")),
    Word("start", "开始", Text("期间第一天", "its first day")),
    Word("end", "结束", Text("期间最后一天", "its last day")),
    Word("asof", "截至", Text("数据截至哪天", "the day the figures stand at")),
    Word("made", "制表日", Text("制表日期", "the day it was made")),
    Word("team", "团队", Text("团队名称（参数表）", "the team's name (Settings)")),
    Word("edition", "版本", Text("主管版、团队版或个人版", "whom it is for")),
    Word("unit", "单位", Text("金额的币种，如 CNY", "the currency of amounts, such as GBP")),
)  # fmt: skip

TABLE_WORDS: Final = {
    "process": ("流程",), "process_people": ("流程责任人",), "stages": ("阶段",), "targets": ("目标",), "tasks": ("任务",),
    "quotas": ("活动量",), "customers_grade": ("客户等级",), "customers_overdue": ("逾期客户",), "checks": ("检查",),
    "rules": ("检查规则",), "trend": ("走势",), "kpi": ("封面指标",), "indicators": ("指标",), "outlook": ("预测",),
}  # fmt: skip
"""Shorter Chinese names for some tables, besides their titles."""

HEADING_WORDS: Final = {
    ("process", "label"): ("步骤", "阶段", "Step", "Stage"),
    ("process", "due"): ("到期", "Due"),
    ("process", "done"): ("完成", "Done"),
    ("process", "result"): ("评价", "Result"),
}  # fmt: skip
"""Other headings that people give to columns."""
