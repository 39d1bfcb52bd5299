"""Whom a report is for: what an edition may not show is in no part of its files."""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.checking.judge import judge
from sheetsales.errors import BadRequest
from sheetsales.findings import Finding, Severity
from sheetsales.indicators.period import month
from sheetsales.indicators.snapshots import taken
from sheetsales.process.part import PAY_AND_JUDGEMENT
from sheetsales.process.snapshot import KeptFinding, Snapshots, written
from sheetsales.reports.editions import Audience, audience, cut, everybody
from sheetsales.reports.judgement import Judgement, judgements, standing
from sheetsales.reports.monthly import build
from sheetsales.reports.standing import Place
from sheetsales.reports.summary import ReportSummary
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import LANGUAGES, Lang, same
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import Row, book_of, day, move, open_deal, won
from tests.reports.conftest import TODAY

OCTOBER = month(2026, 10)
TEAM: tuple[Row, ...] = (
    {"id": "S01", "name": "Annika", "role": "rep", "team": "North", "active": "yes"},
    {"id": "S02", "name": "Bartolo", "role": "rep", "team": "South", "active": "yes"},
    {"id": "S03", "name": "Cecilie", "role": "rep", "team": "North", "active": "yes"},
    {"id": "S04", "name": "Dragan", "role": "rep", "team": "South", "active": "no", "left_on": day("06-30")},
)


def deals() -> list[Row]:
    rows: list[Row] = []
    for owner, secret, amount in (("S01", "ZEBRA", 7_771), ("S02", "YETI", 6_143), ("S03", "XENON", 9_993)):
        base = {"customer": f"C-{secret}", "owner": owner}
        rows.append({**base, "id": f"O-{secret}-1", "name": f"{secret} won", **won("10-05", amount)})
        rows.append(
            {
                **base,
                "id": f"O-{secret}-2",
                "name": f"{secret} open",
                **open_deal("quote", amount + 1, expected_close=day("11-20")),
            }
        )
    return rows


def book() -> Book:
    targets = [
        {"period": "2026-10", "level": level, "owner": owner, "measure": "won_amount", "value": value}
        for level, owner, value in (
            ("company", None, 55_501), ("team", "North", 44_402), ("team", "South", 33_303), ("person", "Annika", 22_204),
            ("person", "S02", 11_105),
        )
    ]  # fmt: skip
    return book_of(
        team=TEAM, pipeline=deals(), targets=targets,
        customers=[{"id": f"C-{s}", "name": f"{s} Ltd", "owner": o, "grade": "A"} for o, s in (("S01", "ZEBRA"), ("S02", "YETI"), ("S03", "XENON"))],
        activities=[
            {"date": day("10-06"), "rep": "S01", "customer": "C-ZEBRA", "opportunity": "O-ZEBRA-2", "kind": "call", "content": "mine"},
            {"date": day("10-20"), "rep": "S02", "customer": "C-ZEBRA", "opportunity": "O-ZEBRA-2", "kind": "call", "content": "YETI helped"},
            {"date": day("10-07"), "rep": "S02", "customer": "C-YETI", "opportunity": "O-YETI-2", "kind": "call", "content": "x"},
        ],
        tasks=[{"id": f"T-{o}", "title": f"{s} task", "assignee": o, "due": day("11-05"), "status": "open"} for o, s in (("S01", "ZEBRA"), ("S02", "YETI"))],
        stage_log=[move("10-01", f"O-{s}-2", None, "quote") for s in ("ZEBRA", "YETI", "XENON")],
        evaluations=[{"person": "S01", "period": "2026-10"}],
    )  # fmt: skip


def findings() -> list[Finding]:
    def of(owner: str, secret: str, *also: Finding) -> Finding:
        at = CellRef("Pipeline", 2, 1)
        text = same(f"{secret} is wrong")
        return Finding(
            "SS201", Severity.ERROR, text, text, at, "pipeline", f"O-{secret}-2", owner=owner, also=also
        )

    return [of("S01", "ZEBRA", of("S02", "YETI")), of("S02", "YETI"), of("S03", "XENON")]


def snapshots() -> Snapshots:
    kept = taken(
        book(),
        OCTOBER,
        [
            KeptFinding("SS201", "pipeline", f"O-{s}-2", "", "", 3, o, 1)
            for o, s in (("S01", "ZEBRA"), ("S02", "YETI"))
        ],
        today=TODAY,
    )
    return Snapshots(written(kept))


def parts(whose: Audience, tmp_path: Path, lang: Lang = "en") -> dict[str, str]:
    """Every part of the workbook and the HTML, as text."""
    path, web = tmp_path / "r.xlsx", tmp_path / "r.html"
    build(
        book(), findings(), period=OCTOBER, today=TODAY, path=path, lang=lang, rules=CATALOGUE, full=True, web=web,
        snapshots=snapshots(), audience=whose,
    )  # fmt: skip
    with zipfile.ZipFile(path) as package:
        found = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    return {**found, "html": web.read_text(encoding="utf-8")}


def holders(found: dict[str, str], words: Sequence[str]) -> list[tuple[str, str]]:
    """The parts that hold a word, or a number that is not the end of another one."""
    patterns = {
        word: re.compile(rf"(?<![0-9.]){word}(?![0-9])" if word.isdecimal() else word) for word in words
    }
    return [
        (name, w) for name, text in found.items() for w, sought in patterns.items() if sought.search(text)
    ]


OTHERS = (
    "YETI",
    "XENON",
    "Bartolo",
    "Cecilie",
    "Dragan",
    "8882",
    "8883",
    "9993",
    "9994",
    "55501",
    "44402",
    "33303",
    "11105",
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_persons_file_holds_nothing_of_others(lang: Lang, tmp_path: Path) -> None:
    found = parts(audience(book(), "person", who="Annika"), tmp_path, lang)
    assert holders(found, OTHERS) == []
    assert "ZEBRA" in found["html"]
    assert "Annika" in found["html"]
    assert {"en": "personal edition · Annika", "zh": "个人版 · Annika"}[lang] in found["html"]


def test_a_teams_file_holds_its_people_alone(tmp_path: Path) -> None:
    found = parts(audience(book(), "team", team="north"), tmp_path)
    assert holders(found, ("YETI", "Bartolo", "Dragan", "6143", "6144", "55501", "33303", "11105")) == []
    assert "XENON" in found["html"]
    assert "team edition · North" in found["html"]


def test_what_is_set_for_a_person_is_set_for_the_whole(tmp_path: Path) -> None:
    whose = audience(book(), "person", who="S01")
    path = tmp_path / "r.xlsx"
    made = build(book(), [], period=OCTOBER, today=TODAY, path=path, lang="en", audience=whose)
    won_amount = next(h for h in made.headlines if h.code == "won_amount")
    assert (won_amount.value, won_amount.target) == (7_771.0, 22_204.0)
    team = build(
        book(),
        [],
        period=OCTOBER,
        today=TODAY,
        path=path,
        lang="en",
        audience=audience(book(), "team", team="North"),
    )
    won_amount = next(h for h in team.headlines if h.code == "won_amount")
    assert (won_amount.value, won_amount.target) == (7_771.0 + 9_993.0, 44_402.0)


def test_a_colleagues_activity_says_when_a_deal_was_looked_after_and_no_more() -> None:
    part, own, kept = cut(audience(book(), "person", who="S01"), book(), findings(), snapshots())
    table = part.table("activities")
    assert [(rep, kind, content) for rep, kind, content in zip(table.get("rep"), table.get("kind"), table.get("content"), strict=True)] == [
        ("S01", "call", "mine"), (None, None, None),
    ]  # fmt: skip
    assert table.get("date") == [day("10-06"), day("10-20")]
    assert [(f.record, f.also) for f in own] == [("O-ZEBRA-2", ())]
    month_kept = kept.of("2026-10")
    assert month_kept is not None
    figure = month_kept.figure("won_amount")
    assert figure is not None
    assert figure.value == 7_771.0
    assert {d.owner for d in month_kept.deals} == {"S01"}
    assert [f.record for f in month_kept.findings] == ["O-ZEBRA-2"]
    assert [c.id for c in month_kept.customers] == ["C-ZEBRA"]
    assert not month_kept.forecasts
    assert not set(part.tables) & set(PAY_AND_JUDGEMENT)


def test_the_managers_own_is_not_cut() -> None:
    whole, told, kept = cut(Audience(), book(), findings(), snapshots())
    assert whole.has("evaluations")
    assert len(told) == 3
    assert kept.of("2026-10") == snapshots().of("2026-10")
    team, _, _ = cut(Audience("team"), book(), findings(), snapshots())
    assert not team.has("evaluations")
    assert len(team.table("pipeline")) == 6


def _sheet_names(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, read_only=True)
    return book.sheetnames


def test_only_managers_see_how_people_are_judged(samples: dict[Lang, Path], tmp_path: Path) -> None:
    opened = open_book(samples["en"], today=TODAY)
    names: dict[Any, list[str]] = {}
    texts: dict[Any, str] = {}
    for edition in ("manager", "team"):
        path, web = tmp_path / f"{edition}.xlsx", tmp_path / f"{edition}.html"
        build(
            opened.book,
            [],
            period=OCTOBER,
            today=TODAY,
            path=path,
            lang="en",
            full=True,
            web=web,
            audience=Audience(edition),
        )
        names[edition], texts[edition] = _sheet_names(path), web.read_text(encoding="utf-8")
        with zipfile.ZipFile(path) as package:
            texts[edition] += "".join(package.read(n).decode("utf-8", "replace") for n in package.namelist())
    assert "Evaluation" in names["manager"]
    for word in ("Coaching", "tblScoreFigures", "tblScoreDetail", "Graded otherwise"):
        assert word in texts["manager"]
        assert word not in texts["team"]


def test_everybody_in_post_gets_one() -> None:
    assert [one.whose for one in everybody(book(), TODAY)] == ["Annika", "Bartolo", "Cecilie"]
    assert {one.edition for one in everybody(book(), TODAY)} == {"person"}


@pytest.mark.parametrize(
    ("team", "who", "said"),
    [("East", "", "Team has no team 'East'. It has: North, South."), ("", "Nobody", "no person 'Nobody'")],
)
def test_a_name_nobody_has_is_refused(team: str, who: str, said: str) -> None:
    with pytest.raises(BadRequest) as refused:
        audience(book(), "team" if team else "person", team=team, who=who)
    assert said in refused.value.text.en


def test_an_audience_says_what_it_is() -> None:
    assert Audience().title.en == "manager's edition"
    assert Audience("manager", "North").title.zh == "主管版 · North"
    assert Audience("team").title.zh == "团队版"
    assert [
        a.stem for a in (Audience(), Audience("team"), Audience("team", "N"), Audience("person", "A"))
    ] == ["", "team", "team-N", "A"]


@pytest.mark.parametrize("whose", [("person", "S04"), ("person", "S01")])
def test_who_has_nothing_gets_a_whole_report(whose: tuple[Any, str], tmp_path: Path) -> None:
    empty = book_of(
        team=TEAM, pipeline=[{"id": "1", "customer": "K", "owner": "S02", "stage": "quote", "amount": 5}]
    )
    path = tmp_path / "r.xlsx"
    made = build(
        empty,
        [],
        period=OCTOBER,
        today=dt.date(2026, 11, 2),
        path=path,
        lang="zh",
        audience=audience(empty, whose[0], who=whose[1]),
    )
    assert made.open.deals == 0


def _texts(path: Path, web: Path | None = None) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        found = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    if web is not None:
        found["html"] = re.sub(r"<[^>]*>", " ", web.read_text(encoding="utf-8"))
    return found


def _edition(
    samples: dict[Lang, Path], lang: Lang, whose: Audience, tmp_path: Path
) -> tuple[ReportSummary, dict[str, str]]:
    opened = open_book(samples[lang], today=TODAY)
    judged = judge(opened.workbook, opened.book, opened.findings, today=TODAY, store=opened.store)
    path, web = tmp_path / "r.xlsx", tmp_path / "r.html"
    made = build(
        judged.book, judged.findings, period=OCTOBER, today=TODAY, path=path, lang=lang, full=True, web=web, audience=whose
    )  # fmt: skip
    return made, _texts(path, web)


def _rows(made: ReportSummary, section: str) -> list[dict[str, Any]]:
    table = made.as_json("zh")["sections"][section]["tables"][section]
    rows: list[dict[str, Any]] = table["rows"]
    return rows


SCORES_IN_FILE = re.compile(r"(?<![0-9.])(107\.5|102\.2|41\.6|34\.5|29\.1|93\.5)(?![0-9%])")
"""What the manager's report of the Chinese sample's October says of each."""


def test_the_team_sees_three_names_and_a_mean(samples: dict[Lang, Path], tmp_path: Path) -> None:
    made, found = _edition(samples, "zh", Audience("team"), tmp_path)
    assert [(row["rank"], row["name"]) for row in _rows(made, "honours")] == [
        (1, "吴昊"),
        (2, "林晓燕"),
        (3, "陈立群"),
    ]
    assert _rows(made, "honours")[0]["honour"] == "★ 月度之星"
    mean = (107.5 + 102.2 + 41.6 + 34.5 + 29.1 + 93.5) / 6
    assert f"6 人参加评价，平均 {mean:.1f} 分" in found["html"]
    assert [
        (name, text[m.start() - 30 : m.end() + 9])
        for name, text in found.items()
        if (m := SCORES_IN_FILE.search(text))
    ] == []
    sections = made.as_json("zh")["sections"]
    assert not {"score", "coaching"} & set(sections)


def test_a_small_team_sees_no_mean(samples: dict[Lang, Path], tmp_path: Path) -> None:
    whose = audience(open_book(samples["zh"], today=TODAY).book, "team", team="华东组")
    made, found = _edition(samples, "zh", whose, tmp_path)
    assert "不足 5 人，不显示平均分" in found["html"]
    assert {row["name"] for row in _rows(made, "honours")} <= {"陈立群", "林晓燕"}
    assert [
        (name, text[m.start() - 30 : m.end() + 9])
        for name, text in found.items()
        if (m := SCORES_IN_FILE.search(text))
    ] == []


def test_a_person_sees_the_own_score_as_the_manager_does(samples: dict[Lang, Path], tmp_path: Path) -> None:
    own = audience(open_book(samples["zh"], today=TODAY).book, "person", who="何嘉怡")
    made, found = _edition(samples, "zh", own, tmp_path)
    assert "总分 34.5（有数据的权重 70%）；待提升：" in found["html"]
    rows = {row["measure"]: row for row in _rows(made, "own_score")}
    assert len(rows) == 10
    steps = next(row for name, row in rows.items() if "步骤" in name)
    assert (steps["num"], steps["den"], round(steps["points"], 1)) == (25, 35, 71.4)
    assert not re.search(r"\d,\d{3}\.0(?!\d)", found["html"]), "amounts have no tenths"
    others = re.compile(r"(?<![0-9.])(107\.5|102\.2|41\.6|29\.1|93\.5)(?![0-9%])")
    assert [name for name, text in found.items() if others.search(text)] == []
    assert "月度之星" not in found["html"]


def test_nobody_is_judged_without_a_score_sheet(tmp_path: Path) -> None:
    assert judgements(book(), findings(), OCTOBER, today=TODAY, lang="en") == ()
    assert standing(Audience("team"), (), 5) is None
    found = parts(audience(book(), "person", who="Annika"), tmp_path)
    assert "Own evaluation" not in found["html"]


def test_ties_share_a_place_and_all_who_hold_it_are_named() -> None:
    def one(name: str, rank: int | None, total: float | None) -> Judgement:
        return Judgement(name, Place(name, rank, ""), total, 1.0, ())

    judged = (
        one("A", 1, 90.0),
        one("B", 2, 80.0),
        one("C", 3, 70.0),
        one("D", 3, 70.0),
        one("E", 5, 60.0),
        one("F", None, None),
    )
    told = standing(Audience("team"), judged, 5)
    assert told is not None
    assert [place.name for place in told.first] == ["A", "B", "C", "D"]
    assert (told.judged, told.mean) == (6, 74.0)
    assert standing(Audience(), judged, 5) is None
    alone = standing(Audience("person", "F", "", frozenset({"F"})), judged, 5)
    assert alone is not None
    assert alone.total is None
