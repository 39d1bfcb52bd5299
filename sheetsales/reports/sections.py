"""The pages of the report and what stands on them, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.reports import charts, process_table, target_page
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.material import Blocks, Material
from sheetsales.reports.modules import sections as modules
from sheetsales.reports.modules.market_sections import MARKET_SECTIONS
from sheetsales.reports.outlook_table import outlook_note
from sheetsales.reports.own_page import MOST_ROWS_TO_MEND
from sheetsales.reports.plan import LEADERS, PERSON, PagePlan, SectionPlan, TablePlan
from sheetsales.reports.process_page import process_caption, process_note, steps_sentence
from sheetsales.reports.section import Section
from sheetsales.reports.sentences import (
    check_sentence,
    outlook_sentence,
    people_sentence,
    stage_sentence,
)
from sheetsales.reports.stage_table import stage_note
from sheetsales.reports.work_sections import (
    CUSTOMER_SECTIONS,
    DEAL_SECTIONS,
    PLAN_SECTIONS,
    SCORE_SECTIONS,
    WORK_SECTIONS,
)
from sheetsales.texts import Text

OWN: Final = "own"
"""The page whose tables stand on a person's page one."""
PAGES: Final[tuple[PagePlan, ...]] = (
    PagePlan(OWN, Text("本人", "Own")),
    PagePlan("process", Text("流程表", "Process")),
    PagePlan("stages", Text("阶段", "Stages")),
    PagePlan("targets", Text("目标", "Targets")),
    PagePlan("deals", Text("成交与输单", "Won and lost")),
    PagePlan("tasks", Text("任务与活动量", "Tasks and activity")),
    PagePlan("score", Text("评价", "Evaluation")),
    PagePlan("customers", Text("客户", "Customers")),
    PagePlan("loyalty", Text("满意度与复购", "Satisfaction and repeats")),
    PagePlan("ledgers", Text("回款与交付", "Cash and delivery")),
    PagePlan("checks", Text("检查", "Checks")),
    PagePlan("improving", Text("改进", "Improvement")),
    PagePlan("risks", Text("风险与会议", "Risks and meetings")),
    PagePlan("outlook", Text("预测与计划", "Forecast and plan")),
    PagePlan("market", Text("渠道与产品", "Channels and products")),
    PagePlan("indicators", Text("指标一览", "Indicators")),
)
"""Behind the cover; the appendix and the data sheets follow. A page without a section is not made."""


def _per_person(block: PlacedTable) -> int:
    people = sum(row.startswith("person:") for row in block.rows)
    return 60 + 18 * min(people, charts.MOST_PEOPLE)


def _per_owner(blocks: Blocks) -> int:
    return 70 + 20 * min(len(blocks["checks"].rows), charts.MOST_PEOPLE)


_PROCESS_WIDTHS = (
    ("label", 27.0), ("responsible", 21.0), ("deadline", 15.0), ("standard", 54.0),
    ("target", 9.0), ("actual", 12.0), ("rate", 9.0), ("result", 29.0),
)  # fmt: skip
_PEOPLE_WIDTHS = (
    ("name", 27.0), ("role", 21.0), ("team", 15.0), ("missing", 54.0),
    ("due", 9.0), ("done", 12.0), ("rate", 9.0), ("result", 29.0),
)  # fmt: skip
_MEND_WIDTHS = (("what", 62.0), ("todo", 54.0), ("cell", 18.0), ("since", 12.0))


SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "own_deals",
        OWN,
        Text("在手商机", "Open deals"),
        (TablePlan("open_deals", ("customer", "name", "stage", "next", "expected", "amount")),),
        short=True,
        editions=PERSON,
    ),
    SectionPlan(
        "own_contacts",
        OWN,
        Text("本周要联系的客户", "Customers to contact this week"),
        (TablePlan("own_contacts", ("customer", "due", "late")),),
        short=True,
        editions=PERSON,
    ),
    SectionPlan(
        "process",
        "process",
        Text("销售管理流程表", "Sales process table"),
        (
            TablePlan(
                "process_page",
                ("label", "responsible", "deadline", "standard", "target", "actual", "rate", "result"),
                bands=process_table.bands,
                totals=lambda _: (process_table.WHOLE,),
                widths=_PROCESS_WIDTHS,
            ),
            TablePlan(
                "process_people_page",
                ("name", "role", "team", "missing", "due", "done", "rate", "result"),
                Text("按责任人", "By person"),
                widths=_PEOPLE_WIDTHS,
            ),
        ),
        steps_sentence,
        note=lambda m: process_note(m.draft),
        caption=process_caption,
        short=True,
        at_length=PERSON,
    ),
    SectionPlan(
        "stages",
        "stages",
        Text("阶段流转", "Process by stage"),
        (
            TablePlan(
                "stage_flow", ("stage", "start", "entered", "advanced", "lost", "other", "open", "passed")
            ),
            TablePlan(
                "stage_time",
                ("stage", "median", "limit", "over", "stalled", "stalled_amount", "amount", "weighted"),
            ),
            TablePlan("stalled", ("deal", "customer", "stage", "days", "last", "amount", "owner", "next")),
        ),
        lambda m: stage_sentence(m.draft, m.blocks, m.lowest),
        charts.stage_chart,
        lambda _: 180,
        lambda m: stage_note(m.draft),
        editions=LEADERS,
    ),
    SectionPlan(
        "targets",
        "targets",
        Text("目标完成", "Targets"),
        (
            TablePlan(
                "targets_page",
                (
                    "name",
                    "target",
                    "actual",
                    "reached",
                    "gap",
                    "ytd",
                    "ytd_attainment",
                    "forecast_attainment",
                ),
                bands=target_page.bands,
            ),
        ),
        lambda m: people_sentence(m.draft, m.blocks),
        lambda m: charts.people_chart(m.draft, m.blocks.targets) if m.draft.full else None,
        lambda blocks: _per_person(blocks.targets),
        lambda m: target_page.target_note(m.draft),
        short=True,
        editions=LEADERS,
    ),
    SectionPlan(
        "targets_own",
        "targets",
        Text("目标完成", "Targets"),
        (
            TablePlan(
                "targets",
                ("name", "target", "actual", "attainment", "gap", "ytd", "ytd_attainment"),
                rows=lambda block: [row for row in block.rows if row.startswith("person:")],
            ),
        ),
        editions=PERSON,
    ),
    SectionPlan(
        "targets_horizon",
        "targets",
        Text("月、季、年目标", "Month, quarter, year"),
        (
            TablePlan(
                "targets_horizon",
                (
                    "measure",
                    "month_target",
                    "month_actual",
                    "quarter_target",
                    "quarter_actual",
                    "year_target",
                    "year_actual",
                    "year_share",
                ),
            ),
        ),
        short=True,
        editions=LEADERS,
    ),
    SectionPlan(
        "targets_other",
        "targets",
        Text("其他目标", "Other targets"),
        (
            TablePlan(
                "targets_other",
                ("measure", "level", "name", "period", "target", "actual", "attainment", "status"),
            ),
        ),
    ),
    *DEAL_SECTIONS,
    *WORK_SECTIONS,
    *SCORE_SECTIONS,
    *modules.PEOPLE_SECTIONS,
    modules.OWN_LEARNING,
    *CUSTOMER_SECTIONS,
    *modules.LOYALTY_SECTIONS,
    *modules.LEDGER_SECTIONS,
    *modules.IMPROVING_SECTIONS,
    *MARKET_SECTIONS,
    SectionPlan(
        "checks",
        "checks",
        Text("检查结果", "Check results"),
        (
            TablePlan("checks", ("name", "error", "warning", "new", "carried", "fixed", "oldest", "problem")),
            TablePlan(
                "rules",
                ("severity", "code", "meaning", "open", "new", "fixed", "owner", "oldest"),
                Text("按规则", "By rule"),
            ),
        ),
        lambda m: check_sentence(m.draft, m.blocks["checks"], m.findings),
        lambda m: charts.checks_chart(m.draft, m.blocks["checks"]),
        _per_owner,
        editions=LEADERS,
    ),
    SectionPlan(
        "mend",
        "checks",
        Text("要清的数据", "Rows to put right"),
        (TablePlan("mend", ("what", "todo", "cell", "since"), widths=_MEND_WIDTHS),),
        short=True,
        editions=PERSON,
    ),
    SectionPlan(
        "outlook",
        "outlook",
        Text("预测", "Forecast"),
        (
            TablePlan("outlook", ("month", "target", "commit", "best", "weighted", "range", "gap", "needed")),
            TablePlan(
                "accuracy",
                ("month", "made", "weighted", "commit", "actual", "error", "accuracy"),
                Text("预测准确度", "Forecast accuracy"),
            ),
        ),
        lambda m: outlook_sentence(m.draft, m.blocks["outlook"]),
        lambda m: charts.outlook_chart(m.draft, m.blocks["outlook"]),
        note=lambda m: outlook_note(m.draft),
        editions=LEADERS,
    ),
    *PLAN_SECTIONS,
    SectionPlan(
        "compare",
        "outlook",
        Text("前后对比", "Before and after"),
        (TablePlan("compare", ("name", "before", "after", "change", "n_before", "n_after", "note")),),
        short=True,
    ),
)


def pages_of(material: Material) -> Iterator[tuple[PagePlan, list[Section]]]:
    """The pages of an edition, whole or short, with their sections."""
    for page in PAGES:
        plans = [plan for plan in _of_edition(material) if plan.page == page.key]
        sections = [section for plan in plans if (section := plan.of(material)) is not None]
        if sections:
            yield page, sections


def printed_apart(material: Material, page: PagePlan) -> bool:
    """Whether a page is a sheet of its own: a person's page one has its deals, contacts, and a few rows to put right."""
    if material.draft.edition != "person" or page.key == OWN:
        return page.key != OWN
    return page.key != "checks" or len(material.findings) > MOST_ROWS_TO_MEND or material.draft.full


def absent(material: Material) -> list[Text]:
    """What the sections say that have nothing to show."""
    plans = _of_edition(material)
    return [plan.absent for plan in plans if plan.absent is not None and plan.of(material) is None]


def _of_edition(material: Material) -> Iterator[SectionPlan]:
    draft = material.draft
    return (
        plan
        for plan in SECTIONS
        if draft.edition in plan.editions and (draft.full or plan.is_short(draft.edition))
    )
