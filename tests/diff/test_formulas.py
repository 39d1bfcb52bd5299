"""Which formulas differ between two workbooks."""

from __future__ import annotations

from pathlib import Path

from sheetsales.diff.changes import FormulaChange
from sheetsales.diff.render import document, lines
from sheetsales.workflow.diffing import diff
from tests.ooxml.books import book, cell, worksheet


def written(path: Path, *formulas: str | int | None) -> Path:
    """Column B from row 1 on: a text is a formula, a number a value, None blank."""
    rows = ""
    for row, content in enumerate(formulas, 1):
        inner = f"<f>{content}</f><v>{row}</v>" if isinstance(content, str) else f"<v>{content}</v>"
        held = "" if content is None else f'<c r="B{row}">{inner}</c>'
        rows += f'<row r="{row}"><c r="A{row}"><v>{row}</v></c>{held}</row>'
    path.write_bytes(book(worksheet(rows)))
    return path


def changes(
    folder: Path, before: tuple[str | int | None, ...], after: tuple[str | int | None, ...]
) -> list[FormulaChange]:
    found, _ = diff(written(folder / "a.xlsx", *before), written(folder / "b.xlsx", *after))
    return list(found.formulas)


def test_a_formula_changed_added_and_overwritten(tmp_path: Path) -> None:
    found = changes(tmp_path, ("A1*2", "A2*2", "A3*2", None), ("A1*2", "A2*3", 7, "SUM(A1:A3)"))
    assert found == [
        FormulaChange(cell("Sheet1!B2"), "A2*2", "A2*3"),
        FormulaChange(cell("Sheet1!B3"), "A3*2", None),
        FormulaChange(cell("Sheet1!B4"), None, "SUM(A1:A3)"),
    ]


def test_formulas_filled_further_or_moved_with_their_rows_are_no_change(tmp_path: Path) -> None:
    assert changes(tmp_path, ("A1*2", "A2*2"), ("A1*2", "A2*2", "A3*2")) == []
    assert changes(tmp_path, ("A1*2", "A2*2", "A3*2"), ("A1*2", "A2*2")) == []
    assert changes(tmp_path, (1, "A2*2"), (1, 2, "A3*2"))[0].before == "A2*2"


def test_they_are_told(tmp_path: Path) -> None:
    found, _ = diff(written(tmp_path / "a.xlsx", "A1*2"), written(tmp_path / "b.xlsx", 1))
    assert "  Sheet1!B1: =A1*2 → no formula" in list(lines(found, "en"))
    assert "  Sheet1!B1: =A1*2 → 没有公式" in list(lines(found, "zh"))
    assert document(found)["formulas"] == [{"cell": "Sheet1!B1", "before": "A1*2", "after": None}]
    many, _ = diff(written(tmp_path / "a.xlsx", *["A1"] * 50), written(tmp_path / "b.xlsx", *["$A$2"] * 50))
    assert "and 10 more formulas" in "\n".join(lines(many, "en"))
