"""More or fewer deals than the story's 150: clean, alike by seed, and never all in memory."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.schema.defaults import stages
from sheetsales.template.story import Story, build_story

TODAY = dt.date(2026, 11, 2)
OPEN = ("identify", "contact", "needs", "present", "quote", "negotiate")


@pytest.fixture(scope="module", params=["zh", "en"])
def big(request: pytest.FixtureRequest) -> Story:
    return build_story(request.param, "b2b", TODAY, opportunities=700, mistakes=())


def _rows(story: Story, record: str) -> list[dict[str, Any]]:
    return [dict(row) for row in story.rows[record]]


def test_as_many_as_asked_for(big: Story) -> None:
    counts = {record: len(rows) for record, rows in big.rows.items()}
    assert counts["pipeline"] == 700
    assert counts["team"] == 40
    assert 270 <= counts["customers"] <= 300
    assert 4 * 700 <= counts["activities"] <= 5.5 * 700
    assert counts == {record: len(list(rows)) for record, rows in big.rows.items()}


def test_the_first_150_are_the_story(big: Story) -> None:
    told = build_story(big.lang, "b2b", TODAY, mistakes=())
    assert list(big.rows["pipeline"][:150]) == list(told.rows["pipeline"])
    assert list(big.rows["activities"][: len(told.rows["activities"])]) == list(told.rows["activities"])


def test_ids_go_on_and_references_hold(big: Story) -> None:
    deals = _rows(big, "pipeline")
    assert [row["id"] for row in deals] == [f"O-{n:04d}" for n in range(1, 701)]
    known = {
        record: {row["id"] for row in _rows(big, record)} for record in ("team", "customers", "pipeline")
    }
    for record, key, target in (
        ("pipeline", "customer", "customers"), ("pipeline", "owner", "team"), ("pipeline", "approved_by", "team"),
        ("activities", "customer", "customers"), ("activities", "rep", "team"), ("tasks", "assignee", "team"),
        ("activities", "opportunity", "pipeline"), ("stage_log", "opportunity", "pipeline"),
        ("tasks", "opportunity", "pipeline"), ("tasks", "customer", "customers"), ("customers", "owner", "team"),
        ("stage_log", "owner", "team"), ("team", "manager", "team"),
    ):  # fmt: skip
        assert {row[key] for row in _rows(big, record) if key in row} <= known[target], (record, key)
    for record in ("team", "customers", "tasks"):
        ids = [row["id"] for row in _rows(big, record)]
        assert len(ids) == len(set(ids)), record


def test_deals_of_further_teams_are_clean(big: Story) -> None:
    rules = {row["code"]: row for row in stages("b2b")}
    customers = {row["id"]: row for row in _rows(big, "customers")}
    for deal in _rows(big, "pipeline")[150:]:
        rule = rules[deal["stage"]]
        for need in rule["required_fields"].split(","):
            name, _, lang = need.partition("@")
            record, _, key = name.partition(".")
            if lang in ("", big.lang):
                row = deal if record == "pipeline" else customers[deal["customer"]]
                assert row.get(key) not in (None, "", ()), (deal["id"], need)
        if rule["kind"] == "open":
            assert (TODAY - deal["stage_since"]).days <= int(rule["max_days"]), deal["id"]
        assert customers[deal["customer"]]["owner"] == deal["owner"] or deal["stage"] not in OPEN


def test_names_numbers_and_codes_are_their_own(big: Story) -> None:
    for key in ("name", "phone", "email", "credit_code" if big.lang == "zh" else "registration_no"):
        values = [row[key] for row in _rows(big, "customers")]
        assert len(values) == len(set(values)), key
    for key in ("name", "email"):
        values = [row[key] for row in _rows(big, "team")]
        assert len(values) == len(set(values)), key
    for key in ("quote_no", "contract_no"):
        values = [row[key] for row in _rows(big, "pipeline") if key in row]
        assert len(values) == len(set(values)), key


def test_texts_speak_of_the_customer_and_the_deal_in_hand(big: Story) -> None:
    deals = {row["id"]: row for row in _rows(big, "pipeline")}
    shorts = {row["id"]: row["short_name"] for row in _rows(big, "customers")}
    story_shorts = {shorts[f"C-{n:03d}"] for n in range(1, 61)}
    for row in _rows(big, "activities"):
        own = deals.get(row.get("opportunity", ""), {}).get("quote_no")
        if "Q26" in row["content"] and own:
            assert own in row["content"]
        if int(row["customer"][2:]) > 60 and big.lang == "zh":
            assert not any(short in row["content"] for short in story_shorts), row


def test_targets_still_add_up(big: Story) -> None:
    for period in ("2026-10", "2026-11", "2026"):
        sums = dict.fromkeys(("company", "team", "person"), Decimal(0))
        for row in _rows(big, "targets"):
            if row["period"] == period and row["measure"] == "won_amount":
                sums[row["level"]] += row["value"]
        assert sums["company"] == sums["team"] == sums["person"] > 0


def test_the_seed_changes_what_follows_and_only_that() -> None:
    one, two = (build_story("zh", "b2b", TODAY, opportunities=300, seed=seed) for seed in (1, 2))
    assert list(one.rows["pipeline"][:150]) == list(two.rows["pipeline"][:150])
    assert list(one.rows["pipeline"][150:]) != list(two.rows["pipeline"][150:])
    again = build_story("zh", "b2b", TODAY, opportunities=300, seed=1)
    assert all(list(rows) == list(again.rows[record]) for record, rows in one.rows.items())
    assert one.raw == again.raw


def test_mistakes_are_planted_in_the_story_only() -> None:
    story = build_story("en", "b2b", TODAY, opportunities=300)
    small = build_story("en", "b2b", TODAY)
    assert story.raw == small.raw


@pytest.mark.parametrize("count", [1, 20, 149])
def test_fewer_deals_leave_out_what_belongs_to_the_others(count: int) -> None:
    story = build_story("zh", "b2b", TODAY, opportunities=count)
    *rows, total = story.rows["pipeline"]
    assert "customer" not in total, "the planted totals row"
    deals = {row["id"] for row in rows}
    customers = {row["id"] for row in story.rows["customers"]}
    assert len(deals) == count
    assert {row["customer"] for row in rows} == customers
    for record in ("activities", "tasks", "stage_log"):
        for row in story.rows[record]:
            assert row.get("opportunity") in deals | {None}
            assert row.get("customer") in customers | {None}
    assert all(row < len(story.rows[record]) for record, row, _ in story.raw if record != "steps")


def test_rows_are_found_by_number_from_either_end(big: Story) -> None:
    deals = big.rows["pipeline"]
    assert deals[-1] == list(deals)[-1]
    assert deals[0] == next(iter(deals))
    assert [row["id"] for row in deals[149:152]] == ["O-0150", "O-0151", "O-0152"]
    with pytest.raises(IndexError):
        deals[700]


def test_half_a_million_deals_are_told_without_holding_them() -> None:
    story = build_story("en", "b2b", TODAY, opportunities=500_000)
    assert len(story.rows["pipeline"]) == 500_000 + 1, "with the planted totals row"
    assert story.rows["pipeline"][500_000]["id"] == "O-500000"
    assert 199_000 <= len(story.rows["customers"]) <= 201_000
