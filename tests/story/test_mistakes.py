"""Planted mistakes: each spoils what it says and nothing else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.template.story import Story, build_story
from sheetsales.template.story.mistakes import MISTAKES, PLANTED_NOW
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang

TODAY = dt.date(2026, 11, 2)
LANGS: tuple[Lang, ...] = ("zh", "en")


def plant(mistake: str, lang: Lang = "zh") -> Story:
    return build_story(lang, "b2b", TODAY, mistakes=(mistake,))


def changed(clean: Story, spoilt: Story, record: str) -> list[tuple[Any, Any]]:
    """Rows that differ, before and after, where no row came or went."""
    pairs = zip(clean.rows[record], spoilt.rows[record], strict=True)
    return [(before, after) for before, after in pairs if before != after]


def find(story: Story, record: str, row_id: str) -> dict[str, Any]:
    return dict(next(row for row in story.rows[record] if row.get("id") == row_id))


def test_every_mistake_of_the_table_can_be_planted() -> None:
    assert [mistake.id for mistake in MISTAKES] == [row["id"] for row in source("mistakes")]
    assert set(PLANTED_NOW) <= {mistake.id for mistake in MISTAKES}


@pytest.mark.parametrize("mistake", [m.id for m in MISTAKES if m.id != "X16"])
@pytest.mark.parametrize("lang", LANGS)
def test_each_changes_something_and_little(lang: Lang, mistake: str, zh: Story, en: Story) -> None:
    clean, spoilt = (zh if lang == "zh" else en), plant(mistake, lang)
    records = {r for r in clean.rows if list(clean.rows[r]) != list(spoilt.rows[r])}
    assert bool(records) != bool(spoilt.raw)
    assert len(records) <= 3
    assert len(spoilt.raw) <= 1


def test_the_whale_is_there_anyway(zh: Story) -> None:
    assert plant("X16").rows == zh.rows


@pytest.mark.parametrize(
    ("mistake", "record", "row_id", "column", "value"),
    [
        ("X07", "pipeline", "O-0055", "owner", None),
        ("X12", "customers", "C-011", "owner", "S08"),
        ("X13", "customers", "C-033", "grade", "D"),
        ("X14", "customers", "C-009", "next_contact", None),
        ("X17", "pipeline", "O-0131", "approved_by", None),
        ("X18", "pipeline", "O-0133", "approved_by", "S07"),
        ("X19", "pipeline", "O-0088", "closed_on", dt.date(2026, 11, 20)),
        ("X20", "pipeline", "O-0109", "expected_close", dt.date(2026, 8, 31)),
        ("X21", "pipeline", "O-0134", "next_step_on", dt.date(2026, 10, 9)),
        ("X22", "pipeline", "O-0097", "amount", Decimal(26)),
        ("X23", "pipeline", "O-0140", "forecast_category", "commit"),
        ("X24", "pipeline", "O-0091", "contract_no", None),
        ("X25", "pipeline", "O-0102", "reason", None),
        ("X33", "tasks", "T-031", "assignee", "S08"),
        ("X34", "tasks", "T-052", "assignee", "S07"),
    ],
)
def test_one_cell_is_spoilt(
    zh: Story, mistake: str, record: str, row_id: str, column: str, value: object
) -> None:
    [(before, after)] = changed(zh, plant(mistake), record)
    assert before["id"] == row_id
    assert {k for k in set(before) | set(after) if before.get(k) != after.get(k)} == {column}
    assert after.get(column) == value


@pytest.mark.parametrize(
    ("mistake", "lang", "record", "row", "column", "raw"),
    [
        ("X01", "zh", "pipeline", 6, "amount", "128000"),
        ("X02", "zh", "pipeline", 18, "expected_close", "2026.11.15"),
        ("X04", "en", "customers", 13, "registration_no", 1482937.0),
        ("X05", "zh", "pipeline", 32, "stage", "谈叛"),
        ("X05", "en", "pipeline", 32, "stage", "Negotation"),
        ("X06", "en", "pipeline", 41, "probability", 75),
        ("X09", "zh", "customers", 28, "phone", "１３０ ００００ ０２０３"),
        ("X29", "zh", "steps", 17, "evidence", "审批时间"),
        ("X29", "en", "steps", 17, "evidence", "Approved at"),
    ],
)
def test_raw_cells_stand_as_typed(
    mistake: str, lang: Lang, record: str, row: int, column: str, raw: object
) -> None:
    assert plant(mistake, lang).raw == {(record, row, column): raw}


def test_x03_a_date_of_the_carer_that_can_be_read_two_ways(zh: Story) -> None:
    story = plant("X03")
    [((record, row, column), raw)] = story.raw.items()
    assert (record, column, raw) == ("activities", "date", "3/4/2026")
    assert story.rows[record][row]["rep"] == "S05"
    assert "opportunity" not in story.rows[record][row]


def test_x04_the_chinese_code_loses_its_last_digits() -> None:
    [((record, row, column), raw)] = plant("X04").raw.items()
    assert (record, row, column) == ("customers", 13, "credit_code")
    assert f"{raw:.5E}" == "9.13302E+17"


def test_x08_a_totals_row_ends_the_pipeline(zh: Story) -> None:
    rows = plant("X08").rows["pipeline"]
    assert len(rows) == 151
    assert rows[-1]["id"] == "合计"
    amounts: list[Any] = [row["amount"] for row in zh.rows["pipeline"] if "amount" in row]
    assert rows[-1]["amount"] == sum(amounts)


def test_x10_the_same_company_twice_with_two_owners() -> None:
    for lang, name in (("zh", "宁波甬润机械有限公司"), ("en", "Norbury Machinery Limited")):
        story = plant("X10", lang)  # type: ignore[arg-type]
        first, second = find(story, "customers", "C-021"), find(story, "customers", "C-058")
        assert second["name"] == name
        assert first["phone"] == second["phone"]
        assert (first["owner"], second["owner"]) == ("S03", "S07")


def test_x11_a_wrong_check_character_and_a_mail_without_at(zh: Story) -> None:
    before, after = find(zh, "customers", "C-026"), find(plant("X11"), "customers", "C-026")
    assert before["credit_code"][:-1] == after["credit_code"][:-1]
    assert before["credit_code"] != after["credit_code"]
    assert find(plant("X11", "en"), "customers", "C-026")["email"] == "j.ward.example.com"


def test_x15_the_last_contact_is_fifty_five_days_ago() -> None:
    story = plant("X15")
    days: list[Any] = [row["date"] for row in story.rows["activities"] if row["customer"] == "C-004"]
    assert (TODAY - max(days)).days == 55
    assert find(story, "customers", "C-004")["last_contact"] == dt.date(2026, 9, 8)


def test_x26_straight_to_the_quotation_without_a_trace() -> None:
    story = plant("X26")
    log = [row for row in story.rows["stage_log"] if row["opportunity"] == "O-0115"]
    assert [(row.get("from"), row["to"]) for row in log] == [(None, "identify"), ("identify", "quote")]
    assert find(story, "pipeline", "O-0115")["kind"] == "new"
    assert find(story, "pipeline", "O-0115")["created_on"] == log[0]["seen_on"]
    days: list[Any] = [row["date"] for row in story.rows["activities"] if row.get("opportunity") == "O-0115"]
    assert sum(day < log[1]["seen_on"] for day in days) == 1


def test_x27_back_from_the_negotiation_to_the_first_contact() -> None:
    story = plant("X27")
    log: list[Any] = [row for row in story.rows["stage_log"] if row["opportunity"] == "O-0122"]
    log.sort(key=lambda row: row["seen_on"])
    assert (log[-1]["from"], log[-1]["to"]) == ("negotiate", "contact")
    assert [row["to"] for row in log] == ["identify", "contact", "needs", "quote", "negotiate", "contact"]
    assert find(story, "pipeline", "O-0122")["stage"] == "contact"


def test_x28_one_contact_in_the_negotiation() -> None:
    story = plant("X28")
    deal = find(story, "pipeline", "O-0129")
    assert deal["stage_since"] == dt.date(2026, 10, 26)
    days: list[Any] = [row["date"] for row in story.rows["activities"] if row.get("opportunity") == "O-0129"]
    assert [day for day in days if day >= deal["stage_since"]] == [dt.date(2026, 10, 29)]


def test_x30_one_person_has_no_target_next_month(zh: Story) -> None:
    spoilt = plant("X30").rows["targets"]
    gone = [row for row in zh.rows["targets"] if row not in spoilt]
    assert [(row["period"], row["owner"]) for row in gone] == [("2026-11", "吴昊")]


def test_x31_the_team_has_more_than_its_people(zh: Story) -> None:
    [(before, after)] = changed(zh, plant("X31"), "targets")
    assert (before["period"], before["owner"]) == ("2026Q4", "华东组")
    assert (before["value"], after["value"]) == (Decimal(1_080_000), Decimal(1_200_000))


def test_x32_no_measure_at_all() -> None:
    for lang, text in (("zh", "提升客户关系"), ("en", "Improve customer relationships")):
        story = plant("X32", lang)  # type: ignore[arg-type]
        [((record, row, column), raw)] = story.raw.items()
        assert (record, column, raw) == ("targets", "measure", text)
        assert story.rows[record][row]["owner"] in ("何嘉怡", "Holly Jenkins")
        assert story.rows[record][row]["period"] == "2026"


def test_x35_forty_six_hours_in_a_week() -> None:
    rows: list[Any] = [dict(row) for row in plant("X35").rows["tasks"]]
    week = [
        r
        for r in rows
        if r["assignee"] == "S04" and r["status"] == "open" and r["due"] <= dt.date(2026, 11, 6)
    ]
    assert sum(row["hours"] for row in week) == 46


@pytest.mark.parametrize("mistake", [m.id for m in MISTAKES])
def test_a_story_cut_short_takes_any_mistake(mistake: str) -> None:
    story = build_story("zh", "b2b", TODAY, opportunities=3, mistakes=(mistake,))
    assert len(story.rows["pipeline"]) == (4 if mistake == "X08" else 3)


def test_the_sop_process_has_no_such_step() -> None:
    assert build_story("zh", "sop", TODAY, mistakes=("X29",)).raw == {}


def test_what_a_sample_workbook_carries(planted: Story) -> None:
    assert len(planted.raw) == 9
    assert "owner" not in find(planted, "pipeline", "O-0055")
    assert "contract_no" not in find(planted, "pipeline", "O-0091")
    assert "reason" not in find(planted, "pipeline", "O-0102")
