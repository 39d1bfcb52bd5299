import datetime as dt

import pytest

from sheetsales.schema.defaults import stages
from sheetsales.template.labels import label_of
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import MAIN, TODAY, blank, cells, sheet_part, told


@pytest.mark.parametrize(
    ("lang", "stage", "customer", "owner", "compliance"),
    [
        ("zh", "报价", "C-001 甬润 机械有限公司", "林晓燕", "C04、C05"),
        ("en", "Quotation", "C-001 Norbury Machinery Ltd", "Laura Bennett", "C04, C05"),
    ],
)
def test_codes_and_ids_are_shown_as_people_know_them(
    lang: Lang, stage: str, customer: str, owner: str, compliance: str
) -> None:
    pipeline = cells(told(lang), "pipeline", lang)
    assert pipeline["stage"][0] == stage
    assert pipeline["customer"][0] == customer
    assert pipeline["owner"][0] == owner
    assert pipeline["compliance"][0] == compliance
    assert pipeline["amount"][0] == 128000.5
    assert pipeline["probability"][0] == 0.5
    assert pipeline["created_on"][0] == TODAY


def test_what_is_unknown_is_shown_as_it_is() -> None:
    assert cells(told("zh"), "pipeline", "zh")["customer"][1] == "C-404"
    assert cells(told("zh"), "customers", "zh")["region"] == ["华东", "火星"]


@pytest.mark.parametrize(
    ("lang", "skills", "active", "manager"),
    [("zh", "谈判、泡茶", ["是", "否"], "周敏"), ("en", "negotiation, 泡茶", ["Yes", "No"], "Helen Marsh")],
)
def test_people(lang: Lang, skills: str, active: list[str], manager: str) -> None:
    team = cells(told(lang), "team", lang)
    assert team["skills"][0] == skills
    assert team["active"] == active
    assert team["manager"] == [None, manager]


def test_measures_steps_stages_and_skills_of_targets_and_tasks() -> None:
    assert cells(told("zh"), "targets", "zh")["measure"] == ["签约额"]
    tasks = cells(told("zh"), "tasks", "zh")
    assert (tasks["stage"], tasks["step"], tasks["skill"]) == (["报价"], ["QU1"], ["报价"])
    log = cells(told("zh"), "stage_log", "zh")
    assert (log["from"], log["to"], log["owner"], log["opportunity"]) == (
        ["需求分析"],
        ["报价"],
        ["林晓燕"],
        ["O-0001"],
    )


def test_raw_cells_stand_exactly_as_they_are() -> None:
    pipeline = cells(told("zh"), "pipeline", "zh")
    assert pipeline["amount"][1] == "128000"
    assert pipeline["expected_close"][1] == "2026.11.15"
    assert pipeline["id"][2] == "合计"
    assert pipeline["owner"][2] is None
    assert pipeline["quantity"][2] == 26
    assert pipeline["notes"][2] is True
    assert cells(told("zh"), "customers", "zh")["phone"][1] == 9.13302e17
    assert cells(told("zh"), "steps", "zh")["evidence"][0] == "审批时间"


def test_customers_are_offered_by_id_and_name_through_a_calculated_column() -> None:
    assert cells(told("zh"), "customers", "zh")["label"] == ["C-001 甬润 机械有限公司", "新客户"]
    formulas = [f.text for f in sheet_part(told("zh"), "customers", "zh").iter(f"{MAIN}f")]
    name = "tblCustomers[[#This Row],[名称 *]]"
    assert formulas == [f'IF({name}="","",TRIM(tblCustomers[[#This Row],[编号]]&" "&{name}))'] * 2
    assert len(list(sheet_part(blank("en"), "customers", "en").iter(f"{MAIN}f"))) == 20


@pytest.mark.parametrize(
    ("identity", "name", "label"),
    [("C-1", "A  B ", "C-1 A B"), (None, "A", "A"), ("C-1", None, ""), ("C-1", "", "")],
)
def test_labels_are_what_excels_trim_makes_of_them(
    identity: str | None, name: str | None, label: str
) -> None:
    assert label_of(identity, name) == label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stages_stand_in_the_workbooks_language(lang: Lang) -> None:
    found = cells(blank(lang), "stages", lang)
    assert found["code"] == [row["code"] for row in stages("b2b")]
    assert found["name_zh"][4] == "报价"
    assert found["win_probability"][4] == 0.5
    assert found["max_days"][8] is None
    assert found["next_allowed"][0] == "contact,quote@repeat|renewal,hold,lost"
    assert found["may_be_skipped"][3] == {"zh": "是", "en": "Yes"}[lang]
    assert found["kind"][0] == {"zh": "在手", "en": "Open"}[lang]
    required = str(found["required_fields"][6])
    assert {"zh": "来源、客户.区域、", "en": "Source, Customers.Region, "}[lang] in required
    assert ("统一社会信用代码" in required) == (lang == "zh")
    assert "credit" not in required.lower()


def test_activities_keep_their_date_a_date() -> None:
    assert cells(told("en"), "activities", "en")["date"] == [dt.date(2026, 11, 2)]
    assert cells(told("en"), "activities", "en")["kind"] == ["Visit"]


def test_links_look_like_links_and_findings_are_read_in_ink() -> None:
    from sheetsales.look import styles
    from sheetsales.schema.workbook import RECORDS
    from sheetsales.template.pens import cell_style

    findings = RECORDS["findings"].by_key
    assert cell_style(findings["cell"], report=True)["underline"] == 1
    assert cell_style(findings["problem"], report=True)["font_color"] == styles.INK
    assert cell_style(findings["value"], report=True)["num_format"] == "General"
    assert cell_style(RECORDS["pipeline"].by_key["check"])["font_color"] == styles.QUIET


def test_findings_have_room_for_two_lines() -> None:
    rows = sheet_part(blank("zh"), "findings", "zh").find(f"{MAIN}sheetFormatPr")
    assert rows is not None
    assert (rows.get("defaultRowHeight"), rows.get("customHeight")) == ("33.75", "1")


def test_targets_that_are_shares_are_shown_in_per_cent() -> None:
    from sheetsales.schema.workbook import RECORDS
    from sheetsales.template.pens import _number_format

    by_row = _number_format("targets", RECORDS["targets"].by_key["value"])
    assert by_row is not None
    assert by_row({"measure": "win_rate_count"}) == "0.0%"
    assert by_row({"measure": "won_amount"}) == by_row({}) == "[>=1000]#,##0;[<=-1000]-#,##0;General"


def test_texts_too_long_for_their_column_wrap_but_not_in_folded_ones() -> None:
    from sheetsales.schema.workbook import RECORDS
    from sheetsales.template.pens import Pen
    from sheetsales.template.rows import RowWriter

    columns = RECORDS["pipeline"].by_key
    made = [Pen(columns[key], lambda value: value, None, 20) for key in ("name", "competitor")]
    writer = RowWriter(None, made, None, sparing=False)  # type: ignore[arg-type]  # only asked for lines
    assert writer._lines(["a long name that goes on", "a long name that goes on"]) == {0: 2}
    assert RowWriter(None, made, None, sparing=True)._lines(["a long name that goes on", ""]) == {}  # type: ignore[arg-type]
