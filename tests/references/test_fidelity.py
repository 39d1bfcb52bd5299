"""The run over real workbooks: it goes on where it was cut off, and its judges of looks, names and rules can fail."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
import xlsxwriter

from benchmarks.fidelity_kept import Kept, Outcome, judge_opening, stamp
from benchmarks.fidelity_looks import CHOICES, NAME, Meant, read_back, without_meant, wrong_references
from benchmarks.fidelity_table import BUTTONS, COLUMNS, Row, section_of, table, with_section
from benchmarks.office import Office
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import Edit, EditPlan, SetCell, SetFormat, SetName, SetValidation, SetVisibility

AREA = Area("S", 2, 1, 3, 2)
LOOK = SetFormat(AREA, "0.000", True, "FFC000", "1F4E79", True, 33, 44)
RULE = SetValidation(Area("S", 20, 9, 21, 9), CHOICES)
EDITS: tuple[Meant, ...] = (LOOK, SetName(NAME, "'S'!$A$2:$B$9"), SetVisibility("T", "hidden"), RULE)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    path = tmp_path / "before.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, _ = book.add_worksheet("S"), book.add_worksheet("T")
    for row in range(8):
        sheet.write_row(row, 0, [f"n{row}", row, row * 2])
    sheet.data_validation("C2:C4", {"validate": "whole", "criteria": ">", "value": 0})
    book.close()
    return path


def edited(before: Path, *edits: Edit) -> Path:
    out = before.with_name("after.xlsx")
    apply_plan(before, EditPlan(edits), out)
    return out


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: type(e).__name__)
def test_what_was_asked_for_and_no_more_is_found_right(edit: Meant, before: Path) -> None:
    out = edited(before, edit)
    assert read_back(before, out, edit) == []
    assert wrong_references(before, out, edit) == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: type(e).__name__)
def test_what_was_not_done_is_missed(edit: Meant, before: Path) -> None:
    assert read_back(before, before, edit)


@pytest.mark.parametrize(
    "other",
    [
        SetFormat(AREA, "0.0", True, "FFC000", "1F4E79", True, 33, 44),
        SetFormat(AREA, "0.000", None, "FFC000", "1F4E79", True, 33, 44),
        SetFormat(AREA, "0.000", True, "FFC001", "1F4E79", True, 33, 44),
        SetFormat(AREA, "0.000", True, "FFC000", "1F4E78", True, 33, 44),
        SetFormat(AREA, "0.000", True, "FFC000", "1F4E79", None, 33, 44),
        SetFormat(AREA, "0.000", True, "FFC000", "1F4E79", True, 32, 44),
        SetFormat(AREA, "0.000", True, "FFC000", "1F4E79", True, 33, 43),
        SetFormat(Area("S", 2, 1, 3, 1), "0.000", True, "FFC000", "1F4E79", True, 33, 44),
    ],
)
def test_another_look_is_found(other: SetFormat, before: Path) -> None:
    assert read_back(before, edited(before, other), LOOK)


def test_a_value_changed_by_the_way_is_found(before: Path) -> None:
    inside = edited(before, LOOK, SetCell(CellRef("S", 3, 2), 99))
    assert read_back(before, inside, LOOK)
    assert wrong_references(before, inside, LOOK)
    beside = edited(before, RULE, SetCell(CellRef("S", 4, 2), 99))
    assert wrong_references(before, beside, RULE)


def test_a_look_beside_the_area_is_found(before: Path) -> None:
    more = SetFormat(Area("S", 5, 1, 5, 1), fill="FFC000")
    assert [str(w).split(":")[0] for w in wrong_references(before, edited(before, LOOK, more), LOOK)] == [
        "style S!A5"
    ]


def test_a_second_rule_elsewhere_is_found(before: Path) -> None:
    changed = {"layout": {"changed": ["S: dataValidations", "T: cols"]}, "features": {"changed": {}}}
    left = without_meant(changed, RULE, before, edited(before, RULE))
    assert left["layout"]["changed"] == ["T: cols"]
    both = edited(before, RULE, SetValidation(Area("S", 30, 9, 30, 9), ("x",)))
    assert without_meant(changed, RULE, before, both)["layout"] == changed["layout"]
    assert read_back(before, both, SetValidation(Area("S", 20, 9, 22, 9), CHOICES))


def test_a_hidden_sheet_is_no_longer_selected_and_other_views_stay(before: Path) -> None:
    changed = {"layout": {"changed": ["S: sheetViews", "T: cols"]}, "sheets": {"meta_changed": ["S", "T"]}}
    hide = SetVisibility("S", "hidden")
    left = without_meant({**changed, "features": {}}, hide, before, edited(before, hide))
    assert (left["layout"]["changed"], left["sheets"]["meta_changed"]) == (["T: cols"], ["T"])


def options(**more: object) -> argparse.Namespace:
    known = {"corpus": Path("c"), "operations": ("set",), "audit": "all", "office": False}
    return argparse.Namespace(**(known | more))


def test_a_run_goes_on_behind_the_last_whole_line(tmp_path: Path) -> None:
    path, made_by = tmp_path / "kept.jsonl", stamp(options())
    first = Kept(path, made_by)
    first.keep("a.xlsx", [Outcome("set", "a.xlsx", "S!A1", wrong={"lost": ["x"]})])
    first.keep("b.xlsx", [])
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"file": "c.xl')
    again = Kept(path, made_by)
    assert list(again.found) == ["a.xlsx", "b.xlsx"]
    assert again.found["a.xlsx"] == first.found["a.xlsx"]
    assert path.read_bytes() == whole
    again.keep("c.xlsx", [])
    assert list(Kept(path, made_by).found) == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_findings_of_other_code_or_options_are_not_mixed_in(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    Kept(path, stamp(options()))
    with pytest.raises(SystemExit, match="other code or with other options"):
        Kept(path, stamp(options(audit="one")))
    head = json.loads(path.read_text("utf-8"))
    head["made_by"]["code"] = "0" * 16
    path.write_text(json.dumps(head) + "\n", "utf-8")
    with pytest.raises(SystemExit):
        Kept(path, stamp(options()))


class Shown(Office):
    """LibreOffice as it would answer."""

    def __init__(self, answers: dict[str, list[str] | None]) -> None:
        self.answers = answers

    def look(self, book: Path) -> dict[str, object]:
        sheets = self.answers[book.name]
        return {"error": "not opened"} if sheets is None else {"sheets": sheets}


@pytest.mark.parametrize(
    ("original", "output", "operation", "opened", "wrong"),
    [
        (["S"], ["S"], "set", "yes", False),
        (["S"], ["S", "Added by a test"], "sheet", "yes", False),
        (["S"], ["S"], "sheet", "", True),
        (["S"], None, "set", "", True),
        (["S", "T"], ["T", "S"], "set", "", True),
        (None, None, "set", "neither", False),
        (None, ["S"], "set", "yes", False),
    ],
)
def test_libreoffice_must_show_what_it_showed(
    original: list[str] | None, output: list[str] | None, operation: str, opened: str, wrong: bool
) -> None:
    outcome = Outcome(operation, "a.xlsx", "", output="out.xlsx")
    refused = Outcome("append", "a.xlsx", "", refused="no")
    office = Shown({"a.xlsx": original, "out.xlsx": output})
    judge_opening(office, Path("a.xlsx"), Path("made"), [outcome, refused])
    assert (outcome.opened, bool(outcome.wrong)) == (opened, wrong)
    assert refused.opened == ""


def test_the_section_of_another_run_stays_and_is_put_in_place(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    assert section_of(path) == ""
    assert with_section("# New\n\ntext\n", "") == "# New\n\ntext\n"
    path.write_text(with_section("# Old\n", BUTTONS + "\nfigures\n"), "utf-8")
    assert section_of(path) == BUTTONS + "\nfigures\n"
    page = with_section("# New\n\ntext\n", section_of(path))
    assert page == f"# New\n\ntext\n\n{BUTTONS}\nfigures\n"
    assert with_section(page, BUTTONS + "\nothers\n") == f"# New\n\ntext\n\n{BUTTONS}\nothers\n"


def test_the_page_says_what_was_not_looked_at() -> None:
    from collections import Counter

    def page(audited: int, opened: int, unopened: int, *, office: bool) -> str:
        row = Row("set", 10, 1, 0, audited, Counter({COLUMNS[0]: 2}), opened, unopened)
        return table([row], 10, [], [], office=office)

    assert "looked for in 4 of the 9 outputs" in page(4, 9, 0, office=True)
    assert "looked for in" not in page(9, 9, 0, office=True)
    assert "not opened in LibreOffice" in page(9, 0, 0, office=False)
    assert "Of 2 it does not open" in page(9, 7, 2, office=True)
    assert "| set a cell | 10 | 1 (10.0%) | 0 | 2 | 0 | 0 | 0 (9) | 0 | 0 | 0 | 0 (9) |" in page(
        9, 9, 0, office=True
    )
