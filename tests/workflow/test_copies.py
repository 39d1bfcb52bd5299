"""Copies of the report for those without Excel: where they stand, and what is said where one cannot be made."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from sheetsales.backends import printing
from sheetsales.errors import BadRequest
from sheetsales.workflow import copies as making
from sheetsales.workflow.copies import Copies
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.reporting import report
from tests.indicators.team_book import day

TODAY = day("11-02")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are scripts")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    story = tell_story("en", "b2b", today=TODAY, opportunities=12, seed=1)
    make_workbook(path, lang="en", process="b2b", today=TODAY, story=story)
    return path


def script(path: Path, body: str) -> str:
    path.write_text(f"#!{sys.executable}\nimport pathlib, sys\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for LibreOffice and the painter, which write what they were asked for."""
    soffice = script(
        tmp_path / "soffice",
        "book = pathlib.Path(sys.argv[-1]); out = pathlib.Path(sys.argv[-2])\n"
        "assert '--headless' in sys.argv and sys.argv[1].startswith('-env:UserInstallation=file://')\n"
        "(out / (book.stem + '.pdf')).write_bytes(b'%PDF' + book.read_bytes()[:2])",
    )
    painter = script(
        tmp_path / "pdftoppm",
        f"pathlib.Path(sys.argv[-1] + '.png').write_bytes({PICTURE!r}); assert '1600' in sys.argv",
    )
    monkeypatch.setattr(making, "find_office", lambda: soffice)
    monkeypatch.setattr(making, "find_painter", lambda: painter)


def made(
    book: Path, copies: Copies, *, force: bool = False, trial: bool = False
) -> tuple[list[str], list[str]]:
    summary = report(book, Asked(today=TODAY, period="2026-10", copies=copies, force=force, trial=trial))
    return [path.name for path in summary.copies], [said.en for said in summary.notices]


@pytest.mark.usefixtures("office")
def test_each_copy_stands_where_it_was_asked_for(book: Path) -> None:
    folder = book.parent / "out"
    folder.mkdir()
    copies = Copies(folder, folder, folder / "first.png")
    assert made(book, copies) == (["book-2026-10.html", "book-2026-10.pdf", "first.png"], [])
    assert (folder / "book-2026-10.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "book-2026-10.pdf").read_bytes() == b"%PDFPK%sheetsales\n"
    picture = (folder / "first.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert picture.endswith(b"IEND\xaeB`\x82")
    assert b"tEXtSoftware\x00sheetsales" in picture
    assert made(book, copies)[1] == []  # ours are replaced
    if os.name == "posix":
        assert stat.S_IMODE((folder / "first.png").stat().st_mode) == stat.S_IMODE(book.stat().st_mode)


@pytest.mark.usefixtures("office")
def test_another_file_is_not_replaced(book: Path) -> None:
    place = book.parent / "minutes.html"
    place.write_text("<p>Minutes", encoding="utf-8")
    with pytest.raises(BadRequest):
        made(book, Copies(html=place))
    assert place.read_text(encoding="utf-8") == "<p>Minutes"
    assert not book.with_name("book-2026-10.xlsx").exists()
    assert made(book, Copies(html=place), force=True) == (["minutes.html"], [])


@pytest.mark.parametrize(
    "copies", [Copies(html=Path("a.pdf")), Copies(pdf=Path("a.png")), Copies(png=Path("a.jpg"))]
)
def test_a_copy_of_another_kind_is_refused(book: Path, copies: Copies) -> None:
    with pytest.raises(BadRequest) as refused:
        made(book, copies)
    assert "Write a." in refused.value.text.en


@pytest.mark.usefixtures("office")
def test_a_trial_keeps_none(book: Path) -> None:
    before = sorted(book.parent.iterdir())
    assert made(book, Copies(book.parent, book.parent, book.parent), trial=True) == ([], [])
    assert sorted(book.parent.iterdir()) == before


def test_without_libreoffice_the_report_is_made_and_the_way_told(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "find_office", lambda: None)
    names, said = made(book, Copies(pdf=book.parent, png=book.parent))
    assert names == []
    assert said[0].startswith("LibreOffice was not found, so no PDF or picture was made.")
    assert book.with_name("book-2026-10.xlsx").exists()
    assert made(book, Copies(png=book.parent))[1][0].startswith("LibreOffice was not found, so no picture")


def test_a_libreoffice_that_makes_nothing_is_told(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "find_office", lambda: str(tmp_path / "gone"))
    assert made(book, Copies(pdf=book.parent))[1] == [making.NO_PRINT.en.format(kinds="PDF")]


@pytest.mark.usefixtures("office")
def test_without_a_painter_the_pdf_is_made(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "find_painter", lambda: None)
    assert made(book, Copies(pdf=book.parent, png=book.parent)) == (
        ["book-2026-10.pdf"],
        [making.NO_PAINTER.en],
    )


def test_an_unreadable_place_is_not_ours(tmp_path: Path) -> None:
    assert not making._ours(tmp_path / "none.pdf")


def test_programs_are_looked_for_where_they_are_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(printing, "_OFFICES", (tmp_path / "soffice",))
    assert printing.find_office() is None
    assert printing.find_painter() is None
    (tmp_path / "soffice").touch()
    assert printing.find_office() == str(tmp_path / "soffice")


def test_the_command_says_where_they_are(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sheetsales.cli.main import main

    call = ["report", str(book), "--month", "2026-10", "--today", "2026-11-02", "--html", str(book.parent)]
    for more in (["--lang", "en"], ["--json"]):
        with pytest.raises(SystemExit) as end:
            main([*call, *more])
        assert end.value.code == 0
        said = capsys.readouterr().out
        if more == ["--json"]:
            document = json.loads(said)
            assert document["copies"] == [str(book.with_name("book-2026-10.html"))]
            assert document["notices"] == []
        else:
            assert said.splitlines()[-1] == str(book.with_name("book-2026-10.html"))
