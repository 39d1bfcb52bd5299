"""What stands in a form and what is said of it: each fault with its cell and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.errors import NotAWorkbook
from tests.forms.forms import contents, drawn, filled, held, rows, table, told, with_name


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


def test_values_keep_the_cells_format_or_get_one(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_blank("A1", None, book.add_format({"num_format": "0.0,"}))
        for number, name in enumerate(("kpi_won", "kpi_won", "kpi_rate", "rep_asof", "rep_team"), 1):
            book.define_name(name if number != 2 else "own_name", f"=S!$A${number}")

    book, made = filled(drawn(form, draw))
    assert [book["S"].cell(row, 1).value for row in (1, 3, 5)] == [645000, "—", "一队"]
    assert [book["S"].cell(row, 1).number_format for row in (1, 4)] == ["0.0,", "yyyy-mm-dd"]
    assert made.problems == ()
    assert [one.what.en for one in made.filled] == ["— (no target)", "645,000", "2026-10-31", "一队"]


def test_a_form_without_any_name_stops(form: Path) -> None:
    made = held(drawn(form, lambda _, sheet: sheet.write("A1", 1)))
    assert made.stopped
    assert told(made) == [("", ("The template has no name that can be filled. Put in a Table called rp_targets, or name a cell kpi_won (select it, "
                               "type the name into the box at the upper left, press Enter); the page lists all names."))]  # fmt: skip


def named(name: str, refers_to: str) -> Any:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.merge_range("D4:E5", "x")
        table(sheet, "G1:H3", "tbl_targets", "名称", "Actual")
        book.define_name("rep_team", "=S!$A$1")
        book.define_name(name, refers_to)

    return draw


@pytest.mark.parametrize(
    ("name", "refers_to", "at", "says"),
    [
        ("kpi_wom", "=S!$A$2", "S!A2", "No such name as kpi_wom, so it was not filled. The nearest is “kpi_won”"),
        ("kpi_won", "=S!$B$2", "S!B2", "This cell holds a formula, which filling would wipe out"),
        ("kpi_won", "=S!$E$5", "S!E5", "lies in the merged range D4:E5 and would not show. Write to its first cell, S!D4"),
        ("kpi_won", "=0.13", "", "The name kpi_won does not mean a cell (0.13)"),
        ("kpi_won", "=#REF!", "", "The name kpi_won does not mean a cell (#REF!)"),
        ("kpi_won", "=S!$G$1", "S!G1", "is the heading “名称” of table tbl_targets"),
        ("rp_targets", "=S!$A$2", "S!A2", "rp_targets is a name, not a Table"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_filled(form: Path, name: str, refers_to: str, at: str, says: str) -> None:
    book, made = filled(drawn(form, named(name, refers_to)))
    assert [place for place, _ in told(made)] == [at]
    assert says.replace("“kpi_won”", "kpi_won") in told(made)[0][1].replace("“kpi_won”", "kpi_won")
    assert not made.stopped
    assert book["S"]["A1"].value == "一队"
    assert (book["S"]["B2"].value, book["S"]["D4"].value) == ("=1+1", "x")


def test_a_name_on_two_sheets_fills_neither(form: Path) -> None:
    def draw(book: Any, _: Any) -> None:
        book.add_worksheet("T")
        book.define_name("rep_team", "=S!$A$1")

    drawn(form, draw)
    with_name(with_name(form, "kpi_won", "S!$B$1", "S"), "kpi_won", "T!$B$1", "T")
    book, made = filled(form)
    assert told(made)[0][1].startswith(
        "The name kpi_won stands in S!B1 and T!B1; which one is meant is not clear"
    )
    assert book["S"]["B1"].value is None
    assert book["T"]["B1"].value is None


def test_protected_sheets_are_told_at_the_cell(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_blank("A2", None, book.add_format({"locked": False}))
        sheet.protect()
        book.define_name("kpi_won", "=S!$A$1")
        book.define_name("rep_team", "=S!$A$2")

    book, made = filled(drawn(form, draw))
    assert told(made) == [
        (
            "S!A1",
            "kpi_won was not filled: S!A1 is locked and the sheet “S” protected. Unprotect it and try again.",
        )
    ]
    assert book["S"]["A2"].value == "一队"


def test_headings_choose_the_columns_in_any_order(form: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        table(sheet, "B2:F4", "tbl_targets", "完成率", "Actual", "名称", "达成%", "Whatever")
        sheet.write_comment("E2", "ours: [rate]")
        sheet.write_comment("F2", "[-]")
        sheet.write("F3", "typed for 林")

    book, made = filled(drawn(form, draw))
    sheet = book["S"]
    assert [[sheet.cell(r, c).value for c in range(2, 6)] for r in (3, 5, 6)] == [
        [0.5, 30, "林", 0.1],
        ["—", 10, "孙", 0.1],
        [1.5, 40, "何", 0.1],
    ]
    assert sheet.tables["tbl_targets"].ref == "B2:F6"
    assert [sheet.cell(6, c).number_format for c in (2, 3, 5)] == ["0%", "#,##0", "0.0%"]
    assert told(made)[0][1].startswith("1 cell of 'Whatever' in Table tbl_targets (S!F3) were typed by you")


def test_unknown_headings_are_told_with_the_nearest(form: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        table(sheet, "A1:E3", "tbl_targets", "名称", "完成比率", "备注", "实际", "Actual")
        table(sheet, "A8:B10", "rp_targets", "name", "x")
        sheet.write_comment("B8", "[attained]")

    _, made = filled(drawn(form, draw))
    assert [at for at, _ in told(made)] == ["S!B1", "S!E1", "S!B8"]
    assert (
        "is none of its columns, so that column was not filled. The nearest is '完成率' (or write [reached]"
        in told(made)[0][1]
    )
    assert "'实际' and 'Actual' are the same column" in told(made)[1][1]
    assert "[attained] in the note is no column of rp_targets" in told(made)[2][1]


def test_a_table_of_no_known_column_stops_where_it_is_all_there_is(form: Path) -> None:
    made = held(drawn(form, lambda _, sheet: table(sheet, "A1:B3", "tbl_targets", "x", "y")))
    assert made.stopped
    assert told(made)[-1][1].startswith("Table tbl_targets has no heading that is a column")


def test_a_table_without_headings_is_told(form: Path) -> None:
    made = held(
        drawn(form, lambda _, sheet: table(sheet, "A1:B3", "tbl_targets", "名称", "Actual", header_row=False))
    )
    assert "shows no headings" in told(made)[0][1]


@pytest.mark.parametrize(
    ("stands", "at", "what"),
    [
        (lambda _, sheet: sheet.write("B5", "备注"), "S!B5", "'备注'"),
        (lambda _, sheet: sheet.merge_range("B5:D6", ""), "S!B5:D6", "the merged cells B5:D6"),
        (lambda _, sheet: table(sheet, "A5:B7", "own", "a", "b"), "S!A5", "'a'"),
        (lambda book, sheet: sheet.insert_chart("B5", chart(book)), "S!B5", "a chart"),
    ],
)
def test_no_room_fills_what_fits(form: Path, stands: Any, at: str, what: str) -> None:
    def draw(book: Any, sheet: Any) -> None:
        table(sheet, "A1:B3", "tbl_targets", "名称", "Actual")
        table(sheet, "T1:U3", "rp_targets", "名称", "Actual")
        stands(book, sheet)

    book, made = filled(drawn(form, draw))
    assert book["S"].tables["tbl_targets"].ref == "A1:B4"
    assert next(at for at, _ in told(made)).startswith(at)
    assert (
        f"needs 4 rows, but at {told(made)[0][0]} there is {what}: 3 filled, 1 left out." in told(made)[0][1]
    )
    assert told(made)[0][1].endswith("move the Table to the bottom; rp_targets has them all.")
    assert book["S"].tables["rp_targets"].ref == "T1:U5"


def chart(book: Any) -> Any:
    made = book.add_chart({"type": "column"})
    made.add_series({"values": "=S!$B$2:$B$3"})
    return made


def test_what_a_chart_draws_is_blank_where_unknown(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        table(sheet, "A1:B3", "tbl_targets", "名称", "reached")
        sheet.insert_chart("H1", chart(book))

    book, _ = filled(drawn(form, draw))
    assert [book["S"].cell(row, 2).value for row in range(2, 6)] == [0.5, 0.25, None, 1.5]


def test_whole_tables_are_blank_where_unknown(form: Path) -> None:
    book, _ = filled(drawn(form, lambda _, sheet: table(sheet, "A1:B9", "rp_targets", "名称", "reached")))
    assert [book["S"].cell(row, 2).value for row in range(2, 6)] == [0.5, 0.25, None, 1.5]
    assert book["S"].tables["rp_targets"].ref == "A1:B5"
    assert book["S"]["A6"].value is None


def test_no_rows_at_all(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        table(sheet, "A1:B4", "tbl_targets", "名称", "Actual")
        table(sheet, "D1:E4", "rp_targets", "名称", "Actual")
        sheet.write("G1", "{name}: {actual}")
        sheet.write("H1", "{actual}")
        book.define_name("each_targets", "=S!$G$1:$H$1")

    book, made = filled(drawn(form, draw), contents([]))
    sheet = book["S"]
    assert [sheet[at].value for at in ("A2", "B2", "D2", "G1", "H1")] == ["—", None, None, "—: —", "—"]
    assert (sheet.tables["tbl_targets"].ref, sheet.tables["rp_targets"].ref) == ("A1:B2", "D1:E2")
    assert {one.what.en for one in made.filled} == {"Targets: nothing"}


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("top=2", ["林", "吴"]),
        ("where level=person; sort=actual desc", ["何", "吴", "孙"]),
        ("张三:\nsort=reached\ntop=3", ["吴", "林", "何"]),
        ("sort=name desc; 筛选 层级=小组", ["林"]),
        ("排序 实际 升序；前=1", ["孙"]),
        ('sort=reached desc; where level = "person"', ["何", "吴", "孙"]),
        ("only a remark = 3", ["林", "吴", "孙", "何"]),
    ],
)
def test_notes_choose_rows(form: Path, note: str, names: list[str]) -> None:
    def draw(_: Any, sheet: Any) -> None:
        table(sheet, "A1:B3", "tbl_targets", "名称", "Actual")
        sheet.write_comment("A1", note)

    book, made = filled(drawn(form, draw))
    assert [book["S"].cell(row, 1).value for row in range(2, 2 + len(names))] == names
    assert made.problems == ()


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("top=five", "The note 'top=five' cannot be read. Write it like top=5"),
        ("top=0", "cannot be read"),
        ("sort=gap", "The note 'sort=gap' names 'gap', which is no column of Targets; it was not followed."),
        ("where region=East", "names 'region', which is no column"),
        ("where", "which is no column"),
        ("sort", "which is no column"),
        ("where level=reps", "chooses no row at all. That column holds: team, person."),
    ],
)
def test_notes_that_cannot_be_followed(form: Path, note: str, says: str) -> None:
    def draw(_: Any, sheet: Any) -> None:
        table(sheet, "A1:B3", "tbl_targets", "名称", "Actual")
        sheet.write_comment("A1", note)

    _, made = filled(drawn(form, draw))
    assert told(made)[0][0] == "S!A1"
    assert says in told(made)[0][1]


def block(*texts: str) -> Any:
    def draw(book: Any, sheet: Any) -> None:
        for column, text in enumerate(texts):
            sheet.write(1, column, text)
        book.define_name("each_targets", "=S!$A$2:$C$2")

    return draw


def test_blocks_repeat_downwards(form: Path) -> None:
    book, made = filled(drawn(form, block("{#}", "{name} {actual|0.0} ({reached})", "{reached|0.00%}")))
    cells = [[book["S"].cell(row, column).value for column in (1, 2, 3)] for row in range(2, 6)]
    assert cells == [
        [1, "林 30.0 (50%)", 0.5],
        [2, "吴 20.0 (25%)", 0.25],
        [3, "孙 10.0 (—)", "—"],
        [4, "何 40.0 (150%)", 1.5],
    ]
    assert book["S"]["C5"].number_format == "0.00%"
    assert made.problems == ()


def test_marks_nobody_knows_stay_and_are_told(form: Path) -> None:
    book, made = filled(drawn(form, block("{name} {nmae}", "{nmae}")))
    assert [book["S"][at].value for at in ("A3", "B3")] == ["吴 {nmae}", "{nmae}"]
    assert told(made) == [
        (at, "{nmae} is no column of Targets and was left as it is. The nearest is {name}.")
        for at in ("S!A2", "S!B2")
    ]


def test_a_block_without_marks_is_told(form: Path) -> None:
    made = held(drawn(form, block("x", "y")))
    assert told(made)[0][1].startswith("Block each_targets holds no {column}")
    assert made.stopped


def test_a_block_with_something_below(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        block("{name}")(book, sheet)
        sheet.write("B4", "under it")

    book, made = filled(drawn(form, draw))
    assert [book["S"].cell(row, 1).value for row in range(2, 5)] == ["林", "吴", None]
    assert (
        "is repeated 4 times downwards, but at S!B4 there is 'under it': 2 filled, 2 left out"
        in told(made)[0][1]
    )


def test_a_block_that_cuts_merged_cells_is_told(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        block("{name}")(book, sheet)
        sheet.merge_range("C2:D3", "x")

    made = held(drawn(form, draw))
    assert told(made) == [
        (
            "S!C2:D3",
            "Block each_targets holds only a part of the merged cells C2:D3, so it was not filled. Let the name take them in whole, or unmerge them.",
        )
    ]


def test_a_table_called_as_a_cell_or_block_or_nearly_right(form: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        for row, name in enumerate(("kpi_won", "each_targets", "tbl_targts")):
            table(sheet, f"A{1 + 4 * row}:B{3 + 4 * row}", name, "名称", "Actual")

    made = held(drawn(form, draw))
    assert [text for _, text in told(made)] == [
        "kpi_won is a Table, but the name stands for a cell. Call the Table tbl_targets, or choose another name.",
        "each_targets is a Table, but the name stands for a block that is repeated. Call the Table tbl_targets, or choose another name.",
        "No such Table as tbl_targts, so it was not filled. The nearest is “tbl_targets”: click into it and rename it at the left of Table Design.".replace(
            "“tbl_targets”", "tbl_targets"
        ),
    ]
    assert made.stopped


def test_what_people_typed_stays_with_its_row(form: Path) -> None:
    def draw(_: Any, sheet: Any) -> None:
        table(sheet, "A1:C3", "tbl_targets", "名称", "Actual", "备注")

    filled(drawn(form, draw))
    earlier = openpyxl.load_workbook(form.with_name("out.xlsx"))
    earlier["S"]["C3"], earlier["S"]["C4"] = "说好了", "gone next time"
    earlier.save(form.with_name("earlier.xlsx"))
    left = contents([row for row in reversed(rows()) if row["name"].value != "孙"])
    book, made = filled(form, left, read_workbook(form.with_name("earlier.xlsx")))
    assert [[book["S"].cell(row, c).value for c in (1, 3)] for row in (2, 3, 4)] == [
        ["何", None],
        ["吴", "说好了"],
        ["林", None],
    ]
    assert made.problems == ()


def test_a_merge_in_the_rows_is_told_and_the_rest_filled(form: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        table(sheet, "A1:B3", "tbl_targets", "名称", "Actual")
        book.define_name("rep_team", "=S!$F$1")

    drawn(form, draw)
    book = openpyxl.load_workbook(form)
    book["S"].merge_cells("A2:A3")
    book.save(form)
    after, made = filled(form)
    assert told(made)[0][0] == "S!A1"
    assert "tbl_targets was not filled:" in told(made)[0][1]
    assert "A2:A3" in told(made)[0][1]
    assert after["S"]["F1"].value == "一队"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK no")
    with pytest.raises(NotAWorkbook):
        held(path)


def test_ten_thousand_rows(form: Path) -> None:
    many = [row for _ in range(2500) for row in rows()]
    drawn(form, lambda _, sheet: table(sheet, "A1:B3", "rp_targets", "名称", "Actual"))
    book, made = filled(form, contents(many))
    assert book["S"].tables["rp_targets"].ref == "A1:B10001"
    assert made.filled[0].what.en == "Targets, 10,000 rows"
