"""``report`` and ``run`` from the command line."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from sheetsales.cli.main import main
from sheetsales.workflow.making import make_workbook, tell_story
from tests.indicators.team_book import day

TODAY = "2026-11-02"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "sales.xlsx"
    today = day("11-02")
    told = tell_story("en", "b2b", today=today, opportunities=150, seed=1)
    make_workbook(path, lang="en", process="b2b", today=today, story=told)
    return path


@pytest.fixture
def book(story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(story, tmp_path / "sales.xlsx"))


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(a) for a in arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def out(capsys: pytest.CaptureFixture[str]) -> Sequence[str]:
    return capsys.readouterr().out.splitlines()


def test_report_tells_the_facts_and_where_it_is(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert run("report", book, "--month", "2026-10", "--today", TODAY, "--lang", "en") == 0
    lines = out(capsys)
    assert lines[0].startswith("3 deals won for £645k, 85% of target")
    made = book.with_name("sales-2026-10.xlsx")
    assert lines[-1] == f"Report for 2026-10 (as of 2026-10-31): {made}"
    assert made.exists()
    assert book.read_bytes() == before


def test_the_terminal_speaks_its_own_language(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", book, "--month", "2026年10月", "--today", TODAY, "--lang", "zh") == 0
    lines = out(capsys)
    assert lines[0].startswith("本月成交 3 单，64.5 万 GBP")
    assert lines[-1].startswith("2026-10 月报（截至 2026-10-31）：")


def test_json_is_one_document(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", book, "--month", "2026-10", "--today", TODAY, "--json", "--lang", "zh") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["indicators"][0]["name"] == "签约额"
    assert document["indicators"][0]["value"] == 645_000


def test_run_says_it_in_five_lines(book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("run", book, "--month", "2026-10", "--today", TODAY, "-o", folder, "--lang", "en") == 1
    lines = out(capsys)
    assert len(lines) == 5
    assert "open deals" in lines[0]
    assert "errors" in lines[1]
    assert "deals won" in lines[2]
    assert str(folder / "sales-2026-10.xlsx") in lines[4]
    assert run("run", book, "--month", "2026-10", "--today", TODAY, "-o", folder, "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["findings"]
    assert document["report"]["month"] == "2026-10"


def test_an_earlier_report_is_replaced_another_file_is_not(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = book.with_name("october.xlsx")
    call = ("report", book, "--month", "2026-10", "--today", TODAY, "-o", place, "--lang", "en")
    assert run(*call) == 0
    assert run(*call) == 0
    shutil.copy(book, place)
    kept = place.read_bytes()
    assert run(*call) == 2
    assert place.read_bytes() == kept
    assert "october.xlsx" in capsys.readouterr().err
    assert run(*call, "--force") == 0


@pytest.mark.parametrize("month", ["Smarch", "2026-13", "13/2026", "2027-01"])
def test_a_month_that_cannot_be_is_exit_2(book: Path, month: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", book, "--month", month, "--today", TODAY, "--lang", "en") == 2
    assert month in capsys.readouterr().err
    assert not book.with_name(f"sales-{month.replace('/', '-')}.xlsx").exists()


def test_never_over_the_workbook_itself(book: Path) -> None:
    before = book.read_bytes()
    assert run("report", book, "--month", "2026-10", "--today", TODAY, "-o", book, "--force") == 2
    assert book.read_bytes() == before


def test_one_for_everybody(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    call = (
        "report",
        book,
        "--month",
        "2026-10",
        "--today",
        TODAY,
        "--who",
        "all",
        "-o",
        folder,
        "--lang",
        "en",
    )
    assert run(*call, "--dry-run") == 0
    assert not list(folder.iterdir())
    capsys.readouterr()
    assert run(*call) == 0
    names = sorted(path.name for path in folder.iterdir())
    assert "sales-2026-10-Graham Whitlock.xlsx" in names
    assert len(out(capsys)) == len(names) > 3
    assert run(*call, "--html", folder, "--json") == 0
    documents = json.loads(capsys.readouterr().out)["reports"]
    assert [Path(path).name for path in documents[0]["copies"]] == [
        Path(documents[0]["report"]).stem + ".html"
    ]
    assert run(*call[:-4], "-o", tmp_path / "none.xlsx", "--lang", "en") == 2


def test_one_of_a_person_or_a_team(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ("report", book, "--month", "2026-10", "--today", TODAY, "--lang", "en")
    assert run(*call, "--who", "Graham Whitlock") == 0
    assert book.with_name("sales-2026-10-Graham Whitlock.xlsx").exists()
    assert run(*call, "--edition", "team") == 0
    assert book.with_name("sales-2026-10-team.xlsx").exists()
    capsys.readouterr()
    for wrong in (
        ("--edition", "person"),
        ("--who", "all", "--team", "North"),
        ("--who", "Nobody"),
        ("--team", "Moon"),
    ):
        assert run(*call, *wrong) == 2
        assert capsys.readouterr().err


def test_a_quarter_and_a_year(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ("report", book, "--today", TODAY, "--lang")
    for asked, name, said in (
        (("--quarter", "2026Q3"), "2026Q3", "季报"),
        (("--quarter", "第三季度"), "2026Q3", "季报"),
        (("--quarter", "4"), "2026Q4", "季报"),
        (("--year", "2026"), "2026", "年报"),
    ):
        assert run(*call, "zh", *asked) == 0
        line = next(line for line in out(capsys) if f"sales-{name}.xlsx" in line)
        assert said in line
    assert run(*call, "en", "--quarter", "2026-Q3", "--json") == 0
    assert json.loads(capsys.readouterr().out)["period"] == "2026Q3"
    for wrong, said in (
        (("--quarter", "2026-10"), "not a quarter"),
        (("--year", "2026Q3"), "not a year"),
        (("--month", "2026"), "not a month"),
        (("--quarter", "2027Q1"), "has not begun"),
        (("--month", "2026-10", "--year", "2026"), "Only one of"),
        (("--quarter", "Q3", "--week", "2026-10-26"), "--week"),
    ):
        assert run(*call, "en", *wrong) == 2
        assert said in capsys.readouterr().err


def test_run_takes_what_report_takes(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    call = ("run", book, "--today", TODAY, "--lang", "en", "-o", folder)
    assert run(*call, "--quarter", "Q3", "--team", "North", "--html", folder) == 1
    told = out(capsys)
    for name in ("sales-2026Q3-team-North.xlsx", "sales-2026Q3-team-North.html"):
        assert (folder / name).exists()
        assert any(name in line for line in told)
    assert run(*call, "--week", "2026-10-26") == 1
    assert (folder / "sales-week-2026-10-26.xlsx").exists()
    capsys.readouterr()
    assert run(*call, "--month", "2026-10", "--who", "all", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["findings"]
    assert len(document["reports"]) == len(list(folder.glob("sales-2026-10-*.xlsx"))) > 3


def test_run_refuses_all_of_it_before_it_writes(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    call = ("run", book, "--today", TODAY, "--lang", "en")
    note = tmp_path / "note.html"
    note.write_text("mine", encoding="utf-8")
    for wrong, said in (
        (("--team", "Moon"), "Moon"),
        (("--who", "all", "--team", "North"), "--who"),
        (("--who", "all", "-o", tmp_path / "none.xlsx"), "folder"),
        (("--compare", "2026Q2", "2026Q3"), "was not kept"),
        (("--html", note), "note.html"),
        (("--week", "2026-10-26", "-o", book), "over the workbook"),
    ):
        assert run(*call, *wrong) == 2
        assert said in capsys.readouterr().err
        assert book.read_bytes() == before


def test_the_folder_for_everybodys_reports_is_made_and_not_by_a_trial(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, pages = book.with_name("people"), book.with_name("pages")
    call = (
        "report",
        book,
        "--month",
        "2026-10",
        "--who",
        "all",
        "-o",
        people,
        "--html",
        pages,
        "--today",
        TODAY,
    )
    assert run(*call, "--dry-run") == 0
    assert not people.exists()
    assert not pages.exists()
    assert run(*call) == 0
    assert [path.suffix for path in people.iterdir()] == [".xlsx"] * 7
    assert [path.suffix for path in pages.iterdir()] == [".html"] * 7
    deep = book.with_name("no") / "such"
    assert run(*call[:6], "-o", deep, "--lang", "en") == 2
    assert "has to be a folder" in capsys.readouterr().err
