"""What the sections on people, customers and plans say, where things are as they should be and where data lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.reports.coaching_table import COACHING
from sheetsales.reports.deal_lists import MOST_OPEN, OPEN
from sheetsales.reports.editions import MANAGERS, Audience
from sheetsales.reports.indicators_table import INDICATORS
from sheetsales.reports.score_table import SCORE
from sheetsales.reports.tasks_table import QUOTAS, TASK_LOAD
from sheetsales.texts import LANGUAGES, Lang
from tests.indicators.team_book import book_of, day, lost, open_deal, won
from tests.reports.conftest import Made
from tests.reports.figures_read import by, lines
from tests.reports.made_book import made_of

PEOPLE = [
    {"id": "S01", "name": "Ann", "role": "rep", "team": "North", "active": "yes", "hired_on": day("2020-01-01"), "weekly_hours": 40, "selling_share": 0.5},
    {"id": "S02", "name": "Bob", "role": "lead", "team": "North", "active": "yes", "hired_on": day("2020-01-01"), "weekly_hours": 40, "selling_share": 0.5},
]  # fmt: skip
SCORE_ROWS = [
    {"code": "S1", "measure": "Attainment", "weight": 0.6},
    {"code": "S6", "measure": "Data", "weight": 0.4},
]


def _deals(*deals: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"id": f"O{i}", "customer": "C1", "name": f"Deal {i}", "owner": "S01", **deal}
        for i, deal in enumerate(deals, 1)
    ]


def _task(key: str, hours: float, due: str, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "title": key,
        "assignee": "S01",
        "due": day(due),
        "status": "open",
        "hours": hours,
        "done_on": None,
        **more,
    }


def _texts(made: Made, sheet: str) -> str:
    return "\n".join(
        str(cell.value)
        for row in made.values[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    )


def _book(**sheets: Any) -> Book:
    return book_of(**{"team": PEOPLE, "pipeline": _deals(won("10-05", 100), open_deal()), **sheets})


def test_the_load_is_that_of_the_check(tmp_path: Path) -> None:
    tasks = [
        _task("a", 15, "11-02"), _task("b", 9, "11-05"), _task("late", 3, "10-20"), _task("next", 5, "11-10"),
        _task("done", 4, "10-15", status="done", done_on=day("10-14")), _task("missed", 4, "10-16", status="done", done_on=day("10-20")),
        _task("since", 2, "11-04", status="done", done_on=day("11-01")), _task("off", 2, "10-15", status="cancelled"),
    ]  # fmt: skip
    made = made_of(_book(tasks=tasks), tmp_path / "r.xlsx")
    ann = by(made, TASK_LOAD, "name")["Ann"]
    assert (ann["capacity"], ann["hours"], ann["load"]) == (20, 26, 1.3)
    assert (ann["open"], ann["overdue"], ann["due"], ann["in_time"]) == (5, 1, 3, 1)
    assert ann["advice"] == "✕ Pass on 1 task, 15.0 h; Bob has 20.0 h free"
    assert "1 overloaded, Ann highest at 130%" in _texts(made, "Tasks and activity")


def test_somebody_who_can_hand_on_nothing_moves_it(tmp_path: Path) -> None:
    tasks = [_task("a", 25, "11-02", locked="yes")]
    made = made_of(_book(tasks=tasks, team=PEOPLE[:1]), tmp_path / "r.xlsx")
    assert by(made, TASK_LOAD, "name")["Ann"]["advice"] == "✕ Move to later weeks"


def test_nobody_has_too_much_to_do(tmp_path: Path) -> None:
    tasks = [_task("a", 2, "11-02"), _task("b", 2, "11-02", assignee="S02")]
    made = made_of(_book(tasks=tasks), tmp_path / "r.xlsx", "zh")
    said = _texts(made, "任务与活动量")
    assert "没有人超负荷；2 人不足 60%。" in said


def test_quotas_are_only_what_somebody_set(tmp_path: Path) -> None:
    calls = [
        {"date": day("10-05"), "rep": rep, "kind": "call", "customer": "C1"} for rep in ("S01", "S02", "S02")
    ]
    made = made_of(_book(activities=calls), tmp_path / "r.xlsx")
    found = by(made, QUOTAS, "name")
    assert [found[name]["calls_quota"] for name in ("Ann", "Bob")] == ["—", "—"]
    goals = [{"period": "2026-10", "level": "person", "owner": "Bob", "measure": "calls", "value": 4}]
    made = made_of(_book(activities=calls, targets=goals), tmp_path / "s.xlsx")
    assert by(made, QUOTAS, "name")["Bob"]["calls_rate"] == 0.5
    made = made_of(_book(activities=calls, settings={"Calls a day": 2}), tmp_path / "t.xlsx")
    found = by(made, QUOTAS, "name")
    assert (found["Ann"]["calls_quota"], found["Bob"]["calls_quota"]) == (2 * found["Ann"]["days"], "—")


def test_a_running_month_asks_for_the_days_gone(tmp_path: Path) -> None:
    calls = [{"date": day("10-05"), "rep": "S01", "kind": "call", "customer": "C1"}]
    book = _book(activities=calls, tasks=[_task("a", 2, "10-15")], settings={"Calls a day": 1})
    made = made_of(book, tmp_path / "r.xlsx", today=day("10-14"))
    ann = by(made, QUOTAS, "name")["Ann"]
    assert 0 < ann["elapsed"] < 1
    assert ann["calls_rate"] == pytest.approx(1 / (ann["days"] * ann["elapsed"]))
    assert by(made, TASK_LOAD, "name")["Ann"]["hours"] == 2


def test_scores_need_a_score_sheet(tmp_path: Path) -> None:
    made = made_of(_book(), tmp_path / "r.xlsx")
    assert "Evaluation" not in made.values.sheetnames
    assert "Evaluation: no Score sheet, or nobody in post sells" in _texts(made, "Appendix")


def test_the_page_says_where_pay_stands(tmp_path: Path) -> None:
    made = made_of(_book(score=SCORE_ROWS), tmp_path / "r.xlsx")
    assert "Commission: no commission plans." in _texts(made, "Evaluation")
    plans = [{"plan": "REP", "kind": "tier"}]
    made = made_of(_book(score=SCORE_ROWS, commission_plans=plans), tmp_path / "s.xlsx")
    assert "Commission: no commission plans." in _texts(made, "Evaluation"), (
        "a tier without rate or period is none"
    )


def test_nobody_new_or_unknown_is_ranked(tmp_path: Path) -> None:
    new = {**PEOPLE[1], "hired_on": day("09-01")}
    goals = [{"period": "2026-10", "level": "person", "owner": "Ann", "measure": "won_amount", "value": 200}]
    made = made_of(_book(team=[PEOPLE[0], new], score=SCORE_ROWS, targets=goals), tmp_path / "r.xlsx")
    found = by(made, SCORE, "name")
    assert (found["Ann"]["rank"], found["Bob"]["rank"]) == (1, "—")
    assert found["Ann"]["total"] == 70.0  # 50 points of 60 % and 100 of 40 %
    assert (found["Bob"]["total"], found["Bob"]["honour"]) == ("—", "—")
    assert [line["gap"] for line in lines(made, COACHING)] == ["Attainment", None]
    away = {**PEOPLE[0], "leave": "2026-10-09~2026-10-31"}
    made = made_of(_book(team=[away], score=SCORE_ROWS, targets=goals), tmp_path / "s.xlsx")
    assert by(made, SCORE, "name")["Ann"]["rank"] == "—"
    assert "Nobody qualifies as top performer." in _texts(made, "Evaluation")


def test_a_measure_of_the_teams_own_is_left_out(tmp_path: Path) -> None:
    for code in ("X1", "、，；/|"):
        rows = [*SCORE_ROWS, {"code": code, "measure": "Team spirit", "weight": 0.1}]
        made = made_of(_book(score=rows), tmp_path / "r.xlsx")
        assert "Team spirit" in by(made, SCORE, "name")["Ann"]["missing"]


def test_own_indicators_are_computed(tmp_path: Path) -> None:
    rows = [
        {"code": "own", "name": "Open share", "target": 0.4, "formula": '=COUNTIFS(tblPipeline[Stage],"quote")/COUNTA(tblPipeline[ID])'},
        {"code": "words", "name": "In words", "formula": "as we feel"},
        {"code": "load", "name": "Load", "target": "60%-100%", "direction": "range"},
        {"code": "cycle_days", "name": "Cycle", "target": 30, "direction": "lower"},
        {"code": "turnover", "name": "Turnover", "target": "15%", "direction": "lower"},
        {"code": "received_amount", "name": "Cash"},
        {"code": "cac", "name": "Acquisition"},
    ]  # fmt: skip
    receipts = [
        {"id": "R1", "instalment": "deposit", "due_amount": 5, "received_on": day("10-05"), "amount": 5}
    ]
    costs = [{"date": day("10-05"), "channel": "web", "amount": 9}]
    made = made_of(_book(indicators=rows, receipts=receipts, costs=costs), tmp_path / "r.xlsx")
    found = by(made, INDICATORS, "code")
    assert (found["own"]["actual"], found["own"]["attainment"]) == (0.5, 1.25)
    assert found["own"]["status"] == "● On target"
    assert found["words"]["reason"].startswith("Its formula is described in words")
    assert found["load"]["actual"] == "—"
    assert found["received_amount"]["actual"] == 5
    assert found["cac"]["reason"] == "Neither the deals' kind nor the customers' entry days tell who is new"
    assert len(found) == len(rows)


def test_only_sheets_that_are_not_there_are_missed(tmp_path: Path) -> None:
    indicators = [{"code": "received_amount", "name": "Cash"}]
    training = [{"date": day("10-06"), "topic": "t", "expected": "Ann", "person": "Ann"}]
    made = made_of(_book(indicators=indicators, training=training), tmp_path / "r.xlsx")
    (note,) = [text for text in _texts(made, "Indicators").splitlines() if "Channels and costs" in text]
    assert note.startswith("Orders, cash and service: No Quotes sheet")
    assert "Training" not in note


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_deals_of_a_month_without_any(lang: Lang, tmp_path: Path) -> None:
    made = made_of(_book(pipeline=_deals(*[open_deal()] * (MOST_OPEN + 2))), tmp_path / "r.xlsx", lang)
    said = _texts(made, "成交与输单" if lang == "zh" else "Won and lost")
    assert len(lines(made, OPEN)) == MOST_OPEN
    assert (
        "另有 2 单，见数据表“在手商机日期”。"
        if lang == "zh"
        else "2 more deals: see the sheet Open deals by date."
    ) in said


def test_lost_deals_say_where_and_why(tmp_path: Path) -> None:
    log = [
        {"opportunity": "O1", "seen_on": day("09-01"), "from": None, "to": "quote"},
        {"opportunity": "O1", "seen_on": day("10-07"), "from": "quote", "to": "lost"},
    ]
    deals = _deals(lost("10-07", 50, reason="price", competitor="Acme"), lost("10-08", None, reason=None))
    made = made_of(_book(pipeline=deals, stage_log=log), tmp_path / "r.xlsx")
    said = _texts(made, "Won and lost")
    assert "2 deals lost, the largest C1" in said
    assert "Acme" in said
    assert "(blank)" in said


def test_planned_actions_come_before_suggestions(tmp_path: Path) -> None:
    goals = [
        {"period": "2026-11", "level": "person", "owner": "Ann", "measure": "won_amount", "value": 500, "actions": "Call all of last year"},
        {"period": "2026-12", "level": "person", "owner": "Ann", "measure": "won_amount", "value": 500, "actions": "Not yet"},
        {"period": "2026-10", "level": "person", "owner": "Bob", "measure": "won_amount", "value": 500},
    ]  # fmt: skip
    made = made_of(_book(targets=goals), tmp_path / "r.xlsx")
    page = made.values["Forecast and plan"]
    rows = [row for row in page.iter_rows(values_only=True) if isinstance(row[0], str)]
    first = next(i for i, row in enumerate(rows) if row[0] == "Action") + 1
    assert rows[first][0] == "Call all of last year"
    assert rows[first][2:4] == ("Ann", dt.datetime(2026, 11, 30))
    assert str(rows[first + 1][0]).startswith("Suggested: Go through the open deals")
    assert "Not yet" not in _texts(made, "Forecast and plan")


def test_customers_without_any_contact_on_file(tmp_path: Path) -> None:
    customers = [
        {"id": "C1", "name": "One", "owner": "S01", "grade": "A", "type": "high", "created_on": day("01-05")}
    ]
    made = made_of(_book(customers=customers), tmp_path / "r.xlsx")
    said = _texts(made, "Customers")
    assert "No activities, so nobody knows of contacts" in said
    calls = [{"date": day("10-05"), "rep": "S01", "kind": "call", "customer": "C9"}]
    made = made_of(_book(customers=customers, activities=calls), tmp_path / "s.xlsx", "zh")
    said = _texts(made, "客户")
    assert "逾期未联系 1 家，其中 A 级 1 家；最久One" in said
    assert "没有联系记录，从创建日期算起" in said


def test_the_team_is_not_told_who_won_nothing_or_has_to_hand_on(tmp_path: Path) -> None:
    goals = [{"period": "2026-10", "level": "person", "owner": "Bob", "measure": "won_amount", "value": 500}]
    book = _book(targets=goals, tasks=[_task("a", 30, "11-02"), _task("b", 9, "11-02")])
    for audience, told in ((MANAGERS, True), (Audience("team"), False)):
        made = made_of(book, tmp_path / f"{audience.edition}.xlsx", audience=audience)
        said = _texts(made, "Forecast and plan")
        assert ("2026-10: nothing won against" in said) is told
        assert ("Pass on 1 task" in _texts(made, "Tasks and activity")) is told
        assert "A load of 195%" in said


def test_service_is_scored_of_those_whose_requests_fell_due(tmp_path: Path) -> None:
    rows = [*SCORE_ROWS, {"code": "S9", "measure": "Service", "weight": 0.1}]
    late = {
        "customer": "C1",
        "opened_on": day("10-01"),
        "due": day("10-05"),
        "closed_on": None,
        "owner": "S01",
    }
    requests = [{**late, "subject": f"x{n}"} for n in range(5)]
    made = made_of(_book(score=rows), tmp_path / "r.xlsx")
    assert "No Service sheet" in _texts(made, "Appendix")
    made = made_of(_book(score=rows, service=requests), tmp_path / "s.xlsx")
    missing = {name: row["missing"] for name, row in by(made, SCORE, "name").items()}
    assert "Service" not in missing["Ann"]
    assert "Service" in missing["Bob"]


def test_a_column_called_reason_keeps_its_value_beside_the_reasons(reports: dict[Lang, Made]) -> None:
    rows = reports["en"].summary.sections()["won"]["tables"]["loss_reasons"]["rows"]
    assert all(isinstance(row["reason"], str) for row in rows)
    assert any(row.get("reasons") for row in rows)
