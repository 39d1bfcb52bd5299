"""``sheetsales sop``: a file of its own, the chart in the workbook, and what stays of people's changes."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.ooxml.shapes_read import shapes_on
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.shapes import Standing
from sheetsales.cli.main import main

ROOT = Path(__file__).parents[2]
GIVEN = ("--month", "2026-10", "--today", "2026-11-02")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main([*map(str, arguments)])
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out + said.err


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "sales-en.xlsx", tmp_path / "sales.xlsx"))


def named(path: Path, sheet: str = "Flow chart") -> dict[str, Standing]:
    return {one.name: one for one in shapes_on(path, sheet)}


def edit(path: Path, *changes: tuple[str, str], part: str = r"xl/drawings/drawing\d+\.xml$") -> None:
    """The file with patterns replaced in one of its parts, as if another program had saved it."""
    data = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            text = old.read(member)
            if re.search(part, member):
                for pattern, by in changes:
                    text, count = re.subn(pattern.encode(), by.encode(), text, count=1)
                    assert count, pattern
            new.writestr(member, text)
    path.write_bytes(data.getvalue())


MOVED = (r'(id="\d+" name="ss_sop_quote".*?<a:off x=")\d+(" y=")\d+', r"\g<1>7000000\g<2>9000000")
MINE = ("</xdr:wsDr>", (
    '<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="900" cy="900"/><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="mine"/>'
    "<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"))  # fmt: skip


def test_a_file_of_its_own_beside_the_workbook(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    code, said = run(capsys, "sop", book, *GIVEN, "--lang", "en")
    made = book.with_name("sales-SOP.xlsx")
    assert code == 0
    assert "10 stages, 36 steps; Version not registered" in said
    assert str(made) in said
    assert book.read_bytes() == before
    assert openpyxl.load_workbook(made).sheetnames == [
        "Flow chart",
        "Handbook",
        "Sign-off",
        "Gantt chart",
        "_sheetsales",
    ]
    shapes = named(made)
    arrows = [one for one in shapes.values() if one.is_arrow]
    numbers = {one.number: one for one in shapes.values()}
    assert len(numbers) == len(shapes)
    for arrow in arrows:
        for glue, point in zip(arrow.glued, (arrow.start, arrow.end), strict=True):
            assert glue is not None
            assert numbers[glue[0]].place.site(glue[1]) == pytest.approx(point, abs=0.01)


def test_made_again_it_keeps_what_people_did(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sop", book, *GIVEN)
    made = book.with_name("sales-SOP.xlsx")
    edit(made, MOVED, MINE, ("<a:t>Prospecting</a:t>", "<a:t>Leads</a:t>"))
    code, said = run(capsys, "sop", book, *GIVEN, "--lang", "en")
    assert code == 0
    assert "1 box that somebody moved stays there." in said
    assert "1 box keeps the lines somebody wrote." in said
    shapes = named(made)
    assert (shapes["ss_sop_quote"].place.x, shapes["ss_sop_quote"].place.y) == pytest.approx(
        (734.9, 944.9), abs=0.1
    )
    assert shapes["ss_sop_identify"].texts[0] == "Leads"
    assert "mine" in shapes
    arrow = shapes["ss_sop_quote_to_negotiate"]
    assert arrow.start == pytest.approx(shapes["ss_sop_quote"].place.site(3), abs=0.1)
    _, said = run(capsys, "sop", book, *GIVEN, "--lang", "en", "--fresh")
    assert "stays" not in said
    shapes = named(made)
    assert shapes["ss_sop_quote"].place.y < 900
    assert shapes["ss_sop_identify"].texts[0] == "Prospecting"
    assert "mine" in shapes


def test_shapes_somebody_deleted_stay_away(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sop", book, *GIVEN)
    made = book.with_name("sales-SOP.xlsx")
    gone = r'<xdr:absoluteAnchor(?:(?!<xdr:absoluteAnchor).)*name="ss_sop_quote_lost".*?</xdr:absoluteAnchor>'
    edit(made, (gone, ""))
    _, said = run(capsys, "sop", book, *GIVEN, "--lang", "en")
    assert "not drawn again; --fresh would" in said
    assert "ss_sop_quote_lost" not in named(made)
    run(capsys, "sop", book, *GIVEN, "--fresh")
    assert "ss_sop_quote_lost" in named(made)


def test_in_the_workbook_it_is_a_sheet_more_and_nothing_else(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_workbook(book)
    code, said = run(capsys, "sop", book, *GIVEN, "--in-workbook", "--lang", "en")
    assert code == 0
    assert "The flow chart is on the workbook's sheet “Flow chart”" in said
    after = read_workbook(book)
    for grid in before.grids:
        same = after.grid(grid.name)
        assert same is not None
        assert same.columns == grid.columns
    assert "ss_sop_quote" in named(book)
    state = book.read_bytes()
    code, said = run(capsys, "sop", book, *GIVEN, "--in-workbook", "--lang", "en")
    assert "up to date; nothing was written" in said
    assert book.read_bytes() == state
    edit(book, MOVED, part=r"drawing1\.xml$")
    edit(book, ('name="Flow chart"', 'name="Our process"'), part=r"workbook\.xml$")
    code, said = run(
        capsys, "sop", book, "--month", "2026-09", "--today", "2026-11-02", "--in-workbook", "--lang", "en"
    )
    assert "“Our process”" in said
    shapes = named(book, "Our process")
    assert shapes["ss_sop_quote"].place.x == pytest.approx(734.9, abs=0.1)
    assert "2026-09" in shapes["ss_sop_notes"].texts[0]
    code, _ = run(capsys, "check", book, "--today", "2026-11-02")
    assert code == 1
    assert run(capsys, "undo", book, "--lang", "en")[0] == 0  # that check, not the drawing


def test_the_blank_one_has_a_name_of_its_own(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "sop", book, *GIVEN, "--blank", "--lang", "zh")
    assert code == 0
    assert "空白版" in said
    assert "甘特图" not in said
    made = book.with_name("sales-SOP-blank.xlsx")
    assert openpyxl.load_workbook(made).sheetnames[:3] == ["Flow chart", "Handbook", "Sign-off"]


def test_json_is_one_document(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys, "sop", book, *GIVEN, "--json")
    document = json.loads(said)
    assert document["stages"] == 10
    assert document["written"] is True
    assert document["version"] is None
    assert document["kept"] == {"moved": [], "coloured": [], "worded": [], "deleted": [], "left": []}


@pytest.mark.parametrize("more", [(), ("--in-workbook",)])
def test_a_dry_run_writes_nothing(
    book: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    before = book.read_bytes()
    code, said = run(capsys, "sop", book, *GIVEN, "--dry-run", "--lang", "en", *more)
    assert code == 0
    assert "dry run" in said
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["sales.xlsx"]


def test_what_cannot_be_is_refused(book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def refused(*more: object) -> str:
        code, said = run(capsys, "sop", book, "--today", "2026-11-02", "--lang", "en", *more)
        assert code == 2
        return said

    assert "is not a month" in refused("--month", "soon")
    assert "will not do" in refused("-o", tmp_path / "a.pdf")
    assert "use --in-workbook" in refused("-o", book)
    assert "does not go with -o" in refused("-o", tmp_path / "a.xlsx", "--in-workbook")
    assert "not for the workbook" in refused("--blank", "--in-workbook")
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    assert "other.xlsx" in refused("-o", other)
    other.write_bytes(b"no workbook")
    assert "other.xlsx" in refused("-o", other)


def test_sheets_of_their_own_are_not_lost(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = tmp_path / "process.xlsx"
    assert run(capsys, "sop", book, *GIVEN, "-o", made)[0] == 0
    edit(made, ('name="Gantt chart"', 'name="Training"'), part=r"workbook\.xml$")
    code, said = run(capsys, "sop", book, *GIVEN, "-o", made, "--lang", "en")
    assert code == 2
    assert "Training" in said
    assert run(capsys, "sop", book, *GIVEN, "-o", made, "--force")[0] == 0
    assert run(capsys, "sop", book, *GIVEN, "-o", tmp_path)[0] == 0
    assert (tmp_path / "sales-SOP.xlsx").exists()


def test_signatures_for_another_version_are_told(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sop", book, *GIVEN)
    made = book.with_name("sales-SOP.xlsx")
    signing = openpyxl.load_workbook(made)
    sheet = signing["Sign-off"]
    sheet["F5"] = "signed"
    sheet["A2"] = "Version V0.9"
    signing.save(made)
    _, said = run(capsys, "sop", book, *GIVEN, "--lang", "en")
    assert "had signatures of 1, for another version" in said


def test_a_protected_workbook_gets_no_sheet(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        book, ("<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>'), part=r"xl/workbook\.xml$"
    )
    code, said = run(capsys, "sop", book, *GIVEN, "--in-workbook", "--lang", "en")
    assert code == 2
    assert "structure is protected" in said


def test_without_deals_it_is_drawn_without_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "steps.xlsx"
    made = openpyxl.Workbook()
    stages = made.create_sheet("Stages")
    stages.append(("Code", "Order", "English name", "Kind", "Responsible"))
    stages.append(("a", 1, "Ask", "open", "Rep"))
    stages.append(("b", 2, "Sell", "won", "Rep"))
    team = made.create_sheet("Team")
    for row in (("ID", "Name", "Role"), ("S1", "Ann", "Rep"), ("S2", "Bob", "Rep")):
        team.append(row)
    made.save(book)
    code, said = run(capsys, "sop", book, *GIVEN, "--lang", "en")
    assert code == 0, said
    assert "without figures" in said
