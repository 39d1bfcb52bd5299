"""People at work on their copies: random edits, new rows, sorted rows, moved and added columns, saved by another program."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

Key = tuple[str, str, str]
"""Table, id, heading."""
EDITED = {
    "tblPipeline": ("Name *", "Amount (GBP)", "Next step", "Notes", "Competitor"),
    "tblCustomers": ("Contact", "Address", "Notes", "Short name"),
    "tblTasks": ("Title *", "Notes"),
}


@dataclass
class Work:
    """What somebody did: cells by table, id and heading; new rows by table and id."""

    cells: dict[Key, Any] = field(default_factory=dict)
    rows: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)


def table_of(book: Any, name: str) -> tuple[Worksheet, Any] | None:
    for sheet in book.worksheets:
        if name in sheet.tables:
            return sheet, sheet.tables[name]
    return None


def work_on(place: Path, own: Mapping[str, set[str]], who: str, edits: int, shuffle: random.Random) -> Work:
    """Work on a copy and save it; ``own`` are the ids, by Table, of rows that are one's own."""
    book = openpyxl.load_workbook(place)
    done = Work()
    for n in range(edits):
        name = shuffle.choice([table for table in EDITED if own.get(table)])
        found = table_of(book, name)
        assert found is not None
        sheet = found[0]
        headings = {str(cell.value): n for n, cell in enumerate(sheet[1], 1)}
        rows = {
            sheet.cell(r, headings["ID" if "ID" in headings else "ID *"]).value: r
            for r in range(2, sheet.max_row + 1)
        }
        key = shuffle.choice(sorted(own[name]))
        heading = shuffle.choice(EDITED[name])
        value: Any = shuffle.randint(1000, 99_999) if "Amount" in heading else f"{who} wrote {n}"
        sheet.cell(rows[key], headings[heading]).value = value
        done.cells[name, key, heading] = value
    add_rows(book, who, done, shuffle)
    for name in ("tblPipeline", "tblCustomers"):
        found = table_of(book, name)
        if found is not None:
            rearranged(*found, shuffle)
    book.save(place)
    return done


def add_rows(book: Any, who: str, done: Work, shuffle: random.Random) -> None:
    found = table_of(book, "tblPipeline")
    assert found is not None
    sheet, table = found
    headings = {str(cell.value): n for n, cell in enumerate(sheet[1], 1)}
    customer = next(
        sheet.cell(r, headings["Customer *"]).value
        for r in range(2, sheet.max_row + 1)
        if sheet.cell(r, headings["ID"]).value
    )
    last = max(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, headings["ID"]).value)
    for n in range(1, 4):
        key = f"O-{who}-{n:04d}"
        row = {
            "ID": key,
            "Customer *": customer,
            "Name *": f"new {who} {n} {shuffle.random()}",
            "Stage *": "Quotation",
            "Amount (GBP)": n * 1000,
            "Owner *": who,
        }
        for heading, value in row.items():
            sheet.cell(last + n, headings[heading]).value = value
        done.rows["tblPipeline", key] = row
    ends = table.ref.partition(":")
    letters = "".join(ch for ch in ends[2] if ch.isalpha())
    table.ref = f"{ends[0]}:{letters}{max(int(ends[2][len(letters) :]), last + 3)}"


def rearranged(sheet: Worksheet, table: Any, shuffle: random.Random) -> None:
    """Rows sorted anew, columns in another order, one of one's own put in."""
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet[table.ref]]
    head, body = rows[0], [row for row in rows[1:] if any(value is not None for value, _ in row)]
    blank = rows[len(body) + 1 :]
    shuffle.shuffle(body)
    order = list(range(len(head)))
    shuffle.shuffle(order)
    for r, row in enumerate([head, *body, *blank], 1):
        for c, (value, shown) in enumerate((row[i] for i in order), 1):
            cell = sheet.cell(r, c)
            cell.value, cell.number_format = value, shown
    columns = list(table.tableColumns)
    table.tableColumns = [TableColumn(id=n, name=columns[i].name) for n, i in enumerate(order, 1)]


def cells_of(place: Path) -> dict[Key, Any]:
    """Every cell of the Tables worked on, by id and heading."""
    return dict(_cells(openpyxl.load_workbook(place)))


def _cells(book: Any) -> Iterator[tuple[Key, Any]]:
    for name in EDITED:
        found = table_of(book, name)
        if found is None:
            continue
        sheet, table = found
        rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        head = rows[0]
        at = head.index("ID") if "ID" in head else head.index("ID *")
        for row in rows[1:]:
            if row[at] is not None:
                for heading, value in zip(head, row, strict=True):
                    if not (isinstance(value, str) and value.startswith("=")):
                        yield (name, str(row[at]), str(heading)), value


def lost_and_invented(
    before: Mapping[Key, Any], after: Mapping[Key, Any], work: Mapping[str, Work], listed: set[Key]
) -> tuple[list[Any], list[Any]]:
    """What somebody did that is neither there nor listed; what is there and nobody did."""
    lost: list[Any] = []
    said: dict[Key, list[Any]] = {}
    for who, done in work.items():
        wanted = dict(done.cells)
        for (name, key), row in done.rows.items():
            wanted.update({(name, key, heading): value for heading, value in row.items()})
        for at, value in wanted.items():
            said.setdefault(at, []).append(value)
            if after.get(at) != value and at not in listed:
                lost.append((who, at, value, after.get(at)))
    invented = [
        (at, value, after_value)
        for at, after_value in after.items()
        if (value := before.get(at)) != after_value and after_value not in said.get(at, [])
    ]
    return lost, invented
