"""Shapes on a sheet of a closed workbook: drawn, read back, changed, taken away; all else of the drawing keeps its bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.shapes_carry import with_drawing_of
from sheetsales.backends.ooxml.shapes_read import shapes_on, sheet_with
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.shapes import Arrow, Box, Drawing, Line, Place, Rearrow, Redraw, Standing
from sheetsales.errors import EditRefused, NotAWorkbook

SHEET = "Chart"
A = Box(
    "ss_a",
    Place(10, 10, 100, 40),
    (Line("报价 & <A>", 11, bold=True), Line("in 3")),
    fill="E8EEF5",
    about='of "A"',
)
B = Box("ss_b", Place(200, 80, 100, 40), (Line("B"),), "pill", fill=None, border=None)
LANE = Box("ss_lane", Place(0, 0, 400, 200), (), "rectangle", "F9FAFB", "E5E7EB", 0.75, back=True)
TO = Rearrow(Arrow("ss_a_to_b", "ss_a", 3, "ss_b", 1, dashed=True), (110, 30), (200, 100))
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a picture-like text box of somebody's on its second sheet."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet(SHEET).write("A1", "kept")
        workbook.add_worksheet("Theirs").insert_textbox("B2", "hello")
    return path


def drawn(book: Path, drawing: Drawing) -> Path:
    out = book.with_name("drawn.xlsx") if book.name != "drawn.xlsx" else book.with_name("again.xlsx")
    with out.open("wb") as stream:
        apply_plan(book, EditPlan(), stream, drawing=drawing)
    return out


def named(book: Path, sheet: str = SHEET) -> dict[str, Standing]:
    return {one.name: one for one in shapes_on(book, sheet)}


def part(book: Path, pattern: str) -> tuple[str, str]:
    with zipfile.ZipFile(book) as package:
        name = next(n for n in package.namelist() if re.search(pattern, n))
        return name, package.read(name).decode()


def put(book: Path, name: str, text: str) -> Path:
    """The workbook with one part replaced."""
    out, data = book.with_name("put-" + book.name), BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, text if member == name else old.read(member))
    out.write_bytes(data.getvalue())
    return out


def all_of(**more: object) -> Drawing:
    return Drawing(SHEET, (A, B, LANE), (), (TO,), numbers={"ss_a": 1001, "ss_b": 1002}, **more)  # type: ignore[arg-type]


def test_what_is_drawn_reads_back(book: Path) -> None:
    made = drawn(book, all_of())
    found = named(made)
    assert list(found) == ["ss_lane", "ss_a", "ss_b", "ss_a_to_b"]  # the lane lies at the back
    a, b, arrow = found["ss_a"], found["ss_b"], found["ss_a_to_b"]
    assert (a.number, a.place, a.texts) == (1001, A.place, ("报价 & <A>", "in 3"))
    assert (a.fill, a.border, b.fill, b.border) == ("E8EEF5", "1F4E79", None, None)
    assert arrow.glued == ((1001, 3), (1002, 1))
    assert (arrow.start, arrow.end) == ((110, 30), (200, 100))
    assert not arrow.grouped
    assert sheet_with(made, "ss_") == SHEET
    assert sheet_with(book, "ss_") is None
    assert shapes_on(made, "No such sheet") == ()


def test_a_drawing_that_is_there_keeps_what_others_drew(book: Path) -> None:
    made = drawn(book, Drawing("Theirs", (A, LANE), numbers={"ss_a": 2}))
    found = named(made, "Theirs")
    assert list(found) == ["ss_lane", "TextBox 1", "ss_a"]
    assert len({one.number for one in found.values()}) == 3  # 2 is taken, so A gets another
    before, after = part(book, r"drawing1\.xml$")[1], part(made, r"drawing1\.xml$")[1]
    assert after.replace(after[after.index("<xdr:absoluteAnchor") : after.rindex("</xdr:wsDr>")], "") != after
    theirs = re.search(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", before, re.DOTALL)
    assert theirs is not None
    assert theirs[0] in after


def as_excel_saves(book: Path) -> Path:
    """The drawing as Excel writes it once it has been saved there: anchors by cell, text in two runs."""
    name, text = part(book, r"drawing2\.xml$")
    corner = "<xdr:{}><xdr:col>1</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:{}>"
    text = re.sub(
        r"<xdr:absoluteAnchor[^>]*><xdr:pos [^>]*/><xdr:ext [^>]*/>",
        f'<xdr:twoCellAnchor editAs="absolute" xmlns:xdr="{XDR}" xmlns:a="{MAIN}">'
        + corner.format("from", "from") + corner.format("to", "to"),
        text,
    ).replace("</xdr:absoluteAnchor>", "</xdr:twoCellAnchor>")  # fmt: skip
    text = text.replace("<a:t>in 3</a:t></a:r>", "<a:t>in </a:t></a:r><a:r><a:t>3</a:t></a:r>")
    return put(book, name, text)


def test_only_the_sides_asked_for_change(book: Path) -> None:
    saved = as_excel_saves(drawn(book, all_of()))
    assert named(saved)["ss_a"].texts[1] == "in 3"
    newer = Box(
        "ss_a",
        Place(50, 60, 120, 44),
        (Line("A"), Line("in 5"), Line("more")),
        fill="FFFFFF",
        border="C62828",
        weight=2,
    )
    both = (Redraw(newer, 1001, moves=True, texts=(-1, 1, 2)), Redraw(B, 1002, fills=True, borders=True))
    made = drawn(saved, Drawing(SHEET, (), both))
    a = named(made)["ss_a"]
    assert a.place == newer.place
    assert a.texts == ("报价 & <A>", "in 5", "more")
    assert (a.fill, a.border) == ("E8EEF5", "1F4E79")
    text = part(made, r"drawing2\.xml$")[1]
    assert text.count("<xdr:absoluteAnchor") == 1
    assert text.count("<xdr:twoCellAnchor") == 3
    looks = drawn(made, Drawing(SHEET, (), (Redraw(newer, 1001, fills=True, borders=True),)))
    assert (named(looks)["ss_a"].fill, named(looks)["ss_a"].border) == ("FFFFFF", "C62828")
    assert named(looks)["ss_a"].texts == a.texts


def test_a_look_that_is_not_there_yet_is_put_where_it_belongs(book: Path) -> None:
    name, text = part(drawn(book, all_of()), r"drawing2\.xml$")
    bare = re.sub(r"(<a:prstGeom prst=\"roundRect\">.*?</a:prstGeom>).*?</xdr:spPr>", r"\1</xdr:spPr>", text)
    plain = put(book.with_name("drawn.xlsx"), name, bare)
    assert named(plain)["ss_a"].fill == "?"
    made = drawn(plain, Drawing(SHEET, (), (Redraw(A, 1001, fills=True, borders=True),)))
    assert (named(made)["ss_a"].fill, named(made)["ss_a"].border) == ("E8EEF5", "1F4E79")
    after = part(made, r"drawing2\.xml$")[1]
    assert re.search(r"</a:prstGeom><a:solidFill [^>]*>.*?</a:solidFill><a:ln ", after)


def test_shapes_go_and_arrows_are_drawn_anew_as_they_looked(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    own = put(made, name, text.replace('<a:ln w="15875">', '<a:ln w="63500">'))
    kept = Redraw(A, 1001), Redraw(B, 1002)
    longer = Rearrow(TO.arrow, (110, 30), (60, 10))
    again = drawn(own, Drawing(SHEET, (), kept, (longer,), ("ss_lane",)))
    found = named(again)
    assert "ss_lane" not in found
    assert (found["ss_a_to_b"].start, found["ss_a_to_b"].end) == ((110, 30), (60, 10))
    assert found["ss_a_to_b"].number == named(made)["ss_a_to_b"].number
    assert '<a:ln w="63500">' in part(again, r"drawing2\.xml$")[1]


def test_a_line_with_another_prefix_keeps_its_meaning(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    at = text.index("<xdr:cxnSp")
    line = re.search(r"<a:ln w=.*?</a:ln>", text[at:])
    assert line is not None
    bound = (
        line[0].replace("<a:ln", f'<d:ln xmlns:d="{MAIN}"').replace("a:", "d:").replace("xmlns:d:", "xmlns:")
    )
    plain = line[0].replace("<a:ln", f'<ln xmlns="{MAIN}"').replace("a:", "")
    above = text.replace("<xdr:wsDr ", f'<xdr:wsDr xmlns:e="{MAIN}" ', 1)
    outer = line[0].replace("a:", "e:")
    for before, other in ((text, bound), (text, plain), (above, outer)):
        odd = put(made, name, before.replace(line[0], other))
        again = drawn(odd, Drawing(SHEET, (), (Redraw(A, 1001), Redraw(B, 1002)), (TO,)))
        assert named(again)["ss_a_to_b"].border == "6B7280"


def test_a_shape_without_words_gets_none(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    start = text.index('name="ss_a"')
    mute = put(made, name, text[:start] + re.sub(r"<xdr:txBody>.*?</xdr:txBody>", "", text[start:], count=1))
    again = drawn(mute, Drawing(SHEET, (), (Redraw(A, 1001, texts=(0,)),)))
    assert named(again)["ss_a"].texts == ()


def test_numbers_that_two_shapes_share_are_told_apart(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    alike = put(made, name, re.sub(r'<xdr:cNvPr id="\d+"', '<xdr:cNvPr id="0"', text))
    again = drawn(alike, Drawing(SHEET, (), (Redraw(A, 0), Redraw(B, 0)), (TO,)))
    found = named(again)
    a, b, arrow = found["ss_a"].number, found["ss_b"].number, found["ss_a_to_b"]
    assert len({a, b, 0}) == 3
    assert arrow.glued == ((a, 3), (b, 1))


def test_a_shape_called_otherwise_by_now_is_found_by_its_number(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    renamed = put(made, name, text.replace('name="ss_a"', 'name="First"'))
    again = drawn(renamed, Drawing(SHEET, (), (Redraw(A, 1001, fills=True), Redraw(B, 1002)), (TO,)))
    assert named(again)["First"].number == 1001
    assert named(again)["ss_a_to_b"].glued[0] == (1001, 3)


def test_shapes_in_groups_and_alternatives_are_read_as_held(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    start = text.index('<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="1001"')
    end = text.index("</xdr:sp>", start) + len("</xdr:sp>")
    grouped = put(made, name, f"{text[:start]}<xdr:grpSp>{text[start:end]}</xdr:grpSp>{text[end:]}")
    assert named(grouped)["ss_a"].grouped
    assert not named(grouped)["ss_b"].grouped
    again = drawn(grouped, Drawing(SHEET, (), (Redraw(A, 1001, texts=(0,)),)))
    assert named(again)["ss_a"].texts == ("报价 & <A>",)


def test_a_turned_connector_does_not_say_where_it_ends(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    at = text.index("<xdr:cxnSp")
    turned = put(made, name, text[:at] + text[at:].replace("<a:xfrm", '<a:xfrm rot="5400000"', 1))
    assert named(turned)["ss_a_to_b"].start is None


@pytest.mark.parametrize(
    ("start", "end"), [((10, 10), (90, 60)), ((90, 10), (10, 60)), ((90, 60), (10, 10)), ((10, 60), (90, 10))]
)
def test_arrows_run_every_way(book: Path, start: tuple[float, float], end: tuple[float, float]) -> None:
    made = drawn(book, Drawing(SHEET, (A, B), (), (Rearrow(TO.arrow, start, end),)))
    arrow = named(made)["ss_a_to_b"]
    assert (arrow.start, arrow.end) == (start, end)


def test_a_drawing_is_carried_over_with_all_it_leads_to(book: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.xlsx"
    with xlsxwriter.Workbook(earlier) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        sheet.write_column("A1", [1, 2, 3])
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": f"={SHEET}!$A$1:$A$3"})
        sheet.insert_chart("C2", chart)
    earlier = drawn(earlier, all_of())
    fresh = tmp_path / "fresh.xlsx"
    with xlsxwriter.Workbook(fresh) as workbook:
        workbook.add_worksheet("New")
    fresh.write_bytes(with_drawing_of(earlier, SHEET, fresh, "New"))
    assert named(fresh, "New") == named(earlier)
    with zipfile.ZipFile(fresh) as package:
        assert "xl/charts/chart1.xml" in package.namelist()
        assert b"chart+xml" in package.read("[Content_Types].xml")


def test_a_sheet_without_a_drawing_carries_nothing(book: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.xlsx"
    with xlsxwriter.Workbook(fresh) as workbook:
        workbook.add_worksheet("New")
    fresh.write_bytes(with_drawing_of(book, SHEET, fresh, "New"))
    assert shapes_on(fresh, "New") == ()


def test_damaged_drawings_are_told(book: Path) -> None:
    made = drawn(book, all_of())
    name, text = part(made, r"drawing2\.xml$")
    broken = put(made, name, text[:-20])
    with pytest.raises(NotAWorkbook):
        shapes_on(broken, SHEET)
    with pytest.raises(NotAWorkbook):
        sheet_with(broken, "ss_")
    with pytest.raises(NotAWorkbook):
        drawn(broken, Drawing(SHEET, (A,)))


def test_strict_workbooks_are_drawn_in_but_not_carried_from(book: Path, tmp_path: Path) -> None:
    strict = tmp_path / "strict.xlsx"
    data = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(data, "w") as new:
        for member in old.namelist():
            text = old.read(member).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006",
                b"http://purl.oclc.org/ooxml/officeDocument",
            )
            new.writestr(member, text)
    strict.write_bytes(data.getvalue())
    made = drawn(strict, all_of())
    assert named(made)["ss_a"].place == A.place
    assert "http://purl.oclc.org/ooxml/drawingml" in part(made, r"drawing2\.xml$")[1]
    with pytest.raises(EditRefused, match="Strict"):
        with_drawing_of(made, SHEET, book, SHEET)
