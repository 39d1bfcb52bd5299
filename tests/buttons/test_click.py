"""A click from the request to the answer, and whom it is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsales.backends.clicks import job as job_folder
from sheetsales.backends.clicks.change_list import plain_text
from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.registry import BUTTONS
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow import checking, clicking
from sheetsales.workflow.checking import check
from sheetsales.workflow.tasking import add_tasks
from tests.buttons import books
from tests.buttons.jobs import NONCE, answer, click, make_job
from tests.buttons.macro_model import Answer, Refused, Sheets, shown


def test_a_check_by_click_says_and_writes_what_the_command_does(home: Path, tmp_path: Path) -> None:
    job = make_job(home, books.sample("zh"), "check")
    assert click(job) == 0
    got = answer(job)
    assert "处问题" in got.message
    assert "检查结果" in got.message
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(got)
    by_command = tmp_path / "book.xlsx"
    by_command.write_bytes(books.sample("zh"))
    check(by_command, today=books.TODAY)
    assert sheets.shown() == shown(read_workbook(by_command))
    assert {name: area for name, (_, area) in sheets.tables.items() if name == "tblFindings"} == {
        table.name: table.area
        for grid in read_workbook(by_command).grids
        for table in grid.tables
        if table.name == "tblFindings"
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_weeks_tasks_by_click_are_those_of_the_command(lang: Lang, home: Path, tmp_path: Path) -> None:
    job = make_job(home, books.sample(lang), "tasks", language=lang)
    assert click(job) == 0
    got = answer(job)
    assert ("已在任务表加" if lang == "zh" else "to Tasks:") in got.message
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(got)
    by_command = tmp_path / "book.xlsx"
    by_command.write_bytes(books.sample(lang))
    add_tasks(by_command, today=books.TODAY)
    assert sheets.shown() == shown(read_workbook(by_command))


def test_no_tasks_say_what_is_missing_for_them(home: Path) -> None:
    job = make_job(home, books.with_room("en"), "tasks", language="en")
    assert click(job) == 0
    assert "nothing yet that tasks could come from" in answer(job).message


def test_the_status_bar_and_the_log_are_fed(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check", language="en")
    assert click(job) == 0
    assert plain_text((job / "progress.txt").read_text()).strip() == "sheetsales is at work ..."
    log = (job / "log.txt").read_text()
    assert "button check, LibreOffice" in log
    assert not list(job.glob("*.tmp"))


@pytest.mark.parametrize("button", ["report", "run"])
def test_the_report_lies_beside_the_workbook_and_is_named_after_it(button: str, home: Path) -> None:
    job = make_job(home, books.sample("zh"), button)
    assert click(job) == 0
    made = home.parent / "销售 1-2026-10.xlsx"
    assert made.exists()
    got = answer(job)
    assert str(made) in got.message
    assert bool(got.ops) == (button == "run")


def test_a_workbook_in_the_cloud_gets_its_report_into_the_documents(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for number, place in ((1, home / "reports"), (2, tmp_path / "Documents")):
        job = make_job(home, books.sample("en"), "report", f"job{number}", folder="https://d.docs.live.net/1")
        assert click(job) == 0
        assert (place / "销售 1-2026-10.xlsx").exists()
        (tmp_path / "Documents").mkdir(exist_ok=True)


def test_what_cannot_be_done_is_said_in_the_language_of_the_workbook(home: Path) -> None:
    for language, words in (("zh", "没有"), ("en", "no")):
        job = make_job(home, books.foreign(), "report", f"job-{language}", language=language)
        assert click(job) == 2
        got = answer(job)
        assert words in got.message
        assert not got.ops
    job = make_job(home, b"no workbook", "check", "job-bad")
    assert click(job) == 2
    assert "snapshot.xlsx" in answer(job).message


def test_a_button_of_another_version_is_told_so(home: Path) -> None:
    job = make_job(home, books.foreign(), "tomorrow")
    assert click(job) == 2
    assert "tomorrow" in answer(job).message


def test_every_button_that_is_drawn_has_its_action() -> None:
    for button in BUTTONS:
        assert button.enabled == (button.action in clicking._ACTIONS)


def test_a_cancelled_click_is_not_answered(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check")
    (job / "cancel.txt").write_text("1")
    assert click(job) == 0
    assert not (job / "done.txt").exists()


def test_a_fault_of_ours_is_an_answer_too_and_a_log(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(checking, "judged_plan", fail)
    job = make_job(home, books.sample("en"), "check", language="en")
    assert click(job) == 2
    assert "fault in the program" in answer(job).message
    log = (job / "log.txt").read_text()
    assert "builtins.ZeroDivisionError" in log
    assert "in fail" in log
    assert "deep inside" not in log


def test_a_cut_or_foreign_answer_shows() -> None:
    from sheetsales.backends.clicks.change_list import change_list

    whole = change_list(NONCE, "一\\二")
    assert Answer(whole, NONCE).message == "一\\二"
    lines = whole.split(b"\r\n")
    for data in (
        b"\r\n".join(lines[:2] + lines[3:]),
        whole.replace(b"\\u4E00", b"\\u4E01"),
        whole.replace(b"sheetsales 1", b"sheetsales 2"),
    ):
        with pytest.raises(Refused):
            Answer(data, NONCE)
    with pytest.raises(Refused):
        Answer(whole, NONCE[::-1])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"nonce": "short"}, "request.txt"),
        ({"end": "f" * 32}, "request.txt"),
        ({"button": "-"}, "request.txt"),
        ({"snapshot": "../snapshot.xlsx"}, "copy of the workbook"),
        ({"snapshot": "other.xlsx"}, "copy of the workbook"),
    ],
)
def test_a_request_that_is_not_whole_is_refused(
    fields: dict[str, str], words: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = make_job(home, books.foreign(), "check", **fields)
    assert click(job, "--lang", "en") == 2
    assert words in capsys.readouterr().err
    assert not (job / "done.txt").exists()


def test_a_folder_that_is_not_the_users_own_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> str:
        assert click(path, "--lang", "en") == 2
        return capsys.readouterr().err

    job = make_job(home, books.foreign(), "check")
    assert "does not lie in" in refused(make_job(tmp_path / "elsewhere", books.foreign(), "check"))
    assert "no such folder" in refused(home / "jobs" / "none")
    link = home / "jobs" / "link"
    link.symlink_to(job)
    assert "it is a link" in refused(link)
    job.chmod(0o777)
    assert "other users may change it" in refused(job)
    job.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert "belongs to another user" in refused(job)


def test_a_request_that_is_huge_a_link_or_not_ours_is_refused(home: Path) -> None:
    for number, data in enumerate(
        (b"x" * 100_000, b"sheetsales 2\r\n", b"", "sheetsales 1\r\nnonce=é".encode())
    ):
        job = make_job(home, books.foreign(), "check", f"job{number}")
        (job / "request.txt").write_bytes(data)
        assert click(job) == 2
        assert job_folder.request_of(job) is None


def test_the_folder_is_closed_to_others(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check")
    home.chmod(0o755)
    assert click(job) == 0
    assert home.stat().st_mode & 0o777 == 0o700


def test_only_the_newest_jobs_are_kept(home: Path) -> None:
    for number in range(25):
        (home / "jobs" / f"2026-{number:02}").mkdir(parents=True)
    job = make_job(home, books.sample("en"), "check", "2027-01")
    assert click(job) == 0
    kept = [path.name for path in job_folder.jobs()]
    assert len(kept) == 20
    assert kept[:2] == ["2027-01", "2026-24"]


def test_settings_stay_beside_the_interpreter(home: Path) -> None:
    job_folder.write_config({"longest_run": "60"})
    job_folder.write_config({"python": "/opt/张 三/python"})
    assert job_folder.read_config() == {"longest_run": "60", "python": "/opt/张 三/python"}
    assert (home / "buttons.txt").read_bytes().isascii()


def test_a_click_imports_nothing_heavy(home: Path) -> None:
    job = make_job(home, books.sample("en"), "check")
    code = (
        "import sys\nfrom sheetsales.cli.main import main\n"
        f"try:\n    main(['click', {str(job)!r}, '--today', '2026-11-02'])\nexcept SystemExit:\n    pass\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert (job / "done.txt").exists()
    assert not loaded & {
        "pandas",
        "openpyxl",
        "xlwings",
        "numpy",
        "pydantic",
        "pyopenvba",
        "xlsxwriter",
        "lxml",
        "rich",
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_allocate_shares_out_what_the_command_does_and_says_to_whom(
    lang: Lang, home: Path, tmp_path: Path
) -> None:
    from sheetsales.workflow.allocating import allocate

    job = make_job(home, books.sample(lang), "allocate", language=lang)
    assert click(job) == 0
    got = answer(job)
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(got)
    by_command = tmp_path / "book.xlsx"
    by_command.write_bytes(books.sample(lang))
    done = allocate(by_command, today=books.TODAY)
    assert sheets.shown() == shown(read_workbook(by_command))
    given = [found for found in done.decided.allocation.assignments if found.person]
    assert got.message.startswith(
        {"zh": f"已分配 {len(given)} 项任务：", "en": f"{len(given)} tasks shared out: "}[lang]
    )
    assert len(got.message.split("\n")) == (2 if done.decided.unassigned else 1)
    assert sheets.drawn
    assert any(look[5] == "format" and look[6] == "0%" for look in sheets.looks)


def test_allocate_where_there_is_nothing_to_share_out(home: Path) -> None:
    empty = make_job(home, books.with_room("en"), "allocate", "empty", language="en")
    assert click(empty) in (0, 2)
    assert answer(empty).message
    assert click(make_job(home, books.foreign(), "allocate", "foreign", language="en")) == 2
    assert "no Tasks sheet" in answer(home / "jobs" / "foreign").message


def test_fix_mends_in_the_open_workbook_what_the_command_mends(home: Path, tmp_path: Path) -> None:
    from sheetsales.workflow.mending import mend

    job = make_job(home, books.sample("en"), "fix", language="en")
    assert click(job) == 0
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(answer(job))
    by_command = tmp_path / "book.xlsx"
    by_command.write_bytes(books.sample("en"))
    done = mend(by_command, today=books.TODAY)
    assert done.fixes.fixed
    assert sheets.shown() == shown(read_workbook(by_command))
    from sheetsales.workflow.undoing import undo

    undo(by_command)
    original = shown(read_workbook(job / "snapshot.xlsx"))
    assert {
        name: cells for name, cells in shown(read_workbook(by_command)).items() if name in original
    } == original
