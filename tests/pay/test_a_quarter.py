"""One quarter from the command line: targets, the month tables, the evaluation, pay, the meeting, a problem, a training,
and the next quarter. Every figure handed on is checked where it arrives."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.cli.main import main
from tests.pay.sheets import commission

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
TODAY = "2026-11-02"
MONTHS = ("2026-07", "2026-08", "2026-09")
THIRD = "2026Q3"
Said = dict[str, Any]
MEETING: Said = {
    "Date": {"date": "2026-10-30"}, "Kind": "Quarterly review", "Topic": "Third quarter",
    "Decision": "Negotiations are looked through every Monday", "Action": "List negotiations over their limit",
    "Owner": "Daniel Cole", "Due": {"date": "2026-11-05"}, "Chair": "Helen Marsh",
}  # fmt: skip
PROBLEM: Said = {
    "Raised on": {"date": "2026-10-30"}, "Kind": "Problem", "What": "Negotiations run over their limit",
    "Cause": "Nobody looks at them weekly", "Action": "Go through them every Monday", "Owner": "Daniel Cole",
    "Due": {"date": "2026-12-15"}, "Status": "Doing",
}  # fmt: skip
TRAINING: Said = {
    "Date": {"date": "2026-10-30"}, "Topic": "Closing a negotiation", "Kind": "Skills",
    "Due to attend": "Daniel Cole, Laura Bennett, Graham Whitlock", "Attended": "Daniel Cole, Laura Bennett",
}  # fmt: skip


class Team:
    """The sample team at its keyboard."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.book, self.people = folder / "sales.xlsx", folder / "sales-people.xlsx"

    def run(self, *arguments: object, day: str = TODAY, allowed: Sequence[int] = (0,)) -> str:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments), *(("--today", day) if day else ())])
        said = self.capsys.readouterr()
        assert int(str(ended.value.code or 0)) in allowed, said
        return said.out

    def told(self, *arguments: object, allowed: Sequence[int] = (0,)) -> Said:
        found: Said = json.loads(self.run(*arguments, "--json", allowed=allowed))
        return found

    def report(self, *period: str) -> Said:
        out = self.folder / f"report-{period[-1]}.xlsx"
        found: Said = self.told("report", self.people, *period, "--full", "--force", "-o", out)["sections"]
        return found

    def write(self, table: str, row: dict[str, Any]) -> None:
        """A row somebody types below a table."""
        headings, _ = self._area(table)
        told = {headings[key]: value for key, value in row.items()}
        plan = self.folder / "plan.json"
        plan.write_text(
            json.dumps({"version": 1, "edits": [{"op": "append_rows", "table": table, "rows": [told]}]})
        )
        self.run("apply", plan, self.book, day="")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What stands in a table, by headings."""
        headings, found = self._area(table)
        return [dict(zip(headings, row, strict=True)) for row in found]

    def _area(self, table: str) -> tuple[dict[str, str], list[list[Any]]]:
        """Headings as people call them, each with how it is written, and the rows."""
        book = openpyxl.load_workbook(self.book, data_only=True)
        sheet = next(ws for ws in book.worksheets if table in ws.tables)
        first, *others = sheet[sheet.tables[table].ref]
        named = {re.split(r"\s*[(*]", str(cell.value))[0]: str(cell.value) for cell in first}
        return named, [[cell.value for cell in row] for row in others]


def rows(sections: Said, section: str, table: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sections[section]["tables"][table or section]["rows"]
    return found


def company(sections: Said) -> tuple[float, float]:
    first = rows(sections, "targets")[0]
    return first["target"], first["actual"]


def signed(sections: Said) -> dict[str, float]:
    """What everybody signed, by name; teams and bands have none of a person's rows in pay."""
    return {row["name"]: row["actual"] for row in rows(sections, "targets") if row["actual"]}


@pytest.fixture
def team(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Team:
    made = Team(tmp_path, capsys)
    made.run("new", made.book, "--sample", "--with", "orders,service,people,improve", "--lang", "en")
    assert made.people.exists()
    return made


def test_a_quarter_from_its_targets_to_the_next(team: Team) -> None:
    quarter = _targets_and_months(team)
    _evaluation(quarter)
    _pay(team, quarter)
    _meeting_problem_and_training(team)
    _next_quarter(team)


def _targets_and_months(team: Team) -> Said:
    """The months' targets and results are the quarter's."""
    months, quarter = [team.report("--month", month) for month in MONTHS], team.report("--quarter", THIRD)
    assert company(quarter) == (2_250_000, 1_827_000)
    assert tuple(map(sum, zip(*map(company, months), strict=True))) == company(quarter)
    for name, amount in signed(quarter).items():
        assert sum(signed(month).get(name, 0) for month in months) == amount, name
    return quarter


def _evaluation(quarter: Said) -> None:
    """The points of results rest on what was signed against the target; who signed most of it is ranked first."""
    score = {row["name"]: row for row in rows(quarter, "score")}
    assert score["Laura Bennett"]["rank"] == 1
    assert all(row["rank"] is None or row["known"] >= 0.5 for row in score.values())


def _pay(team: Team, quarter: Said) -> None:
    """Commission is paid on what the report says was signed; approved by the manager, and by the lead the manager's."""
    found = team.told("pay", team.people, "--period", THIRD, "--draft")
    own = {row["name"]: row["results"] for row in rows(quarter, "pay", "pay") if row["plan"].startswith(("REP", "SEN"))}  # fmt: skip
    assert own == {name: amount for name, amount in signed(quarter).items() if name in own}
    assert own["Laura Bennett"] == 1_063_300
    totals = {one["person"]: Decimal(one["total"]) for one in found["people"]}
    assert (totals["S03"], totals["S05"]) == (Decimal("38348.50"), Decimal("8090.00"))
    assert sum(totals.values()) == Decimal("70588.24")
    assert round(sum(row["pay"] for row in rows(quarter, "pay")), 2) == 70588.24
    team.run("pay", team.people, "--period", THIRD, "--approve", "--by", "Helen Marsh")
    team.run("pay", team.people, "--period", THIRD, "--approve", "--by", "Daniel Cole")
    kept = [row for row in commission_of(team) if row["Period"] == THIRD]
    assert {row["Status"] for row in kept} == {"Approved"}
    assert {row["Approved by"] for row in kept if row["Person"] == "Helen Marsh"} == {"Daniel Cole"}
    assert round(sum(row["Commission"] for row in kept), 2) == 70588.24
    assert "await approval" not in team.report("--quarter", THIRD)["pay"]["sentence"]


def commission_of(team: Team) -> list[dict[str, Any]]:
    return commission(team.folder, team.people.name)


def _meeting_problem_and_training(team: Team) -> None:
    """What the meeting decides becomes a task once; the problem and the training are told by the month's table."""
    before = team.report("--month", "2026-10")
    team.write("tblMeetings", MEETING)
    team.write("tblProblems", PROBLEM)
    team.write("tblTraining", TRAINING)
    team.run("check", team.book, "--fix", allowed=(0, 1))
    assert MEETING["Action"] not in team.run("tasks", "add", team.book, "--until", "2026-11-08"), (
        "it is one already"
    )
    after = team.report("--month", "2026-10")
    action = next(row for row in rows(after, "meetings") if row["topic"] == "Third quarter")
    assert (action["owner"], action["due"]) == ("Daniel Cole", "2026-11-05")
    _became_a_task(team)
    problem = next(row for row in rows(after, "improvements") if row["what"] == PROBLEM["What"])
    assert (problem["owner"], problem["status"]) == ("Daniel Cole", "Doing")
    assert problem["number"], "the check gave it one"
    came = {row["name"]: (row["due"], row["attended"]) for row in rows(after, "training")}
    were = {row["name"]: (row["due"], row["attended"]) for row in rows(before, "training")}
    more = {name: tuple(b - a for a, b in zip(were[name], came[name], strict=True)) for name in came}
    assert more["Laura Bennett"] == (1, 1)
    assert more["Graham Whitlock"] == (1, 0)
    assert more["Owen Hughes"] == (0, 0)
    left = {row["name"]: row["makeup"] for row in rows(after, "training")}
    assert (left["Laura Bennett"], left["Graham Whitlock"]) == (0, 1)


def _became_a_task(team: Team) -> None:
    """The meeting's row names the task, and that is the owner's, due on the same day."""
    number = next(row["Task"] for row in team.rows("tblMeetings") if row["Topic"] == "Third quarter")
    assert number
    task = next(row for row in team.rows("tblTasks") if row["ID"] == number)
    assert (task["Assignee"], task["Due"].date().isoformat()) == ("Daniel Cole", "2026-11-05")


def _next_quarter(team: Team) -> None:
    """The next year's target is divided so that the quarters and their months hold it; pay so far goes by them."""
    team.write(
        "tblTargets",
        {
            "Period": "2027",
            "Level": "Company",
            "Owner": "Aldermoor Instruments",
            "Measure": "Signed value",
            "Value": 10_000_000,
        },
    )
    team.run("targets", "split", team.book, "--from", "2027", "--by", "quarter,month", allowed=(0, 1))
    goals = {
        (row["Period"], row["Level"]): Decimal(str(row["Value"]))
        for row in team.rows("tblTargets")
        if str(row["Period"]).startswith("2027") and row["Level"] == "Company"
    }
    assert sum(goals[f"2027Q{n}", "Company"] for n in range(1, 5)) == 10_000_000
    assert sum(goals[f"2027-{n:02}", "Company"] for n in range(1, 4)) == goals["2027Q1", "Company"]
    found = team.told("pay", team.people, "--period", "2026Q4", allowed=(0, 1))
    assert found["adjustments"] == []
    paid = {one["person"]: Decimal(one["total"]) for one in found["people"]}
    assert paid["S07"] == Decimal("2500.00")
