"""Sheets called after the month, and one for each person: what refers to them goes on doing so."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import BadRequest
from sheetsales.forms.contents import Contents
from sheetsales.forms.filling import Filling
from sheetsales.forms.sheets import Person, sheets_of
from sheetsales.texts import Text
from sheetsales.workflow.templating import fill
from tests.forms.forms import contents, rows

TODAY = dt.date(2026, 11, 2)
OWN = {"林": 30.0, "吴": 20.0, "孙'a": 10.0}


def own(name: str, won: float) -> Contents:
    """What is told of one person: a figure and a row of a table."""
    return contents(rows([(name, "person", won, 0.5)]))


def everybody() -> list[Person]:
    return [Person(name, lambda name=name, won=won: own(name, won)) for name, won in OWN.items()]  # type: ignore[misc]  # bound by default


def grids(*names: str) -> Workbook:
    return Workbook(tuple(Grid(name, n, 1, 1, ()) for n, name in enumerate(names)))


def form(path: Path, more: Callable[[Any, dict[str, Any]], None] = lambda *_: None) -> Path:
    """A cover that refers to the others, a sheet a person with table, chart, note and rules, a sheet of the month."""
    book = xlsxwriter.Workbook(path)
    sheet = {name: book.add_worksheet(name) for name in ("总览", "{person}", "{month} 表", "说明")}
    sheet["总览"].write_formula("A1", "='{person}'!B2+1")
    sheet["总览"].write_formula("A2", "=SUM('{month} 表'!C2:C9)")
    sheet["总览"].write_url("A3", "internal:'{month} 表'!A1", string="表")
    one = sheet["{person}"]
    book.define_name("kpi_won", "='{person}'!$B$2")
    one.write_formula("B3", "='{person}'!B2*2")
    one.write_formula("B4", "=kpi_won+1")
    one.write_formula("B5", "=SUM(tbl_targets[实际])")
    one.write_comment("A2", "own note")
    one.add_table(
        "A8:C9",
        {"name": "tbl_targets", "columns": [{"header": h} for h in ("名称", "实际", "备注")]},
    )
    chart: Any = book.add_chart({"type": "column"})
    chart.add_series({"values": "='{person}'!$B$2:$B$3"})
    one.insert_chart("E2", chart)
    one.print_area("A1:D20")
    one.activate()
    sheet["{month} 表"].add_table(
        "A1:C2", {"name": "rp_targets", "columns": [{"header": h} for h in ("名称", "层级", "实际")]}
    )
    more(book, sheet)
    book.close()
    return path


def made(
    path: Path, people: Sequence[Person] | None = None, earlier: Sequence[Path] = ()
) -> tuple[Any, Filling, Path]:
    """What was filled, read back; what was said; the file."""
    out = path.with_name("out.xlsx")
    who = everybody() if people is None else people
    done = fill(path, contents(), out, "2026-10", TODAY, people=lambda: who, earlier=earlier)
    return openpyxl.load_workbook(out, data_only=True), done, out


def test_names_of_sheets() -> None:
    found = sheets_of(grids("{month}", "{姓名}·{期间}", "说明"), "2026-10", everybody())
    assert found.wanted["{month}"] == ("2026-10",)
    assert found.wanted["{姓名}·{期间}"] == ("林·2026-10", "吴·2026-10", "孙'a·2026-10")
    assert [person.name for person in found.people.values()] == list(OWN)
    assert found.problems == ()


def test_names_are_short_free_and_may_be_used() -> None:
    people = [Person(name, contents) for name in ("A/B", "a b", "x" * 40, "x" * 40)]
    names = sheets_of(grids("{person}", "A B"), "2026-10", people).wanted["{person}"]
    assert names == ("A B 2", "a b 3", "x" * 31, "x" * 29 + " 2")


def test_other_marks_stay_and_are_told() -> None:
    found = sheets_of(grids("{month} {team}", "{person}"), "2026-10", [])
    assert found.wanted == {"{month} {team}": ("2026-10 {team}",)}
    assert [(p.at, "{team}" in p.text.en or "nobody" in p.text.en) for p in found.problems] == [
        ("{month} {team}", True),
        ("{person}", True),
    ]


def test_a_sheet_for_each_person_where_it_stood(tmp_path: Path) -> None:
    book, done, _ = made(form(tmp_path / "form.xlsx"))
    assert book.sheetnames == ["总览", "林", "吴", "孙'a", "2026-10 表", "说明"]
    assert done.problems == ()
    for name, won in OWN.items():
        sheet = book[name]
        assert [sheet["A9"].value, sheet["B9"].value] == [name, won]
        assert [sheet[at].value for at in ("B2", "B3", "B4", "B5")] == [645000, 1290000, 645001, won]
        assert sheet["A2"].comment.text == "own note"
        assert len(sheet._charts) == 1
    assert [book["2026-10 表"].cell(row, 1).value for row in range(2, 6)] == ["林", "吴", "孙", "何"]


def test_what_refers_to_a_sheet_goes_on_doing_so(tmp_path: Path) -> None:
    _, _, out = made(form(tmp_path / "form.xlsx"))
    book = openpyxl.load_workbook(out)
    cover = book["总览"]
    assert [cover["A1"].value, cover["A2"].value] == ["='林'!B2+1", "=SUM('2026-10 表'!C2:C9)"]
    assert cover["A3"].hyperlink.location == "'2026-10 表'!A1"
    assert book["吴"]["B3"].value == "='吴'!B2*2"
    assert book["孙'a"]["B3"].value == "='孙''a'!B2*2"
    assert book.defined_names["kpi_won"].attr_text == "'林'!$B$2"
    assert book["孙'a"].defined_names["kpi_won"].attr_text == "'孙''a'!$B$2"
    assert book["吴"].print_area == "'吴'!$A$1:$D$20"
    [table] = book["吴"].tables.values()
    assert book["吴"]["B5"].value == f"=SUM({table.name}[实际])"
    with zipfile.ZipFile(out) as package:
        drawn = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
        ids = [package.read(n).split(b' id="')[1][:3] for n in package.namelist() if "/tables/" in n]
    assert [name in text for name, text in zip(("'林'!", "'吴'!", "'孙''a'!"), drawn, strict=True)] == [
        True
    ] * 3
    assert len(set(ids)) == len(ids) == 4


def test_one_sheet_is_selected_and_it_is_the_one_that_was(tmp_path: Path) -> None:
    _, _, out = made(form(tmp_path / "form.xlsx"))
    book = openpyxl.load_workbook(out)
    assert book.active.title == "林"  # type: ignore[union-attr]  # it has one
    assert [s.title for s in book if s.sheet_view.tabSelected] == ["林"]


def test_what_was_typed_stays_with_the_person(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx")
    _, _, out = made(path)
    typed = openpyxl.load_workbook(out)
    typed["吴"]["C9"] = "谈过了"
    before = tmp_path / "before.xlsx"
    typed.save(before)
    later = [person for person in everybody() if person.name != "林"]  # the Tables are called otherwise then
    book, _, _ = made(path, later, (before,))
    assert [book[name]["C9"].value for name in ("吴", "孙'a")] == ["谈过了", None]


def test_a_sheet_that_cannot_be_copied_stops_with_all_else_that_is_wrong(tmp_path: Path) -> None:
    def more(book: Any, sheet: dict[str, Any]) -> None:
        sheet["{person}"].insert_button("H2", {"macro": "go"})
        book.define_name("kpi_wonn", "='总览'!$A$9")

    path = form(tmp_path / "form.xlsx", more)
    with zipfile.ZipFile(path, "a") as package:  # what Excel adds to a sheet with a control
        rels = package.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    odd = rels.replace(
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/control" Target="../theme/theme1.xml"/></Relationships>',
    )
    spoilt = tmp_path / "spoilt.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in dict.fromkeys(old.namelist()):
            new.writestr(name, odd if name.endswith("sheet2.xml.rels") else old.read(name))
    with pytest.raises(BadRequest) as refused:
        made(spoilt)
    said: Text = refused.value.text
    assert "✕ {person}" in said.en
    assert "kpi_wonn" in said.en
    assert not (tmp_path / "out.xlsx").exists()
    book, _, _ = made(spoilt, everybody()[:1])  # for one person nothing has to be copied
    assert book.sheetnames[1] == "林"


def test_a_form_without_marks_is_filled_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("一")
    book.define_name("kpi_won", "='一'!$B$2")
    book.close()

    def nobody() -> Sequence[Person]:
        raise AssertionError("asked for people")

    done = fill(path, contents(), tmp_path / "out.xlsx", "2026-10", TODAY, people=nobody)
    assert [one.name for one in done.filled] == ["kpi_won"]
    assert not (tmp_path / "sheets.xlsx").exists()
