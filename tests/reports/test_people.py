"""The report of the manager's own workbook: scores that add up by hand, training and its effects; and editions that tell
nobody what is said of others."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.process.training import sessions
from sheetsales.template.story import build_story
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_both
from sheetsales.workflow.people_book import make_people_book
from sheetsales.workflow.report_asked import Asked, Wanted
from sheetsales.workflow.reporting import report

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
TODAY = dt.date(2026, 11, 2)
OWN = ("development", "evaluations")
MODULES = ("people", "service")


@pytest.fixture(scope="module", params=LANGUAGES)
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manager's workbook over the sample."""
    lang: Lang = request.param
    folder = tmp_path_factory.mktemp(f"people-{lang}")
    story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1, modules=(*MODULES, "improve"))
    rated = build_story(lang, "b2b", TODAY, sheets=OWN)
    shared = folder / "sales.xlsx"
    make_workbook(shared, lang=lang, process="b2b", today=TODAY, story=story, modules=(*MODULES, "improve"))
    make_people_book(folder / "people.xlsx", shared, today=TODAY, rows={key: rated.rows[key] for key in OWN})
    return folder / "people.xlsx"


@pytest.fixture(scope="module")
def made(own: Path) -> Path:
    return report(own, Asked(TODAY, "2026-10", full=True, out=own.with_name("report.xlsx"))).path


def table(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a Table as they show, by the headings without line breaks."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet, area = next((ws, ws.tables[name].ref) for ws in book.worksheets if name in ws.tables)
    head, *rows = [[cell.value for cell in row] for row in sheet[area]]
    return [dict(zip((str(h).split("\n")[0] for h in head), row, strict=True)) for row in rows]


def number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def of(row: dict[str, Any], zh: str, en: str) -> Any:
    return row[zh] if zh in row else row[en]


def test_every_score_of_the_month_adds_up_by_hand_from_the_page(made: Path) -> None:
    detail = table(made, "tblScoreDetail")
    scores = {of(row, "姓名", "Name"): row for row in table(made, "tblScoreFigures")}
    assert len(scores) == 6
    for name, row in scores.items():
        mine = [one for one in detail if of(one, "姓名", "Name") == name]
        known = [
            (points, float(of(one, "权重", "Weight")))
            for one in mine
            if (points := number(of(one, "得分", "Points"))) is not None
        ]
        whole, weight = sum(float(of(one, "权重", "Weight")) for one in mine), sum(w for _, w in known)
        assert of(row, "总分", "Score") == pytest.approx(sum(p * w for p, w in known) / weight, abs=0.051)
        assert of(row, "有数据的权重", "Weight known") == pytest.approx(weight / whole, abs=0.006)


def test_points_come_of_numerator_and_denominator(made: Path) -> None:
    """S8 and S10 are the sums of four items of at most five: 20 of 20 makes 100."""
    rated = {(of(row, "姓名", "Name"), of(row, "编号", "Code")): row for row in table(made, "tblScoreDetail")}
    lang_names = sorted({name for name, _ in rated})
    for name in lang_names:
        for code in ("S8", "S10"):
            row = rated[name, code]
            num, den = of(row, "分子", "Numerator"), of(row, "分母", "Denominator")
            assert den == 20
            assert of(row, "得分", "Points") == pytest.approx(100 * num / den)
    lead = next(name for name in lang_names if name in ("陈立群", "Daniel Cole"))
    assert [of(rated[lead, code], "分子", "Numerator") for code in ("S8", "S10")] == [20, 17]


def test_nobody_is_ranked_on_less_than_half_the_weight(made: Path) -> None:
    for row in table(made, "tblScoreFigures"):
        if number(of(row, "名次", "Rank")) is not None:
            assert of(row, "有数据的权重", "Weight known") >= 0.5


def test_without_the_managers_workbook_attitude_and_service_are_unknown(own: Path) -> None:
    plain = report(
        own.with_name("sales.xlsx"), Asked(TODAY, "2026-10", full=True, out=own.with_name("plain.xlsx"))
    ).path
    for row in table(plain, "tblScoreDetail"):
        if of(row, "编号", "Code") in ("S8", "S10"):
            assert number(of(row, "得分", "Points")) is None


def test_who_came_to_training(made: Path) -> None:
    rows = table(made, "tblTrainingFigures")
    due = [of(row, "应训", "Due") for row in rows]
    came = [of(row, "实到", "Attended") for row in rows]
    assert (sum(due), sum(came)) == (7, 6)
    missed = next(row for row in rows if of(row, "姓名", "Name") in ("吴昊", "Owen Hughes"))
    assert (of(missed, "参与率", "Attendance"), of(missed, "待补训", "To make up")) == (0.5, 0)


def test_effect_of_training_is_told_only_of_enough_deals_and_days(made: Path) -> None:
    rows = table(made, "tblTrainingEffect")
    by_day = {of(row, "日期", "Date").date(): row for row in rows}
    april = by_day[dt.date(2026, 4, 15)]
    before, after = of(april, "培训前赢单率", "Win rate before"), of(april, "培训后赢单率", "Win rate after")
    assert of(april, "变化（点）", "Change (points)") == pytest.approx(100 * (after - before))
    late = by_day[dt.date(2026, 9, 16)]
    assert number(of(late, "培训后赢单率", "Win rate after")) is None
    few = by_day[dt.date(2026, 8, 7)]
    assert number(of(few, "培训前赢单率", "Win rate before")) is None


def test_gaps_name_the_weakest_measure_and_a_kind_of_training(made: Path) -> None:
    rows = [row for row in table(made, "tblTrainingGaps") if of(row, "短板", "Gap")]
    assert rows
    assert all(of(row, "得分", "Points") < 75 for row in rows)
    assert all(of(row, "建议培训", "Training proposed") for row in rows)


def secrets(own: Path, but: str) -> list[str]:
    """What is said of others: comments, own views and goals, long enough to be nobody else's words."""
    book = open_both(own, today=TODAY).book
    found = []
    for key, columns in {
        "evaluations": ("comment", "own_comment"),
        "development": ("goal", "action"),
    }.items():
        sheet = book.table(key)
        for row, who in enumerate(sheet.get("person")):
            if who != but:
                found += [str(text) for column in columns if (text := sheet.get(column)[row])]
    return found


def test_other_editions_tell_nothing_of_what_is_said_of_others(own: Path) -> None:
    team = next(t for t in open_both(own, today=TODAY).book.table("team").get("team") if t)
    for wanted in (Wanted("team"), Wanted("team", team=team), Wanted("person", who="S04")):
        out = own.with_name(f"{wanted.edition}-{wanted.who or wanted.team or 'all'}.xlsx")
        path = report(own, Asked(TODAY, "2026-10", full=True, out=out), wanted).path
        with zipfile.ZipFile(path) as parts:
            text = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
        told = [secret for secret in secrets(own, wanted.who) if secret in text]
        assert told == [], wanted
        for name in (
            "tblScoreFigures",
            "tblScoreDetail",
            "tblCoaching",
            "tblTrainingGaps",
            "tblHeadcountFigures",
        ):
            assert name not in text, (wanted, name)


def test_a_person_sees_the_own_score_and_nobody_elses(own: Path) -> None:
    out = own.with_name("mine.xlsx")
    path = report(own, Asked(TODAY, "2026-10", full=True, out=out), Wanted("person", who="S04")).path
    with zipfile.ZipFile(path) as parts:
        text = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    manager = own.with_name("all.xlsx")
    report(own, Asked(TODAY, "2026-10", full=True, out=manager))
    others = [
        f"{of(row, '总分', 'Score')}"
        for row in table(manager, "tblScoreFigures")
        if of(row, "姓名", "Name") not in ("赵国梁", "Graham Whitlock")
    ]
    mine = next(
        of(row, "总分", "Score")
        for row in table(manager, "tblScoreFigures")
        if of(row, "姓名", "Name") in ("赵国梁", "Graham Whitlock")
    )
    assert f"{mine:.1f}" in text
    assert not [score for score in others if f">{score}<" in text]


def test_formulas_name_no_table_that_is_not_there(made: Path) -> None:
    """Headcount asks what a team spent, whether the workbook keeps costs or not."""
    book = openpyxl.load_workbook(made)
    there = {name for sheet in book.worksheets for name in sheet.tables}
    named = {
        name
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
        for name in re.findall(r"\b(tbl\w+)\[", cell.value)
    }
    assert named <= there


def test_a_person_sees_the_own_training_and_nobody_elses(own: Path) -> None:
    book = open_both(own, today=TODAY).book
    out = own.with_name("trained.xlsx")
    done = report(own, Asked(TODAY, "2026-09", out=out), Wanted("person", who="S06"))
    section = done.as_json("en")["sections"]["own_training"]
    (row,) = section["tables"]["training"]["rows"]
    assert (row["due"], row["attended"], row["makeup"]) == (2, 1, 0)
    with zipfile.ZipFile(done.path) as parts:
        text = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    told = book.table("development")
    mine = [goal for who, goal in zip(told.get("person"), told.get("goal"), strict=True) if who == "S06"]
    assert all(str(goal) in text for goal in mine if goal == row["goal"])
    topics = book.table("training").get("topic")
    others = {topics[one.row] for one in sessions(book) if "S06" not in one.due | one.came}
    assert others
    assert not [topic for topic in others if topic in text]
    assert not [
        goal
        for who, goal in zip(told.get("person"), told.get("goal"), strict=True)
        if who != "S06" and str(goal) in text
    ]
