"""The section on commission: what the manager sees adds up and is the quarter's so far, a person sees the own, a team
nothing, and a workbook without plans says so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.indicators.period import Period, month, parse_period
from sheetsales.reports.pay_told import PayTold
from sheetsales.workflow.opening import open_both
from sheetsales.workflow.pay_told import pay_told
from sheetsales.workflow.paying import approve_pay, draft_pay, preview_pay
from sheetsales.workflow.report_asked import Asked, Wanted
from sheetsales.workflow.reporting import report, report_people
from sheetsales.workflow.writing import write_plan
from tests.office.office import wrong_values
from tests.pay.conftest import BOOK, PEOPLE, QUARTER, TODAY
from tests.pay.sheets import change, numbers, parts

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
OCTOBER = month(2026, 10)
SO_FAR = {
    "S02": (330000, 0, "1708.40", "0", "0"),
    "S03": (600000, 331100, "6933.00", "0", "0"),
    "S04": (810000, 0, "0", "0", "0"),
    "S05": (510000, 0, "0", "0", "0"),
    "S06": (280000, 217900, "3767.50", "0", "0"),
    "S07": (150000, 96000, "1500.00", "500.00", "500"),
}
"""By the end of October, the first month of a quarter: everybody's target of the quarter, own value signed, commission,
guarantee and bonus for new customers, by hand."""
ALL, SIGNED = Decimal("13908.90"), Decimal(645000)


def told(folder: Path, period: Period = OCTOBER, today: dt.date = TODAY) -> PayTold:
    found = pay_told(open_both(folder / PEOPLE, today=today), period, today)
    assert found is not None
    return found


def made(folder: Path, period: str, wanted: Wanted | None = None, *, full: bool = True) -> tuple[Path, Any]:
    """The report and its sections as data."""
    wanted = wanted or Wanted()
    out = folder / f"{period}-{wanted.edition}-{wanted.who}{wanted.team}-{full}.xlsx"
    done = report(folder / PEOPLE, Asked(TODAY, period, full=full, force=True, out=out), wanted)
    return done.path, done.as_json("en")["sections"]


def total(section: dict[str, Any]) -> float:
    rows: list[dict[str, float]] = section["tables"]["pay"]["rows"]
    return round(sum(row["pay"] for row in rows), 2)


def test_a_quarter_so_far_by_hand(english: Path) -> None:
    found = told(english)
    assert (found.label, found.so_far, found.signed) == ("2026Q4", True, SIGNED)
    for person, (_, results, *amounts) in SO_FAR.items():
        mine = found.of(person)
        assert [
            sum((s.amount for s in mine.slices if s.kind == kind), Decimal())
            for kind in ("commission", "guarantee", "bonus")
        ] == [Decimal(amount) for amount in amounts], person
        own = [one for one in mine.lines if one.results is not None and not one.plan.startswith("LEAD")]
        assert sum((one.results or Decimal() for one in own), Decimal()) == results, person
    team = [s.amount for s in found.slices if s.kind == "commission" and s.person != "S01"]
    assert sum(team) == ALL
    assert round(ALL / SIGNED, 4) == Decimal("0.0216")


def test_targets_of_the_quarter_by_hand(english: Path) -> None:
    """Of those with a plan by attainment the line says it."""
    lines = told(english).lines
    for person, (target, *_) in SO_FAR.items():
        own = [one.target for one in lines if one.person == person and one.plan.startswith("REP")]
        assert own in ([], [target]), person
    assert [one.person for one in lines if one.target == 280000] == ["S06"]


def test_the_page_and_its_data_say_what_pay_says(both: Path) -> None:
    found = preview_pay(both / PEOPLE, QUARTER, today=TODAY)
    _, sections = made(both, QUARTER)
    section = sections["pay"]
    paid = sum((s.amount for s in found.pay.slices), Decimal())
    assert total(section) == float(paid)
    assert QUARTER in section["sentence"]
    for row in section["tables"]["pay"]["rows"]:
        if row["rate"] is not None:
            assert row["rate"] == pytest.approx(row["pay"] / row["base"])


def test_states_follow_drafts_and_approval(english: Path) -> None:
    third = parse_period(QUARTER, 1)
    assert third is not None
    assert {one.status for one in told(english, third).lines} == {"none"}
    draft_pay(english / PEOPLE, QUARTER, today=TODAY)
    drafted = told(english, third)
    assert {one.status for one in drafted.lines} == {"draft"}
    assert len(drafted.drafts) == len(drafted.slices)
    assert f"{len(drafted.drafts)} rows await approval" in made(english, QUARTER)[1]["pay"]["sentence"]
    approve_pay(english / PEOPLE, QUARTER, "Helen Marsh", today=TODAY)
    approved = told(english, third)
    assert {one.person: one.status for one in approved.lines} == {
        one.person: "draft" if one.person == "S01" else "approved" for one in drafted.lines
    }
    assert sum(s.amount for s in approved.slices) == sum(s.amount for s in drafted.slices)


def test_a_later_difference_stands_as_an_adjustment(english: Path) -> None:
    draft_pay(english / PEOPLE, QUARTER, today=TODAY)
    approve_pay(english / PEOPLE, QUARTER, "Helen Marsh", today=TODAY)
    change(english, "pipeline", "O-0076", "amount", 300000)
    third = parse_period(QUARTER, 1)
    assert third is not None
    kinds = {one.kind for one in told(english, third).of("S03").lines}
    assert "adjustment" in kinds


def test_the_last_month_of_a_quarter_tells_all_of_it(english: Path) -> None:
    found = told(english, month(2026, 9))
    assert (found.label, found.so_far) == (QUARTER, False)


def test_rows_by_month_are_told_by_month(english: Path) -> None:
    draft_pay(english / PEOPLE, "2026-09", today=TODAY)
    found = told(english, month(2026, 9))
    assert found.label == "2026-09"
    assert found.drafts


def test_a_plan_that_cannot_be_worked_out_is_a_dash(english: Path) -> None:
    """Its target is gone: nothing is paid, and the line says why."""
    opened = open_both(english / PEOPLE, today=TODAY)
    table = opened.book.table("targets")
    for row in range(len(table)):
        if table.get("owner")[row] == "Holly Jenkins" and str(table.get("period")[row]).startswith("2026"):
            cell = table.cell(row, "period")
            assert cell is not None
            _write(english, cell, "2020-01")
    _, sections = made(english, QUARTER)
    rows = [r for r in sections["pay"]["tables"]["pay"]["rows"] if r["name"] == "Holly Jenkins"]
    line = next(r for r in rows if r["plan"] == "REP-2026")
    assert (line["pay"], line["results"]) == (None, 340000)
    assert "target" in line["reason"]["pay"]


def _write(folder: Path, cell: CellRef, value: str) -> None:
    write_plan(folder / BOOK, EditPlan((SetCell(cell, value),)))


def test_a_person_sees_the_own_and_nothing_of_others(both: Path) -> None:
    """Every part of every file is searched for every amount of everybody else."""
    found = told(both, OCTOBER)
    people = list(dict.fromkeys(one.person for one in found.lines))
    pay = {
        who: {f"{abs(s.amount):.2f}" for s in found.of(who).slices if abs(s.amount) >= 10} for who in people
    }
    sums = {who: f"{sum(s.amount for s in found.of(who).slices):.2f}" for who in people}
    for who in people:
        path, sections = made(both, "2026-10", Wanted("person", who=who), full=False)
        assert total(sections["own_pay"]) == float(sums[who])
        others = {amount for other in people if other != who for amount in (*pay[other], sums[other])}
        # what stands in records that everybody sees is no amount of pay: a bonus of 500, a line of 2,000
        chance = pay[who] | {sums[who]} | {a for a in others if a.endswith(".00")}
        assert not (others - chance) & numbers(path), who


def test_the_team_sees_nothing(both: Path) -> None:
    found = told(both, OCTOBER)
    amounts = {f"{abs(s.amount):.2f}" for s in found.slices if not f"{s.amount:.2f}".endswith(".00")}
    assert amounts
    team = open_both(both / PEOPLE, today=TODAY).book.table("team").get("team")[1]
    for wanted in (Wanted("team"), Wanted("team", team=team)):
        path, sections = made(both, "2026-10", wanted)
        assert not {"pay", "own_pay"} & sections.keys()
        text = "".join(parts(path).values())
        assert not [name for name in ("tblPay", "REP-2026", "SEN-2026", "LEAD-2026") if name in text]
        assert not amounts & numbers(path)


def test_everybodys_editions_at_once_hold_the_same(english: Path) -> None:
    out = english / "editions"
    done = report_people(english / PEOPLE, Asked(TODAY, "2026-10", out=out, several=True))
    found = told(english)
    sums = {
        one.path.stem: total(sections["own_pay"])
        for one in done
        if "own_pay" in (sections := one.as_json("en")["sections"])
    }
    people = dict.fromkeys(one.person for one in found.lines)
    assert sorted(sums.values()) == sorted(
        float(sum(s.amount for s in found.of(who).slices)) for who in people if who != "S08"
    )


def test_lines_of_ones_own_do_not_tell_ones_place(english: Path) -> None:
    """Those of the whole are numbered by who gets most."""
    found = told(english)
    for who in dict.fromkeys(one.person for one in found.lines):
        mine = found.of(who)
        assert [one.key for one in mine.lines] == [str(at) for at, _ in enumerate(mine.lines, 1)]
        assert {s.line for s in mine.slices} <= {one.key for one in mine.lines}


@pytest.mark.parametrize("name", [BOOK, PEOPLE])
def test_without_plans_the_evaluation_says_so(english: Path, name: str) -> None:
    if name == PEOPLE:
        opened = open_both(english / PEOPLE, today=TODAY)
        for row in range(len(opened.book.table("commission_plans"))):
            change(english, "commission_plans", str(row), "kind", None, own=True)
    done = report(english / name, Asked(TODAY, "2026-10", full=True, out=english / "none.xlsx"))
    assert "pay" not in done.as_json("en")["sections"]
    text = "".join(parts(done.path).values())
    assert "no commission plans" in text
    assert "tblPay" not in text


@pytest.mark.office
def test_cached_values_are_what_excel_computes(both: Path, tmp_path: Path) -> None:
    for wanted in (Wanted(), Wanted("person", who="S03")):
        path, _ = made(both, QUARTER, wanted)
        _, wrong = wrong_values(path, tmp_path)
        assert wrong == []
