"""Buttons put into workbooks, put right and taken out; nothing else changes."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import olefile
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.places import spots
from sheetsales.buttons.registry import MODULE, enabled
from sheetsales.buttons.vba import module_source
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest, EditRefused, NotAWorkbook
from sheetsales.texts import LANGUAGES
from sheetsales.workflow.buttoning import add_buttons, remove_buttons
from tests.buttons import books
from tests.buttons.books import parts, repacked
from tests.buttons.olevba import modules

DRAWN = sum(1 + len(button.sheets) for button in enabled())
"""How many buttons the sample has, on Home and on the sheets that some stand on besides."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "销售 1.xlsx"
    path.write_bytes(books.sample("zh"))
    return path


def test_an_xlsx_gets_an_xlsm_beside_it_and_stays(book: Path) -> None:
    before = book.read_bytes()
    done = add_buttons(book)
    assert (done.path, done.changed) == (book.with_suffix(".xlsm"), True)
    assert book.read_bytes() == before
    assert b"sheet.macroEnabled.main+xml" in parts(done.path.read_bytes())["[Content_Types].xml"]
    with pytest.raises(BadRequest):
        add_buttons(book)
    assert add_buttons(book, overwrite=True).changed


def test_the_module_reads_back_as_it_was_written(book: Path) -> None:
    path = add_buttons(book).path
    found = modules(path)
    assert found[MODULE].strip() == module_source("zh").replace("\r\n", "\n").strip()
    with (
        zipfile.ZipFile(path) as package,
        olefile.OleFileIO(BytesIO(package.read("xl/vbaProject.bin"))) as project,
    ):
        assert project.exists(f"VBA/{MODULE}")
        assert project.exists("VBA/ThisWorkbook")
    sheets = len(read_workbook(path).grids)
    assert {"ThisWorkbook", *(f"Sheet{n}" for n in range(1, sheets + 1))} <= found.keys()


def test_every_part_but_those_with_buttons_keeps_its_content(book: Path) -> None:
    before, after = parts(book.read_bytes()), parts(add_buttons(book).path.read_bytes())
    assert before.keys() <= after.keys()
    home = "xl/worksheets/sheet1.xml"
    for name, data in before.items():
        if name.startswith("xl/worksheets/sheet") and name != home:
            assert re.sub(rb'<sheetPr codeName="\w+"/>| codeName="\w+"', b"", after[name]) != b""
            rows = data[data.index(b"<sheetData") : data.index(b"</sheetData>")]
            assert rows in after[name], name
        elif "/_rels/" not in name and not name.endswith(
            (".vml", "workbook.xml", "sheet1.xml", "sharedStrings.xml", "[Content_Types].xml")
        ):
            assert after[name] == data, name


def test_the_buttons_have_all_their_parts(book: Path) -> None:
    after = parts(add_buttons(book).path.read_bytes())
    home = after["xl/worksheets/sheet1.xml"].decode()
    vml = next(
        data for name, data in after.items() if name.endswith(".vml") and b"SheetsalesReport" in data
    ).decode()
    for button in enabled():
        assert f'macro="[0]!{button.macro}"' in home
        assert f"<x:FmlaMacro>[0]!{button.macro}</x:FmlaMacro>" in vml
        assert button.caption.zh in vml
    assert home.index("<drawing ") < home.index("<legacyDrawing ") < home.index("<controls>")
    sheets = (data for name, data in after.items() if name.startswith("xl/worksheets/sheet"))
    assert sum(name.startswith("xl/ctrlProps/") for name in after) == sum(
        data.count(b"<control ") for data in sheets
    )


def test_a_workbook_with_yesterdays_buttons_gets_the_new_one(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sheetsales.buttons import places, vba

    old = tuple(button for button in enabled() if button.action != "allocate")
    with monkeypatch.context() as yesterday:
        yesterday.setattr(places, "enabled", lambda: old)
        yesterday.setattr(vba, "BUTTONS", old)
        path = add_buttons(book).path
    assert "SheetsalesAllocate" not in modules(path)[MODULE]
    rows = {name: sheet_data(data) for name, data in parts(path.read_bytes()).items() if "/sheet" in name}
    assert add_buttons(path).buttons == DRAWN
    after = parts(path.read_bytes())
    assert "SheetsalesAllocate" in modules(path)[MODULE]
    drawn = [n for n, data in after.items() if b"SheetsalesAllocate" in data and "worksheets/sheet" in n]
    assert len(drawn) == 2, "Home and Tasks"
    assert {name: sheet_data(data) for name, data in after.items() if "/sheet" in name} == rows
    assert not add_buttons(path).changed


def sheet_data(part: bytes) -> bytes:
    return part.partition(b"<sheetData")[2].partition(b"</sheetData>")[0]


def test_no_button_covers_another_or_what_stands_in_cells(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        path = tmp_path / f"{lang}.xlsx"
        path.write_bytes(books.with_room(lang))
        workbook = read_workbook(path)
        covered: set[tuple[str, int, int]] = set()
        for spot in spots(workbook):
            grid = workbook.grid(spot.sheet)
            assert grid is not None
            cells = {
                (spot.sheet, row, column)
                for row in range(spot.first[1] + 1, spot.last[1] + 1)
                for column in range(spot.first[0] + 1, spot.last[0] + 1)
            }
            assert not cells & covered
            covered |= cells
            assert not any(grid.value(row, column) for _, row, column in cells)


def test_twice_is_once(book: Path) -> None:
    path = add_buttons(book).path
    before = path.read_bytes()
    again = add_buttons(path)
    assert not again.changed
    assert again.buttons == DRAWN
    assert path.read_bytes() == before


def test_repair_draws_again_what_another_program_dropped(book: Path) -> None:
    path = add_buttons(book).path
    whole = parts(path.read_bytes())
    broken = {
        name: re.sub(rb"<x:FmlaMacro>[^<]*</x:FmlaMacro>", b"", data) if name.endswith(".vml") else data
        for name, data in whole.items()
    }
    path.write_bytes(repacked(broken))
    assert add_buttons(path).changed
    mended = parts(path.read_bytes())
    vml = b"".join(data for name, data in mended.items() if name.endswith(".vml"))
    assert vml.count(b'ObjectType="Button"') == DRAWN
    assert vml.count(b"<x:FmlaMacro>") == DRAWN
    assert not add_buttons(path).changed


def test_an_old_module_is_brought_up_to_date(book: Path) -> None:
    path = add_buttons(book).path
    from sheetsales.backends.ooxml.vba_project import with_module

    members = parts(path.read_bytes())
    old = "' The buttons of sheetsales. Old.\r\nSub SheetsalesCheck()\r\nEnd Sub\r\n"
    members["xl/vbaProject.bin"] = with_module(members["xl/vbaProject.bin"], MODULE, old, "x")
    path.write_bytes(repacked(members))
    assert add_buttons(path).changed
    assert "RunButton" in modules(path)[MODULE]


def test_remove_takes_out_what_add_put_in(book: Path) -> None:
    path = add_buttons(book).path
    assert remove_buttons(path).changed
    after = parts(path.read_bytes())
    assert MODULE not in modules(path)
    assert not any(name.startswith("xl/ctrlProps/") for name in after)
    assert not any(b"Sheetsales" in data for data in after.values() if not data.startswith(b"\xd0\xcf"))
    assert not remove_buttons(path).changed
    assert add_buttons(path).changed


def test_a_teams_own_workbook_gets_a_sheet_for_them(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    path.write_bytes(books.foreign())
    made = add_buttons(path).path
    workbook = read_workbook(made)
    assert [grid.name for grid in workbook.grids] == ["商机 表", "Table", "按钮"]
    found = modules(made)
    assert {"Sheet1", "Sheet2", "Chart3", MODULE} <= found.keys()
    assert not add_buttons(made).changed
    before, after = parts(books.foreign()), parts(made.read_bytes())
    assert after["xl/charts/chart1.xml"] == before["xl/charts/chart1.xml"]
    assert after["xl/comments1.xml"] == before["xl/comments1.xml"]


def test_vba_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsm"
    path.write_bytes(books.with_own_macro())
    assert add_buttons(path).changed
    found = modules(path)
    assert 'MsgBox "ours"' in found["Module1"]
    assert MODULE in found
    assert remove_buttons(path).changed
    assert 'MsgBox "ours"' in modules(path)["Module1"]


def test_a_module_of_that_name_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    from sheetsales.backends.ooxml.vba_project import with_module

    path = tmp_path / "own.xlsm"
    members = parts(books.with_own_macro())
    members["xl/vbaProject.bin"] = with_module(
        members["xl/vbaProject.bin"], MODULE, "Sub A()\r\nEnd Sub\r\n", "x"
    )
    path.write_bytes(repacked(members))
    with pytest.raises(EditRefused, match="not ours"):
        add_buttons(path)


def signed(members: dict[str, bytes]) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature" '
        'Target="vbaProjectSignature.bin"/></Relationships>'
    )
    members["xl/_rels/vbaProject.bin.rels"] = rels.encode()
    members["xl/vbaProjectSignature.bin"] = b"signature"


def broken(members: dict[str, bytes]) -> None:
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 no project"


@pytest.mark.parametrize(("change", "words"), [(signed, "voids the signature"), (broken, "cannot be read")])
def test_vba_that_cannot_be_touched_is_refused_with_the_reason(
    change: Callable[[dict[str, bytes]], None], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.xlsm"
    members = parts(books.with_own_macro())
    change(members)
    path.write_bytes(repacked(members))
    before = path.read_bytes()
    for act in (add_buttons, remove_buttons):
        with pytest.raises(EditRefused, match=words):
            act(path)
    assert path.read_bytes() == before


def signed_book(members: dict[str, bytes]) -> None:
    members["_rels/.rels"] = members["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdSigned" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        b'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    members["_xmlsignatures/origin.sigs"] = b""


def locked_structure(members: dict[str, bytes]) -> None:
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(
        b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'
    )


@pytest.mark.parametrize(
    ("change", "words"), [(signed_book, "digitally signed"), (locked_structure, "Review >")]
)
def test_a_workbook_that_takes_no_sheet_or_no_change_is_refused_with_a_way_out_that_there_is(
    change: Callable[[dict[str, bytes]], None], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "team.xlsx"
    members = parts(books.foreign())
    change(members)
    path.write_bytes(repacked(members))
    with pytest.raises(EditRefused, match=words) as refused:
        add_buttons(path)
    assert "--" not in str(refused.value)
    assert "--" not in refused.value.in_("zh")
    assert not path.with_suffix(".xlsm").exists()


def test_locked_vba_is_refused_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyopenvba import ExcelFile
    from pyopenvba.exceptions import VBAProjectError

    def locked(*_: object, **__: object) -> None:
        raise VBAProjectError("Refusing to save: the VBA project is password-protected.")

    path = tmp_path / "own.xlsm"
    path.write_bytes(books.with_own_macro())
    monkeypatch.setattr(ExcelFile, "save", locked)
    with pytest.raises(EditRefused, match="locked with a password"):
        add_buttons(path)


def test_what_is_no_workbook_for_buttons(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbook):
        add_buttons(tmp_path / "none.xlsm")
    plain = tmp_path / "a.xlsx"
    plain.write_bytes(books.foreign())
    with pytest.raises(BadRequest, match="cannot hold macros"):
        remove_buttons(plain)
    odd = tmp_path / "a.xlsb"
    odd.write_bytes(books.foreign())
    with pytest.raises((BadRequest, NotAWorkbook)):
        add_buttons(odd)


def test_the_command_says_what_it_did(book: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["buttons", *arguments, "--lang", "en"])
        shown = capsys.readouterr()
        return int(str(end.value.code)), shown.out + shown.err

    assert run("add") == (2, "Name the workbook, for example sheetsales buttons add sales.xlsx.\n")
    assert "Dry run" in run("add", str(book), "--dry-run")[1]
    assert not book.with_suffix(".xlsm").exists()
    code, said = run("add", str(book))
    assert (code, f"{DRAWN} buttons are in place" in said, "stays as it is" in said) == (0, True, True)
    assert (home / "buttons.txt").read_text().startswith("python=")
    made = str(book.with_suffix(".xlsm"))
    assert "nothing was touched" in run("repair", made)[1]
    assert '"changed": false' in run("repair", made, "--json")[1]
    assert "would have 0 buttons" in run("remove", made, "--dry-run")[1]
    assert "are gone" in run("remove", made)[1]
    assert "there are no buttons in it" in run("remove", made)[1]
    assert "Buttons now call" in run("install")[1]
    assert '"python"' in run("install", "--json")[1]


def test_a_new_xlsm_has_its_buttons_at_once(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.xlsm"
    with pytest.raises(SystemExit) as end:
        main(["new", str(path), "--lang", "zh", "--today", "2026-11-02"])
    assert end.value.code == 0
    assert "启用宏" in capsys.readouterr().out
    assert MODULE in modules(path)
    assert not add_buttons(path).changed
    grid = read_workbook(path).grids[0]
    assert not any("sheetsales check" in str(value) for column in grid.columns for value in column)
    assert (home / "buttons.txt").exists()
