"""Two tellings of one story: the figures and days are the same, the words each language's own."""

from __future__ import annotations

import datetime as dt
import re

from sheetsales.template.story import Story, build_story
from sheetsales.template.story.sources import source

WORDS = {
    "name", "need", "next_step", "reason_note", "competitor", "payment_terms", "notes", "contract_no", "content",
    "result", "feedback", "title", "owner", "how_measured", "resources", "actions", "short_name", "contact", "phone",
    "address", "email", "credit_code", "registration_no", "wechat", "skills", "skill", "languages", "team", "kind",
}  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_figures_dates_and_codes_are_the_same(zh: Story, en: Story) -> None:
    for record, rows in zh.rows.items():
        assert len(rows) == len(en.rows[record])
        for one, other in zip(rows, en.rows[record], strict=True):
            differ = {key for key in set(one) | set(other) if one.get(key) != other.get(key)}
            assert differ <= WORDS, (record, one, other)


def test_amounts_and_owners_agree_deal_by_deal(zh: Story, en: Story) -> None:
    keys = ("id", "amount", "owner", "stage", "closed_on", "expected_close", "kind")
    for one, other in zip(zh.rows["pipeline"], en.rows["pipeline"], strict=True):
        assert [one.get(k) for k in keys] == [other.get(k) for k in keys]


def test_no_chinese_in_the_english_telling(en: Story) -> None:
    for record, rows in en.rows.items():
        for row in rows:
            assert not any(HAN.search(str(value)) for value in row.values()), (record, row)


def test_every_wording_is_written_in_both_languages() -> None:
    for row in source("activities"):
        for key in ("", "_result"):
            assert HAN.search(row[f"zh{key}"]), row
            assert re.search("[A-Za-z]", row[f"en{key}"]), row
        assert bool(row["zh_feedback"]) == bool(row["en_feedback"])
    for row in source("words"):
        assert row["zh"]
        assert row["en"]
        assert sorted(re.findall(r"{\w+}", row["zh"])) == sorted(re.findall(r"{\w+}", row["en"])), row


def test_nothing_is_left_to_fill_in(zh: Story, en: Story) -> None:
    for story in (zh, en):
        for rows in story.rows.values():
            for row in rows:
                assert not any("{" in str(value) for value in row.values()), row


def test_visits_and_meetings_say_enough_to_be_picked_up(zh: Story, en: Story) -> None:
    for story, least in ((zh, 15), (en, 30)):
        for row in story.rows["activities"]:
            if row["kind"] in ("visit", "meeting"):
                assert len(str(row["content"])) >= least, row


def test_needs_carry_figures(zh: Story, en: Story) -> None:
    for story in (zh, en):
        for row in story.rows["pipeline"]:
            assert "need" not in row or re.search(r"\d", str(row["need"]))


def test_a_customers_deals_have_different_names(zh: Story, en: Story) -> None:
    for story in (zh, en):
        named = [(row["customer"], row["name"]) for row in story.rows["pipeline"]]
        assert len(named) == len(set(named))


def test_names_begin_with_a_capital(en: Story) -> None:
    assert all(str(row["name"])[:1].isupper() for row in en.rows["pipeline"])


def test_the_same_arguments_tell_the_same_story() -> None:
    day = dt.date(2026, 11, 2)
    assert build_story("en", "sop", day) == build_story("en", "sop", day)
