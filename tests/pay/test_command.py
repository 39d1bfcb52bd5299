"""``sheetsales pay`` at the terminal."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sheetsales.cli.main import main
from tests.pay.conftest import PEOPLE, QUARTER
from tests.pay.sheets import change, commission

DAY = ("--today", "2026-11-02")


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["pay", str(folder / PEOPLE), *arguments, *DAY])
    return int(str(ended.value.code or 0)), capsys.readouterr().out


def test_from_draft_to_approval(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, english, "--period", QUARTER)
    assert code == 0
    assert "Laura Bennett: £38,348.50 (Commission 35,848.50, Bonus 500.00, Honour 2,000.00)" in said
    assert "2026Q3 comes to 30 slices, £70,588.24 in all; nothing was written." in said
    assert "30 rows of drafts" in run(capsys, english, "--period", QUARTER, "--draft", "--dry-run")[1]
    assert (
        "Drafts of 2026Q3 are in Commission: 30 rows"
        in run(capsys, english, "--period", QUARTER, "--draft")[1]
    )
    _, said = run(capsys, english, "--period", QUARTER, "--approve", "--by", "S01", "--out", str(english))
    assert "Approved 21 rows of 2026Q3" in said
    assert "Made " in said


def test_as_json(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, english, "--period", QUARTER, "--json", "--lang", "zh")
    found = json.loads(said)
    assert (code, found["written"]) == (0, False)
    assert {p["person"]: p["total"] for p in found["people"]}["S06"] == "0.00"
    one = next(s for s in found["slices"] if s["person"] == "S05")
    assert (one["base"], one["amount"], one["share"]) == ("165900", "3459.50", "1")
    assert "按档所得" in one["why"]


def test_what_is_open_is_told_and_makes_exit_code_one(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(english, "pipeline", "O-0086", "co_owner", "Owen Hughes")
    change(english, "pipeline", "O-0086", "co_share", 1.1)
    code, said = run(capsys, english, "--period", QUARTER)
    assert code == 1
    assert "Not counted: Pipeline O-0086, a co-share of 110%: the parts must add up to 100 %" in said
    code, said = run(capsys, english, "--period", "2026Q4")
    assert code == 1
    assert "Not settled: Owen Hughes REP-2026, 2026-11 has no target" in said


def test_what_if(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys, english, "--period", "2026Q4", "--if", "S03 +200000")
    assert "Laura Bennett: £6,000.00 more" in said
    assert run(capsys, english, "--period", QUARTER, "--if", "S03 +1", "--draft")[0] == 2


def test_an_adjustment_is_told(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, english, "--period", QUARTER, "--draft")
    run(capsys, english, "--period", QUARTER, "--approve", "--by", "S01")
    change(english, "pipeline", "O-0086", "amount", 368_100)
    code, said = run(capsys, english, "--period", QUARTER)
    assert code == 1
    assert (
        "Laura Bennett: 2026Q3 was approved at 38,348.50; today it comes to 37,898.50: -450.00 to settle"
        in said
    )


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("USD 378100", "its amount is in USD, and Settings has no rate for that"),
        ("about 400k", "its amount 'about 400k' cannot be read"),
        (None, "no amount"),
    ],
)
def test_a_deal_whose_amount_is_unknown_says_why_and_so_does_its_money(
    english: Path, capsys: pytest.CaptureFixture[str], amount: str | None, why: str
) -> None:
    change(english, "pipeline", "O-0086", "amount", amount)
    _, said = run(capsys, english, "--period", QUARTER)
    assert f"Not counted: Pipeline O-0086, {why}" in said
    assert ", its deal, O-0086, is not counted" in said
    assert "nobody can tell" not in said


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("amount", "about 5", "its amount 'about 5' cannot be read"),
        ("received_on", None, "no day of receipt"),
    ],
)
def test_money_whose_amount_or_day_nobody_can_tell_is_named(
    english: Path, capsys: pytest.CaptureFixture[str], column: str, value: str | None, why: str
) -> None:
    change(english, "receipts", "RC-010", column, value)
    code, said = run(capsys, english, "--period", QUARTER)
    assert (code, f"Not counted: Receipts RC-010, {why}" in said) == (1, True)


def test_what_people_question_and_confirm_is_told_until_it_is_paid(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, english, "--period", QUARTER, "--draft")
    found = commission(english)
    rows = [row["Person"] for row in found]
    mine, other = rows.index("Holly Jenkins"), rows.index("Graham Whitlock")
    change(english, "commission", str(mine), "query", "My share was 70 %", own=True)
    change(english, "commission", str(other), "confirmed_on", dt.date(2026, 10, 20), own=True)
    code, said = run(capsys, english, "--period", QUARTER)
    assert code == 1
    deal = found[mine]["Opportunity"]
    assert deal
    assert f"Queried: Holly Jenkins {deal}, My share was 70 %" in said
    assert "Confirmed by themselves: Graham Whitlock" in said
    assert "Graham Whitlock" in [row["Person"] for row in commission(english) if row["Confirmed on"]]
    told = json.loads(run(capsys, english, "--period", QUARTER, "--json")[1])["answers"]
    assert [(one["person"], one["query"], one["confirmed_on"]) for one in told] == [
        ("S04", None, "2026-10-20"), ("S05", "My share was 70 %", None),
    ]  # fmt: skip
    run(capsys, english, "--period", QUARTER, "--draft")
    assert "Queried: Holly Jenkins" in run(capsys, english, "--period", QUARTER)[1], "a later run keeps it"
    for row in (mine, other):
        change(english, "commission", str(row), "status", "Paid", own=True)
    assert "Queried" not in run(capsys, english, "--period", QUARTER)[1]
