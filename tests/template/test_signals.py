import re

import pytest

from sheetsales.schema.workbook import SHEETS
from sheetsales.template.layout import Layout
from sheetsales.template.signals import signals
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import MAIN, blank, parts, sheet_part

BY_KEY = {record.key: record for record in SHEETS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_colours_stay_few_and_speak_of_columns_that_exist(lang: Lang) -> None:
    for record in SHEETS:
        layout = Layout(record, lang, "CNY", 0)
        made = signals(layout)
        assert len(made) <= 4
        letters = {layout.letter(column.key) for column in layout.columns}
        for signal in made:
            assert set(re.findall(r"\$([A-Z]+)2", signal.formula)) <= letters
            assert layout.index[signal.first] <= layout.index[signal.last]


def test_a_late_next_step_of_an_open_deal_stands_out() -> None:
    layout = Layout(BY_KEY["pipeline"], "zh", "CNY", 0)
    first = signals(layout)[0]
    step, closed = layout.letter("next_step_on"), layout.letter("closed_on")
    assert first.formula == f'AND(ISNUMBER(${step}2),${step}2<TODAY(),${closed}2="")'


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ["错误", "提醒", "信息"]), ("en", ["Error", "Warning", "Information"])]
)
def test_severities_have_a_sign_beside_their_colour(lang: Lang, words: list[str]) -> None:
    made = signals(Layout(BY_KEY["findings"], lang, "", 0))
    assert [re.findall(r'"([^"]+)"', s.formula)[0] for s in made] == words
    assert [s.style["num_format"] for s in made] == ['"✕ "@', '"▲ "@', '"○ "@']
    assert "✕" in parts(blank(lang))["xl/styles.xml"]


def test_colours_reach_below_the_table() -> None:
    areas = {
        e.get("sqref") for e in sheet_part(blank("zh"), "findings", "zh").iter(f"{MAIN}conditionalFormatting")
    }
    assert areas == {"A2:A5002"}


def test_sheets_without_signals_have_none() -> None:
    assert signals(Layout(BY_KEY["upkeep"], "zh", "", 0)) == ()
