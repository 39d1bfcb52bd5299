"""The macro of the buttons in Python: reads the same ASCII answer, guards and applies it as the macro does.

The real macro is tested in LibreOffice; this one lets everything before it be tested without.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sheetsales.backends.clicks.change_list import HEAD, check_sum, plain_text
from sheetsales.backends.parts.serials import serial
from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellError, CellValue


class Refused(Exception):
    """The macro would write nothing; the text says why."""


class Answer:
    """What a macro reads from ``done.txt``; raises ``Refused`` where it is cut or for another click."""

    def __init__(self, data: bytes, nonce: str) -> None:
        lines = data.decode("ascii").split("\r\n")
        assert lines.pop() == ""
        end = lines[-1].split("\t")
        if end[:1] != ["end"] or end[1:] != [nonce, str(len(lines) - 1), str(check_sum(lines[:-1]))]:
            raise Refused("cut short or for another click")
        assert lines[0] == HEAD
        count = int(lines[1].removeprefix("texts "))
        self.texts = [plain_text(line) for line in lines[2 : 2 + count]]
        self.message = self.text(lines[2 + count].removeprefix("say "))
        self.ops = self._ops(lines[3 + count : -1])

    def text(self, coded: str) -> str:
        return re.sub(r"\\(\d+);", lambda found: self.texts[int(found[1])], coded)

    def _ops(self, lines: list[str]) -> list[dict[str, Any]]:
        ops, at = [], 0
        while at < len(lines):
            kind, sheet, *rest = lines[at].split("\t")
            at += 1
            op: dict[str, Any] = {"kind": kind, "sheet": self.text(sheet), "rest": rest}
            if kind in ("write", "check"):
                height = int(rest[2])
                if rest[4] == "held":
                    op["held"], at = [line.split("\t") for line in lines[at : at + height]], at + height
                if kind == "write":
                    op["rows"], at = [line.split("\t") for line in lines[at : at + height]], at + height
            ops.append(op)
        return ops


class Sheets:
    """An open workbook: cells by sheet and place, as a macro sees them."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.cells: dict[str, dict[tuple[int, int], CellValue]] = {}
        self.formulas: dict[str, set[tuple[int, int]]] = {}
        self.tables = {t.name: (g.name, t.area) for g in workbook.grids for t in g.tables}
        self.notes: dict[tuple[str, int, int], str] = {}
        self.looks: list[tuple[str, ...]] = []
        self.lists: list[tuple[str, ...]] = []
        self.drawn: list[tuple[str, ...]] = []
        self.names = dict(workbook.names)
        self.visible = {grid.name: grid.visibility for grid in workbook.grids}
        for grid in workbook.grids:
            self.formulas[grid.name] = set(grid.formulas)
            self.cells[grid.name] = {
                (row, column): value
                for column, values in enumerate(grid.columns, grid.first_column)
                for row, value in enumerate(values, grid.first_row)
                if value is not None
            }

    def apply(self, answer: Answer) -> None:
        for op in answer.ops:
            if op["kind"] in ("write", "check") and op["sheet"] in self.cells:
                self._check(op, answer)
            elif op["kind"] == "name" and op["rest"][2] == "new" and answer.text(op["rest"][0]) in self.names:
                raise Refused(answer.text(op["rest"][0]))
        for op in answer.ops:
            self._do(op, answer)

    def _do(self, op: dict[str, Any], answer: Answer) -> None:
        kind, sheet, rest = op["kind"], op["sheet"], tuple(map(answer.text, op["rest"]))
        if kind == "sheet":
            self.cells[sheet], self.formulas[sheet] = {}, set()
            self.tables[rest[0]] = sheet, Area(sheet, 1, 1, int(rest[3]), int(rest[2]))
            self.visible[sheet] = rest[1]  # type: ignore[assignment]
        elif kind == "write":
            self._write(op, answer)
        elif kind == "move":
            self._move(sheet, *map(int, rest))
        elif kind == "grow":
            self._grow(op, answer)
        elif kind == "widen":
            self._widen(sheet, *rest)
        elif kind == "note":
            self.notes[sheet, int(rest[0]), int(rest[1])] = rest[2]
        elif kind == "show":
            self.visible[sheet] = rest[0]  # type: ignore[assignment]
        elif kind == "name":
            self._name(sheet, *rest)
        else:
            {"look": self.looks, "list": self.lists, "draw": self.drawn, "check": []}[kind].append(
                (sheet, *rest)
            )

    def _widen(self, sheet: str, row: str, first: str, after: str, before: str, *rest: str) -> None:
        last, table, headings = rest
        area = self.tables[table][1]
        assert (area.first_column, area.last_column, area.last_row) == (int(first), int(before), int(last))
        for column, heading in enumerate(headings.split("\x1f"), int(before) + 1):
            self.cells[sheet][int(row), column] = heading
        self.tables[table] = sheet, replace(area, last_column=int(after))

    def _name(self, sheet: str, name: str, refers_to: str, _: str) -> None:
        known = next((n for n in self.names if n.lower() == name.lower()), None)
        if not sheet:
            self.names[known or name] = refers_to

    def _move(self, sheet: str, row: int, first: int, last: int, by: int) -> None:
        def moved(at: tuple[int, int]) -> tuple[int, int] | None:
            if at[0] < row or not first <= at[1] <= last:
                return at
            return (at[0] + by, at[1]) if at[0] >= row - min(by, 0) else None

        self.cells[sheet] = {p: v for at, v in self.cells[sheet].items() if (p := moved(at)) is not None}
        self.formulas[sheet] = {p for at in self.formulas[sheet] if (p := moved(at)) is not None}
        for name, (where, area) in self.tables.items():
            top = (area.first_row, area.first_column)
            if where == sheet and (now := moved(top)) not in (None, top):
                assert now is not None
                self.tables[name] = where, replace(area, first_row=now[0], last_row=area.last_row + by)

    def _check(self, op: dict[str, Any], answer: Answer) -> None:
        row, column, height, width, guard = op["rest"][:5]
        if guard == "any":
            return
        for r in range(int(height)):
            wants = op["held"][r] if guard == "held" else []
            for c in range(int(width)):
                at = int(row) + r, int(column) + c
                want = wants[c] if c < len(wants) else ""
                is_formula = want.startswith("=")
                shown = coded(self.cells[op["sheet"]].get(at), self.workbook.date1904)
                if shown != decoded(want.removeprefix("="), answer) or is_formula != (
                    at in self.formulas[op["sheet"]]
                ):
                    raise Refused(f"{op['sheet']}!{at}")

    def _write(self, op: dict[str, Any], answer: Answer) -> None:
        row, column, _, width = op["rest"][:4]
        cells = self.cells[op["sheet"]]
        for r, values in enumerate(op["rows"]):
            for c in range(int(width)):
                at = int(row) + r, int(column) + c
                text = values[c] if c < len(values) else ""
                value = decoded(text, answer)
                self.formulas[op["sheet"]].discard(at)
                if text[:1] in ("f", "h"):
                    self.formulas[op["sheet"]].add(at)
                if value is None:
                    cells.pop(at, None)
                else:
                    cells[at] = value

    def _grow(self, op: dict[str, Any], answer: Answer) -> None:
        first, last, after = (int(op["rest"][at]) for at in (1, 2, 4))
        fresh, count, like = map(int, op["rest"][6:])
        formulas = self.formulas[op["sheet"]]
        taken = [column for column in range(first, last + 1) if (like, column) in formulas]
        formulas.update((fresh + n, column) for n in range(count) for column in taken)
        table = answer.text(op["rest"][5])
        if table:
            sheet, area = self.tables[table]
            self.tables[table] = sheet, replace(area, last_row=after)

    def shown(self) -> dict[str, dict[tuple[int, int], object]]:
        """Every cell that holds something, by sheet, dates as serial numbers."""
        return {
            sheet: {at: coded(value, self.workbook.date1904) for at, value in cells.items()}
            for sheet, cells in self.cells.items()
        }


def coded(value: CellValue, date1904: bool = False) -> object:
    """A value as a cell of an open workbook gives it: dates are numbers, errors their codes."""
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, CellError):
        return value.code
    return float(value) if isinstance(value, int | float | Decimal) else serial(value, date1904)


def decoded(cell: str, answer: Answer) -> Any:
    """What a cell of the answer makes a macro write; a formula shows the text between its last quotes, or itself."""
    kind, rest = cell[:1], cell[1:]
    if not kind:
        return None
    if kind in "tq":
        return answer.text(rest)
    if kind == "h":
        return answer.text(rest).partition("\x1f")[2].strip('")')
    if kind == "f":
        return answer.text(rest)
    if kind == "b":
        return rest == "1"
    return rest if kind == "e" else float(rest)


def shown(workbook: Workbook) -> dict[str, dict[tuple[int, int], object]]:
    """The cells of a workbook as ``Sheets.shown`` gives them."""
    return {
        grid.name: {at: value for at, value in _values(grid, workbook.date1904) if value is not None}
        for grid in workbook.grids
    }


def _values(grid: Grid, date1904: bool) -> list[tuple[tuple[int, int], object]]:
    return [
        ((row, column), coded(value, date1904))
        for column, values in enumerate(grid.columns, grid.first_column)
        for row, value in enumerate(values, grid.first_row)
    ]
