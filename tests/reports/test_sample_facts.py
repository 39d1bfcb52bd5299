"""The sample's October: the facts the story was told for."""

import json

import pytest

from sheetsales.reports.monthly import APPENDIX, COVER
from sheetsales.reports.sections import PAGES as PLANS
from sheetsales.reports.sections import SECTIONS
from sheetsales.texts import LANGUAGES, Lang
from tests.reports.conftest import Made

OF_MODULES = {"loyalty", "ledgers", "improving", "risks", "market"}
"""Pages that rest on sheets of modules alone."""


def pages_of_edition(lang: Lang, *, full: bool) -> list[str]:
    """The sheets between cover and appendix, of a workbook without modules."""
    filled = {
        plan.page for plan in SECTIONS if (full or plan.short) and "manager" in plan.editions
    } - OF_MODULES
    return [plan.name.in_(lang) for plan in PLANS if plan.key in filled]


PAGES = {
    lang: [COVER.in_(lang), *pages_of_edition(lang, full=True), APPENDIX.in_(lang)] for lang in LANGUAGES
}
DATA = {
    "zh": [
        "商机数据",
        "阶段变动",
        "目标数据",
        "步骤数据",
        "检查数据",
        "满意度数据",
        "客户数据",
        "跟进次数",
        "任务数据",
        "到期联系",
        "在手商机日期",
    ],
    "en": [
        "Deals data",
        "Stage moves",
        "Targets data",
        "Steps data",
        "Findings data",
        "Scores data",
        "Customers data",
        "Activity counts",
        "Tasks data",
        "Contacts due",
        "Open deals by date",
    ],
}


def title_of(key: str, lang: Lang) -> str:
    """The sheet of a section."""
    page = next(plan.page for plan in SECTIONS if plan.key == key)
    return next(plan.name.in_(lang) for plan in PLANS if plan.key == page)


def named(made: Made, name: str) -> object:
    sheet, cell = next(made.values.defined_names[name].destinations)
    return made.values[sheet][cell].value


def test_the_month_in_numbers(report: Made) -> None:
    facts = {h.code: h for h in report.summary.headlines}
    won = facts["won_amount"]
    assert (won.value, won.target, won.n) == (645_000, 760_000, 3)
    assert round(won.attainment or 0, 2) == 0.85
    assert round(won.change or 0, 2) == -0.34
    assert won.year_to_date == 6_105_000
    assert facts["won_count"].value == 3
    assert (facts["new_customers"].value, facts["new_customers"].year_to_date) == (1, 12)
    assert (facts["win_rate_count"].change, round(facts["win_rate_count"].change_points or 0, 1)) == (
        None,
        -3.0,
    )
    assert facts["funnel_conversion"].value == pytest.approx(0.24)
    assert facts["won_count"].reason.en == ""


def test_the_sentences(reports: dict[Lang, Made]) -> None:
    first, second, third = reports["zh"].summary.sentences
    assert first.zh == (
        "本月成交 3 单，64.5 万元，完成目标 85%，比上月少 33.7 万元；年累计 610.5 万元，是同期计划的 88%、全年目标的 68%。"
    )
    assert first.en == (
        "3 deals won for ¥645k, 85% of target, down ¥337k on last month; ¥6.11m year to date, 88% of plan to date "
        "and 68% of the year's target."
    )
    assert second.zh == (
        "各阶段通过率都在标准之上，最接近的是“报价→谈判”（74%，标准 67%）；停滞金额集中在谈判：1 单，286 万元；"
        "在手 52 单，共 517.6 万元（33 单没有金额），加权 137.8 万元（停滞的不算）；本月应完成步骤 335 项，已完成 323 项。"
    )
    assert third.zh.startswith("逾期未联系 1 家，其中 A 级 1 家")
    assert "overdue" in third.en
    assert len(reports["en"].summary.sentences) == 3


def test_the_sentences_stand_on_the_cover_as_formulas(report: Made) -> None:
    cover = report.formulas.worksheets[0]
    shown = report.values.worksheets[0]
    said = {s.in_(report.lang) for s in report.summary.sentences}
    cells = [c.coordinate for row in shown.iter_rows() for c in row if c.value in said]
    assert len(cells) == 3
    assert [str(cover[at].value).startswith("=") for at in cells] == [
        True,
        True,
        False,
    ]  # who waits is a text
    leads = {"zh": ["签约", "流程", "客户"], "en": ["Won", "Process", "Customers"]}[report.lang]
    assert [shown.cell(shown[at].row, 1).value for at in cells] == leads


def test_pages_come_first_then_the_data(report: Made) -> None:
    assert report.values.sheetnames == PAGES[report.lang] + DATA[report.lang]
    states = {sheet.title: sheet.sheet_state for sheet in report.formulas.worksheets}
    assert {states[name] for name in PAGES[report.lang]} == {"visible"}
    assert {states[name] for name in DATA[report.lang]} == {"hidden"}


def test_named_cells_hold_the_cover_indicators(report: Made) -> None:
    assert named(report, "kpi_won_amount") == 645_000
    assert named(report, "kpi_won_count") == 3
    assert str(named(report, "as_of"))[:10] == "2026-10-31"
    assert named(report, "period_elapsed") == 1


def test_both_languages_say_the_same_numbers(reports: dict[Lang, Made]) -> None:
    for zh, en in zip(reports["zh"].summary.headlines, reports["en"].summary.headlines, strict=True):
        assert (zh.code, zh.value, zh.target, zh.n) == (en.code, en.value, en.target, en.n)


def test_what_matters_most_as_worked_out_apart(reports: dict[Lang, Made]) -> None:
    """The largest of each kind: a stalled deal, the best customer overdue, a team that won nothing."""
    cover = [[c.value for c in row] for row in reports["zh"].values["封面"].iter_rows()]
    top = next(i for i, row in enumerate(cover) if row[0] == "本月优先事项")
    rows = [(row[0], row[10], row[13], f"{row[14]:%m-%d}") for row in cover[top + 1 : top + 4]]
    assert rows == [
        (
            "1  O-0118 在谈判停滞 109 天（期限 14 天），若计入，占 11 月加权预测的 71%",
            "赵国梁",
            2_860_000,
            "11-04",
        ),
        ("2  绍锦印染有限公司（A 级）逾期 38 天未联系", "林晓燕", 240_100, "11-04"),
        ("3  华北组 10 月签约 0（目标 22 万元），全年进度 43%", "赵国梁", 220_000, "11-06"),
    ]


def test_the_tiles_say_what_they_are_to_be_compared_with(reports: dict[Lang, Made]) -> None:
    told = {str(c.value) for row in reports["zh"].values["封面"].iter_rows() for c in row}
    assert {
        "环比 ▼34.3% · 同比 —",
        "环比 ▼1 单 · 已结 9 单（赢 3 输 6）",
        "年累计 12 · 全年目标 24",
        "近 12 个月新增 150 单，成交 36 单",
        "环比 ▼3.0 个点 · n 9",
        "中位数 · 平均 21 天 · n 3",
        "n 28 · 最近一次评分",
        "不超过 30 天",
        "没有设目标",
    } <= told
    told = {str(c.value) for row in reports["en"].values["Cover"].iter_rows() for c in row}
    assert {"▼1 on last month · 9 decided (3 won, 6 lost)", "at most 30 days"} <= told


def test_people_come_lowest_first_and_those_without_target_last(reports: dict[Lang, Made]) -> None:
    rows = [[c.value for c in row] for row in reports["zh"].values["目标"].iter_rows()]
    labels = [row[0] for row in rows]
    assert [label for label in ("公司", "团队", "个人") if label in labels] == ["公司", "团队", "个人"]
    people = rows[labels.index("个人") + 1 :]
    people = people[: next(i for i, row in enumerate(people) if row[0] is None)]
    reached = [float(str(row[3])) for row in people if row[3] != "—"]
    assert reached == sorted(reached)
    assert [row[0] for row in people[len(reached) :]] == ["马驰", "（未填）"]


def test_targets_of_the_month_its_quarter_and_the_year_stand_beside_each_other(
    reports: dict[Lang, Made],
) -> None:
    rows = {
        row[0].value: [c.value for c in row[1:8]]
        for row in reversed([*reports["zh"].values["目标"].iter_rows()])
    }
    assert rows["签约额"][:6] == [760_000, 645_000, 2_800_000, 645_000, 9_000_000, 6_105_000]
    assert rows["新客户数"] == [2, 1, 6, 1, 24, 12, 0.5]


def test_json(report: Made) -> None:
    document = report.summary.as_json("zh")
    assert document["month"] == "2026-10"
    assert document["as_of"] == "2026-10-31"
    assert document["indicators"][0]["name"] == "签约额"
    assert document["indicators"][0]["reason"] is None
    assert document["indicators"][1]["target"] is None


def test_json_holds_the_tables_row_by_row(report: Made) -> None:
    document = json.loads(json.dumps(report.summary.as_json(report.lang)))
    assert (document["period"], document["edition"]) == ("2026-10", "manager")
    process = document["sections"]["process"]
    assert "335" in process["sentence"] or "354" in process["sentence"]
    steps = {row["code"]: row for row in process["tables"]["process"]["rows"]}
    assert (steps["QU1"]["due"], steps["QU1"]["done"], steps["QU1"]["on_time"]) == (16, 15, 0)
    assert steps["QU1"]["on_time_rate"] is None
    assert steps["QU1"]["reason"]["on_time_rate"]
    assert {"label", "result", "due"} <= set(process["tables"]["process"]["columns"])
    targets = document["sections"]["targets"]["tables"]["targets"]["rows"]
    assert [row["actual"] for row in targets if row["target"] == 760_000] == [645_000]
    flow = document["sections"]["stages"]["tables"]["stage_flow"]["rows"]
    assert flow[0]["start"] + flow[0]["entered"] == sum(
        flow[0][key] for key in ("advanced", "lost", "other", "open")
    )
    stalled = document["sections"]["stages"]["tables"]["stalled"]["rows"]
    assert [(row["deal"], row["amount"], row["last"]) for row in stalled] == [
        ("O-0118", 2_860_000, "2026-08-27")
    ]


def test_the_flow_and_the_funnel_in_numbers(report: Made) -> None:
    """Figures worked out apart from the product: at start, entered, on, lost, back or held, at end."""
    rows = [
        [c.value for c in row]
        for row in report.values[title_of("stages", report.lang)].iter_rows(min_row=3, max_row=15)
    ]
    flow = [row[1:7] for row in rows if isinstance(row[1], int | float)][:9]
    assert flow == [
        [3, 44, 32, 3, 0, 12], [1, 24, 13, 0, 0, 12], [2, 18, 11, 0, 0, 9], [0, 8, 3, 0, 0, 5], [4, 17, 9, 4, 0, 8],
        [1, 7, 1, 0, 1, 6], [3, 3, 3, 0, 0, 3], [30, 3, 0, 0, 0, 33], [7, 0, 0, 0, 7, 0],
    ]  # fmt: skip
    appendix = report.values["附表" if report.lang == "zh" else "Appendix"]
    heading = {"zh": "走到(12月)", "en": "Reached (12 m)"}[report.lang]
    top, column = next((c.row, c.column) for row in appendix.iter_rows() for c in row if c.value == heading)
    reached = [appendix.cell(row, column).value for row in range(top + 1, top + 8)]
    assert reached == [150, 102, 87, 76, 69, 45, 36]


def test_targets_on_other_measures_are_held_against_what_was_reached(report: Made) -> None:
    sheet = report.values[title_of("targets_other", report.lang)]
    rows = {(row[0].value, row[1].value): [c.value for c in row[3:7]] for row in sheet.iter_rows(min_row=4)}
    company, person = ("公司", "个人") if report.lang == "zh" else ("Company", "Person")
    names = {"zh": ("新客户数", "赢单率（单数）"), "en": ("New customers", "Win rate by count")}[report.lang]
    assert rows[names[0], company] == ["2026-10", 2, 1, 0.5]
    assert rows[names[1], person] == ["2026-10", 0.4, "—", "—"]
