"""A workbook of a given size with a history of backups, and the plans that runs apply to it."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import xlsxwriter

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.plan_json import read_plan

NAME = "客户 表.xlsx"
FOLDER = ".sheetsales"
OLDER = {
    **{f"{FOLDER}/客户 表~20260101-0900{n:02}.xlsx": b"older %d" % n for n in range(10)},
    **{f"{FOLDER}/客户 表~{n:06}~20260101-0900{n:02}Z.xlsx": b"older %d" % n for n in range(10, 20)},
}
"""As many older backups as are kept, some from before they had numbers."""
RECORD = f"{FOLDER}/客户 表~xlsx~run-"
"""How what tells of a run is named, but for its serial."""


def make_book(rows: int) -> bytes:
    """A sheet with a Table ``Deals`` of ``rows`` rows: an id, a name and an amount."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, (row, f"客户 {row % 97}", row * 37 % 1009))
        headings = [{"header": name} for name in ("ID", "客户", "Amount")]
        sheet.add_table(0, 0, rows, 2, {"name": "Deals", "columns": headings})
    return out.getvalue()


def plan(*edits: dict[str, object]) -> bytes:
    return json.dumps({"version": 1, "edits": edits}).encode()


def set_cell(at: str, value: object) -> dict[str, object]:
    return {"op": "set_cell", "at": f"Sheet1!{at}", "value": value}


def applied(book: bytes, edits: bytes) -> bytes:
    """The whole new workbook, as a run that nothing disturbs makes it."""
    out = BytesIO()
    apply_plan(book, read_plan(edits), out)
    return out.getvalue()


def lay_out(folder: Path, files: dict[str, bytes]) -> Path:
    """Put files into a folder; returns the workbook among them."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / NAME


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
