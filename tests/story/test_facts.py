"""The story tells what the design says: so many deals, won by whom, when and for how much."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise

from sheetsales.template.story import Story

WON = ("won", "after")
MONTHS = {
    "2025-11": (3, "71.2"), "2025-12": (5, "128.6"), "2026-01": (2, "38.4"), "2026-02": (1, "11.6"),
    "2026-03": (4, "86.5"), "2026-04": (3, "59.8"), "2026-05": (3, "62.3"), "2026-06": (4, "104.7"),
    "2026-07": (2, "43.9"), "2026-08": (2, "40.6"), "2026-09": (4, "98.2"), "2026-10": (3, "64.5"),
}  # fmt: skip
PEOPLE = {
    "S02": (5, "118.0"), "S03": (12, "302.4"), "S04": (7, "163.5"), "S05": (5, "96.2"), "S06": (4, "71.8"),
    "S07": (1, "9.6"), "S08": (2, "48.8"),
}  # fmt: skip


def _deal(story: Story, deal: str) -> dict[str, object]:
    return dict(next(row for row in story.rows["pipeline"] if row["id"] == deal))


def _sums(story: Story, key: object) -> dict[str, tuple[int, Decimal]]:
    counts: Counter[str] = Counter()
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in story.rows["pipeline"]:
        if row["stage"] in WON:
            group = row["owner"] if key == "owner" else f"{row['closed_on']:%Y-%m}"
            counts[str(group)] += 1
            amounts[str(group)] += row["amount"]  # type: ignore[operator]
    return {group: (counts[group], amounts[group]) for group in counts}


def _in_full(table: dict[str, tuple[int, str]]) -> dict[str, tuple[int, Decimal]]:
    return {key: (count, Decimal(ten) * 10_000) for key, (count, ten) in table.items()}


def test_36_won_62_lost_and_52_open(zh: Story) -> None:
    stages = Counter(str(row["stage"]) for row in zh.rows["pipeline"])
    assert len(zh.rows["pipeline"]) == 150
    assert stages["won"] + stages["after"] == 36
    assert stages["lost"] == 62
    assert stages["hold"] == 0
    assert sum(stages[s] for s in ("identify", "contact", "needs", "present", "quote", "negotiate")) == 52


def test_wins_by_month_to_the_fen(zh: Story) -> None:
    assert _sums(zh, "month") == _in_full(MONTHS)


def test_wins_by_person_to_the_fen(zh: Story) -> None:
    assert _sums(zh, "owner") == _in_full(PEOPLE)


def test_the_year_to_date_is_6_105_000(zh: Story) -> None:
    won = (r for r in zh.rows["pipeline"] if r["stage"] in WON and r["closed_on"] >= dt.date(2026, 1, 1))  # type: ignore[operator]
    assert sum(r["amount"] for r in won) == 6_105_000  # type: ignore[misc]


def test_customers_by_line_region_type_and_source(zh: Story) -> None:
    rows = zh.rows["customers"]
    assert len(rows) == 60
    assert Counter(r["industry"] for r in rows) == {
        "machining": 14, "auto": 12, "food": 10, "electronics": 9, "textiles": 8, "chemicals": 7,
    }  # fmt: skip
    assert Counter(r["region"] for r in rows) == {
        "east": 24, "north": 12, "south": 12, "southwest": 7, "central": 5,
    }  # fmt: skip
    assert Counter((r["type"], r["grade"]) for r in rows) == {
        ("high", "A"): 6, ("high", "B"): 6, ("potential", "B"): 8, ("potential", "C"): 18, ("general", "C"): 8,
        ("general", "D"): 14,
    }  # fmt: skip
    assert Counter(r["source"] for r in rows) == {
        "referral": 17, "exhibition": 13, "website": 12, "cold_call": 10, "partner": 8,
    }  # fmt: skip


def test_the_team_is_as_it_should_be(zh: Story, en: Story) -> None:
    team = {str(row["id"]): row for row in zh.rows["team"]}
    assert [row["name"] for row in zh.rows["team"]] == [
        "周敏",
        "陈立群",
        "林晓燕",
        "赵国梁",
        "何嘉怡",
        "吴昊",
        "孙可",
        "马驰",
    ]
    assert en.rows["team"][3]["name"] == "Graham Whitlock"
    assert [i for i, row in team.items() if row["active"] == "no"] == ["S08"]
    assert team["S08"]["left_on"] == dt.date(2026, 6, 30)
    assert team["S07"]["hired_on"] == dt.date(2026, 8, 3)


def test_the_whale_is_stuck_with_the_overloaded_rep(zh: Story) -> None:
    whale = _deal(zh, "O-0118")
    assert (whale["stage"], whale["owner"], whale["amount"]) == ("negotiate", "S04", Decimal(2_860_000))
    assert whale["quantity"] == 17
    assert whale["stage_since"] == dt.date(2026, 7, 14)
    assert whale["expected_close"] == dt.date(2026, 11, 30)
    days = [row["date"] for row in zh.rows["activities"] if row.get("opportunity") == "O-0118"]
    assert max(days) == dt.date(2026, 8, 27)  # type: ignore[type-var]


def test_the_whale_was_pushed_four_times(zh: Story) -> None:
    log = [row for row in zh.rows["stage_log"] if row["opportunity"] == "O-0118" and "expected_close" in row]
    closes = [row["expected_close"] for row in log]
    months = [f"{close:%Y-%m}" for close in closes]
    assert sum(later > earlier for earlier, later in pairwise(months)) == 4
    assert closes[-1] == dt.date(2026, 11, 30)


def test_the_leavers_seven_accounts_went_to_graham(zh: Story) -> None:
    accounts = [row for row in zh.rows["customers"] if "马驰" in str(row.get("notes", ""))]
    assert len(accounts) == 7
    assert "C-011" in [row["id"] for row in accounts]
    assert {row["owner"] for row in accounts} == {"S04"}
    last = max(row["date"] for row in zh.rows["activities"] if row["rep"] == "S08")  # type: ignore[type-var]
    assert last <= dt.date(2026, 6, 30)  # type: ignore[operator]
    moved = {r["opportunity"] for r in zh.rows["stage_log"] if r["owner"] == "S08"} & {
        r["id"] for r in zh.rows["pipeline"] if r["owner"] == "S04"
    }
    assert moved


def test_norbury_machinery_belongs_to_the_star(zh: Story, en: Story) -> None:
    by_id = {row["id"]: row for row in en.rows["customers"]}
    assert by_id["C-021"]["name"] == "Norbury Machinery Ltd"
    assert next(r for r in zh.rows["customers"] if r["id"] == "C-021")["name"] == "甬润机械有限公司"
    assert by_id["C-021"]["owner"] == "S03"
    assert by_id["C-058"]["owner"] == "S07"
    assert by_id["C-058"]["name"] != by_id["C-021"]["name"]


def test_holly_gives_fifteen_per_cent(zh: Story) -> None:
    deal = _deal(zh, "O-0131")
    assert (deal["owner"], deal["stage"], deal["discount"]) == ("S05", "quote", Decimal("0.15"))
    assert deal["approved_by"] == "S01"


def test_accounts_kept_free_of_open_deals(zh: Story) -> None:
    open_stages = ("identify", "contact", "needs", "present", "quote", "negotiate")
    busy = {row["customer"] for row in zh.rows["pipeline"] if row["stage"] in open_stages}
    assert not busy & {"C-004", "C-009", "C-011", "C-026", "C-033"}


def test_about_seven_hundred_contacts_of_every_kind(zh: Story, en: Story) -> None:
    rows = zh.rows["activities"]
    assert 650 <= len(rows) <= 780
    assert {row["kind"] for row in rows} == {"call", "visit", "wechat", "email", "demo", "meeting"}
    assert "wechat" not in {row["kind"] for row in en.rows["activities"]}


def test_no_two_texts_are_used_up(zh: Story) -> None:
    """Contents vary: no sentence stands in more than a twelfth of the log."""
    used = Counter(str(row["content"])[:12] for row in zh.rows["activities"])
    assert max(used.values()) < len(zh.rows["activities"]) / 12


def test_the_settings_of_the_sample(zh: Story, en: Story) -> None:
    assert zh.settings == {
        "team_name": "澄远仪器销售部", "currency": "CNY", "calendar": "CN", "report_month": "2026-10",
        "quota_calls_day": "8", "quota_visits_week": "4", "quota_new_leads_month": "10",
    }  # fmt: skip
    assert en.settings["currency"] == "GBP"
    assert en.settings["calendar"] == "UK"
