import itertools
import re

import pytest

from sheetsales.schema.choices import LISTS
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import SHEETS
from sheetsales.template.layout import Layout
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import MAIN, blank, cells, parts, sheet_part


def names(lang: Lang) -> dict[str, str]:
    found = re.findall(r'<definedName name="(lst_\w+)">([^<]+)<', parts(blank(lang))["xl/workbook.xml"])
    return {name: text.replace("&quot;", '"') for name, text in found}


def validations(key: str, lang: Lang) -> dict[str, dict[str, str]]:
    """The validations of a sheet by the letter of their column."""
    found = {}
    for element in sheet_part(blank(lang), key, lang).iter(f"{MAIN}dataValidation"):
        formula = element.find(f"{MAIN}formula1")
        letter = re.match(r"[A-Z]+", element.get("sqref", ""))
        assert letter is not None
        found[letter[0]] = {**element.attrib, "formula": (formula.text or "") if formula is not None else ""}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_and_reference_has_a_drop_down(lang: Lang) -> None:
    for record in SHEETS:
        layout = Layout(record, lang, "CNY", 0)
        offered = validations(record.key, lang)
        for column in layout.columns:
            if column.written or column.kind not in (Kind.CHOICE, Kind.REF, Kind.YES_NO):
                continue
            rule = offered[layout.letter(column.key)]
            assert rule["type"] == "list"
            assert rule["formula"] in names(lang) or rule["formula"].startswith("OFFSET("), (
                f"{record.key}.{column.key}"
            )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_written_columns_have_none(lang: Lang) -> None:
    assert validations("findings", lang) == {}
    assert validations("stage_log", lang) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_validations_warn_and_stay_within_excels_lengths(lang: Lang) -> None:
    for record in SHEETS:
        for rule in validations(record.key, lang).values():
            assert rule["errorStyle"] == "warning"
            assert len(rule["errorTitle"]) <= 32
            assert len(rule["error"]) <= 255


def test_drop_downs_reach_below_the_table() -> None:
    layout = Layout(next(r for r in SHEETS if r.key == "pipeline"), "zh", "CNY", 0)
    assert validations("pipeline", "zh")[layout.letter("stage")]["sqref"] == "D2:D5021"
    full = Layout(layout.record, "zh", "CNY", 1_048_000)
    assert full.reach == 1_048_576


def test_dates_money_and_shares_are_checked_as_they_are_typed() -> None:
    layout = Layout(next(r for r in SHEETS if r.key == "pipeline"), "zh", "CNY", 0)
    rules = validations("pipeline", "zh")
    assert rules[layout.letter("expected_close")]["type"] == "date"
    assert rules[layout.letter("amount")]["type"] == "decimal"
    assert rules[layout.letter("discount")]["formula"] == "0"
    assert layout.letter("name") not in rules


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stages_are_offered_by_their_name_in_the_workbooks_language(lang: Lang) -> None:
    assert names(lang)["lst_stage"] == {"zh": "tblStages[中文名称]", "en": "tblStages[English name]"}[lang]


def test_people_and_customers_are_offered_as_far_as_their_column_is_filled() -> None:
    assert names("en")["lst_team"] == "OFFSET(Team!$B$1,1,0,MAX(1,COUNTA(Team!$B:$B)-1),1)"
    customer = names("en")["lst_customer"]
    layout = Layout(next(r for r in SHEETS if r.key == "customers"), "en", "", 0)
    assert customer == f"OFFSET(Customers!${layout.letter('label')}$1,1,0,MAX(1,COUNTA(Customers!$B:$B)-1),1)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_stands_together_on_the_lists_sheet(lang: Lang) -> None:
    shown = [str(v) for v in cells(blank(lang), "lists", lang)["list"]]
    assert len(set(shown)) == len(LISTS)
    blocks = [shown[0]] + [b for a, b in itertools.pairwise(shown) if a != b]
    assert len(blocks) == len(LISTS)
    for choices in LISTS:
        assert f'MATCH("{choices.title.in_(lang)}",' in names(lang)[f"lst_{choices.key}"]


def test_steps_are_offered_by_the_stage_beside_them() -> None:
    layout = Layout(next(r for r in SHEETS if r.key == "tasks"), "zh", "CNY", 0)
    formula = validations("tasks", "zh")[layout.letter("step")]["formula"]
    stage = f"${layout.letter('stage')}2"
    steps = "流程步骤"
    assert (
        formula == f"OFFSET({steps}!$C$1,MATCH({stage},{steps}!$A:$A,0)-1,0,COUNTIF({steps}!$A:$A,{stage}),1)"
    )
    stages = [str(v) for v in cells(blank("zh"), "steps", "zh")["stage"]]
    assert len({s for i, s in enumerate(stages) if i == 0 or stages[i - 1] != s}) == len(set(stages))


def test_settings_offer_the_words_they_know() -> None:
    rules = list(sheet_part(blank("zh"), "settings", "zh").iter(f"{MAIN}dataValidation"))
    words = {(e.findtext(f"{MAIN}formula1") or "") for e in rules}
    assert '"CN,UK,none"' in words
    assert '"zh,en"' in words
