import re
from decimal import Decimal

import pytest

from sheetsales.book.settings_range import NUMBERS, why_unusable
from sheetsales.schema import defaults
from sheetsales.schema.choices import LISTS
from sheetsales.schema.defaults import PRESETS, Preset
from sheetsales.schema.workbook import SHEETS
from sheetsales.template.config_rows import Share, config_rows, figure, list_rows
from sheetsales.template.settings_rows import choices, setting_rows, setting_values
from sheetsales.template.words import score_source, skill, target
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import blank, cells

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", Decimal(30)),
        (" 0.35 ", Decimal("0.35")),
        ("20%", Decimal("0.2")),
        ("", None),
        ("各阶段默认", None),
    ],
)
def test_figures(text: str, value: Decimal | None) -> None:
    assert figure(text) == value


def test_per_cents_are_known_as_shares() -> None:
    assert isinstance(figure("20%"), Share)
    assert not isinstance(figure("20"), Share)


@pytest.mark.parametrize("process", PRESETS)
def test_an_english_workbook_is_english(process: Preset) -> None:
    allowed = {("stages", "name_zh"), ("rules", "message_zh"), ("lists", "zh")}
    for record in SHEETS:
        for key, values in cells(blank("en", process), record.key, "en").items():
            if (record.key, key) not in allowed:
                assert [v for v in values if isinstance(v, str) and CHINESE.search(v)] == [], (
                    f"{record.key}.{key}"
                )


@pytest.mark.parametrize("process", PRESETS)
def test_a_chinese_workbook_is_filled_in_chinese(process: Preset) -> None:
    for key, column in (
        ("stages", "entry"),
        ("steps", "what"),
        ("compliance", "check"),
        ("upkeep", "how"),
        ("settings", "explain"),
        ("rules", "name"),
    ):
        values = cells(blank("zh", process), key, "zh")[column]
        assert all(isinstance(v, str) and CHINESE.search(v) for v in values), f"{key}.{column}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_settings_are_typed(lang: Lang) -> None:
    rows = {r["name"]: r["value"] for r in setting_rows(lang, setting_values(lang, None))}
    title = {
        key: defaults.setting_title(key).in_(lang)
        for key in (
            "team_name",
            "stale_days",
            "discount_limit_rep",
            "big_deal",
            "language",
            "use_typed_probability",
        )
    }
    assert rows[title["team_name"]] is None
    assert rows[title["stale_days"]] == Decimal(30)
    assert rows[title["discount_limit_rep"]] == Share("0.05")
    assert isinstance(rows[title["discount_limit_rep"]], Share)
    assert rows[title["big_deal"]] == Decimal(300000)
    assert rows[title["language"]] == lang
    shown = dict(
        zip(
            cells(blank(lang), "settings", lang)["name"],
            cells(blank(lang), "settings", lang)["value"],
            strict=True,
        )
    )
    assert shown[title["use_typed_probability"]] == {"zh": "是", "en": "Yes"}[lang]
    assert shown[title["stale_days"]] == 30


def test_the_story_sets_its_own_values_over_the_samples() -> None:
    values = setting_values("en", {"team_name": "Ours"})
    assert (values["team_name"], values["currency"], values["calendar"]) == ("Ours", "GBP", "UK")
    assert setting_values("en", None)["currency"] == ""


def test_a_month_stays_text() -> None:
    rows = {
        r["name"]: r["value"] for r in setting_rows("zh", setting_values("zh", {"report_month": "2026-10"}))
    }
    assert rows["报告月份"] == "2026-10"


def test_offered_words_hold_the_default() -> None:
    offering = [row for row in defaults.table("settings") if choices(row["name"], "en")]
    assert len(offering) >= 3
    for row in offering:
        assert row["default"] in ("", *choices(row["name"], "zh"))
        assert row["default_en"] in ("", *choices(row["name"], "en"))
    assert choices("no such", "zh") == ()


@pytest.mark.parametrize("row", defaults.table("settings"), ids=lambda row: row["name"])
def test_every_setting_declares_its_kind_and_range_and_starts_within(row: defaults.Row) -> None:
    assert row["kind"] in (*NUMBERS, "choice", "yes_no", "place", "currency", "text")
    assert bool(row["least"] and row["most"]) == (row["kind"] in NUMBERS)
    assert bool(row["may_be"]) == (row["kind"] in ("choice", "place"))
    for key in ("default", "default_en", "sample_zh", "sample_en"):
        assert not row[key] or why_unusable(row, row[key]) is None


def test_targets_of_the_sample_team_replace_the_factorys() -> None:
    sample = {r["code"]: r["target"] for r in config_rows("b2b", "zh", sample=True)["indicators"]}
    factory = {r["code"]: r["target"] for r in config_rows("b2b", "zh", sample=False)["indicators"]}
    assert factory["aov"] == ""
    assert sample["aov"] == Decimal(220000)
    for code in ("won_amount", "new_customers", "profit"):
        assert factory[code] == sample[code] == "", "sums and counts have targets in Targets alone"
    assert isinstance(sample["win_rate_count"], Share)


def test_a_blank_workbook_sells_no_products_of_the_sample_team() -> None:
    assert [r["zh"] for r in list_rows("zh", LISTS, sample=False) if r["list"] == "产品"] == [
        "产品一（改成自己的）"
    ]
    assert len([r for r in list_rows("zh", LISTS, sample=True) if r["list"] == "产品"]) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_target_and_source_in_words_reads_in_its_language(lang: Lang) -> None:
    for row in config_rows("b2b", "en", sample=False)["indicators"]:
        for name in ("target", "warning"):
            assert not (isinstance(row[name], str) and CHINESE.search(str(row[name])))
    names = {r["code"]: r[lang] for r in defaults.table("indicators")}
    assert (
        score_source("won_amount 的 attainment", names, "en" if lang == "en" else "zh")
        == {"zh": "签约额的目标完成率", "en": "Attainment of signed value"}[lang]
    )


def test_words_of_a_teams_own_stay_as_they_are() -> None:
    assert skill("泡茶", "en") == "泡茶"
    assert target("300 万", "en") == "300 万"
    assert score_source("something", {}, "zh") == "something"
    assert score_source("findings", {}, "en") == "Findings"


def test_steps_need_skills_that_people_have() -> None:
    assert {r["skill"] for r in config_rows("b2b", "zh", sample=False)["steps"]} <= {
        "",
        "需求",
        "演示",
        "谈判",
        "合同",
        "报价",
        "服务",
        "市场",
    }
